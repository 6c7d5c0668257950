"""What is wrong with records, and how far each count could move by it.

A row in doubt puts the person it belongs to in doubt. A count's range leaves every such person out at its lower end,
and has each of them as often as could be at its upper end: so it holds whatever the right records would give, as long
as no one else's are wrong. It is the widest range, not the likeliest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from cyps_xl.records.conditions import Condition
from cyps_xl.records.counting import Figure
from cyps_xl.records.declared import Declared, RecordTable
from cyps_xl.records.loading import FILE, ROW, SET_ASIDE, Loaded
from cyps_xl.records.quoting import as_text
from cyps_xl.records.rule_sql import COUNTED, GROUP, PERSON, rows_sql
from cyps_xl.records.tables import Counts
from cyps_xl.records.typing_cells import LINE

DOUBT = "_doubt"
"""The engine's table of what was found: its table, person, kind, and where the row stands."""


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


@dataclass(frozen=True)
class Finding:
    """A kind of fault in a table: how many rows have it, and where the first stands."""

    table: str
    said: str
    rows: int
    file: str
    line: int | str


@dataclass(frozen=True)
class Range:
    """What a count could be, were every row in doubt another one."""

    low: int
    high: int


def find_faults(declared: Declared, loaded: Loaded) -> tuple[Finding, ...]:
    """Every fault in the loaded records, kept in the engine for `range_of`; by table and kind."""
    place = f'"{FILE}", "{LINE}"'
    found = [
        f'SELECT {as_text(name)} AS "_table", "_person", {as_text(said)} AS "_said", {place} FROM ({rows}) AS found'
        for name in loaded.columns
        for said, rows in _faults_of(declared.tables[name], loaded.columns[name])
    ]
    aside = f'SELECT "_table", "_person", {as_text(Fault.SET_ASIDE.value)} AS "_said", {place} FROM "{SET_ASIDE}"'
    loaded.engine.keep(DOUBT, " UNION ALL ".join([*found, aside]), once=True)
    by_file = loaded.engine.run(
        f'SELECT "_table", "_said", "{FILE}", count(*), min("{LINE}") FROM "{DOUBT}" '
        f'WHERE "_said" <> {as_text(Fault.SET_ASIDE.value)} GROUP BY "_table", "_said", "{FILE}" ORDER BY 1, 2, 3'
    )
    first: dict[tuple[str, str], Finding] = {}
    for name, said, file, rows, line in by_file:
        known = first.get((name, said), Finding(name, said, 0, file, line))
        first[name, said] = replace(known, rows=known.rows + rows)
    return tuple(first.values())


def all_faults(loaded: Loaded) -> list[tuple[str, str, str]]:
    """The file, the line and the fault of every row that cannot be used or is in doubt; nothing of its person."""
    found = loaded.engine.run(
        f'SELECT "{FILE}", "{LINE}", "_why" FROM "{SET_ASIDE}" UNION ALL SELECT "{FILE}", "{LINE}", "_said" '
        f'FROM "{DOUBT}" WHERE "_said" <> \'{Fault.SET_ASIDE.value}\' ORDER BY 1, 2, 3'
    )
    return [(str(file), str(line), str(why)) for file, line, why in found]


def _faults_of(table: RecordTable, there: frozenset[str]) -> list[tuple[str, str]]:
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


def range_of(declared: Declared, loaded: Loaded, figure: Figure) -> Range | None:
    """How far a figure could move; None where that cannot be said, as of days. `find_faults` comes first."""
    count = figure.count
    if count.counts is Counts.DAYS:
        return None
    read = ", ".join(as_text(table.name) for table in declared.tables_of(count))
    in_doubt = f'SELECT "_person" FROM "{DOUBT}" WHERE "_table" IN ({read}) AND "_person" IS NOT NULL'
    number = "count(*)" if count.counts is Counts.RECORDS else f'count(DISTINCT "{PERSON}")'
    rows = rows_sql(declared, count, figure.period, in_time_only=True)
    group = f'AND "{GROUP}" = ?' if count.group else ""
    sure = f'SELECT {number} FROM ({rows}) AS counted WHERE "{COUNTED}" = 1 {group} AND "{PERSON}" NOT IN ({in_doubt})'
    given = (figure.group,) if count.group else ()
    low = int(loaded.engine.run(sure, given)[0][0])
    nobodys = int(
        loaded.engine.run(f'SELECT count(*) FROM "{DOUBT}" WHERE "_table" IN ({read}) AND "_person" IS NULL')[0][0]
    )
    return Range(max(0, low - nobodys), low + nobodys + _most(loaded, figure, in_doubt))


def _most(loaded: Loaded, figure: Figure, in_doubt: str) -> int:
    """The most that those in doubt could add: each once, or each of their rows and of those that may be missing."""
    if figure.count.counts is Counts.PEOPLE:
        return int(
            loaded.engine.run(f"SELECT count(*) FROM (SELECT DISTINCT * FROM ({in_doubt}) AS d) AS people")[0][0]
        )
    table = figure.count.table
    in_table = f'FROM "{DOUBT}" WHERE "_table" = {as_text(table.name)}'
    parts = (
        f'SELECT count(*) FROM "{table.name}" WHERE "{table.person}" IN ({in_doubt})',
        f'SELECT count(*) {in_table} AND "_said" = {as_text(Fault.SET_ASIDE.value)} AND "_person" IS NOT NULL',
        f'SELECT count(*) {in_table} AND "_said" = {as_text(Fault.GAP.value)}',
    )
    return sum(int(loaded.engine.run(part)[0][0]) for part in parts)
