"""A chart of the plan as a native Excel chart, its caches filled with the plan's own values."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart

from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.sheets import theme
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.formulas import MISSING
from cyps_xl.sheets.headline import published
from cyps_xl.sheets.page_breaks import ROW_HEIGHT
from cyps_xl.sheets.plan import CellPlan, ChartPlan, Guide, Scalar, SeriesPlan, SheetPlan, Span
from cyps_xl.writing.funnel_chart import funnel_series

Cells = Mapping[tuple[int, int], CellPlan]

PIXELS_A_POINT = 96 / 72
PIXELS_A_CHARACTER = 7
CELL_PADDING = 5

_TEXT = {"name": theme.FONT, "size": 10, "color": theme.INK}
_QUIET = {"name": theme.FONT, "size": 10, "color": theme.GREY}


def add_chart(book: xlsxwriter.Workbook, sheet: Any, plan: SheetPlan, chart_plan: ChartPlan, larger: float = 1) -> None:
    """Make a chart and stand it on its sheet, exactly as wide as its columns and as high as its rows.

    These are as much larger than for 11 points as the text is.
    """
    cells = {(cell.row, cell.column): cell for cell in plan.cells}
    kind = {"type": "bar"} if chart_plan.sideways else _KINDS[chart_plan.drawn]
    chart = book.add_chart({**kind, "name": chart_plan.name})
    size = _width(plan, chart_plan, larger), _height(plan, chart_plan, larger)
    for series, colour in zip(chart_plan.series, _colours(chart_plan), strict=True):
        if chart_plan.drawn is Charts.FUNNEL:
            points = size[0] / PIXELS_A_POINT, size[1] / PIXELS_A_POINT
            chart.add_series(funnel_series(plan, chart_plan, series, cells, points))
            continue
        chart.add_series(_series(plan, chart_plan, series, cells, colour) | _look(chart_plan, series, colour))
    _axes(chart, chart_plan)
    chart.set_title({"name": chart_plan.title, "name_font": _TEXT | {"size": 12, "bold": True}, "overlay": False})
    if len(chart_plan.series) > 1 and chart_plan.drawn is not Charts.FUNNEL:
        chart.set_legend({"position": "top", "font": _TEXT, "delete_series": _not_in_legend(chart_plan)})
    else:
        chart.set_legend({"none": True})
    if chart_plan.drawn.is_a_line:
        # A live line leads on past what is missing: Excel passes #N/A over by itself, LibreOffice would draw it as 0.
        chart.show_blanks_as("span" if chart_plan.live or chart_plan.drawn is not Charts.LIMITS else "gap")
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": size[0], "height": size[1]})
    options = {"description": chart_plan.alt, "object_position": 1}
    sheet.insert_chart(chart_plan.row, chart_plan.columns[0], chart, options)


def _not_in_legend(chart_plan: ChartPlan) -> list[int]:
    """The series that the legend names already, those of later parts of a line that breaks, or that have no look."""
    names = [series.name for series in chart_plan.series]
    silent = [series.guide is Guide.CHANGE and not chart_plan.live for series in chart_plan.series]
    return [at for at, name in enumerate(names) if name in names[:at] or silent[at]]


def _width(plan: SheetPlan, chart_plan: ChartPlan, larger: float) -> int:
    """Pixels from the first of the chart's columns to the end of its last."""
    first, last = chart_plan.columns
    return sum(int(width * larger * PIXELS_A_CHARACTER + CELL_PADDING) for width in plan.widths[first : last + 1])


def _height(plan: SheetPlan, chart_plan: ChartPlan, larger: float) -> int:
    """Pixels of the rows that the chart stands over, each of a whole number of them, as XlsxWriter writes it."""
    rows = range(chart_plan.row, chart_plan.row + chart_plan.rows)
    return sum(round(plan.heights.get(row, ROW_HEIGHT) * larger * PIXELS_A_POINT) for row in rows)


