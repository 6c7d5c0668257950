"""TM, continued: dates that do not fit the period, or one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.history.missing_rows import dates_of
from cyps_xl.checks.tables import DATED, MONTHLY
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.staff import WORKFORCE
from cyps_xl.measures.periods import add_months, long_date, month_name

MOSTLY = 0.75
"""The share of dates, or of steps between rows, from which a habit is inferred."""
FEWEST_DATES = 4
"""Dates that a habit needs."""
MOST_BREAKS = 2
"""Rows out of order that look like a slip; more of them look like a table that nobody has sorted."""


def date_after_the_period(checked: Checked) -> Iterator[Fault]:
    """A count is dated after the quarter reported, or after the latest quarter that the indicators have figures for
    already. The report does not show it among the quarter's figures."""
    for table in DATED:
        records = checked.inputs[table]
        for day in dates_of(records, "As at"):
            if day > checked.latest_quarter.end:
                row = next(row for row in records if row["As at"] == day)
                message = f"{long_date(day)} is after the end of the period reported, {_end(checked)}."
                yield at(records, row, "As at", message)


def _end(checked: Checked) -> str:
    return long_date(checked.latest_quarter.end)


def month_after_the_period(checked: Checked) -> Iterator[Fault]:
    """A monthly table has figures of a month more than a quarter after the period reported."""
    end = checked.latest_quarter.end
    last = add_months(end, 3)
    for table in MONTHLY:
        records = checked.inputs[table]
        for row in records:
            month = row["Month"]
            if isinstance(month, dt.date) and month > last:
                yield at(records, row, "Month", f"{month_name(month)} is long after {long_date(end)}.")


def date_off_the_habit(checked: Checked) -> Iterator[Fault]:
    """Counts are made on the last days of quarters (of months, in the workforce): three in four of at least four
    dates are. This date is another day. Dates after the period reported have a rule of their own."""
    for table in DATED:
        days = frozenset(_past(checked, table))
        habit = _is_month_end if table is WORKFORCE else _is_quarter_end
        keeping = sum(map(habit, days))
        if len(days) < FEWEST_DATES or keeping < MOSTLY * len(days):
            continue
        records = checked.inputs[table]
        for row in records:
            if isinstance(day := row["As at"], dt.date) and day in days and not habit(day):
                of = "month" if table is WORKFORCE else "quarter"
                yield at(records, row, "As at", f"{long_date(day)} is not the last day of a {of}, as the others are.")


def _past(checked: Checked, table: Table) -> list[dt.date]:
    return [day for day in dates_of(checked.inputs[table], "As at") if day <= checked.latest_quarter.end]


def _is_month_end(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).day == 1


def _is_quarter_end(day: dt.date) -> bool:
    return _is_month_end(day) and day.month % 3 == 0


def date_missing_in_a_history(checked: Checked) -> Iterator[Fault]:
    """Counts come every quarter (every month for each measure of the workforce), and between this one and the one
    before, one or more are missing. Three in four steps between at least four dates show the habit."""
    for table in DATED:
        step = 1 if table is WORKFORCE else 3
        for counted, rows in _series(checked, table).items():
            steps = list(pairwise(sorted(rows)))
            usual = sum(_months_apart(*days) <= step for days in steps)
            if len(steps) < FEWEST_DATES - 1 or usual < MOSTLY * len(steps):
                continue
            for before, after in steps:
                if _months_apart(before, after) > step:
                    message = f"{counted}: no count between {long_date(before)} and {long_date(after)}."
                    yield at(checked.inputs[table], rows[after], "As at", message)


def _series(checked: Checked, table: Table) -> dict[str, dict[dt.date, Row]]:
    """What is counted on a table's dates, with the first row of each date up to the latest quarter's end."""
    found: dict[str, dict[dt.date, Row]] = {}
    for row in checked.inputs[table]:
        day = row["As at"]
        if isinstance(day, dt.date) and day <= checked.latest_quarter.end:
            counted = str(row["Measure"]) if "Measure" in table.key else table.sheet
            found.setdefault(counted, {}).setdefault(day, row)
    return found


def _months_apart(before: dt.date, after: dt.date) -> int:
    return (after.year - before.year) * 12 + after.month - before.month


def rows_out_of_order(checked: Checked) -> Iterator[Fault]:
    """A monthly table, or the history of looked after children, runs from old to new or from new to old, but for
    one or two rows, a third of them at most: figures may
    stand beside the wrong month."""
    for table in (*MONTHLY, *(table for table in DATED if len(table.key) == 1)):
        records = checked.inputs[table]
        heading = table.key[0]
        rows = [row for row in records if isinstance(row[heading], dt.date)]
        steps = [(before, after, str(before[heading]) < str(after[heading])) for before, after in pairwise(rows)]
        ups = sum(up for *_, up in steps)
        backwards = 2 * ups < len(steps)
        breaks = [(before, after) for before, after, up in steps if up is backwards]
        if 0 < len(breaks) <= min(MOST_BREAKS, len(steps) // 3):
            for before, after in breaks:
                first, second = before[heading], after[heading]
                if isinstance(first, dt.date) and isinstance(second, dt.date):
                    yield at(records, after, heading, f"{_day(table, second)} stands below {_day(table, first)}.")


def _day(table: Table, day: dt.date) -> str:
    return month_name(day) if table in MONTHLY else long_date(day)


RULES = (
    Rule(
        "TM04",
        Severity.LOOK,
        "A count is dated after the period",
        "31 January 2018 is after the end of the period reported, 31 December 2017.",
        "Check the date. If it is right, say in a note that the count was made after the quarter.",
        date_after_the_period,
    ),
    Rule(
        "TM05",
        Severity.SHOULD_FIX,
        "A month lies long after the period",
        "Supervision has figures for December 2018, and the report is of 2017-18 Q3.",
        "Correct the month, or the reporting quarter on Settings.",
        month_after_the_period,
    ),
    Rule(
        "TM06",
        Severity.LOOK,
        "A date that is not a last day",
        "30 December 2013 is not the last day of a quarter, as the others are.",
        "Check the date, and correct it if it was mistyped.",
        date_off_the_habit,
    ),
    Rule(
        "TM07",
        Severity.SHOULD_FIX,
        "A date is missing in a history",
        "Looked after: no count between 31 March 2017 and 30 September 2017.",
        "Add the missing count, or correct a date that was mistyped.",
        date_missing_in_a_history,
    ),
    Rule(
        "TM09",
        Severity.LOOK,
        "Rows are out of order",
        "May 2017 stands below June 2017.",
        "Make sure that each row's figures are those of its month; then sort the table by month.",
        rows_out_of_order,
    ),
)
