"""Which formulas may leave with an edition: a figure worked out from cells of its own page, and nothing else."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from cyps_xl.sheets.plan import Scalar

Values = Mapping[tuple[int, int], Scalar]
"""What the page itself shows, by row and column counted from 0."""

TEXT = re.compile(r'"(?:[^"]|"")*"')
"""A text within a formula."""
CELL = re.compile(r"(?<![\w$])(\$?[A-Z]{1,3}\$?)(\d+)(?![\w(])")
"""A reference to a cell of the page: its column, and its row."""
_CELLS = re.compile(r"(?<![\w$])\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?![\w(])")
_SUM = re.compile(rf"{CELL.pattern}(?:[+-]{CELL.pattern})*|{CELL.pattern}/{CELL.pattern}")
_SIGN = re.compile(r"([+/-])")
_SIGNS = {"+": operator.add, "-": operator.sub, "/": operator.truediv}
_CALL = re.compile(r"([A-Z]+)\((.*)\)", re.DOTALL)
_EQUAL = re.compile(r"(.+?)(<>|=)(.+)", re.DOTALL)


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


def cells_of(formula: str) -> Iterator[tuple[int, int]]:
    """Every cell a formula reads on its own page, ranges cell by cell, counted from 0."""
    for first_letters, first_row, last_letters, last_row in _CELLS.findall(TEXT.sub("", formula)):
        first, last = _column(first_letters), _column(last_letters or first_letters)
        for row in range(int(first_row) - 1, int(last_row or first_row)):
            for column in range(first, last + 1):
                yield row, column


def _given(formula: str, page: Values) -> float | None:
    """What a sum of cells, a division or a range's total or mean gives; None for any other formula."""
    call = _call(formula)
    if call is not None:
        numbers = _numbers(call[1], page)
        total = {"SUM": sum(numbers), "AVERAGE": sum(numbers) / len(numbers)} if numbers else {}
        return total.get(call[0])
    if not _SUM.fullmatch(formula):
        return None
    result, sign = 0.0, "+"
    for piece in _SIGN.split(formula):
        if piece in _SIGNS:
            sign = piece
            continue
        number = page.get(next(cells_of(piece)))
        if not is_number(number) or (sign == "/" and not number):
            return None
        result = _SIGNS[sign](result, number)
    return result


def _numbers(arguments: list[str], page: Values) -> list[float]:
    """The numbers in one range of cells that all stand on the page; none for anything else."""
    if len(arguments) != 1 or not _CELLS.fullmatch(arguments[0]):
        return []
    cells = list(cells_of(arguments[0]))
    if not all(cell in page for cell in cells):
        return []
    return [number for cell in cells if is_number(number := page[cell])]


def is_number(value: Scalar | None) -> TypeGuard[float]:
    """Whether a cell's value is a number, and not text or yes and no."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _without_guards(formula: str, page: Values) -> str:
    """The branch that every outer IF takes, as long as the page itself can answer it."""
    while (call := _call(formula)) is not None and call[0] == "IF" and len(call[1]) == 3:
        condition, then, otherwise = call[1]
        answer = _holds(condition, page)
        if answer is None:
            return formula
        formula = then if answer else otherwise
    return formula


def _call(text: str) -> tuple[str, list[str]] | None:
    """A text that is one call of a function, as its name and arguments; None when it is anything else."""
    match = _CALL.fullmatch(text)
    if match is None:
        return None
    arguments = _split(match[2])
    return None if arguments is None else (match[1], arguments)


def _split(text: str) -> list[str] | None:
    """The arguments between commas outside brackets and quotation marks; None when a bracket closes too soon."""
    parts, depth, start, quoted = [], 0, 0, False
    for at, sign in enumerate(text):
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            depth += (sign == "(") - (sign == ")")
            if depth < 0:
                return None
            if sign == "," and depth == 0:
                parts.append(text[start:at])
                start = at + 1
    return [*parts, text[start:]]


def _holds(condition: str, page: Values) -> bool | None:
    """Whether a guard holds on this page; None when the page alone cannot say."""
    call = _call(condition)
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
    match = _EQUAL.fullmatch(condition)
    if match is None:
        return None
    left, right = _value(match[1], page), _value(match[3], page)
    if left is None or right is None:
        return None
    return (left == right) == (match[2] == "=")


def _value(text: str, page: Values) -> Scalar | None:
    """A cell of the page, a number, or how many numbers a range holds; None for anything else."""
    call = _call(text)
    if call is not None and call[0] == "COUNT" and len(call[1]) == 1 and _CELLS.fullmatch(call[1][0]):
        return sum(is_number(page.get(cell)) for cell in cells_of(call[1][0]))
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    if _CELLS.fullmatch(text) and ":" not in text:
        return page.get(next(cells_of(text)))
    return None