def _series(plan: SheetPlan, chart_plan: ChartPlan, series: SeriesPlan, cells: Cells, colour: str) -> dict[str, Any]:
    font = _TEXT | {"size": 9}
    if chart_plan.drawn is Charts.STACKED and colour in theme.DARK_SERIES:
        font |= {"color": theme.HEADER_INK}  # the label lies on the column itself
    points = series.values.cells
    labelled = points if series.words is None else series.words.cells
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
            "position": _LABELS[chart_plan.drawn] if series.words is None else _BESIDE,
            "custom": [_label(plan, chart_plan, place, cells.get(place), font) for place in labelled],
        },
    }
    if series.words is not None:
        if not chart_plan.live:  # where nothing is said, no label stands
            silent = [at for at, place in enumerate(labelled) if not _value(cells.get(place))]
            for at in silent:
                options["data_labels"]["custom"][at] = {"delete": True}
        return options
    for at in _unlabelled(chart_plan, series, cells):
        options["data_labels"]["custom"][at] = {"delete": True}
    return options


def _unlabelled(chart_plan: ChartPlan, series: SeriesPlan, cells: Cells) -> Sequence[int]:
    """The points of a series that have no label.

    A line has one label, at its end: others would lie over the line. Wide labels over many columns would lie over
    each other, so that the latest column of the first series alone has one; all figures stand in the table below. In an
    edition what has no column keeps its label, which is short: 0, a dash and [c] are told apart by nothing else.
    """
    points = len(series.values.cells)
    if series.guide is not None:
        return range(points)
    if chart_plan.drawn.is_a_line:
        return range(points - 1)
    if not chart_plan.label_last:
        return range(0)
    wide = range(points - (series is chart_plan.series[0]))
    return wide if chart_plan.live else [at for at in wide if _number(cells.get(series.values.cells[at]))]


def _look(chart_plan: ChartPlan, series: SeriesPlan, colour: str) -> dict[str, Any]:
    """The colours of a series, and of its latest point where that is told from the others."""
    if series.guide is Guide.CHANGE and not chart_plan.live:  # it lies on the line, and brings words alone
        return {"line": {"none": True}, "marker": {"type": "none"}}
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
    Charts.FUNNEL: {"type": "scatter", "subtype": "straight"},
}
_LABELS = {
    **{Charts.COLUMNS: "outside_end", Charts.STACKED: "center"},
    **{kind: "right" for kind in Charts if kind.is_a_line},
}
"""Where Excel takes labels: outside a column's end only where columns stand side by side."""
_BESIDE = "above"
"""Where words stand that say what changed in a month."""


_GUIDES: dict[Guide, dict[str, Any]] = {
    Guide.CENTRE: {"line": {"color": theme.GREY, "width": 1.25}, "marker": {"type": "none"}},
    Guide.LIMIT: {"line": {"color": theme.GREY, "width": 1, "dash_type": "dash"}, "marker": {"type": "none"}},
    Guide.TARGET: {
        "line": {"color": theme.TARGET, "width": 1.25, "dash_type": "round_dot"},
        "marker": {"type": "none"},
    },
    Guide.CHANGE: {
        "line": {"none": True},
        "marker": {"type": "square", "size": 10, "fill": {"none": True}, "border": {"color": theme.INK, "width": 1.25}},
    },
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
    if plan.drawn is Charts.FUNNEL:
        category |= {"num_format": theme.WHOLE, "min": 0, "major_gridlines": {"visible": False}}
    elif plan.category_format:
        category |= {"num_format": plan.category_format, "text_axis": True}
    if plan.sideways:  # the first group at the top, each with its name
        category |= {"reverse": True, "crossing": "max", "interval_unit": 1, "num_font": _QUIET | {"size": 9}}
    value: dict[str, Any] = {
        "name": plan.value_title,
        "name_font": _QUIET | {"bold": False},
        "num_font": _QUIET,
        "num_format": plan.axis_format,
        # Limits lie close about their line, and a line may lie high: from nought both would be drawn flat. Without a
        # minimum Excel begins there but where the figures lie close together.
        "min": plan.minimum if plan.drawn.is_a_line else 0,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": theme.HAIRLINE, "width": 0.5}},
    }
    if plan.maximum is not None:
        value |= {"max": plan.maximum, "major_unit": plan.step}
    if plan.drawn is Charts.LIMITS and plan.live and plan.axis_format.endswith("%"):
        value["max"] = 1.0  # no limit lies over 100%
    across, upright = (value, category) if plan.sideways else (category, value)
    chart.set_x_axis(across)
    chart.set_y_axis(upright)


def _reference(plan: SheetPlan, span: Span) -> list[str | int]:
    return [plan.tab, span.first_row, span.first_column, span.last_row, span.last_column]


def _value(cell: CellPlan | None) -> Scalar:
    return "" if cell is None else cell.value


def _number(cell: CellPlan | None) -> float | None:
    value = _value(cell)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
