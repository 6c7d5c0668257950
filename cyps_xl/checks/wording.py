"""The words and places that findings share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.records import Records, Row, Value, as_excel_text
from cyps_xl.measures.periods import long_date


def and_list(words: Iterable[str]) -> str:
    """Words in a row, the last two joined by "and"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def shown(value: Value) -> str:
    """A cell's value as an officer reads it."""
    return long_date(value) if isinstance(value, dt.date) else as_excel_text(value)


def quoted(text: str, longest: int = 40) -> str:
    """A piece of text in quotation marks, on one line and cut short."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= longest else line[: longest - 1] + '…'}”"


def plural(count: int, noun: str) -> str:
    """A count with its noun: "1 row", "3 rows"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def tab_of(records: Records) -> str:
    """The name of a table's sheet, as staff have it."""
    return records.sheet or records.table.sheet


def next_row(records: Records) -> str:
    """The place where the next row of a table will be typed; the sheet when the table is empty."""
    tab = tab_of(records)
    if not records.rows:
        return tab
    number = max(row.number for row in records) + 1
    if records.columns:
        return cell_place(tab, min(records.columns.values()), number)
    return records.where(Row(number, {}), records.table.columns[0].heading)
