"""Where a year may end: the range, when it says nothing, and its test on the past."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.measures.rates import Figure
from cyps_xl.measures.year_end import FEWEST, PastYear, YearEnd, ended_within, evenly, year_end


def years(*pairs: tuple[Figure, Figure]) -> list[PastYear]:
    """Past years, the latest first: what each stood at, and what it came to."""
    return [PastYear(to_date, end) for to_date, end in pairs]


FOUR = years((40, 50), (40, 60), (50, 60), (45, 60))
"""Went on by 1.25, 1.5, 1.2 and 1⅓."""
THIRD = evenly(3, accumulates=True)


def test_the_range_runs_from_the_least_to_the_greatest_way_that_past_years_went_on() -> None:
    found = year_end(44, FOUR, THIRD, decimals=0)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((44 * 1.2, 44 * 1.5))


def test_going_on_evenly_is_one_way_more() -> None:
    quick = years((40, 50), (40, 50), (40, 50), (40, 50))
    found = year_end(40, quick, THIRD, decimals=0)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((50, 40 * 4 / 3))


@pytest.mark.parametrize(
    ("quarter", "accumulates", "times"), [(1, True, 4), (2, True, 2), (3, True, 4 / 3), (1, False, 1), (3, False, 1)]
)
def test_a_count_grows_through_the_year_and_a_rate_goes_on_as_it_is(
    quarter: int, accumulates: bool, times: float
) -> None:
    assert evenly(quarter, accumulates) == times


@pytest.mark.parametrize("now", [None, 0, -3])
def test_of_nothing_to_date_nothing_is_said(now: Figure) -> None:
    assert year_end(now, FOUR, THIRD, decimals=0) is None


@pytest.mark.parametrize("lacking", [(None, 50), (40, None), (0, 50), (-1, 50)])
def test_of_fewer_than_four_past_years_nothing_is_said(lacking: tuple[Figure, Figure]) -> None:
    assert year_end(44, FOUR[:3], THIRD, decimals=0) is None
    assert year_end(44, [*FOUR[:3], *years(lacking)], THIRD, decimals=0) is None
    assert year_end(44, [*FOUR[:3], *years(lacking), FOUR[3]], THIRD, decimals=0) is not None


def test_a_share_ends_at_no_more_than_all() -> None:
    past = years(*[(0.8, 0.9)] * 4)
    found = year_end(0.95, past, evenly(2, accumulates=False), decimals=3, most=1)
    assert found is not None
    assert (found.low, found.high) == (0.95, 1)


def test_the_test_of_a_past_year_knows_the_years_before_it_alone() -> None:
    """The latest went on by 2, as no year before it; the one before by 1.5, between 1.2 and 1.6."""
    past = years((30, 60), (40, 60), (50, 60), (50, 80), (45, 60))
    assert [ended_within(past, at, THIRD, 0) for at in range(5)] == [False, True, False, None, None]
    found = year_end(44, past, THIRD, decimals=0)
    assert found == YearEnd(44 * 1.2, 44 * 2, held=1, tested=3)


def test_a_past_year_of_which_a_figure_is_missing_is_not_tested() -> None:
    for lacking in ((None, 60), (40, None), (0, 60)):
        assert ended_within([*years(lacking), *FOUR], 0, THIRD, 0) is None


def test_figures_are_compared_as_published() -> None:
    """The year before gave at most 48.3, which reads 48; the year came to 48.4, which reads 48, too."""
    past = years((35, 48.4), (100, 138), (100, 135))
    assert ended_within(past, 0, 1.33, decimals=0) is True
    assert ended_within(past, 0, 1.33, decimals=1) is False


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 120)), min_size=FEWEST, max_size=8), st.integers(1, 90))
def test_a_range_holds_going_on_evenly_and_as_any_past_year(pairs: list[tuple[int, int]], now: int) -> None:
    past = years(*pairs)
    found = year_end(now, past, THIRD, decimals=0)
    assert (found is None) is (sum(to_date > 0 for to_date, _ in pairs) < FEWEST)
    if found is not None:
        ways = [THIRD, *(end / to_date for to_date, end in pairs if to_date)]
        assert all(found.low <= now * way <= found.high for way in ways)
        assert found.held <= found.tested


def test_of_years_that_are_alike_about_as_many_end_within_as_theory_has() -> None:
    """Seven of nine of eight years, and more by as much as going on evenly widens the range."""
    chance, held = random.Random(1), 0
    for _ in range(2000):
        ways = [chance.uniform(1.5, 2.5) for _ in range(9)]
        past = years(*[(100, 100 * way) for way in ways[1:]])
        found = year_end(100, past, 1.6, decimals=0)
        assert found is not None
        held += found.low <= 100 * ways[0] <= found.high
    assert 7 / 9 - 0.03 < held / 2000 < 0.85
