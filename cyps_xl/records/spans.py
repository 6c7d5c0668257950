"""From which quarter to which a rule holds."""

from __future__ import annotations

from cyps_xl.inputs.records import Row
from cyps_xl.records.declared import Count

Span = tuple[str, str]
"""The first and the last quarter of a rule; "" where it has none. Quarters sort as they follow one another."""


def span(row: Row) -> Span:
    """That of a row that declares a rule."""
    return str(row["From"] or ""), str(row["To"] or "")


def span_of(count: Count) -> Span:
    """That of a count."""
    return count.first, count.last


def overlap(one: Span, other: Span) -> bool:
    """Whether some quarter is in both."""
    return all(not first or not last or first <= last for first, last in ((one[0], other[1]), (other[0], one[1])))


def within(inner: Span, outer: Span) -> bool:
    """Whether every quarter of the one is in the other."""
    begins = not outer[0] or (bool(inner[0]) and outer[0] <= inner[0])
    return begins and (not outer[1] or (bool(inner[1]) and inner[1] <= outer[1]))
