"""A workbook as far as an edit can change it, read from its parts: cells, looks, heights, names, how its sheets print.

Two states of the same workbook are compared (compare.py): the copy that Excel saved of itself, and what a refresh
made of that copy. A look is told by the number of the first style that looks so: a refresh only ever adds to the
styles, so that the number means the same in both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from cyps_xl.grid import Area, cell_address, parse_cell
from cyps_xl.live.held import ERROR, NUMBER, TEXT, TRUTH, Held
from cyps_xl.live.style_keys import alike_styles
from cyps_xl.xlsx.grafting import written_record
from cyps_xl.xlsx.grafting.drawings import OUR_OBJECTS
from cyps_xl.xlsx.grafting.names import SHEET_NAMES, sheet_names
from cyps_xl.xlsx.grafting.row_map import Place
from cyps_xl.xlsx.grafting.sheet_look import columns_of, find
from cyps_xl.xlsx.grafting.written_record import record_part
from cyps_xl.xlsx.input_tables import last_definition
from cyps_xl.xlsx.input_tables.last_definition import definition_part
from cyps_xl.xlsx.opening.namespaces import CHART, RELATION_ID, SHEET_DRAWING, main
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.parts.elements import (
    area_of,
    areas_of,
    cells_of,
    formats_of,
    is_on,
    links_of,
    merges_of,
    rows_of,
    rules_of,
)
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.sheet_cells import contents, shared_texts
from cyps_xl.xlsx.parts.workbook_part import defined_names, sheets_of, texts_root, workbook_root

FOOTER, BREAKS = "headerFooter/oddFooter", "rowBreaks"
AREA, TITLES = SHEET_NAMES[:2]
"""Items of how a sheet prints, named as the graft names them."""

PAGE_SETUP = ("fitToHeight", "fitToWidth", "orientation")
"""Attributes of the page set-up that follow what a sheet shows; said in words where the file leaves them out."""

_UNSAID = {"fitToHeight": "1", "fitToWidth": "1", "orientation": "portrait"}
_DRAWN, _CHARTED = f"{{{SHEET_DRAWING}}}", f"{{{CHART}}}"
_KINDS = {"n": NUMBER, "b": TRUTH, "e": ERROR}


@dataclass
class SheetState:
    """One sheet; rows and columns count from 1.

    `cells` has those that hold something and `looks` the style of those that have one. `heights` are the points of
    the rows whose height somebody set. `page` says item by item how the sheet prints. `ruled` has the cells of each
    conditional format by what kind it is, in the order of the file. The rest no edit changes: the widths of
    `columns`, the cells that `charts` of the report read, where what staff `attached` to cells stands (notes,
    pictures, by row and column of both ends), `links`, areas that one formula of staff's fills (`arrays`), and
    whether the sheet is protected, has rows hidden by a filter, and has page breaks between columns.
    """

    tab: str
    part: str = ""
    cells: dict[Place, Held] = field(default_factory=dict)
    looks: dict[Place, int] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merges: set[Area] = field(default_factory=set)
    page: dict[str, str] = field(default_factory=dict)
    ruled: list[tuple[str, frozenset[Area]]] = field(default_factory=list)
    columns: Mapping[int, str] = field(default_factory=dict)
    charts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    attached: set[tuple[int, int, int, int]] = field(default_factory=set)
    links: set[Area] = field(default_factory=set)
    arrays: set[Area] = field(default_factory=set)
    protected: bool = False
    filtered: bool = False
    upright_breaks: bool = False


@dataclass(frozen=True)
class Name:
    """What a defined name of the workbook stands for, without "=", and whether it is hidden."""

    refers_to: str
    hidden: bool = False


@dataclass
class BookState:
    """A workbook: `sheets` and `names` by tab and by name in small letters.

    `records` are ours, as XML by namespace: what a refresh wrote, and what the definition last was. `doubled` are
    names, in small letters, that a sheet has for itself as well, as copied sheets do.
    """

    sheets: dict[str, SheetState]
    names: dict[str, tuple[str, Name]] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    doubled: frozenset[str] = frozenset()

    def sheet(self, tab: str) -> SheetState:
        """A sheet by its tab, whatever its capitals."""
        return self.sheets[tab.lower()]


def state_of(package: Package, unread: Collection[str] = ()) -> BookState:
    """The state of a workbook; of the sheets whose parts are `unread`, nothing is read but their tabs."""
    root = workbook_root(package)
    texts, alike = shared_texts(texts_root(package)), alike_styles(package)
    sheets = {}
    for sheet in sheets_of(package):
        data = package.parts.get(sheet.part)
        if data is None or sheet.part in unread:
            sheets[sheet.name.lower()] = SheetState(sheet.name)
            continue
        state = _sheet_state(package, sheet.name, sheet.part, texts, alike)
        state.page |= {name: text for name, text in sheet_names(root, sheet.position).items() if name in (AREA, TITLES)}
        sheets[sheet.name.lower()] = state
    return BookState(sheets, _names(root), dict(_records(package)), _doubled(root))


def _records(package: Package) -> Iterator[tuple[str, str]]:
    parts = ((written_record.NAMESPACE, record_part(package)), (last_definition.NAMESPACE, definition_part(package)))
    for namespace, part in parts:
        if part is not None:
            yield namespace, _canonical(package.parts[part], part)


def _canonical(data: bytes, part: str) -> str:
    """A record's XML without what programs write as they please."""
    root = parse_part(data, part)
    return etree.tostring(root, method="c14n").decode("utf-8")


def _names(root: etree._Element) -> dict[str, tuple[str, Name]]:
    return {
        element.get("name", "").lower(): (
            element.get("name", ""),
            Name(element.text or "", is_on(element, "hidden")),
        )
        for element in defined_names(root)
        if element.get("localSheetId") is None
    }


