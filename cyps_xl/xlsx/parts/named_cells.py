"""What a cell with a defined name holds."""

from __future__ import annotations

from cyps_xl.grid import cell_address, on_sheet, parse_cell, quoted_tab
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.sheet_cells import contents_of, shared_texts
from cyps_xl.xlsx.parts.stored_cells import stored_cells
from cyps_xl.xlsx.parts.workbook_part import defined_names, sheets_of, texts_root, workbook_root


def named_value(package: Package, name: str) -> str:
    """The stored value of the cell that a workbook-wide name stands for, as a text; "" when there is none."""
    place = _place(package, name)
    parts = {sheet.name: sheet.part for sheet in sheets_of(package)}
    if place is None or parts.get(place[0]) not in package.parts:
        return ""
    part = parts[place[0]]
    stored = (cell for cell in stored_cells(package.parts[part], part) if (cell.row, cell.column) == place[1])
    return next((content.value for _, content in contents_of(stored, shared_texts(texts_root(package)))), "")


def named_place(package: Package, name: str) -> str:
    """Where the cell stands that a workbook-wide name stands for: "Checks!D2"; "" when there is none."""
    place = _place(package, name)
    return "" if place is None else f"{quoted_tab(place[0])}!{cell_address(*place[1])}"


def _place(package: Package, name: str) -> tuple[str, tuple[int, int]] | None:
    """The tab, row and column of a name's cell."""
    for element in defined_names(workbook_root(package)):
        if element.get("name") == name and element.get("localSheetId") is None:
            place = on_sheet(element.text or "")
            try:
                return None if place is None else (place[0], parse_cell(place[1]))
            except ValueError:  # an area, or what is left of a cell that was deleted
                return None
    return None
