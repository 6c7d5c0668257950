"""SM at its edges: totals, registers, and counts that two tables share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.checks.shares import is_a_share_of
from cyps_xl.measures.rates import rounded
from helpers.checking import monthly, places, says
from helpers.rows import LAST_YEAR, children, complaints, counted, told

OUTCOMES = ("upheld", "not upheld", "partially upheld", "other")


@given(parts=st.lists(st.integers(0, 20), min_size=4, max_size=4), off=st.integers(-3, 3))
def test_a_total_is_the_sum_of_its_outcomes_and_nothing_else(parts: list[int], off: int) -> None:
    total = max(0, sum(parts) + off)
    rows = [complaints(total), *(complaints(n, outcome) for n, outcome in zip(parts, OUTCOMES, strict=True))]
    assert places("SM01", Complaints=rows) == (["Complaints!D6"] if total != sum(parts) else [])


def test_a_total_is_not_doubted_while_an_outcome_is_blank_unless_it_is_exceeded_already() -> None:
    blank = "Period 2017-18 Q3 | Kind Stage 1 | Outcome not upheld"
    assert says("SM01", Complaints=[complaints(5), complaints(2, "upheld"), blank]) == []
    assert len(says("SM01", Complaints=[complaints(5), complaints(6, "upheld"), blank])) == 1


def test_a_total_is_not_doubted_where_an_outcome_that_other_periods_have_has_no_row() -> None:
    before = [complaints(n, outcome, period=LAST_YEAR) for n, outcome in ((3, "total"), (2, "upheld"), (1, "other"))]
    earlier = [complaints(n, o, period="2015-16") for n, o in ((3, "total"), (2, "upheld"), (1, "other"))]
    now = [complaints(5), complaints(2, "upheld")]
    assert says("SM01", Complaints=[*before, *earlier, *now]) == []
    assert len(says("SM01", Complaints=now)) == 1


def test_a_total_without_outcomes_stands_alone_and_kinds_are_kept_apart() -> None:
    assert says("SM01", Complaints=[complaints(10, kind="Compliments")]) == []
    assert (
        says("SM01", Complaints=[complaints(2), complaints(2, "upheld"), complaints(7, "upheld", kind="Stage 2")]) == []
    )


@given(
    before=st.integers(0, 300), new=st.integers(0, 40), off=st.integers(0, 40), typed=st.sampled_from([0, 1, -1, 27])
)
def test_the_register_follows_from_the_month_before(before: int, new: int, off: int, typed: int) -> None:
    now = max(0, before + new - off + typed)
    rows = [
        f"Month 2017-11 | On the register {before}",
        f"Month 2017-12 | Registered {new} | De-registered {off} | On the register {now}",
    ]
    assert places("SM02", Registrations=rows) == (["Registrations!D7"] if now != before + new - off else [])


@pytest.mark.parametrize(
    "rows",
    [
        ["Month 2017-10 | On the register 9", "Month 2017-12 | Registered 1 | De-registered 1 | On the register 5"],
        ["Month 2017-11 | On the register 9", "Month 2017-12 | De-registered 1 | On the register 5"],
        ["Month 2017-11 | On the register 9", "Month 2017-12 | Registered 1 | De-registered 1"],
        ["Month 2017-11", "Month 2017-12 | Registered 1 | De-registered 1 | On the register 5"],
    ],
    ids=["a month between is missing", "registered is blank", "register is blank", "register before is blank"],
)
def test_the_register_is_not_doubted_where_something_is_not_known(rows: list[str]) -> None:
    assert says("SM02", Registrations=rows) == []


NATIONAL = ["No 2 | Reference PI 25", "No 11 | Reference PI 33"]


def test_looked_after_children_are_held_against_the_count_of_31_march() -> None:
    placements = [counted(17, 384, no="11", period=LAST_YEAR)]
    found = says("SM03", Indicators=NATIONAL, IndicatorValues=placements, LookedAfter=children(385, "2017-03-31"))
    assert found == [
        "'Indicator values'!E6: 2016-17: PI 33 is out of 384 looked after children; on 31 March there were 385."
    ]
    for right in (children(384, "2017-03-31"), children(385, "2016-03-31"), children("", "2017-03-31")):
        assert says("SM03", Indicators=NATIONAL, IndicatorValues=placements, LookedAfter=right) == []


def test_looked_after_children_of_a_quarter_are_not_held_against_a_year() -> None:
    values = [counted(589, 982, no="2"), counted(17, 384, no="11")]
    assert says("SM03", Indicators=NATIONAL, IndicatorValues=values) == []


def test_words_are_asked_for_where_children_came_back_in_the_quarter_reported() -> None:
    assert says("SM04", Readmissions=monthly("Children", 0, 0, 0, first="2017-10")) == []
    assert says("SM04", Readmissions=["Month 2017-09 | Children 3"]) == []
    one = says("SM04", Readmissions=monthly("Children", 0, 1, 0, first="2017-10"))
    assert one == ["Readmissions!B7: 1 child was re-admitted, and section 2.6 says nothing about it."]
    last_quarter = "Item 2.6 | Period 2017-18 Q2 | English All are safe."
    assert places("SM04", Readmissions=["Month 2017-10 | Children 1"], Explanations=[last_quarter]) == [
        "Readmissions!B6"
    ]


@pytest.mark.parametrize(
    ("sentence", "is_wrong"),
    [
        ("3 children came back into care in November.", False),
        ("Two children were re-admitted in November 2017.", True),
        ("Two children were re-admitted in November 2016.", False),
        ("No child was re-admitted in October or December.", False),
        ("No child was re-admitted in October or November.", True),
        ("Four children came back into care between October and November.", False),
        ("Two of the three children re-admitted in November are at home.", False),
        ("Two children came back into care. November was quiet.", False),
        ("Two children moved school in November.", False),
    ],
)
def test_the_words_of_section_2_6_are_held_against_the_months_they_name(sentence: str, is_wrong: bool) -> None:
    months = monthly("Children", 0, 3, 0, first="2017-10")
    found = places("SM10", Readmissions=months, Explanations=[told(sentence, item="2.6")])
    assert found == (["Explanations!E6"] if is_wrong else [])
    assert says("SM10", Readmissions=months, Explanations=[told(sentence, item="2.5")]) == []


@given(first=st.integers(0, 50), then=st.integers(0, 50))
def test_a_count_to_date_may_stay_but_not_fall(first: int, then: int) -> None:
    rows = [complaints(first, period="2017-18 Q2"), complaints(then)]
    assert places("SM05", Complaints=rows) == (["Complaints!D7"] if then < first else [])


def test_a_full_year_holds_no_fewer_than_its_third_quarter_and_a_new_year_begins_at_nothing() -> None:
    assert places("SM05", Complaints=[complaints(15), complaints(14, period="2017-18")]) == ["Complaints!D7"]
    assert says("SM05", Complaints=[complaints(15), complaints(2, period="2018-19 Q1")]) == []


def test_what_is_still_open_may_fall_and_so_may_counts_that_are_no_counts_to_date() -> None:
    assert says("SM05", Complaints=[complaints(5, "other", period="2017-18 Q2"), complaints(2, "other")]) == []
    values = [counted(9, 169, period="2017-18 Q2"), counted(8, 160)]
    assert says("SM05", Indicators=["No 1 | Period basis as at"], IndicatorValues=values) == []
    to_date = says("SM05", Indicators=["No 1 | Period basis year to date"], IndicatorValues=values)
    assert to_date == [
        "'Indicator values'!D7: Indicator 1, numerator: 8 in 2017-18 Q3, after 9 in 2017-18 Q2.",
        "'Indicator values'!E7: Indicator 1, denominator: 160 in 2017-18 Q3, after 169 in 2017-18 Q2.",
    ]


def test_registrations_are_compared_when_every_month_since_april_is_there() -> None:
    of_pi_27 = {
        "Indicators": ["No 4 | Reference PI 27"],
        "IndicatorValues": [counted(3, 60, no="4", period="2017-18 Q1")],
    }
    assert says("SM06", **of_pi_27, Registrations=monthly("Registered", 17, 22, first="2017-04")) == []
    assert says("SM06", **of_pi_27, Registrations=monthly("Registered", 17, 22, 21, 9, first="2017-04")) == []
    assert len(says("SM06", **of_pi_27, Registrations=monthly("Registered", 17, 22, 20, first="2017-04"))) == 1


def test_findings_about_all_audits_and_capitals_of_a_theme_do_not_matter() -> None:
    audits = ["Theme Plans | Month 2017-10 | Cases 51"]
    assert says("SM07", Audits=audits, AuditFindings=["English Clear.", "Theme plans | English Clear."]) == []
    earlier = ["Quarter 2017-18 Q2 | Theme Plans | English Clear."]
    assert len(says("SM07", Audits=audits, AuditFindings=earlier)) == 1


def test_an_audit_is_not_asked_for_findings_where_none_has_any_or_in_another_quarter() -> None:
    audits = ["Theme Plans | Month 2017-10 | Cases 51", "Quarter 2017-18 Q2 | Theme Visits | Month 2017-08 | Cases 9"]
    assert says("SM08", Audits=audits) == []
    assert says("SM08", Audits=audits, AuditFindings=["Theme Plans | English Clear."]) == []


@given(cases=st.integers(1, 200), count=st.integers(0, 200), decimals=st.integers(0, 2))
def test_every_share_of_the_cases_is_a_share_at_any_precision(cases: int, count: int, decimals: int) -> None:
    if count <= cases:
        assert is_a_share_of(rounded(100 * count / cases, decimals), cases)


@pytest.mark.parametrize(
    ("percent", "cases", "is_share"), [(73, 51, True), (72, 51, False), (72.5, 51, True), (0, 5, True)]
)
def test_a_percentage_is_a_share_at_the_decimals_it_is_typed_with(percent: float, cases: int, is_share: bool) -> None:
    assert is_a_share_of(percent, cases) == is_share


def test_percentages_of_no_audit_or_of_no_known_cases_are_passed_over() -> None:
    audits = ["Theme Plans | Month 2017-10"]
    assert says("SM09", Audits=audits, AuditFindings=["Theme Plans | Percent 72", "Position 2 | Percent 72"]) == []
