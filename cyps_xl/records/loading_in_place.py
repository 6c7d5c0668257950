"""Records that stay where they are: each table of records a query over the tables of a server, and nothing copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cyps_xl.records.declared import Declared, RecordTable
from cyps_xl.records.engine import Engine
from cyps_xl.records.file_rows import ParquetFile, TextRows
from cyps_xl.records.loading import FILE, GROUPS, ROW, SET_ASIDE, Loaded, groups_named
from cyps_xl.records.quoting import as_text
from cyps_xl.records.typing_cells import LINE, Raw, type_of, typed

_A_FILE = 2**40
"""More rows than any file has, so that a row's number tells the file as well."""


@dataclass(frozen=True)
class _Part:
    """A raw table that was read: the name of its rows with what is wrong with each."""

    raw: Raw
    name: str


def load_in_place(
    engine: Engine, raws: Sequence[Raw], declared: Declared, *, place: tuple[str, str], misfits: Sequence[str] = ()
) -> Loaded:
    """The records of raw tables, as queries under the names of the record tables. Raises UnusableFile.

    A raw table has the columns _row, by which its rows are told apart, and _line, by which people find them. `misfits`
    are statements with rows that are set aside unread.
    """
    parts = [_part(engine, raw) for raw in raws]
    line = engine.kinds(raws[0].name)[LINE] if raws else "VARCHAR"
    for table in declared.tables.values():
        own = [_usable(table, part) for part in parts if part.raw.layout.table.name == table.name]
        engine.keep(table.name, " UNION ALL ".join(own) or _empty(engine, table, line))
    engine.keep(SET_ASIDE, " UNION ALL ".join([*map(_unusable, parts), *misfits]) or _none_unusable(line))
    columns: dict[str, frozenset[str]] = {}
    for raw in raws:
        table = raw.layout.table
        columns[table.name] = columns.get(table.name, raw.columns) & raw.columns
    rows = {name: _number(engine, name) for name in columns}
    untold = frozenset(raw.file for raw in raws if raw.tells_persons)
    return Loaded(engine, columns, rows, _number(engine, SET_ASIDE), place, untold)


def load_files(engine: Engine, files: Iterable[TextRows | ParquetFile], declared: Declared) -> Loaded:
    """The records of files in a server's engine. Raises UnusableFile.

    Texts are handed to it: a pack's cases, tried where it counts, and what else is small.
    """
    raws, misfits = [], []
    for number, file in enumerate(files):
        name, cells, table = f"_text{number}", f"_cells{number}", file.layout.table
        if isinstance(file, ParquetFile):
            engine.read_parquet(cells, file.path, file.columns)
            raw = Raw(name, file.layout, file.path.name, frozenset(file.columns))
        else:
            rows = file.at_once()
            engine.take(cells, {LINE: rows.numbers, **rows.cells})
            raw = Raw(name, file.layout, file.name, frozenset(file.columns))
            lines, whys = ([one[at] for one in rows.misfits] for at in (0, 1))
            engine.take(f"_misfits{number}", {LINE: lines, "_why": whys})
            no_groups = f'CAST(NULL AS VARCHAR) AS "{GROUPS}"'
            said = f'{as_text(table.name)} AS "_table", {as_text(file.name)} AS "{FILE}", "{LINE}"'
            misfits.append(
                f'SELECT {said}, CAST(NULL AS VARCHAR) AS "_person", {no_groups}, "_why" FROM "_misfits{number}"'
            )
        engine.keep(name, f'SELECT "{LINE}" + {number * _A_FILE} AS "{ROW}", * FROM "{cells}"')
        raws.append(raw)
    return load_in_place(engine, raws, declared, place=("File", "Line"), misfits=misfits)


def _part(engine: Engine, raw: Raw) -> _Part:
    found, name = typed(engine, raw), f"_read_{raw.name}"
    headings = [column.heading for column in raw.layout.table.columns]
    values = ", ".join(f'{value} AS "{heading}"' for value, heading in zip(found.values, headings, strict=True))
    engine.keep(
        name,
        f'SELECT t."{ROW}" AS "{ROW}", t."{LINE}" AS "{LINE}", {values}, {found.why} AS "_why" '
        f'FROM "{raw.name}" t {" ".join(found.joins)}',
        settled=True,
    )
    return _Part(raw, name)


def _usable(table: RecordTable, part: _Part) -> str:
    names = ", ".join(f'"{name}"' for name in table.names)
    return (
        f'SELECT "{ROW}", {as_text(part.raw.file)} AS "{FILE}", "{LINE}", {names} FROM "{part.name}" '
        'WHERE "_why" IS NULL'
    )


def _unusable(part: _Part) -> str:
    table = part.raw.layout.table
    return (
        f'SELECT {as_text(table.name)} AS "_table", {as_text(part.raw.file)} AS "{FILE}", "{LINE}", '
        f'"{table.person}" AS "_person", {groups_named(table)} AS "{GROUPS}", "_why" FROM "{part.name}" '
        'WHERE "_why" IS NOT NULL'
    )


def _empty(engine: Engine, table: RecordTable, line: str) -> str:
    kinds = {ROW: "BIGINT", FILE: "VARCHAR", LINE: line}
    kinds |= {column.heading: type_of(column, engine.dialect) for column in table.columns}
    return _no_rows(kinds)


def _none_unusable(line: str) -> str:
    return _no_rows(
        {"_table": "VARCHAR", FILE: "VARCHAR", LINE: line, "_person": "VARCHAR", GROUPS: "VARCHAR", "_why": "VARCHAR"}
    )


def _no_rows(kinds: dict[str, str]) -> str:
    columns = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in kinds.items())
    return f"SELECT {columns} WHERE 1 = 0"


def _number(engine: Engine, name: str) -> int:
    return int(engine.run(f'SELECT count(*) FROM "{name}"')[0][0])
