"""What an indicator's row declares: when it is reported, what it can be compared with, where its counts stand.

A count that stands elsewhere in the workbook already is taken from there, so that one number is typed once:
`LookedAfter[Children]`, `Registrations[Registered]`, `Complaints[Number] where Kind = Stage 1, Outcome = total`:
which rows count follows from how the table is kept and from what the indicator's figure covers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cyps_xl.definition.conditions import NotACondition, read_conditions
from cyps_xl.definition.expression import (
    ColumnOf,
    Expression,
    NotAnExpression,
    Number,
    Operation,
    leaves,
    parse,
)
from cyps_xl.definition.model import Conditions
from cyps_xl.errors import Problem
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import Column, Kind, Table, Varies
from cyps_xl.inputs.records import Inputs, Row, Value
from cyps_xl.inputs.tables.indicators import (
    AS_AT,
    COUNCIL_AREA,
    INDICATOR_VALUES,
    INDICATORS,
    ROLLING_YEAR,
    UNIT_NUMBER,
)
from cyps_xl.measures.indicators import Typed, Unit
from cyps_xl.measures.periods import Quarter, add_months, first_year_of, quarter_of
from cyps_xl.measures.rates import Figure, ratio, whole_total


def is_reported(row: Row, quarter: Quarter) -> bool:
    """Whether an indicator is part of a quarter's report: whether the quarter lies between its From and its To."""
    return not (is_before(quarter, row["From"]) or is_before(row["To"], quarter))


def is_before(one: object, other: object) -> bool:
    """Whether one quarter is before the other; not where either is not said."""
    return bool(one) and bool(other) and str(one) < str(other)


def is_comparable(row: Row, quarter: Quarter) -> bool:
    """Whether a quarter's figure and that of a year earlier are counted by one definition, each over all its months."""
    last = quarter.last_year
    is_of_now = not is_before(last, row["Comparable from"])
    return row["Comparable"] != "no" and is_of_now and not Covered.by(row).is_cut(last.period)


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
COUNTS_FROM = ("Numerator from", "Denominator from")
"""The columns of Indicators that say where a count stands."""


@dataclass(frozen=True)
class CountedFrom:
    """Where a count stands: an expression of columns of tables, and which of the rows of each table, by its name."""

    shows: Expression
    where: Mapping[str, Conditions]


class NotACount(ValueError):
    """A count cannot stand where it is said to: the message says why, `remedy` what to do."""

    def __init__(self, message: str, remedy: str = "Write it like Table[Column].") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


_WHERE = re.compile(r"\bwhere\b(?![^\[\]]*\])", re.IGNORECASE)
"""The word outside of brackets: a column may be called *Where known*."""


def counts_cases(row: Row, catalogue: Catalogue) -> bool:
    """Whether an indicator's numbers are of things that happen to one or another, so that chance moves them.

    A number with decimals is a rate already; one as at a day is about the same the next, as is a rate per population.
    Columns say what they hold by their unit, and how it varies.
    """
    unit = Unit(row["Unit"]) if row["Unit"] in [one.value for one in Unit] else None
    is_number = unit is Unit.NUMBER
    is_counted = is_number or (unit is not None and unit.per > 1)
    if (is_number and row["Decimals"]) or (is_counted and row["Period basis"] == AS_AT):
        return False
    counted, base = ([*_columns_of(str(row[heading]), catalogue)] if row[heading] else [] for heading in COUNTS_FROM)
    if is_counted and any(column.varies not in (None, Varies.BY_CHANCE) for column in counted):
        return False
    return not any(column.is_amount for column in (*counted, *base))


def _columns_of(written: str, catalogue: Catalogue) -> Iterator[Column]:
    """The columns that a count is taken from; none where it cannot be read."""
    try:
        found = counted_from(written, catalogue)
    except NotACount:
        return
    for leaf in leaves(found.shows):
        if isinstance(leaf, ColumnOf):
            table = catalogue[leaf.table]
            yield table.column(table.heading(leaf.heading))


