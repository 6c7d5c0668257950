"""What a reader of the pages sees of each sheet, and what lies beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from cyps_xl.grid import Area, cell_address, on_sheet, parse_cell
from cyps_xl.scan.cells_in_use import FAR
from cyps_xl.scan.covered import Covering, areas_under_drawings, merged_areas
from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.formats import Formats
from cyps_xl.scan.without_size import Folded
from cyps_xl.xlsx.opening.namespaces import MAIN, main
from cyps_xl.xlsx.parts.cells import CELL, INLINE, VALUE, place_of_cell
from cyps_xl.xlsx.parts.elements import cells_of, is_off, rows_of
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.sheet_cells import Content, contents, shared_texts
from cyps_xl.xlsx.parts.stored_cells import text_of
from cyps_xl.xlsx.parts.workbook_part import Sheet, defined_names, sheets_of

_AREA_OF_A_NAME = re.compile(r"(?:'(?:[^']|'')+'|[^',!]+)![^,]+")
_RUN, _LOOK = main("r"), main("rPr")
_WITHOUT_PLACE = etree.XPath(
    "boolean(descendant::m:row[not(@r)]) or boolean(descendant::m:c[not(@r)])", namespaces={"m": MAIN}
)

Place = tuple[int, int]


@dataclass(frozen=True)
class Page:
    """One sheet: its root element, the contents of its cells, their formats, and the cells that a reader sees.

    `runs` are the differently written parts of a cell's text, where it has any; `printed` are the areas that are
    printed, None for all.
    """

    sheet: Sheet
    root: etree._Element
    cells: Mapping[Place, Content]
    styles: Mapping[Place, str]
    runs: Mapping[Place, list[etree._Element]] = field(default_factory=dict)
    visible: Mapping[Place, Content] = field(default_factory=dict)
    exposures: tuple[Exposure, ...] = ()
    hidden: bool = False
    printed: tuple[Area, ...] | None = None

    @property
    def reach(self) -> Place:
        """The last row and column that a reader sees something in."""
        rows, columns = zip(*self.visible, strict=True) if self.visible else ((1,), (1,))
        return max(rows), max(columns)


class _Hides:
    """Why cells of one sheet cannot be seen, asked for row after row downwards."""

    def __init__(self, page: Page, parts: Mapping[str, bytes]) -> None:
        self._folded = Folded(page.root)
        self._printed = page.printed
        self._merged = Covering(merged_areas(page.root))
        self._under = Covering(areas_under_drawings(parts, page.sheet.part, page.root))
        shown = [place for place, content in page.cells.items() if content.shown]
        self._fields = _together(Counter(_field(place) for place in shown))

    def kind(self, place: Place) -> str:
        """The kind of finding that a cell at this place is; "" when it lies open."""
        if self._folded.holds(place):
            return "hidden row or column"
        if self._is_off_the_page(place):
            return "off the page"
        merged = [area for area in self._merged.over(place) if place != (area.first_row, area.first_column)]
        return "covered" if merged or any(self._under.over(place)) else ""

    def _is_off_the_page(self, place: Place) -> bool:
        if self._printed is not None:
            return not any(area.holds(*place) for area in self._printed)
        return _field(place) not in self._fields


def _field(place: Place) -> Place:
    """The square of the sheet, FAR by FAR cells, that a cell lies in."""
    return place[0] // FAR, place[1] // FAR


def _together(crowd: Counter[Place]) -> set[Place]:
    """The fullest square, and all that hang together with it; the others are far away."""
    found: set[Place] = set()
    waiting = [field for field, _ in crowd.most_common(1)]
    while waiting:
        down, across = waiting.pop()
        if (down, across) in crowd and (down, across) not in found:
            found.add((down, across))
            waiting.extend((down + i, across + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
    return found


def pages_of(package: Package, texts: etree._Element | None, formats: Formats) -> list[Page]:
    """Every sheet with its cells looked through. `texts` is the root of the shared texts."""
    workbook = parse_part(package.parts[package.workbook], package.workbook)
    states = {element.get("name", ""): element.get("state", "visible") for element in workbook.iter(main("sheet"))}
    printed, read = _print_areas(workbook), shared_texts(texts)
    pages = []
    runs_of_texts = [] if texts is None else [item.findall(_RUN) for item in texts]
    for sheet in sheets_of(package):
        root = _numbered(parse_part(package.parts[sheet.part], sheet.part))
        found = list(contents(root, read))
        page = Page(sheet, root, dict(found), *_styles_and_runs(root, runs_of_texts))
        if states.get(sheet.name, "visible") != "visible":
            told = (exposure("hidden sheet", sheet.name, _some(page.cells)),)
            pages.append(replace(page, exposures=told, hidden=True))
            continue
        areas = printed.get(sheet.position)
        page = replace(page, exposures=_twice(sheet.name, found), printed=None if areas is None else tuple(areas))
        pages.append(_looked_through(page, _Hides(page, package.parts), formats))
    return pages


def _numbered(root: etree._Element) -> etree._Element:
    """A sheet in which every row and cell says where it is; where one does not, it follows the one before."""
    if not _WITHOUT_PLACE(root):
        return root
    for number, row in rows_of(root):
        row.set("r", str(number))
        column = 0
        for cell in row.iterfind(CELL):
            column = parse_cell(cell.get("r", ""))[1] if cell.get("r") else column + 1
            cell.set("r", cell_address(number, column))
    return root


def _twice(tab: str, found: list[tuple[Place, Content]]) -> tuple[Exposure, ...]:
    """Cells that are stored more than once: a program shows one of them."""
    many = Counter(place for place, _ in found) if len(dict(found)) < len(found) else {}
    return tuple(
        exposure("covered", f"{tab}!{cell_address(*place)}, a cell stored twice", content.shown)
        for place, content in found
        if many and many[place] > 1
    )


def _looked_through(page: Page, hides: _Hides, formats: Formats) -> Page:
    found = list(page.exposures)
    visible = {}
    for place, content in sorted(page.cells.items()):
        if not content.shown:
            continue
        where = f"{page.sheet.name}!{cell_address(*place)}"
        kind = hides.kind(place)
        unread = _unread(content, page.styles.get(place, "0"), formats, page.runs.get(place, []))
        if kind:
            found.append(exposure(kind, where, content.value or content.shown))
        elif unread:
            found.append(exposure("invisible text", where, unread))
        else:
            visible[place] = content
    zeros = [place for place in visible if visible[place].value == "0"] if _hides_zeros(page.root) else []
    for place in zeros:
        found.append(exposure("invisible text", f"{page.sheet.name}!{cell_address(*place)}", "0"))
        del visible[place]
    return replace(page, visible=visible, exposures=tuple(found))


def _unread(content: Content, style: str, formats: Formats, runs: list[etree._Element]) -> str:
    """What of a cell's text cannot be read for its look; "" when all can."""
    if not content.value.strip():
        return ""
    if not runs:
        return content.value if formats.why_hidden(style, content.value) else ""
    hidden = [run for run in runs if formats.why_run_hidden(style, content.value, run.find(_LOOK))]
    return " ".join(text_of(run) for run in hidden).strip()


