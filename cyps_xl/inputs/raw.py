"""A table's cells as they were found, before anyone has said what they mean."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

EXCEL_ERRORS = (
    "#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!",
)  # fmt: skip
"""What Excel shows where a formula has no value. A CSV holds it as text."""


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows an Excel error such as #N/A."""

    text: str


@dataclass(frozen=True)
class NoResult:
    """A cell with a formula, without "=", of which the file does not keep what it gives."""

    formula: str


_UNSEEN = "\u200b\u2060\ufeff"
"""Characters without width that are no space to Python."""


def is_blank_text(text: str) -> bool:
    """Whether people see nothing of a text: it is empty, or holds nothing but blanks."""
    return not text.strip().strip(_UNSEEN).strip()


@dataclass(frozen=True)
class PercentCell:
    """A number in a cell that is formatted as a percentage: it holds 0.82 and shows 82%."""

    held: float


Plain = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
RawValue = Plain | ErrorCell | NoResult | PercentCell | None


@dataclass(frozen=True)
class Separators:
    """How the numbers of a source are written where they are text.

    `decimal_comma` is None when the source does not show it, and then "1,234" is left alone, for it
    may be two numbers. `shown_by` names the cells that show it, with their texts; "" when none does.
    """

    decimal_comma: bool | None = False
    shown_by: str = ""


@dataclass(frozen=True)
class RawTable:
    """An input table found in a workbook, an open workbook or a CSV.

    `rows` holds the data rows (no heading row, no totals row), each as long as `headings`;
    an empty cell is None. `first_row` and `first_column` count from 1 and are those of the
    first data row, so that every problem can name its cell. `source` is the sheet's tab, or
    the file's name; `is_sheet` tells which. `row_names` says what to call each row where a
    number would mislead, as in a CSV whose months stood side by side. `separators` tells how
    the numbers of a CSV are written. `beneath` are the cells of the rows under the table, a
    few, when a sheet holds any there. `heading_cells` are the cells over the columns, when a sheet
    keeps the headings a second time there.
    """

    name: str
    source: str
    headings: tuple[str, ...]
    rows: tuple[tuple[RawValue, ...], ...]
    first_row: int = 2
    first_column: int = 1
    is_sheet: bool = True
    row_names: tuple[str, ...] = ()
    separators: Separators = Separators()
    beneath: tuple[tuple[RawValue, ...], ...] = ()
    heading_cells: tuple[RawValue, ...] = ()
