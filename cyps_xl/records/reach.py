"""How far records reach: an export that ends before a quarter begins says nothing of it, and would be counted as 0."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cyps_xl.errors import WrongUse
from cyps_xl.measures.periods import Quarter, long_date
from cyps_xl.records.declared import Declared
from cyps_xl.records.loading import Loaded
from cyps_xl.records.quoting import as_text


def newest_statements(declared: Declared, loaded: Loaded, today: dt.date) -> list[str]:
    """A statement for each column of days on which rows begin or end: the newest of them, none after `today`.

    What is to come, such as a planned end, stands in records that are old as well; so do days on which things are due.
    """
    found = []
    for table in declared.tables.values():
        for name in (table.begins, table.ends):
            if name and loaded.rows.get(table.name) and name in loaded.columns[table.name]:
                last = f"CAST({as_text(today.isoformat())} AS DATE)"
                found.append(f'SELECT max(r."{name}") FROM "{table.name}" r WHERE r."{name}" <= {last}')
    return found


def newest_in(statements: Sequence[str], found: Mapping[str, Sequence[tuple[Any, ...]]]) -> dt.date | None:
    """The newest day that such statements found; None where there is none."""
    return max((day for sql in statements for (day,) in found[sql] if day is not None), default=None)


def require_reached(name: str, newest: dt.date | None, quarters: Iterable[Quarter]) -> None:
    """Raise WrongUse where the newest day of records is before one of some quarters."""
    for quarter in quarters:
        if newest is None or newest < quarter.start:
            reach = f"reach to {long_date(newest)}" if newest else "have no day up to today"
            raise WrongUse(
                f"The records in {name} {reach}; {quarter} begins on {long_date(quarter.start)}.",
                f"Nothing was written. Export them anew, up to {long_date(quarter.end)}, or name another quarter.",
            )
