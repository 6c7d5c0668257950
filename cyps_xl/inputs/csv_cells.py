"""A cell that holds text, of a CSV or of a workbook to be brought in: its numbers, dates and periods as people write
them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.raw import RawValue, Separators
from cyps_xl.measures.periods import month_named, quarter_as_written, year_as_written

_POINT_NUMBER = re.compile("[-+]?([0-9]+|[0-9]{1,3}([, \u00a0\u2009\u202f][0-9]{3})+)?([.][0-9]+)?")
_COMMA_NUMBER = re.compile("[-+]?([0-9]+|[0-9]{1,3}([. \u00a0\u2009\u202f][0-9]{3})+)?(,[0-9]+)?")
_THOUSANDS_OR_DECIMALS = re.compile(r"[-+]?[0-9]{1,3}([.,])[0-9]{3}")  # 1,234 is a thousand or one and a bit
_ONLY_A_DECIMAL_COMMA = re.compile(r"[-+]?([0-9]*,([0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(\.[0-9]{3})+,[0-9]+)")
_ONLY_A_DECIMAL_POINT = re.compile(r"[-+]?([0-9]*\.([0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(,[0-9]{3})+\.[0-9]+)")

_MIDNIGHT = re.compile(r"(?:[T ]|, )(?:0?0:00(?::00)?(?:\.0+)?Z?|12:00(?::00)? ?am)$", re.IGNORECASE)
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_LETTERS = "([^\\W\\d_]{3,10})"
_ORDINAL = "(?:st|nd|rd|th|af|ail|ydd|fed|ed|eg|ain)?"
_DAY_AND_NAME = re.compile(rf"([0-9]{{1,2}}){_ORDINAL}[ -]{_LETTERS}\.?,?[ -]([0-9]{{4}}|[0-9]{{2}})", re.IGNORECASE)
_NAME_AND_DAY = re.compile(rf"{_LETTERS}\.? ([0-9]{{1,2}}){_ORDINAL},? ([0-9]{{4}})", re.IGNORECASE)
_MONTH_AND_NAME = re.compile(rf"{_LETTERS}\.?,?[ /-]?([0-9]{{4}}|[0-9]{{2}})")
_MONTH_IN_DIGITS = re.compile(r"([0-9]{1,2})/([0-9]{4})|([0-9]{4})[-/]([0-9]{1,2})")

_NUMBERS = (Kind.WHOLE, Kind.DECIMAL)


def from_text(text: str, column: Column, separators: Separators) -> RawValue:
    """What the text of a cell says in this column; the text itself when it does not say it plainly."""
    text = text.strip().replace("\r\n", "\n")
    if not text:
        return None
    found: RawValue = None
    if column.kind in _NUMBERS:
        found = _number(text, column, separators)
    elif column.kind is Kind.DATE:
        found = _day_of_language(text, column) or _date(text)
    elif column.kind is Kind.MONTH:
        found = _day_of_language(text, column) or _date(text) or _month(text)
    elif column.kind is Kind.YEAR:
        found = year_as_written(text)
    elif column.kind is Kind.QUARTER:
        found = quarter_as_written(_quarter_of_language(text, column))
    elif column.kind is Kind.PERIOD:
        found = _period(_quarter_of_language(text, column))
    return text if found is None else found


def separators_by_evidence(texts: Iterable[tuple[str, str]], delimiter: str) -> Separators:
    """How a file writes its numbers, from the place and the text of each of its numbers.

    A file with commas or tabs between its cells is taken to be British unless a number says
    otherwise; one with semicolons may come from anywhere.
    """
    comma = point = ""
    for where, text in texts:
        number = _digits_of(text)
        if not comma and _ONLY_A_DECIMAL_COMMA.fullmatch(number):
            comma = f"“{text.strip()}” ({where})"
        if not point and _ONLY_A_DECIMAL_POINT.fullmatch(number):
            point = f"“{text.strip()}” ({where})"
    if bool(comma) != bool(point):
        return Separators(bool(comma), comma or point)
    return Separators(None if comma or delimiter == ";" else False, f"{comma} and {point}" if comma else "")


def has_two_readings(text: str, column: Column, separators: Separators) -> bool:
    """Whether a number is a thousand by one way of writing and one and a bit by another, and both are in the file.

    Where other numbers have a decimal comma, 1,250 is one and a quarter, or a British thousand. Where
    they have a point, 1.250 is one and a quarter; but nothing writes that beside 37.5, so it may be a
    thousand from elsewhere.
    """
    match = _THOUSANDS_OR_DECIMALS.fullmatch(_digits_of(text))
    if column.kind not in _NUMBERS or match is None:
        return False
    if separators.decimal_comma is None:
        return True
    if separators.decimal_comma:
        return match[1] == "," or column.kind is not Kind.WHOLE
    return match[1] == "." and match[0].endswith("0") and bool(separators.shown_by)


def _digits_of(text: str) -> str:
    """A number without what stands before and after its digits: "£5,267" and "97.6 %" lose their signs."""
    return text.strip().removeprefix("£").rstrip("% ").lstrip()


def _number(text: str, column: Column, separators: Separators) -> int | float | None:
    digits = text.replace("\u2212", "-").removeprefix("£").lstrip()
    scale: float = 1
    if digits.endswith("%") and column.one_percent is not None:
        digits, scale = digits[:-1].rstrip(), column.one_percent
    pattern = _COMMA_NUMBER if separators.decimal_comma else _POINT_NUMBER
    if not pattern.fullmatch(digits) or not any(c.isdigit() for c in digits):
        return None
    if has_two_readings(digits, column, separators):
        return None
    # Divided rather than multiplied: 7 * 0.01 is 0.07000000000000001, 7 / 100 is 0.07.
    number = float(_as_python_writes(digits, bool(separators.decimal_comma))) / round(1 / scale)
    if number == 0 and re.search("[1-9]", digits):
        return None  # too small for a float to tell from nothing
    return int(number) if number.is_integer() else number


def _as_python_writes(digits: str, decimal_comma: bool) -> str:
    return re.sub("[ \u00a0\u2009\u202f.]" if decimal_comma else "[ \u00a0\u2009\u202f,]", "", digits).replace(",", ".")


def _date(text: str) -> dt.date | None:
    text = _MIDNIGHT.sub("", text)
    if match := _ISO_DATE.fullmatch(text):
        return _day(int(match[1] or match[4]), int(match[2] or match[5]), int(match[3] or match[6]))
    if match := _DAY_FIRST.fullmatch(text):
        return _day(_full_year(match[4]), int(match[3]), int(match[1]))
    if match := _DAY_AND_NAME.fullmatch(text):
        return _day(_full_year(match[3]), month_named(match[2]), int(match[1]))
    if match := _NAME_AND_DAY.fullmatch(text):
        return _day(int(match[3]), month_named(match[1]), int(match[2]))
    return None


def _month(text: str) -> dt.date | None:
    if match := _MONTH_AND_NAME.fullmatch(text):
        return _day(_full_year(match[2]), month_named(match[1]), 1)
    if match := _MONTH_IN_DIGITS.fullmatch(text):
        return _day(int(match[2] or match[3]), int(match[1] or match[4]), 1)
    return None


def _day_of_language(text: str, column: Column) -> dt.date | None:
    """A day, or the first of a month, by the names of the column's language."""
    found = column.language.day_read(_MIDNIGHT.sub("", text)) if column.language else None
    if found is None or (not found[0] and column.kind is not Kind.MONTH):
        return None
    return _day(_full_year(found[2]), found[1], int(found[0] or 1))


def _quarter_of_language(text: str, column: Column) -> str:
    """A quarter that is written in the column's language as it is in English; any other text as it is."""
    found = column.language.quarter_read(text) if column.language else None
    return f"Q{found[0]} {found[1]}" if found else text


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _period(text: str) -> str | None:
    """A full year, or a quarter to date. The fourth quarter's figures are the full year's, and are kept under it."""
    quarter = quarter_as_written(text)
    if quarter is None:
        return year_as_written(text)
    return quarter.removesuffix(" Q4")
