"""A column more at the right end of a table: nothing may stand where it goes."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.grid import LAST_COLUMN, Area
from cyps_xl.inputs.places import cell_place
from cyps_xl.xlsx.input_tables.tables import TableLocation
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.cells import Grid, is_blank
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import area_of, merges_of


def room_at_the_right(draft: Draft, table: TableLocation, heading: str, tables: Iterable[TableLocation]) -> Grid:
    """The cells of a table's sheet, when those right of it are free for a column with this heading.

    Raises CypsError, naming what stands there first, when they are not.
    """
    column = table.data.last_column + 1
    new = Area(table.header_row, column, table.last_row + table.totals_row, column)
    if column > LAST_COLUMN:
        raise CypsError(f"The table {table.name} reaches the last column of its sheet.", "Take a column of yours out.")
    for other in tables:
        if other.sheet_part == table.sheet_part and whole(other).overlaps(new):
            raise _in_the_way(table, heading, f"The table {other.name}", other.header_row, other.first_column)
    sheet = draft.root(table.sheet_part)
    for merge in merges_of(sheet):
        area = area_of(merge)
        if area.overlaps(new):
            raise _in_the_way(table, heading, "A merged cell", area.first_row, area.first_column)
    grid = Grid.of(sheet)
    for place in new.cells():
        cell = grid.find(*place)
        if cell is not None and not is_blank(cell):
            raise _in_the_way(table, heading, "Something", *place)
    return grid


def _in_the_way(table: TableLocation, heading: str, what: str, row: int, column: int) -> CypsError:
    return CypsError(
        f"{what} stands in {cell_place(table.sheet, column, row)}, where the table {table.name} needs room for its "
        f"column “{heading}”.",
        "Move it further to the right in Excel, save, and try again. Nothing was written.",
    )


def whole(table: TableLocation) -> Area:
    """The cells of a table with its headings and totals."""
    return Area(table.header_row, table.first_column, table.last_row + table.totals_row, table.data.last_column)


def cell_made(grid: Grid, place: tuple[int, int]) -> etree._Element:
    """A cell, made where it is not stored; its row then says no more how far it reaches."""
    if grid.find(*place) is None:
        grid.row(place[0]).attrib.pop("spans", "")
    return grid.cell(*place)


def widen(table: etree._Element, heading: str) -> etree._Element:
    """Give a table one column more at its right end; the column's element."""
    for element in (table, *table.iterfind(main("autoFilter"))):
        area = area_of(element)
        element.set("ref", str(Area(area.first_row, area.first_column, area.last_row, area.last_column + 1)))
    columns = table.find(main("tableColumns"))
    assert columns is not None
    numbers = [int(column.get("id", "0")) for column in columns]
    made = etree.SubElement(columns, main("tableColumn"), id=str(max(numbers, default=0) + 1), name=heading)
    columns.set("count", str(len(columns)))
    return made
