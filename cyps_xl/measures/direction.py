"""Direction of improvement: which way an indicator has gone, and whether that is within tolerance.

The rule is the performance key of the published report: improved, maintained, within 5%
of the previous year, declined by 5% or more, maximum performance, or not comparable.
Figures are compared as published (rounded), so that an arrow never contradicts the page.
The published arrows show that 5% means percentage points for a rate and relative change
for a count or an average.
"""

from __future__ import annotations

from enum import Enum

from cyps_xl.measures.rates import Figure, rounded

CHANGE_DECIMALS = 6
"""Differences are rounded to this before they meet the tolerance: 0.958 − 0.908 is 0.05, not 0.0499…9."""


class Better(Enum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"
    """A figure that is watched and not judged: how many children there are."""


class Measured(Enum):
    """How a worsening is held against the tolerance."""

    POINTS = "points"
    RELATIVE = "relative"


class Direction(Enum):
    """A direction of improvement; the value is the code its cell holds."""

    IMPROVED = 2
    MAINTAINED = 0
    WITHIN_TOLERANCE = -1
    DECLINED = -2
    BEST_POSSIBLE = "★"
    NOT_COMPARABLE = "–"
    UP = "△"
    """Higher, of a figure of which neither way is good; no arrow, whose colour would judge."""
    DOWN = "▽"
    UNCHANGED = "="

    @property
    def is_worse(self) -> bool:
        """Whether it is for the worse."""
        return self in (Direction.WITHIN_TOLERANCE, Direction.DECLINED)

    @property
    def is_change(self) -> bool:
        """Whether one figure, as published, is another than that it is held against."""
        return self.is_worse or self in (Direction.IMPROVED, Direction.UP, Direction.DOWN)


def is_best_possible(current: float, better: Better, decimals: int) -> bool:
    """Whether a rate (1 is 100%) stands, as published, where it can get no better."""
    published = rounded(current, decimals)
    return published >= 1 if better is Better.HIGHER else published <= 0


def gain(current: float, previous: float, better: Better, decimals: int) -> float:
    """The change as published, above 0 when it is for the better; where neither way is good, above 0 when higher."""
    change = rounded(current, decimals) - rounded(previous, decimals)
    return rounded(-change if better is Better.LOWER else change, CHANGE_DECIMALS)


def worsening(gained: float, previous: float, measured: Measured) -> float:
    """How much worse, in the measure that the tolerance is given in.

    `previous` is last year's figure as published. From 0 any relative worsening is the
    whole of it: 1.
    """
    if measured is Measured.POINTS:
        return -gained
    return rounded(-gained / abs(previous), CHANGE_DECIMALS) if previous else 1.0


def direction(
    current: Figure,
    previous: Figure,
    *,
    better: Better,
    decimals: int,
    tolerance: float,
    measured: Measured = Measured.RELATIVE,
    is_rate: bool = False,
    comparable: bool = True,
) -> Direction:
    """The direction of improvement from the previous figure to the current one.

    `decimals` are those of the figures as they are passed (a rate of 97.6% is 0.976: 3).
    A blank on either side is not comparable; it is never taken for a zero. A rate at its
    best possible value needs nothing to be compared with.
    """
    if current is None:
        return Direction.NOT_COMPARABLE
    if is_rate and better is not Better.NEITHER and is_best_possible(current, better, decimals):
        return Direction.BEST_POSSIBLE
    if previous is None or not comparable:
        return Direction.NOT_COMPARABLE
    gained = gain(current, previous, better, decimals)
    if better is Better.NEITHER:
        return _unjudged(gained)
    if gained > 0:
        return Direction.IMPROVED
    if gained == 0:
        return Direction.MAINTAINED
    worse = worsening(gained, rounded(previous, decimals), measured)
    return Direction.WITHIN_TOLERANCE if worse < tolerance else Direction.DECLINED


def _unjudged(change: float) -> Direction:
    """Which way a figure went of which neither way is good."""
    if change == 0:
        return Direction.UNCHANGED
    return Direction.UP if change > 0 else Direction.DOWN


def against(own: Figure, other: Figure, *, better: Better, decimals: int) -> Direction:
    """The latest full year against another area, such as Wales, in that year: better, the same or worse."""
    if own is None or other is None:
        return Direction.NOT_COMPARABLE
    gained = gain(own, other, better, decimals)
    if better is Better.NEITHER:
        return _unjudged(gained)
    if gained > 0:
        return Direction.IMPROVED
    return Direction.MAINTAINED if gained == 0 else Direction.DECLINED
