"""The days between rare events: a t chart of a table of dates, worked out alike by three engines."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from itertools import accumulate

import pytest

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.run import run
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.changes import Change
from cyps_xl.measures import limits
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.shapes.history import PROTECTED
from cyps_xl.sheets.shapes.limits import Chart, chart_of
from cyps_xl.sheets.shapes.signals import NO_FIGURE, ONE
from helpers.definitions import SMALL, Rows, definition, problems
from helpers.libreoffice import needs_libreoffice
from helpers.public_editions import public_edition, settings_for
from helpers.quarters import Values
from helpers.small_reports import inputs_with, proved, proved_in_libreoffice

LAST = dt.date(2025, 12, 20)


def report(shape: str = "history", **line: object) -> dict[str, Rows]:
    """A report of one table of dates on which something rare happened, and the days between them."""
    table = {**SMALL["Tables"][0], "Key": "Date", "Counted": "each month"}
    columns = [
        {**column, "Heading": "Date", "Holds": "date"} if column["Heading"] == "Month" else column
        for column in SMALL["Columns"]
    ]
    block = {**SMALL["Blocks"][0], "Shape": shape, "Chart": "line with limits"}
    block |= {"Chart title": "Re-admissions", "Chart says": "A line."}
    between = {"Block": "visits", "Position": 1, "Label": "Days between", "Shows": "days between", "As": "count"}
    lines = [{**between, "In chart": "yes", "Better when": "higher", **line}]
    return {**SMALL, "Tables": [table], "Columns": columns, "Blocks": [block], "Lines": lines}


def after(*days: int) -> list[Values]:
    """Dates so many days after each other; the first has none before it."""
    first = LAST - dt.timedelta(sum(days))
    return [{"Date": first + dt.timedelta(day), "Made": 1} for day in accumulate((0, *days))]


def of(*days: int, changes: tuple[Values, ...] = ()) -> Inputs:
    return inputs_with(report(), 12, Visits=after(*days), ChangePoints=list(changes))


def column(sheet: SheetPlan, label: str) -> list[object]:
    """What stands under a heading of the table, row by row."""
    [(top, at)] = [(cell.row, cell.column) for cell in sheet.cells if cell.value == label and 0 < cell.column < 12]
    dated = [cell.row for cell in sheet.cells if cell.column == 0 and cell.row > top and isinstance(cell.value, int)]
    held = {cell.row: cell.value for cell in sheet.cells if cell.column == at}
    return [held[row] for row in dated]


VALVES = (286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96)
"""Times between failures of a valve (Montgomery, Statistical Quality Control)."""


def test_days_between_are_a_t_chart_which_the_block_says_by_itself() -> None:
    declared = definition(report())
    [block] = declared.sections[0].blocks
    assert chart_of(declared, block, block.lines[0]) is Chart.TIMES


def test_the_published_times_between_failures_have_their_published_limits() -> None:
    sheet = proved(of(*VALVES))
    assert column(sheet, "Days between") == ["–", *VALVES]
    found = limits.of_times_between(VALVES)
    assert column(sheet, "Centre") == [pytest.approx(found.centre, rel=1e-12)] * 21
    assert set(column(sheet, "Lower limit")) == {found.lower}
    assert column(sheet, "Upper limit") == [pytest.approx(found.upper, rel=1e-12)] * 21
    assert NO_FIGURE in {cell.value for cell in sheet.cells}


def test_a_long_time_without_an_event_is_marked_and_good() -> None:
    sheet = proved(of(*[20, 25, 30, 22, 27] * 4, 400))
    assert column(sheet, "More than chance") == [*[""] * 21, "above"]
    assert {ONE, "Variation: ▲ special cause, improving"} <= {cell.value for cell in sheet.cells}


def test_the_first_date_that_is_shown_counts_from_the_one_before_it_that_is_not() -> None:
    sheet = proved(of(*range(10, 40)))
    assert column(sheet, "Days between") == [*range(16, 40)]


def test_a_break_begins_with_the_first_date_of_its_month() -> None:
    since = LAST.replace(day=1) - dt.timedelta(13 * 30)
    broken = {"Block": "visits", "From": since.replace(day=1), "Kind": Change.BREAK.value, "English": "x", "Welsh": "x"}
    sheet = proved(of(*[10, 12, 11] * 6, *[29, 31] * 6, changes=(broken,)))
    assert len(set(column(sheet, "Centre"))) == 2


def test_only_a_history_has_dates_that_follow_each_other_and_all_of_them() -> None:
    assert any("not the days between dates" in str(one) for one in problems(report("months")))
    assert any("all dates of the table" in str(one) for one in problems(report(Where="Made = 1")))


def any_dates(seed: int) -> Inputs:
    """Any number of dates, some a day apart and some years, with change points anywhere."""
    chance = random.Random(seed)
    days = [max(1, int(chance.expovariate(1 / chance.choice((3, 30, 200))))) for _ in range(chance.randint(0, 34))]
    if chance.random() < 0.2:
        days = [days[0] if days else 7] * len(days)
    rows = after(*days)
    months = sorted({row["Date"].replace(day=1) for row in rows if isinstance(row["Date"], dt.date)})
    chosen = chance.sample(months, min(len(months), chance.randint(0, 3)))
    changes = [
        {"Block": "visits", "From": month, "Kind": chance.choice([*Change]).value, "English": "x", "Welsh": "x"}
        for month in chosen
    ]
    return inputs_with(report(), 12, Visits=rows, ChangePoints=changes)


@pytest.mark.parametrize("seed", range(24))
def test_formulas_give_of_any_dates_what_the_rules_give(seed: int) -> None:
    proved(any_dates(seed))


@needs_libreoffice
@pytest.mark.parametrize("seed", range(100, 103))
def test_libreoffice_gives_the_same(seed: int) -> None:
    inputs = any_dates(seed)
    proved_in_libreoffice(inputs)


@pytest.mark.parametrize("rounded", [False, True])
def test_an_edition_that_protects_small_numbers_has_no_date_of_an_event_and_says_so(rounded: bool) -> None:
    """Not even that of an event since the quarter, which the workbook holds."""
    later = {"Date": dt.date(2026, 2, 9), "Made": 1}
    inputs = inputs_with(report(), 12, Visits=[*after(*[20, 25, 30, 22, 27] * 4), later])
    settings = replace(settings_for(inputs, 5, "2025-26 Q3"), rounded_for_public=rounded)
    [sheet] = [one for one in public_edition(inputs, settings).plan.sheets if one.key == "visits"]
    assert PROTECTED in {cell.value for cell in sheet.cells} and sheet.charts == ()
    assert not [cell for cell in sheet.cells if isinstance(cell.value, int | float)]
    assert "2024" not in " ".join(str(cell.value) for cell in sheet.cells)


def test_an_event_since_the_quarter_is_not_told_as_the_latest_count() -> None:
    sheet = proved(inputs_with(report(), 12, Visits=[*after(20, 25, 30), {"Date": dt.date(2026, 2, 9), "Made": 1}]))
    assert "Latest count held" not in {cell.value for cell in sheet.cells}


@pytest.mark.parametrize(("counted", "asked"), [("when it happens", 0), ("in each quarter", 1)])
def test_no_date_is_asked_for_in_a_long_time_without_an_event(counted: str, asked: int) -> None:
    declared = report()
    declared = {**declared, "Tables": [{**declared["Tables"][0], "Counted": counted}]}
    inputs = inputs_with(declared, 12, Visits=after(*[25, 28, 30] * 3, 200))
    found = run(Checked(inputs, read_settings(inputs), (), LAST))
    assert sum(finding.code == "TM07" for finding in found) == asked
