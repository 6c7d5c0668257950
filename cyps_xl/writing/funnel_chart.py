"""A funnel as a native scatter chart: grey points, our own marked and named, limits and middle as lines with names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cyps_xl.sheets import theme
from cyps_xl.sheets.plan import CellPlan, ChartPlan, Guide, SeriesPlan, SheetPlan, Span
from cyps_xl.writing.funnel_label import POSITIONS, Point, label_position

Cells = Mapping[tuple[int, int], CellPlan]
_LINES = {
    Guide.CENTRE: {"color": theme.GREY, "width": 1.25},
    Guide.LIMIT: {"color": theme.GREY, "width": 1, "dash_type": "dash"},
}
_NO_MARK = {"type": "none"}


def funnel_series(
    plan: SheetPlan, chart: ChartPlan, series: SeriesPlan, cells: Cells, size: tuple[float, float]
) -> dict[str, Any]:
    """What XlsxWriter takes of one series; `size` is the chart's, across and down, in points."""
    across = series.across or chart.categories
    found: dict[str, Any] = {
        "name": [plan.tab, *series.name],
        "categories": _reference(plan, across),
        "values": _reference(plan, series.values),
        "categories_data": [_number(cells, place) for place in across.cells],
        "values_data": [_number(cells, place) for place in series.values.cells],
    }
    if series.guide is not None:
        labels = _named("right", len(series.values.cells))
        return found | {"line": _LINES[series.guide], "marker": _NO_MARK, "data_labels": labels}
    colour, large = (theme.ACCENT_STRONG, 12) if series.emphasis else (theme.CHART_GREY, 6)
    kind = "diamond" if series.emphasis else "circle"
    found |= {
        "line": {"none": True},
        "marker": {"type": kind, "size": large, "fill": {"color": colour}, "border": {"color": colour}},
    }
    return found | ({"data_labels": _our_name(chart, series, cells, size)} if series.emphasis else {})


def _our_name(chart: ChartPlan, series: SeriesPlan, cells: Cells, size: tuple[float, float]) -> dict[str, Any]:
    """Our own name beside our point. A limit's line would run through it, so that it has a ground; a point of another's
    does not vanish behind one."""
    points = [point for one in chart.series if one.guide is None for point in _points(chart, one, cells)]
    own = next(iter(_points(chart, series, cells)), None)
    if own is None:
        return _named(POSITIONS[0], 1, bold=True)
    name = cells.get(series.name)
    words = str(name.value) if name else ""
    position, is_free = label_position(words, own, (point for point in points if point != own), size)
    return _named(position, 1, bold=True) | ({"fill": {"color": "#FFFFFF"}} if is_free else {})


def _points(chart: ChartPlan, series: SeriesPlan, cells: Cells) -> Iterator[Point]:
    """Where the points of a series lie, those that have a figure."""
    for across, down in zip((series.across or chart.categories).cells, series.values.cells, strict=True):
        x, y = _number(cells, across), _number(cells, down)
        if x is not None and y is not None:
            yield x, y


def _named(position: str, points: int, *, bold: bool = False) -> dict[str, Any]:
    """One label alone, at the first point, that of the largest council: the name of the series, in a legend's place."""
    font = {"name": theme.FONT, "size": 10 if bold else 9, "bold": bold, "color": theme.INK if bold else theme.GREY}
    custom: list[dict[str, bool] | None] = [None, *({"delete": True} for _ in range(points - 1))]
    return {"series_name": True, "value": False, "position": position, "font": font, "custom": custom}


def _reference(plan: SheetPlan, span: Span) -> list[str | int]:
    return [plan.tab, span.first_row, span.first_column, span.last_row, span.last_column]


def _number(cells: Cells, place: tuple[int, int]) -> float | None:
    cell = cells.get(place)
    value = None if cell is None else cell.value
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
