"""One count for one period in two sets of records: the figures of both, and each row or person that makes them differ.

Compared is by whom and what they count: two numbers that are equal by chance differ all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cyps_xl.measures.periods import Quarter
from cyps_xl.records.aligning import Held, Pair, Person, aligned, ask_for, rows_held, rows_unusable
from cyps_xl.records.causes import NEW, OLD, Cause, Explained, Judged, Sides
from cyps_xl.records.counting import count_period
from cyps_xl.records.declared import Count, Declared, RecordTable
from cyps_xl.records.loading import ROW, Loaded, SetAside
from cyps_xl.records.reach import AsOf
from cyps_xl.records.rule_sql import (
    COUNTED,
    DAYS,
    GROUP,
    IN_TIME,
    PERSON,
    Period,
    rows_sql,
    step,
    steps_of,
)
from cyps_xl.records.standing import Standing
from cyps_xl.records.tables import Counts

T = TypeVar("T")


@dataclass(frozen=True)
class System:
    """A set of records, and the counts by which it is counted; `as_of` is when, where that matters."""

    declared: Declared
    loaded: Loaded
    as_of: AsOf | None = None

    def standing(self) -> Standing:
        """What may be counted from it."""
        return Standing(self.declared, self.loaded, self.declared.counts, self.as_of).ask()


@dataclass(frozen=True)
class Difference:
    """What one of two sets of records counts and the other does not; `adds` are what each adds to the figure.

    `old` and `new` are the rows on both sides; None where there is none.
    """

    count: Count
    period: Period
    group: str
    person: str
    adds: tuple[int, int]
    cause: Cause
    said: str
    old: Held | None
    new: Held | None


@dataclass(frozen=True)
class Compared:
    """A figure of both, and what makes the difference between them."""

    count: Count
    period: Period
    group: str
    old: int
    new: int
    differences: tuple[Difference, ...]


class Comparison:
    """One count for one period on both sides."""

    def __init__(self, old: System, new: System, count: Count, theirs: Count, quarter: Quarter, period: Period) -> None:
        self._systems = {OLD: old, NEW: new}
        self._counts = {OLD: count, NEW: theirs}
        self._quarter, self._period, self._count = quarter, period, count
        names = set(old.loaded.columns) & set(new.loaded.columns)
        both = {name: old.loaded.columns[name] & new.loaded.columns[name] for name in names}
        declared = {OLD: old.declared, NEW: new.declared}
        self._sides = Sides(declared, self._counts, period, both)

    def figures(self) -> Iterator[Compared]:
        """The figure, or one a group, on both sides."""
        numbers = {side: self._numbers(side) for side in (OLD, NEW)}
        differences = list(self._differences())
        groups = dict.fromkeys((*numbers[OLD], *numbers[NEW], *(one.group for one in differences)))
        for group in groups:
            own = tuple(one for one in differences if one.group == group)
            yield Compared(
                self._count, self._period, group, numbers[OLD].get(group, 0), numbers[NEW].get(group, 0), own
            )

    def _numbers(self, side: str) -> dict[str, int]:
        system = self._systems[side]
        found = count_period(system.declared, system.loaded, self._counts[side], self._quarter, self._period)
        return {figure.group: figure.number for figure in found}

    def _differences(self) -> Iterator[Difference]:
        units = {side: self._units(side) for side in (OLD, NEW)}
        differing = (units[OLD] - units[NEW]) + (units[NEW] - units[OLD])
        persons = sorted({unit[0] for unit in differing}, key=str)
        if persons:
            sought = _Sought(self._systems, self._sides, self._counts, self._period, persons)
            for person in persons:
                yield from self._of_person(sought, person)

    def _units(self, side: str) -> Counter[tuple[Person, ...]]:
        """What is counted on a side: persons, rows by their key, or rows with their days."""
        count, system = self._counts[side], self._systems[side]
        rows = rows_sql(system.declared, count, self._period, in_time_only=True)
        key = [f'"{name}"' for name in count.table.key if name != count.table.person]
        columns = {
            Counts.PEOPLE: f'DISTINCT "{PERSON}", "{GROUP}"',
            Counts.RECORDS: ", ".join((f'"{PERSON}", "{GROUP}"', *key)),
            Counts.DAYS: ", ".join((f'"{PERSON}", "{GROUP}", "{DAYS}"', *key)),
        }[count.counts]
        sql = f'SELECT {columns} FROM ({rows}) AS counted WHERE "{COUNTED}" = 1'
        return Counter(system.loaded.engine.run(sql))

    def _of_person(self, sought: _Sought, person: Person) -> Iterator[Difference]:
        pairs = sought.pairs(self._count.table, person)
        if self._count.counts is Counts.PEOPLE:
            yield from self._of_counted_once(sought, person, pairs)
            return
        for pair in pairs:
            judged = (sought.judged(OLD, pair[0]), sought.judged(NEW, pair[1]))
            for group in dict.fromkeys(one.group for one in judged if one and one.counted):
                adds = (self._adds(judged[0], group), self._adds(judged[1], group))
                if adds[0] != adds[1]:
                    has = OLD if adds[0] > adds[1] else NEW
                    yield self._difference(sought, person, group, adds, has, pair)

    def _adds(self, judged: Judged | None, group: str) -> int:
        """What a row adds to the figure of a group."""
        if judged is None or not judged.counted or judged.group != group:
            return 0
        return judged.days if self._count.counts is Counts.DAYS else 1

    def _of_counted_once(self, sought: _Sought, person: Person, pairs: Sequence[Pair]) -> Iterator[Difference]:
        """The groups in which a person counts on one side only, each explained by the row that can be explained."""
        if person is None:
            return  # a row of nobody counts for no person on either side
        counted: dict[str, dict[str, list[Pair]]] = {OLD: {}, NEW: {}}
        for pair in pairs:
            for side, held in zip((OLD, NEW), pair, strict=True):
                judged = sought.judged(side, held)
                if judged is not None and judged.counted:
                    counted[side].setdefault(judged.group, []).append(pair)
        for group in sorted(set(counted[OLD]) ^ set(counted[NEW])):
            has = OLD if group in counted[OLD] else NEW
            adds = (1, 0) if has == OLD else (0, 1)
            found = [self._difference(sought, person, group, adds, has, pair) for pair in counted[has][group]]
            yield next((one for one in found if one.cause is not Cause.UNKNOWN), found[0])

    def _difference(
        self, sought: _Sought, person: Person, group: str, adds: tuple[int, int], has: str, pair: Pair
    ) -> Difference:
        cause, said = sought.explained(person, has, pair)
        return Difference(self._count, self._period, group, person or "", adds, cause, said, *pair)


class _Sought:
    """The rows of the persons in whom two counts differ, and what each side's rule says of them."""

    def __init__(
        self,
        systems: Mapping[str, System],
        sides: Sides,
        counts: Mapping[str, Count],
        period: Period,
        persons: Sequence[Person],
    ) -> None:
        self._sides, self._persons = sides, persons
        names = {one.name for side in (OLD, NEW) for one in systems[side].declared.tables_of(counts[side])}
        self._held = {side: self._of(rows_held, systems[side], names) for side in (OLD, NEW)}
        self._unusable = {side: self._of(rows_unusable, systems[side], names) for side in (OLD, NEW)}
        self._judged = {side: _judged_rows(systems[side], counts[side], period, persons) for side in (OLD, NEW)}
        self._pairs: dict[tuple[str, Person], list[Pair]] = {}

    def _of(
        self, read: Callable[[Loaded, RecordTable, Sequence[Person]], dict[Person, T]], system: System, names: set[str]
    ) -> dict[str, dict[Person, T]]:
        """What is read of each of these tables that a system declares."""
        tables = system.declared.tables
        return {name: read(system.loaded, tables[name], self._persons) for name in names if name in tables}

    def pairs(self, table: RecordTable, person: Person) -> list[Pair]:
        """The rows of a person in a table, side by side."""
        at = (table.name, person)
        if at not in self._pairs:
            old, new = (self._held[side].get(table.name, {}).get(person, []) for side in (OLD, NEW))
            self._pairs[at] = aligned(table, old, new, self._sides.both_have.get(table.name, ()))
        return self._pairs[at]

    def judged(self, side: str, held: Held | None) -> Judged | None:
        """What a side's rule says of its row."""
        return None if held is None else self._judged[side][held.row]

    def explained(self, person: Person, has: str, pair: Pair) -> tuple[Cause, str]:
        """Why one side counts a row, or more of it, and the other does not."""
        mine, other = pair if has == OLD else reversed(pair)
        without = NEW if has == OLD else OLD
        judged = self.judged(has, mine)
        assert mine is not None
        assert judged is not None
        unusable: dict[str, SetAside] = {
            name: rows[person] for name, rows in self._unusable[without].items() if person in rows
        }
        found = Explained(
            self._sides,
            has,
            mine,
            judged,
            other,
            self.judged(without, other),
            lambda table: self.pairs(table, person),
            unusable,
        ).cause()
        return found.cause, found.said


def _judged_rows(system: System, count: Count, period: Period, persons: Sequence[Person]) -> dict[int, Judged]:
    """What a rule says of every row of some persons, by the row's number."""
    facts = tuple(fact.name for fact in system.declared.facts_of(count))
    says = (IN_TIME, *(step(number) for number, _ in enumerate(steps_of(count))))
    columns = ", ".join(f'j."{name}"' for name in (ROW, COUNTED, GROUP, DAYS, *says, *facts))
    theirs = ask_for(system.loaded, persons).format(f'j."{PERSON}"')
    sql = f"SELECT {columns} FROM ({rows_sql(system.declared, count, period)}) AS j WHERE {theirs}"
    found = {}
    for row, counted, group, days, *rest in system.loaded.engine.run(sql):
        said, values = rest[: len(says)], rest[len(says) :]
        found[int(row)] = Judged(
            bool(counted),
            "" if group is None else str(group),
            int(days or 0),
            dict(zip(says, said, strict=True)),
            dict(zip(facts, values, strict=True)),
        )
    return found
