"""Where a year may end that is not over: a range, by how past years went on after the same quarter, and its back-test.

What a past year came to, divided by what it stood at in the same quarter, is how it went on (the same-quarter ratio);
going on evenly, pro rata, is one way more. The range runs from the least of these to the greatest. Of n past years that
are alike, the next goes on within their least and greatest in (n - 1) of n + 1 cases (Wilks 1941): three in five of
four years, seven in nine of eight. No model is fitted, and chance in the quarters to come is in it only as far as past
years show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.measures.rates import Figure, ratio, rounded

FEWEST = 4
"""With fewer past full years nothing is said."""
MOST = 8
"""How many years back are looked at: older ones were other times, and with eight the range holds 7 of 9."""
FEWEST_BEFORE = 2
"""A past year is tested by the years before it, if there are so many: of one year there is no range."""
QUARTERS = 4


@dataclass(frozen=True)
class PastYear:
    """What a figure stood at in the same quarter of a past year, and what the full year came to."""

    to_date: Figure
    end: Figure

    @property
    def went_on(self) -> Figure:
        """How many times what it stood at the year came to; None without both, or from nothing."""
        return None if self.to_date is None or self.to_date <= 0 else ratio(self.end, self.to_date)


@dataclass(frozen=True)
class YearEnd:
    """The range, as figures are, and of how many past years the end lay within what would have been said of them."""

    low: float
    high: float
    held: int
    tested: int


def evenly(quarter: int, accumulates: bool) -> float:
    """How many times what it stands at a year comes to that goes on evenly: a count grows, a rate stays as it is."""
    return QUARTERS / quarter if accumulates else 1.0


def year_end(now: Figure, past: Sequence[PastYear], even: float, decimals: int, most: Figure = None) -> YearEnd | None:
    """The range for the year of which a figure stands at `now`; None where nothing can be said.

    `past` are the years before it, the latest first; `even` is how it goes on evenly; `decimals` those of the figure as
    published; `most` what it cannot exceed, 1 for a share.
    """
    known = sum(year.went_on is not None for year in past)
    if now is None or now <= 0 or known < FEWEST:
        return None
    low, high = _range(now, past, even, most)
    tests = [held for at in range(len(past)) if (held := ended_within(past, at, even, decimals, most)) is not None]
    return YearEnd(low, high, sum(tests), len(tests))


def ended_within(past: Sequence[PastYear], at: int, even: float, decimals: int, most: Figure = None) -> bool | None:
    """Whether a past year ended, as published, within the range that the years before it give; None if they are few.

    By the years before it alone, as it would have been said then. Leaving out each in turn would test nothing: the two
    years that make the range's ends would always fail, and the others never.
    """
    year, before = past[at], past[at + 1 :]
    known = sum(one.went_on is not None for one in before)
    if year.to_date is None or year.end is None or year.went_on is None or known < FEWEST_BEFORE:
        return None
    low, high = _range(year.to_date, before, even, most)
    return rounded(low, decimals) <= rounded(year.end, decimals) <= rounded(high, decimals)


def _range(now: float, past: Sequence[PastYear], even: float, most: Figure) -> tuple[float, float]:
    ways = [even, *(year.went_on for year in past if year.went_on is not None)]
    low, high = now * min(ways), now * max(ways)
    return (low, high) if most is None else (min(low, most), min(high, most))
