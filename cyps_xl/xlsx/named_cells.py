"""What a cell with a defined name holds."""

from __future__ import annotations

from cyps_xl.xlsx.addresses import cell_address, on_sheet, parse_cell, quoted_tab
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.relations import relations
from cyps_xl.xlsx.sheet_cells import contents, shared_texts
from cyps_xl.xlsx.workbook_part import WORKBOOK, defined_names, sheets_of


def named_value(package: Package, name: str) -> str:
    """The stored value of the cell that a workbook-wide name stands for, as a text; "" when there is none."""
    place = _place(package, name)
    parts = {sheet.name: sheet.part for sheet in sheets_of(package)}
    if place is None or parts.get(place[0]) not in package.parts:
        return ""
    part = parts[place[0]]
    texts = next((r.target for r in relations(package.parts, WORKBOOK) if r.kind == "sharedStrings"), "")
    shared = shared_texts(parse_part(package.parts[texts], texts) if texts in package.parts else None)
    stored = contents(parse_part(package.parts[part], part), shared)
    return next((content.value for at, content in stored if at == place[1]), "")


def named_place(package: Package, name: str) -> str:
    """Where the cell stands that a workbook-wide name stands for: "Checks!D2"; "" when there is none."""
    place = _place(package, name)
    return "" if place is None else f"{quoted_tab(place[0])}!{cell_address(*place[1])}"


def _place(package: Package, name: str) -> tuple[str, tuple[int, int]] | None:
    """The tab, row and column of a name's cell."""
    root = parse_part(package.parts[WORKBOOK], WORKBOOK)
    for element in defined_names(root):
        if element.get("name") == name and element.get("localSheetId") is None:
            place = on_sheet(element.text or "")
            try:
                return None if place is None else (place[0], parse_cell(place[1]))
            except ValueError:  # an area, or what is left of a cell that was deleted
                return None
    return None
