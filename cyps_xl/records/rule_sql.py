"""A count's rule as SQL: every row of its records with what the rule says of it, in the one dialect.

The count and the list behind it are made from the same statement, so that they cannot differ.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cyps_xl.measures.periods import Quarter, add_months, long_date, month_name, year_start_of
from cyps_xl.records.conditions import Condition
from cyps_xl.records.declared import Count, Declared, Fact
from cyps_xl.records.loading import FILE, ROW
from cyps_xl.records.tables import Counts, Over, When
from cyps_xl.records.typing_cells import LINE


@dataclass(frozen=True)
class Period:
    """The days that a count is made for, both included; `year_start` is the 1 April before its end."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> dict[str, dt.date]:
        """The days that a condition may name."""
        return {"period_start": self.start, "period_end": self.end, "year_start": year_start_of(self.end)}

    def __str__(self) -> str:
        return f"{long_date(self.start)} to {long_date(self.end)}"


def periods_of(count: Count, quarter: Quarter) -> tuple[Period, ...]:
    """The periods of a quarter that a count is made for, oldest first."""
    if count.over is Over.MONTH:
        return tuple(month_period(month) for month in quarter.months(3))
    if count.over is Over.QUARTER:
        return (Period(quarter.start, quarter.end),)
    return (Period(quarter.year_start, quarter.end),)


def month_period(month: dt.date) -> Period:
    """A month's days."""
    return Period(month.replace(day=1), add_months(month, 1) - dt.timedelta(days=1))


def period_in_words(count: Count, period: Period) -> str:
    """What a count's period is called: its month, or its days."""
    return month_name(period.start) if count.over is Over.MONTH else str(period)


PERSON, GROUP, IN_TIME, COUNTED = "_person", "_group", "_in_time", "_counted"
DAYS = "_days"


def step(number: int) -> str:
    """The column that says whether a row meets a condition of the rule."""
    return f"_step{number}"


@dataclass(frozen=True)
class Step:
    """A condition of a rule. A row that fails it, or of which it cannot be told, is not counted.

    `leaves_out` when those that meet it are not counted. `whose` is the count that says it.
    """

    condition: Condition
    leaves_out: bool
    whose: str


def steps_of(count: Count) -> tuple[Step, ...]:
    """The conditions of a rule in the order in which they are looked at: those of the whole first."""
    whole = steps_of(count.whole) if count.whole else ()
    own = [
        Step(one, leaves_out, count.name) for one, leaves_out in ((count.where, False), (count.left_out, True)) if one
    ]
    return (*whole, *own)


def rows_sql(declared: Declared, count: Count, period: Period, *, in_time_only: bool = False) -> str:
    """Every row of a count's records: its place, person and group, what each step says (1 or 0), and whether counted.

    With `in_time_only` those that the date rule leaves out are not there.
    """
    table, days = count.table, period.days
    facts = tuple(declared.facts_of(count))
    sources = {name: f'r."{name}"' for name in table.names}
    sources |= {fact.name: _fact_read(fact) for fact in facts}
    tests = [_one_or_zero(one.condition.sql(sources, days), turned=one.leaves_out) for one in steps_of(count)]
    in_time = _one_or_zero(date_rule(count, period, "r"))
    counted = " AND ".join([f"{test} = 1" for test in (in_time, *tests)])
    selected = [
        f'r."{ROW}" AS "{ROW}"',
        f'r."{FILE}" AS "{FILE}"',
        f'r."{LINE}" AS "{LINE}"',
        f'r."{table.person}" AS "{PERSON}"',
        f'{_quoted("r", count.group)} AS "{GROUP}"',
        f'{_days_sql(count, period)} AS "{DAYS}"',
        f'{in_time} AS "{IN_TIME}"',
        *(f'{test} AS "{step(number)}"' for number, test in enumerate(tests)),
        f'CASE WHEN {counted} THEN 1 ELSE 0 END AS "{COUNTED}"',
        *(f'r."{name}" AS "{name}"' for name in table.names if name != table.person),
        *(f'{_fact_read(fact)} AS "{fact.name}"' for fact in facts),
    ]
    only = f" WHERE {date_rule(count, period, 'b')}" if in_time_only else ""
    base = f'"_base" AS (SELECT b.* FROM "{table.name}" b{only})'
    with_ = ", ".join([base, *(_fact_sql(fact, period) for fact in facts)])
    joins = " ".join(f'LEFT JOIN "_of_{fact.name}" ON "_of_{fact.name}"."{ROW}" = r."{ROW}"' for fact in facts)
    return f'WITH {with_} SELECT {", ".join(selected)} FROM "_base" r {joins}'


