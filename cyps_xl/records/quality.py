"""What is wrong with records, and how far each count could move by it.

A row in doubt puts the person it belongs to in doubt. A count's range leaves every such person out at its lower end,
and has each of them as often as could be at its upper end: so it holds whatever the right records would give, as long
as no one else's are wrong. It is the widest range, not the likeliest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

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
    """Every fault in the loaded records, kept in the engine for `ranges_of`; by table and kind."""
    _keep_doubt(loaded, [declared.tables[name] for name in loaded.columns])
    by_file = loaded.engine.run(
        f'SELECT "_table", "_said", "{FILE}", count(*), min("{LINE}") FROM "{DOUBT}" '
        f'WHERE "_said" <> {as_text(Fault.SET_ASIDE.value)} GROUP BY "_table", "_said", "{FILE}" ORDER BY 1, 2, 3'
    )
    first: dict[tuple[str, str], Finding] = {}
    for name, said, file, rows, line in by_file:
        known = first.get((name, said), Finding(name, said, 0, file, line))
        first[name, said] = replace(known, rows=known.rows + rows)
    return tuple(first.values())


def _keep_doubt(loaded: Loaded, tables: Sequence[RecordTable]) -> None:
    """Every row that cannot be used or is in doubt, under DOUBT."""
    place = f'"{FILE}", "{LINE}"'
    aside = f'SELECT "_table", "_person", {as_text(Fault.SET_ASIDE.value)} AS "_said", {place} FROM "{SET_ASIDE}"'
    of_persons: list[str] = []
    by_key: list[tuple[RecordTable, str]] = []
    for table in tables:
        for said, rows in _faults_of(table, loaded.columns[table.name]):
            sql = (
                f'SELECT {as_text(table.name)} AS "_table", "_person", {as_text(said)} AS "_said", {place} '
                f"FROM ({rows}) AS found"
            )
            if said == Fault.DOUBLED.value and table.person not in table.key:
                by_key.append((table, sql))
            else:
                of_persons.append(sql)
    slices = loaded.slices
    if slices is None:
        loaded.engine.keep(DOUBT, " UNION ALL ".join([*of_persons, *(sql for _, sql in by_key), aside]), once=True)
        return
    loaded.engine.keep(DOUBT, aside)
    for _ in slices.each():
        for sql in of_persons:
            loaded.engine.run(f'INSERT INTO "{DOUBT}" {sql}')
    for table, sql in by_key:
        for _ in slices.each_by_key(table):
            loaded.engine.run(f'INSERT INTO "{DOUBT}" {sql}')


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


@dataclass(frozen=True)
class _Asked:
    """The statements that tell how far a figure could move.

    `sure` are groups and numbers without anybody in doubt; `nobodys` the rows in doubt that nobody is known to own; the
    others, added up, the most that those in doubt could add: by the rows of the records, and by what is in doubt.
    """

    sure: str
    nobodys: str
    most_of_rows: tuple[str, ...]
    most_in_doubt: tuple[str, ...]


def ranges_of(declared: Declared, loaded: Loaded, figures: Sequence[Figure]) -> list[Range | None]:
    """How far each figure could move; None where that cannot be said, as of days. `find_faults` comes first.

    What several of them ask, as those of one count's groups do, is asked once.
    """
    asked = [None if figure.count.counts is Counts.DAYS else _asked(declared, figure) for figure in figures]
    some = [one for one in asked if one is not None]
    of_rows = loaded.in_each_slice([sql for one in some for sql in (one.sure, *one.most_of_rows)])
    of_doubt = {sql: loaded.engine.run(sql) for one in some for sql in (one.nobodys, *one.most_in_doubt)}
    return [
        None if one is None else _range(one, figure.group, {**of_rows, **of_doubt})
        for one, figure in zip(asked, figures, strict=True)
    ]


def _range(asked: _Asked, group: str, found: Mapping[str, Sequence[tuple[Any, ...]]]) -> Range:
    low = sum(int(number) for whose, number in found[asked.sure] if ("" if whose is None else str(whose)) == group)
    nobodys, *most = (
        sum(int(number) for (number,) in found[sql])
        for sql in (asked.nobodys, *asked.most_of_rows, *asked.most_in_doubt)
    )
    return Range(max(0, low - nobodys), low + nobodys + sum(most))


def _asked(declared: Declared, figure: Figure) -> _Asked:
    count, table = figure.count, figure.count.table
    read = ", ".join(as_text(one.name) for one in declared.tables_of(count))
    in_doubt = f'SELECT "_person" FROM "{DOUBT}" WHERE "_table" IN ({read}) AND "_person" IS NOT NULL'
    rows = rows_sql(declared, count, figure.period, in_time_only=True)
    number = "count(*)" if count.counts is Counts.RECORDS else f'count(DISTINCT "{PERSON}")'
    group, by = (f'"{GROUP}"', f' GROUP BY "{GROUP}"') if count.group else ("NULL", "")
    sure = (
        f"SELECT {group}, {number} FROM ({rows}) AS counted "
        f'WHERE "{COUNTED}" = 1 AND "{PERSON}" NOT IN ({in_doubt}){by}'
    )
    nobodys = f'SELECT count(*) FROM "{DOUBT}" WHERE "_table" IN ({read}) AND "_person" IS NULL'
    if count.counts is Counts.PEOPLE:  # each of them once
        return _Asked(
            sure, nobodys, (), (f"SELECT count(*) FROM (SELECT DISTINCT * FROM ({in_doubt}) AS d) AS people",)
        )
    in_table = f'FROM "{DOUBT}" WHERE "_table" = {as_text(table.name)}'  # each of their rows, and of those missing
    return _Asked(
        sure,
        nobodys,
        (f'SELECT count(*) FROM "{table.name}" WHERE "{table.person}" IN ({in_doubt})',),
        (
            f'SELECT count(*) {in_table} AND "_said" = {as_text(Fault.SET_ASIDE.value)} AND "_person" IS NOT NULL',
            f'SELECT count(*) {in_table} AND "_said" = {as_text(Fault.GAP.value)}',
        ),
    )
