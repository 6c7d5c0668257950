"""What limits say in words: whether the latest month is special, for better or worse, and whether a target is met.

The words are those of NHS England, Making Data Count: the latest point says of which kind the variation is, and the
limits at it say what assurance they give. Its package NHSRplotthedots goes by the same rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from cyps_xl.measures.direction import Better
from cyps_xl.measures.limits import Limits, Signal, is_over


class Variation(Enum):
    """Of which kind the latest month's variation is; the value is the sign and the word."""

    IMPROVING = "▲ special cause, improving"
    CONCERNING = "▼ special cause, concerning"
    HIGHER = "△ special cause, higher"
    LOWER = "▽ special cause, lower"
    COMMON = "≈ common cause"


class Assurance(Enum):
    """Whether a target is met as long as nothing changes; the value is the sign and the word."""

    ALWAYS = "✓ target always met"
    NEVER = "✗ target never met"
    HIT_AND_MISS = "? hit and miss"


def ways(signals: Sequence[Signal | None], sides: Sequence[int], trends: Sequence[int]) -> list[int]:
    """Which way each point is set apart: 1 up, -1 down, 0 where nothing sets it apart.

    `sides` and `trends` are what measures.limits gives of the points: a trend goes its own way, whatever its side.
    """
    found = []
    for signal, side, trend in zip(signals, sides, trends, strict=True):
        if signal is None:
            found.append(0)
        elif signal in (Signal.ABOVE, Signal.BELOW):
            found.append(1 if signal is Signal.ABOVE else -1)
        else:
            found.append((trend > 0) - (trend < 0) if signal is Signal.TREND else side)
    return found


def variation_of(way: int, better: Better) -> Variation:
    """The kind of variation of a point that is set apart that way."""
    if way == 0:
        return Variation.COMMON
    if better is Better.NEITHER:
        return Variation.HIGHER if way > 0 else Variation.LOWER
    return Variation.IMPROVING if (way > 0) == (better is Better.HIGHER) else Variation.CONCERNING


def assurance_of(limits: Limits, target: float, better: Better) -> Assurance:
    """What the limits say of a target that is a least where higher is better, a most where lower is.

    A limit that lies on the target meets it.
    """
    good, bad = (limits.lower, limits.upper) if better is Better.HIGHER else (limits.upper, limits.lower)
    sign = 1 if better is Better.HIGHER else -1
    if is_over(sign * target, sign * bad):
        return Assurance.NEVER
    return Assurance.HIT_AND_MISS if is_over(sign * target, sign * good) else Assurance.ALWAYS
