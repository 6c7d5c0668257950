"""What is not there though everything around it is: months, figures, teams, outcomes."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from cyps_xl.checks.tables import day_of, when
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Records, Row, Value, as_compared
from cyps_xl.measures.periods import add_months


def dates_of(records: Records) -> list[dt.date]:
    """The days that a table has rows of, each once, oldest first."""
    return sorted({day for row in records if (day := day_of(records.table, row)) is not None})


def months_between(first: dt.date, after: dt.date) -> list[dt.date]:
    """The months after `first` and before `after`."""
    found, month = [], add_months(first, 1)
    while month < after:
        found.append(month)
        month = add_months(month, 1)
    return found


def blank_figures(records: Records, row: Row) -> list[str]:
    """The headings of a row's figures that are blank."""
    return [heading for heading in records.table.figures if row[heading] is None]


def wholly_blank(records: Records, row: Row) -> bool:
    """Whether a row holds none of its figures, as one typed ahead of its time."""
    return len(blank_figures(records, row)) == len(records.table.figures)


Groups = tuple[Value, ...]
"""What tells a row from the others of its period: its stage and outcome."""


def usual_groups(records: Records) -> dict[Value, set[Groups]]:
    """For each period or month of a table, the groups that most of them have and it has not."""
    held: dict[Value, dict[tuple[str, ...], Groups]] = {}
    for row in records:
        groups = groups_of(records.table, row)
        held.setdefault(when(records.table, row), {}).setdefault(tuple(map(as_compared, groups)), groups)
    counts = Counter(group for groups in held.values() for group in groups)
    usual = {group for group, count in counts.items() if 2 * count > len(held)}
    written = {group: as_typed for groups in held.values() for group, as_typed in groups.items()}
    return {period: {written[group] for group in usual - groups.keys()} for period, groups in held.items()}


def groups_of(table: Table, row: Row) -> Groups:
    """A row's groups, in the order of the table's key."""
    return tuple(row[column.heading] for column in table.groups)


def names_by_date(records: Records, heading: str) -> dict[dt.date, dict[str, Row]]:
    """The rows of a table by date, oldest first, and by the name under a heading: the first of each."""
    dated = [(day, row) for row in records if (day := day_of(records.table, row)) is not None]
    found: dict[dt.date, dict[str, Row]] = {}
    for day, row in sorted(dated, key=lambda one: one[0]):
        found.setdefault(day, {}).setdefault(str(row[heading]), row)
    return found
