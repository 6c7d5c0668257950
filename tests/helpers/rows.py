"""Rows of input tables in a word, for the tests of the checks: `rated(97)` is a figure of indicator 1."""

from __future__ import annotations

NOW, YEAR_AGO, LAST_YEAR = "2017-18 Q3", "2016-17 Q3", "2016-17"
"""The reporting quarter, the period it is compared with, and the latest full year."""
RATE = "No 1 | Unit percent"
AVERAGE = "No 5 | Unit days | Tolerance relative | Better when lower"


def rated(value: float | str, period: str = NOW, *, no: str = "1", area: str = "Council") -> str:
    """A figure whose counts are not known."""
    return f"Indicator {no} | Area {area} | Period {period} | Value {value}"


def counted(part: float, whole: float, value: float | str = "", *, no: str = "1", period: str = NOW) -> str:
    """A figure with its counts, and perhaps its published value."""
    return f"Indicator {no} | Period {period} | Numerator {part} | Denominator {whole} | Value {value}"


def supervised(month: str, due: int, in_time: int) -> str:
    """A month's supervision of qualified workers."""
    return f"Month {month} | Qualified due {due} | Qualified in time {in_time}"


def team(
    hours: float, cases: int, highest: int, lowest: int, *, name: str = "North team", day: str = "2017-12-31"
) -> str:
    """A team's caseload."""
    return (
        f"As at {day} | Team {name} | Available hours {hours} | Caseload {cases} | Highest {highest} | Lowest {lowest}"
    )


def posts(number: float, *, measure: str = "Vacancies", day: str = "2017-12-31") -> str:
    """A count of the workforce."""
    return f"As at {day} | Measure {measure} | Role Social worker | Number {number}"


def complaints(number: int, outcome: str = "total", *, kind: str = "Stage 1", period: str = NOW) -> str:
    """A count of complaints or compliments."""
    return f"Period {period} | Kind {kind} | Outcome {outcome} | Number {number}"


def children(number: int | str, *days: str) -> list[str]:
    """As many looked after children on each of the days."""
    return [f"As at {day} | Children {number}" for day in days]


def told(english: str, *, item: str = "4", kind: str = "narrative", position: int = 1, welsh: str = "") -> str:
    """A text on Explanations."""
    return f"Item {item} | Kind {kind} | Position {position} | English {english} | Welsh {welsh}"
