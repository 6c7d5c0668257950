"""Sudden changes: how far a figure lies from what its own history leads one to expect.

Median and median absolute deviation (MAD), which a few odd figures in the history do not
move. Counts vary by chance alone, so that the spread is never taken for less than chance
gives (the floors below): otherwise a history of 3, 3, 3, 3, 3, 3 would make 4 a sensation.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from itertools import pairwise

FEWEST_EARLIER = 6
"""Figures before the one in question that a history needs."""
MOST_EARLIER = 24
"""Older figures than these say little about today."""
MAD_TO_SPREAD = 1.4826
"""What makes a MAD comparable with a standard deviation."""
TOO_FAR = 6
"""Spreads from the middle. A spread taken from six figures is rough, so that less would cry wolf."""
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

    One more or less is allowed for on top, because even a rate that was always 100% may once be less.
    """
    share = min(max(middle, 0.0), 1.0)
    return max(LEAST_SPREAD_OF_RATE, math.sqrt(share * (1 - share) / out_of + 1 / out_of**2))


def expected(history: Sequence[float], value: float, floor: Floor) -> float | None:
    """What a figure's history leads one to expect, where the figure lies too far from it; otherwise None."""
    recent = history[-MOST_EARLIER:]
    if len(recent) < FEWEST_EARLIER:
        return None
    middle = statistics.median(recent)
    spread = max(MAD_TO_SPREAD * statistics.median([abs(x - middle) for x in recent]), floor(middle))
    return middle if abs(value - middle) > TOO_FAR * spread else None


def expected_by_steps(history: Sequence[float], value: float, floor: Floor) -> float | None:
    """The same for a figure that drifts: the last one plus a usual step, or two steps from the one before it.

    The second way keeps one wrong figure from making its successor look wrong as well.
    """
    recent = history[-MOST_EARLIER:]
    if len(recent) < FEWEST_EARLIER:
        return None
    steps = [after - before for before, after in pairwise(recent)]
    step = statistics.median(steps)
    spread = max(MAD_TO_SPREAD * statistics.median([abs(s - step) for s in steps]), floor(recent[-1]))
    ways = (recent[-1] + step, recent[-2] + 2 * step)
    near = min(ways, key=lambda way: abs(value - way))
    return ways[0] if abs(value - near) > TOO_FAR * spread else None
