"""Sudden changes: what a few odd figures in a history do not move, and what chance alone explains."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.checks.history import outliers as sudden

HISTORIES = st.lists(st.integers(0, 500), min_size=6, max_size=40)


@given(history=HISTORIES)
def test_what_is_expected_is_never_sudden(history: list[int]) -> None:
    known = sudden.usual(history, sudden.by_chance)
    assert known is not None
    assert sudden.expected(history, known.middle, sudden.by_chance) is None


@given(history=HISTORIES, value=st.integers(0, 500), farther=st.integers(1, 500))
def test_what_lies_farther_off_is_no_less_sudden(history: list[int], value: int, farther: int) -> None:
    known = sudden.usual(history, sudden.by_chance)
    assert known is not None
    away = value + farther if value >= known.middle else value - farther
    if sudden.expected(history, value, sudden.by_chance) is not None:
        assert sudden.expected(history, away, sudden.by_chance) is not None


@given(history=st.lists(st.integers(0, 500), max_size=5), value=st.integers())
def test_fewer_than_six_figures_lead_one_to_expect_nothing(history: list[int], value: int) -> None:
    assert sudden.expected(history, value, sudden.by_chance) is None
    assert sudden.expected_by_steps(history, value, sudden.of_step) is None


@given(middle=st.integers(20, 400), odd=st.integers(0, 10_000))
def test_one_odd_figure_in_a_history_changes_nothing(middle: int, odd: int) -> None:
    calm = [middle - 1, middle, middle + 1] * 4
    for value in (middle, middle * 10):
        assert bool(sudden.expected(calm, value, sudden.by_chance)) == bool(
            sudden.expected([*calm, odd], value, sudden.by_chance)
        )


def test_a_count_that_never_changed_may_still_vary_by_chance() -> None:
    assert sudden.expected([3] * 12, 4, sudden.by_chance) is None
    assert sudden.expected([3] * 12, 13, sudden.by_chance) == 3


def test_only_the_latest_24_figures_count() -> None:
    assert sudden.expected([900] * 30 + [30] * 24, 30, sudden.by_chance) is None
    assert sudden.expected([30] * 30 + [900] * 24, 30, sudden.by_chance) == 900


def test_a_long_history_says_more_than_a_short_one() -> None:
    assert sudden.expected([30] * 6, 62, sudden.by_chance) is None
    assert sudden.expected([30] * 24, 62, sudden.by_chance) == 30


@pytest.mark.parametrize(("in_time", "is_sudden"), [(25, False), (22, True)])
def test_a_rate_that_was_always_full_may_once_be_less(in_time: int, is_sudden: bool) -> None:
    floor = partial(sudden.of_rate, 30)
    assert (sudden.expected([1.0] * 12, in_time / 30, floor) is not None) == is_sudden


@given(share=st.floats(0, 1), out_of=st.integers(1, 2000))
def test_the_spread_of_a_rate_is_chance_or_more_and_less_the_more_it_is_out_of(share: float, out_of: int) -> None:
    spread = sudden.of_rate(out_of, share)
    assert spread >= sudden.LEAST_SPREAD_OF_RATE
    assert spread >= sudden.of_rate(out_of * 10, share) - 1e-12
