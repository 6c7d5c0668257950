"""Intervals and comparisons against published numbers, and what must be true of any."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.measures.chance import (
    MOST,
    Chance,
    byar,
    chance_of_counts,
    chance_of_rates,
    exact_count,
    from_a_known,
    is_part_of,
    is_rate_of,
    newcombe,
    poisson_up_to,
    rate_interval,
    wilson,
)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (1, 100, 0.0017674320641406511, 0.054486196178705294),
        (65, 100, 0.5525444329688797, 0.7363575175690247),
    ],
)
def test_a_share_has_wilson_s_interval(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole)
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-12)


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_chance_of_two_counts_is_that_of_the_tails_of_all_ways_to_part_their_sum(now: int, before: int) -> None:
    both = now + before
    tail = sum(math.comb(both, count) for count in range(min(now, before) + 1))
    assert chance_of_counts(now, before) == pytest.approx(min(1.0, float(Fraction(2 * tail, 2**both))), rel=1e-9)


def test_large_counts_are_compared_at_once() -> None:
    assert chance_of_counts(1_000_000, 1_000_500) == pytest.approx(0.724, abs=0.001)
    assert chance_of_counts(1_000_000, 1_005_000) < 0.001


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from([(1, 1), (1, 3), (7, 2), (1, 40)]))
def test_the_chance_of_two_rates_is_that_of_their_counts_given_the_sum(
    now: int, before: int, bases: tuple[int, int]
) -> None:
    both, share = now + before, Fraction(bases[0], sum(bases))
    likely = [math.comb(both, count) * share**count * (1 - share) ** (both - count) for count in range(both + 1)]
    tail = min(sum(likely[: now + 1]), sum(likely[now:]))
    found = chance_of_rates((now, bases[0]), (before, bases[1]))
    assert found == pytest.approx(min(1.0, float(2 * tail)), rel=1e-9)


def test_two_rates_of_one_base_are_compared_as_two_counts() -> None:
    assert chance_of_rates((18, 900.0), (15, 900.0)) == pytest.approx(chance_of_counts(18, 15))


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ((18, 1000), (15, 1000), Chance.COULD_BE),
        ((18, 1000), (15, 4000), Chance.MORE),
        ((300_000, 1e6), (100_000, 1e6), Chance.MORE),
        ((100_000, 1e6), (300_000, 1e6), Chance.MORE),
        ((MOST, 1e7), (1, 1e7), None),
    ],
)
def test_two_rates_could_be_chance_or_are_more(
    now: tuple[float, float], before: tuple[float, float], said: Chance | None
) -> None:
    assert Chance.of_rates(now, before) is said


@pytest.mark.parametrize(
    ("count", "base", "is_one"),
    [(3, 34.5, True), (0, 1, True), (40, 3, True), (1.5, 3, False), (-1, 3, False), (3, 0, False), (None, 3, False),
     (3, None, False)],
)  # fmt: skip
def test_a_rate_has_a_whole_count_and_a_base_which_it_may_exceed(
    count: float | None, base: float | None, is_one: bool
) -> None:
    assert is_rate_of(count, base) is is_one


@given(st.integers(1, 500), st.integers(0, 500))
def test_a_share_lies_in_its_interval_and_that_within_nought_and_one(whole: int, part: int) -> None:
    found = wilson(min(part, whole), whole)
    assert 0 <= found.low <= found.high <= 1
    assert found.low <= min(part, whole) / whole + 1e-12
    assert found.high >= min(part, whole) / whole - 1e-12


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),  # Newcombe 1998, table II
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1),
    ],
)
def test_two_shares_differ_by_newcombe_s_interval(
    now: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    found = newcombe(now, before)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_change_of_a_share_is_more_than_chance_only_past_nought() -> None:
    assert newcombe((11, 177), (9, 169)).holds(0)
    assert not newcombe((150, 200), (90, 200)).holds(0)


@pytest.mark.parametrize(
    ("now", "before", "likely"), [(18, 15, 0.73), (2, 1, 1), (10, 19, 0.14), (0, 0, 1), (0, 8, 0.01)]
)
def test_two_counts_are_compared_exactly(now: int, before: int, likely: float) -> None:
    assert round(chance_of_counts(now, before), 2) == likely
    assert chance_of_counts(now, before) == chance_of_counts(before, now)


def test_counts_of_thousands_are_compared_as_well() -> None:
    assert chance_of_counts(5000, 5100) > 0.3
    assert chance_of_counts(5000, 6000) < 1e-9


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0, 3.6889), (1, 0.0253, 5.5716), (5, 1.6235, 11.6683)])
def test_few_have_the_exact_interval(count: int, low: float, high: float) -> None:
    """Garwood's, as every table of Poisson limits has them."""
    found = exact_count(count)
    assert [found.low, found.high] == pytest.approx([low, high], abs=5e-5)
    assert rate_interval(count, 10).high == pytest.approx(high / 10, abs=5e-6)


def test_the_exact_interval_is_where_a_count_as_far_out_is_as_unlikely_as_asked_for() -> None:
    found = exact_count(7, 0.998)
    assert 1 - poisson_up_to(6, found.low) == pytest.approx(0.001)
    assert poisson_up_to(7, found.high) == pytest.approx(0.001)


def test_from_ten_on_byar_s_interval_is_as_good() -> None:
    assert rate_interval(65, 1) == byar(65)
    assert byar(65).low == pytest.approx(exact_count(65).low, rel=1e-3)
    assert byar(65).high == pytest.approx(exact_count(65).high, rel=1e-3)
    assert byar(0).low == 0


def test_a_rate_differs_from_a_known_one_when_its_own_interval_does_not_hold_it() -> None:
    own = wilson(598, 982)
    assert Chance.of(from_a_known((598, 982), 0.692)) is Chance.MORE
    assert Chance.of(from_a_known((598, 982), own.high)) is Chance.COULD_BE
    assert Chance.of(from_a_known((10, 57), 0.142)) is Chance.COULD_BE


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (18, 15, Chance.COULD_BE),
        (58, 15, Chance.MORE),
        (0, 5, Chance.COULD_BE),
        (0, 6, Chance.MORE),
        (None, 5, None),
        (5, None, None),
        (5.5, 5, None),
        (-5, 5, None),
        (MOST, 1, None),
    ],
)
def test_two_counts_could_be_chance_or_are_more_or_are_no_counts(
    now: float | None, before: float | None, said: Chance | None
) -> None:
    assert Chance.of_counts(now, before) is said


@pytest.mark.parametrize(
    ("part", "whole", "is_one"),
    [(3, 34, True), (0, 1, True), (1, 1, True), (0, 0, False), (2, 1, False), (-1, 1, False), (1.5, 3, False),
     (1, 3.5, False), (None, 3, False), (3, None, False)],
)  # fmt: skip
def test_a_share_has_whole_counts_of_which_one_is_part_of_the_other(
    part: float | None, whole: float | None, is_one: bool
) -> None:
    assert is_part_of(part, whole) is is_one


def test_numbers_so_far_apart_that_nothing_is_left_are_told_at_once() -> None:
    assert chance_of_counts(12_300_000, 15_000_000) == 0
