"""The part of a formula that applies, written as Excel would write it."""

from __future__ import annotations

from fractions import Fraction

from cyps_xl.formulas.tree import Call, Cells, Constant, Expression, Name, TableColumn, parts_of
from cyps_xl.grid import cell_address

_BINDS = {"=": 0, "<>": 0, "<": 0, ">": 0, "<=": 0, ">=": 0, "&": 1, "+": 2, "-": 2, "*": 3, "/": 3, "^": 4, ":": 5}
"""The operators, and how closely each binds."""


def is_worth_showing(tree: Expression) -> bool:
    """Whether a part says more than the cell or row that it reads: a sum, a division, a function over cells."""
    if not isinstance(tree, Call):
        return False
    if tree.function in ("&", "+") and tree.arguments[1:] in ((Constant(""),), (Constant(Fraction(0)),)):
        return is_worth_showing(tree.arguments[0])  # &"" and +0 make a text or a number of an empty cell
    is_lookup = tree.function.upper() in ("INDEX", "SUMIFS", "COUNTIFS")
    return not is_lookup and not reads_nothing(tree)


def reads_nothing(tree: Expression) -> bool:
    """Whether a part is a number or a text of its own: -1, "Annual"."""
    return all(isinstance(part, Constant | Call) for part in parts_of(tree))


def written(tree: Expression, within: int = -1) -> str:
    """An expression as a formula has it, without "="; `within` is how closely what stands around it binds."""
    match tree:
        case Constant(value):
            return _constant(value)
        case Name(name):
            return name
        case Cells(first, last):
            ends = (cell_address(first[0] + 1, first[1] + 1), cell_address(last[0] + 1, last[1] + 1))
            return ends[0] if first == last else ":".join(ends)
        case TableColumn(table, heading):
            return f"{table}[{heading}]"
    binds = _BINDS.get(tree.function)
    if binds is None or len(tree.arguments) != 2:
        return f"{tree.function}({','.join(written(one) for one in tree.arguments)})"
    left, right = written(tree.arguments[0], binds), written(tree.arguments[1], binds + 1)
    text = f"{left}{tree.function}{right}"
    return f"({text})" if binds < within else text


def _constant(value: Fraction | str | bool) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.15g}"
