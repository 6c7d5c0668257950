"""A chart of the plan as a native Excel chart, its caches filled with the plan's own values."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart

from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.sheets import theme
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.formulas import MISSING
from cyps_xl.sheets.headline import published
from cyps_xl.sheets.plan import CellPlan, ChartPlan, Guide, Scalar, SeriesPlan, SheetPlan, Span

Cells = Mapping[tuple[int, int], CellPlan]

PIXELS_A_ROW = 20
PIXELS_A_CHARACTER = 7
CELL_PADDING = 5

_TEXT = {"name": theme.FONT, "size": 10, "color": theme.INK}
_QUIET = {"name": theme.FONT, "size": 10, "color": theme.GREY}


def add_chart(book: xlsxwriter.Workbook, sheet: Any, plan: SheetPlan, chart_plan: ChartPlan) -> None:
    """Make a chart and stand it on its sheet, exactly as wide as its columns."""
    cells = {(cell.row, cell.column): cell for cell in plan.cells}
    chart = book.add_chart({**_KINDS[chart_plan.drawn], "name": chart_plan.name})
    for series, colour in zip(chart_plan.series, _colours(chart_plan), strict=True):
        chart.add_series(_series(plan, chart_plan, series, cells, colour) | _look(chart_plan, series, colour))
    _axes(chart, chart_plan)
    chart.set_title({"name": chart_plan.title, "name_font": _TEXT | {"size": 12, "bold": True}, "overlay": False})
    if len(chart_plan.series) > 1:
        chart.set_legend({"position": "top", "font": _TEXT})
    else:
        chart.set_legend({"none": True})
    if chart_plan.drawn.is_a_line:
        chart.show_blanks_as("span")  # Excel passes #N/A over by itself; LibreOffice would draw it as 0
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": _width(plan, chart_plan), "height": chart_plan.rows * PIXELS_A_ROW})
    options = {"description": chart_plan.alt, "object_position": 1}
    sheet.insert_chart(chart_plan.row, chart_plan.columns[0], chart, options)


def _width(plan: SheetPlan, chart_plan: ChartPlan) -> int:
    """Pixels from the first of the chart's columns to the end of its last."""
    first, last = chart_plan.columns
    return sum(int(width * PIXELS_A_CHARACTER + CELL_PADDING) for width in plan.widths[first : last + 1])


def _series(plan: SheetPlan, chart_plan: ChartPlan, series: SeriesPlan, cells: Cells, colour: str) -> dict[str, Any]:
    font = _TEXT | {"size": 9}
    if chart_plan.drawn is Charts.STACKED and colour in theme.DARK_SERIES:
        font |= {"color": theme.HEADER_INK}  # the label lies on the column itself
    points = series.values.cells
    options: dict[str, Any] = {
        "name": [plan.tab, *series.name],
        "categories": _reference(plan, chart_plan.categories),
        "values": _reference(plan, series.values),
        # A missing figure is left out of the cache: XlsxWriter itself would draw it as a zero.
        "values_data": [_number(cells.get(place)) for place in points],
        "categories_data": [_value(cells.get(place)) for place in chart_plan.categories.cells],
        "data_labels": {
            "value": True,
            "num_format": chart_plan.label_format,
            "font": font,
            "position": _LABELS[chart_plan.drawn],
            "custom": [_label(plan, chart_plan, place, cells.get(place), font) for place in points],
        },
    }
    for at in _unlabelled(chart_plan, series, len(points)):
        options["data_labels"]["custom"][at] = {"delete": True}
    return options


def _unlabelled(chart_plan: ChartPlan, series: SeriesPlan, points: int) -> range:
    """The points of a series that have no label.

    A line has one label, at its end: others would lie over the line. Wide labels over many columns would lie over
    each other, so that the latest column of the first series alone has one; all figures stand in the table below.
    """
    if series.guide is not None:
        return range(points)
    if chart_plan.drawn.is_a_line:
        return range(points - 1)
    if not chart_plan.label_last:
        return range(0)
    return range(points - (series is chart_plan.series[0]))


