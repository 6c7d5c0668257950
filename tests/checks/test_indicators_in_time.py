"""What ended, is to begin, changed its definition or is counted elsewhere is asked for no more than it can have."""

from __future__ import annotations

import pytest

from helpers.checking import says

NOTHING_TYPED = "Indicator values: Indicator 4 is reported quarterly, and has no figure for 2017-18 Q3."
TYPED = ["Indicator 4 | Period 2016-17 Q3 | Value 90", "Indicator 4 | Period 2017-18 Q3 | Value 80"]
COUNTED = "No 4 | Numerator from LookedAfter[Children] | Period basis as at"
LOOKED_AFTER = ["As at 2017-12-31 | Children 330"]


@pytest.mark.parametrize("ends", ["To 2017-18 Q2", "From 2017-18 Q4"])
def test_no_figure_is_asked_of_an_indicator_that_has_ended_or_not_begun(ends: str) -> None:
    assert says("IN17", Indicators=["No 4"]) == [NOTHING_TYPED]
    assert says("IN17", Indicators=[f"No 4 | {ends}"]) == []


@pytest.mark.parametrize("ends", ["To 2017-18 Q3", "From 2017-18 Q3"])
def test_of_the_first_and_the_last_quarter_figures_are_asked(ends: str) -> None:
    assert says("IN17", Indicators=[f"No 4 | {ends}"]) == [NOTHING_TYPED]


def test_an_annual_indicator_that_ended_before_the_latest_year_needs_no_figure_at_all() -> None:
    annual = "No 4 | Reported annually"
    assert len(says("IN17", Indicators=[annual])) == 1
    assert says("IN17", Indicators=[f"{annual} | To 2015-16 Q4"]) == []


def test_counts_that_stand_elsewhere_are_a_figure() -> None:
    both = f"{COUNTED} | Denominator from LookedAfter[Children]"
    assert says("IN17", Indicators=[both], LookedAfter=LOOKED_AFTER) == []
    assert says("IN17", Indicators=[both]) == [NOTHING_TYPED]


def test_beside_a_count_that_stands_elsewhere_the_other_is_typed_alone() -> None:
    row = ["Indicator 4 | Period 2017-18 Q3 | Denominator 400"]
    assert says("IN03", Indicators=[COUNTED], IndicatorValues=row) == []
    assert says("IN03", Indicators=["No 4"], IndicatorValues=row) == ["'Indicator values'!D6: Numerator is empty."]
    ours = "Indicator 4 | Area Wales | Period 2016-17 | Denominator 400"
    assert says("IN03", Indicators=[COUNTED], IndicatorValues=[ours]) == ["'Indicator values'!D6: Numerator is empty."]


def test_no_decline_is_explained_across_a_changed_definition() -> None:
    assert len(says("WD01", Indicators=["No 4"], IndicatorValues=TYPED)) == 1
    assert says("WD01", Indicators=["No 4 | Comparable from 2017-18 Q1"], IndicatorValues=TYPED) == []
    assert len(says("WD01", Indicators=["No 4 | Comparable from 2016-17 Q3"], IndicatorValues=TYPED)) == 1


def test_a_decline_of_what_is_counted_elsewhere_is_explained() -> None:
    both = f"{COUNTED} | Denominator from LookedAfter[Children] * 2 - StepUpDown[Stepped up to CYPS]"
    counts = [*LOOKED_AFTER, "As at 2016-12-31 | Children 330"]
    months = ["Month 2017-12 | Stepped up to CYPS 0", "Month 2016-12 | Stepped up to CYPS 300"]
    assert len(says("WD01", Indicators=[both], LookedAfter=counts, StepUpDown=months)) == 1


def test_nothing_to_compare_with_is_missed_only_where_it_can_be_compared() -> None:
    said = ["'Indicator values'!C6: Indicator 4: there is no figure for 2016-17 Q3 to compare with."]
    assert says("TM02", Indicators=["No 4"], IndicatorValues=TYPED[1:]) == said
    for ends in ("Comparable from 2017-18 Q1", "From 2017-18 Q1"):
        assert says("TM02", Indicators=[f"No 4 | {ends}"], IndicatorValues=TYPED[1:]) == []


@pytest.mark.parametrize(
    ("rule", "rows", "found"),
    [
        ("IN18", ["No 1 | Unit percent | Target to 97"], 1),
        ("IN18", ["No 1 | Unit percent | Target 97 | Target to 97"], 0),
        ("IN19", ["No 1 | Unit percent | Target 0.5 | Target to 0.9"], 2),
        ("IN19", ["No 1 | Unit percent | Target 1 | Better when lower"], 0),
        ("IN19", ["No 1 | Unit percent | Target 1 | Better when higher"], 1),
        ("IN19", ["No 1 | Unit days | Target 0.5"], 0),
        ("IN20", ["No 1 | Replaced by 1"], 1),
        ("IN20", ["No 1 | Replaced by 2B", "No 2b"], 0),
    ],
)
def test_targets_and_successors_that_cannot_be_meant_are_named(rule: str, rows: list[str], found: int) -> None:
    assert len(says(rule, Indicators=rows)) == found
