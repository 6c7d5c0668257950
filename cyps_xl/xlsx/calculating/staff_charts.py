"""The figures that staff's own charts show, brought along when the cells they read have changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from lxml import etree

from cyps_xl.grid import Area, on_sheet
from cyps_xl.xlsx.opening.content_types import TYPES_PART, charts
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.sheet_cells import contents_of, shared_texts
from cyps_xl.xlsx.parts.stored_cells import stored_cells
from cyps_xl.xlsx.parts.workbook_part import sheets_of, texts_root

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_REFERENCE, _POINT, _VALUE, _COUNT = (f"{_CHART}{name}" for name in ("f", "pt", "v", "ptCount"))
_MOST_CELLS = 10_000

Shown = Callable[[str, Area], list[str] | None]
"""The values of an area of a tab, row by row, as texts; None when there is no such tab."""


def bring_charts_along(draft: Draft, before: Package) -> None:
    """Store in the charts of a draft what their cells hold now.

    A chart counts only where it shows, from the old cells, just what they held: then it is
    known how it reads them. Charts that were written anew are right already.
    """
    old, new = _reader(Draft(before)), _reader(draft)
    for part in charts(parse_part(before.parts[TYPES_PART], TYPES_PART), before.parts):
        if part in draft and draft.is_readable(part):
            _bring_along(draft, part, parse_part(before.parts[part], part), old, new)


def _bring_along(draft: Draft, part: str, before: etree._Element, old: Shown, new: Shown) -> None:
    """Store what a chart's cells hold, each where it stood in the chart as staff saved it and where it stands now."""
    was_read, is_read = list(before.iter(_REFERENCE)), list(draft.root(part).iter(_REFERENCE))
    if len(was_read) != len(is_read):
        return
    for number, (one, other) in enumerate(zip(was_read, is_read, strict=True)):
        was, now, cached = _values(one, old), _values(other, new), other.getnext()
        if was is not None and now is not None and was != now and cached is not None and _shown(cached) == _filled(was):
            _show(list(draft.change(part).iter(_REFERENCE))[number].getnext(), now)


def _values(reference: etree._Element, shown: Shown) -> list[str] | None:
    """What the cells hold that a chart reads; None when it reads none that are known."""
    place = on_sheet(reference.text or "")
    try:
        return None if place is None else shown(place[0], Area.parse(place[1]))
    except ValueError:
        return None


def _reader(draft: Draft) -> Shown:
    """A reader of areas, each sheet of the draft looked through once."""
    package = draft.package()
    parts = {sheet.name.lower(): sheet.part for sheet in sheets_of(package)}
    texts = shared_texts(texts_root(package))

    @cache
    def values(part: str) -> dict[tuple[int, int], str]:
        held = contents_of(stored_cells(draft.data(part), part), texts)
        return {place: content.value for place, content in held if content.value}

    def shown(tab: str, area: Area) -> list[str] | None:
        part = parts.get(tab.lower())
        size = (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)
        if part is None or part not in draft or size > _MOST_CELLS:
            return None
        found = values(part)
        return [found.get(place, "") for place in area.cells()]

    return shown


def _filled(values: list[str]) -> dict[int, str]:
    return {at: value for at, value in enumerate(values) if value}


def _shown(cached: etree._Element) -> dict[int, str]:
    """The points that a chart stores, numbers written as cells write them."""
    return {int(point.get("idx", "-1")): _plain(point.findtext(_VALUE) or "") for point in cached.iter(_POINT)}


def _plain(value: str) -> str:
    try:
        return f"{float(value):.15g}"
    except ValueError:
        return value


def _show(cached: etree._Element | None, values: list[str]) -> None:
    """Store these values as the points, after the count; a number cache holds no texts."""
    if cached is None:
        return
    numbers_only = cached.tag == f"{_CHART}numCache"
    for point in cached.findall(_POINT):
        cached.remove(point)
    count = cached.find(_COUNT)
    if count is None:
        return
    count.set("val", str(len(values)))
    last = count
    for at, value in _filled(values).items():
        if numbers_only and not _is_number(value):
            continue
        point = etree.Element(_POINT, idx=str(at))
        etree.SubElement(point, _VALUE).text = value
        last.addnext(point)
        last = point


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