def counted_from(written: str, catalogue: Catalogue) -> CountedFrom:
    """What an officer wrote. Raises NotACount."""
    shows, *where = _WHERE.split(written, maxsplit=1)
    try:
        found = parse(shows)
    except NotAnExpression as error:
        raise NotACount(f"{error}.") from None
    read = list(leaves(found))
    columns = [leaf for leaf in read if isinstance(leaf, ColumnOf)]
    if not columns or not all(isinstance(leaf, Number) or leaf in columns for leaf in read):
        raise NotACount("A count is taken from columns of tables.")
    tables = {table.name: table for table in (_table_of(leaf, catalogue) for leaf in columns)}
    return CountedFrom(found, {name: _conditions("".join(where), table) for name, table in tables.items()})


def _table_of(leaf: ColumnOf, catalogue: Catalogue) -> Table:
    """The table of a column that a count is taken from. Raises NotACount where none can be."""
    if not leaf.table:
        raise NotACount(f"Which table's column is [{leaf.heading}]?")
    table = catalogue.get(leaf.table)
    if table is None:
        raise NotACount(f"There is no table “{leaf.table}”.", "Name one as Tables has it.")
    if table.time_kind not in KEPT_BY:
        said = f"{table.name} is kept by neither months, dates nor periods."
        raise NotACount(said, "Name a table that is, or type the count on Indicator values.")
    try:
        column = table.column(table.heading(leaf.heading))
    except KeyError:
        raise NotACount(f"{table.name} has no column “{leaf.heading}”.", "Name its columns as they are.") from None
    if not column.is_figure:
        raise NotACount(f"{table.name}[{column.heading}] holds no numbers.", "Name a column of numbers.")
    return table


def _conditions(written: str, table: Table) -> Conditions:
    try:
        return read_conditions(written, table)
    except NotACondition as error:
        raise NotACount(error.message, error.remedy) from None


def indicator_problems(inputs: Inputs) -> Iterator[Problem]:
    """Every cell of Indicators that says wrongly where a count stands, or that ends before it begins."""
    records = inputs[INDICATORS]
    for row in records:
        for heading, error in _wrong_counts(row, inputs.catalogue).items():
            yield Problem(records.where(row, heading), error.message, error.remedy)
        if row["From"] and row["To"] and str(row["To"]) < str(row["From"]):
            said = "The indicator ends before it begins."
            yield Problem(records.where(row, "To"), said, "Correct one of the two quarters.")


def _wrong_counts(row: Row, catalogue: Catalogue) -> dict[str, NotACount]:
    """Why a count cannot stand where a row says, by the heading under which it says so."""
    found = {}
    for heading in COUNTS_FROM:
        try:
            if row[heading]:
                counted_from(str(row[heading]), catalogue)
        except NotACount as error:
            found[heading] = error
    return found


def without_wrong_counts(inputs: Inputs) -> Inputs:
    """The inputs, each cell of Indicators that says wrongly where a count stands empty: no figure is taken from it."""
    records = inputs[INDICATORS]
    wrong = {row.number: dict.fromkeys(_wrong_counts(row, inputs.catalogue)) for row in records}
    if not any(wrong.values()):
        return inputs
    rows = tuple(replace(row, values={**row.values, **wrong[row.number]}) for row in records)
    return replace(inputs, records={**inputs.records, INDICATORS.name: replace(records, rows=rows)})


@dataclass(frozen=True)
class Covered:
    """What an indicator's figure covers: its *Period basis*, and `since` which quarter its counts are of one rule.

    Counts that stand elsewhere are added up over months. Where the rule changed within them, those from before the
    change are of another thing, and are left out.
    """

    basis: object
    since: str = ""

    @classmethod
    def by(cls, row: Row) -> Covered:
        """As a row of Indicators says it. Of counts that are typed nothing is left out: they are what they are."""
        is_counted = any(row[heading] for heading in COUNTS_FROM) and row["Period basis"] != AS_AT
        return cls(row["Period basis"], str(row["Comparable from"] or "") if is_counted else "")

    def whole(self, quarter: Quarter) -> int:
        """How many months the figure of a quarter covers while no rule changes."""
        return {AS_AT: 1, ROLLING_YEAR: 12}.get(str(self.basis), 3 * quarter.number)

    def months(self, quarter: Quarter) -> int:
        """How many of them are counted."""
        since = quarter_of(self.since)
        if since is None or str(quarter) < str(since):
            return self.whole(quarter)
        quarters = 4 * (quarter.first_year - since.first_year) + quarter.number - since.number + 1
        return min(self.whole(quarter), 3 * quarters)

    def is_cut(self, period: str) -> bool:
        """Whether months of a period are left out."""
        quarter = last_quarter_of(period)
        return quarter is not None and self.months(quarter) < self.whole(quarter)


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