def figure_sql(declared: Declared, count: Count, period: Period) -> str:
    """The figure of a count, by group where it has groups: rows of a group and a number."""
    rows = rows_sql(declared, count, period, in_time_only=True)
    number = {
        Counts.PEOPLE: f'count(DISTINCT "{PERSON}")',
        Counts.RECORDS: "count(*)",
        Counts.DAYS: f'coalesce(sum("{DAYS}"), 0)',
    }[count.counts]
    by = f' GROUP BY "{GROUP}" ORDER BY "{GROUP}"' if count.group else ""
    group = f'"{GROUP}"' if count.group else "NULL"
    return f'SELECT {group}, {number} FROM ({rows}) AS counted WHERE "{COUNTED}" = 1{by}'


def date_rule(count: Count, period: Period, alias: str) -> str:
    """Which rows the period has, by the days on which they begin and end."""
    begins, ends = _quoted(alias, count.table.begins), _quoted(alias, count.table.ends)
    start, end = _day(period.start), _day(period.end)
    match count.when:
        case When.BEGUN_IN:
            return f"{begins} BETWEEN {start} AND {end}"
        case When.ENDED_IN:
            return f"{ends} BETWEEN {start} AND {end}"
        case When.OPEN_AT_END:
            day = end
        case When.OPEN_IN:
            day = start
    after = ">=" if count.last_day else ">"
    still = f"({ends} IS NULL OR {ends} {after} {day})" if count.table.ends else "1 = 1"
    return f"({begins} <= {end} AND {still})"


def dates_read(count: Count) -> tuple[str, ...]:
    """The columns of days that the date rule reads, and with which days are counted: the beginning first."""
    begins, ends = count.table.begins, count.table.ends
    both = tuple(filter(None, (begins, ends)))
    if count.counts is Counts.DAYS:
        return both
    match count.when:
        case When.BEGUN_IN:
            return (begins,)
        case When.ENDED_IN:
            return (ends,)
        case When.OPEN_AT_END | When.OPEN_IN:
            return both


def date_rule_in_words(count: Count, period: Period | None = None) -> str:
    """The date rule as people say it."""
    first, last = (long_date(period.start), long_date(period.end)) if period else ("the first day", "the last day")
    there = "in" if count.last_day else "out"
    return {
        When.OPEN_AT_END: f"open on {last}: one that ends that day is {there}",
        When.OPEN_IN: f"open on a day from {first} to {last}: one that ends on {first} is {there}",
        When.BEGUN_IN: f"begun from {first} to {last}",
        When.ENDED_IN: f"ended from {first} to {last}",
    }[count.when]


def _days_sql(count: Count, period: Period) -> str:
    """The days from a row's beginning to its end, or to the period's last day while it goes on.

    The last day is one of them where the rule has it so; a row that ends before it begins has none.
    """
    if count.counts is not Counts.DAYS:
        return "NULL"
    begins, ends, end = _quoted("r", count.table.begins), _quoted("r", count.table.ends), _day(period.end)
    last_day = " + 1" if count.last_day else ""
    until = f"(CASE WHEN {ends} IS NULL OR {ends} > {end} THEN {end} ELSE {ends} END)"
    days = f"date_diff('day', {begins}, {until})"  # one date less another is no number in every engine
    return f"(CASE WHEN {until} < {begins} THEN 0 ELSE {days}{last_day} END)"


def _quoted(alias: str, column: str) -> str:
    return f'{alias}."{column}"' if column else "NULL"


def _day(day: dt.date) -> str:
    return f"CAST('{day.isoformat()}' AS DATE)"


def _one_or_zero(condition: str, *, turned: bool = False) -> str:
    """1 where a condition holds; 0 where it does not, or cannot be told. Turned: the other way round."""
    yes, no = ("0", "1") if turned else ("1", "0")
    return f"(CASE WHEN {condition} THEN {yes} ELSE {no} END)"


def _fact_read(fact: Fact) -> str:
    value = f'"_of_{fact.name}"."value"'
    return f"coalesce({value}, 0)" if fact.is_a_number_of_rows else value


def _fact_sql(fact: Fact, period: Period) -> str:
    """What the other rows of the same person say, for each row."""
    sources = {name: f'o."{name}"' for name in fact.source.names}
    where = f" AND ({fact.where.sql(sources, period.days, 't')})" if fact.where else ""
    value = fact.value.sql(sources, period.days, "t")
    return (
        f'"_of_{fact.name}" AS (SELECT t."{ROW}" AS "{ROW}", {value} AS "value" FROM "_base" t '
        f'INNER JOIN "{fact.source.name}" o ON o."{fact.source.person}" = t."{fact.table.person}"{where} '
        f'GROUP BY t."{ROW}")'
    )
