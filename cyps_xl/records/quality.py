"""What is wrong with records, and how far each count could move by it.

A row in doubt puts the person it belongs to in doubt. A count's range leaves every such person out at its lower end,
and has each of them as often as could be at its upper end: so it holds whatever the right records would give, as long
as no one else's are wrong. It is the widest range, not the likeliest.

Of records that come in slices only what is in doubt in the slice at hand is held: a person's rows are all of one slice,
so that findings and ranges add up over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cyps_xl.inputs.records import alike
from cyps_xl.records.counting import Figure
from cyps_xl.records.declared import Count, Declared, Fact
from cyps_xl.records.fault_list import FaultList
from cyps_xl.records.faults import (
    Fault,
    faults_of,
    may_be_in_two_ways,
    missing,
    of_two_ways,
    persons_of,
    written_in_two_ways,
)
from cyps_xl.records.loading import EVERYBODY, FILE, SET_ASIDE, Loaded
from cyps_xl.records.quoting import as_text
from cyps_xl.records.rule_sql import COUNTED, GROUP, PERSON, Period, date_rule, rows_sql
from cyps_xl.records.tables import Counts, When
from cyps_xl.records.typing_cells import LINE

DOUBT = "_doubt"
"""The engine's table of what was found in the slice at hand: its table, person, kind, and where the row stands."""
_DOUBTED = "_doubted"
"""The same by table, kind, person and file: how many rows, and the first."""
_TWO_WAYS = "_two_ways"
"""What is left of numbers that are written in two ways."""
_BY_KEY = "_by_key"
"""What was found among the rows of one key, whose persons may be of several slices."""


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


@dataclass(frozen=True)
class Quality:
    """Every kind of fault, by table and kind; how far each figure could move, None where that cannot be said, as of
    days; and the list of faults, which is empty where none was asked for."""

    findings: tuple[Finding, ...]
    ranges: tuple[Range | None, ...]
    listed: FaultList


def quality_of(declared: Declared, loaded: Loaded, figures: Sequence[Figure] = (), *, most_listed: int = 0) -> Quality:
    """What is wrong with the loaded records, and what it makes of some figures; so many rows of it are listed.

    What several of them ask, as those of one count's groups do, is asked once.
    """
    asked = [None if figure.count.counts is Counts.DAYS else _asked(declared, figure) for figure in figures]
    some = [one for one in asked if one is not None]
    statements = dict.fromkeys(sql for one in some for sql in (one.sure, one.nobodys, *one.most))
    answers: dict[str, list[tuple[Any, ...]]] = {sql: [] for sql in statements}
    found: list[tuple[Any, ...]] = []
    listed = FaultList(loaded, DOUBT, most_listed)
    of_persons = [*_faults_by_key_kept(declared, loaded), *_of_two_ways(declared, loaded)]
    for whose in loaded.slices.each() if loaded.slices else (EVERYBODY,):
        _keep_doubt(loaded, of_persons, whose)
        found += loaded.engine.run(
            f'SELECT "_table", "_said", "{FILE}", sum("_rows"), min("{LINE}") FROM "{_DOUBTED}" '
            f'WHERE "_said" <> {as_text(Fault.SET_ASIDE.value)} GROUP BY "_table", "_said", "{FILE}"'
        )
        for sql, rows in answers.items():
            rows += loaded.engine.run(sql)
        if most_listed:
            listed.add()
        if loaded.slices:
            for name in (DOUBT, _DOUBTED):
                loaded.engine.run(f'DROP TABLE "{name}"')
    ranges = [
        None if one is None else _range(one, figure.group, answers) for one, figure in zip(asked, figures, strict=True)
    ]
    return Quality(_findings(found), tuple(ranges), listed)


