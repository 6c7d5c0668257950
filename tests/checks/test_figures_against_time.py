"""TM at its edges: comparators, dates and the order of rows."""

from __future__ import annotations

import datetime as dt

import pytest

from helpers.checking import monthly, places, says
from helpers.rows import LAST_YEAR, RATE, YEAR_AGO, children, complaints, posts, rated

VALUES = "'Indicator values'!"


@pytest.mark.parametrize(
    "indicator",
    [
        f"{RATE} | Comparable no",
        f"{RATE} | First year 2017-18",
    ],
    ids=["not comparable", "collected for the first time this year"],
)
def test_no_comparator_is_asked_for_where_there_can_be_none(indicator: str) -> None:
    assert says("TM02", Indicators=[indicator], IndicatorValues=[rated(97)]) == []


def test_a_comparator_is_asked_for_from_the_first_year_on_and_only_beside_a_figure() -> None:
    assert len(says("TM02", Indicators=[f"{RATE} | First year 2016-17"], IndicatorValues=[rated(97)])) == 1
    assert says("TM02", Indicators=[RATE], IndicatorValues=["Indicator 1 | Period 2017-18 Q3"]) == []
    assert says("TM02", Indicators=[RATE], IndicatorValues=[rated(97, "2017-18 Q2")]) == []


def test_complaints_need_a_year_ago_once_and_not_for_every_kind() -> None:
    now = [complaints(5), complaints(1, kind="Stage 2")]
    assert says("TM02", Complaints=now) == ["Complaints!A6: There are no complaints for 2016-17 Q3 to compare with."]
    assert says("TM02", Complaints=[*now, complaints(0, period=YEAR_AGO)]) == []


def test_wales_is_asked_for_only_where_wales_was_ever_published_and_for_the_latest_full_year() -> None:
    own = [rated(97, LAST_YEAR), rated(96, "2015-16")]
    assert says("TM03", Indicators=[RATE], IndicatorValues=own) == []
    wales = rated(91, "2014-15", area="Wales")
    assert places("TM03", Indicators=[RATE], IndicatorValues=[*own, wales]) == [f"{VALUES}C6"]
    assert says("TM03", Indicators=[RATE], IndicatorValues=[rated(97), wales]) == []


def test_the_last_day_of_the_period_is_not_after_it() -> None:
    assert says("TM04", LookedAfter=children(333, "2017-12-31")) == []
    assert places("TM04", LookedAfter=children(333, "2018-01-01")) == ["'Looked after'!A6"]


def test_a_report_turned_back_to_an_earlier_quarter_is_not_told_that_later_figures_are_late() -> None:
    later = {"Indicators": [RATE], "IndicatorValues": [rated(97, "2017-18")]}
    assert says("TM04", **later, LookedAfter=children(333, "2018-03-31")) == []
    assert says("TM05", **later, Readmissions=["Month 2018-06 | Children 1"]) == []


@pytest.mark.parametrize(("month", "is_late"), [("2018-03", False), ("2018-04", True)])
def test_months_may_run_a_quarter_ahead(month: str, is_late: bool) -> None:
    assert bool(places("TM05", Readmissions=[f"Month {month} | Children 1"])) == is_late


QUARTER_ENDS = ("2016-12-31", "2017-03-31", "2017-06-30", "2017-09-30")


def test_a_habit_needs_four_dates_and_three_in_four_of_them() -> None:
    assert says("TM06", LookedAfter=children(400, *QUARTER_ENDS[:2], "2017-05-31")) == []
    assert places("TM06", LookedAfter=children(400, *QUARTER_ENDS[:3], "2017-08-31")) == ["'Looked after'!A9"]
    assert says("TM06", LookedAfter=children(400, *QUARTER_ENDS[:2], "2017-05-31", "2017-08-31")) == []


def test_the_last_day_of_the_period_is_one_of_the_dates_that_make_a_habit() -> None:
    rows = children(400, "2017-03-31", "2017-06-29", "2017-09-30", "2017-12-31")
    assert places("TM06", LookedAfter=rows) == ["'Looked after'!A7"]


def test_the_workforce_is_counted_at_the_ends_of_months_and_leap_years_have_theirs() -> None:
    ends = ("2015-12-31", "2016-01-31", "2016-02-29", "2016-03-31")
    assert says("TM06", Workforce=[posts(3, day=day) for day in ends]) == []
    short = [posts(3, day=day) for day in (*ends, "2016-04-29")]
    assert says("TM06", Workforce=short) == [
        "Workforce!A10: 29 April 2016 is not the last day of a month, as the others are."
    ]


def test_a_date_after_the_period_is_not_called_an_odd_day_as_well() -> None:
    rows = children(400, *QUARTER_ENDS, "2018-01-15")
    assert says("TM06", LookedAfter=rows) == []
    assert len(says("TM04", LookedAfter=rows)) == 1


def test_a_gap_before_the_last_day_of_the_period_counts_and_one_after_it_does_not() -> None:
    steady = ("2016-06-30", "2016-09-30", "2016-12-31", "2017-03-31", "2017-06-30")
    assert places("TM07", LookedAfter=children(400, *steady, "2017-12-31")) == ["'Looked after'!A11"]
    assert places("TM07", LookedAfter=children(400, *steady, "2018-03-31")) == []


