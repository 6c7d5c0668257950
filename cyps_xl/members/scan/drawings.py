"""Charts, pictures and shapes: what they store beside what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from cyps_xl.members.scan.exposure import Exposure, exposure, texts_in
from cyps_xl.members.scan.pages import Page
from cyps_xl.members.scan.words import Known
from cyps_xl.xlsx.addresses import Area, on_sheet
from cyps_xl.xlsx.package import Package, parse_part

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_PLACE = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_UNEXPECTED = ("externalData", "userShapes", "extLst", "pivotSource", "pivotFmts")

Held = Callable[[str, Area], list[str] | None]


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
    for element in root.iter("{*}extLst"):
        yield exposure("sheet feature", part, _values(element))


def _chart(part: str, root: etree._Element, known: Known, held: Held) -> Iterator[Exposure]:
    for name in _UNEXPECTED:
        for element in root.iter(f"{_CHART}{name}"):
            yield exposure("sheet feature", f"{part}, {name}", _values(element))
    for text in root.iter(_TEXT):
        yield from known.exposures(f"{part}, a title or label", text.text or "")
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
    place = on_sheet(text)
    points = {} if cached is None else _points(cached)
    if place is None or "[" in text:
        yield exposure("stale figure", part, f"{text}: {' '.join(points.values())}")
        return
    try:
        values = held(place[0], Area.parse(place[1]))
    except ValueError:
        values = None
    for at, value in points.items():
        shown = values[at] if values is not None and 0 <= at < len(values) else None
        # A text in a column of figures is stored as 0, or left out.
        if shown is None or not (value == shown or (value == "0" and not _is_number(shown))):
            yield exposure("stale figure", f"{part}, {text}", value)


def _points(cached: etree._Element) -> dict[int, str]:
    return {int(p.get("idx", "-1")): _plain(p.findtext(f"{_CHART}v") or "") for p in cached.iter(f"{_CHART}pt")}


def _reader(pages: list[Page]) -> Held:
    """What the visible cells of an area hold, row by row; "" where there is nothing to see; None for no such tab."""
    by_tab = {page.sheet.name.lower(): page for page in pages}

    def held(tab: str, area: Area) -> list[str] | None:
        page = by_tab.get(tab.lower())
        if page is None:
            return None
        found = (page.visible.get(place) for place in area.cells())
        return [_plain(content.value) if content else "" for content in found]

    return held


def _plain(value: str) -> str:
    return f"{float(value):.12g}" if _is_number(value) else value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _values(element: etree._Element) -> str:
    values = [str(v) for part in element.iter() if isinstance(part.tag, str) for v in part.attrib.values()]
    return " ".join([*texts_in(element), *values])
