"""What staff put on one of the report's sheets, carried along with its rows: comments, pictures, tables, filters."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from cyps_xl.formulas.references import carried_along
from cyps_xl.grid import Area, cell_address, parse_areas, parse_cell
from cyps_xl.xlsx.grafting.drawings import OUR_OBJECTS
from cyps_xl.xlsx.grafting.row_map import Moves, Place, places_now
from cyps_xl.xlsx.opening.namespaces import SHEET_DRAWING, main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import LATER_AREAS, LATER_FORMULA

_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}threadedComment"
_DRAWN = f"{{{SHEET_DRAWING}}}"
_BY_REF = (
    f"{main('autoFilter')}",
    f"{main('sortState')}",
    f"{main('autoFilter')}/{main('sortState')}",
    f"{main('autoFilter')}/{main('sortState')}/{main('sortCondition')}",
    f"{main('sortState')}/{main('sortCondition')}",
)
_OF_TABLES = tuple(main(name) for name in ("table", "autoFilter", "sortState", "sortCondition", "location"))
_ROW_IN_ANCHOR = (2, 6)


def carry_on_sheet(draft: Draft, part: str, tab: str, way: Moves) -> None:
    """Move what stands on a sheet's cells to where those cells stand now.

    Rules, merged cells and links are moved where they are merged with ours.
    """
    root = draft.change(part)
    for path in _BY_REF:
        for element in root.iterfind(path):
            element.set("ref", moved_area(element.get("ref", ""), way))
    for element in root.iterfind(f"{main('protectedRanges')}/{main('protectedRange')}"):
        element.set("sqref", moved_areas(element.get("sqref", ""), way))
    for element in (*root.iter(main("cellWatch")), *root.iter(main("inputCells"))):
        element.set("r", moved_area(element.get("r", ""), way))
    for element in root.iter(LATER_AREAS):
        element.text = moved_areas(element.text or "", way)
    for element in root.iter(LATER_FORMULA):
        element.text = carried_along(element.text or "", tab, {tab.lower(): way})
    for relation in draft.relations(part):
        inside = relation.kind in _CARRIERS and not relation.external and relation.target in draft
        if inside and draft.is_readable(relation.target):
            _CARRIERS[relation.kind](draft, relation.target, way)


def moved_areas(sqref: str, way: Moves) -> str:
    """A list of areas such as "B2:B9 D4" where they stand now; those of rows that went stay."""
    if not way.any:
        return sqref
    try:
        areas = parse_areas(sqref)
    except ValueError:
        return sqref
    now = [one for area in areas for one in (way.placed(area) or [area])]
    return sqref if now == areas else " ".join(map(str, now))


def moved_area(ref: str, way: Moves) -> str:
    """An area such as "B2:D9" where it stands now; where it stood, when its columns parted."""
    now = moved_areas(ref, way)
    return ref if " " in now else now


def _carry_table(draft: Draft, part: str, way: Moves) -> None:
    """Move a table with its filter and its order of sorting, or a pivot table."""
    for element in draft.root(part).iter(*_OF_TABLES):
        ref = element.get("ref", "")
        if moved_area(ref, way) != ref:
            draft.change(part)
            element.set("ref", moved_area(ref, way))


def _carry_comments(draft: Draft, part: str, way: Moves) -> None:
    """Move comments, each to a cell of its own; answers in a thread stand where the first does."""
    notes = [note for note in draft.root(part).iter(main("comment"), _THREADED) if note.get("ref")]
    places = [parse_cell(note.get("ref", "")) for note in notes]
    now = places_now(places, way)
    for note, place in zip(notes, places, strict=True):
        if now[place] != place:
            draft.change(part)
            note.set("ref", cell_address(*now[place]))


def _carry_boxes(draft: Draft, part: str, way: Moves) -> None:
    """Move the boxes in which comments are drawn."""
    data = list(draft.root(part).iter(f"{_EXCEL}ClientData"))
    boxes = [box for box in data if box.find(f"{_EXCEL}Row") is not None and box.find(f"{_EXCEL}Column") is not None]
    now = places_now([_box_place(box) for box in boxes], way)
    for box in boxes:
        place = _box_place(box)
        row, column = now[place]
        if (row, column) == place:
            continue
        draft.change(part)
        _set(box, "Row", row - 1)
        _set(box, "Column", column - 1)
        anchor = box.find(f"{_EXCEL}Anchor")
        if anchor is not None and anchor.text:
            numbers = [int(number) for number in re.findall(r"-?[0-9]+", anchor.text)]
            for at in _ROW_IN_ANCHOR:
                if at < len(numbers):
                    numbers[at] = max(0, numbers[at] + row - place[0])
            anchor.text = ", ".join(map(str, numbers))


def _box_place(box: etree._Element) -> Place:
    return int(box.findtext(f"{_EXCEL}Row") or "0") + 1, int(box.findtext(f"{_EXCEL}Column") or "0") + 1


def _set(box: etree._Element, name: str, number: int) -> None:
    element = box.find(f"{_EXCEL}{name}")
    assert element is not None
    element.text = str(number)


def _carry_drawing(draft: Draft, part: str, way: Moves) -> None:
    """Move what staff drew with the row at its top, its size as it was; what they fixed to the page stays."""
    for anchor in draft.root(part):
        top = anchor.find(f"{_DRAWN}from/{_DRAWN}row")
        properties = next(anchor.iter(f"{_DRAWN}cNvPr"), None)
        is_ours = properties is not None and properties.get("name", "").startswith(OUR_OBJECTS)
        if top is None or is_ours or anchor.get("editAs") == "absolute":
            continue
        row = int(top.text or "0") + 1
        down = (way.row(row) or row) - row
        if down:
            draft.change(part)
            for place in (top, anchor.find(f"{_DRAWN}to/{_DRAWN}row")):
                if place is not None:
                    place.text = str(max(0, int(place.text or "0") + down))


_CARRIERS: dict[str, Callable[[Draft, str, Moves], None]] = {
    "table": _carry_table,
    "pivotTable": _carry_table,
    "comments": _carry_comments,
    "threadedComment": _carry_comments,
    "vmlDrawing": _carry_boxes,
    "drawing": _carry_drawing,
}


def rows_that_went(area: Area, way: Moves) -> bool:
    """Whether any row of an area went."""
    return any(way.row(row) is None for row in range(area.first_row, min(area.last_row, way.last) + 1))
