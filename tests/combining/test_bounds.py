"""Limits of counts that are rounded or not told: the truth lies between them, and no published figure allows less."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.combining.bounds import (
    Bounds,
    Impossible,
    Share,
    added,
    at_places,
    exact,
    printed_alike,
    rate,
    rounded,
    withheld,
)
from cyps_xl.disclosure.rounding import to_base

counts = st.integers(0, 12)


def limits(low: int, high: int | None) -> Bounds:
    return Bounds(Fraction(low), None if high is None else Fraction(high))


@given(st.integers(0, 300))
def test_a_rounded_count_lies_between_its_limits(true: int) -> None:
    assert rounded(to_base(Fraction(true)), 5).holds(true)


@given(st.integers(0, 60).map(lambda times: times * 5))
def test_the_limits_of_a_rounded_count_are_those_counts_that_round_to_it(published: int) -> None:
    found = rounded(published, 5)
    assert found.high is not None
    possible = [true for true in range(published + 10) if to_base(Fraction(true)) == published]
    assert (found.low, found.high) == (min(possible), max(possible))


def test_a_count_that_is_not_told_may_be_of_any_size() -> None:
    assert withheld(1) == limits(1, None)
    assert not withheld(1).holds(0)


def test_a_part_is_no_larger_than_its_whole_and_a_whole_no_smaller_than_its_part() -> None:
    assert Share.of(withheld(1), exact(40), is_part=True).number == limits(1, 40)
    assert Share.of(exact(40), withheld(1), is_part=True).out_of == limits(40, None)


def test_what_is_no_part_is_not_held_to_its_denominator() -> None:
    days = Share.of(withheld(0), exact(40), is_part=False)
    assert days.number == limits(0, None)


def test_a_part_larger_than_its_whole_is_impossible() -> None:
    with pytest.raises(Impossible):
        Share.of(exact(41), exact(40), is_part=True)
    with pytest.raises(Impossible):
        Share.of(rounded(50, 5), rounded(45, 5), is_part=True)


def test_rounding_may_put_a_part_above_its_whole() -> None:
    assert Share.of(rounded(45, 5), exact(44), is_part=True).number == limits(43, 44)


def test_a_sum_without_an_upper_limit_has_none() -> None:
    both = [Share.of(exact(5), exact(9), is_part=False), Share.of(withheld(1), exact(9), is_part=False)]
    assert added(both).number == limits(6, None)


narrow = st.tuples(counts, st.integers(0, 3)).map(lambda ends: limits(ends[0], ends[0] + ends[1]))


@st.composite
def shares(draw: st.DrawFn) -> Share:
    try:
        return Share.of(draw(narrow), draw(narrow), is_part=True)
    except Impossible:
        return Share.of(exact(1), exact(draw(st.integers(1, 5))), is_part=True)


def possible(share: Share) -> list[tuple[int, int]]:
    """Every pair of counts that a council may have."""
    (a, b), (c, d) = ((int(one.low), int(one.high or 0)) for one in (share.number, share.out_of))
    pairs = product(range(a, b + 1), range(c, d + 1))
    return [(n, whole) for n, whole in pairs if n <= whole]


@given(st.lists(shares(), min_size=1, max_size=3))
def test_the_limits_of_sums_and_rates_are_the_tightest(several: list[Share]) -> None:
    worlds = [
        (sum(n for n, _ in world), sum(d for _, d in world)) for world in product(*(possible(one) for one in several))
    ]
    found = added(several)
    assert (found.number.low, found.number.high) == (min(n for n, _ in worlds), max(n for n, _ in worlds))
    assert (found.out_of.low, found.out_of.high) == (min(d for _, d in worlds), max(d for _, d in worlds))
    rates = [Fraction(n, d) for n, d in worlds if d]
    between = rate(several)
    if rates:
        assert between is not None
        assert (between.low, between.high) == (min(rates), max(rates))
    else:
        assert between is None


def test_a_share_of_which_nothing_is_told_may_be_anything() -> None:
    unknown = Share.of(withheld(1), withheld(1), is_part=True)
    assert rate([unknown, Share.of(exact(1), exact(10), is_part=True)]) == limits(0, 1)


def test_an_average_of_which_the_days_are_not_told_has_no_upper_limit() -> None:
    assert rate([Share.of(withheld(0), exact(10), is_part=False)]) == limits(0, None)


def test_a_range_is_printed_wider_never_narrower() -> None:
    found = at_places(Bounds(Fraction(1, 3), Fraction(2, 3)), 1)
    assert (found.low, found.high) == (Fraction(3, 10), Fraction(7, 10))


@pytest.mark.parametrize(("high", "alike"), [("8.649", "8.6"), ("8.65", None), (None, None)])
def test_a_figure_is_told_where_all_that_it_may_be_prints_alike(high: str | None, alike: str | None) -> None:
    bounds = Bounds(Fraction("8.55"), None if high is None else Fraction(high))
    assert printed_alike(bounds, 1) == (None if alike is None else Fraction(alike))
