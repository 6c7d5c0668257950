"""Rates, sums and averages: a blank stays a blank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.measures.rates import added, average, difference, ratio, rounded, total, whole_total

figures = st.one_of(st.none(), st.integers(0, 10_000))


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(1.005, 2, 1.01), (2.675, 2, 2.68), (0.285, 2, 0.29), (-2.5, 0, -3.0), (12.45, 1, 12.5), (0.0125, 3, 0.013)],
)
def test_rounding_is_excels_half_away_from_zero(value: float, decimals: int, expected: float) -> None:
    assert rounded(value, decimals) == expected


def test_just_under_a_half_is_rounded_down() -> None:
    assert rounded(0.0124999, 3) == 0.012


def test_a_blank_is_not_a_zero() -> None:
    assert ratio(None, 5) is None
    assert ratio(5, None) is None
    assert added(1, None) is None
    assert difference(None, 1) is None
    assert difference(1, None) is None
    assert total([None, None]) is None
    assert whole_total([]) is None
    assert whole_total(iter([1, None])) is None
    assert average([]) is None


def test_a_zero_is_a_figure() -> None:
    assert ratio(0, 5) == 0
    assert total([None, 0]) == 0
    assert whole_total([0, 0]) == 0
    assert average([0, None]) == 0


def test_nothing_divided_by_nothing_is_no_rate() -> None:
    assert ratio(0, 0) is None


def test_december_supervision_comes_out_as_published() -> None:
    assert added(117, 31) == 148
    assert rounded((ratio(114 + 31, 148) or 0) * 100, 1) == 98.0
    assert rounded((ratio(114, 117) or 0) * 100, 1) == 97.4


def test_full_time_posts_are_not_rounded_before_dividing() -> None:
    fte = ratio(284, 37)
    assert rounded(ratio(95, fte) or 0, 1) == 12.4


def test_a_difference_may_be_negative() -> None:
    assert difference(3, 5) == -2


@given(st.lists(figures))
def test_an_average_lies_between_the_least_and_the_most(values: list[int | None]) -> None:
    present = [v for v in values if v is not None]
    mean = average(values)
    assert (mean is None) == (not present)
    if mean is not None:
        assert min(present) - 1e-9 <= mean <= max(present) + 1e-9


@given(st.integers(0, 5_000), st.integers(1, 5_000))
def test_a_rounded_rate_is_never_further_off_than_half_a_step(part: int, whole: int) -> None:
    assert abs(rounded(part / whole, 3) - part / whole) <= 0.0005 + 1e-12