def _findings(found: Iterable[tuple[Any, ...]]) -> tuple[Finding, ...]:
    """What was found, slice by slice and file by file: by table and kind, with the first file's first row."""
    by_file: dict[tuple[str, str, str], tuple[int, Any]] = {}
    for table, said, file, rows, line in found:
        so_far, first = by_file.get((table, said, str(file)), (0, line))
        by_file[table, said, str(file)] = (so_far + int(rows), min(first, line))
    findings: dict[tuple[str, str], Finding] = {}
    for (table, said, file), (number, line) in sorted(by_file.items()):
        known = findings.get((table, said), Finding(table, said, 0, file, line))
        findings[table, said] = Finding(table, said, known.rows + number, known.file, known.line)
    return tuple(findings.values())


def _faults_by_key_kept(declared: Declared, loaded: Loaded) -> list[str]:
    """The statements that find the faults in the rows of some persons.

    Rows of one key may be of persons of several slices. Then they were looked through on their own, and what was found
    is kept under _BY_KEY.
    """
    of_persons: list[str] = []
    by_key: dict[str, list[str]] = {}
    for table in (declared.tables[name] for name in loaded.columns):
        for said, rows in faults_of(table, loaded.columns[table.name]):
            sql = _in_doubt(table.name, said, rows)
            if loaded.slices and said == Fault.DOUBLED.value and table.person not in table.key:
                by_key.setdefault(table.name, []).append(sql)
            else:
                of_persons.append(sql)
    for fact in _read_elsewhere(declared, loaded):
        said, rows = missing(fact)
        of_persons.append(_in_doubt(fact.source.name, said, rows))
    if loaded.slices:
        loaded.engine.keep(_BY_KEY, f"{_aside()} WHERE 1 = 0")
        for name, statements in by_key.items():
            for _ in loaded.slices.each_by_key(declared.tables[name]):
                for sql in statements:
                    loaded.engine.run(f'INSERT INTO "{_BY_KEY}" {sql}')
    return of_persons


def _read_elsewhere(declared: Declared, loaded: Loaded) -> list[Fact]:
    """A fact for each two tables of which one is read for every person of the other: no row there is no nought."""
    found: dict[tuple[str, str], Fact] = {}
    for fact in declared.facts.values():
        names = (fact.table.name, fact.source.name)
        if names[0] != names[1] and not fact.is_a_number_of_rows and all(loaded.rows.get(name) for name in names):
            found.setdefault(names, fact)
    return list(found.values())


def _in_doubt(table: str, said: str, rows: str) -> str:
    return (
        f'SELECT {as_text(table)} AS "_table", "_person", {as_text(said)} AS "_said", "{FILE}", "{LINE}" '
        f"FROM ({rows}) AS found"
    )


def _of_two_ways(declared: Declared, loaded: Loaded) -> list[str]:
    """The statements that find the persons whose number is written in two ways, where there are any."""
    tables = [declared.tables[name] for name, rows in loaded.rows.items() if rows]
    if not tables:
        return []
    persons = loaded.slices.persons if loaded.slices else persons_of(tables)
    [(with_zeros, shortest, longest)] = loaded.engine.run(may_be_in_two_ways(persons))
    if not with_zeros or shortest == longest:
        return []
    loaded.engine.keep(_TWO_WAYS, written_in_two_ways(persons), once=True)
    if not loaded.engine.run(f'SELECT "_plain" FROM "{_TWO_WAYS}" LIMIT 1'):
        return []
    return [_in_doubt(table.name, Fault.TWO_WAYS.value, of_two_ways(table, _TWO_WAYS)) for table in tables]


def _aside() -> str:
    said = as_text(Fault.SET_ASIDE.value)
    return f'SELECT "_table", "_person", {said} AS "_said", "{FILE}", "{LINE}" FROM "{SET_ASIDE}"'


def _keep_doubt(loaded: Loaded, of_persons: Sequence[str], whose: str) -> None:
    """Every row of a slice that cannot be used or is in doubt, under DOUBT and _DOUBTED."""
    statements = [*of_persons, f"{_aside()} WHERE {whose}"]
    if loaded.slices:
        statements.append(f'SELECT * FROM "{_BY_KEY}" WHERE {whose}')
    loaded.engine.keep(DOUBT, " UNION ALL ".join(statements), settled=True)
    by = f'"_table", "_said", "_person", "{FILE}"'
    loaded.engine.keep(
        _DOUBTED, f'SELECT {by}, count(*) AS "_rows", min("{LINE}") AS "{LINE}" FROM "{DOUBT}" GROUP BY {by}', once=True
    )


