"""Change points that an officer declares: a break parts the limits, and a month left out says nothing of them."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest

from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.changes import Change
from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.measures import limits
from cyps_xl.printed.leaving import edition_plan
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import Guide, ReportPlan, SheetPlan
from cyps_xl.sheets.shapes.limits import Chart
from cyps_xl.sheets.shapes.signals import FEW_IN_PART, NO_FIGURE, ONE
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.parts.package import Package
from helpers.libreoffice import needs_libreoffice
from helpers.limits import any_months, months, report
from helpers.public_editions import public_edition
from helpers.quarters import Values
from helpers.small_reports import inputs_with, notices_of, proved, proved_in_libreoffice, table_of
from helpers.workbooks import by_formualizer, planned, workbook_of

BREAK, LEFT_OUT = (kind.value for kind in Change)
REASON = "A new system counts otherwise."
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2025, 12, 1)


def change(month: dt.date, kind: str, words: str | None = REASON, block: str = "visits") -> Values:
    return {"Block": block, "From": month, "Kind": kind, "English": words, "Welsh": "Rheswm."}


def with_changes(chart: Chart, rows: list[Values], *changes: Values, count: int = 24) -> Inputs:
    return inputs_with(report(chart), count, Visits=rows, ChangePoints=list(changes))


def paragraphs(sheet: SheetPlan) -> list[object]:
    """What is said below the limits of the changes."""
    texts = [cell.value for cell in sheet.cells if cell.style == "paragraph" and cell.value]
    return [text for text in texts if text != FEW_IN_PART]


def _line(sheet: SheetPlan) -> list[object]:
    """The figures of the line itself, which is called as the section is."""
    [row] = {row for (row, _), (block, _) in sheet.lines.items() if block == "visits"}
    return [cell.value for cell in sheet.cells if cell.row == row and 0 < cell.column < sheet.printed_columns]


LOW, HIGH = [9, 11, 10, 12, 8, 10] * 2, [39, 41, 40, 42, 38, 40] * 2


def test_a_break_gives_each_part_its_own_centre_and_limits_and_starts_the_rules_anew() -> None:
    rows = months(*((count, None) for count in (*LOW, *HIGH)))
    whole = proved(with_changes(Chart.COUNTS, rows))
    assert "run" in table_of(whole, "More than chance")
    parted = proved(with_changes(Chart.COUNTS, rows, change(dt.date(2025, 1, 1), BREAK)))
    centre = table_of(parted, "Centre")
    assert centre == [10] * 12 + [40] * 12
    assert table_of(parted, "Upper limit")[12] == pytest.approx(limits.of_counts(HIGH).upper)
    assert not any(table_of(parted, "More than chance"))
    assert table_of(parted, "Change point") == [*[""] * 12, "break", *[""] * 11]
    assert NO_FIGURE in [cell.value for cell in parted.cells]
    assert paragraphs(parted) == ["From January 2025 on, the limits are worked out anew:", REASON]


def test_a_month_left_out_is_drawn_and_neither_moves_a_limit_nor_bears_a_mark() -> None:
    counts = [*LOW, *LOW]
    rows = months(*((count, None) for count in counts))
    rows[-3]["Made"] = 60
    assert table_of(proved(with_changes(Chart.COUNTS, rows)), "More than chance")[-3] == "above"
    sheet = proved(with_changes(Chart.COUNTS, rows, change(dt.date(2025, 10, 1), LEFT_OUT)))
    assert set(table_of(sheet, "Centre")) == {sum([*counts[:-3], *counts[-2:]]) / 23}
    assert not any(table_of(sheet, "More than chance"))
    assert _line(sheet)[-3] == 60
    assert paragraphs(sheet) == ["October 2025 is drawn, and left out of centre and limits:", REASON]


def test_no_moving_range_leads_over_a_break_or_a_month_left_out() -> None:
    days = [10, 12, 11, 13, 12, 11, 10, 12, 11, 13, 12, 11, 99]
    rows = months(*((one, None) for one in (*days, *[one + 50 for one in days])), heading="Days")[2:]
    sheet = proved(
        with_changes(Chart.VALUES, rows, change(dt.date(2024, 12, 1), BREAK), change(dt.date(2025, 12, 1), LEFT_OUT))
    )
    second = limits.of_values([one + 50 for one in days[:-1]], screened=True)
    assert table_of(sheet, "Upper limit")[-1] == pytest.approx(second.upper)
    assert table_of(sheet, "Centre")[-1] == pytest.approx(second.centre)


def test_a_part_of_fewer_than_twelve_months_has_its_median_and_says_so() -> None:
    rows = months(*((count, None) for count in (*LOW, *HIGH)))
    sheet = proved(with_changes(Chart.COUNTS, rows, change(dt.date(2025, 6, 1), BREAK)))
    assert table_of(sheet, "Upper limit")[-1] == "–" and table_of(sheet, "Centre")[-1] == 40
    assert FEW_IN_PART in [cell.value for cell in sheet.cells]


def test_changes_outside_the_months_shown_or_of_another_block_part_nothing() -> None:
    rows = months(*((count, None) for count in (*LOW, *HIGH)))
    sheet = proved(with_changes(Chart.COUNTS, rows, change(dt.date(2020, 1, 1), BREAK)))
    assert set(table_of(sheet, "Centre")) == {25} and paragraphs(sheet) == []
    assert notices_of(sheet) == []


def test_the_chart_draws_each_part_by_itself_and_names_the_months_of_changes() -> None:
    rows = months(*((count, None) for count in (*LOW, *HIGH)))
    declared = (change(dt.date(2025, 1, 1), BREAK), change(dt.date(2025, 3, 1), LEFT_OUT))
    sheet = proved(with_changes(Chart.COUNTS, rows, *declared))
    [chart] = sheet.charts
    values = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    centres = [one for one in chart.series if one.guide is Guide.CENTRE]
    drawn = [[values[place] for place in one.values.cells] for one in centres]
    assert drawn == [[10] * 12 + ["#N/A"] * 12, ["#N/A"] * 12 + [table_of(sheet, "Centre")[-1]] * 12]
    [marked] = [one for one in chart.series if one.guide is Guide.CHANGE]
    assert marked.words is not None
    assert [values[place] for place in marked.words.cells] == table_of(sheet, "Change point")
    points = [values[place] for place in marked.values.cells]
    assert [(at, value) for at, value in enumerate(points) if value != "#N/A"] == [(12, 39), (14, 40)]


def any_changes(seed: int) -> tuple[Chart, list[Values], list[Values], int]:
    """A series of any kind, and change points anywhere: on its first month, its last, side by side, outside."""
    chance = random.Random(seed)
    chart, rows, count = any_months(seed)
    days = sorted({row["Month"] for row in rows} | {dt.date(2019, 4, 1)}, key=str)
    chosen = chance.sample(days, min(len(days), chance.randint(1, 4)))
    return chart, rows, [change(day, chance.choice((BREAK, LEFT_OUT))) for day in chosen], count


@pytest.mark.parametrize("seed", range(200, 224))
def test_formulas_give_of_any_changes_what_the_rules_give(seed: int) -> None:
    chart, rows, declared, count = any_changes(seed)
    proved(with_changes(chart, rows, *declared, count=count))


@needs_libreoffice
@pytest.mark.parametrize("seed", range(300, 304))
def test_libreoffice_gives_the_same(seed: int) -> None:
    chart, rows, declared, count = any_changes(seed)
    inputs = with_changes(chart, rows, *declared, count=count)
    proved_in_libreoffice(inputs)


def test_an_edition_that_protects_small_numbers_says_nothing_of_changes() -> None:
    rows = months(*((count, None) for count in (*LOW, *HIGH)))
    inputs = with_changes(Chart.COUNTS, rows, change(dt.date(2025, 1, 1), BREAK))
    [sheet] = [one for one in public_edition(inputs, read_settings(inputs)).plan.sheets if one.key == "visits"]
    words = {str(cell.value) for cell in sheet.cells}
    assert "Visits" in words and not {"Change point", "break", REASON, ONE, NO_FIGURE} & words
    assert [len(chart.series) for chart in sheet.charts] == [1]


def chart_part(plan: ReportPlan) -> str:
    """The chart of a report's first sheet with one, as a file holds it."""
    parts = Package.of_our_own(fresh_workbook(plan), "the report").parts
    return next(part.decode() for name, part in sorted(parts.items()) if name.startswith("xl/charts/chart"))


