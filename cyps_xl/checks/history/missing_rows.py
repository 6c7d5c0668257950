"""What is not there though everything around it is: months, figures, teams, outcomes."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from cyps_xl.checks.tables import figure_headings
from cyps_xl.inputs.records import Records, Row, Value
from cyps_xl.measures.periods import Quarter, add_months


def dates_of(records: Records, heading: str) -> list[dt.date]:
    """The dates in a column, each once, oldest first."""
    return sorted({day for row in records if isinstance(day := row[heading], dt.date)})


def months_between(first: dt.date, after: dt.date) -> list[dt.date]:
    """The months after `first` and before `after`."""
    found, month = [], add_months(first, 1)
    while month < after:
        found.append(month)
        month = add_months(month, 1)
    return found


def blank_figures(records: Records, row: Row, *, optional: tuple[str, ...] = ()) -> list[str]:
    """The headings of a row's figures that are blank."""
    return [h for h in figure_headings(records.table) if h not in optional and row[h] is None]


def wholly_blank(records: Records, row: Row) -> bool:
    """Whether a row holds none of its figures, as one typed ahead of its time."""
    return len(blank_figures(records, row)) == len(figure_headings(records.table))


def usual_pairs(records: Records) -> dict[str, set[tuple[Value, Value]]]:
    """For each period of Complaints, the kinds and outcomes that most periods have and it has not."""
    held: dict[str, set[tuple[Value, Value]]] = {}
    for row in records:
        held.setdefault(str(row["Period"]), set()).add((row["Kind"], row["Outcome"]))
    counts = Counter(pair for pairs in held.values() for pair in pairs)
    usual = {pair for pair, count in counts.items() if 2 * count > len(held)}
    return {period: usual - pairs for period, pairs in held.items()}


def teams_by_date(records: Records) -> dict[dt.date, dict[str, Row]]:
    """The rows of Caseloads by date, oldest first, and by team."""
    found: dict[dt.date, dict[str, Row]] = {}
    for row in sorted((r for r in records if isinstance(r["As at"], dt.date)), key=lambda r: str(r["As at"])):
        day = row["As at"]
        assert isinstance(day, dt.date)
        found.setdefault(day, {})[str(row["Team"])] = row
    return found


def in_quarter(day: Value, quarter: Quarter) -> bool:
    """Whether a day lies in a quarter's three months."""
    return isinstance(day, dt.date) and quarter.start <= day <= quarter.end
