"""Whether a count can be made for a period from some records, and why not: decided here for whoever counts, lists or
compares.

What is not known is no nought. A count is not made of a table or a column that is not there, or has nothing in it; of
two tables whose persons are numbered in different ways; for a period that has not ended, or that the records do not
reach.
"""

from __future__ import annotations

from collections.abc import Sequence

from cyps_xl.errors import WrongUse
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.declared import Count, Declared, Fact
from cyps_xl.records.loading import Loaded
from cyps_xl.records.reach import AsOf, Found, Reach, export_anew
from cyps_xl.records.rule_sql import Period, period_in_words

NOT_ENDED = "it has not ended"


class Standing:
    """What may be counted from some records. `statements` are asked of them, and what they found is told once.

    Without `as_of` every period has ended, and the records reach all of them.
    """

    def __init__(self, declared: Declared, loaded: Loaded, counts: Sequence[Count], as_of: AsOf | None = None) -> None:
        self._declared, self._loaded, self._as_of = declared, loaded, as_of
        self._reach = Reach(declared, loaded, as_of) if as_of else None
        sound = [count for count in counts if not self._not_there(count)]
        self._filled = {pair: _filled(*pair) for count in sound for pair in self._wanted(count)}
        self._known = {fact.name: _known(fact) for count in sound for fact in self._from_elsewhere(count)}
        self._found: Found = {}

    @property
    def statements(self) -> list[str]:
        """What is asked of the records, each of a person's own rows alone."""
        of_reach = self._reach.statements if self._reach else ()
        return list(dict.fromkeys((*self._filled.values(), *self._known.values(), *of_reach)))

    def told(self, found: Found) -> None:
        """Take what the statements found."""
        self._found = found
        if self._reach:
            self._reach.told(found)

    def ask(self) -> Standing:
        """Ask the statements of the records, where nothing else is asked with them."""
        self.told(self._loaded.in_each_slice(self.statements))
        return self

    def lacks(self, count: Count) -> tuple[str, ...]:
        """What the records have not that a count reads, each in words: a table, a column, or one person of two."""
        not_there = self._not_there(count)
        if not_there:
            return tuple(not_there)
        empty = [
            f"{table}.{column}" for table, column in self._wanted(count) if self._none(self._filled[table, column])
        ]
        strange = [
            f"{fact.source.name} of one {fact.table.person} of {fact.table.name}"
            for fact in self._from_elsewhere(count)
            if self._none(self._known[fact.name])
        ]
        return (*empty, *dict.fromkeys(strange))

    def has_ended(self, period: Period) -> bool:
        """Whether a period had ended before the day of counting: who leaves before its end would be there at it."""
        return self._as_of is None or period.end < self._as_of.today

    def why_not_reached(self, count: Count, quarter: Quarter, period: Period) -> str:
        """Why the records do not tell of a period that has ended; "" where they do."""
        return self._reach.why_not(count, quarter, period) if self._reach else ""

    def require_some_of(self, quarter: Quarter) -> None:
        """Raise WrongUse: of a quarter the records say nothing at all."""
        if self._reach:
            self._reach.require_some_of(quarter)

    def require(self, count: Count, quarter: Quarter, period: Period) -> None:
        """Raise WrongUse where a count is not made for a period, so that there is no list behind it either."""
        said = f"{count.name}, {period_in_words(count, period)}, is not counted"
        lacks = self.lacks(count)
        if lacks:
            raise WrongUse(f"{said}: the records have no {', '.join(lacks)}.", "Export those as well.")
        if not self.has_ended(period):
            raise WrongUse(f"{said}: {NOT_ENDED}.", "Name a quarter, or with --month a month, that has.")
        why = self.why_not_reached(count, quarter, period)
        if why:
            raise WrongUse(f"{said}: {why}.", f"{export_anew(period.end)}, or name another period.")

    def _not_there(self, count: Count) -> list[str]:
        return self._loaded.has(self._declared.columns_of(count))

    def _wanted(self, count: Count) -> list[tuple[str, str]]:
        """The columns that a count reads and of which every row should have something: if none has, they are not there.

        Not all may be empty: a day of ending is, while all go on.
        """
        tables = self._declared.tables
        return sorted(
            (table, column) for table, column in self._declared.columns_of(count) if column in tables[table].wanted
        )

    def _from_elsewhere(self, count: Count) -> list[Fact]:
        """The facts that a count reads from another table."""
        return [fact for fact in self._declared.facts_of(count) if fact.source.name != fact.table.name]

    def _none(self, statement: str) -> bool:
        return not sum(int(number) for (number,) in self._found[statement])


def _filled(table: str, column: str) -> str:
    return f'SELECT count(r."{column}") FROM "{table}" r'


def _known(fact: Fact) -> str:
    """Whether anybody of the table whose rows have a fact is in the one that it is read from: 1, or 0."""
    return (
        f'SELECT count(*) FROM (SELECT t."{fact.table.person}" FROM "{fact.table.name}" t WHERE EXISTS (SELECT 1 FROM '
        f'"{fact.source.name}" o WHERE o."{fact.source.person}" = t."{fact.table.person}") LIMIT 1) AS known'
    )
