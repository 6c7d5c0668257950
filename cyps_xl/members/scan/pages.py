"""What a reader of the pages sees of each sheet, and what lies beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from cyps_xl.members.scan.exposure import Exposure, exposure
from cyps_xl.members.scan.formats import Formats
from cyps_xl.xlsx.addresses import Area, cell_address, on_sheet, parse_cell
from cyps_xl.xlsx.namespaces import main
from cyps_xl.xlsx.sheet_cells import Content, contents, shared_texts
from cyps_xl.xlsx.workbook_part import Sheet, defined_names

_HIDDEN = ("1", "true")
_AREA_OF_A_NAME = re.compile(r"(?:'(?:[^']|'')+'|[^',!]+)![^,]+")
FAR = 200
"""Rows or columns beyond the last one used nearby, when no print area is set."""


@dataclass(frozen=True)
class Page:
    """One sheet: its root element, the contents of its cells, and those that a reader sees."""

    sheet: Sheet
    root: etree._Element
    cells: Mapping[tuple[int, int], Content]
    visible: Mapping[tuple[int, int], Content] = field(default_factory=dict)
    exposures: tuple[Exposure, ...] = ()


def pages_of(
    sheets: list[tuple[Sheet, etree._Element]], workbook: etree._Element, texts: etree._Element | None, formats: Formats
) -> list[Page]:
    """Every sheet with its cells looked through."""
    states = {element.get("name", ""): element.get("state", "visible") for element in workbook.iter(main("sheet"))}
    areas = _print_areas(workbook)
    return [_page(sheet, root, states, areas, texts, formats) for sheet, root in sheets]


def _page(
    sheet: Sheet,
    root: etree._Element,
    states: Mapping[str, str],
    areas: Mapping[int, list[Area]],
    texts: etree._Element | None,
    formats: Formats,
) -> Page:
    cells = dict(contents(root, shared_texts(texts)))
    styles = {parse_cell(c.get("r", "A1")): c.get("s", "0") for c in root.iter(main("c"))}
    if states.get(sheet.name, "visible") != "visible":
        return Page(sheet, root, cells, {}, (exposure("hidden sheet", sheet.name, _some(cells)),))
    found: list[Exposure] = []
    visible = {}
    hidden_rows, hidden_columns = _hidden_rows(root), list(_hidden_columns(root))
    for place, content in sorted(cells.items()):
        if not content.shown:
            continue
        where = f"{sheet.name}!{cell_address(*place)}"
        if place[0] in hidden_rows or any(first <= place[1] <= last for first, last in hidden_columns):
            found.append(exposure("hidden row or column", where, content.value or content.shown))
        elif not _on_the_page(place, areas.get(sheet.position), cells):
            found.append(exposure("off the page", where, content.value or content.shown))
        elif content.value.strip() and formats.why_hidden(styles.get(place, "0")):
            found.append(exposure("invisible text", where, content.value))
        else:
            visible[place] = content
    return Page(sheet, root, cells, visible, tuple(found))


def _some(cells: Mapping[tuple[int, int], Content]) -> str:
    return " · ".join(content.value for _, content in sorted(cells.items()) if content.value)


def _hidden_rows(root: etree._Element) -> set[int]:
    return {
        int(row.get("r", "0"))
        for row in root.iterfind(f"{main('sheetData')}/{main('row')}")
        if row.get("hidden") in _HIDDEN or float(row.get("ht", "15")) < 1
    }


def _hidden_columns(root: etree._Element) -> Iterator[tuple[int, int]]:
    for column in root.iterfind(f"{main('cols')}/{main('col')}"):
        if column.get("hidden") in _HIDDEN or float(column.get("width", "9")) < 0.5:
            yield int(column.get("min", "0")), int(column.get("max", "0"))


def _on_the_page(place: tuple[int, int], areas: list[Area] | None, cells: Mapping[tuple[int, int], Content]) -> bool:
    if areas is not None:
        return any(area.holds(*place) for area in areas)
    near = [(row, column) for row, column in cells if (row, column) != place and cells[row, column].shown]
    return not near or any(abs(place[0] - row) < FAR and abs(place[1] - column) < FAR for row, column in near)


def _print_areas(workbook: etree._Element) -> dict[int, list[Area]]:
    """The print areas by the position of their sheet."""
    found: dict[int, list[Area]] = {}
    for element in defined_names(workbook):
        if element.get("name") == "_xlnm.Print_Area" and element.get("localSheetId"):
            places = [on_sheet(part) for part in _AREA_OF_A_NAME.findall(element.text or "")]
            areas = [Area.parse(place[1]) for place in places if place is not None and place[1] != "#REF!"]
            found[int(element.get("localSheetId", "0"))] = areas
    return found
