"""Scorecards: groups, targets, figures that nobody judges, what begins and ends, counts that stand elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cyps_xl.definition.indicators import indicator_problems
from cyps_xl.inputs.records import Inputs
from cyps_xl.proof import disagreements
from cyps_xl.sheets.headline import indicator_lines
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.grafting.graft import graft_and_tell
from cyps_xl.xlsx.parts.package import Package
from helpers.indicators import LAST, RATE, THIS, figure, report
from helpers.libreoffice import needs_libreoffice
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

COUNT = RATE | {"No": "5", "Name": "Looked after", "Unit": "number", "Decimals": 0, "Tolerance": "relative"}


def proved(inputs: Inputs) -> SheetPlan:
    """The Indicators sheet, every formula of the report worked out alike by a second engine."""
    plan = planned(inputs)
    assert disagreements(plan, by_formualizer(workbook_of(inputs, poisoned(plan)), plan)) == []
    return sheet_of(plan, "indicators")


def under(sheet: SheetPlan, heading: str, row: int = 5) -> Any:
    """What stands in a row under a heading."""
    [column] = [cell.column for cell in sheet.cells if cell.row == 4 and cell.value == heading]
    return next(cell.value for cell in sheet.cells if (cell.row, cell.column) == (row, column))


def test_a_figure_that_nobody_judges_has_a_sign_and_words_but_no_arrow_and_needs_no_explanation() -> None:
    watched = COUNT | {"Better when": "neither"}
    values = [figure("5", LAST, Value=310), figure("5", THIS, Value=333)]
    sheet = proved(report(watched, figures=values))
    assert (under(sheet, "Direction"), under(sheet, "In words")) == ("△", "Higher\ncould be chance")
    assert "Explanation needed" not in str([cell.value for cell in sheet.cells])


def test_the_key_tells_of_such_signs_only_where_there_are_such_figures() -> None:
    def symbols(inputs: Inputs) -> list[Any]:
        key = sheet_of(planned(inputs), "key")
        return [cell.value for cell in key.cells if cell.column == 0 and cell.style == "arrow"]

    assert "△" not in symbols(report(COUNT))
    assert symbols(report(COUNT | {"Better when": "neither"}))[-3:] == ["△", "=", "▽"]


def test_targets_have_columns_of_their_own_only_where_there_are_any() -> None:
    values = [figure("4", THIS, Numerator=11, Denominator=177)]
    assert not any(cell.value == "Target" for cell in proved(report(RATE, figures=values)).cells)
    sheet = proved(report(RATE | {"Target": 6}, COUNT, figures=values))
    assert (under(sheet, "Target"), under(sheet, "Target, this quarter")) == (0.06, "Not met")
    assert under(sheet, "Target, this quarter", row=6) == ""


def test_a_range_is_met_between_its_ends() -> None:
    values = [figure("4", THIS, Value=6.2), figure("5", THIS, Value=90)]
    sheet = proved(report(RATE | {"Target": 5, "Target to": 7}, COUNT | {"Target": 100}, figures=values))
    assert (under(sheet, "Target from"), under(sheet, "Target to")) == (0.05, 0.07)
    assert (under(sheet, "Target, this quarter"), under(sheet, "Target, this quarter", row=6)) == ("Met", "Met")


def test_an_indicator_that_has_ended_or_not_begun_is_not_reported_and_nothing_is_asked_of_it() -> None:
    ended, later = RATE | {"No": "1", "To": "2017-18 Q2"}, RATE | {"No": "2", "From": "2017-18 Q4"}
    now = RATE | {"No": "3", "From": "2017-18 Q3", "To": "2017-18 Q3"}
    inputs = report(ended, later, now, figures=[figure("1", LAST, Value=6), figure("3", THIS, Value=5)])
    sheet = proved(inputs)
    assert [line.no for line in indicator_lines(planned(inputs))] == ["3"]
    assert sheet.notices[0] == ""
    checks = sheet_of(planned(inputs), "checks")
    assert "1 of 1" in [cell.value for cell in checks.cells]


def test_an_indicator_typed_since_the_last_refresh_is_missed_also_where_others_have_ended() -> None:
    ended = RATE | {"No": "1", "To": "2017-18 Q2"}
    plan = planned(report(ended, RATE))
    more = report(ended, RATE, COUNT)
    found = by_formualizer(workbook_of(more, plan), plan)
    assert found["1 Indicators", "A3"] == "1 indicator is not shown: bring the report up to date."


def test_nothing_is_compared_across_a_changed_definition() -> None:
    values = [figure("4", LAST, Value=5.3), figure("4", THIS, Value=9.9)]
    changed = RATE | {"Comparable from": "2017-18 Q1"}
    assert under(proved(report(RATE, figures=values)), "In words") == "Within 5%"
    assert under(proved(report(changed, figures=values)), "In words") == "Not compared"
    assert under(proved(report(changed | {"Comparable from": "2016-17 Q3"}, figures=values)), "In words") == "Within 5%"


FROM_COLUMNS = "a count is taken from columns of tables, written like LookedAfter[Children]"
MONTHS = [{"Month": dt.date(2017, month, 1), "Registered": 10 + month, "De-registered": 1} for month in range(1, 13)]
CASES = [
    # what covers what, where it stands, what it counts in the third quarter of 2017-18
    ("year to date", "Registrations[Registered]", sum(10 + month for month in range(4, 13))),
    ("rolling 12 months", "Registrations[Registered]", sum(10 + month for month in range(1, 13))),
    ("as at", "Registrations[Registered]", 22),
    ("as at", "LookedAfter[Children]", 333),
    ("year to date", "Complaints[Number] where Kind = Stage 1, Outcome = total", 18),
    ("as at", "Registrations[Registered] - Registrations[De-registered] * 2", 20),
]


@pytest.mark.parametrize(("basis", "written", "count"), CASES)
def test_a_count_that_stands_elsewhere_is_typed_once(basis: str, written: str, count: int) -> None:
    indicator = RATE | {"Period basis": basis, "Numerator from": written}
    inputs = _elsewhere(indicator)
    sheet = proved(inputs)
    found = [under(sheet, f"{what}Quarter 3 2017-18") for what in ("Number, ", "Out of, ", "")]
    assert found == [count, 1000, count / 1000]


@needs_libreoffice
def test_libreoffice_counts_alike() -> None:
    written = [RATE | {"No": f"{at}", "Period basis": b, "Numerator from": w} for at, (b, w, _) in enumerate(CASES)]
    inputs = _elsewhere(*written)
    proved_in_libreoffice(inputs)


def _elsewhere(*indicators: dict[str, Any]) -> Inputs:
    values = [figure(str(one["No"]), THIS, Denominator=1000) for one in indicators]
    dates = [{"As at": dt.date(2017, 12, 31), "Children": 333}, {"As at": dt.date(2018, 1, 31), "Children": 340}]
    complaints = [{"Period": THIS, "Kind": "Stage 1", "Outcome": "total", "Number": 18}]
    tables = {"Registrations": MONTHS, "LookedAfter": dates, "Complaints": complaints}
    return report(*indicators, figures=values, **tables)


def test_a_count_of_months_one_of_which_is_missing_is_no_count() -> None:
    indicator = RATE | {"Period basis": "year to date", "Numerator from": "Registrations[Registered]"}
    inputs = report(indicator, figures=[figure("4", THIS, Denominator=9)], Registrations=MONTHS[:8] + MONTHS[9:])
    assert under(proved(inputs), "Quarter 3 2017-18") == "–"


def test_a_plain_number_is_out_of_nothing_wherever_its_counts_stand() -> None:
    source = "Registrations[Registered]"
    inputs = report(COUNT | {"Numerator from": source, "Denominator from": source}, Registrations=MONTHS)
    assert under(proved(inputs), "Quarter 3 2017-18") == sum(10 + month for month in range(4, 13))


def test_what_is_typed_goes_before_what_stands_elsewhere() -> None:
    indicator = RATE | {"Period basis": "as at", "Numerator from": "LookedAfter[Children]"}
    typed = [figure("4", THIS, Numerator=4, Denominator=10)]
    inputs = report(indicator, figures=typed, LookedAfter=[{"As at": dt.date(2017, 12, 31), "Children": 9}])
    assert under(proved(inputs), "Quarter 3 2017-18") == 0.4


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Numerator from": "Children"}, "“Children” cannot be read."),
        (
            {"Numerator from": "[Children]"},
            "Which table's column is [Children]?",
        ),
        ({"Denominator from": "Homes[Children]"}, "There is no table “Homes”."),
        ({"Denominator from": "LookedAfter[Homes]"}, "LookedAfter has no column “Homes”."),
        ({"Numerator from": "Audits[Cases]"}, "Audits is kept by neither months, dates nor periods."),
        ({"Numerator from": "LookedAfter[Children] where Home = x"}, "LookedAfter has no column “Home”."),
        ({"Numerator from": "LookedAfter[As at]"}, "LookedAfter[As at] holds no numbers."),
        ({"Numerator from": "Complaints[Kind] / 2"}, "Complaints[Kind] holds no numbers."),
        ({"Numerator from": "2 * 3"}, "A count is taken from columns of tables."),
        ({"Numerator from": "Settings[Full-time hours a week]"}, "A count is taken from columns of tables."),
        (
            {"Numerator from": "Complaints[Number] where Kind = Stage 9"},
            "“Stage 9” is none of the choices of Complaints[Kind].",
        ),
        ({"From": "2018-19 Q1", "To": "2017-18 Q1"}, "The indicator ends before it begins."),
    ],
)
def test_where_a_count_cannot_stand_is_named_by_its_cell(cells: dict[str, str], said: str) -> None:
    assert [problem.message for problem in indicator_problems(report(RATE | cells))] == [said]


def test_the_first_target_makes_room_for_itself_in_a_workbook_that_is_there() -> None:
    values = [figure("4", THIS, Numerator=11, Denominator=177)]
    without, with_target = planned(report()), planned(report(RATE | {"Target": 5, "Target to": 7}, figures=values))
    there = Package.of_our_own(fresh_workbook(without), "the workbook")
    recorded = graft_and_tell(there, there).package
    grafted = graft_and_tell(recorded, Package.of_our_own(fresh_workbook(with_target), "the new sheets"))
    assert grafted.overwritten == ()
    workbook = grafted.package.parts[grafted.package.workbook].decode()
    assert "#REF!" not in workbook


def test_a_count_in_millions_has_the_room_it_takes() -> None:
    values = [figure("4", THIS, Numerator=1_683_400, Denominator=1_674_000)]
    sheet = proved(report(RATE, figures=values))
    counts = [cell.column for cell in sheet.cells if cell.value in (1_683_400, 1_674_000)]
    assert min(sheet.widths[column] for column in counts) > len("1,683,400")


def test_of_an_indicator_whose_counts_stand_elsewhere_nothing_is_missed_on_checks() -> None:
    elsewhere = RATE | {
        "Period basis": "as at",
        "Numerator from": "LookedAfter[Children]",
        "Denominator from": "LookedAfter[Children]",
    }
    values = [figure("5", THIS, Value=1)]
    plan = planned(report(elsewhere, COUNT, figures=values))
    checks = sheet_of(plan, "checks")
    assert "1 of 1" in [cell.value for cell in checks.cells]
    proved(report(elsewhere, COUNT, figures=values))


def test_a_plain_number_that_stands_elsewhere_is_typed_once_too() -> None:
    counted = COUNT | {"Period basis": "as at", "Numerator from": "LookedAfter[Children]"}
    dates = [{"As at": dt.date(2017, 12, 31), "Children": 333}, {"As at": dt.date(2016, 12, 31), "Children": 310}]
    sheet = proved(report(counted, LookedAfter=dates))
    assert (under(sheet, "Quarter 3 2017-18"), under(sheet, "Quarter 3 2016-17")) == (333, 310)
    assert under(sheet, "In words") == "Declined"
    typed = proved(report(counted, figures=[figure("5", THIS, Value=340)], LookedAfter=dates))
    assert under(typed, "Quarter 3 2017-18") == 340
