"""A chart of the plan as a drawing in the page (SVG), which says what the native chart's alternative text says.

Places across are shares of the width, so that a chart fits any screen and its letters keep their size; there is no
axis of numbers, since every mark is labelled with what its cell shows. Columns whose names are long lie on their side.
"""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.sheets.plan import ChartPlan, SheetPlan
from cyps_xl.web.bars import bars
from cyps_xl.web.chart_data import ChartData, Series, chart_data
from cyps_xl.web.columns import columns, labels_need_room
from cyps_xl.web.elements import Element, element
from cyps_xl.web.funnel import funnel
from cyps_xl.web.lines import lines
from cyps_xl.web.rows import rows
from cyps_xl.web.written import Written

LONG_NAME = 9
"""Characters of a category, such as “Chwef 17”, that still stands below its column."""


def figure_of(sheet: SheetPlan, chart: ChartPlan, name: str, written: Written) -> Element:
    """The chart with its title and the names of its series. `name` begins the identifiers."""
    data = chart_data(sheet, chart)
    caption = element("figcaption", written.said(element("b"), chart.title))
    if chart.value_title:
        caption.append(written.said_whole(element("span", class_="unit"), chart.value_title))
    if len(data.series) > 1 and chart.drawn is not Charts.FUNNEL:  # there each has its name where it is drawn
        caption.append(element("ul", *(_entry(one, chart) for one in data.series), class_="legend"))
    return element("figure", caption, *_drawings(data, name, written))


def _entry(series: Series, chart: ChartPlan) -> Element:
    """A name in the legend, with a sample of its look."""
    if chart.drawn.is_a_line and not series.is_marks:
        sample = element("line", x1="0", y1="6", x2="12", y2="6", class_=series.look)
    else:
        sample = element("rect", x="0", y="0", width="12", height="12", class_=series.look)
    mark = element("svg", sample)
    mark.attrib.update({"width": "12", "height": "12", "aria-hidden": "true", "class": "sample"})
    return element("li", mark, element("span", series.name))


def _drawings(data: ChartData, name: str, written: Written) -> Iterator[Element]:
    """The drawing; of columns whose labels have no room on a small telephone, another for that, the one shown by the
    width of the screen. Both are said to be the same: the words stand in the first."""
    chart, stacked = data.plan, data.plan.drawn is Charts.STACKED
    said = [
        written.said_whole(element("title", id=f"{name}-title"), chart.title),
        written.said_whole(element("desc", id=f"{name}-desc"), chart.alt),
    ]
    ways, looks = [_drawn(data, stacked=stacked)], [""]
    if _is_of_columns(data) and labels_need_room(data, stacked=stacked):
        ways, looks = [*ways, rows(data, stacked=stacked)], ["broad", "slim"]
    for (height, marks), look in zip(ways, looks, strict=True):
        words = said if look != "slim" else []
        drawing = element("svg", *words, *marks, class_=look, width="100%", height=str(height), role="img")
        drawing.set("aria-labelledby", f"{name}-title {name}-desc")
        yield drawing


def _is_of_columns(data: ChartData) -> bool:
    """Whether columns stand side by side, each over its name."""
    is_upright = not data.plan.drawn.is_a_line and data.plan.drawn is not Charts.FUNNEL
    return is_upright and all(len(words) <= LONG_NAME for words in data.categories)


def _drawn(data: ChartData, *, stacked: bool) -> tuple[int, Iterator[Element]]:
    """The height and the marks, by the kind of chart."""
    if data.plan.drawn is Charts.FUNNEL:
        return funnel(data)
    if data.plan.drawn.is_a_line:
        return lines(data)
    return columns(data, stacked=stacked) if _is_of_columns(data) else bars(data)
