"""Why one of two sets of records counts what the other does not: the class of cause, and what differs, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from cyps_xl.inputs.declare import Kind
from cyps_xl.records.aligning import Held, Pair
from cyps_xl.records.declared import Count, Declared, Fact, RecordTable
from cyps_xl.records.loading import SetAside
from cyps_xl.records.rule_sql import IN_TIME, Period, dates_read, step, steps_of
from cyps_xl.records.rule_version import version_of
from cyps_xl.records.shown import place
from cyps_xl.records.tables import Counts

OLD, NEW = "old", "new"


class Cause(Enum):
    """Why a child, an episode or its days are counted from one set of records and not from the other."""

    MISSING = "missing record"
    """The other has no such row, or its row cannot be used."""
    DATE = "other date"
    """A day that the rule reads is another one."""
    CODE = "other code"
    """A code, a team or a number that the rule reads is another one."""
    STATUS = "other status"
    """It has ended in one, and goes on in the other."""
    RULE = "rule"
    """Both have the same, and count it under different conditions."""
    UNKNOWN = "not known"


@dataclass(frozen=True)
class Judged:
    """What a rule says of a row: 1 or 0 for its dates and each step, its group, its days, and its facts."""

    counted: bool
    group: str
    days: int
    says: Mapping[str, object]
    facts: Mapping[str, object]


PairsOf = Callable[[RecordTable], Sequence[Pair]]
"""The rows of one person in a record table, side by side."""


@dataclass(frozen=True)
class Sides:
    """A count on both sides for a period: its rule in each, and the columns that both sets of records have."""

    declared: Mapping[str, Declared]
    counts: Mapping[str, Count]
    period: Period
    both_have: Mapping[str, frozenset[str]]

    def same_rule(self) -> bool:
        """Whether the count has one rule on both sides, its facts included."""
        old, new = (version_of(self.declared[side], self.counts[side]) for side in (OLD, NEW))
        return old == new


@dataclass(frozen=True)
class Found:
    """A cause with what differs, in words."""

    cause: Cause
    said: str


@dataclass(frozen=True)
class Explained:
    """Explains one row that is counted on the side `has`. `other` is the row beside it, and what is said of both."""

    sides: Sides
    has: str
    mine: Held
    mine_judged: Judged
    other: Held | None
    other_judged: Judged | None
    pairs_of: PairsOf
    unusable: Mapping[str, SetAside] = field(default_factory=dict)
    """The other side's rows of the person that were set aside, by record table."""

    @property
    def _without(self) -> str:
        return NEW if self.has == OLD else OLD

    @property
    def _table(self) -> RecordTable:
        return self.sides.counts[self.has].table

    def cause(self) -> Found:
        """Why the other side does not count it."""
        if self.other is None or self.other_judged is None:
            return self._missing(self._table)
        columns, facts = self._read()
        own = self._compared(self._table, self.mine, self.other, columns)
        if own is not None:
            return own
        for fact in facts:
            if self.mine_judged.facts.get(fact.name) != self.other_judged.facts.get(fact.name):
                return self._of_fact(fact)
        if not self.sides.same_rule():
            return Found(Cause.RULE, f"both have the same, and the {self._without} rule {self._fails_at()}")
        return Found(Cause.UNKNOWN, "both have the same of all that the rule reads of this row")

    def _fails_at(self) -> str:
        count, judged = self.sides.counts[self._without], self.other_judged
        assert judged is not None
        if not judged.says[IN_TIME]:
            return "takes other dates"
        for number, one in enumerate(steps_of(count)):
            if not judged.says[step(number)]:
                return f"{'leaves out' if one.leaves_out else 'asks for'} {one.condition.text}"
        return "counts it otherwise"

    def _read(self) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
        """The columns and facts that the other side's rule read where it said no, those that decide first."""
        count, judged = self.sides.counts[self._without], self.other_judged
        assert judged is not None
        assert self.other is not None
        if not judged.says[IN_TIME]:
            return self._dates(count, self.other), ()
        declared = self.sides.declared[self._without]
        for number, one in enumerate(steps_of(count)):
            if not judged.says[step(number)]:
                names = sorted(one.condition.columns)
                facts = tuple(declared.facts[name] for name in names if name in declared.facts)
                return tuple(name for name in names if name in count.table.names), facts
        if count.counts is Counts.DAYS:
            return self._dates(count, self.other), ()
        return ((count.group,) if count.group else ()), ()

    def _dates(self, count: Count, other: Held) -> tuple[str, ...]:
        """The columns of days that the date rule reads: the end first, but where the row begins after the period."""
        begins = other.cells.get(count.table.begins)
        too_late = isinstance(begins, dt.date) and begins > self.sides.period.end
        columns = dates_read(count)
        return columns if too_late else tuple(reversed(columns))

    def _compared(
        self, table: RecordTable, mine: Held, other: Held, columns: Sequence[str], what: str = ""
    ) -> Found | None:
        """What differs in these columns of two rows, the first that does giving the class; None where nothing does."""
        there = self.sides.both_have.get(table.name, frozenset())
        differing = [
            name
            for name in columns
            if name in there and name in mine.cells and name in other.cells and mine.cells[name] != other.cells[name]
        ]
        if not differing:
            return None
        said = "; ".join(self._said(name, mine.cells[name], other.cells[name]) for name in differing)
        return Found(_class_of(table, differing[0], mine, other), f"{what}{said}")

    def _said(self, name: str, mine: object, other: object) -> str:
        old, new = (mine, other) if self.has == OLD else (other, mine)
        return f"{name} is {_text(old)} in the old records and {_text(new)} in the new"

    def _missing(self, table: RecordTable, what: str = "") -> Found:
        aside = self.unusable.get(table.name)
        if aside is not None:
            said = f"one of {table.name} was set aside in {place(aside.file, aside.line)}: {aside.why}"
            return Found(Cause.MISSING, f"{what}the {self._without} records have no row that can be used; {said}")
        return Found(Cause.MISSING, f"{what}the {self._without} records have no such row of {table.name}")

    def _of_fact(self, fact: Fact) -> Found:
        """What differs in the row itself as far as the fact reads it, or in the rows that it was read from."""
        assert self.other is not None
        assert self.other_judged is not None
        said = self._said(fact.name, self.mine_judged.facts.get(fact.name), self.other_judged.facts.get(fact.name))
        what = f"{said}: "
        of_this = sorted({name for one in (fact.value, fact.where) if one for name in one.of_this})
        found = self._compared(self._table, self.mine, self.other, of_this, what)
        found = found or next(self._of_rows(fact, what), None)
        if found is not None:
            return found
        if not self.sides.same_rule():
            return Found(Cause.RULE, f"{what}the rows are the same, and {fact.name} is worked out otherwise")
        return Found(Cause.UNKNOWN, said)

    def _of_rows(self, fact: Fact, what: str) -> Iterator[Found]:
        """What differs in the rows that a fact was read from, the latest first."""
        mine_at = 0 if self.has == OLD else 1
        conditions = (fact.value, *((fact.where,) if fact.where else ()))
        read = sorted({name for one in conditions for name in one.columns if name in fact.source.names})
        columns = tuple(sorted(read, key=lambda name: name != fact.source.ends))
        for pair in sorted(self.pairs_of(fact.source), key=lambda pair: _began(fact.source, pair), reverse=True):
            mine, other = pair[mine_at], pair[1 - mine_at]
            if mine is not None and other is not None:
                found = self._compared(fact.source, mine, other, columns, what)
                if found is not None:
                    yield found
            elif other is None:
                yield self._missing(fact.source, what)
            else:
                yield Found(Cause.MISSING, f"{what}the {self.has} records have no row of {fact.source.name} like it")


def _began(table: RecordTable, pair: Pair) -> dt.date:
    """The day on which the rows of a pair begin, as far as they have one."""
    for held in pair:
        day = held.cells.get(table.begins) if held else None
        if isinstance(day, dt.date):
            return day
    return dt.date.min


def _class_of(table: RecordTable, name: str, mine: Held, other: Held) -> Cause:
    if name == table.ends and (mine.cells[name] is None) != (other.cells[name] is None):
        return Cause.STATUS
    return Cause.DATE if table.column(name).kind is Kind.DATE else Cause.CODE


def _text(value: object) -> str:
    return "empty" if value is None else f"“{value}”" if isinstance(value, str) else str(value)
