"""TM, continued: dates that do not fit the period, or one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.history.missing_rows import dates_of
from cyps_xl.checks.tables import DAYS, day_in_words, day_of, measure_of
from cyps_xl.inputs.declare import Counted, Kind, Table
from cyps_xl.inputs.records import Row
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
    for table in checked.tables(Kind.DATE):
        records = checked.inputs[table]
        for day in dates_of(records):
            if day > checked.latest_quarter.end:
                row = next(row for row in records if day_of(table, row) == day)
                message = f"{long_date(day)} is after the end of the period reported, {_end(checked)}."
                yield at(records, row, _heading(table), message)


def _end(checked: Checked) -> str:
    return long_date(checked.latest_quarter.end)


def _heading(table: Table) -> str:
    """The heading under which a table says when."""
    assert table.when is not None
    return table.when.heading


def month_after_the_period(checked: Checked) -> Iterator[Fault]:
    """A monthly table has figures of a month more than a quarter after the period reported."""
    end = checked.latest_quarter.end
    last = add_months(end, 3)
    for table in checked.tables(Kind.MONTH):
        records = checked.inputs[table]
        for row in records:
            month = day_of(table, row)
            if month is not None and month > last:
                yield at(records, row, _heading(table), f"{month_name(month)} is long after {long_date(end)}.")


def date_off_the_habit(checked: Checked) -> Iterator[Fault]:
    """Counts are made on the last days of quarters, or of months: three in four of at least four dates are. This date
    is another day. Dates after the period reported have a rule of their own."""
    for table in checked.tables(Kind.DATE):
        days = frozenset(_past(checked, table))
        habit = _habit(days)
        if habit is None:
            continue
        of, is_kept = habit
        records = checked.inputs[table]
        for row in records:
            day = day_of(table, row)
            if day is not None and day in days and not is_kept(day):
                message = f"{long_date(day)} is not the last day of a {of}, as the others are."
                yield at(records, row, _heading(table), message)


def _habit(days: Collection[dt.date]) -> tuple[str, Callable[[dt.date], bool]] | None:
    """On which last days counts are made: those of quarters where most are, else of months; None without a habit."""
    for of, is_kept in (("quarter", _is_quarter_end), ("month", _is_month_end)):
        if len(days) >= FEWEST_DATES and sum(map(is_kept, days)) >= MOSTLY * len(days):
            return of, is_kept
    return None


def _past(checked: Checked, table: Table) -> list[dt.date]:
    return [day for day in dates_of(checked.inputs[table]) if day <= checked.latest_quarter.end]


def _is_month_end(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).day == 1


def _is_quarter_end(day: dt.date) -> bool:
    return _is_month_end(day) and day.month % 3 == 0


def date_missing_in_a_history(checked: Checked) -> Iterator[Fault]:
    """Counts come every month, or every quarter, for each thing that a table counts on its dates, and between this one
    and the one before, one or more are missing. Three in four steps between at least four dates show the habit; a table
    that is counted when something happens has none."""
    for table in checked.tables(Kind.DATE):
        if table.counted is Counted.NOW_AND_THEN:
            continue
        for counted, rows in _series(checked, table).items():
            steps = list(pairwise(sorted(rows)))
            usual = _usual_step(steps)
            for before, after in steps if usual else ():
                if _months_apart(before, after) > usual:
                    message = f"{counted}: no count between {long_date(before)} and {long_date(after)}."
                    yield at(checked.inputs[table], rows[after], _heading(table), message)


def _usual_step(steps: Sequence[tuple[dt.date, dt.date]]) -> int:
    """The months from one count to the next, 1 or 3, that most steps keep to; 0 where there is no habit."""
    for months in (1, 3):
        kept = sum(_months_apart(*days) <= months for days in steps)
        if len(steps) >= FEWEST_DATES - 1 and kept >= MOSTLY * len(steps):
            return months
    return 0


def _series(checked: Checked, table: Table) -> dict[str, dict[dt.date, Row]]:
    """What is counted on a table's dates, with the first row of each date up to the latest quarter's end."""
    found: dict[str, dict[dt.date, Row]] = {}
    chosen = measure_of(table)
    for row in checked.inputs[table]:
        day = day_of(table, row)
        if day is not None and day <= checked.latest_quarter.end:
            counted = str(row[chosen]) if chosen else table.sheet
            found.setdefault(counted, {}).setdefault(day, row)
    return found


def _months_apart(before: dt.date, after: dt.date) -> int:
    return (after.year - before.year) * 12 + after.month - before.month


def rows_out_of_order(checked: Checked) -> Iterator[Fault]:
    """A table with one row a month, or a date, runs from old to new or from new to old, but for one or two rows, a
    third of them at most: figures may stand beside the wrong month."""
    for table in (table for table in checked.tables(*DAYS) if not table.groups):
        records, heading = checked.inputs[table], _heading(table)
        dated = [(row, day) for row in records if (day := day_of(table, row)) is not None]
        steps = [(before, after, before[1] < after[1]) for before, after in pairwise(dated)]
        backwards = 2 * sum(up for *_, up in steps) < len(steps)
        breaks = [(before, after) for before, after, up in steps if up is backwards]
        if 0 < len(breaks) <= min(MOST_BREAKS, len(steps) // 3):
            for (_, first), (row, second) in breaks:
                message = f"{day_in_words(table, second)} stands below {day_in_words(table, first)}."
                yield at(records, row, heading, message)


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
        "A table has figures for December 2018, and the report is of 2017-18 Q3.",
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
        "Children: no count between 31 March 2017 and 30 September 2017.",
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
