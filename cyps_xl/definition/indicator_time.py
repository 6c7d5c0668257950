"""Which indicators a quarter reports, and from when on their figures can be compared."""

from __future__ import annotations

from cyps_xl.inputs.records import Row
from cyps_xl.measures.periods import Quarter


def is_reported(row: Row, quarter: Quarter) -> bool:
    """Whether an indicator is part of a quarter's report: whether it lies between its From and its To."""
    return not (is_before(quarter, row["From"]) or is_before(row["To"], quarter))


def is_before(one: object, other: object) -> bool:
    """Whether one quarter is before the other; not where either is not said."""
    return bool(one) and bool(other) and str(one) < str(other)


def is_comparable(row: Row, quarter: Quarter) -> bool:
    """Whether a quarter's figure can be compared with that of a year earlier: not across a changed definition."""
    return row["Comparable"] != "no" and not is_before(quarter.last_year, row["Comparable from"])
