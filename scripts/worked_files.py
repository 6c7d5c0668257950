"""Published numbers as their files hold them: what a row says, whichever way it is then worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cyps_xl.measures.chance import Interval, byar, exact_count
from cyps_xl.measures.funnel import NEARLY_ALL, Stands

Row = dict[str, str]
Pairs = Iterator[tuple[float, object]]
"""What a file says, and what the program works out."""


def floats(rows: Sequence[Row], heading: str) -> list[float]:
    """A column of numbers."""
    return [float(row[heading]) for row in rows]


def is_yes(cell: str) -> bool:
    """Whether a cell says yes, as one program or another writes it."""
    return cell.strip().casefold() in ("1", "1.0", "true", "t", "yes", "y")


CONFIDENCES = (("95", 0.95), ("99_8", NEARLY_ALL))
"""As headings name them."""


ENDS = ("lower_95", "upper_95", "lower_99_8", "upper_99_8")


STANDS = {
    Stands.FAR_BELOW: "Low (0.001)",
    Stands.BELOW: "Low (0.025)",
    Stands.WITHIN: "Not significant",
    Stands.ABOVE: "High (0.025)",
    Stands.FAR_ABOVE: "High (0.001)",
}
"""Where an area stands, as the published file says it."""


EXACT_BELOW = 10
"""Events of which public health takes the exact interval where nothing else is said, for Byar's is close above."""


def usual_method(count: float) -> Callable[[int, float], Interval]:
    """The interval of a count of which nothing else is said."""
    return exact_count if count < EXACT_BELOW else byar


def method_of(row: Row) -> Callable[[int, float], Interval]:
    """The interval that a row's method names; where it names none, that which its count would have."""
    named = row["method"].casefold()
    if "byar" in named or "exact" in named:
        return byar if "byar" in named else exact_count
    return usual_method(float(row["numerator"]))


def case_of(row: Row) -> tuple[list[int], list[int]]:
    """A case of the run rules: the points, and which of them are marked."""
    given, flags = ([int(part) for part in row[heading].split()] for heading in ("input", "flags"))
    return given, flags


def sides_of(row: Row, given: Sequence[int]) -> list[int]:
    """On which side each point lies: where nothing is said, above."""
    _, _, written = row["rule"].partition("sides ")
    return [int(part) for part in written.rstrip(")").split()] or [1] * len(given)


def baseline_of(rows: Sequence[Row], heading: str) -> list[float]:
    """A column's numbers of the rows that are in the baseline."""
    return [float(row[heading]) for row in rows if is_yes(row["in_baseline"])]
