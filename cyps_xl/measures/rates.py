"""Rates, averages and rounding, with a blank kept apart from a zero.

None stands for a figure that is not there; no function here turns it into 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

Figure = float | int | None


def rounded(value: float, decimals: int) -> float:
    """Round half away from zero at so many decimal places, as Excel's ROUND does on what it prints.

    Excel keeps 15 significant digits, so 1.005 (stored a shade below) rounds to 1.01.
    """
    exact = Decimal(f"{value:.15g}")
    return float(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def ratio(part: Figure, whole: Figure) -> Figure:
    """part ÷ whole; None when either is missing or the whole is 0."""
    if part is None or whole is None or whole == 0:
        return None
    return part / whole


def added(*figures: Figure) -> Figure:
    """The sum when every figure is there; None when one is missing."""
    present = [f for f in figures if f is not None]
    return sum(present) if len(present) == len(figures) else None


def difference(first: Figure, second: Figure) -> Figure:
    """first − second; None when either is missing."""
    return None if first is None or second is None else first - second


def total(figures: Iterable[Figure]) -> Figure:
    """The sum of the figures that are there; None when none is."""
    present = [f for f in figures if f is not None]
    return sum(present) if present else None


def whole_total(figures: Iterable[Figure]) -> Figure:
    """The sum of figures that belong together; None when one of them is missing, or there is none."""
    found = list(figures)
    return added(*found) if found else None


def average(figures: Iterable[Figure]) -> Figure:
    """The mean of the figures that are there; None when none is."""
    present = [f for f in figures if f is not None]
    return sum(present) / len(present) if present else None
