"""Which formulas may leave with an edition: a figure worked out from cells of its own page, and nothing else."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Mapping, Sequence
from typing import TypeGuard

from cyps_xl.formulas.calls import call_of, sides_of
from cyps_xl.formulas.references import Reference, own_cells
from cyps_xl.formulas.tokens import tokens
from cyps_xl.sheets.line_figures import NUMBER
from cyps_xl.sheets.plan import Scalar

Values = Mapping[tuple[int, int], Scalar]
"""What the page itself shows, by row and column counted from 0."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_SIGNS = {"+": operator.add, "-": operator.sub, "/": operator.truediv}


def page_formula(formula: str | None, value: Scalar, page: Values) -> str | None:
    """The formula as a member may click it; None when only its value may leave.

    An edition stands still, so a guard such as "if both are numbers" is answered here, and
    what is left is the sum itself: K6/L6. It leaves only when the page's own cells give the
    value by it; not when one of them is withheld, or stands elsewhere.
    """
    if formula is None or isinstance(value, str | bool):
        return None
    plain = _without_guards(formula, page)
    given = _given(plain, page)
    return plain if given is not None and math.isclose(given, value, rel_tol=1e-12) else None


def _given(formula: str, page: Values) -> float | None:
    """What a sum of cells, a division or a range's total or mean gives; None for any other formula."""
    call = call_of(formula)
    if call is not None:
        numbers = _numbers(call[1], page)
        total = {"SUM": sum(numbers), "AVERAGE": sum(numbers) / len(numbers)} if numbers else {}
        return total.get(call[0])
    pieces = [token.text for token in tokens(formula)]
    signs = pieces[1::2]
    if len(pieces) % 2 == 0 or not (set(signs) <= {"+", "-"} or signs == ["/"]):
        return None
    result = 0.0
    for sign, text in zip(("+", *signs), pieces[::2], strict=True):
        cell = _cell(text)
        number = None if cell is None else page.get(cell)
        if not is_number(number) or (sign == "/" and not number):
            return None
        result = _SIGNS[sign](result, number)
    return result


def _cell(text: str) -> tuple[int, int] | None:
    """The cell of the page that a text is the address of; None for anything else."""
    area = Reference.parse(text).own_area
    is_one = area is not None and (area.first_row, area.first_column) == (area.last_row, area.last_column)
    return None if area is None or not is_one else (area.first_row - 1, area.first_column - 1)


def _range(arguments: Sequence[str]) -> list[tuple[int, int]]:
    """The cells of the page in one range, the only argument of a call; none for anything else."""
    if len(arguments) != 1 or Reference.parse(arguments[0]).own_area is None:
        return []
    return list(own_cells(arguments[0]))


def _numbers(arguments: Sequence[str], page: Values) -> list[float]:
    """The numbers in one range of cells that all stand on the page; none for anything else."""
    cells = _range(arguments)
    if not all(cell in page for cell in cells):
        return []
    return [number for cell in cells if is_number(number := page[cell])]


def is_number(value: Scalar | None) -> TypeGuard[float]:
    """Whether a cell's value is a number, and not text or yes and no."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _without_guards(formula: str, page: Values) -> str:
    """The branch that every outer IF takes, as long as the page itself can answer it."""
    while (call := call_of(formula)) is not None and call[0] == "IF" and len(call[1]) == 3:
        condition, then, otherwise = call[1]
        answer = _holds(condition, page)
        if answer is None:
            return formula
        formula = then if answer else otherwise
    return formula


def _holds(condition: str, page: Values) -> bool | None:
    """Whether a guard holds on this page; None when the page alone cannot say."""
    call = call_of(condition)
    if call is None:
        return _compared(condition, page)
    name, arguments = call
    if name == "ISNUMBER":
        value = _value(arguments[0], page)
        return None if value is None else is_number(value)
    if name not in ("AND", "OR", "NOT"):
        return None
    answers = [_holds(argument, page) for argument in arguments]
    if None in answers:
        return None
    return {"AND": all(answers), "OR": any(answers), "NOT": not answers[0]}[name]


def _compared(condition: str, page: Values) -> bool | None:
    sides = sides_of(condition, ("=", "<>"))
    if sides is None:
        return None
    left, right = _value(sides[0], page), _value(sides[2], page)
    if left is None or right is None:
        return None
    return (left == right) == (sides[1] == "=")


def _value(text: str, page: Values) -> Scalar | None:
    """A cell of the page, a number, or how many numbers ranges hold; None for anything else."""
    call = call_of(text)
    if call is not None and call[0] == "COUNT" and (cells := _range(call[1])):
        return sum(is_number(page.get(cell)) for cell in cells)
    if call is not None and call[0] == "COUNTIFS" and {*call[1][1::2]} == {NUMBER}:
        places = zip(*(_range([one]) for one in call[1][::2]), strict=False)
        return sum(all(is_number(page.get(cell)) for cell in place) for place in places)
    if call is not None and call[0] == "MAX":
        values = [_value(one, page) for one in call[1]]
        return max(filter(is_number, values)) if all(map(is_number, values)) else None
    if _NUMBER.fullmatch(text):
        return float(text)
    cell = _cell(text)
    return None if cell is None else page.get(cell)