def words_beside(xml: str) -> list[str]:
    """The words of the labels that are neither deleted nor empty."""
    return [one for one in re.findall(r"<c:dLbl>.*?<(?:c:v|a:t)>([^<]*)</", xml) if one in (BREAK, LEFT_OUT)]


def test_the_chart_says_the_words_live_and_standing_still_in_an_edition() -> None:
    rows = months(*((count, None) for count in (*LOW, *HIGH)))
    declared = (change(dt.date(2025, 1, 1), BREAK), change(dt.date(2025, 3, 1), LEFT_OUT))
    plan = planned(with_changes(Chart.COUNTS, rows, *declared))
    live, still = chart_part(plan), chart_part(edition_plan(plan))
    assert words_beside(live) == words_beside(still) == [BREAK, LEFT_OUT]
    assert live.count("<c:legendEntry>") == 3  # the legend names centre and limits once
    assert still.count("<c:legendEntry>") == 1


def test_an_edition_draws_limits_where_there_are_some_and_leads_no_line_over_a_month_without_a_figure() -> None:
    rows = months(*((count, None) for count in (*LOW, *HIGH)))
    plan = edition_plan(planned(with_changes(Chart.COUNTS, rows, change(dt.date(2025, 6, 1), BREAK))))
    [chart] = [chart for sheet in plan.sheets for chart in sheet.charts]
    guides = [None, Guide.CENTRE, Guide.LIMIT, Guide.LIMIT, Guide.CHANGE]
    assert [one.guide for one in chart.series] == guides
    rows[5]["Made"] = None
    plan = edition_plan(planned(with_changes(Chart.COUNTS, rows, change(dt.date(2025, 6, 1), BREAK))))
    [(sheet, chart)] = [(sheet, chart) for sheet in plan.sheets for chart in sheet.charts]
    assert ([one.guide for one in chart.series], chart.drawn) == (guides, Charts.LIMITS)
    held = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    line, _, lower, *_ = ([held[place] for place in one.values.cells] for one in chart.series)
    assert [at for at, value in enumerate(line) if value == ""] == [5]
    assert [value == "" for value in lower] == [False] * 17 + [True] * 7
    assert 'dispBlanksAs val="span"' not in chart_part(plan)


def test_a_change_point_that_came_after_the_sheet_was_laid_out_is_told() -> None:
    """Excel works the line out from the table as it is then: here one with a row more than the sheet has room for."""
    rows = months(*((count, None) for count in (*LOW, *HIGH)))
    plan = planned(with_changes(Chart.COUNTS, rows))
    later = with_changes(Chart.COUNTS, rows, change(dt.date(2025, 1, 1), BREAK))
    found = by_formualizer(workbook_of(later, plan), plan)
    words = "Change points not shown here: 1. Bring the report up to date."
    assert words in found.values()
