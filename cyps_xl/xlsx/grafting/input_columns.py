"""Columns that the definition declares and a table lacks, added at the table's right end as the template has them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from cyps_xl.grid import column_letters
from cyps_xl.xlsx.grafting.input_sheets import FreshInputSheets
from cyps_xl.xlsx.input_tables.table_columns import cell_made, room_at_the_right, widen
from cyps_xl.xlsx.input_tables.tables import TableLocation
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.cells import TEXT, Grid, is_blank, set_text
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import area_of, columns_of, sheet_child, table_columns


class FreshColumn:
    """One column of a freshly written input sheet: how its heading, unit and cells look, and how wide it is."""

    def __init__(self, sheets: FreshInputSheets, tab: str, heading: str) -> None:
        sheet, (_, table) = sheets.sheet(tab), sheets.table(tab)
        area = area_of(table)
        at = [column.get("name") for column in table_columns(table)].index(heading)
        grid, column = Grid.of(sheet), area.first_column + at
        self.heading, self.declared = heading, table_columns(table)[at]
        self.head, self.cell = grid.find(area.first_row, column), grid.find(area.first_row + 1, column)
        self.unit = grid.find(area.first_row - 1, column)
        self.setup = next((run.element for run in columns_of(sheet) if run.first == column), None)
        name = column_letters(column)
        errors = sheet.iterfind(f"{main('ignoredErrors')}/{main('ignoredError')}")
        self.holds_text = any(one.get("sqref", "").split() and name in _letters(one) for one in errors)


def _letters(error: etree._Element) -> set[str]:
    return {text.partition(":")[0].rstrip("0123456789") for text in error.get("sqref", "").split()}


def add_column(
    draft: Draft, table: TableLocation, fresh: FreshColumn, tables: Iterable[TableLocation], last_row: int
) -> int:
    """Add one column at the right end of a table, empty but for its heading; the number of the sheet's column.

    Down to `last_row` a number that is a text is no error. Raises CypsError when something stands in the way.
    """
    grid = room_at_the_right(draft, table, fresh.heading, tables)
    sheet, column = draft.change(table.sheet_part), table.data.last_column + 1
    for row in range(table.header_row, table.last_row + 1):
        _dress(cell_made(grid, (row, column)), fresh.head if row == table.header_row else fresh.cell)
    set_text(grid.cell(table.header_row, column), fresh.heading)
    _put_unit(grid, table, column, fresh.unit)
    _set_up(sheet, column, fresh.setup)
    if fresh.holds_text:
        _expect_text(sheet, f"{column_letters(column)}{table.first_row}:{column_letters(column)}{last_row}")
    made = widen(draft.change(table.table_part), fresh.heading)
    if fresh.declared.get("dataDxfId") is not None:
        made.set("dataDxfId", fresh.declared.get("dataDxfId", ""))
    return column


def _dress(cell: etree._Element, like: etree._Element | None) -> None:
    if like is not None and like.get("s"):
        cell.set("s", like.get("s", ""))


def _put_unit(grid: Grid, table: TableLocation, column: int, unit: etree._Element | None) -> None:
    """What the column counts, above its heading, where nothing stands there."""
    there = grid.find(table.header_row - 1, column) if table.header_row > 1 else None
    if unit is None or is_blank(unit) or table.header_row == 1 or (there is not None and not is_blank(there)):
        return
    cell = cell_made(grid, (table.header_row - 1, column))
    _dress(cell, unit)
    set_text(cell, "".join(text.text or "" for text in unit.iter(TEXT)))


def _set_up(sheet: etree._Element, column: int, like: etree._Element | None) -> None:
    """Make the sheet's column as wide as the template's, where nobody has set it up."""
    if like is None:
        return
    columns = sheet_child(sheet, "cols")
    if any(int(one.get("min", "1")) <= column <= int(one.get("max", "1")) for one in columns):
        return
    made = etree.Element(main("col"), {str(name): str(value) for name, value in like.items()})
    made.set("min", str(column))
    made.set("max", str(column))
    later = next((one for one in columns if int(one.get("min", "1")) > column), None)
    if later is None:
        columns.append(made)
    else:
        later.addprevious(made)


def _expect_text(sheet: etree._Element, area: str) -> None:
    etree.SubElement(sheet_child(sheet, "ignoredErrors"), main("ignoredError"), sqref=area, numberStoredAsText="1")
