"""Counts from 1 April: they never fall within a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from cyps_xl.checks.checked import Checked
from cyps_xl.checks.indicator_figures import number, quarter_of
from cyps_xl.inputs.records import Records, Row
from cyps_xl.inputs.tables.children import REGISTRATIONS
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.inputs.tables.quality import COMPLAINTS, OTHER
from cyps_xl.measures.periods import Quarter
from cyps_xl.measures.rates import added

YEAR_TO_DATE = "year to date"


@dataclass(frozen=True)
class Fall:
    """A count that is lower than it was earlier in the same year."""

    records: Records
    row: Row
    heading: str
    what: str
    period: str
    now: float
    earlier: str
    before: float


def falls_within_a_year(checked: Checked) -> Iterator[Fall]:
    """Every count to date that is lower than the one typed for the period before it in its year."""
    values = checked.inputs[INDICATOR_VALUES]
    to_date = [i for i in checked.indicators if i.row["Period basis"] == YEAR_TO_DATE]
    for indicator in to_date:
        for heading in ("Numerator", "Denominator"):
            rows = checked.council_rows.get(indicator.no.lower(), [])
            yield from _falls(values, rows, heading, f"Indicator {indicator.no}, {heading.lower()}")
    complaints = checked.inputs[COMPLAINTS]
    groups: dict[str, list[Row]] = {}
    for row in complaints:
        # What is still open is counted as other, and leaves it once it is decided.
        if row["Outcome"] != OTHER:
            groups.setdefault(f"{row['Kind']}, {row['Outcome']}", []).append(row)
    for what, rows in groups.items():
        yield from _falls(complaints, rows, "Number", what)


def _falls(records: Records, rows: Iterable[Row], heading: str, what: str) -> Iterator[Fall]:
    typed = [
        (quarter, row, figure)
        for row in rows
        if (quarter := quarter_of(str(row["Period"]))) and (figure := number(row[heading])) is not None
    ]
    for (first, _, before), (then, row, now) in pairwise(sorted(typed, key=lambda found: found[0])):
        if first.first_year == then.first_year and now < before:
            yield Fall(records, row, heading, what, then.period, now, first.period, before)


def registered_to_date(checked: Checked, period: str) -> float | None:
    """All registrations from 1 April to a period's end; None when a month is missing."""
    quarter = quarter_of(period)
    if quarter is None:
        return None
    months = Quarter(quarter.first_year, quarter.number).months(3 * quarter.number)
    return added(*(number(checked.inputs.value(REGISTRATIONS, "Registered", month)) for month in months))
