"""What limits say in words: special or common cause, for better or worse, and whether a target is met."""

from __future__ import annotations

import pytest

from cyps_xl.measures.direction import Better
from cyps_xl.measures.limits import Limits, Signal
from cyps_xl.measures.variation import Assurance, Variation, assurance_of, variation_of, ways


def test_a_point_goes_the_way_of_what_sets_it_apart() -> None:
    signals = [None, Signal.ABOVE, Signal.BELOW, Signal.RUN, Signal.NEAR, Signal.TREND, Signal.TREND]
    assert ways(signals, [1, 1, -1, -1, 1, 1, -1], [7, 1, 1, 7, -7, -7, 8]) == [0, 1, -1, -1, 1, -1, 1]


@pytest.mark.parametrize(
    ("way", "better", "kind"),
    [
        (0, Better.HIGHER, Variation.COMMON),
        (1, Better.HIGHER, Variation.IMPROVING),
        (-1, Better.HIGHER, Variation.CONCERNING),
        (1, Better.LOWER, Variation.CONCERNING),
        (-1, Better.LOWER, Variation.IMPROVING),
        (1, Better.NEITHER, Variation.HIGHER),
        (-1, Better.NEITHER, Variation.LOWER),
    ],
)
def test_what_is_special_is_for_better_or_worse(way: int, better: Better, kind: Variation) -> None:
    assert variation_of(way, better) is kind


@pytest.mark.parametrize(
    ("target", "better", "says"),
    [
        (8, Better.HIGHER, Assurance.ALWAYS),
        (10, Better.HIGHER, Assurance.ALWAYS),
        (11, Better.HIGHER, Assurance.HIT_AND_MISS),
        (30, Better.HIGHER, Assurance.HIT_AND_MISS),
        (31, Better.HIGHER, Assurance.NEVER),
        (31, Better.LOWER, Assurance.ALWAYS),
        (30, Better.LOWER, Assurance.ALWAYS),
        (29, Better.LOWER, Assurance.HIT_AND_MISS),
        (10, Better.LOWER, Assurance.HIT_AND_MISS),
        (9, Better.LOWER, Assurance.NEVER),
    ],
)
def test_a_target_is_met_always_never_or_now_and_then(target: float, better: Better, says: Assurance) -> None:
    assert assurance_of(Limits(20, 10, 30), target, better) is says
