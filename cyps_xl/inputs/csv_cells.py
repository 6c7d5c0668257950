"""One cell of a CSV: text is all there is, so numbers and dates are told by how they are written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.raw import RawValue
from cyps_xl.measures.periods import MONTH_NAMES

_POINT_NUMBER = re.compile("[-+]?([0-9]+|[0-9]{1,3}([, \u00a0\u2009\u202f][0-9]{3})+)?([.][0-9]+)?")
_COMMA_NUMBER = re.compile("[-+]?([0-9]+|[0-9]{1,3}([. \u00a0\u2009\u202f][0-9]{3})+)?(,[0-9]+)?")
_EITHER_WAY = re.compile(r"[-+]?[0-9]{1,3}[.,][0-9]{3}")  # 1,234 is a thousand or one and a bit
_ONLY_A_DECIMAL_COMMA = re.compile(r"[-+]?([0-9]*,([0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(\.[0-9]{3})+,[0-9]+)")
_ONLY_A_DECIMAL_POINT = re.compile(r"[-+]?([0-9]*\.([0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(,[0-9]{3})+\.[0-9]+)")

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})([T ]00:00(:00)?(\.0+)?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})( 00:00(:00)?)?")
_DAY_AND_NAME = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{4}|[0-9]{2})")
_MONTH_AND_NAME = re.compile(r"([A-Za-z]{3,9})\.?[ -]([0-9]{4}|[0-9]{2})")
_MONTH_IN_DIGITS = re.compile(r"([0-9]{1,2})/([0-9]{4})|([0-9]{4})-([0-9]{1,2})")
_YEARS = re.compile(r"([0-9]{4}) ?[-–/] ?([0-9]{2})(?: *[qQ]([1-4]))?")

_NUMBERS = (Kind.WHOLE, Kind.DECIMAL)


def from_csv(text: str, column: Column, decimal_comma: bool | None) -> RawValue:
    """What the text of a cell says in this column; the text itself when it does not say it plainly.

    `decimal_comma` tells how the file writes numbers; None when it does not show it, and then
    "1,234" is left alone, for it may be two numbers.
    """
    text = text.strip().replace("\r\n", "\n")
    if not text:
        return None
    found: RawValue = None
    if column.kind in _NUMBERS:
        found = _number(text, column, decimal_comma)
    elif column.kind is Kind.DATE:
        found = _date(text)
    elif column.kind is Kind.MONTH:
        found = _date(text) or _month(text)
    elif column.kind in (Kind.YEAR, Kind.PERIOD, Kind.QUARTER):
        found = _years(text)
    return text if found is None else found


def decimal_comma_by_evidence(texts: Iterable[str], delimiter: str) -> bool | None:
    """Whether a file's numbers have a decimal comma; None when it does not show it.

    A file with commas or tabs between its cells is taken to be British unless a number says
    otherwise; one with semicolons may come from anywhere.
    """
    numbers = [text.strip().rstrip("% ") for text in texts]
    comma = any(_ONLY_A_DECIMAL_COMMA.fullmatch(number) for number in numbers)
    point = any(_ONLY_A_DECIMAL_POINT.fullmatch(number) for number in numbers)
    if comma != point:
        return comma
    return None if comma or delimiter == ";" else False


def _number(text: str, column: Column, decimal_comma: bool | None) -> int | float | None:
    digits = text.replace("\u2212", "-")
    scale: float = 1
    if digits.endswith("%") and column.one_percent is not None:
        digits, scale = digits[:-1].rstrip(), column.one_percent
    pattern = _COMMA_NUMBER if decimal_comma else _POINT_NUMBER
    two_readings = decimal_comma is None or (decimal_comma and "." in digits and column.kind is not Kind.WHOLE)
    if not pattern.fullmatch(digits) or not any(c.isdigit() for c in digits):
        return None
    if two_readings and _EITHER_WAY.fullmatch(digits):
        return None
    # Divided rather than multiplied: 7 * 0.01 is 0.07000000000000001, 7 / 100 is 0.07.
    number = float(_as_python_writes(digits, bool(decimal_comma))) / round(1 / scale)
    if number == 0 and re.search("[1-9]", digits):
        return None  # too small for a float to tell from nothing
    return int(number) if number.is_integer() else number


def _as_python_writes(digits: str, decimal_comma: bool) -> str:
    return re.sub("[ \u00a0\u2009\u202f.]" if decimal_comma else "[ \u00a0\u2009\u202f,]", "", digits).replace(",", ".")


def _date(text: str) -> dt.date | None:
    if match := _ISO_DATE.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _DAY_AND_NAME.fullmatch(text):
        return _day(_full_year(match[3]), _month_number(match[2]), int(match[1]))
    return None


def _month(text: str) -> dt.date | None:
    if match := _MONTH_AND_NAME.fullmatch(text):
        return _day(_full_year(match[2]), _month_number(match[1]), 1)
    if match := _MONTH_IN_DIGITS.fullmatch(text):
        return _day(int(match[2] or match[3]), int(match[1] or match[4]), 1)
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month_number(name: str) -> int:
    """1 to 12 for "Dec", "Sept" or "December"; 0, which no date has, for anything else."""
    for number, full in enumerate(MONTH_NAMES, start=1):
        if full.lower().startswith(name.lower()) and len(name) >= 3:
            return number
    return 0


def _years(text: str) -> str | None:
    match = _YEARS.fullmatch(text)
    if match is None:
        return None
    return f"{match[1]}-{match[2]}" + (f" Q{match[3]}" if match[3] else "")
