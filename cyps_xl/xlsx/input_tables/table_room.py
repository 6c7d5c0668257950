"""Room for a table to grow: nothing may stand where the new rows go, and a totals row moves down with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.grid import LAST_ROW, Area, cell_address
from cyps_xl.inputs.places import cell_place
from cyps_xl.xlsx.input_tables.tables import TableLocation
from cyps_xl.xlsx.parts.cells import CELL, FORMULA, Grid, column_of, is_blank
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import area_of, merges_of
from cyps_xl.xlsx.parts.workbook_part import sheets_of_draft

_TEXT_IN_FORMULA = re.compile(r'"[^"]*"|\[[^\]]*\]')
_CELL_IN_FORMULA = re.compile(r"(?<![A-Za-z0-9_.$])\$?[A-Z]{1,3}\$?[0-9]{1,7}(?![A-Za-z0-9_.(])")


def make_room(draft: Draft, grid: Grid, table: TableLocation, last_row: int, tables: Iterable[TableLocation]) -> None:
    """Clear the way for a table whose data will end in `last_row`.

    Moves the totals row, when there is one. Raises CypsError, naming the cell, when anything
    else is in the way.
    """
    new_last = last_row + table.totals_row
    if new_last > LAST_ROW:
        raise CypsError(f"The table {table.name} would run past the last row of its sheet.", "Take old rows out first.")
    below = Area(table.last_row + 1 + table.totals_row, table.data.first_column, new_last, table.data.last_column)
    _refuse_tables(table, below, tables)
    _refuse_cells(grid, table, below)
    _refuse_merges(draft.root(table.sheet_part), table, below)
    if table.totals_row:
        _refuse_plain_totals(draft, grid, table)
        _move_row(grid, table, last_row + 1)


def _in_the_way(table: TableLocation, what: str, row: int, column: int) -> CypsError:
    place = cell_place(table.sheet, column, row)
    return CypsError(
        f"{what} stands in {place}, where the table {table.name} needs room for its new rows.",
        "Move it down or to the side in Excel, save, and try again. Nothing was written.",
    )


def _refuse_tables(table: TableLocation, below: Area, tables: Iterable[TableLocation]) -> None:
    for other in tables:
        last_row = other.last_row + other.totals_row
        area = Area(other.header_row, other.data.first_column, last_row, other.data.last_column)
        if other.table_part != table.table_part and other.sheet_part == table.sheet_part and area.overlaps(below):
            raise _in_the_way(table, f"The table {other.name}", other.header_row, other.first_column)


def _refuse_cells(grid: Grid, table: TableLocation, below: Area) -> None:
    for number, row in grid.rows():
        if not below.first_row <= number <= below.last_row:
            continue
        for cell in row.iterchildren(CELL):
            if below.holds(number, column_of(cell)) and not is_blank(cell):
                raise _in_the_way(table, "Something", number, column_of(cell))


def _refuse_merges(sheet: etree._Element, table: TableLocation, below: Area) -> None:
    for merge in merges_of(sheet):
        area = area_of(merge)
        if area.overlaps(below):
            raise _in_the_way(table, "A merged cell", area.first_row, area.first_column)


def _refuse_plain_totals(draft: Draft, grid: Grid, table: TableLocation) -> None:
    """Refuse a totals row tied to fixed addresses: moved down, its formulas or those that read it would go wrong."""
    row = table.last_row + 1
    for column in range(table.data.first_column, table.data.last_column + 1):
        cell = grid.find(row, column)
        formula = "" if cell is None else cell.findtext(FORMULA) or ""
        if _CELL_IN_FORMULA.search(_TEXT_IN_FORMULA.sub("", formula)):
            raise _tied(table, cell_place(table.sheet, column, row), "reads cells by their addresses")
    places = "|".join(rf"\$?{address}" for address in _fixed_addresses(table, row))
    pattern = re.compile(rf"(?<![A-Za-z0-9_.$])(?:{places})(?![A-Za-z0-9_.(])")
    for tab, formula in _formulas_that_name(draft, table):
        if pattern.search(_TEXT_IN_FORMULA.sub("", formula)):
            raise _tied(table, cell_place(table.sheet, table.first_column, row), f"is read by a formula on “{tab}”")


def _fixed_addresses(table: TableLocation, row: int) -> Iterator[str]:
    for column in range(table.data.first_column, table.data.last_column + 1):
        letters = cell_address(row, column).rstrip("0123456789")
        yield rf"{letters}\$?{row}"


def _tied(table: TableLocation, place: str, why: str) -> CypsError:
    return CypsError(
        f"The totals row of {table.name} cannot move down for new rows: it {why} ({place}).",
        "Turn the totals row off in Excel (Table Design, Total Row), save, and try again. Nothing was written.",
    )


def _formulas_that_name(draft: Draft, table: TableLocation) -> Iterator[tuple[str, str]]:
    """The formulas that may read cells of the table's sheet: those on it, and those that name it."""
    for sheet in sheets_of_draft(draft):
        if sheet.part not in draft:
            continue
        named = table.sheet.replace("'", "''")
        for element in draft.root(sheet.part).iter(FORMULA):
            if sheet.part == table.sheet_part or named in (element.text or ""):
                yield sheet.name, element.text or ""


def _move_row(grid: Grid, table: TableLocation, to_row: int) -> None:
    """Move the totals row's cells, with their looks."""
    for column in range(table.data.first_column, table.data.last_column + 1):
        cell = grid.find(table.last_row + 1, column)
        if cell is None:
            continue
        target = grid.cell(to_row, column)
        parent = target.getparent()
        assert parent is not None
        cell.set("r", cell_address(to_row, column))
        parent.replace(target, cell)
