"""What a cell with a defined name holds."""

from __future__ import annotations

from cyps_xl.xlsx.addresses import on_sheet, parse_cell
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.relations import relations
from cyps_xl.xlsx.sheet_cells import contents, shared_texts
from cyps_xl.xlsx.workbook_part import WORKBOOK, defined_names, sheets_of


def named_value(package: Package, name: str) -> str:
    """The stored value of the cell that a workbook-wide name stands for, as a text; "" when there is none."""
    root = parse_part(package.parts[WORKBOOK], WORKBOOK)
    places = (on_sheet(element.text or "") for element in defined_names(root) if _is(element.attrib, name))
    place = next(places, None)
    parts = {sheet.name: sheet.part for sheet in sheets_of(package)}
    if place is None or parts.get(place[0]) not in package.parts:
        return ""
    try:
        cell = parse_cell(place[1])
    except ValueError:
        return ""
    part = parts[place[0]]
    texts = next((r.target for r in relations(package.parts, WORKBOOK) if r.kind == "sharedStrings"), "")
    shared = shared_texts(parse_part(package.parts[texts], texts) if texts in package.parts else None)
    stored = contents(parse_part(package.parts[part], part), shared)
    return next((content.value for at, content in stored if at == cell), "")


def _is(attributes: object, name: str) -> bool:
    """Whether a defined name is this one, for the whole workbook."""
    return attributes.get("name") == name and attributes.get("localSheetId") is None  # type: ignore[attr-defined]
