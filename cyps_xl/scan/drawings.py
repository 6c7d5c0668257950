"""Charts, pictures and shapes: what they store beside what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from cyps_xl.grid import Area, on_sheet
from cyps_xl.scan.chart_texts import unread_texts, unseen_words
from cyps_xl.scan.exposure import Exposure, exposure, texts_in, values_in
from cyps_xl.scan.extensions import in_extensions
from cyps_xl.scan.formula_words import FormulaWords
from cyps_xl.scan.number_formats import words_in
from cyps_xl.scan.pages import Page
from cyps_xl.scan.sheets import words_of_a_header
from cyps_xl.scan.words import Known
from cyps_xl.xlsx.opening.namespaces import CHART, SHEET_DRAWING
from cyps_xl.xlsx.parts.elements import is_on
from cyps_xl.xlsx.parts.package import Package, parse_part

_UNEXPECTED = ("externalData", "userShapes", "pivotSource", "pivotFmts")
_USUAL_NAME = re.compile(r"(Chart|Picture|Image|Graphic|Siart|Llun) \d{1,3}")
_MULTI_LEVEL = f"{{{CHART}}}multiLvlStrRef"


def in_drawings(package: Package, pages: list[Page], known: Known, formulas: FormulaWords) -> Iterator[Exposure]:
    """Everything in drawings and charts that no page shows."""
    cells = _Cells(pages)
    for part, data in package.parts.items():
        if part.startswith("xl/drawings/drawing") and part.endswith(".xml"):
            yield from _drawing(part, parse_part(data, part), known, formulas)
        elif part.startswith("xl/charts/chart") and part.endswith(".xml"):
            yield from _chart(part, parse_part(data, part), known, formulas, cells)


def _drawing(part: str, root: etree._Element, known: Known, formulas: FormulaWords) -> Iterator[Exposure]:
    for shape in root.iter(*(f"{{{SHEET_DRAWING}}}{name}" for name in ("sp", "cxnSp", "grpSp", "contentPart"))):
        yield exposure("sheet feature", f"{part}, a shape", " ".join(texts_in(shape)))
    for element in root.iter(f"{{{SHEET_DRAWING}}}cNvPr"):
        for name in ("name", "descr", "title"):
            text = _USUAL_NAME.sub("", element.get(name, "")) if name == "name" else element.get(name, "")
            yield from known.exposures(f"{part}, alternative text", text.replace("cyps ", ""))
        if is_on(element, "hidden"):
            yield exposure("sheet feature", f"{part}, a hidden object", element.get("name", ""))
    yield from in_extensions(root, "sheet feature", part, formulas)


def _chart(part: str, root: etree._Element, known: Known, formulas: FormulaWords, cells: _Cells) -> Iterator[Exposure]:
    for name in _UNEXPECTED:
        for element in root.iter(f"{{{CHART}}}{name}"):
            yield exposure("sheet feature", f"{part}, {name}", values_in(element))
    yield from in_extensions(root, "sheet feature", part, formulas)
    for text in unread_texts(root):
        yield exposure("invisible text", f"{part}, a title or label", text)
    for text in unseen_words(root):
        yield from known.exposures(f"{part}, a title, label or series that is not drawn", text)
    for reference in root.iter(f"{{{CHART}}}f"):
        yield from _stored(part, reference, cells)
    for literal in root.iter(f"{{{CHART}}}numLit", f"{{{CHART}}}strLit"):
        yield exposure("stale figure", part, " ".join(texts_in(literal)))
    for header in root.iterfind(f".//{{{CHART}}}headerFooter/*"):
        yield from known.exposures(f"{part}, header or footer", words_of_a_header(header.text or ""))
    codes = {code.text or "" for code in root.iter(f"{{{CHART}}}formatCode")}
    codes |= {code.get("formatCode", "") for code in root.iter(f"{{{CHART}}}numFmt", f"{{{CHART}}}pt")}
    for code in codes:
        yield from known.exposures(f"{part}, a number format", words_in(code))


def _stored(part: str, reference: etree._Element, cells: _Cells) -> Iterator[Exposure]:
    """What a chart stores of its cells, where the cells hold something else, or cannot be looked at."""
    text, cached = reference.text or "", reference.getnext()
    place, area = on_sheet(text), None
    points = [] if cached is None else list(_points(cached))
    if place is None or "[" in text:
        yield exposure("stale figure", part, f"{text}: {' '.join(value for _, value in points)}")
        return
    with suppress(ValueError):  # a table's or a name's cells: nothing here can look them up
        area = Area.parse(place[1])
    if not points and (area is None or not cells.shows(place[0], area)):
        yield exposure("stale figure", part, text)
    of_levels = next(reference.iterancestors(_MULTI_LEVEL), None) is not None
    for at, value in points:
        if area is not None and of_levels and cells.holds_anywhere(place[0], area, value):
            continue
        shown = None if area is None or of_levels else cells.held(place[0], area, at)
        # A text in a column of figures is stored as 0, or left out.
        if shown is None or not (value == shown or (value == "0" and not _is_number(shown))):
            yield exposure("stale figure", f"{part}, {text}", value)


def _points(cached: etree._Element) -> Iterator[tuple[int, str]]:
    """Every stored point by its number; those of every level, where categories have levels."""
    return (
        (int(p.get("idx", "-1")), _plain(v.text or ""))
        for p in cached.iter(f"{{{CHART}}}pt")
        for v in p.iter(f"{{{CHART}}}v")
    )


class _Cells:
    """What a reader sees in the cells of the workbook."""

    def __init__(self, pages: list[Page]) -> None:
        self._by_tab = {page.sheet.name.lower(): page for page in pages}

    def held(self, tab: str, area: Area, at: int) -> str | None:
        """What the cell of this number in an area shows, row by row.

        "" where there is nothing to see; None where the area has no such cell, or the workbook no such tab.
        """
        page = self._by_tab.get(tab.lower())
        down, across = divmod(at, area.last_column - area.first_column + 1)
        if page is None or at < 0 or area.first_row + down > area.last_row:
            return None
        content = page.visible.get((area.first_row + down, area.first_column + across))
        return _plain(content.value) if content else ""

    def holds_anywhere(self, tab: str, area: Area, value: str) -> bool:
        """Whether some cell of an area shows this value: of categories with levels, one of many is stored once."""
        page = self._by_tab.get(tab.lower())
        if page is None:
            return False
        return any(area.holds(*place) and _plain(c.value) == value for place, c in page.visible.items())

    def shows(self, tab: str, area: Area) -> bool:
        """Whether an area is one on a sheet that a reader sees."""
        page = self._by_tab.get(tab.lower())
        return page is not None and not page.hidden


def _plain(value: str) -> str:
    return f"{float(value):.12g}" if _is_number(value) else value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
