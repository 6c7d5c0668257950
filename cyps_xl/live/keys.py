"""The Key columns of an open workbook, which are ours: written back where they do not tell their rows."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.definition.packs import default_catalogue
from cyps_xl.inputs.declare import KEY_HEADING, Table
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.records import row_key
from cyps_xl.live.changes import Changes
from cyps_xl.live.open_book import OpenBook
from cyps_xl.xlsx.input_tables.table_edit import as_excel_takes_it


def put_keys(opened: OpenBook, changes: Changes) -> None:
    """Write the formula of the Key column into every row in use that does not show its key.

    Else the report's formulas would not find the row. A row is looked at as it was read: no round trip
    more, unless there is something to write.
    """
    for name, raw in opened.tables.items():
        table = default_catalogue()[name]
        positions = find_headings(raw.headings, table).positions
        if table.has_key_column and KEY_HEADING in positions:
            column = raw.first_column + positions[KEY_HEADING]
            sheet = opened.sheet(raw.source)
            for row in _rows_without_key(raw, table, positions[KEY_HEADING]):
                changes.tab = raw.source
                before = sheet.range((row, column)).formula
                changes.write(sheet, row, column, [[f"={table.key_formula}"]], [[before]])


def _rows_without_key(raw: RawTable, table: Table, at: int) -> Iterator[int]:
    """The sheet rows in use whose Key cell does not show the row's key."""
    positions = find_headings(raw.headings, table).positions
    for number, cells in enumerate(raw.rows, start=raw.first_row):
        in_use = any(cell is not None for place, cell in enumerate(cells) if place != at)
        if in_use and not _shows(cells[at], _key(table, {h: cells[place] for h, place in positions.items()})):
            yield number


def _key(table: Table, cells: dict[str, RawValue]) -> str:
    return row_key(table, {heading: as_excel_takes_it(cells.get(heading)) for heading in table.key})


def _shows(cell: RawValue, key: str) -> bool:
    return isinstance(cell, str) and cell.lower() == key.lower()
