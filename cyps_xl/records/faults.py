"""What may be wrong with a row that can be read, and the SQL that finds it."""

from __future__ import annotations

from enum import Enum

from cyps_xl.records.conditions import Condition
from cyps_xl.records.declared import RecordTable
from cyps_xl.records.loading import FILE, ROW
from cyps_xl.records.typing_cells import LINE


class Fault(Enum):
    """What may be wrong with a row that can be read."""

    DOUBLED = "there already"
    """Another row above it has the same key."""
    ENDS_FIRST = "ends before it begins"
    """Its last day lies before its first."""
    OVERLAPPING = "overlaps the next"
    """It goes on while the person's next row has begun."""
    GAP = "says that another follows, and none does"
    """Nothing begins on the day on which it ends, or on the day after."""
    WANTING = "without"
    """A cell that is wanted is empty."""
    SET_ASIDE = "cannot be used"
    """It was set aside."""


def faults_of(table: RecordTable, there: frozenset[str]) -> list[tuple[str, str]]:
    """The faults that a table may have: what to say of each, and the rows that have it."""
    found = [(Fault.DOUBLED.value, _doubled(table))] if set(table.key) <= there else []
    dated = bool(table.begins and table.ends) and {table.begins, table.ends} <= there
    if dated:
        found.append((Fault.ENDS_FIRST.value, _rows(table, f'r."{table.ends}" < r."{table.begins}"')))
    if dated and table.apart:
        found.append((Fault.OVERLAPPING.value, _overlapping(table)))
    if dated and table.followed is not None and table.followed.columns <= there:
        found.append((Fault.GAP.value, _gaps(table, table.followed)))
    wanted = [name for name in table.wanted if name in there]
    found += [(f"{Fault.WANTING.value} {name}", _rows(table, f'r."{name}" IS NULL')) for name in wanted]
    return found


def _rows(table: RecordTable, where: str) -> str:
    return f'SELECT r."{table.person}" AS "_person", r."{FILE}", r."{LINE}" FROM "{table.name}" r WHERE {where}'


def _doubled(table: RecordTable) -> str:
    key = ", ".join(f'"{name}"' for name in table.key)
    return (
        f'SELECT "{table.person}" AS "_person", "{FILE}", "{LINE}" FROM (SELECT *, row_number() OVER '
        f'(PARTITION BY {key} ORDER BY "{ROW}") AS "_nth" FROM "{table.name}") AS numbered WHERE "_nth" > 1'
    )


def _overlapping(table: RecordTable) -> str:
    """Rows that go on past the beginning of the person's next one; those of one beginning are doubled instead."""
    following = f'lead("{table.begins}") OVER (PARTITION BY "{table.person}" ORDER BY "{table.begins}", "{ROW}")'
    return (
        f'SELECT "{table.person}" AS "_person", "{FILE}", "{LINE}" FROM (SELECT *, {following} AS "_next" '
        f'FROM "{table.name}") AS followed WHERE "_next" > "{table.begins}" '
        f'AND ("{table.ends}" IS NULL OR "{table.ends}" > "_next")'
    )


def _gaps(table: RecordTable, followed: Condition) -> str:
    said = followed.sql({name: f'r."{name}"' for name in table.names}, {})
    return _rows(
        table,
        f'r."{table.ends}" IS NOT NULL AND ({said}) AND NOT EXISTS (SELECT 1 FROM "{table.name}" n '
        f'WHERE n."{table.person}" = r."{table.person}" AND (n."{table.begins}" = r."{table.ends}" '
        f'OR n."{table.begins}" = r."{table.ends}" + INTERVAL \'1\' DAY))',
    )
