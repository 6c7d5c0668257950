"""Values as a formula knows them, and the few functions over them that decide which side of an IF applies."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping, Sequence

from cyps_xl.inputs.records import Value, as_compared, as_excel_text, day_of_serial, excel_serial
from cyps_xl.measures.periods import add_months, long_date


class Mark:
    """A value that is none."""


UNKNOWN = Mark()
"""A value that was not worked out."""
ERROR = Mark()
"""An error such as #N/A."""

Plain = str | float | int | bool | None
"""A value of a cell; None where it is empty."""
Known = Plain | Mark
"""A value of a formula, as far as it was worked out."""


def as_number(value: Value) -> Plain:
    """What a cell of an input table is to a formula: a date its serial number."""
    return excel_serial(value) if isinstance(value, dt.date) else value


_SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "<>": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
_CRITERION = re.compile(r"(>=|<=|<>|>|<|=)?(.*)", re.DOTALL)


def criterion_test(criterion: Known) -> Callable[[Value], bool] | None:
    """The test that a criterion of COUNTIFS is: a sign before a number, or a text that is the same.

    None where it was not worked out, or stands for many texts.
    """
    if isinstance(criterion, Mark):
        return None
    sign, rest = _parted(as_excel_text(criterion))
    if any(wildcard in rest for wildcard in "*?~"):
        return None
    number = _number(rest)

    def holds(value: Value) -> bool:
        held = as_number(value)
        if number is not None and isinstance(held, int | float):
            return _SIGNS[sign](float(held), number)
        same = as_compared(value) == as_compared(rest)
        return same if sign == "=" else not same if sign == "<>" else False

    return holds


def _parted(text: str) -> tuple[str, str]:
    found = _CRITERION.fullmatch(text)
    return (found[1] or "=", found[2]) if found else ("=", text)


_SAID = {">=": "from ", "<=": "to ", "<>": "other than ", ">": "after ", "<": "before ", "=": ""}


def criterion_said(criterion: Known, *, is_day: bool) -> str:
    """A criterion in words: "from 1 April 2026" for a column of days, and else the sign with what stands behind it."""
    sign, rest = _parted("" if isinstance(criterion, Mark) else as_excel_text(criterion))
    number = _number(rest)
    if is_day and number is not None:
        return f"{_SAID[sign]}{long_date(day_of_serial(number))}"
    return f"{'' if sign == '=' else sign}{rest or '(empty)'}"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def worked_out(function: str, values: Sequence[Known]) -> Known:
    """The value of the few functions that decide which side of an IF applies; UNKNOWN for any other."""
    if function == "ISNUMBER":
        return UNKNOWN if values[0] is UNKNOWN else _is_number(values[0])
    if any(value is ERROR for value in values):
        return ERROR
    if function in ("AND", "OR"):
        return _joined(function, values)
    if any(value is UNKNOWN for value in values):
        return UNKNOWN
    plain = [value for value in values if not isinstance(value, Mark)]
    if function in _SIGNS and len(plain) == 2:
        return _compared(function, plain[0], plain[1])
    if function == "&":
        return "".join(as_excel_text(value) for value in plain)
    if function == "NOT":
        return UNKNOWN if isinstance(plain[0], str) else not plain[0]
    if function in _OF_TEXTS or function in _OF_DAYS:
        return _of_its_own(function, plain)
    return _reckoned(function, plain)


_OF_TEXTS: Mapping[str, Callable[..., Plain]] = {
    "LEN": len,
    "LEFT": lambda text, letters=1: text[: int(letters)],
    "RIGHT": lambda text, letters=1: text[-int(letters) :] if letters else "",
    "VALUE": float,
}
_OF_DAYS: Mapping[str, Callable[..., Plain]] = {
    "DATE": lambda year, month, day: excel_serial(dt.date(int(year), int(month), int(day))),
    "EDATE": lambda day, months: excel_serial(_months_later(day_of_serial(day), int(months))),
    "YEAR": lambda day: day_of_serial(day).year,
    "MONTH": lambda day: day_of_serial(day).month,
    "DAY": lambda day: day_of_serial(day).day,
}


def _of_its_own(function: str, values: Sequence[Plain]) -> Known:
    """A function of texts or of days; UNKNOWN for what none of these is."""
    try:
        if function in _OF_TEXTS:
            return _OF_TEXTS[function](as_excel_text(values[0]), *values[1:])
        return _OF_DAYS[function](*values)
    except (ValueError, TypeError, OverflowError):
        return UNKNOWN


def _months_later(day: dt.date, months: int) -> dt.date:
    """What EDATE makes of the first of a month. ValueError for any other day, of which no report asks."""
    if day.day != 1:
        raise ValueError(day)
    return add_months(day, months)


_SUMS: Mapping[str, Callable[[float, float], float]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def _reckoned(function: str, values: Sequence[Plain]) -> Known:
    numbers = [0.0 if value is None else float(value) for value in values if value is None or _is_number(value)]
    if len(numbers) != len(values) or len(numbers) != 2:
        return UNKNOWN
    if function == "/":
        return numbers[0] / numbers[1] if numbers[1] else ERROR
    return _SUMS[function](*numbers) if function in _SUMS else UNKNOWN


def _is_number(value: Known) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _joined(function: str, values: Sequence[Known]) -> Known:
    decides = function == "OR"
    if any(not isinstance(value, Mark | str) and bool(value) is decides for value in values):
        return decides
    return UNKNOWN if any(value is UNKNOWN for value in values) else not decides


def _compared(sign: str, one: Plain, other: Plain) -> Known:
    """What Excel says of two values: an empty cell is nought beside a number, and nothing beside a text."""
    if _is_number(one) or _is_number(other):
        pair = [0.0 if value is None else value for value in (one, other)]
        if all(_is_number(value) for value in pair):
            return _SIGNS[sign](float(pair[0]), float(pair[1]))
        return {"=": False, "<>": True}.get(sign, UNKNOWN)
    texts = (as_compared(one), as_compared(other))
    return {"=": texts[0] == texts[1], "<>": texts[0] != texts[1], "<": texts[0] < texts[1]}.get(sign, UNKNOWN)
