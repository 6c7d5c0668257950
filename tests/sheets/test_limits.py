"""Limits of a line of months: worked out alike by three engines, and what stands out is marked and said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.definition.packs import read_pack
from cyps_xl.inputs.records import Inputs
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import Guide, SheetPlan
from cyps_xl.sheets.shapes.limits import Chart, chart_of
from cyps_xl.sheets.shapes.signals import NO_FIGURE, NONE_YET, ONE, SEVERAL, TOO_FEW
from helpers.definitions import definition, problems
from helpers.libreoffice import needs_libreoffice
from helpers.limits import LINES, any_months, months, report
from helpers.public_editions import public_edition
from helpers.quarters import Values
from helpers.small_reports import inputs_with, proved, proved_in_libreoffice, table_of


def with_limits(chart: Chart, rows: list[Values], count: int = 12) -> Inputs:
    return inputs_with(report(chart), count, Visits=rows)


def said(sheet: SheetPlan) -> str:
    """The sentence below the limits."""
    ends = (NO_FIGURE, NONE_YET, ONE, SEVERAL, TOO_FEW)
    return next(str(cell.value) for cell in sheet.cells if str(cell.value).endswith(ends))


def test_what_a_line_divides_or_counts_says_which_limits_it_has() -> None:
    for chart in LINES:
        declared = definition(report(chart))
        [block] = declared.sections[0].blocks
        assert chart_of(declared, block, block.lines[0]) is chart


STEADY = [(95, 100), (92, 100), (97, 100), (94, 100), (96, 100), (93, 100)] * 2


@pytest.mark.parametrize(
    ("figures", "marks", "sentence"),
    [
        (STEADY, [], NO_FIGURE),
        ([*STEADY[:-1], (75, 100)], [(11, "below")], ONE),
        (STEADY[:11], [], TOO_FEW),
        ([(10, 100)] * 5 + [(90, 100)] * 7, None, None),
        ([(50, 100)] * 12, [], NO_FIGURE),
        ([(0, 100)] * 12, [], NO_FIGURE),
        ([(100, 100)] * 12, [], NO_FIGURE),
        ([(None, 100)] * 12, [], NONE_YET),
        ([*STEADY, (None, 100), (95, None), (3, 0), *STEADY[:9]][-24:], [], NO_FIGURE),
    ],
)
def test_the_months_that_stand_out_are_marked_and_counted(
    figures: list[tuple[float | None, float | None]], marks: list[tuple[int, str]] | None, sentence: str | None
) -> None:
    sheet = proved(with_limits(Chart.SHARES, months(*figures), len(figures)))
    found = [(at, mark) for at, mark in enumerate(table_of(sheet, "More than chance")) if mark]
    if marks is None:
        assert {mark for _, mark in found} >= {"above", "below"}
    else:
        assert found == marks and said(sheet) == sentence


def test_seven_months_on_one_side_are_a_run_though_each_lies_within_the_limits() -> None:
    rows = months(*[(20, None)] * 7, *[(25, None)] * 7)
    sheet = proved(with_limits(Chart.COUNTS, rows, 14))
    assert table_of(sheet, "More than chance") == [*[""] * 6, "run", *[""] * 6, "run"]
    assert said(sheet) == f"2{SEVERAL}"


def test_few_months_have_their_median_and_no_limits_and_a_trend_is_told_all_the_same() -> None:
    rows = months(*((20 + at, None) for at in range(8)))
    sheet = proved(with_limits(Chart.COUNTS, rows, 8))
    assert table_of(sheet, "Centre")[0] == 23.5
    assert set(table_of(sheet, "Lower limit")) == {"–"}
    assert table_of(sheet, "More than chance") == [*[""] * 6, "trend", "trend"]


def test_a_balance_below_nought_lies_within_its_limits() -> None:
    days = [(-3.0, None), (2.0, None), (-1.0, None), (4.0, None), (-2.0, None), (1.0, None)] * 2
    sheet = proved(with_limits(Chart.VALUES, months(*days, heading="Days")))
    assert float(str(table_of(sheet, "Lower limit")[0])) < -3
    assert said(sheet) == NO_FIGURE


def test_a_trend_is_seven_months_each_above_the_one_before() -> None:
    rows = months(*((20 + at, None) for at in range(7)), *[(22, None)] * 6)
    assert "trend" in table_of(proved(with_limits(Chart.COUNTS, rows, 13)), "More than chance")


def test_limits_of_shares_lie_three_standard_deviations_from_what_all_months_have_together() -> None:
    parts = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15]
    sheet = proved(with_limits(Chart.SHARES, months(*((part, 50) for part in parts)), 24))
    centre = sum(parts) / (50 * 24)
    spread = 3 * (centre * (1 - centre) / 50) ** 0.5
    assert table_of(sheet, "Upper limit")[0] == pytest.approx(centre + spread)
    assert table_of(sheet, "Lower limit")[0] == pytest.approx(centre - spread)


def test_the_chart_draws_the_centre_the_limits_and_what_stands_out() -> None:
    sheet = proved(with_limits(Chart.SHARES, months(*STEADY)))
    [chart] = sheet.charts
    assert [one.guide for one in chart.series] == [None, Guide.CENTRE, Guide.LIMIT, Guide.LIMIT, Guide.SIGNAL]


@pytest.mark.parametrize("rounded", [False, True])
def test_an_edition_that_protects_small_numbers_draws_no_limits(rounded: bool) -> None:
    """From what stays within them the month that is withheld could be told apart."""
    inputs = with_limits(Chart.SHARES, months(*STEADY[:-1], (3, 100)))
    settings = replace(read_settings(inputs), rounded_for_public=rounded)
    [sheet] = [one for one in public_edition(inputs, settings).plan.sheets if one.key == "visits"]
    said = {str(cell.value) for cell in sheet.cells}
    assert "Share" in said and not {"Centre", "Lower limit", "More than chance", ONE} & said
    assert [len(chart.series) for chart in sheet.charts] == [1]


def test_limits_of_two_lines_at_once_are_refused() -> None:
    declared = report(Chart.COUNTS)
    declared["Lines"] = [*declared["Lines"], {**declared["Lines"][0], "Position": 2}]
    assert problems(declared) == [
        "Blocks!K6: Limits are those of one line, and 2 of “visits” are in the chart. "
        "Write yes under In chart for one line alone."
    ]


def test_limits_of_a_running_total_are_refused() -> None:
    declared = report(Chart.COUNTS)
    declared["Lines"] = [{**declared["Lines"][0], "Over": "running total"}]
    assert problems(declared) == [
        "Blocks!K6: “visits” draws a running total between limits, which hold of figures that stand by themselves. "
        "Choose columns, or write sum under Over of its line."
    ]


@pytest.mark.parametrize("chart", [Chart.SHARES, Chart.RATES, Chart.COUNTS])
@pytest.mark.parametrize("figures", [[(5, 3)] * 12, [(-5, 3)] * 12, [(1, 1), (1, -1)] * 6, [(-1, -5)] * 13])
def test_counts_that_cannot_be_stop_no_refresh(chart: Chart, figures: list[tuple[float | None, float | None]]) -> None:
    declared = report(chart)
    columns = [{key: value for key, value in one.items() if key != "Minimum"} for one in declared["Columns"]]
    proved(inputs_with({**declared, "Columns": columns}, len(figures), Visits=months(*figures)))


def test_money_has_the_limits_of_values() -> None:
    declared = report(Chart.COUNTS)
    columns = [{**one, "Unit": "pounds"} if one["Heading"] == "Made" else one for one in declared["Columns"]]
    declared = definition({**declared, "Columns": columns})
    [block] = declared.sections[0].blocks
    assert chart_of(declared, block, block.lines[0]) is Chart.VALUES


@pytest.mark.parametrize("seed", range(24))
def test_formulas_give_of_any_series_what_the_rules_give(seed: int) -> None:
    chart, rows, count = any_months(seed)
    proved(with_limits(chart, rows, count))


@needs_libreoffice
@pytest.mark.parametrize("seed", range(100, 104))
def test_libreoffice_gives_the_same(seed: int) -> None:
    chart, rows, count = any_months(seed)
    inputs = with_limits([*LINES][seed % 4], rows if [*LINES][seed % 4] is chart else months(*STEADY), max(count, 12))
    proved_in_libreoffice(inputs)


def test_a_share_of_lines_that_add_up_those_of_other_blocks_is_a_share_still() -> None:
    declared = report(Chart.SHARES)
    counts = {**declared["Blocks"][0], "Block": "counts", "Position": 2, "Chart": "none"}
    lines = [
        {"Block": "counts", "Position": 1, "Label": "Made", "Shows": "[Made]", "As": "count"},
        {"Block": "counts", "Position": 2, "Label": "Due", "Shows": "[Due] + [Due]", "As": "count"},
        {**declared["Lines"][0], "Shows": "(line 1 of counts + line 1 of counts) / line 2 of counts"},
    ]
    found = definition({**declared, "Blocks": [*declared["Blocks"], counts], "Lines": lines})
    block = found.sections[0].blocks[0]
    assert chart_of(found, block, block.lines[0]) is Chart.SHARES


def test_how_many_there_are_at_a_month_s_end_is_no_number_of_events() -> None:
    """Relations says that it is carried over: those of last month, with who came and without who left."""
    for pack, name in (("cyps", "register"), ("wales-2020", "on the register")):
        found = read_pack(pack).definition
        [block] = [one for _, one in found.blocks() if one.name == name]
        assert chart_of(found, block, block.lines[0]) is Chart.VALUES
    [block] = [one for _, one in found.blocks() if one.name == "registrations"]
    assert chart_of(found, block, block.lines[0]) is Chart.COUNTS


def test_as_many_breaks_as_there_may_be_are_worked_out_by_both_engines() -> None:
    """A formula engine reads 256 columns: the workings of nine breaks over 24 months stay within them."""
    rows = months(*[(20 + at % 5, None) for at in range(24)])
    changes: list[Values] = [
        {"Block": "visits", "From": row["Month"], "Kind": "break", "English": "x", "Welsh": "x"} for row in rows[2:20:2]
    ]
    sheet = proved(inputs_with(report(Chart.COUNTS), 24, Visits=rows, ChangePoints=changes))
    assert max(cell.column for cell in sheet.cells) < 200


@pytest.mark.parametrize("lines", range(1, 12))
def test_no_page_holds_a_title_alone_however_long_the_table_below_the_chart_is(lines: int) -> None:
    """Of two charts, each of which may take a page with its table: fewer pages would not come of it."""
    declared = report(Chart.COUNTS, *[(f"Made {at}", f"[Made] + {at}", "count") for at in range(lines)])
    names = ("visits", "others")
    blocks = [
        {**declared["Blocks"][0], "Block": name, "Position": at, "Title": name}
        for at, name in enumerate(names, start=1)
    ]
    of_both = [{**line, "Block": name} for name in names for line in declared["Lines"]]
    rows = months(*[(20 + at % 5, None) for at in range(12)])
    sheet = proved(inputs_with({**declared, "Blocks": blocks, "Lines": of_both}, 12, Visits=rows))
    first = min(chart.row for chart in sheet.charts)
    assert not [row for row in sheet.page_breaks if row <= first]