def test_a_history_that_was_never_quarterly_has_no_gaps() -> None:
    yearly = children(400, "2013-03-31", "2014-03-31", "2015-03-31", "2016-03-31", "2017-03-31")
    assert says("TM07", LookedAfter=yearly) == []
    assert says("TM07", LookedAfter=children(400, *QUARTER_ENDS)) == []
    assert says("TM07", LookedAfter=children(400, "2016-12-31", "2017-03-31", "2017-09-30")) == []
    assert says("TM07", LookedAfter=children(400, "2016-09-30", "2016-12-31", "2017-06-30", "2017-09-30")) == []
    four_steps = children(400, "2016-06-30", "2016-09-30", "2016-12-31", "2017-06-30", "2017-09-30")
    assert len(says("TM07", LookedAfter=four_steps)) == 1


def test_each_measure_of_the_workforce_has_a_history_of_its_own() -> None:
    ends = ("2017-01-31", "2017-02-28", "2017-03-31", "2017-04-30", "2017-05-31", "2017-06-30")
    vacancies = [posts(3, day=day) for day in ends]
    agency = [posts(1, measure="Agency", day=day) for day in ends if day != "2017-04-30"]
    assert says("TM07", Workforce=[*vacancies, *agency]) == [
        "Workforce!A15: Agency: no count between 31 March 2017 and 31 May 2017."
    ]


@pytest.mark.parametrize(
    ("month", "is_outside"), [("2017-09", True), ("2017-10", False), ("2017-12", False), ("2018-01", True)]
)
def test_an_audit_lies_in_its_quarter(month: str, is_outside: bool) -> None:
    assert bool(places("TM08", Audits=[f"Theme Plans | Month {month} | Cases 9"])) == is_outside


def in_order(*months: str) -> list[str]:
    return [f"Month {month} | Children 1" for month in months]


def test_a_table_may_run_from_new_to_old_or_be_in_no_order_at_all() -> None:
    assert says("TM09", Readmissions=in_order("2017-05", "2017-04", "2017-03", "2017-02")) == []
    assert says("TM09", Readmissions=in_order("2017-05", "2017-02", "2017-04", "2017-01", "2017-03")) == []
    assert says("TM09", Readmissions=in_order("2017-05")) == []
    assert says("TM09", Readmissions=in_order("2017-01", "2017-03", "2017-02")) == []


def test_two_rows_that_changed_places_are_named_whichever_way_the_table_runs() -> None:
    swapped = in_order("2017-07", "2017-06", "2017-04", "2017-05", "2017-03", "2017-02")
    assert places("TM09", Readmissions=swapped) == ["Readmissions!A9"]
    counts = children(400, "2016-12-31", "2017-06-30", "2017-03-31", "2017-09-30")
    assert says("TM09", LookedAfter=counts) == ["'Looked after'!A8: 31 March 2017 stands below 30 June 2017."]


def test_the_meeting_is_after_the_last_day_of_the_period() -> None:
    assert len(says("TM10", settings={"Meeting date": dt.date(2017, 12, 31)})) == 1
    assert says("TM10", settings={"Meeting date": dt.date(2018, 1, 1)}) == []
    assert says("TM10", settings={"Meeting date": None}) == []


@pytest.mark.parametrize(
    ("last", "is_sudden"),
    [
        (62, True),  # 28 ± √28 by chance, six times over for six figures
        (59, False),
        (0, False),  # five spreads below: rare, but for six figures not rare enough
    ],
)
def test_a_count_is_sudden_when_chance_does_not_explain_it(last: int, is_sudden: bool) -> None:
    months = monthly("Closed", 28, 30, 25, 27, 31, 28, last, first="2017-06")
    assert places("TM01", TafClosures=months) == (["'TAF closures'!B12"] if is_sudden else [])


def test_five_earlier_figures_are_no_history() -> None:
    assert says("TM01", TafClosures=monthly("Closed", 30, 25, 27, 31, 28, 920, first="2017-07")) == []


def test_a_figure_that_the_report_does_not_show_is_let_be() -> None:
    long_ago = monthly("Closed", 28, 30, 25, 27, 31, 28, 92, *[28] * 12, first="2016-06")
    assert says("TM01", TafClosures=long_ago) == []


def test_a_blank_is_no_sudden_fall_to_zero() -> None:
    months = monthly("Closed", 280, 300, 250, 270, 310, 280, "", first="2017-06")
    assert says("TM01", TafClosures=months) == []
    assert len(says("TM01", TafClosures=[*months[:-1], "Month 2017-12 | Closed 0"])) == 1


def test_a_figure_that_drifts_is_held_against_its_last_step_and_its_successor_is_not_blamed() -> None:
    days = [f"{year}-{end}" for year in (2015, 2016, 2017) for end in ("03-31", "06-30", "09-30", "12-31")]
    drifting = [441 - 9 * step for step in range(12)]
    slip = drifting[9] * 10
    rows = [f"As at {day} | Children {n}" for day, n in zip(days, [*drifting[:9], slip, *drifting[10:]], strict=True)]
    assert places("TM01", LookedAfter=rows) == ["'Looked after'!B15"]
    right = [f"As at {day} | Children {n}" for day, n in zip(days, drifting, strict=True)]
    assert says("TM01", LookedAfter=right) == []
