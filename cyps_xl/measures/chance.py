"""How far chance alone may carry a figure: intervals for rates and counts, and whether two figures differ by more.

A complete count is looked at as one that could have come out otherwise with nothing changed, as public health does.
It answers “could that be chance?”, and takes each case for itself: children of one family are not.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from statistics import NormalDist

USUAL = 0.95
"""The confidence with which a change is called more than chance."""
UNLIKELY = 0.05
"""What the usual confidence leaves: a change is more than chance when it is less likely than this."""
FEW = 10
"""Below so many a count has the exact interval; from there on Byar's is as good (Breslow & Day 1987, p. 69)."""
MOST = 1_000_000
"""What two counts together may be: far larger numbers are amounts, and BINOMDIST knows some of them no more."""
_NO_MATTER = 1e-18
"""The share of a sum below which what is still to come changes no digit of it."""


class Chance(Enum):
    """What is said beside an arrow; the value is the words."""

    COULD_BE = "could be chance"
    MORE = "more than chance"

    @classmethod
    def of(cls, difference: Interval) -> Chance:
        """What a difference says by where it lies: it could be chance as long as it could be none."""
        return cls.COULD_BE if difference.holds(0) else cls.MORE

    @classmethod
    def of_counts(cls, now: float | None, before: float | None) -> Chance | None:
        """What two counts of things that happen say; None where either is no count."""
        if now is None or before is None or not (is_count(now) and is_count(before)) or now + before > MOST:
            return None
        return cls.COULD_BE if chance_of_counts(int(now), int(before)) >= UNLIKELY else cls.MORE

    @classmethod
    def of_rates(cls, now: tuple[float, float], before: tuple[float, float]) -> Chance | None:
        """What two counts say, each beside what it is per; None where they are too many."""
        if now[0] + before[0] > MOST:
            return None
        return cls.COULD_BE if chance_of_rates(now, before) >= UNLIKELY else cls.MORE


@dataclass(frozen=True)
class Interval:
    """Where the true figure lies, as sure as was asked for. Rates are shares of 1."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies within, the ends included."""
        return self.low <= value <= self.high


def normal(confidence: float) -> float:
    """The normal deviate of a two-sided confidence: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(part: float, whole: float, confidence: float = USUAL) -> Interval:
    """The interval of a share (Wilson 1927). `whole` is above 0."""
    z = normal(confidence)
    middle, spread = 2 * part + z**2, z * math.sqrt(z**2 + 4 * part * (1 - part / whole))
    size = 2 * (whole + z**2)
    return Interval(max(0.0, (middle - spread) / size), min(1.0, (middle + spread) / size))


def newcombe(now: tuple[float, float], before: tuple[float, float], confidence: float = USUAL) -> Interval:
    """The interval of the difference of two shares, each a part and its whole (Newcombe 1998, method 10)."""
    first, second = wilson(*now, confidence), wilson(*before, confidence)
    p, q = now[0] / now[1], before[0] / before[1]
    down = math.hypot(p - first.low, second.high - q)
    up = math.hypot(first.high - p, q - second.low)
    return Interval(p - q - down, p - q + up)


def from_a_known(now: tuple[float, float], known: float, confidence: float = USUAL) -> Interval:
    """The interval of how far a share, a part and its whole, lies from one that is taken as it is.

    It holds 0 where the share's own interval holds the other: Newcombe's, the other having no width.
    """
    own = wilson(*now, confidence)
    return Interval(own.low - known, own.high - known)


def is_part_of(part: float | None, whole: float | None) -> bool:
    """Whether two counts make a share: both there and whole numbers, the whole above 0, the part within it."""
    if part is None or whole is None or not (is_count(part) and is_count(whole)):
        return False
    return part <= whole and whole > 0


def is_rate_of(count: float | None, base: float | None) -> bool:
    """Whether two numbers make a rate of events: a count, and what it is per above 0. It may be more than that."""
    return is_count(count) and base is not None and base > 0


def is_count(figure: float | None) -> bool:
    """Whether a figure is a number of things: whole, and not below 0."""
    return figure is not None and figure >= 0 and figure == math.floor(figure)


def chance_of_counts(now: int, before: int) -> float:
    """How likely two counts as far apart are when nothing changed: twice the smaller tail, 1 at most.

    Given their sum, each of two Poisson counts of one rate is binomial with one half (Przyborowski & Wilenski 1940).
    """
    return min(1.0, 2 * tail_of_halves(min(now, before), now + before))


def chance_of_rates(now: tuple[float, float], before: tuple[float, float]) -> float:
    """How likely two rates as far apart are when nothing changed, each a count and what it is per, above 0.

    The same test: given their sum, the first count is binomial with its base's share of both bases. It is exact for
    counts of any size, where an interval of the difference of two Poisson rates is approximate; and it is the right one
    while neither count holds the other's cases, and the bases are known.
    """
    both, share = int(now[0] + before[0]), now[1] / (now[1] + before[1])
    tails = (binomial_up_to(int(now[0]), both, share), binomial_up_to(int(before[0]), both, 1 - share))
    return min(1.0, 2 * min(tails))


def tail_of_halves(fewer: int, both: int) -> float:
    """How likely at most `fewer` of `both` are of one kind, where each is of either kind as likely."""
    return binomial_up_to(fewer, both, 0.5)


def binomial_up_to(fewer: int, both: int, likely: float) -> float:
    """How likely at most `fewer` of `both` are of a kind, of which each is as likely as said: between 0 and 1.

    Far above what is likely, of many, it falls to 0 where it should be 1: whoever asks takes the smaller tail of two.
    """
    ways = math.lgamma(both + 1) - math.lgamma(fewer + 1) - math.lgamma(both - fewer + 1)
    tail = term = math.exp(ways + fewer * math.log(likely) + (both - fewer) * math.log1p(-likely))
    for left in range(fewer, 0, -1):
        term *= left / (both - left + 1) * (1 - likely) / likely
        tail += term
        if term <= tail * _NO_MATTER:
            break
    return min(1.0, tail)


def rate_interval(count: int, base: float, confidence: float = USUAL) -> Interval:
    """The interval of a count per `base`: exact for few, else Byar's (APHO technical briefing 3)."""
    found = exact_count(count, confidence) if count < FEW else byar(count, confidence)
    return Interval(found.low / base, found.high / base)


def byar(count: float, confidence: float = USUAL) -> Interval:
    """Byar's interval of a Poisson count (Breslow & Day 1987)."""
    z, more = normal(confidence), count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    return Interval(low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3)


def exact_count(count: int, confidence: float = USUAL) -> Interval:
    """The exact interval of a Poisson count (Garwood 1936)."""
    tail = (1 - confidence) / 2
    low = mean_of_at_most(count - 1, 1 - tail) if count else 0.0
    return Interval(low, mean_of_at_most(count, tail))


def mean_of_at_most(count: int, likely: float) -> float:
    """The mean of which a Poisson count is so likely at most `count`: half of CHIINV(likely, 2 count + 2)."""
    return _mean_at(lambda mean: -poisson_up_to(count, mean), -likely, count)


def poisson_up_to(count: int, mean: float) -> float:
    """How likely a Poisson count is at most `count`."""
    return math.fsum(math.exp(at * math.log(mean) - mean - math.lgamma(at + 1)) for at in range(count + 1))


def _mean_at(rising: Callable[[float], float], wanted: float, count: int) -> float:
    """The mean at which a function that rises with it has a value, by halving."""
    low, high = 1e-12, 10.0 * count + 50
    for _ in range(200):
        middle = (low + high) / 2
        if rising(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
