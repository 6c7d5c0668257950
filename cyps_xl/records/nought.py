"""The groups of figures: whether one that has none has none, and where those stand that nobody knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.inputs.records import alike
from cyps_xl.records.counting import Figure
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.loading import FILE, Loaded
from cyps_xl.records.rule_sql import GROUP, Period, rows_sql
from cyps_xl.records.shown import place
from cyps_xl.records.typing_cells import LINE


def rows_perhaps_of(declared: Declared, loaded: Loaded, noughts: Sequence[Figure], known: Collection[str]) -> list[int]:
    """For each group that was counted as nought: how many rows may be its own, so that it is none.

    They are the rows set aside that name it, or nothing that is `known` for a group: a row that has a cell too many
    names it under another heading. Then those of the period that can be used and name no group; and all that were set
    aside of another table which the count reads.
    """
    nameless = _nameless(declared, loaded, noughts)
    set_aside = {count: _SetAside.of(declared, loaded, count) for count in dict.fromkeys(one.count for one in noughts)}
    return [nameless[one.count, one.period] + set_aside[one.count].perhaps_of(one.group, known) for one in noughts]


@dataclass(frozen=True)
class _SetAside:
    """The rows set aside that a count would read: its own table's by the group that they name, and how many others."""

    by_group: Mapping[str, int]
    of_other_tables: int

    @classmethod
    def of(cls, declared: Declared, loaded: Loaded, count: Count) -> _SetAside:
        others = (table for table in declared.tables_of(count) if table.name != count.table.name)
        elsewhere = sum(sum(loaded.set_aside_by_group(table, "").values()) for table in others)
        return cls(loaded.set_aside_by_group(count.table, count.group), elsewhere)

    def perhaps_of(self, group: str, known: Collection[str]) -> int:
        """How many may be of a group: those that name none of the others which are known."""
        another = [one for one in known if not alike(one, group)]
        own = (rows for name, rows in self.by_group.items() if not any(alike(name, one) for one in another))
        return sum(own) + self.of_other_tables


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


def where_groups_stand(loaded: Loaded, figures: Sequence[Figure]) -> list[str]:
    """Where the groups of some figures first stand in the records, each with its rows; never what they are called."""
    asked: dict[tuple[str, str], set[str]] = {}
    for one in figures:
        asked.setdefault((one.count.table.name, one.count.group), set()).add(one.group)
    lines = []
    for (table, column), groups in asked.items():
        sql = (
            f'SELECT r."{column}", r."{FILE}", min(r."{LINE}"), count(*) FROM "{table}" r '
            f'WHERE r."{column}" IS NOT NULL GROUP BY r."{column}", r."{FILE}"'
        )
        firsts: dict[str, tuple[str, int | str, int]] = {}
        for group, file, line, rows in sorted(loaded.in_each_slice([sql])[sql], key=lambda row: (str(row[1]), row[2])):
            if str(group) in groups:
                known = firsts.get(str(group), (str(file), line, 0))
                firsts[str(group)] = (known[0], known[1], known[2] + int(rows))
        for file, line, rows in firsts.values():
            where = file if file in loaded.untold else place(file, line)
            lines.append(f"{column} in {where} ({rows:,} {'row' if rows == 1 else 'rows'})")
    return lines
