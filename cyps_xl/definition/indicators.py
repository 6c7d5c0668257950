"""What an indicator's row declares: when it is reported, what it can be compared with, where its counts stand.

A count that stands elsewhere in the workbook already is taken from there, so that one number is typed once:
`LookedAfter[Children]`, `Registrations[Registered]`, `Complaints[Number] where Kind = Stage 1, Outcome = total`:
which rows count follows from how the table is kept and from what the indicator's figure covers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cyps_xl.definition.expression import (
    ColumnOf,
    Expression,
    NotAnExpression,
    Number,
    Operation,
    conditions,
    leaves,
    parse,
)
from cyps_xl.definition.model import Conditions
from cyps_xl.errors import Problem
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Inputs, Row, as_excel_text
from cyps_xl.inputs.tables.indicators import AS_AT, INDICATORS, ROLLING_YEAR
from cyps_xl.measures.periods import Quarter, add_months, first_year_of, quarter_of
from cyps_xl.measures.rates import Figure, ratio, total


def is_reported(row: Row, quarter: Quarter) -> bool:
    """Whether an indicator is part of a quarter's report: whether the quarter lies between its From and its To."""
    return not (is_before(quarter, row["From"]) or is_before(row["To"], quarter))


def is_before(one: object, other: object) -> bool:
    """Whether one quarter is before the other; not where either is not said."""
    return bool(one) and bool(other) and str(one) < str(other)


def is_comparable(row: Row, quarter: Quarter) -> bool:
    """Whether a quarter's figure and that of a year earlier are counted by one definition."""
    return row["Comparable"] != "no" and not is_before(quarter.last_year, row["Comparable from"])


def last_quarter_of(period: str) -> Quarter | None:
    """The quarter that "2017-18 Q3" names, and the last of "2017-18"; None for what is no period."""
    quarter = quarter_of(period)
    if quarter is not None:
        return quarter
    try:
        return Quarter(first_year_of(period), 4)
    except ValueError:
        return None


KEPT_BY = (Kind.MONTH, Kind.DATE, Kind.PERIOD)
"""What a table must be kept by for counts to be taken from it."""


@dataclass(frozen=True)
class CountedFrom:
    """Where a count stands: an expression of columns of tables, and which of their rows."""

    shows: Expression
    where: Conditions = ()


def counted_from(written: str) -> CountedFrom:
    """What an officer wrote. Raises NotAnExpression."""
    shows, _, where = written.partition(" where ")
    found = CountedFrom(parse(shows), conditions(where))
    for leaf in leaves(found.shows):
        if not isinstance(leaf, ColumnOf | Number) or (isinstance(leaf, ColumnOf) and not leaf.table):
            raise NotAnExpression("a count is taken from columns of tables, written like Table[Column]")
    return found


def indicator_problems(inputs: Inputs) -> Iterator[Problem]:
    """Every cell of Indicators that says wrongly where a count stands, or that ends before it begins."""
    records = inputs[INDICATORS]
    for row in records:
        for heading in ("Numerator from", "Denominator from"):
            said = _wrong(inputs, str(row[heading])) if row[heading] else ""
            if said:
                yield Problem(records.where(row, heading), f"{said}.", "Write it like Table[Column].")
        if row["From"] and row["To"] and str(row["To"]) < str(row["From"]):
            said = "The indicator ends before it begins."
            yield Problem(records.where(row, "To"), said, "Correct one of the two quarters.")


def _wrong(inputs: Inputs, written: str) -> str:
    """What is wrong with where a count is said to stand; "" when nothing is."""
    try:
        found = counted_from(written)
    except NotAnExpression as error:
        return str(error)
    for leaf in leaves(found.shows):
        table = inputs.catalogue.get(leaf.table) if isinstance(leaf, ColumnOf) else None
        if not isinstance(leaf, ColumnOf):
            continue
        if table is None:
            return f"there is no table “{leaf.table}”"
        if not any(table.column(heading).kind in KEPT_BY for heading in table.key):
            return f"{table.name} is kept by neither months, dates nor periods"
        missing = [name for name in (leaf.heading, *(h for h, _ in found.where)) if table.find(name) is None]
        if missing:
            return f"{table.name} has no column “{missing[0]}”"
    return ""


@dataclass(frozen=True)
class Span:
    """The days that a figure counts, both included, and those within which its last date must lie."""

    first: dt.date
    last: dt.date
    months: int

    @property
    def last_quarter(self) -> dt.date:
        """The first day of the three months that end with the span."""
        return add_months(self.last + dt.timedelta(days=1), -3)


def span_of(period: str, basis: object) -> Span | None:
    """The days of "2017-18" or "2017-18 Q3" for what a figure covers; None for what is no period."""
    quarter = last_quarter_of(period)
    if quarter is None:
        return None
    months = {AS_AT: 1, ROLLING_YEAR: 12}.get(str(basis), 3 * quarter.number)
    return Span(add_months(quarter.end + dt.timedelta(days=1), -months), quarter.end, months)


def count_at(inputs: Inputs, found: CountedFrom, basis: object, period: str, leaf: ColumnOf) -> Figure:
    """What one column gives for a period; None while anything of it is missing."""
    table = inputs.catalogue[leaf.table]
    heading = table.heading(leaf.heading)
    by, kind = time_of(table)
    rows = [row for row in inputs[table] if _meets(row, table, found.where)]
    if kind is Kind.PERIOD:
        return total(_numbers([row for row in rows if row[by] == period], heading))
    span = span_of(period, basis)
    if span is None:
        return None
    if kind is Kind.DATE:
        days = [day for row in rows if isinstance(day := row[by], dt.date) and span.last_quarter <= day <= span.last]
        return total(_numbers([row for row in rows if days and row[by] == max(days)], heading))
    within = [row for row in rows if isinstance(day := row[by], dt.date) and span.first <= day <= span.last]
    numbers = _numbers(within, heading)
    return total(numbers) if len(numbers) >= span.months else None


def count_elsewhere(inputs: Inputs, row: Row, heading: str, period: str) -> Figure:
    """The numerator or denominator of a period as it stands elsewhere; None where it does not, or not whole.

    `heading` is "Numerator from" or "Denominator from".
    """
    if not row[heading]:
        return None
    found = counted_from(str(row[heading]))
    return _worked_out(inputs, found, row["Period basis"], period, found.shows)


def _worked_out(inputs: Inputs, found: CountedFrom, basis: object, period: str, shows: Expression) -> Figure:
    if isinstance(shows, Number):
        return shows.value
    if isinstance(shows, ColumnOf):
        return count_at(inputs, found, basis, period, shows)
    assert isinstance(shows, Operation)
    left, right = (_worked_out(inputs, found, basis, period, side) for side in (shows.left, shows.right))
    if left is None or right is None:
        return None
    if shows.sign == "/":
        return ratio(left, right)
    return left + right if shows.sign == "+" else left - right if shows.sign == "-" else left * right


def time_of(table: Table) -> tuple[str, Kind]:
    """The column of a table's key that says when, and what it holds. KeyError when it is kept by none."""
    for heading in table.key:
        if table.column(heading).kind in KEPT_BY:
            return heading, table.column(heading).kind
    raise KeyError(table.name)


def _numbers(rows: list[Row], heading: str) -> list[float]:
    return [value for row in rows if isinstance(value := row[heading], int | float)]


def _meets(row: Row, table: Table, where: Conditions) -> bool:
    return all(as_excel_text(row[table.heading(h)]).casefold() == value.casefold() for h, value in where)