def _doubled(root: etree._Element) -> frozenset[str]:
    return frozenset(e.get("name", "").lower() for e in defined_names(root) if e.get("localSheetId") is not None)


def _sheet_state(package: Package, tab: str, part: str, texts: Callable[[int], str], alike: list[int]) -> SheetState:
    state, root = SheetState(tab, part), parse_part(package.parts[part], part)
    _read_cells(root, texts, alike, state)
    _read_rows(root, state)
    state.merges = set(map(area_of, merges_of(root)))
    state.links = set(map(area_of, links_of(root)))
    state.ruled = list(_rules(root))
    state.columns = dict(_columns(root))
    state.page = dict(_page(root))
    state.upright_breaks = root.find(f"{main('colBreaks')}/{main('brk')}") is not None
    protection = root.find(main("sheetProtection"))
    state.protected = protection is not None and is_on(protection, "sheet")
    _read_related(package, part, root, state)
    return state


def _read_cells(root: etree._Element, texts: Callable[[int], str], alike: list[int], state: SheetState) -> None:
    for cell, (place, content) in zip(cells_of(root), contents(root, texts), strict=True):
        if content.formula:
            state.cells[place] = Held(content.formula, "", TEXT)
        elif content.value:
            state.cells[place] = Held("", content.value, _KINDS.get(cell.get("t", "n"), TEXT))
        style = int(cell.get("s", "0"))
        look = alike[style] if style < len(alike) else style
        if look:
            state.looks[place] = look
        if len(cell) and cell[0].get("t") in ("array", "dataTable"):
            state.arrays.add(Area.parse(cell[0].get("ref") or cell_address(*place)))


def _read_rows(root: etree._Element, state: SheetState) -> None:
    for number, row in rows_of(root):
        if is_on(row, "customHeight") and row.get("ht"):
            state.heights[number] = float(row.get("ht", "0"))
        if is_on(row, "hidden"):
            state.hidden.add(number)


def _rules(root: etree._Element) -> Iterator[tuple[str, frozenset[Area]]]:
    for block in formats_of(root):
        yield " ".join(sorted(rule.get("type", "") for rule in rules_of(block))), frozenset(areas_of(block))


def _columns(root: etree._Element) -> Iterator[tuple[int, str]]:
    for first, last, value in columns_of(root):
        for column in range(first, min(last, 256) + 1):
            yield column, value


def _page(root: etree._Element) -> Iterator[tuple[str, str]]:
    footer = find(root, FOOTER)
    if footer is not None and footer.text:
        yield FOOTER, footer.text
    breaks = [brk.get("id", "") for brk in root.iterfind(f"{main('rowBreaks')}/{main('brk')}")]
    if breaks:
        yield BREAKS, " ".join(breaks)
    setup = find(root, "pageSetup")
    for name in PAGE_SETUP:
        yield name, _UNSAID[name] if setup is None else setup.get(name, _UNSAID[name])


def _read_related(package: Package, part: str, root: etree._Element, state: SheetState) -> None:
    """What hangs on the sheet in parts of its own: charts, pictures, notes, tables with a filter."""
    attached: set[tuple[int, int, int, int]] = set()
    shown = root.find(main("sheetPr"))
    state.filtered = shown is not None and is_on(shown, "filterMode")
    for relation in relations(package.parts, part):
        if relation.external or relation.target not in package.parts:
            continue
        data = package.parts[relation.target]
        if relation.kind in ("comments", "threadedComment"):
            for note in parse_part(data, relation.target).iter():
                if isinstance(note.tag, str) and note.get("ref"):
                    attached.add(parse_cell(note.get("ref", "")) * 2)
        elif relation.kind == "table":
            filters = parse_part(data, relation.target).iter(main("filterColumn"))
            state.filtered |= next(filters, None) is not None
        elif relation.kind == "drawing":
            attached |= set(_drawn(package, relation.target, parse_part(data, relation.target), state))
    state.attached = attached


def _drawn(package: Package, part: str, root: etree._Element, state: SheetState) -> Iterator[tuple[int, int, int, int]]:
    """Where pictures and the like of staff's stand; the charts of the report go into the state."""
    targets = {relation.id: relation.target for relation in relations(package.parts, part)}
    for anchor in root:
        properties = next(anchor.iter(f"{_DRAWN}cNvPr"), None)
        name = "" if properties is None else properties.get("name", "")
        chart = next(anchor.iter(f"{_CHARTED}chart"), None)
        target = "" if chart is None else targets.get(chart.get(RELATION_ID, ""), "")
        if name.startswith(OUR_OBJECTS) and target in package.parts:
            state.charts[name] = tuple(_read_by(parse_part(package.parts[target], target)))
        elif anchor.get("editAs") != "absolute" and not name.startswith(OUR_OBJECTS):
            yield from _ends(anchor)


def _ends(anchor: etree._Element) -> Iterator[tuple[int, int, int, int]]:
    """First and last row and column of what is drawn at an anchor, counted from 1."""
    texts = [anchor.findtext(f"{_DRAWN}{end}/{_DRAWN}{line}") for end in ("from", "to") for line in ("row", "col")]
    if texts[0] is not None:
        top, left, bottom, right = (int(text or texts[at % 2] or 0) + 1 for at, text in enumerate(texts))
        yield top, left, bottom, right


def _read_by(chart: etree._Element) -> Iterator[str]:
    """The cells from which a chart takes names, categories and values, series by series; not those of its labels."""
    for series in chart.iter(f"{_CHARTED}ser"):
        for child in ("tx", "cat", "val"):
            for reference in series.iterfind(f"{_CHARTED}{child}//{_CHARTED}f"):
                yield reference.text or ""
