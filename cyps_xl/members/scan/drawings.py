"""Charts, pictures and shapes: what they store beside what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from lxml import etree

from cyps_xl.members.scan.chart_texts import unread_texts
from cyps_xl.members.scan.exposure import Exposure, exposure, texts_in, values_in
from cyps_xl.members.scan.extensions import in_extensions
from cyps_xl.members.scan.pages import Page
from cyps_xl.members.scan.words import Known
from cyps_xl.xlsx.addresses import Area, on_sheet
from cyps_xl.xlsx.package import Package, parse_part

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_PLACE = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_UNEXPECTED = ("externalData", "userShapes", "pivotSource", "pivotFmts")

Held = Callable[[str, Area, int], str | None]


def in_drawings(package: Package, pages: list[Page], known: Known) -> Iterator[Exposure]:
    """Everything in drawings and charts that no page shows."""
    held = _reader(pages)
    for part, data in package.parts.items():
        if part.startswith("xl/drawings/drawing") and part.endswith(".xml"):
            yield from _drawing(part, parse_part(data, part), known)
        elif part.startswith("xl/charts/chart") and part.endswith(".xml"):
            yield from _chart(part, parse_part(data, part), known, held)


def _drawing(part: str, root: etree._Element, known: Known) -> Iterator[Exposure]:
    for shape in root.iter(f"{_PLACE}sp", f"{_PLACE}cxnSp"):
        yield exposure("sheet feature", f"{part}, a shape", " ".join(texts_in(shape)))
    for element in root.iter(f"{_PLACE}cNvPr"):
        for name in ("name", "descr", "title"):
            yield from known.exposures(f"{part}, alternative text", element.get(name, "").replace("cyps ", ""))
        if element.get("hidden") in ("1", "true"):
            yield exposure("sheet feature", f"{part}, a hidden object", element.get("name", ""))
    yield from in_extensions(root, "sheet feature", part, known)


def _chart(part: str, root: etree._Element, known: Known, held: Held) -> Iterator[Exposure]:
    for name in _UNEXPECTED:
        for element in root.iter(f"{_CHART}{name}"):
            yield exposure("sheet feature", f"{part}, {name}", values_in(element))
    yield from in_extensions(root, "sheet feature", part, known)
    for text in unread_texts(root):
        yield exposure("invisible text", f"{part}, a title or label", text)
    for reference in root.iter(f"{_CHART}f"):
        yield from _stored(part, reference, held)
    for literal in root.iter(f"{_CHART}numLit", f"{_CHART}strLit"):
        yield exposure("stale figure", part, " ".join(texts_in(literal)))
    codes = {code.text or "" for code in root.iter(f"{_CHART}formatCode")}
    codes |= {code.get("formatCode", "") for code in root.iter(f"{_CHART}numFmt")}
    for code in codes:
        yield from known.exposures(f"{part}, a number format", " ".join(code.split('"')[1::2]))


def _stored(part: str, reference: etree._Element, held: Held) -> Iterator[Exposure]:
    """What a chart stores of its cells, where the cells hold something else, or cannot be looked at."""
    text, cached = reference.text or "", reference.getnext()
    place, area = on_sheet(text), None
    points = {} if cached is None else _points(cached)
    if place is None or "[" in text:
        yield exposure("stale figure", part, f"{text}: {' '.join(points.values())}")
        return
    with suppress(ValueError):  # a table's or a name's cells: nothing here can look them up
        area = Area.parse(place[1])
    for at, value in points.items():
        shown = None if area is None else held(place[0], area, at)
        # A text in a column of figures is stored as 0, or left out.
        if shown is None or not (value == shown or (value == "0" and not _is_number(shown))):
            yield exposure("stale figure", f"{part}, {text}", value)


def _points(cached: etree._Element) -> dict[int, str]:
    return {int(p.get("idx", "-1")): _plain(p.findtext(f"{_CHART}v") or "") for p in cached.iter(f"{_CHART}pt")}


def _reader(pages: list[Page]) -> Held:
    """What the visible cells of an area hold, by their number in it, row by row.

    "" where there is nothing to see; None where the area has no such cell, or the workbook no such tab.
    """
    by_tab = {page.sheet.name.lower(): page for page in pages}

    def held(tab: str, area: Area, at: int) -> str | None:
        page = by_tab.get(tab.lower())
        down, across = divmod(at, area.last_column - area.first_column + 1)
        if page is None or at < 0 or area.first_row + down > area.last_row:
            return None
        content = page.visible.get((area.first_row + down, area.first_column + across))
        return _plain(content.value) if content else ""

    return held


def _plain(value: str) -> str:
    return f"{float(value):.12g}" if _is_number(value) else value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
