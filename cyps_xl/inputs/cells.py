"""One cell: from what was found in it to what its column says it holds."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import replace
from types import UnionType

from cyps_xl.grid import ESCAPE
from cyps_xl.inputs.csv_cells import from_text
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.marks import how_to_clear, meaning_of
from cyps_xl.inputs.raw import EXCEL_ERRORS, ErrorCell, NoResult, PercentCell, RawValue, Separators
from cyps_xl.inputs.records import Value, as_excel_text
from cyps_xl.inputs.wording import expected, how_to_choose, how_to_convert, how_to_type, percent_shown, shown
from cyps_xl.measures.periods import Quarter, first_year_of, quarter_as_written

EARLIEST = dt.date(2000, 1, 1)
LATEST = dt.date(2099, 12, 31)
LONGEST_TEXT = 32_767
"""Excel holds no more characters in a cell."""
LARGEST_NUMBER = 1e15
"""Excel keeps fifteen digits of a number."""
_HOW_TO_MEND = "Correct its formula in Excel, or clear the cell and type what belongs there."
_NOISE = 8
"""Units in the last place by which a whole number may be off: 4.35*100 is 434.99999999999994 in binary."""
_CUT_SHORT = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?E[-+]?[0-9]+", re.IGNORECASE)

CALCULATE = "Open the workbook in Excel, save it, and try again. Or type what belongs there in place of the formula."


class BadCell(Exception):
    """A cell that cannot be what its column holds: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def read_cell(raw: RawValue, column: Column) -> Value:
    """The value of a cell, None only when it is empty. Raises BadCell when it is not what the column holds.

    Text is never read as a number: Excel's own formulas would not count it either. A cell formatted as a
    percentage means what it shows, as the text 82% does.
    """
    if raw is None or raw == "":
        return None
    if isinstance(raw, PercentCell):
        raw = _of_percent(raw, column)
    _refuse_what_no_column_holds(raw, column)
    return _READERS[column.kind](raw, column)


def refuse_misread_percentage(raw: RawValue, column: Column) -> None:
    """Raise BadCell when Excel's formulas would read a cell of the workbook itself as another figure than it shows."""
    if isinstance(raw, PercentCell) and column.one_percent is not None and _of_percent(raw, column) != raw.held:
        meant = as_excel_text(_of_percent(raw, column))
        raise BadCell(
            f"The cell shows {shown(raw)} and holds {as_excel_text(raw.held)}, which the report would take for "
            f"{as_excel_text(raw.held)}.",
            f"Format the cell as General, and type {meant} for {shown(raw)}.",
        )


def _of_percent(raw: PercentCell, column: Column) -> float:
    """The number that a cell formatted as a percentage means in this column."""
    if column.kind not in (Kind.WHOLE, Kind.DECIMAL):
        return raw.held
    if column.one_percent is None:
        raise BadCell(
            f"The cell is formatted as a percentage and shows {shown(raw)}, where {expected(column)} was expected.",
            "Format the cell as General, and look at the number that it then shows.",
        )
    # Divided rather than multiplied: 5 * 0.01 is 0.05, but 7 * 0.01 is not 0.07.
    return percent_shown(raw.held) / round(1 / column.one_percent)


def _refuse_what_no_column_holds(raw: RawValue, column: Column) -> None:
    if isinstance(raw, ErrorCell) or (isinstance(raw, str) and raw.strip().upper() in EXCEL_ERRORS):
        error = raw if isinstance(raw, ErrorCell) else ErrorCell(raw.strip())
        raise BadCell(f"The cell shows {shown(error)} instead of {expected(column)}.", _HOW_TO_MEND)
    if isinstance(raw, NoResult):
        raise BadCell("The cell holds a formula, and the file does not keep what it gives.", CALCULATE)
    if isinstance(raw, str) and len(raw) > 1 and not raw.strip("#"):
        raise BadCell(
            f"The cell shows {shown(ErrorCell(raw))}: its column was too narrow for Excel to show what it holds.",
            "Make the column wider in Excel, save the file again, and bring that in.",
        )
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
    if found := ESCAPE.search(text):
        raise BadCell(
            f"The text holds “{found[0]}”, by which the files of Excel keep a sign by its number.",
            "Type the sign that is meant, or leave the first underscore out.",
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


def _as_text(raw: RawValue, column: Column, wanted: type | UnionType) -> BadCell | None:
    """What is wrong with a text that says what its column holds: a cell formatted as Text, or a number cut short."""
    if not isinstance(raw, str):
        return None
    refused = _not_expected(raw, column)
    if wanted is not dt.date and meaning_of(raw) is not None:
        return BadCell(refused.message, how_to_clear(raw.strip()))
    if _CUT_SHORT.fullmatch(raw.strip()):
        return BadCell(refused.message, "Excel has cut the number short: format the cell as Number, and save again.")
    as_excel_reads = replace(column, language=None)
    if not raw.endswith("%") and isinstance(from_text(raw, as_excel_reads, Separators()), wanted):
        return BadCell(refused.message, how_to_convert(column))
    return None


def _number(raw: RawValue, column: Column) -> int | float:
    if not isinstance(raw, int | float):
        raise _as_text(raw, column, int | float) or _not_expected(raw, column)
    if column.minimum is not None and raw < column.minimum:
        raise BadCell(f"{shown(raw)} is too low: {expected(column)} was expected.", how_to_type(column))
    if column.maximum is not None and raw > column.maximum:
        raise BadCell(f"{shown(raw)} is too high: {expected(column)} was expected.", how_to_type(column))
    return raw


def _whole(raw: RawValue, column: Column) -> int:
    number = _number(raw, column)
    nearest = round(number)
    if abs(number - nearest) > _NOISE * math.ulp(number):
        raise BadCell(f"{shown(raw)} is not whole: {expected(column)} was expected.", how_to_type(column))
    return nearest


def _date(raw: RawValue, column: Column) -> dt.date:
    if not isinstance(raw, dt.date):
        raise _as_text(raw, column, dt.date) or _not_expected(raw, column)
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
    raise BadCell(f"{shown(typed)} is not {expected(column)}.", how_to_choose(column))


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
        raise BadCell(f"{shown(typed)} is not {expected(column)}.", _how_to_write(typed, column)) from None
    return typed


def _how_to_write(typed: str, column: Column) -> str:
    """What to type for a period that is written in another way, or that lacks its year."""
    written = from_text(typed, column, Separators())
    if written != typed:
        return f"Type it as {written}."
    without_year = quarter_as_written(f"{typed} 2017-18")
    if without_year:
        return f"Write the financial year as well, like {without_year}."
    return how_to_type(column)


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
