"""A sheet of plain cells as an input table: known by its headings, wherever on the sheet they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.csv_files import table_named
from cyps_xl.inputs.declare import Table, folded
from cyps_xl.inputs.heading_row import heading_row, headings_in
from cyps_xl.inputs.headings import find_headings, require_key
from cyps_xl.inputs.raw import ErrorCell, PercentCell, RawTable, RawValue
from cyps_xl.inputs.records import as_excel_text
from cyps_xl.inputs.wide import as_long
from cyps_xl.inputs.wording import shown

Grid = Sequence[Sequence[RawValue]]
"""A sheet's cells: rows from 1 on, each from column A on; None or "" where nothing is."""


@dataclass(frozen=True)
class PlainTables:
    """The input tables found on plain sheets, by name, and a remark on each sheet: read, or left alone."""

    tables: Mapping[str, RawTable]
    remarks: tuple[str, ...]


def plain_tables(sheets: Mapping[str, Grid], name: str, catalogue: Catalogue) -> PlainTables:
    """The input tables among the sheets of a workbook, by tab; `name` is what messages call the workbook.

    Raises UnusableFile when two sheets hold one table, or when a sheet's headings are those of two tables.
    """
    tables: dict[str, RawTable] = {}
    remarks = []
    for tab, grid in sheets.items():
        raw = _table_on(tab, grid, name, catalogue, alone=len(sheets) == 1)
        if raw is None:
            remarks.append(f"{name}, sheet “{tab}”: left alone, because its headings are no input table's")
            continue
        if raw.name in tables:
            raise UnusableFile(
                f"{name} holds {raw.name} on two sheets, “{tables[raw.name].source}” and “{raw.source}”.",
                "Put the rows of both on one sheet, or delete one of the sheets.",
            )
        tables[raw.name] = raw
        turned = "" if raw.is_sheet else ", its columns turned into rows"
        remarks.append(f"{name}, sheet “{tab}”: read as {raw.name}{turned}")
        unknown = [heading for heading in find_headings(raw.headings, catalogue[raw.name]).unknown if heading]
        if unknown:
            remarks.append(f"{name}, sheet “{tab}”: these columns are left alone: {', '.join(unknown)}")
    return PlainTables(tables, tuple(remarks))


def _table_on(tab: str, grid: Grid, name: str, catalogue: Catalogue, *, alone: bool) -> RawTable | None:
    """The table whose headings stand on a sheet: the one it is named after, or else the one with most of them.

    A sheet that is `alone` in its workbook may be named by that.
    """
    rows = [[_as_text(cell) for cell in row] for row in grid]
    found = {table.name: _headings_on(rows, table) for table in catalogue}
    named = table_named(tab, catalogue) or (table_named(name.rpartition(".")[0], catalogue) if alone else None)
    if named is not None and found[named.name]:
        return _raw_table(tab, named, grid, heading_row(rows, named))
    if named is not None and (wide := _wide_table(tab, named, rows)):
        return wide
    most = max(found.values())
    alike = [table for table in catalogue if most and found[table.name] == most]
    if len(alike) > 1:
        names = " or ".join(table.name for table in alike)
        raise UnusableFile(
            f"{name} has a sheet, “{tab}”, whose headings may be those of {names}.", "Name the sheet after its table."
        )
    return _raw_table(tab, alike[0], grid, heading_row(rows, alike[0])) if alike else None


def _wide_table(tab: str, table: Table, rows: Sequence[Sequence[str]]) -> RawTable | None:
    """The table, when its months, periods or roles stand side by side on the sheet; its cells are then read as text."""
    top = heading_row(rows, table)
    if not rows or not headings_in(rows[top], table):
        return None
    headings = _without_end(rows[top])
    cells = tuple(
        tuple(cell or None for cell in row[: len(headings)]) + (None,) * (len(headings) - len(row))
        for row in rows[top + 1 :]
    )
    long = as_long(RawTable(table.name, tab, headings, cells, top + 2, is_sheet=False), table)
    if long is not None:
        require_key(long, table)
    return long


def _as_text(cell: RawValue) -> str:
    """A cell as a heading, or as a cell of a table that is turned."""
    if cell is None:
        return ""
    if isinstance(cell, ErrorCell | PercentCell | dt.date):
        return shown(cell)
    return as_excel_text(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else str(cell).strip()


def _without_end(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings up to the last that says something."""
    last = max((at for at, heading in enumerate(headings) if folded(heading)), default=-1)
    return tuple(headings[: last + 1])


def _headings_on(rows: Sequence[Sequence[str]], table: Table) -> int:
    """How many of a table's headings stand in one row; 0 unless all that tell rows apart do, and one more."""
    if not rows:
        return 0
    found = find_headings(rows[heading_row(rows, table)], table).positions
    typed = [column.heading for column in table.typed_columns if column.heading in found]
    key = [heading for heading in table.key if table.column(heading).required]
    return len(typed) if set(key) < set(typed) else 0


def _raw_table(tab: str, table: Table, grid: Grid, top: int) -> RawTable:
    headings = _without_end([_as_text(cell) for cell in grid[top]])
    width = len(headings)
    rows = [tuple(None if cell == "" else cell for cell in row[:width]) for row in grid[top + 1 :]]
    filled = tuple(row + (None,) * (width - len(row)) for row in rows)
    return RawTable(table.name, tab, headings, filled, first_row=top + 2)
