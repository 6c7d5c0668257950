"""Whether a group that has none has none: rows that cannot be used, or that name no group, may be its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cyps_xl.inputs.records import alike
from cyps_xl.records.counting import Figure
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.loading import Loaded
from cyps_xl.records.rule_sql import GROUP, Period, rows_sql


def rows_perhaps_of(declared: Declared, loaded: Loaded, noughts: Sequence[Figure], known: Collection[str]) -> list[int]:
    """For each group that was counted as nought: how many rows may be its own, so that it is none.

    They are the rows set aside that name it, or nothing that is `known` for a group: a row that has a cell too many
    names it under another heading. Then those of the period that can be used and name no group; and all that were set
    aside of another table which the count reads.
    """
    nameless = _nameless(declared, loaded, noughts)
    return [nameless[one.count, one.period] + _set_aside_of(one, declared, loaded, known) for one in noughts]


def _set_aside_of(nought: Figure, declared: Declared, loaded: Loaded, known: Collection[str]) -> int:
    count = nought.count
    own = loaded.set_aside_by_group(count.table, count.group)
    others = [table for table in declared.tables_of(count) if table.name != count.table.name]
    another = [one for one in known if not alike(one, nought.group)]
    return sum(rows for name, rows in own.items() if not any(alike(name, one) for one in another)) + sum(
        sum(loaded.set_aside_by_group(table, "").values()) for table in others
    )


def _nameless(declared: Declared, loaded: Loaded, noughts: Sequence[Figure]) -> dict[tuple[Count, Period], int]:
    """How many rows of each count and period name no group."""
    asked = {
        (one.count, one.period): (
            f"SELECT count(*) FROM ({rows_sql(declared, one.count, one.period, in_time_only=True)}) AS c "
            f'WHERE c."{GROUP}" IS NULL'
        )
        for one in noughts
    }
    found = loaded.in_each_slice(asked.values()) if asked else {}
    return {which: sum(int(number) for (number,) in found[sql]) for which, sql in asked.items()}
