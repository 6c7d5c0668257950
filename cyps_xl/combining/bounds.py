"""Between which limits a count lies that is published as it is, rounded, or not at all; and what sums and rates make
of that.

Limits are whole: a count of people is. They are the tightest that what is published allows, each council for itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor


class Impossible(ValueError):
    """Counts that no children could make: a part that is larger than its whole."""


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a number may be, both possible; `high` is None where nothing says how many."""

    low: Fraction
    high: Fraction | None

    @property
    def agreed(self) -> Fraction | None:
        """The number, where it can be no other."""
        return self.low if self.low == self.high else None

    def __add__(self, other: Bounds) -> Bounds:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Bounds(self.low + other.low, high)

    def holds(self, number: Fraction | int) -> bool:
        """Whether it may be this number."""
        return self.low <= number and (self.high is None or number <= self.high)


def exact(number: Fraction | int) -> Bounds:
    """A number that is published as it is."""
    return Bounds(Fraction(number), Fraction(number))


def rounded(number: Fraction | int, base: int) -> Bounds:
    """A count that is rounded to the nearest multiple of `base`, halfway up."""
    half = Fraction(base, 2)
    return Bounds(Fraction(max(0, ceil(number - half))), Fraction(ceil(number + half) - 1))


def withheld(least: int) -> Bounds:
    """A count that is not told, `least` where less would have been: nothing says how large it is.

    Not the smallest count shown: beside a small number another goes that would tell it, and that one may be of any
    size. The mark does not say which of the two it is, and must not.
    """
    return Bounds(Fraction(least), None)


@dataclass(frozen=True)
class Share:
    """A numerator and its denominator. `is_part` says that it counts some of those whom the denominator counts."""

    number: Bounds
    out_of: Bounds
    is_part: bool

    @classmethod
    def of(cls, number: Bounds, out_of: Bounds, *, is_part: bool) -> Share:
        """Each held to what the other allows. Raises Impossible where nothing is possible."""
        if not is_part:
            return cls(number, out_of, is_part=False)
        most = _least(number.high, out_of.high)
        number = Bounds(number.low, most)
        out_of = Bounds(max(out_of.low, number.low), out_of.high)
        if any(one.high is not None and one.low > one.high for one in (number, out_of)):
            raise Impossible
        return cls(number, out_of, is_part=True)

    @property
    def _at_its_highest(self) -> tuple[Fraction | None, Fraction]:
        """The counts that make the largest share; the number is None where it can be as large as one likes.

        More children in the part and in the whole alike never make a share smaller, so the part is as large as it may
        be, and the whole no larger than it must.
        """
        if not self.is_part or self.number.high is None:
            return self.number.high, self.out_of.low
        return self.number.high, max(self.out_of.low, self.number.high)


def added(shares: Iterable[Share]) -> Share:
    """The sum of councils, each of which knows nothing of the others."""
    found = list(shares)
    number, out_of = found[0].number, found[0].out_of
    for one in found[1:]:
        number, out_of = number + one.number, out_of + one.out_of
    return Share(number, out_of, found[0].is_part)


def rate(shares: Iterable[Share]) -> Bounds | None:
    """Between which limits the sum of the numerators lies, divided by that of the denominators; None of nobody."""
    found = list(shares)
    whole = added(found)
    if whole.out_of.high == 0:
        return None
    low = whole.number.low / whole.out_of.high if whole.out_of.high else Fraction(0)
    highest = [one._at_its_highest for one in found]
    parts = [number for number, _ in highest if number is not None]
    out_of = sum((least for _, least in highest), Fraction(0))
    if len(parts) < len(found) or (not out_of and any(parts)):
        return Bounds(low, Fraction(1) if whole.is_part else None)
    return Bounds(low, sum(parts, Fraction(0)) / out_of if out_of else Fraction(0))


def at_places(bounds: Bounds, places: int) -> Bounds:
    """The same at so many decimals, each end away from the other, so that what is true stays between them."""
    scale = 10**places
    high = None if bounds.high is None else Fraction(ceil(bounds.high * scale), scale)
    return Bounds(Fraction(floor(bounds.low * scale), scale), high)


def printed_alike(bounds: Bounds, places: int) -> Fraction | None:
    """The figure as it is printed, halfway up, where both ends print the same; None otherwise."""
    if bounds.high is None:
        return None
    low, high = (Fraction(floor(end * 10**places + Fraction(1, 2)), 10**places) for end in (bounds.low, bounds.high))
    return low if low == high else None


def _least(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    known = [one for one in (first, second) if one is not None]
    return min(known, default=None)
