"""Charts: a zero says 0, and what is not known says so or shows nothing; no axis is made up."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cyps_xl.definition.expression import ColumnOf
from cyps_xl.definition.model import Line
from cyps_xl.inputs.tables.choices import Charts, Shown
from cyps_xl.printed.leaving import edition_plan
from cyps_xl.sheets.plan import CellPlan, ChartPlan, ReportPlan, SeriesPlan, SheetPlan, Span
from cyps_xl.sheets.shapes.printing import with_scales
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.parts.package import Package

SERIES = SeriesPlan((1, 0), Span(1, 1, 1, 4))
CHART = ChartPlan("cyps x", "Children", 4, (0, 4), Span(0, 1, 0, 4), (SERIES,), "", "", "", axis_format="0")


def report(*values: float | str, chart: ChartPlan = CHART, number_format: str = "#,##0") -> ReportPlan:
    """A sheet with a chart over one row of figures, its tab in need of quotation marks."""
    months = [CellPlan(0, at, f"M{at}", style="header") for at in range(1, 5)]
    figures = [CellPlan(1, at, value, "T[A]", "figure", number_format) for at, value in enumerate(values, start=1)]
    label = CellPlan(1, 0, "Re-admitted")
    sheet = SheetPlan(
        "x", "2.6 It's", "2.6", (CellPlan(0, 0, "", style="header"), *months, label, *figures), (9.0,) * 5
    )
    return ReportPlan((replace(sheet, charts=(chart,), printed_columns=5),))


def chart_of(plan: ReportPlan) -> str:
    parts = Package.of_our_own(fresh_workbook(plan), "the report").parts
    return parts["xl/charts/chart1.xml"].decode()


def labels(xml: str) -> dict[int, str]:
    """What the labels of single points say, by the point."""
    found = re.findall(r'<c:dLbl><c:idx val="(\d)"/>.*?<(?:c:v|a:t)>([^<]*)</.*?</c:dLbl>', xml)
    return {int(at): words for at, words in found}


def test_every_label_of_the_report_reads_its_cell_so_that_zero_and_unknown_differ() -> None:
    xml = chart_of(report(5, 0, "–", 1234))
    assert labels(xml) == {0: "5", 1: "0", 2: "–", 3: "1,234"}
    cells = re.findall(r"<c:dLbl>.*?<c:f>([^<]*)</c:f>", xml)
    assert cells == [f"'2.6 It''s'!${column}$2" for column in "BCDE"]
    drawn = re.search(r"<c:numCache>.*?</c:numCache>", xml)
    assert drawn is not None
    assert re.findall(r'<c:pt idx="(\d)">', drawn[0]) == ["0", "1", "3"]


@pytest.mark.parametrize(
    ("value", "number_format", "label"), [(0.62, "0.0%", "62.0%"), (4.5, "General", "4.5"), (12.36, "0.0", "12.4")]
)
def test_a_label_reads_as_its_cell(value: float, number_format: str, label: str) -> None:
    assert labels(chart_of(report(value, 1, 1, 1, number_format=number_format)))[0] == label


def test_in_an_edition_words_stand_where_a_figure_is_not_known_or_withheld() -> None:
    xml = chart_of(edition_plan(report(5, 0, "–", "[c]")))
    assert labels(xml) == {2: "–", 3: "[c]"}
    assert '<c:numFmt formatCode="#,##0" ' in xml  # which writes a zero as 0


@pytest.mark.parametrize(
    ("values", "maximum"), [((0, 0, "–", "–"), 1), ((3, 0, 1, 2), 4), ((2.5, 1, 1, 1), 4), ((6, 0, 1, 2), None)]
)
def test_where_few_are_counted_every_gridline_of_an_edition_is_a_whole_number(
    values: tuple[float | str, ...], maximum: int | None
) -> None:
    ((chart,),) = (sheet.charts for sheet in edition_plan(report(*values)).sheets)
    assert chart.maximum == maximum
    assert maximum is None or chart.step == 1


def test_a_share_keeps_its_own_axis() -> None:
    share = replace(CHART, axis_format="0%", maximum=1.1)
    ((chart,),) = (sheet.charts for sheet in edition_plan(report(0.5, 0, "–", 1, chart=share)).sheets)
    assert (chart.maximum, chart.step) == (1.1, 0.2)


def test_wide_labels_of_many_columns_leave_the_latest_of_the_first_series_alone() -> None:
    chart = replace(CHART, series=(SERIES, replace(SERIES)), label_last=True)
    both = re.findall(r"<c:ser>.*?</c:ser>", chart_of(report(5, 6, 7, 8, chart=chart)))
    unlabelled = [re.findall(r'<c:idx val="(\d)"/><c:delete val="1"/>', one) for one in both]
    assert unlabelled == [["0", "1", "2"], ["0", "1", "2", "3"]]


def test_in_an_edition_what_has_no_column_keeps_its_label_where_others_have_no_room() -> None:
    chart = replace(CHART, series=(SERIES,), label_last=True)
    xml = chart_of(edition_plan(report(0, "–", 7, 8, chart=chart)))
    assert re.findall(r'<c:idx val="(\d)"/><c:delete val="1"/>', xml) == ["2"]
    assert labels(xml)[1] == "–"


@pytest.mark.parametrize(
    ("printed", "drawn", "lines", "months", "last_alone"),
    [
        (Shown.MONEY, Charts.COLUMNS, 2, 12, True),
        (Shown.MONEY, Charts.COLUMNS, 2, 6, False),
        (Shown.MONEY, Charts.COLUMNS, 1, 12, False),
        (Shown.MONEY, Charts.STACKED, 2, 12, False),
        (Shown.COUNT, Charts.COLUMNS, 2, 12, False),
        (Shown.COUNT, Charts.COLUMNS, 2, 24, True),
        (Shown.COUNT, Charts.COLUMNS, 4, 24, True),
        (Shown.PERCENT_ONE, Charts.COLUMNS, 2, 12, False),
        (Shown.PERCENT_ONE, Charts.COLUMNS, 2, 24, True),
    ],
)
def test_every_column_has_a_label_while_labels_have_room_beside_each_other(
    printed: Shown, drawn: Charts, lines: int, months: int, last_alone: bool
) -> None:
    chart = replace(CHART, categories=Span(0, 1, 0, months), series=(SERIES,) * lines, drawn=drawn)
    line = Line(1, "Spent", ColumnOf("Spent"), printed)
    assert with_scales(chart, line).label_last is last_alone


def test_a_narrow_chart_has_room_for_fewer_labels_and_bars_that_lie_for_all() -> None:
    line = Line(1, "Children", ColumnOf("Children"), Shown.COUNT)
    chart = replace(CHART, categories=Span(0, 1, 0, 24), series=(SERIES,))
    assert [with_scales(chart, line, width).label_last for width in (700.0, 300.0)] == [False, True]
    assert not with_scales(replace(chart, sideways=True), line, 300.0).label_last


def line_chart(*values: float | str) -> ReportPlan:
    """A line over copies of its figures, among workings that stay at home."""
    plan = report(*values, chart=replace(CHART, drawn=Charts.LINE))
    [sheet] = plan.sheets
    copies = [CellPlan(1, 6 + at, value, "T[A]", "workings") for at, value in enumerate(values)]
    series = replace(SERIES, values=Span(1, 6, 1, 9), printed=SERIES.values)
    charts = (replace(sheet.charts[0], series=(series,)),)
    return ReportPlan((replace(sheet, cells=(*sheet.cells, *copies), widths=(9.0,) * 10, charts=charts),))


def test_the_lines_of_an_edition_read_what_is_printed_as_the_workings_stay_at_home() -> None:
    xml = chart_of(edition_plan(line_chart(5, 0, 7, 1234)))
    assert "<c:lineChart>" in xml
    assert re.findall(r"<c:val>.*?<c:f>([^<]*)</c:f>", xml) == ["'2.6 It''s'!$B$2:$E$2"]
    assert re.findall(r'<c:pt idx="\d"><c:v>([0-9]+)</c:v>', xml) == ["5", "0", "7", "1234"]


@pytest.mark.parametrize("unknown", ["–", "[c]"])
def test_in_an_edition_columns_stand_for_a_line_that_would_fall_to_the_axis(unknown: str) -> None:
    xml = chart_of(edition_plan(line_chart(5, 0, unknown, 1234)))
    assert "<c:barChart>" in xml
    assert labels(xml)[2] == unknown


@pytest.mark.parametrize(("axis_format", "largest"), [("0", 4), ("0%", 1)])
def test_an_axis_beside_limits_ends_at_a_whole_of_shares_alone(axis_format: str, largest: int) -> None:
    chart = replace(CHART, drawn=Charts.LIMITS, axis_format=axis_format, maximum=4.0, step=1)
    ends = re.findall(r'<c:max val="([0-9.]+)"/>', chart_of(report(3, 0, 1, 2, chart=chart)))
    assert list(map(float, ends)) == [largest]