def _styles_and_runs(
    root: etree._Element, runs_of_texts: list[list[etree._Element]]
) -> tuple[dict[Place, str], dict[Place, list[etree._Element]]]:
    """The format of each cell, and the differently written parts of each cell's text, where it has any."""
    styles: dict[Place, str] = {}
    runs: dict[Place, list[etree._Element]] = {}
    has_runs = any(runs_of_texts)
    for cell in cells_of(root):
        place, kind = place_of_cell(cell), cell.get("t")
        styles[place] = cell.get("s", "0")
        inline = cell.find(INLINE) if kind == "inlineStr" else None
        own = [] if inline is None else inline.findall(_RUN)
        if kind == "s" and has_runs:
            number = int(cell.findtext(VALUE) or "-1")
            own = runs_of_texts[number] if 0 <= number < len(runs_of_texts) else []
        if own:
            runs[place] = own
    return styles, runs


def _hides_zeros(root: etree._Element) -> bool:
    return any(is_off(view, "showZeros") for view in root.iter(main("sheetView")))


def _some(cells: Mapping[Place, Content]) -> str:
    return " · ".join(content.value for _, content in sorted(cells.items()) if content.value)


def _print_areas(workbook: etree._Element) -> dict[int, list[Area]]:
    """The print areas by the position of their sheet."""
    found: dict[int, list[Area]] = {}
    for element in defined_names(workbook):
        if element.get("name") == "_xlnm.Print_Area" and element.get("localSheetId"):
            places = [on_sheet(part) for part in _AREA_OF_A_NAME.findall(element.text or "")]
            areas = [Area.parse(place[1]) for place in places if place is not None and place[1] != "#REF!"]
            found[int(element.get("localSheetId", "0"))] = areas
    return found
