"""IN at its edges: rows typed ahead, what is usual, and what is missing."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.planning import plan_inputs
from helpers.checking import monthly, places, says
from helpers.definitions import SMALL
from helpers.quarters import Values
from helpers.rows import (
    AVERAGE,
    LAST_YEAR,
    RATE,
    YEAR_AGO,
    children,
    complaints,
    counted,
    posts,
    rated,
    supervised,
    team,
    told,
)
from helpers.small_reports import inputs_with

TODAY = dt.date(2018, 2, 1)


def test_a_gap_is_named_once_however_long_and_the_ends_of_a_series_are_none() -> None:
    long = ["Month 2016-12 | Children 1", "Month 2017-06 | Children 1"]
    found = says("IN02", Readmissions=long)
    assert found == ["Readmissions!A7: There is no row for January 2017 to May 2017, before June 2017."]
    assert says("IN02", Readmissions=monthly("Children", 1, 2, 3)) == []


def test_an_unsorted_series_without_gaps_has_none() -> None:
    assert says("IN02", Readmissions=monthly("Children", 1, 2, 3)[::-1]) == []


def test_a_row_typed_ahead_may_be_empty_and_a_row_of_the_quarter_may_not() -> None:
    assert says("IN03", TafClosures=["Month 2018-01"]) == []
    assert places("IN03", TafClosures=["Month 2018-01 | Closed 3"]) == ["'TAF closures'!C6"]
    assert places("IN03", TafClosures=["Month 2017-12"]) == ["'TAF closures'!B6", "'TAF closures'!C6"]
    assert places("IN03", LookedAfter=children("", "2017-12-31")) == ["'Looked after'!B6"]


def test_a_zero_is_no_empty_cell() -> None:
    assert says("IN03", TafClosures=["Month 2017-12 | Closed 0 | Successful 0"]) == []


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("Numerator 5 | Denominator 9", []),
        ("Value 97.6", []),
        ("Numerator 5 | Value 97.6", ["E"]),
        ("Denominator 9 | Value 97.6", ["D"]),
        ("Source somewhere", ["F"]),
    ],
)
def test_an_indicators_figure_is_both_counts_or_a_value(row: str, cells: list[str]) -> None:
    found = places("IN03", Indicators=[RATE], IndicatorValues=[f"Indicator 1 | Period 2017-18 Q3 | {row}"])
    assert found == [f"'Indicator values'!{column}6" for column in cells]


def test_a_cell_that_cannot_be_read_is_not_called_empty_as_well() -> None:
    rows = [{"Month": dt.date(2017, 12, 1), "Children": "several"}]
    assert says("IN03", wrong=True, Readmissions=rows) == []
    assert places("IN01", wrong=True, Readmissions=rows) == ["Readmissions!B6"]


def test_every_month_of_the_quarter_is_asked_for_also_at_the_beginning_of_a_table() -> None:
    begun = [found for found in says("IN04", Readmissions=["Month 2017-12 | Children 0"]) if "Readm" in found]
    assert begun == ["Readmissions!A7: There is no row for October 2017 and November 2017, in the quarter reported."]
    gap = ["Month 2017-10 | Children 0", "Month 2017-12 | Children 0"]
    assert [found for found in says("IN04", Readmissions=gap) if "Readm" in found] == []
    assert len(says("IN02", Readmissions=gap)) == 1


def test_a_count_of_any_day_of_the_quarter_is_the_quarters_count() -> None:
    for day in ("2017-10-01", "2017-12-31"):
        assert [found for found in says("IN05", LookedAfter=children(3, day)) if "Looked" in found] == []
    for day in ("2017-09-30", "2018-01-01"):
        assert len([found for found in says("IN05", LookedAfter=children(3, day)) if "Looked" in found]) == 1


def test_a_measure_of_the_workforce_that_was_counted_before_is_missed_at_the_latest_count() -> None:
    before = [posts(1, day="2017-11-30"), posts(0, measure="Grievances", day="2017-11-30")]
    found = [line for line in says("IN05", Workforce=[*before, posts(1)]) if "Workforce" in line]
    assert found == ["Workforce!A9: Grievances: nothing is typed for 31 December 2017."]
    full = [*before, posts(1), posts(0, measure="Grievances")]
    assert [line for line in says("IN05", Workforce=full) if "Workforce" in line] == []


def test_an_annual_indicator_needs_no_quarter_and_a_new_one_no_year_before() -> None:
    annual = f"{RATE} | Reported annually"
    assert says("IN17", Indicators=[annual], IndicatorValues=[rated(97, "2014-15")]) == []
    assert says("IN17", Indicators=[RATE], IndicatorValues=[rated(97, "2014-15")]) != []
    new = [AVERAGE, "No 6 | First year 2017-18", "No 7"]
    values = [rated(9, LAST_YEAR, no="5"), rated(9, LAST_YEAR, no="7"), *(rated(9, no=no) for no in ("5", "6", "7"))]
    assert says("IN06", Indicators=new, IndicatorValues=values) == []


def test_an_indicator_is_missed_in_a_year_for_which_most_others_have_a_figure() -> None:
    four = [f"No {no} | Reported annually" for no in (1, 2, 3, 4)]
    one, two, three = ([rated(9, LAST_YEAR, no=str(no)) for no in range(1, count + 1)] for count in (1, 2, 3))
    assert says("IN06", Indicators=four, IndicatorValues=one) == []
    assert says("IN06", Indicators=four[:2], IndicatorValues=one) == []
    assert len(says("IN06", Indicators=four, IndicatorValues=two)) == 2
    assert len(says("IN06", Indicators=four, IndicatorValues=three)) == 1


def test_wales_alone_is_no_figure_of_the_council() -> None:
    found = says("IN17", Indicators=[RATE], IndicatorValues=[rated(91, area="Wales")])
    assert found == ["'Indicator values'!A7: Indicator 1 is reported quarterly, and has no figure for 2017-18 Q3."]


def test_an_annual_indicator_without_any_figure_is_named_once_a_full_year_has_gone_by() -> None:
    annual = f"{RATE} | Reported annually"
    assert says("IN17", Indicators=[annual]) == [
        "Indicator values: Indicator 1 has no figure of the council for any period."
    ]
    assert says("IN17", Indicators=[f"{annual} | First year 2017-18"]) == []


def test_a_row_without_a_figure_is_none() -> None:
    found = says("IN17", Indicators=[RATE], IndicatorValues=["Indicator 1 | Period 2017-18 Q3 | Denominator 5"])
    assert found == ["'Indicator values'!F6: Indicator 1 is reported quarterly, and has no figure for 2017-18 Q3."]


@pytest.mark.parametrize(
    ("table", "earlier", "now"),
    [
        ("Supervision", supervised("2017-09", 5, 4), supervised("2017-12", 5, 4)),
        ("Caseloads", team(37, 9, 9, 1, day="2017-09-30"), team(37, 9, 9, 1)),
        ("Complaints", complaints(1, period="2017-18 Q2"), complaints(0)),
    ],
)
def test_a_table_that_stops_before_the_quarter_blocks_and_one_without_a_figure_does_not(
    table: str, earlier: str, now: str
) -> None:
    assert [found.partition(": ")[2] for found in says("IN17", **{table: [earlier]})] == [
        "Nothing is typed for 2017-18 Q3."
    ]
    assert says("IN17", **{table: [earlier, now]}) == []
    assert says("IN17") == []


def test_an_outcome_that_half_of_the_periods_have_is_not_yet_usual() -> None:
    without = [complaints(1), complaints(1, period=YEAR_AGO)]
    assert says("IN07", Complaints=[*without, complaints(1, "upheld", period=YEAR_AGO)]) == []


def test_a_team_that_most_months_have_is_asked_for_in_each_of_them() -> None:
    team = {"Table": "Visits", "Heading": "Team", "Holds": "text", "Help": "The team.", "Required": "yes"}
    declared = {
        **SMALL,
        "Tables": [{**SMALL["Tables"][0], "Key": "Month; Team", "Counted": "each month"}],
        "Columns": [SMALL["Columns"][0], team, *SMALL["Columns"][1:]],
    }
    rows: list[Values] = [
        {"Month": dt.date(2025, month, 1), "Team": name, "Due": 10, "Made": 9}
        for month in range(7, 13)
        for name in ("North", "South")
        if (month, name) != (11, "South")
    ]
    findings = plan_inputs(inputs_with(declared, Visits=rows), {}).findings
    assert [one.message for one in findings if one.reference.startswith("IN07")] == [
        "South: there is no row for November 2025."
    ]


def test_complaints_of_the_quarter_are_asked_for() -> None:
    assert says("IN07", Complaints=[complaints(1, period=YEAR_AGO)]) == [
        "Complaints!A7: Nothing is typed for 2017-18 Q3."
    ]


def test_a_team_that_was_renamed_is_not_missed() -> None:
    before = [team(370, 120, 17, 3, name=name, day="2017-09-30") for name in ("East", "Duty")]
    now = [team(370, 120, 17, 3, name=name) for name in ("East", "Intake")]
    assert says("IN08", Caseloads=[*before, *now]) == []
    assert len(says("IN08", Caseloads=[*before, now[1]])) == 1


def test_a_setting_may_be_there_and_empty_and_is_asked_for_in_its_cell() -> None:
    cover = {"Council": "Example", "Service": "Housing", "Board": "Board", "Meeting date": None, "Contact": "Team"}
    assert says("IN09", settings=cover) == ["Settings!B10: Meeting date is empty."]


def test_a_service_that_nobody_typed_is_asked_for() -> None:
    cover = {"Council": "Example", "Service": "Our service", "Board": "Board", "Contact": "Team"}
    meeting = {"Meetings": ["Quarter 2017-18 Q3 | Meeting date 2018-03-08"]}
    assert says("IN09", settings=cover, **meeting) == ["Settings!B8: Service still says “Our service”."]


def test_positions_of_other_quarters_and_kinds_are_their_own() -> None:
    note = told("All is well.", kind="note", position=2)
    assert len(says("IN10", Explanations=[told("All are safe."), note])) == 1
    earlier = "Item 4 | Period 2017-18 Q2 | Position 3 | English All is well."
    assert says("IN10", Explanations=[earlier]) == []


@pytest.mark.parametrize(
    ("address", "is_wrong"),
    [
        ("a.member@council.example", False),
        ("o'neill+x@sub.council.gov.wales", False),
        ("a.member@council", True),
        ("a.member@council.example; b@council.example", True),
        ("A Member <a.member@council.example>", True),
        ("council.example", True),
    ],
)
def test_an_address_is_one_address(address: str, is_wrong: bool) -> None:
    assert bool(places("IN11", Members=[f"Name A Member | E-mail {address}"])) == is_wrong


def test_today_has_come_and_tomorrow_has_not() -> None:
    assert says("IN12", today=dt.date(2017, 12, 31), LookedAfter=children(3, "2017-12-31")) == []
    assert len(says("IN12", today=dt.date(2017, 12, 30), LookedAfter=children(3, "2017-12-31"))) == 1
    assert says("IN12", today=TODAY, Readmissions=["Month 2018-02 | Children 1"]) == []
    assert len(says("IN12", today=TODAY, Readmissions=["Month 2018-03 | Children 1"])) == 1
    assert says("IN12", today=TODAY, Readmissions=["Month 2018-03"]) == []
    assert says("IN12", today=dt.date(2017, 10, 1), Complaints=[complaints(1)]) == []
    assert len(says("IN12", today=dt.date(2017, 9, 30), Complaints=[complaints(1)])) == 1
    assert says("IN12", today=None, Readmissions=["Month 2071-03 | Children 1"]) == []


@pytest.mark.parametrize(("period", "is_ahead"), [("2017-18", False), ("2018-19 Q1", True), ("2018-19", True)])
def test_a_period_has_come_once_its_last_quarter_has_begun(period: str, is_ahead: bool) -> None:
    values = {"Indicators": [RATE], "IndicatorValues": [counted(1, 2, period=period)]}
    assert places("IN12", today=TODAY, **values) == (["'Indicator values'!C6"] if is_ahead else [])
    assert bool(places("IN12", today=TODAY, Complaints=[complaints(1, period=period)])) == is_ahead


def test_parts_of_one_indicator_share_its_reference() -> None:
    assert says("IN13", Indicators=["No 12a | Reference PI 34", "No 12b | Reference PI 34"]) == []
    assert len(says("IN13", Indicators=["No 12a | Reference PI 34", "No 13 | Reference pi 34"])) == 1
    assert says("IN13", Indicators=["No 1", "No 2"]) == []
