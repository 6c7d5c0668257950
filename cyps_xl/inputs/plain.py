"""A sheet of plain cells as an input table: known by its headings, wherever on the sheet they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.catalogue import ALL_TABLES
from cyps_xl.inputs.csv_files import table_named
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.heading_row import heading_row
from cyps_xl.inputs.headings import find_headings, folded
from cyps_xl.inputs.raw import RawTable, RawValue

Grid = Sequence[Sequence[RawValue]]
"""A sheet's cells: rows from 1 on, each from column A on; None or "" where nothing is."""


@dataclass(frozen=True)
class PlainTables:
    """The input tables found on plain sheets, by name, and a remark on each sheet: read, or left alone."""

    tables: Mapping[str, RawTable]
    remarks: tuple[str, ...]


def plain_tables(sheets: Mapping[str, Grid], name: str) -> PlainTables:
    """The input tables among the sheets of a workbook, by tab; `name` is what messages call the workbook.

    Raises UnusableFile when two sheets hold one table, or when a sheet's headings are those of two tables.
    """
    tables: dict[str, RawTable] = {}
    remarks = []
    for tab, grid in sheets.items():
        rows = [[_heading(cell) for cell in row] for row in grid]
        table = _table_on(tab, rows, name)
        if table is None:
            remarks.append(f"{name}, sheet “{tab}”: left alone, because its headings are no input table's")
            continue
        if table.name in tables:
            raise UnusableFile(
                f"{name} holds {table.name} on two sheets, “{tables[table.name].source}” and “{tab}”.",
                "Put the rows of both on one sheet, or delete one of the sheets.",
            )
        tables[table.name] = _raw_table(tab, table, grid, heading_row(rows, table))
        remarks.append(f"{name}, sheet “{tab}”: read as {table.name}")
    return PlainTables(tables, tuple(remarks))


def _heading(cell: RawValue) -> str:
    return "" if cell is None else str(cell)


def _table_on(tab: str, rows: Sequence[Sequence[str]], name: str) -> Table | None:
    """The table whose headings stand on a sheet: the one it is named after, or else the one with most of them."""
    found = {table.name: _headings_on(rows, table) for table in ALL_TABLES}
    named = table_named(tab)
    if named is not None and found[named.name]:
        return named
    most = max(found.values())
    alike = [table for table in ALL_TABLES if most and found[table.name] == most]
    if len(alike) > 1:
        names = " or ".join(table.name for table in alike)
        raise UnusableFile(
            f"{name} has a sheet, “{tab}”, whose headings may be those of {names}.", "Name the sheet after its table."
        )
    return alike[0] if alike else None


def _headings_on(rows: Sequence[Sequence[str]], table: Table) -> int:
    """How many of a table's headings stand in one row; 0 unless all that tell rows apart do, and one more."""
    if not rows:
        return 0
    found = find_headings(rows[heading_row(rows, table)], table).positions
    typed = [column.heading for column in table.typed_columns if column.heading in found]
    key = [heading for heading in table.key if table.column(heading).required]
    return len(typed) if set(key) < set(typed) else 0


def _raw_table(tab: str, table: Table, grid: Grid, top: int) -> RawTable:
    headings = [_heading(cell) for cell in grid[top]]
    while headings and not folded(headings[-1]):
        headings.pop()
    width = len(headings)
    rows = [tuple(None if cell == "" else cell for cell in row[:width]) for row in grid[top + 1 :]]
    filled = tuple(row + (None,) * (width - len(row)) for row in rows)
    return RawTable(table.name, tab, tuple(headings), filled, first_row=top + 2)
