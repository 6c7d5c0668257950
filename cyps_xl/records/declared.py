"""What a pack declares of records and counts, read and checked: tables, layouts of systems, facts, counts, cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.conditions import Condition
from cyps_xl.records.tables import Counts, Over, When


@dataclass(frozen=True)
class RecordTable:
    """A table of case records. `person`, `begins` and `ends` are columns; "" where it has none."""

    name: str
    one_row_is: str
    person: str
    begins: str
    ends: str
    key: tuple[str, ...]
    apart: bool
    columns: tuple[Column, ...]
    wanted: tuple[str, ...] = ()
    followed: Condition | None = None
    groups: tuple[str, ...] = ()
    """The columns by which counts are made apart."""
    contradictions: tuple[Condition, ...] = ()
    """What no right row meets."""

    def column(self, name: str) -> Column:
        """A column by its name; KeyError when there is none."""
        return next((column for column in self.columns if column.heading == name), None) or _no(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.heading for column in self.columns)


def _no(name: str) -> Column:
    raise KeyError(name)


@dataclass(frozen=True)
class TableLayout:
    """Where a system keeps a record table: a file, a heading for each column, and what its codes mean."""

    table: RecordTable
    file: str
    headings: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def as_table(self) -> Table:
        """The file as an input table, by which its name and its headings are found as those of an import are."""
        columns = tuple(
            Column(heading, Kind.TEXT, "", required=self.table.column(name).required)
            for name, heading in self.headings.items()
        )
        return Table(self.file, self.file, "", "", columns, (columns[0].heading,))

    def means(self, column: str, code: str) -> str | None:
        """What a code stands for; None when nobody has said."""
        codes = self.codes.get(column)
        if codes is not None:
            return codes.get(code.casefold())
        choices = self.table.column(column).choices
        return next((choice for choice in choices if choice.casefold() == code.casefold()), None)


@dataclass(frozen=True)
class Layout:
    """A source system: its name, and where it keeps each record table that it has."""

    system: str
    tables: tuple[TableLayout, ...]


@dataclass(frozen=True)
class Fact:
    """Something that other rows of the same person say of a row."""

    name: str
    table: RecordTable
    source: RecordTable
    value: Condition
    where: Condition | None
    words: str

    @property
    def is_a_number_of_rows(self) -> bool:
        """Whether no row at all makes it nought, and not unknown."""
        return self.value.text.replace(" ", "").casefold() == "count(*)"


@dataclass(frozen=True)
class Target:
    """Where a figure goes in a workbook: a column of an input table, and the rest of its row's key."""

    table: str
    column: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Count:
    """A count and its rule. `whole` is the count that it is a part of."""

    name: str
    counts: Counts
    table: RecordTable
    when: When
    last_day: bool
    where: Condition | None
    left_out: Condition | None
    over: Over
    group: str
    into: Target | None
    first: str
    last: str
    words: str
    words_cy: str
    source: str
    whole: Count | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that a row must meet, those of the whole first."""
        whole = self.whole.conditions if self.whole else ()
        return (*whole, *((self.where,) if self.where else ()))

    @property
    def exclusions(self) -> tuple[Condition, ...]:
        """All by which a row is left out."""
        whole = self.whole.exclusions if self.whole else ()
        return (*whole, *((self.left_out,) if self.left_out else ()))

    @property
    def names(self) -> frozenset[str]:
        """The columns and facts that its conditions name."""
        return frozenset(name for one in (*self.conditions, *self.exclusions) for name in one.columns)

    def holds_in(self, quarter: Quarter) -> bool:
        """Whether the rule is that of a quarter."""
        return (not self.first or Quarter.parse(self.first) <= quarter) and (
            not self.last or quarter <= Quarter.parse(self.last)
        )


@dataclass(frozen=True)
class Case:
    """The right answer of a count for a small set of records; `where` is the case's own place, for messages."""

    where: str
    name: str
    count: str
    quarter: Quarter
    month: dt.date | None
    group: str
    answer: int
    shows: str


@dataclass(frozen=True)
class Declared:
    """All of it. `folder` is where it lies."""

    name: str
    folder: Path
    tables: Mapping[str, RecordTable]
    layouts: tuple[Layout, ...]
    facts: Mapping[str, Fact]
    counts: tuple[Count, ...]
    cases: tuple[Case, ...]

    def counts_called(self, name: str) -> tuple[Count, ...]:
        """The rules of a count, one for each span of quarters, whatever the capitals of its name."""
        return tuple(count for count in self.counts if count.name.casefold() == name.casefold())

    def without_a_rule(self, quarter: Quarter) -> tuple[str, ...]:
        """The counts whose rules leave a quarter out, though one holds before it and one after it.

        Two counts of one place in the workbook follow one another as two rules of one count do.
        """
        series: dict[object, list[Count]] = {}
        for count in self.counts:
            series.setdefault(count.into or count.name.casefold(), []).append(count)
        found: dict[str, None] = {}
        for rules in series.values():
            before = [one for one in rules if one.last and Quarter.parse(one.last) < quarter]
            after = [one for one in rules if one.first and quarter < Quarter.parse(one.first)]
            if before and after and not any(one.holds_in(quarter) for one in rules):
                found |= dict.fromkeys(one.name for one in (*before, *after))
        return tuple(found)

    def facts_of(self, count: Count) -> Iterator[Fact]:
        """The facts that its conditions name."""
        return (self.facts[name] for name in sorted(count.names) if name in self.facts)

    def tables_of(self, count: Count) -> tuple[RecordTable, ...]:
        """The record tables that it reads: its own, and those of its facts."""
        found = {count.table.name: count.table} | {fact.source.name: fact.source for fact in self.facts_of(count)}
        return tuple(found.values())

    def columns_of(self, count: Count) -> frozenset[tuple[str, str]]:
        """Every column that it reads, with its table."""
        table = count.table
        own = {name for name in (table.person, table.begins, table.ends, count.group) if name}
        pairs = {(table.name, name) for name in own | {name for name in count.names if name in table.names}}
        for fact in self.facts_of(count):
            conditions = (fact.value, *((fact.where,) if fact.where else ()))
            pairs.add((fact.source.name, fact.source.person))
            pairs |= {
                (fact.source.name, name) for one in conditions for name in one.columns if name in fact.source.names
            }
            pairs |= {(table.name, name) for one in conditions for name in one.of_this}
        return frozenset(pairs)
