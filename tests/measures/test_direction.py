"""Direction of improvement: the published examples, the boundaries, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.measures.direction import Better, Direction, Measured, against, direction, worsening

rates = st.integers(0, 1000).map(lambda n: n / 1000)


def of_rate(current: float | None, previous: float | None, better: Better, **rules: bool) -> Direction:
    return direction(
        current,
        previous,
        better=better,
        decimals=3,
        tolerance=0.05,
        measured=Measured.POINTS,
        is_rate=True,
        comparable=rules.get("comparable", True),
    )


def of_count(current: float | None, previous: float | None, better: Better, decimals: int = 0) -> Direction:
    return direction(current, previous, better=better, decimals=decimals, tolerance=0.05)


def test_re_registrations_up_by_nine_tenths_of_a_point_are_within_tolerance() -> None:
    assert of_rate(11 / 177, 9 / 169, Better.LOWER) is Direction.WITHIN_TOLERANCE


def test_days_on_the_register_up_by_a_third_have_declined() -> None:
    assert of_count(288.3, 212, Better.LOWER, decimals=1) is Direction.DECLINED


def test_three_more_complaints_than_fifteen_are_a_decline() -> None:
    assert of_count(18, 15, Better.LOWER) is Direction.DECLINED


def test_fewer_compliments_are_a_decline() -> None:
    assert of_count(10, 19, Better.HIGHER) is Direction.DECLINED


def test_no_investigation_twice_is_maintained_and_not_the_best_possible() -> None:
    assert of_count(0, 0, Better.LOWER) is Direction.MAINTAINED


def test_the_first_complaint_after_none_is_a_decline() -> None:
    assert of_count(1, 0, Better.LOWER) is Direction.DECLINED


def test_exactly_five_points_worse_has_declined_and_a_tenth_less_has_not() -> None:
    assert of_rate(0.908, 0.958, Better.HIGHER) is Direction.DECLINED
    assert of_rate(0.909, 0.958, Better.HIGHER) is Direction.WITHIN_TOLERANCE


def test_exactly_five_percent_more_complaints_have_declined_and_fewer_have_not() -> None:
    assert of_count(105, 100, Better.LOWER) is Direction.DECLINED
    assert of_count(104, 100, Better.LOWER) is Direction.WITHIN_TOLERANCE


def test_a_difference_that_the_page_does_not_show_is_maintained() -> None:
    assert of_rate(0.97604, 0.97596, Better.HIGHER) is Direction.MAINTAINED


def test_a_rate_at_its_best_needs_nothing_to_compare_with() -> None:
    assert of_rate(1, None, Better.HIGHER) is Direction.BEST_POSSIBLE
    assert of_rate(0, 0.5, Better.LOWER) is Direction.BEST_POSSIBLE
    assert of_rate(0.9994, 0.5, Better.HIGHER) is Direction.IMPROVED


def test_a_blank_on_either_side_is_not_compared() -> None:
    assert of_rate(None, 0.5, Better.LOWER) is Direction.NOT_COMPARABLE
    assert of_rate(0.5, None, Better.LOWER) is Direction.NOT_COMPARABLE


def test_an_indicator_marked_not_comparable_is_not_compared() -> None:
    assert of_rate(0.5, 0.4, Better.HIGHER, comparable=False) is Direction.NOT_COMPARABLE


def test_worsening_is_measured_in_points_or_against_last_year() -> None:
    assert worsening(-0.02, 0.5, Measured.POINTS) == 0.02
    assert worsening(-0.02, 0.5, Measured.RELATIVE) == 0.04


@pytest.mark.parametrize(
    ("own", "wales", "better", "expected"),
    [
        (0.976, 0.908, Better.HIGHER, Direction.IMPROVED),
        (0.078, 0.063, Better.LOWER, Direction.DECLINED),
        (0.5004, 0.4996, Better.LOWER, Direction.MAINTAINED),
        (None, 0.5, Better.LOWER, Direction.NOT_COMPARABLE),
        (0.5, None, Better.LOWER, Direction.NOT_COMPARABLE),
    ],
)
def test_against_wales(own: float | None, wales: float | None, better: Better, expected: Direction) -> None:
    assert against(own, wales, better=better, decimals=3) is expected


@given(rates, rates)
def test_what_is_better_one_way_is_worse_the_other(current: float, previous: float) -> None:
    up = against(current, previous, better=Better.HIGHER, decimals=3)
    down = against(current, previous, better=Better.LOWER, decimals=3)
    assert (up is Direction.IMPROVED) == (down is Direction.DECLINED)


@given(rates, rates, st.sampled_from(Better))
def test_an_arrow_never_contradicts_the_page(current: float, previous: float, better: Better) -> None:
    found = of_rate(current, previous, better)
    if found is Direction.IMPROVED:
        assert (current > previous) == (better is Better.HIGHER)
    if found is Direction.MAINTAINED:
        assert current == previous


@pytest.mark.parametrize(
    ("current", "previous", "expected"),
    [
        (12, 10, Direction.UP),
        (8, 10, Direction.DOWN),
        (10, 10, Direction.UNCHANGED),
        (None, 10, Direction.NOT_COMPARABLE),
        (10, None, Direction.NOT_COMPARABLE),
    ],
)
def test_a_figure_of_which_neither_way_is_good_is_never_judged(
    current: float | None, previous: float | None, expected: Direction
) -> None:
    found = direction(current, previous, better=Better.NEITHER, decimals=0, tolerance=0.05)
    assert found is expected
    assert not found.is_worse
    assert against(current, previous, better=Better.NEITHER, decimals=0) is expected


def test_a_rate_that_nobody_judges_is_never_the_best_possible() -> None:
    found = direction(1.0, 0.5, better=Better.NEITHER, decimals=3, tolerance=0.05, is_rate=True)
    assert found is Direction.UP


def test_worse_is_what_declined_by_however_little() -> None:
    assert [one for one in Direction if one.is_worse] == [Direction.WITHIN_TOLERANCE, Direction.DECLINED]
