"""Where one of many stands in a funnel: whether its share lies further from that of all than chance brings it.

Spiegelhalter 2005, as Fingertips draws it: limits around the share of all, by the size of each (`limits.funnel`).
A share past a limit is one whose score is past the normal deviate of the limit's confidence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from cyps_xl.measures.chance import is_part_of, normal
from cyps_xl.measures.rates import Figure

USUAL = 0.95
"""The inner limits: one in twenty lies outside by chance alone."""
NEARLY_ALL = 0.998
"""The outer ones, about three standard deviations: one in five hundred."""


class Stands(Enum):
    """Where a share stands; the value is what is said of it."""

    WITHIN = "within 95%"
    ABOVE = "above, outside 95%"
    BELOW = "below, outside 95%"
    FAR_ABOVE = "above, outside 99.8%"
    FAR_BELOW = "below, outside 99.8%"
    TURNED_BY_ROUNDING = "not told: rounding could turn it"


@dataclass(frozen=True)
class Share:
    """A part of a whole, each as published: `rounded_to` 5 where either may be up to 2.5 more or less."""

    part: float
    whole: float
    rounded_to: float = 0

    @property
    def value(self) -> float:
        """The share, of 1."""
        return self.part / self.whole

    @property
    def highest(self) -> tuple[float, float]:
        """The part and the whole of which the share is the highest that rounding leaves open."""
        off = self.rounded_to / 2
        whole = max(self.whole - off, self.whole / 2)
        return min(self.part + off, whole), whole

    @property
    def lowest(self) -> tuple[float, float]:
        """The same of the lowest."""
        off = self.rounded_to / 2
        return max(self.part - off, 0.0), self.whole + off


def share_of(part: Figure, whole: Figure, rounded_to: Figure = None) -> Share | None:
    """Two counts as a share; None where they are none: one is missing, or the part is larger than the whole."""
    if part is None or whole is None or not is_part_of(part, whole):
        return None
    return Share(part, whole, rounded_to or 0)


def pooled(shares: list[Share]) -> Share | None:
    """The share that all have together, their rounding added up; None of none."""
    if not shares:
        return None
    return Share(
        sum(one.part for one in shares), sum(one.whole for one in shares), sum(one.rounded_to for one in shares)
    )


def score(part: float, whole: float, baseline: float) -> float:
    """How many standard deviations a share lies from the baseline, which is above 0 and below 1.

    It rises with the part, and falls as the whole or the baseline rises: so two of them hold all that rounding allows.
    """
    return (part - whole * baseline) / math.sqrt(whole * baseline * (1 - baseline))


def stands(share: Share, baseline: Share) -> Stands | None:
    """Where a share stands around a baseline; None where the baseline is nobody or everybody, and leaves no width.

    Nothing is told that rounding, of the share or of the baseline, could turn.
    """
    if not 0 < baseline.value < 1:
        return None
    exact = of_score(score(share.part, share.whole, baseline.value))
    if not share.rounded_to and not baseline.rounded_to:
        return exact
    low, high = (part / whole for part, whole in (baseline.lowest, baseline.highest))
    if low <= 0 or high >= 1:
        return Stands.TURNED_BY_ROUNDING
    ends = {of_score(score(*share.highest, low)), of_score(score(*share.lowest, high))}
    return exact if ends == {exact} else Stands.TURNED_BY_ROUNDING


def of_score(score_: float) -> Stands:
    """Where a score lies."""
    far = abs(score_) > normal(NEARLY_ALL)
    if abs(score_) <= normal(USUAL):
        return Stands.WITHIN
    if score_ > 0:
        return Stands.FAR_ABOVE if far else Stands.ABOVE
    return Stands.FAR_BELOW if far else Stands.BELOW
