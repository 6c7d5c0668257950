"""FG at its edges: what just can be is passed over, what just cannot is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.measures.rates import rounded
from helpers.checking import places, says
from helpers.rows import AVERAGE, RATE, YEAR_AGO, counted, posts, rated, supervised, team

VALUES = "'Indicator values'!"


def of_rate(*rows: str) -> dict[str, list[str]]:
    return {"Indicators": [RATE], "IndicatorValues": list(rows)}


@given(part=st.integers(0, 300), whole=st.integers(0, 300))
def test_a_part_may_be_as_large_as_its_whole_and_no_larger(part: int, whole: int) -> None:
    larger = part > whole
    assert bool(places("FG01", Supervision=[supervised("2017-12", whole, part)])) == larger
    assert bool(places("FG01", TafClosures=[f"Month 2017-12 | Closed {whole} | Successful {part}"])) == larger
    assert bool(places("FG01", **of_rate(counted(part, whole)))) == larger


def test_a_blank_is_no_count_that_a_part_could_exceed() -> None:
    assert says("FG01", Supervision=["Month 2017-12 | Qualified in time 5"]) == []
    assert (
        says("FG01", Supervision=["Month 2017-12 | Qualified due 5 | Qualified in time 5 | Unqualified in time 3"])
        == []
    )


def test_both_kinds_of_worker_are_looked_at_and_both_counts_of_an_average_may_be_anything() -> None:
    both = "Month 2017-12 | Qualified due 9 | Qualified in time 10 | Unqualified due 3 | Unqualified in time 4"
    assert places("FG01", Supervision=[both]) == ["Supervision!C6", "Supervision!E6"]
    assert says("FG01", Indicators=[AVERAGE], IndicatorValues=[counted(5000, 20, no="5")]) == []


@pytest.mark.parametrize(("value", "is_wrong"), [(0, False), (100, False), (-0.1, True), (100.1, True), (97.6, False)])
def test_a_rate_lies_from_0_to_100_both_included(value: float, is_wrong: bool) -> None:
    assert places("FG02", **of_rate(rated(value))) == ([f"{VALUES}F6"] if is_wrong else [])


def test_days_and_counts_may_be_over_100_and_all_wales_is_held_to_the_same_rule() -> None:
    assert says("FG02", Indicators=[AVERAGE], IndicatorValues=[rated(288.3, no="5")]) == []
    wales = says("FG02", **of_rate(rated(908, "2016-17", area="Wales")))
    assert wales == [f"{VALUES}F6: Indicator 1, Wales, 2016-17: 908%."]


@pytest.mark.parametrize(("value", "is_share"), [(1, True), (0.5, True), (1.1, False), (0, False)])
def test_a_share_is_above_0_and_not_above_1(value: float, is_share: bool) -> None:
    assert bool(places("FG03", **of_rate(rated(99.3, YEAR_AGO), rated(value)))) == is_share


@pytest.mark.parametrize(("other", "is_share"), [(5, True), (4.9, False)])
def test_a_small_rate_among_small_rates_is_no_share(other: float, is_share: bool) -> None:
    assert bool(places("FG03", **of_rate(rated(other, YEAR_AGO), rated(0.9)))) == is_share


def test_a_share_is_not_asked_about_where_nothing_else_is_known_or_the_counts_decide() -> None:
    assert says("FG03", **of_rate(rated(0.9))) == []
    assert says("FG03", **of_rate(rated(99.3, YEAR_AGO), counted(1, 100, 1))) == []


def test_nothing_to_divide_by_is_a_team_without_hours_too() -> None:
    without = says("FG04", Caseloads=[team(0, 90, 20, 1)])
    assert without == ["Caseloads!C6: North team: 90 cases and 0 hours, so the report shows no average."]
    assert says("FG04", Caseloads=[team(0, 0, 0, 0), team(0.5, 1, 1, 1, name="East")]) == []
    assert says("FG04", Caseloads=["As at 2017-12-31 | Team North | Caseload 90"]) == []


def test_a_count_of_0_is_not_negative_and_rates_have_their_own_rule() -> None:
    assert says("FG05", Indicators=[AVERAGE], IndicatorValues=[rated(0, no="5")]) == []
    assert says("FG05", **of_rate(rated(-1))) == []


@given(part=st.integers(0, 400), whole=st.integers(1, 400), decimals=st.integers(0, 3))
def test_the_value_that_its_counts_give_is_right_and_any_other_is_wrong_or_cut(
    part: int, whole: int, decimals: int
) -> None:
    indicators = [f"{RATE} | Decimals {decimals}"]
    right = rounded(100 * part / whole, decimals)
    step = 10**-decimals
    for typed in (right, rounded(right + step, decimals), rounded(right - step, decimals)):
        rows = {"Indicators": indicators, "IndicatorValues": [counted(part, whole, typed)]}
        spoken = [code for code in ("FG06", "FG07") if says(code, **rows)]
        assert len(spoken) == (typed != right), (typed, right)


def test_a_value_may_have_more_decimals_than_are_published_and_is_compared_as_published() -> None:
    assert says("FG06", **of_rate(counted(11, 177, 6.21))) == []
    assert says("FG06", **of_rate(counted(11, 177, 6.25))) != []


def test_rounding_is_half_up_as_in_excel_where_binary_fractions_would_fall_short() -> None:
    assert says("FG07", **of_rate(counted(135, 144, 93.75))) == []
    assert says("FG07", **of_rate(counted(135, 144, 93.7))) != []
    assert says("FG06", **of_rate(counted(135, 144, 93.7))) == []
    assert says("FG07", **of_rate(counted(1, 8, 12.5))) == []


def test_without_both_counts_a_value_stands_for_itself() -> None:
    assert says("FG06", **of_rate(rated(97.6), counted(5, 0, 97.6, period="2016-17"))) == []


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (team(370, 190, 19, 19), []),
        (team(370, 190, 18, 19), ["Caseloads!E6"]),
        (team(370, 19, 19, 1), []),
        (team(370, 18, 19, 1), ["Caseloads!E6"]),
        (team(370, 100, 12, 10), []),
        (team(370, 99, 12, 10), ["Caseloads!F6"]),
    ],
)
def test_highest_average_and_lowest_may_be_equal_but_not_the_wrong_way_round(row: str, cells: list[str]) -> None:
    assert places("FG08", Caseloads=[row]) == cells


def test_the_lowest_is_held_against_the_average_of_the_hours_that_count_as_full_time() -> None:
    assert places("FG08", settings={"Full-time hours a week": 40}, Caseloads=[team(400, 99, 12, 10)]) == [
        "Caseloads!F6"
    ]
    assert places("FG08", settings={"Full-time hours a week": 40}, Caseloads=[team(400, 100, 12, 10)]) == []


@pytest.mark.parametrize(("highest", "is_below"), [(10, False), (9, True)])
def test_the_highest_may_be_the_average(highest: int, is_below: bool) -> None:
    assert bool(places("FG09", Caseloads=[team(370, 100, highest, 1)])) == is_below


@pytest.mark.parametrize(
    ("measure", "number", "is_wrong"),
    [
        ("Vacancies", 4.5, False),
        ("Agency", 0.5, False),
        ("Vacancies", 4.25, True),
        ("Leavers", 2, False),
        ("Leavers", 1.5, True),
        ("Long-term sick", 0.5, True),
    ],
)
def test_posts_come_in_halves_and_people_whole(measure: str, number: float, is_wrong: bool) -> None:
    assert places("FG10", Workforce=[posts(number, measure=measure)]) == (["Workforce!D6"] if is_wrong else [])


def test_children_in_an_indicators_counts_are_whole_and_its_value_need_not_be() -> None:
    assert places("FG10", **of_rate(counted(97.6, 1226, 97.6))) == [f"{VALUES}D6"]
    assert places("FG10", **of_rate(rated(97.6))) == []


def months_of_supervision(last: str) -> list[str]:
    return [*(supervised(f"2017-{month:02d}", 115, 112) for month in range(5, 12)), last]


@pytest.mark.parametrize(
    ("due", "in_time", "is_percentage"),
    [
        (113, 98, True),  # 86.7%, and 98% is usual
        (110, 98, False),  # 89.1% is unusual, but not enough to say so
        (113, 90, False),  # 79.6%, and 90% is not usual either: a sudden change, which has its own rule
        (100, 98, False),  # 98 of 100 is 98%
    ],
)
def test_a_count_is_taken_for_a_percentage_only_where_it_would_be_the_usual_one(
    due: int, in_time: int, is_percentage: bool
) -> None:
    rows = months_of_supervision(supervised("2017-12", due, in_time))
    assert places("FG11", Supervision=rows) == (["Supervision!C13"] if is_percentage else [])


def test_a_percentage_is_not_looked_for_where_few_months_are_known() -> None:
    assert places("FG11", Supervision=months_of_supervision(supervised("2017-12", 113, 98))[2:]) == []