def _look(chart_plan: ChartPlan, series: SeriesPlan, colour: str) -> dict[str, Any]:
    """The colours of a series, and of its latest point where that is told from the others."""
    if series.guide is not None:
        return _GUIDES[series.guide]
    if chart_plan.drawn.is_a_line:
        marker = {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
        return {"line": {"color": colour, "width": 2.25}, "marker": marker}
    look: dict[str, Any] = {"fill": {"color": colour}, "gap": 60, "overlap": 100 * (chart_plan.drawn is Charts.STACKED)}
    if chart_plan.highlight_last and len(chart_plan.series) == 1:
        last = len(series.values.cells) - 1
        look["points"] = [None] * last + [{"fill": {"color": theme.ACCENT_STRONG}}]
    return look


def _colours(chart_plan: ChartPlan) -> Iterator[str]:
    """A colour for each series: those that stand out in the accent's shades, quieter ones in greys."""
    strong, quiet = itertools.cycle(theme.SERIES), itertools.cycle(theme.QUIET_SERIES)
    return (next(strong) if series.emphasis else next(quiet) for series in chart_plan.series)


_KINDS = {
    Charts.COLUMNS: {"type": "column"},
    Charts.STACKED: {"type": "column", "subtype": "stacked"},
    Charts.LINE: {"type": "line"},
    Charts.LIMITS: {"type": "line"},
}
_LABELS = {
    **{Charts.COLUMNS: "outside_end", Charts.STACKED: "center"},
    **{kind: "right" for kind in Charts if kind.is_a_line},
}
"""Where Excel takes labels: outside a column's end only where columns stand side by side."""


_GUIDES: dict[Guide, dict[str, Any]] = {
    Guide.CENTRE: {"line": {"color": theme.GREY, "width": 1.25}, "marker": {"type": "none"}},
    Guide.LIMIT: {"line": {"color": theme.GREY, "width": 1, "dash_type": "dash"}, "marker": {"type": "none"}},
    Guide.SIGNAL: {
        "line": {"none": True},
        "marker": {
            "type": "diamond",
            "size": 11,
            "fill": {"color": theme.NOTICE_INK},
            "border": {"color": theme.NOTICE_INK},
        },
    },
}
"""How lines look that guide the eye along another: its centre, its limits, the points past them."""


def _label(
    plan: SheetPlan, chart: ChartPlan, place: tuple[int, int], cell: CellPlan | None, font: dict[str, Any]
) -> dict[str, Any] | None:
    """The label of one point: what its cell shows. None where the figure itself is label enough.

    Excel draws the dash of what is not known as a column of no height, and would label it 0. So in a live chart every
    label reads its own cell; where nothing changes any more, words stand in place of a figure.
    LibreOffice draws neither column nor label for a dash.
    """
    if chart.live:
        tab = plan.tab.replace("'", "''")
        data = "" if cell is None else published(cell)
        return {"value": f"='{tab}'!{address(*place, fixed_row=True, fixed_column=True)}", "data": [data], "font": font}
    return None if _number(cell) is not None else {"value": str(_value(cell)) or MISSING, "font": font}


def _axes(chart: Chart, plan: ChartPlan) -> None:
    category: dict[str, Any] = {
        "name": plan.category_title,
        "name_font": _QUIET | {"bold": False},
        "num_font": _QUIET,
        "line": {"color": theme.GREY},
        "major_tick_mark": "none",
    }
    if plan.category_format:
        category |= {"num_format": plan.category_format, "text_axis": True}
    chart.set_x_axis(category)
    value: dict[str, Any] = {
        "name": plan.value_title,
        "name_font": _QUIET | {"bold": False},
        "num_font": _QUIET,
        "num_format": plan.axis_format,
        # Limits lie close about their line: an axis from nought would draw all of them as one.
        **({} if plan.drawn is Charts.LIMITS else {"min": 0}),
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": theme.HAIRLINE, "width": 0.5}},
    }
    if plan.maximum is not None:
        is_share = plan.axis_format.endswith("%")
        value |= {
            "max": 1.0 if plan.drawn is Charts.LIMITS and is_share else plan.maximum,  # no limit lies over 100%
            "major_unit": plan.step,
        }
    chart.set_y_axis(value)


def _reference(plan: SheetPlan, span: Span) -> list[str | int]:
    return [plan.tab, span.first_row, span.first_column, span.last_row, span.last_column]


def _value(cell: CellPlan | None) -> Scalar:
    return "" if cell is None else cell.value


def _number(cell: CellPlan | None) -> float | None:
    value = _value(cell)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
