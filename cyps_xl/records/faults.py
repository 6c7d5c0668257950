"""What may be wrong with a row that can be read, and the SQL that finds it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from cyps_xl.records.conditions import Condition
from cyps_xl.records.declared import Fact, RecordTable
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
    NEXT_DAY = "says that another follows, which begins a day later"
    """Nothing begins on the day on which it ends, so that the person is in neither on that day."""
    WANTING = "without"
    """A cell that is wanted is empty."""
    CONTRADICTORY = "contradicts itself"
    """It meets a condition that no right row does."""
    MISSING = "missing"
    """Another table reads it for a person of its own, and has none."""
    TWO_WAYS = "whose number is written in two ways, such as 00123 and 123"
    """Another row, of this or another table, is of the same person but for zeros in front."""
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
        found.append((Fault.NEXT_DAY.value, _a_day_later(table, table.followed)))
    for one in table.contradictions:
        if one.columns <= there:
            said = f"{Fault.CONTRADICTORY.value}: {one.text}"
            found.append((said, _rows(table, one.sql({name: f'r."{name}"' for name in table.names}, {}))))
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
    same, next_ = _followed(table, followed)
    return _rows(table, f"{same} AND NOT {next_}")


def _a_day_later(table: RecordTable, followed: Condition) -> str:
    same, next_ = _followed(table, followed)
    return _rows(table, f"{same} AND {next_}")


def _followed(table: RecordTable, followed: Condition) -> tuple[str, str]:
    """That a row which says so is followed by none on the day on which it ends; and that one begins on the next day."""
    said = followed.sql({name: f'r."{name}"' for name in table.names}, {})
    theirs = f'SELECT 1 FROM "{table.name}" n WHERE n."{table.person}" = r."{table.person}"'
    begins = f'EXISTS ({theirs} AND n."{table.begins}" = '
    return (
        f'r."{table.ends}" IS NOT NULL AND ({said}) AND NOT {begins}r."{table.ends}")',
        f"{begins}r.\"{table.ends}\" + INTERVAL '1' DAY)",
    )


def missing(fact: Fact) -> tuple[str, str]:
    """The persons of whom a fact is to be read from another table that has no row of theirs: what to say, and the first
    row of each."""
    table, source = fact.table, fact.source
    firsts = (
        f'SELECT min(t."{ROW}") FROM "{table.name}" t WHERE NOT EXISTS (SELECT 1 FROM "{source.name}" o '
        f'WHERE o."{source.person}" = t."{table.person}") GROUP BY t."{table.person}"'
    )
    return f"{Fault.MISSING.value}, for a {table.person} of {table.name}", _rows(table, f'r."{ROW}" IN ({firsts})')


def persons_of(tables: Sequence[RecordTable]) -> str:
    """The person of each row of some tables, as _person."""
    return " UNION ALL ".join(f'SELECT t."{table.person}" AS "_person" FROM "{table.name}" t' for table in tables)


def may_be_in_two_ways(persons: str) -> str:
    """How many persons' numbers begin with a zero, and of how many lengths they are: without the one, or with one
    length, none is written in two ways."""
    number = 'CAST(p."_person" AS VARCHAR)'
    return (
        f"SELECT sum(CASE WHEN {number} LIKE '0%' THEN 1 ELSE 0 END), min(length({number})), max(length({number})) "
        f"FROM ({persons}) AS p"
    )


def written_in_two_ways(persons: str) -> str:
    """What is left of persons without the zeros in front, where it is left of several."""
    return (
        f'SELECT {_plain("p")} AS "_plain" FROM ({persons}) AS p WHERE p."_person" IS NOT NULL '
        f'GROUP BY {_plain("p")} HAVING min(p."_person") <> max(p."_person")'
    )


def of_two_ways(table: RecordTable, two_ways: str) -> str:
    """The first row of each such person in a table."""
    firsts = (
        f'SELECT min(p."{ROW}") FROM (SELECT "{ROW}", "{table.person}" AS "_person" FROM "{table.name}") AS p '
        f'WHERE {_plain("p")} IN (SELECT "_plain" FROM "{two_ways}") GROUP BY p."_person"'
    )
    return _rows(table, f'r."{ROW}" IN ({firsts})')


def _plain(alias: str) -> str:
    return f"ltrim(CAST({alias}.\"_person\" AS VARCHAR), '0')"
