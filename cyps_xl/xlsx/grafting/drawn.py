"""What a fresh sheet draws and how its cells look, as digests that stand in the record of what was written.

Excel writes charts and styles anew as it saves, so that no chart of a workbook can be held against a fresh one. What
the report drew last time can: a digest that is another says that the definition, or the program, draws it otherwise.
Which cells a chart or a rule reaches over has no part in it: that follows the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lxml import etree

from cyps_xl.xlsx.grafting.drawings import fresh_charts, object_name, properties_of
from cyps_xl.xlsx.opening.namespaces import CHART, RELATION_ID, SHEET_DRAWING, main
from cyps_xl.xlsx.opening.xml_part import parse_part
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import area_of, links_of
from cyps_xl.xlsx.parts.signature import Signature, digest, signature
from cyps_xl.xlsx.parts.stored_cells import StoredCell, outline
from cyps_xl.xlsx.parts.styles import styles_part

REST = "rest"
"""The item of what is drawn that stands for rules, links and whatever else a sheet's part says."""

CHART_ITEM, PLACE_ITEM = "chart ", "place "
"""How the items of what is drawn begin that say what a chart is, and where it stands; its name follows."""

_CHARTED, _DRAWN = f"{{{CHART}}}", f"{{{SHEET_DRAWING}}}"
_READ = tuple(f"{_CHARTED}{name}" for name in ("f", "strCache", "numCache", "multiLvlStrCache", "axId", "crossAx"))
"""What a chart reads and read, and numbers that it has among the workbook's charts."""

_OF_A_POINT = (f"{_CHARTED}dPt", f"{_CHARTED}dLbl")
_ITS_NUMBER = f"{_CHARTED}idx"

_SAID_ELSEWHERE = (
    *("sheetPr", "dimension", "sheetViews", "cols", "sheetData", "mergeCells", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "drawing", "legacyDrawing"),
)
"""Children of a sheet that its look (sheet_look.py), its cells and its charts account for."""

_ITS_PLACE = ("sqref", "ref", "priority", "dxfId", "count", "display", "tooltip")


def drawn_on(fresh: Draft, part: str) -> dict[str, str]:
    """What stands on a fresh sheet beside its cells, item by item: digests, and of charts the place as well.

    A place is the first column and row of a chart, and its last ones, counted from 0.
    """
    found = {REST: digest(repr(_rest(fresh, part)))}
    for anchor, data in fresh_charts(fresh, part):
        name = object_name(anchor)
        found[f"{CHART_ITEM}{name}"] = digest(repr(_chart(anchor, data, name)))
        found[f"{PLACE_ITEM}{name}"] = " ".join(_place(anchor))
    return found


def looks_by_row(stored: Iterable[StoredCell], looks: Sequence[str]) -> dict[int, str]:
    """A digest for each row of a sheet that has cells: of how they look; `looks` has one for each cell style."""
    rows = groupby(stored, key=lambda cell: cell.row)
    return {
        row: digest(" ".join(f"{cell.column}{looks[int(cell.look)]}" for cell in cells if cell.look != "0"))
        for row, cells in rows
    }


def _chart(anchor: etree._Element, data: bytes, name: str) -> tuple[object, ...]:
    """All that a chart says but what it reads; its points told by the looks that there are among them."""
    chart = parse_part(data, name)
    for element in [*chart.iter(*_READ)]:
        _take_out(element)
    for point in [*chart.iter(*_OF_A_POINT)]:
        for number in point.findall(_ITS_NUMBER):
            point.remove(number)
    for parent in {element.getparent() for element in chart.iter(*_OF_A_POINT)}:
        _each_once(parent)
    properties = properties_of(anchor)
    said = "" if properties is None else f"{properties.get('descr', '')}|{properties.get('title', '')}"
    return said, signature(chart)


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _each_once(parent: etree._Element | None) -> None:
    """Of a series' points, leave those that differ: how many there are follows the figures."""
    seen = set()
    for point in [] if parent is None else [*parent.iterchildren(*_OF_A_POINT)]:
        said = repr(signature(point))
        if said in seen:
            _take_out(point)
        seen.add(said)


def _place(anchor: etree._Element) -> Iterator[str]:
    for end in ("from", "to"):
        for line in ("col", "row"):
            yield anchor.findtext(f"{_DRAWN}{end}/{_DRAWN}{line}", "")


def _rest(fresh: Draft, part: str) -> tuple[object, ...]:
    """What the sheet's part says besides: each rule once, and where its links lead, in their order."""
    root, styles = outline(fresh.data(part), part), fresh.root(styles_part(fresh))
    rules = {
        f"{etree.QName(child).localname} {signature(item, leave_out=_ITS_PLACE)!r} {_format_of(item, styles)!r}"
        for child in root
        if etree.QName(child).localname not in (*_SAID_ELSEWHERE, "hyperlinks")
        for item in ([*child] or [child])
    }
    links = sorted(links_of(root), key=_first_cell)
    targets = {relation.id: relation.target for relation in fresh.relations(part)}
    return sorted(rules), [(link.get("location", ""), targets.get(link.get(RELATION_ID, ""), "")) for link in links]


def _format_of(rule: etree._Element, styles: etree._Element) -> Signature:
    number = rule.get("dxfId")
    return () if number is None else signature(styles.findall(f"{main('dxfs')}/{main('dxf')}")[int(number)])


def _first_cell(link: etree._Element) -> tuple[int, int]:
    area = area_of(link)
    return area.first_row, area.first_column
