"""Where a share stands in a funnel: against its limits, and against what rounding leaves open."""

from __future__ import annotations

import itertools

import pytest

from cyps_xl.measures import limits
from cyps_xl.measures.funnel import NEARLY_ALL, USUAL, Share, Stands, pooled, share_of, stands

TEN = Share(1000, 10000)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (10, Stands.WITHIN),
        (15, Stands.WITHIN),
        (16, Stands.ABOVE),
        (19, Stands.ABOVE),
        (20, Stands.FAR_ABOVE),
        (5, Stands.WITHIN),
        (4, Stands.BELOW),
        (1, Stands.BELOW),
        (0, Stands.FAR_BELOW),
    ],
)
def test_a_share_of_a_hundred_around_ten_percent(part: int, said: Stands) -> None:
    assert stands(Share(part, 100), TEN) is said


def test_it_stands_outside_where_it_lies_past_the_limit_that_is_drawn() -> None:
    for whole, part in itertools.product((20, 80, 300), range(0, 21)):
        share, found = part / whole, stands(Share(part, whole), TEN)
        inner, outer = (limits.funnel(0.1, whole, confidence) for confidence in (USUAL, NEARLY_ALL))
        assert (found is Stands.WITHIN) is (inner.lower <= share <= inner.upper)
        assert (found in (Stands.FAR_ABOVE, Stands.FAR_BELOW)) is not (outer.lower <= share <= outer.upper)


def test_nothing_is_told_that_rounding_could_turn() -> None:
    assert stands(Share(15, 100, 5), TEN) is Stands.TURNED_BY_ROUNDING
    assert stands(Share(10, 100, 5), TEN) is Stands.WITHIN
    assert stands(Share(60, 300, 5), TEN) is Stands.FAR_ABOVE
    assert stands(Share(16, 100), Share(20, 200, 5)) is Stands.TURNED_BY_ROUNDING


def test_whatever_counts_lie_behind_rounded_ones_stand_as_is_told() -> None:
    rounded = [Share(part, whole, 5) for part in range(0, 60, 5) for whole in range(60, 200, 35)]
    baseline = Share(100, 1000, 5)
    off = (-2.4, 0, 2.4)
    for share in rounded:
        told = stands(share, baseline)
        behind = {
            stands(Share(max(0, share.part + a), share.whole + b), Share(100 + c, 1000 + d))
            for a, b, c, d in itertools.product(off, off, off, off)
        }
        assert told is Stands.TURNED_BY_ROUNDING or behind == {told}


def test_a_baseline_of_nobody_or_everybody_leaves_no_funnel() -> None:
    assert stands(Share(1, 100), Share(0, 100)) is None
    assert stands(Share(1, 100), Share(100, 100)) is None
    assert stands(Share(1, 100), Share(2.5, 100, 5)) is Stands.TURNED_BY_ROUNDING
    assert stands(Share(1, 100), Share(98, 100, 5)) is Stands.TURNED_BY_ROUNDING


def test_two_counts_make_a_share_where_one_is_part_of_the_other() -> None:
    assert share_of(5, 10, 5) == Share(5, 10, 5)
    assert share_of(5, 10) == Share(5, 10, 0)
    assert share_of(None, 10) is None
    assert share_of(5, None) is None
    assert share_of(11, 10) is None


def test_all_have_together_what_they_have_each() -> None:
    assert pooled([Share(1, 10, 5), Share(2, 20)]) == Share(3, 30, 5)
    assert pooled([]) is None


def test_a_very_small_rounded_whole_stays_above_nought() -> None:
    assert Share(0, 2, 5).highest == (1.0, 1.0)
    assert Share(0, 2, 5).lowest == (0.0, 4.5)
