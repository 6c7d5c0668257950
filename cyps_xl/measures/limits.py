"""Limits within which a series, or one of many in a funnel, stays while nothing but chance moves it, and what
shows that something else did.

Statistical process control, by the books: Montgomery, Statistical Quality Control; NHS England, Making Data Count;
Anhøj & Olesen 2014. Centre and limits come from the points of a baseline.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Any, TypeVar

from cyps_xl.measures.chance import normal
from cyps_xl.measures.rates import rounded

WIDTH = 3
"""Limits lie three standard deviations from the centre."""
AVERAGE_RANGE = 1.128
"""What the average range of two points is of one standard deviation (d2)."""
LARGEST_RANGE = 3.267
"""A moving range above so many averages is no part of what is usual (D4)."""
INDIVIDUALS = 2.66
"""3 ÷ 1.128 as Making Data Count rounds it."""
FEWEST = 12
"""Points that limits need: of fewer they would be a trial, and the median alone is drawn (Anhøj & Olesen 2014)."""
PLACES = 9
"""Decimals to which values are held against each other: an average of equal ones is them but for the last digit."""
RUN = 7
"""Points on one side of the centre, or each above the one before, that are more than chance (Making Data Count)."""
OUTER = 2 / 3
"""Near a limit: in the outer third between centre and limit."""
RARE = 1.0
"""Fewer events than this in a month, on average, are taken for rare: more than a third of the months then hold none.

