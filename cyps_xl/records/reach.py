"""How far records reach: an export that was drawn before a period ended says of its end nothing, and of none "0".

The day on which they were drawn tells, where somebody says it. Otherwise the newest day on which a row begins does, in
whichever table: rows that end, or are due, may do so on a day that is still to come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cyps_xl.errors import WrongUse
from cyps_xl.measures.periods import Quarter, long_date
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.loading import Loaded
from cyps_xl.records.quoting import as_text
from cyps_xl.records.rule_sql import Period

Found = Mapping[str, Sequence[tuple[Any, ...]]]
"""The rows of statements."""


@dataclass(frozen=True)
class AsOf:
    """What records are called, the day on which they are counted, and that on which they were drawn, where it is said.

    Raises WrongUse where they would have been drawn later than today.
    """

    name: str
    today: dt.date
    drawn: dt.date | None = None

    def __post_init__(self) -> None:
        if self.drawn is not None and self.drawn > self.today:
            raise WrongUse(
                f"The records in {self.name} cannot have been drawn on {long_date(self.drawn)}, which is to come.",
                "Write --drawn with the day of the export.",
            )


class Reach:
    """How far some records reach. `statements` are asked of them, and what they found is told once."""

    def __init__(self, declared: Declared, loaded: Loaded, as_of: AsOf) -> None:
        self._declared, self._as_of = declared, as_of
        self._begun: dict[str, str] = {}
        self._moved: dict[str, list[str]] = {}
        for table in declared.tables.values() if as_of.drawn is None else ():
            there = [name for name in (table.begins, table.ends) if name and name in loaded.columns.get(table.name, ())]
            if loaded.rows.get(table.name) and there:
                self._moved[table.name] = [self._newest_sql(table.name, name) for name in there]
            if table.begins in there:
                self._begun[table.name] = self._newest_sql(table.name, table.begins)
        self._found: Found = {}

    @property
    def statements(self) -> list[str]:
        """The newest day of each column of days by which rows begin or end, none after the day of counting."""
        return [sql for of_table in self._moved.values() for sql in of_table]

    def told(self, found: Found) -> None:
        """Take what the statements found."""
        self._found = found

    def why_not(self, count: Count, quarter: Quarter, period: Period) -> str:
        """Why the records say nothing of a period's end; "" where they do."""
        name, drawn = self._as_of.name, self._as_of.drawn
        if drawn is not None:
            return "" if period.end < drawn else f"the records in {name} were drawn on {long_date(drawn)}"
        newest = self._newest(self._begun.values())
        if newest is None or newest < period.end:
            return f"the records in {name} {_to(newest)}"
        for table in self._declared.tables_of(count):
            moved = self._newest(self._moved[table.name]) if table.name in self._moved else quarter.start
            if moved is None or moved < quarter.start:
                return f"the rows of {table.name} in {name} {_to(moved)}"
        return ""

    def require_some_of(self, quarter: Quarter) -> None:
        """Raise WrongUse: of a quarter the records say nothing at all."""
        drawn = self._as_of.drawn
        said = f"were drawn on {long_date(drawn)}" if drawn else _to(self._newest(self._begun.values()))
        raise WrongUse(
            f"The records in {self._as_of.name} {said}; nothing that is counted for {quarter} had ended by then.",
            f"Nothing was written. {export_anew(quarter.end)}, or name another quarter.",
        )

    def _newest_sql(self, table: str, column: str) -> str:
        last = f"CAST({as_text(self._as_of.today.isoformat())} AS DATE)"
        return f'SELECT max(r."{column}") FROM "{table}" r WHERE r."{column}" <= {last}'

    def _newest(self, statements: Iterable[str]) -> dt.date | None:
        rows = (row for sql in statements for row in self._found[sql])
        return max((day for (day,) in rows if day is not None), default=None)


def _to(newest: dt.date | None) -> str:
    return f"reach to {long_date(newest)}" if newest else "have no day up to today"


def export_anew(end: dt.date) -> str:
    """What to do about records that do not reach the end of a period."""
    return (
        f"Export them anew after {long_date(end)}; where they were drawn later than their newest row begins, add "
        "--drawn with that day"
    )
