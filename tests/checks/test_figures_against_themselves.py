"""FG at its edges: what just can be is passed over, what just cannot is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.checks.finding import Severity
from cyps_xl.measures.rates import rounded
from helpers.checking import RULES, places, says
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


LOWER = f"{RATE} | Better when lower"


@pytest.mark.parametrize(
    ("earlier", "typed"),
    [
        ([counted(9, 169, period=YEAR_AGO)], 0.062),
        ([rated(9.4, "2015-16"), rated(8.8, "2016-17")], 0.091),
        ([rated(4.6, YEAR_AGO)], 0.042),
        ([rated(9.9, "2016-17", area="Wales")], 0.113),
        ([counted(2, 90, period="2015-16"), rated(0.021, "2016-17"), rated(2.4, YEAR_AGO)], 0.023),
    ],
    ids=["counts before", "rates under ten", "rates under five", "Wales alone", "a share among the others"],
)
def test_a_share_is_told_by_its_own_history_however_that_was_typed(earlier: list[str], typed: float) -> None:
    tables = {"Indicators": [LOWER], "IndicatorValues": [*earlier, rated(typed)]}
    assert f"{VALUES}F{6 + len(earlier)}" in places("FG03", **tables)
    assert RULES["FG03"].severity is Severity.BLOCKS


def test_a_share_typed_over_its_denominator_is_told_as_well() -> None:
    rows = of_rate(counted(9, 169, period=YEAR_AGO), counted(0.062, 100))
    said = "Indicator 1, 2017-18 Q3: 0.062 of 100 is read as 0.062%, and is 6.2% meant?"
    assert says("FG03", **rows) == [f"{VALUES}D7: {said}"]


@given(now=st.integers(3, 1000), before=st.lists(st.integers(3, 1000), min_size=1, max_size=6))
def test_a_rate_that_is_typed_in_percent_is_never_taken_for_a_share_among_its_like(now: int, before: list[int]) -> None:
    earlier = [rated(rate / 10, f"20{10 + at}-{11 + at}") for at, rate in enumerate(before)]
    typed = [now, *before]
    if max(typed) < 20 * min(typed):
        assert says("FG03", **of_rate(*earlier, rated(now / 10))) == []


@given(share=st.integers(1, 1000), like=st.integers(-25, 25))
def test_every_share_beside_rates_like_it_is_found(share: int, like: int) -> None:
    percent = max(share / 10 * (1 + like / 100), 0.1)
    before = counted(round(percent * 1000), 100_000, period=YEAR_AGO)
    rows = of_rate(before, rated(share / 1000))
    assert places("FG03", **rows) == [f"{VALUES}F7"]


def test_a_small_rate_among_small_rates_is_no_share() -> None:
    for other in (0.4, 1.2, 4.9, 8.9):
        rows = of_rate(rated(other, YEAR_AGO), rated(0.9))
        assert says("FG03", **rows) == says("FG14", **rows) == []


def test_a_share_is_not_sure_where_nothing_else_is_known_or_neither_reading_is_near() -> None:
    assert says("FG03", **of_rate(rated(0.976))) == []
    assert says("FG14", **of_rate(rated(0.976), rated(0.981, YEAR_AGO))) != []
    far = of_rate(rated(99.3, YEAR_AGO), rated(0.1))
    assert says("FG03", **far) == [] and places("FG14", **far) == [f"{VALUES}F7"]


def test_whole_counts_decide_and_zeros_and_days_are_no_shares() -> None:
    for code in ("FG03", "FG14"):
        assert says(code, **of_rate(rated(99.3, YEAR_AGO), counted(1, 100, 1))) == []
        assert says(code, **of_rate(rated(99.3, YEAR_AGO), rated(0))) == []
        assert (
            says(code, Indicators=[AVERAGE], IndicatorValues=[rated(288, YEAR_AGO, no="5"), rated(0.5, no="5")]) == []
        )


def test_an_audit_s_share_is_told_by_its_cases_or_else_by_the_other_percentages() -> None:
    audits = ["Theme Plans | Month 2017-10 | Cases 51", "Theme Contacts | Month 2017-11 | Cases 20"]
    for typed in ("Theme Plans | Percent 1", "Theme Contacts | Percent 0.5", "Percent 0.98"):
        assert places("FG13", Audits=audits, AuditFindings=[typed]) == ["'Audit findings'!E6"]
    others = ["Percent 82 | Position 1", "Percent 0.82 | Position 2"]
    assert places("FG13", AuditFindings=others) == ["'Audit findings'!E7"]


def test_one_percent_of_a_hundred_cases_is_no_share_nor_is_none_of_them() -> None:
    audits = ["Theme Plans | Month 2017-10 | Cases 120"]
    for typed in (0.8, 1, 0, 82):
        assert says("FG13", Audits=audits, AuditFindings=[f"Theme Plans | Percent {typed}"]) == []
    assert says("FG13", AuditFindings=["Percent 0.82"]) == []


def test_a_percentage_that_is_a_share_is_spoken_of_once() -> None:
    tables = {"Audits": ["Theme Plans | Month 2017-10 | Cases 51"], "AuditFindings": ["Theme Plans | Percent 0.82"]}
    assert says("SM09", **tables) == []


NUMBER = "No 6 | Unit number | Tolerance relative | Decimals 0"


def test_a_number_lacks_its_value_and_no_denominator() -> None:
    alone = "Indicator 6 | Period 2017-18 Q3 | Numerator 104"
    assert places("IN03", Indicators=[NUMBER], IndicatorValues=[alone]) == [f"{VALUES}F6"]
    two = {"Indicators": [NUMBER], "IndicatorValues": [counted(104, 19_850, no="6")]}
    assert says("IN03", **two) == says("FG04", **two) == [] and places("FG12", **two) == [f"{VALUES}E6"]


def test_a_number_is_not_held_against_the_quotient_of_its_counts() -> None:
    for code in ("FG06", "FG07", "FG04"):
        rows = [counted(104, 19_850, 104, no="6"), counted(104, 0, 104, no="6", period=YEAR_AGO)]
        assert says(code, Indicators=[NUMBER], IndicatorValues=rows) == []


def test_a_sum_that_binary_fractions_miss_by_a_hair_is_whole() -> None:
    assert says("FG10", **of_rate(counted(4.35 * 100, 500))) == []
    assert says("FG10", **of_rate(counted(4.35, 500))) != []


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
