"""Run charts: how many figures one needs, and what its line about the median tells of, where limits need more.

Anhøj & Olesen 2014: how long a run on one side of the median may be, and how seldom the line may cross it. Figures on
the median itself are passed over: they end no run and are none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

FEWEST_USEFUL = 9
"""Figures beside the median that a run chart needs to tell of anything: a median has as many above it as below, so that
of eight no run can be too long, and there is always the one crossing that chance asks for."""
SELDOM = 0.05
"""A line crosses its median so seldom in fewer than one case in twenty, while nothing but chance moves it."""


@dataclass(frozen=True)
class RunChart:
    """What a line does about its median, and what chance would have it do: at most, and at least."""

    useful: int
    run: int
    longest: int
    crossings: int
    fewest: int

    @property
    def tells(self) -> bool:
        """Whether there are enough figures for it to tell of anything."""
        return self.useful >= FEWEST_USEFUL

    @property
    def moved(self) -> bool:
        """Whether more than chance moved the line."""
        return self.tells and (self.run > self.longest or self.crossings < self.fewest)


def run_chart(sides: Sequence[int]) -> RunChart:
    """What a line does whose figures lie above (1), below (-1) or on (0) its median."""
    useful = [side for side in sides if side]
    runs = [len(list(run)) for _, run in groupby(useful)]
    crossings = sum(one != other for one, other in pairwise(useful))
    points = len(useful)
    return RunChart(points, max(runs, default=0), longest_run(points), crossings, fewest_crossings(points))


def longest_run(points: int) -> int:
    """How long a run of points on one side of the median may be, by chance (Anhøj & Olesen 2014).

    Points on the median itself are none of them. Of no points there is no run.
    """
    return round(math.log2(points)) + 3 if points > 0 else 0


def fewest_crossings(points: int) -> int:
    """How few times a line may cross the median, by chance (Anhøj & Olesen 2014)."""
    gaps, below, crossings = max(0, points - 1), 0, 0
    while True:
        below += math.comb(gaps, crossings)
        if below >= SELDOM * (1 << gaps):
            return crossings
        crossings += 1
