"""Limits of a line of dates: columns of its table, worked out alike by three engines, with parts and marks."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.changes import Change
from cyps_xl.measures import limits
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import Guide, SheetPlan
from cyps_xl.sheets.shapes.limits import Chart, chart_of
from cyps_xl.sheets.shapes.signals import FEW_IN_PART, NO_FIGURE, ONE, TOO_FEW
from helpers.definitions import Rows, definition
from helpers.libreoffice import needs_libreoffice
from helpers.limits import any_months, report
from helpers.public_editions import public_edition
from helpers.quarters import Values
from helpers.small_reports import inputs_with, notices_of, proved, proved_in_libreoffice

BREAK, LEFT_OUT = (kind.value for kind in Change)
REASON = "A new system counts otherwise."
LAST = dt.date(2025, 12, 31)


def dated(chart: Chart, **columns: str) -> dict[str, Rows]:
    """A report of one line with limits whose table is kept by date; `columns` say how its figures vary."""
    declared = report(chart)
    table = {**declared["Tables"][0], "Key": "Date", "Counted": "each month"}
    block = {**declared["Blocks"][0], "Shape": "history"}
    kept = [
        {**column, "Heading": "Date", "Holds": "date"} if column["Heading"] == "Month" else column
        for column in declared["Columns"]
    ]
    kept = [{**column, "Varies": columns.get(str(column["Heading"]))} for column in kept]
    lines = [{**declared["Lines"][0], "Better when": "higher", "Target": 9}]
    return {**declared, "Tables": [table], "Columns": kept, "Blocks": [block], "Lines": lines}


def every(days: int, *figures: float | None, heading: str = "Made", due: int | None = None) -> list[Values]:
    """Dates so many days apart, the last at the end of December 2025, each with a figure."""
    first = len(figures) - 1
    return [
        {"Date": LAST - dt.timedelta(days * (first - at)), heading: figure, "Due": due}
        for at, figure in enumerate(figures)
    ]


def change(month: dt.date, kind: str) -> Values:
    return {"Block": "visits", "From": month, "Kind": kind, "English": REASON, "Welsh": "Rheswm."}


def with_dates(chart: Chart, rows: list[Values], *changes: Values, **columns: str) -> Inputs:
    return inputs_with(dated(chart, **columns), 12, Visits=rows, ChangePoints=list(changes))


def column(sheet: SheetPlan, label: str) -> list[object]:
    """What stands under a heading, down to the first row without anything."""
    [(top, at)] = [(cell.row, cell.column) for cell in sheet.cells if cell.value == label and cell.column < 20]
    below = {cell.row: cell.value for cell in sheet.cells if cell.column == at and cell.row > top}
    found = []
    for row in range(top + 1, max(below, default=top) + 1):
        if row not in below:
            break
        found.append(below[row])
    return found


def words(sheet: SheetPlan) -> set[str]:
    return {str(cell.value) for cell in sheet.cells}


LEVEL = (40.0, 42.0, 39.0, 41.0, 43.0, 38.0) * 2


def test_a_number_at_each_date_has_limits_by_how_far_it_moves() -> None:
    sheet = proved(with_dates(Chart.COUNTS, every(30, *LEVEL)))
    found = limits.of_values(LEVEL, screened=True)
    assert set(column(sheet, "Centre")) == {found.centre}
    assert column(sheet, "Upper limit") == [pytest.approx(found.upper)] * 12
    assert NO_FIGURE in words(sheet)


def test_what_happened_up_to_each_date_has_limits_of_counts_where_columns_say_that_it_varies_by_chance() -> None:
    declared = definition(dated(Chart.COUNTS, Made="by chance"))
    [block] = declared.sections[0].blocks
    assert chart_of(declared, block, block.lines[0]) is Chart.COUNTS
    declared = definition(dated(Chart.COUNTS))
    [block] = declared.sections[0].blocks
    assert chart_of(declared, block, block.lines[0]) is Chart.VALUES


def test_a_date_outside_the_limits_is_marked_in_its_row_and_told_below() -> None:
    sheet = proved(with_dates(Chart.COUNTS, every(30, *LEVEL, *LEVEL[:-1], 60)))
    assert column(sheet, "More than chance") == [*[""] * 23, "above"]
    assert ONE in words(sheet)
    assert "Variation: ▲ special cause, improving" in words(sheet)


def test_fewer_than_twelve_dates_have_their_median_and_no_limits() -> None:
    sheet = proved(with_dates(Chart.COUNTS, every(30, *LEVEL[:5])))
    assert set(column(sheet, "Centre")) == {41} and set(column(sheet, "Lower limit")) == {"–"}
    assert TOO_FEW in words(sheet)


def test_a_break_begins_with_the_first_date_of_its_month_however_many_there_are() -> None:
    """Dates a week apart: the change point names a month, and the limits break once in it."""
    rows = every(7, *LEVEL, *[figure + 30 for figure in LEVEL])
    month = next(row["Date"] for row in rows[12:] if isinstance(row["Date"], dt.date)).replace(day=1)
    sheet = proved(with_dates(Chart.COUNTS, rows, change(month, BREAK)))
    first = next(at for at, row in enumerate(rows) if isinstance(row["Date"], dt.date) and row["Date"] >= month)
    assert column(sheet, "Change point") == [BREAK if at == first else "" for at in range(24)]
    assert f"From {month:%B %Y} on, the limits are worked out anew:" in words(sheet) and REASON in words(sheet)
    assert len(set(column(sheet, "Centre"))) == 2 and notices_of(sheet) == []


def test_all_dates_of_a_month_left_out_are_left_out_and_told_once() -> None:
    rows = every(7, *LEVEL, *LEVEL)
    sheet = proved(with_dates(Chart.COUNTS, rows, change(dt.date(2025, 11, 1), LEFT_OUT)))
    there = [isinstance(row["Date"], dt.date) and row["Date"].month == 11 for row in rows]
    assert [kind == LEFT_OUT for kind in column(sheet, "Change point")] == there and sum(there) > 1
    told = [cell.value for cell in sheet.cells if cell.value == REASON]
    assert len(told) == 1 and notices_of(sheet) == []


def test_a_break_in_a_month_without_a_date_begins_with_the_next_one_and_is_told_by_its_own_month() -> None:
    rows = every(91, *LEVEL)
    sheet = proved(with_dates(Chart.COUNTS, rows, change(dt.date(2025, 8, 1), BREAK)))
    first = next(
        at
        for at, row in enumerate(rows)
        if isinstance(day := row["Date"], dt.date) and day.month >= 8 and day.year == 2025
    )
    assert column(sheet, "Change point") == [BREAK if at == first else "" for at in range(len(rows))]
    assert "From August 2025 on, the limits are worked out anew:" in words(sheet) and notices_of(sheet) == []


def test_a_month_without_a_date_that_is_left_out_changes_nothing_and_asks_for_nothing() -> None:
    sheet = proved(with_dates(Chart.COUNTS, every(91, *LEVEL), change(dt.date(2025, 8, 1), LEFT_OUT)))
    assert set(column(sheet, "Change point")) == {""} and notices_of(sheet) == []


def test_a_break_at_a_date_without_a_figure_begins_with_the_next_figure_so_that_the_chart_can_mark_it() -> None:
    rows = every(31, *LEVEL, *LEVEL)
    for row in rows[12:14]:
        row["Made"] = None
    month = rows[12]["Date"]
    assert isinstance(month, dt.date)
    sheet = proved(with_dates(Chart.COUNTS, rows, change(month.replace(day=1), BREAK)))
    assert [at for at, kind in enumerate(column(sheet, "Change point")) if kind] == [14]
    assert f"From {month:%B %Y} on, the limits are worked out anew:" in words(sheet)


def test_of_two_breaks_before_one_figure_the_later_is_told_and_none_is_asked_for() -> None:
    declared = (change(dt.date(2025, 8, 1), BREAK), change(dt.date(2025, 9, 1), BREAK))
    sheet = proved(with_dates(Chart.COUNTS, every(91, *LEVEL), *declared))
    told = {word for word in words(sheet) if word.startswith("From ")}
    assert told == {"From September 2025 on, the limits are worked out anew:"} and notices_of(sheet) == []


def test_a_break_after_the_last_figure_waits_for_the_next_and_asks_for_nothing() -> None:
    rows = every(31, *LEVEL, None)
    sheet = proved(with_dates(Chart.COUNTS, rows, change(LAST.replace(day=1), BREAK)))
    assert set(column(sheet, "Change point")) == {""} and notices_of(sheet) == []


def test_a_part_of_few_dates_says_so() -> None:
    sheet = proved(with_dates(Chart.COUNTS, every(30, *LEVEL, *LEVEL), change(dt.date(2025, 10, 1), BREAK)))
    assert FEW_IN_PART in words(sheet)


def test_the_chart_stands_above_the_table_and_draws_the_limits_by_date() -> None:
    sheet = proved(with_dates(Chart.COUNTS, every(30, *LEVEL)))
    [chart] = sheet.charts
    guides = [None, Guide.CENTRE, Guide.LIMIT, Guide.LIMIT, Guide.SIGNAL, Guide.TARGET]
    assert [one.guide for one in chart.series] == guides
    header = next(cell.row for cell in sheet.cells if cell.value == "Centre")
    assert chart.row + chart.rows < header and chart.columns == (0, len(sheet.widths[: sheet.printed_columns]) - 1)
    names = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    assert [names[one.name] for one in chart.series][1:4] == ["Centre", "Lower limit", "Upper limit"]


@pytest.mark.parametrize("rounded", [False, True])
def test_an_edition_that_protects_small_numbers_has_no_columns_of_limits(rounded: bool) -> None:
    inputs = with_dates(Chart.COUNTS, every(30, *LEVEL[:-1], 3), Made="by chance")
    settings = replace(read_settings(inputs), rounded_for_public=rounded)
    [sheet] = [one for one in public_edition(inputs, settings).plan.sheets if one.key == "visits"]
    assert not {"Centre", "Lower limit", "More than chance", ONE} & words(sheet)
    assert [len(chart.series) for chart in sheet.charts] == [1]


def test_a_report_without_a_date_up_to_the_quarter_has_no_limits() -> None:
    sheet = proved(with_dates(Chart.COUNTS, [{"Date": dt.date(2026, 2, 1), "Made": 3}]))
    assert sheet.charts == () or not sheet.charts


def any_dates(seed: int) -> Inputs:
    """A series of any kind and length, its dates a week, a month or a quarter apart, and change points anywhere."""
    chance = random.Random(seed)
    chart, rows, _ = any_months(seed)
    step = chance.choice((7, 30, 91))
    dates = [LAST - dt.timedelta(step * at + chance.randrange(step)) for at in range(len(rows))][::-1]
    figures = [{**row, "Date": day} for row, day in zip(rows, dates, strict=True)]
    months = sorted({day.replace(day=1) for day in dates} | {dt.date(2019, 4, 1)})
    chosen = chance.sample(months, min(len(months), chance.randint(0, 4)))
    changes = [change(month, chance.choice((BREAK, LEFT_OUT))) for month in chosen]
    varies = {"Made": "by chance"} if chance.random() < 0.5 else {}
    kept = [{key: value for key, value in row.items() if key != "Month"} for row in figures]
    return with_dates(chart, kept, *changes, **varies)


@pytest.mark.parametrize("seed", range(24))
def test_formulas_give_of_any_dates_what_the_rules_give(seed: int) -> None:
    proved(any_dates(seed))


@needs_libreoffice
@pytest.mark.parametrize("seed", range(100, 104))
def test_libreoffice_gives_the_same(seed: int) -> None:
    inputs = any_dates(seed)
    proved_in_libreoffice(inputs)