@dataclass(frozen=True)
class _Asked:
    """The statements that tell how far a figure could move.

    `sure` are groups and numbers without anybody in doubt; `nobodys` the rows in doubt that nobody is known to own;
    `most`, added up, the most that those in doubt could add: by the rows of the records, and by what is in doubt.
    """

    sure: str
    nobodys: str
    most: tuple[str, ...]


def _range(asked: _Asked, group: str, found: Mapping[str, Sequence[tuple[Any, ...]]]) -> Range:
    low = sum(int(number) for whose, number in found[asked.sure] if alike("" if whose is None else str(whose), group))
    nobodys, *most = (sum(int(number) for (number,) in found[sql]) for sql in (asked.nobodys, *asked.most))
    return Range(max(0, low - nobodys), low + nobodys + sum(most))


def _may_move(count: Count, period: Period) -> str:
    """That what is in doubt may move a count for a period at all.

    A person who is missing from another table does where a row of theirs is in time; a row that another follows a day
    later does where it ends on the day at which the count looks.
    """
    table = count.table
    theirs = f'EXISTS (SELECT 1 FROM "{table.name}" t WHERE t."{table.person}" = d."_person" AND '
    conditions = [
        f'(d."_said" NOT LIKE {as_text(Fault.MISSING.value + "%")} OR {theirs}{date_rule(count, period, "t")}))'
    ]
    is_next_day = f'd."_said" = {as_text(Fault.NEXT_DAY.value)}'
    if count.when is When.OPEN_AT_END and table.ends and not count.last_day:
        on_the_day = f't."{table.ends}" = CAST({as_text(period.end.isoformat())} AS DATE)'
        conditions.append(f"(NOT {is_next_day} OR {theirs}{on_the_day}))")
    else:
        conditions.append(f"NOT {is_next_day}")
    return " AND ".join(conditions)


def _asked(declared: Declared, figure: Figure) -> _Asked:
    count, table = figure.count, figure.count.table
    read = ", ".join(as_text(one.name) for one in declared.tables_of(count))
    doubted = f'FROM "{_DOUBTED}" d WHERE d."_table" IN ({read}) AND {_may_move(count, figure.period)} AND d."_person"'
    rows = rows_sql(declared, count, figure.period, in_time_only=True)
    number = "count(*)" if count.counts is Counts.RECORDS else f'count(DISTINCT c."{PERSON}")'
    group, by = (f'c."{GROUP}"', f' GROUP BY c."{GROUP}"') if count.group else ("NULL", "")
    sure = (
        f'SELECT {group}, {number} FROM ({rows}) AS c WHERE c."{COUNTED}" = 1 '
        f'AND NOT EXISTS (SELECT 1 {doubted} = c."{PERSON}"){by}'
    )
    nobodys = f'SELECT coalesce(sum(d."_rows"), 0) {doubted} IS NULL'
    if count.counts is Counts.PEOPLE:  # each of them once
        return _Asked(sure, nobodys, (f'SELECT count(DISTINCT d."_person") {doubted} IS NOT NULL',))
    own = f'FROM "{_DOUBTED}" WHERE "_table" = {as_text(table.name)}'
    missing = f'SELECT coalesce(sum("_rows"), 0) {own} AND "_said" = '
    return _Asked(  # each of their rows, and of those missing
        sure,
        nobodys,
        (
            f'SELECT count(*) FROM "{table.name}" t WHERE EXISTS (SELECT 1 {doubted} = t."{table.person}")',
            f'{missing}{as_text(Fault.SET_ASIDE.value)} AND "_person" IS NOT NULL',
            f"{missing}{as_text(Fault.GAP.value)}",
        ),
    )
