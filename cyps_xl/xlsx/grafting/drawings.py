"""The drawings of our sheets: our charts set anew, and what staff put beside them kept."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import CHART, MARKUP_COMPATIBILITY, RELATION_ID, SHEET_DRAWING, main
from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.schema_order import SHEET_CHILDREN, insert_child

OUR_OBJECTS = "cyps "
"""How the name of every chart of ours begins, to tell it from staff's own."""

ANCHORS = tuple(f"{{{SHEET_DRAWING}}}{name}" for name in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"))
_PROPERTIES = f"{{{SHEET_DRAWING}}}cNvPr"
_FRAME = f"{{{SHEET_DRAWING}}}graphicFrame"
_GROUP = f"{{{SHEET_DRAWING}}}grpSp"
_CHOICES = f"{{{MARKUP_COMPATIBILITY}}}AlternateContent"
_CHART = f"{{{CHART}}}chart"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def graft_drawing(draft: Draft, part: str, sheet: etree._Element, fresh: Draft, fresh_part: str) -> None:
    """Put the charts of a fresh sheet in the place of ours on the staff's version of it.

    `part` and `sheet` are that version and its root, being changed; the fresh workbook is
    only read. Raises ValueError when a fresh drawing holds anything but charts.
    """
    charts = list(fresh_charts(fresh, fresh_part))
    drawing = _drawing_of(draft, part, sheet)
    if drawing is None and charts:
        drawing = _new_drawing(draft, part, sheet, fresh, fresh_part)
    if drawing is None:
        return
    root = draft.change(drawing)
    old = _take_ours_away(draft, drawing, root)
    for at, (anchor, data) in enumerate(charts):
        root.insert(at, _placed(draft, drawing, copy.deepcopy(anchor), data, old))
    _drop_unused(draft, drawing, root)
    _number(root)
    if not len(root):
        _drop_drawing(draft, part, sheet, drawing)


def fresh_charts(fresh: Draft, fresh_part: str) -> Iterator[tuple[etree._Element, bytes]]:
    """The anchors of a fresh sheet's charts, each with the chart's part. ValueError when it draws anything else."""
    for relation in fresh.relations(fresh_part):
        if relation.kind != "drawing":
            continue
        targets = {r.id: r.target for r in fresh.relations(relation.target)}
        for anchor in fresh.root(relation.target):
            chart = anchor.find(f".//{_CHART}")
            if chart is None or not object_name(anchor).startswith(OUR_OBJECTS):
                raise ValueError(f"{fresh_part} draws {object_name(anchor)!r}, which is no chart named {OUR_OBJECTS}…")
            part = targets[chart.get(RELATION_ID, "")]
            if fresh.relations(part):
                raise ValueError(f"{part} leads to other parts, which the graft does not carry over")
            yield anchor, fresh.data(part)


def object_name(anchor: etree._Element) -> str:
    """The name of a drawn object, or of the one in an anchor; "" when it has none."""
    found = properties_of(anchor)
    return "" if found is None else found.get("name", "")


def properties_of(anchor: etree._Element) -> etree._Element | None:
    """The element that names a drawn object, or the first in an anchor, and describes it."""
    return next(anchor.iter(_PROPERTIES), None)


def _drawing_of(draft: Draft, part: str, sheet: etree._Element) -> str | None:
    element = sheet.find(main("drawing"))
    targets = {relation.id: relation.target for relation in draft.relations(part)}
    return None if element is None else targets.get(element.get(RELATION_ID, ""))


def _new_drawing(draft: Draft, part: str, sheet: etree._Element, fresh: Draft, fresh_part: str) -> str:
    """An empty drawing on a sheet that has none."""
    source = next(relation.target for relation in fresh.relations(fresh_part) if relation.kind == "drawing")
    root = copy.deepcopy(fresh.root(source))
    del root[:]
    drawing = draft.free_part("xl/drawings/drawing{}.xml")
    draft.put(drawing, root, _DRAWING_TYPE)
    relation_id = draft.relate(part, relation_type("drawing"), drawing)
    insert_child(sheet, etree.Element(main("drawing"), {RELATION_ID: relation_id}), SHEET_CHILDREN)
    return drawing


def _take_ours_away(draft: Draft, drawing: str, root: etree._Element) -> dict[str, tuple[str, str]]:
    """Remove our charts from a drawing, those that staff put in a group with others too.

    Gives the relation's id and the chart's part by the chart's name, for those to be used again.
    """
    targets = {relation.id: relation.target for relation in draft.relations(drawing)}
    found: dict[str, tuple[str, str]] = {}
    for frame in list(root.iter(_FRAME)):
        name, chart = object_name(frame), frame.find(f".//{_CHART}")
        removed = root not in frame.iterancestors()
        if removed or chart is None or not name.startswith(OUR_OBJECTS):
            continue
        relation_id = chart.get(RELATION_ID, "")
        if relation_id in targets:
            found.setdefault(name, (relation_id, targets[relation_id]))
        _remove_object(frame)
    return found


def _remove_object(element: etree._Element) -> None:
    """Remove an object, and what would be left empty around it: a group, a choice of versions, its anchor."""
    parent = element.getparent()
    assert parent is not None
    if parent.tag == _GROUP:
        parent.remove(element)
        if not any(child.find(f".//{_PROPERTIES}") is not None for child in list(parent)[2:]):
            _remove_object(parent)
        return
    while parent.tag not in ANCHORS:
        element, parent = parent, parent.getparent()
        assert parent is not None
    outer = parent.getparent()
    while outer is not None and outer.getparent() is not None:
        parent, outer = outer, outer.getparent()
    assert outer is not None
    outer.remove(parent)


def _placed(
    draft: Draft, drawing: str, anchor: etree._Element, data: bytes, old: dict[str, tuple[str, str]]
) -> etree._Element:
    """An anchor of a fresh chart, related to a part that holds the chart: that of its predecessor, or a new one."""
    relation_id, part = old.pop(object_name(anchor), ("", ""))
    if not part or draft.relations_to(part) > 1:
        part = draft.free_part("xl/charts/chart{}.xml")
        relation_id = draft.relate(drawing, relation_type("chart"), part)
    else:
        draft.forget_relations(part)
    draft.put(part, data, _CHART_TYPE)
    chart = anchor.find(f".//{_CHART}")
    assert chart is not None
    chart.set(RELATION_ID, relation_id)
    return anchor


def _drop_unused(draft: Draft, drawing: str, root: etree._Element) -> None:
    """Drop the relations that no object of the drawing asks for any more."""
    asked = {str(value) for element in root.iter(etree.Element) for value in element.attrib.values()}
    for relation in draft.relations(drawing):
        if relation.id not in asked:
            draft.unrelate(drawing, relation.id)


def _number(root: etree._Element) -> None:
    """Give our charts numbers that no object of staff's has."""
    every = list(root.iter(_PROPERTIES))
    ours = [element for element in every if element.get("name", "").startswith(OUR_OBJECTS)]
    taken = {element.get("id") for element in every if element not in ours}
    number = 1
    for element in ours:
        number += 1
        while str(number) in taken:
            number += 1
        element.set("id", str(number))


def _drop_drawing(draft: Draft, part: str, sheet: etree._Element, drawing: str) -> None:
    element = sheet.find(main("drawing"))
    assert element is not None
    draft.unrelate(part, element.get(RELATION_ID, ""))
    sheet.remove(element)
    draft.remove(drawing)