def span_of(period: str, covered: Covered) -> Span | None:
    """The days of "2017-18" or "2017-18 Q3" for what a figure covers; None for what is no period."""
    quarter = last_quarter_of(period)
    if quarter is None:
        return None
    months = covered.months(quarter)
    return Span(add_months(quarter.end + dt.timedelta(days=1), -months), quarter.end, months)


def count_at(inputs: Inputs, found: CountedFrom, covered: Covered, period: str, leaf: ColumnOf) -> Figure:
    """What one column gives for a period; None while anything of it is missing: a month, or a figure of a row."""
    table = inputs.catalogue[leaf.table]
    heading = table.heading(leaf.heading)
    by, kind = time_of(table)
    where = found.where[table.name]
    rows: Sequence[Row] = inputs[table].rows
    for under, wanted in where:
        rows = inputs[table].holding(under, wanted, among=rows)
    span = span_of(period, covered)
    if kind is Kind.PERIOD:
        rows = [row for row in rows if row[by] == period]
    elif span is None:
        return None
    elif kind is Kind.DATE:
        latest = inputs[table].latest_day(by, span.last)
        rows = [row for row in rows if latest is not None and row[by] == latest >= span.last_quarter]
    else:
        rows = [row for row in rows if isinstance(day := row[by], dt.date) and span.first <= day <= span.last]
        if len({row[by] for row in rows}) < span.months:
            return None
    return whole_total(value if isinstance(value := row[heading], int | float) else None for row in rows)


def count_elsewhere(inputs: Inputs, row: Row, heading: str, period: str) -> Figure:
    """The numerator or denominator of a period as it stands elsewhere; None where it does not, or not whole.

    `heading` is one of COUNTS_FROM.
    """
    if not row[heading]:
        return None
    found = counted_from(str(row[heading]), inputs.catalogue)
    return _worked_out(inputs, found, Covered.by(row), period, found.shows)


def typed_of(inputs: Inputs, row: Row, period: str, area: str = COUNCIL_AREA) -> Typed:
    """What is typed of an indicator for a period, with the counts that stand elsewhere where none is typed."""
    found = inputs[INDICATOR_VALUES].find(row["No"], area, period)
    typed = Typed() if found is None else typed_in(found)
    return with_counts_elsewhere(inputs, row, typed, period) if area == COUNCIL_AREA else typed


def typed_in(row: Row) -> Typed:
    """What a row of Indicator values holds."""
    return Typed(number(row["Numerator"]), number(row["Denominator"]), number(row["Value"]))


def with_counts_elsewhere(inputs: Inputs, row: Row, typed: Typed, period: str) -> Typed:
    """What is typed of an indicator of ours, with the counts that stand elsewhere where none is typed."""
    numerator, denominator = (
        count_elsewhere(inputs, row, heading, period) if count is None else count
        for heading, count in zip(COUNTS_FROM, (typed.numerator, typed.denominator), strict=True)
    )
    is_count = row["Unit"] == UNIT_NUMBER and bool(row["Numerator from"])
    return Typed(numerator, denominator, numerator if typed.value is None and is_count else typed.value)


def number(value: Value) -> Figure:
    """A cell as a figure; None for an empty one, and for text."""
    return value if isinstance(value, int | float) else None


def _worked_out(inputs: Inputs, found: CountedFrom, covered: Covered, period: str, shows: Expression) -> Figure:
    if isinstance(shows, Number):
        return shows.value
    if isinstance(shows, ColumnOf):
        return count_at(inputs, found, covered, period, shows)
    assert isinstance(shows, Operation)
    left, right = (_worked_out(inputs, found, covered, period, side) for side in (shows.left, shows.right))
    if left is None or right is None:
        return None
    if shows.sign == "/":
        return ratio(left, right)
    return left + right if shows.sign == "+" else left - right if shows.sign == "-" else left * right


def time_of(table: Table) -> tuple[str, Kind]:
    """The column of a table's key that says when, and what it holds. ValueError when it is kept by none."""
    return table.time.heading, table.time.kind