Three standard deviations are no guide then (Wheeler, Working with rare events, 2011), nor are runs (Anhøj, Mastering
SPC charts for healthcare, chapter 13).
"""
WITHIN = 0.99865
"""The share of months at or under the upper limit of rare events: as much as lies under three standard deviations."""
MOST_RARE = 5
"""The highest upper limit of events that are rare."""
_OF_THREE = 2
ROOT = 3.6
"""The root that makes times between rare events nearly normal (Nelson 1994)."""


class Signal(Enum):
    """What sets a point apart by more than chance; the value is the word that marks it."""

    ABOVE = "above"
    BELOW = "below"
    RUN = "run"
    TREND = "trend"
    NEAR = "near"


@dataclass(frozen=True)
class Limits:
    """The centre of a series and the limits around it, in the units of its points.

    `reach` is how far from the centre they lie before they are cut at what cannot be, a share above 1 or a number below
    0; of times between events it is that of their roots.
    """

    centre: float
    lower: float
    upper: float
    reach: float = 0.0

    def times(self, factor: float) -> Limits:
        """The same in another unit."""
        return Limits(*(one * factor for one in (self.centre, self.lower, self.upper, self.reach)))

    def from_nought(self) -> Limits:
        """The same of what cannot lie below 0."""
        return Limits(self.centre, max(0.0, self.lower), self.upper, self.reach)


def of_shares(parts: Sequence[float], wholes: Sequence[float], chosen: Sequence[bool] | None = None) -> list[Limits]:
    """p chart: limits of each point for its own whole, shares of 1. `chosen` are the points of the baseline; all."""
    use = chosen or [True] * len(parts)
    pairs = [(part, whole) for part, whole, wanted in zip(parts, wholes, use, strict=True) if wanted]
    centre = sum(part for part, _ in pairs) / sum(whole for _, whole in pairs)
    found = []
    for whole in wholes:
        spread = WIDTH * math.sqrt(max(0.0, centre * (1 - centre) / whole))
        found.append(Limits(centre, max(0.0, centre - spread), min(1.0, centre + spread), spread))
    return found


def of_rates(counts: Sequence[float], bases: Sequence[float]) -> list[Limits]:
    """u chart: limits of counts per base, of each point for its own base."""
    centre = sum(counts) / sum(bases)
    spreads = [WIDTH * math.sqrt(max(0.0, centre / base)) for base in bases]
    return [Limits(centre, max(0.0, centre - spread), centre + spread, spread) for spread in spreads]


def of_counts(counts: Sequence[float]) -> Limits:
    """c chart: limits of counts over spans of one length."""
    centre = sum(counts) / len(counts)
    spread = WIDTH * math.sqrt(max(0.0, centre))
    return Limits(centre, max(0.0, centre - spread), centre + spread, spread)


def of_rare_counts(centre: float) -> Limits:
    """Limits of counts that are `centre` on average, under one: up to how many chance brings, exactly, and none below.

    The smallest number that a Poisson count is above in no more months than it is above three standard deviations.
    """
    mean = max(0.0, centre)  # no number of events is under nought, whatever was typed
    term = reached = math.exp(-mean)
    upper = 0
    while reached < WITHIN:
        upper += 1
        term *= mean / upper
        reached += term
    return Limits(centre, 0.0, float(upper), WIDTH * math.sqrt(mean))


def of_values(points: Sequence[float | None], *, screened: bool = False) -> Limits:
    """XmR chart: limits of averages and amounts, by the moving ranges of the baseline.

    `screened` leaves out once the ranges that are no part of what is usual, as Making Data Count does. A point that is
    missing, None, has no range on either side.
    """
    values = [point for point in points if point is not None]
    ranges = [abs(b - a) for a, b in pairwise(points) if a is not None and b is not None] or [0.0]
    mean = sum(ranges) / len(ranges)
    if screened:
        usual = [one for one in ranges if one < LARGEST_RANGE * mean]
        mean = sum(usual) / len(usual) if usual else mean
    centre, factor = sum(values) / len(values), INDIVIDUALS if screened else WIDTH / AVERAGE_RANGE
    reach = factor * mean
    return Limits(centre, centre - reach, centre + reach, reach)


def of_times_between(times: Sequence[float | None]) -> Limits:
    """t chart: limits of the times between rare events, worked out as their 3.6th root and turned back."""
    roots = of_values([None if time is None else time ** (1 / ROOT) for time in times])
    return Limits(roots.centre**ROOT, max(0.0, roots.lower) ** ROOT, roots.upper**ROOT, roots.reach)


_One = TypeVar("_One")


def parts_of(breaks: Sequence[bool]) -> list[slice]:
    """The parts of a series that begins anew at each break; the first point begins one anyway."""
    starts = [at for at, is_break in enumerate(breaks) if is_break or at == 0]
    return [slice(*ends) for ends in pairwise([*starts, len(breaks)])]


def in_parts(rule: Callable[..., Sequence[_One]], parts: Sequence[slice], *series: Sequence[Any]) -> list[_One]:
    """What a rule gives of a series in parts: of each as if there were no other."""
    return [one for part in parts for one in rule(*(each[part] for each in series))]


def funnel(baseline: float, whole: float, confidence: float) -> Limits:
    """Where a share of so many lies when nothing but chance sets it apart from the baseline.

    Past these limits Wilson's interval of the share no longer holds the baseline (Spiegelhalter 2005; Fingertips).
    """
    spread = normal(confidence) * math.sqrt(baseline * (1 - baseline) / whole)
    return Limits(baseline, max(0.0, baseline - spread), min(1.0, baseline + spread))


def signals(
    points: Sequence[float | None],
    limits: Sequence[Limits | None],
    centre: float,
    *,
    alone: bool = False,
    power: float = 1,
) -> list[Signal | None]:
    """What sets each point apart, the plainest of it; None where nothing does, and of limits where there are none.

    `alone` asks of each point whether it lies past a limit and nothing else: of rare events seven months without any
    are no news. `power` is what the limits were worked out with the root of.
    """
    sides = sides_of(points, centre)
    close = [is_near(point, one, power) for point, one in zip(points, limits, strict=True)]
    runs, near, trends = run_on_one_side(sides), near_a_limit(close, sides), trend(points)
    found: list[Signal | None] = []
    for point, one, run, turn, beside, itself in zip(points, limits, runs, trends, near, close, strict=True):
        if point is None:
            found.append(None)
        elif one is not None and (is_over(point, one.upper) or is_over(one.lower, point)):
            found.append(Signal.ABOVE if is_over(point, one.upper) else Signal.BELOW)
        elif alone:
            found.append(None)
        else:
            found.append(Signal.RUN if run else Signal.TREND if turn else Signal.NEAR if beside and itself else None)
    return found


def is_near(point: float | None, limits: Limits | None, power: float = 1) -> bool:
    """Whether a point lies in the outer third between the centre and a limit, or past it: of roots of that power.

    That is two standard deviations from the centre: a limit that is cut, at all of a share, lies nearer.
    """
    if point is None or limits is None:
        return False
    centre = limits.centre
    if power != 1:
        point, centre = point ** (1 / power), centre ** (1 / power)
    return is_over(abs(point - centre), OUTER * limits.reach)


def is_over(value: float, other: float) -> bool:
    """Whether a value is above another by more than the last digits of either."""
    return rounded(value - other, PLACES) > 0


def sides_of(points: Sequence[float | None], centre: float) -> list[int]:
    """1 for a point above the centre, -1 for one below, 0 for one on it and for a missing one."""
    return [0 if point is None else is_over(point, centre) - is_over(centre, point) for point in points]


def run_lengths(sides: Sequence[int]) -> list[int]:
    """How many points in a row lie on the side of each; 0 for one on the centre, which ends a run."""
    found: list[int] = []
    before = 0
    for side in sides:
        found.append(0 if not side else found[-1] + 1 if side == before else 1)
        before = side
    return found


def run_on_one_side(sides: Sequence[int]) -> list[int]:
    """Each point that is the seventh or a later one on one side: 1 above the centre, -1 below, 0 none."""
    return [side if length >= RUN else 0 for side, length in zip(sides, run_lengths(sides), strict=True)]


def trend_lengths(points: Sequence[float | None]) -> list[int]:
    """How many points in a row each lie above the one before, below 0 where each lies below; 0 for none.

    A missing point has none on either side.
    """
    found = [0] * min(1, len(points))
    for earlier, later in pairwise(points):
        length = 0
        if earlier is not None and later is not None:
            if is_over(later, earlier):
                length = max(found[-1], 1) + 1
            elif is_over(earlier, later):
                length = min(found[-1], -1) - 1
        found.append(length)
    return found


def trend(points: Sequence[float | None]) -> list[int]:
    """Each point that ends seven in a row, each above (1) or below (-1) the one before; 0 none."""
    lengths = trend_lengths(points)
    return [(length > 0) - (length < 0) if abs(length) >= RUN else 0 for length in lengths]


def two_of_three(close: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    """Whether each point and the two before it lie on one side of the centre, two of them near a limit."""
    windows = (slice(at - 2, at + 1) for at in range(len(close)))
    return [
        at >= _OF_THREE and len(set(sides[three])) == 1 and sum(close[three]) >= _OF_THREE
        for at, three in enumerate(windows)
    ]


def near_a_limit(close: Sequence[bool], sides: Sequence[int]) -> list[int]:
    """Each of three points in a row on one side of which two lie near a limit: 1, else 0."""
    ends = two_of_three(close, sides)
    return [int(any(ends[at : at + 3])) for at in range(len(ends))]
