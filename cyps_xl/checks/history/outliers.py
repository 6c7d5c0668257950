"""Sudden changes: how far a figure lies from what its own history leads one to expect.

Median and median absolute deviation (MAD), which a few odd figures in the history do not
move. Counts vary by chance alone, so that the spread is never taken for less than chance
gives (the floors below): otherwise a history of 3, 3, 3, 3, 3, 3 would make 4 a sensation.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

FEWEST_EARLIER = 6
"""Figures before the one in question that a history needs."""
MOST_EARLIER = 24
"""Older figures than these say little about today."""
MAD_TO_SPREAD = 1.4826
"""What makes a MAD comparable with a standard deviation."""
FAR = 4.5
"""Spreads from the middle that are too far when the history is long."""
FARTHER = 9
"""A spread taken from few figures is rough, so that this, shared among them, comes on top: 6 spreads for 6 figures."""
SHARE_OF_HEADCOUNT = 0.04
"""The least spread of a headcount, as a share of its middle."""
SHARE_OF_STEP = 0.015
"""The least spread of the steps from one count to the next, as a share of the count."""
LEAST_SPREAD_OF_RATE = 0.025
"""Two and a half points."""

Floor = Callable[[float], float]


def by_chance(middle: float) -> float:
    """The least spread of a count of events: that of chance."""
    return math.sqrt(max(abs(middle), 1))


def of_headcount(middle: float) -> float:
    """The least spread of a count of people in post."""
    return max(1.0, SHARE_OF_HEADCOUNT * abs(middle))


def of_step(level: float) -> float:
    """The least spread of the steps of a figure that drifts."""
    return max(1.0, SHARE_OF_STEP * abs(level))


def of_rate(out_of: float, middle: float) -> float:
    """The least spread of a rate, as a share of 1: that of chance when it is out of so many.

    A rate that was always 100% may once be less. So one that did and one that did not are
    added to the history (the rule of succession), and one more or less is allowed for.
    """
    share = (min(max(middle, 0.0), 1.0) * out_of + 1) / (out_of + 2) if math.isfinite(out_of) else middle
    return max(LEAST_SPREAD_OF_RATE, math.sqrt(share * (1 - share) / out_of + 1 / out_of**2))


@dataclass(frozen=True)
class Usual:
    """What figures usually are, and how far they usually stray from it; from how many this is known."""

    middle: float
    spread: float
    figures: int

    @classmethod
    def of(cls, figures: Sequence[float], least: float) -> Usual:
        """The median, and the median absolute deviation from it; the spread is never less than `least`."""
        middle = statistics.median(figures)
        spread = MAD_TO_SPREAD * statistics.median([abs(figure - middle) for figure in figures])
        return cls(middle, max(spread, least), len(figures))

    def spreads(self, value: float) -> float:
        """How many spreads a figure lies from the middle."""
        return abs(value - self.middle) / self.spread

    @property
    def too_far(self) -> float:
        """The spreads from which a figure is no longer usual."""
        return FAR + FARTHER / self.figures


def usual(history: Sequence[float], floor: Floor) -> Usual | None:
    """What the latest figures of a history usually are; None when they are too few to say."""
    recent = history[-MOST_EARLIER:]
    return Usual.of(recent, floor(statistics.median(recent))) if len(recent) >= FEWEST_EARLIER else None


def expected(history: Sequence[float], value: float, floor: Floor) -> float | None:
    """What a figure's history leads one to expect, where the figure lies too far from it; otherwise None."""
    known = usual(history, floor)
    return known.middle if known and known.spreads(value) > known.too_far else None


def expected_by_steps(history: Sequence[float], value: float, floor: Floor) -> float | None:
    """The same for a figure that drifts: the last one plus a usual step, or two steps from the one before it.

    The second way keeps one wrong figure from making its successor look wrong as well.
    """
    recent = history[-MOST_EARLIER:]
    if len(recent) < FEWEST_EARLIER:
        return None
    steps = Usual.of([after - before for before, after in pairwise(recent)], floor(recent[-1]))
    away = min(steps.spreads(value - recent[-1]), steps.spreads(value - recent[-2] - steps.middle))
    return recent[-1] + steps.middle if away > steps.too_far else None
