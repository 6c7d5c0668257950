"""One cell: from what was found in it to what its column says it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.raw import ErrorCell, NoResult, RawValue
from cyps_xl.inputs.records import Value, as_excel_text
from cyps_xl.inputs.wording import expected, how_to_type, shown
from cyps_xl.measures.periods import Quarter, first_year_of

EARLIEST = dt.date(2000, 1, 1)
LATEST = dt.date(2099, 12, 31)
LONGEST_TEXT = 32_767
"""Excel holds no more characters in a cell."""
LARGEST_NUMBER = 1e15
"""Excel keeps fifteen digits of a number."""

CALCULATE = "Open the workbook in Excel, save it, and try again. Or type what belongs there in place of the formula."


class BadCell(Exception):
    """A cell that cannot be what its column holds: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def read_cell(raw: RawValue, column: Column) -> Value:
    """The value of a cell, None only when it is empty. Raises BadCell when it is not what the column holds.

    Text is never read as a number: Excel's own formulas would not count it either.
    """
    if raw is None or raw == "":
        return None
    _refuse_what_no_column_holds(raw, column)
    return _READERS[column.kind](raw, column)


def _refuse_what_no_column_holds(raw: RawValue, column: Column) -> None:
    if isinstance(raw, ErrorCell):
        raise BadCell(f"The cell shows {shown(raw)} instead of {expected(column)}.", how_to_type(column))
    if isinstance(raw, NoResult):
        raise BadCell("The cell holds a formula, and the file does not keep what it gives.", CALCULATE)
    if isinstance(raw, bool | dt.time | dt.timedelta):
        raise _not_expected(raw, column)
    if isinstance(raw, int | float) and not abs(raw) <= LARGEST_NUMBER:
        raise BadCell("The cell holds a number that is not finite, or too large to be right.", how_to_type(column))
    if isinstance(raw, str) and not raw.strip():
        raise BadCell("The cell looks empty but holds spaces.", "Clear it with the Delete key, or type its figure.")
    if isinstance(raw, str):
        _refuse_unwritable(raw)


def _refuse_unwritable(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise BadCell(
            f"The text has {len(text):,} characters, and a cell holds {LONGEST_TEXT:,}.", "Shorten it or split it."
        )
    for character in text:
        code = ord(character)
        if (code < 32 and character not in "\t\n\r") or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
            raise BadCell(
                f"The text holds a character that a workbook cannot keep (U+{code:04X}).", "Type the text again."
            )


def _not_expected(raw: RawValue, column: Column) -> BadCell:
    kind = {str: "text", bool: "TRUE or FALSE", dt.time: "a time", dt.timedelta: "a length of time"}
    what = "a date" if isinstance(raw, dt.date) else kind.get(type(raw), "a number")
    return BadCell(f"{shown(raw)} is {what}, and {expected(column)} was expected.", how_to_type(column))


def _number(raw: RawValue, column: Column) -> int | float:
    if not isinstance(raw, int | float):
        raise _not_expected(raw, column)
    if column.minimum is not None and raw < column.minimum:
        raise BadCell(f"{shown(raw)} is too low: {expected(column)} was expected.", how_to_type(column))
    if column.maximum is not None and raw > column.maximum:
        raise BadCell(f"{shown(raw)} is too high: {expected(column)} was expected.", how_to_type(column))
    return raw


def _whole(raw: RawValue, column: Column) -> int:
    number = _number(raw, column)
    if number != int(number):
        raise BadCell(f"{shown(raw)} is not whole: {expected(column)} was expected.", how_to_type(column))
    return int(number)


def _date(raw: RawValue, column: Column) -> dt.date:
    if not isinstance(raw, dt.date):
        raise _not_expected(raw, column)
    if isinstance(raw, dt.datetime) and raw.time() != dt.time():
        raise BadCell(f"{shown(raw)} holds a time of day as well.", "Type the date alone.")
    day = raw.date() if isinstance(raw, dt.datetime) else raw
    if not EARLIEST <= day <= LATEST:
        raise BadCell(f"{shown(day)} is not a date of this service's figures.", "Type a date from 2000 to 2099.")
    return day


def _month(raw: RawValue, column: Column) -> dt.date:
    day = _date(raw, column)
    if day.day != 1:
        first = shown(day.replace(day=1))
        raise BadCell(f"{shown(day)} is not the first day of a month.", f"Type the month's first day: {first}.")
    return day


def _text(raw: RawValue, column: Column) -> str:
    if isinstance(raw, dt.date):
        raise BadCell(
            f"The cell holds the date {shown(raw)}, where {expected(column)} was expected.",
            "Excel may have made a date of what was typed: format the cell as Text and type it again.",
        )
    if not isinstance(raw, str | int | float):
        raise _not_expected(raw, column)
    return as_excel_text(raw)


def _choice(raw: RawValue, column: Column) -> str:
    typed = _text(raw, column)
    for choice in column.choices:
        if choice.lower() == typed.lower():
            return choice
    raise BadCell(f"{shown(typed)} is not {expected(column)}.", how_to_type(column))


def _year(raw: RawValue, column: Column) -> str:
    return _written(raw, column, first_year_of)


def _quarter(raw: RawValue, column: Column) -> str:
    return _written(raw, column, Quarter.parse)


def _period(raw: RawValue, column: Column) -> str:
    typed = _text(raw, column)
    if " Q" not in typed:
        return _written(raw, column, first_year_of)
    quarter = _written(raw, column, Quarter.parse)
    if quarter.endswith("Q4"):
        year = quarter.partition(" ")[0]
        raise BadCell(
            f"{shown(typed)} is not {expected(column)}.",
            f"Type {year}: the fourth quarter to date is the full year.",
        )
    return quarter


def _written(raw: RawValue, column: Column, parse: Callable[[str], object]) -> str:
    typed = _text(raw, column)
    try:
        parse(typed)
    except ValueError:
        raise BadCell(f"{shown(typed)} is not {expected(column)}.", how_to_type(column)) from None
    return typed


_READERS: dict[Kind, Callable[[RawValue, Column], Value]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _number,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.YEAR: _year,
    Kind.PERIOD: _period,
    Kind.QUARTER: _quarter,
    Kind.CHOICE: _choice,
}
