"""Records into the engine: each value what its column holds, or its row set aside, with file, line and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cyps_xl.errors import UnusableFile
from cyps_xl.records.declared import Declared, RecordTable
from cyps_xl.records.duckdb_engine import DuckDB
from cyps_xl.records.engine import Engine, Unreadable
from cyps_xl.records.files import ParquetFile, Source, TextRows
from cyps_xl.records.quoting import as_text
from cyps_xl.records.typing_cells import LINE, Raw, Typed, type_of, typed

SET_ASIDE = "_set_aside"
"""The engine's table of rows that cannot be used: their table, file, line, person and why."""

ROW, FILE = "_row", "_file"
"""Columns that every loaded table has, beside _line: a row's own number, and its file."""

_STRETCH = 2_000_000
"""Rows of a file that are read before room is made for more."""


@dataclass(frozen=True)
class SetAside:
    """A row that cannot be used. In a database, `file` is its table and `line` its key."""

    table: str
    file: str
    line: int | str
    why: str


@dataclass(frozen=True)
class Loaded:
    """Records in the engine: which columns the source has of each table, and how many rows were read and set aside.

    `place` says what a row is found by, as headings. `untold` are the files, or tables, whose lines tell whose row it
    is: no message shows them.
    """

    engine: Engine
    columns: Mapping[str, frozenset[str]]
    rows: Mapping[str, int]
    set_aside: int
    place: tuple[str, str] = ("File", "Line")
    untold: frozenset[str] = frozenset()

    def has(self, pairs: Iterable[tuple[str, str]]) -> list[str]:
        """Those of some columns that the source has not, as TABLE.COLUMN; a table alone where all of it is missing.

        A table without a row that can be used is missing too: nothing is counted from it, not even nought.
        """
        missing = {
            f"{table}.{column}" if self.rows.get(table) else table
            for table, column in pairs
            if not self.rows.get(table) or column not in self.columns[table]
        }
        return sorted(missing)

    def rows_set_aside(self, most: int = 1_000) -> Iterator[SetAside]:
        """The rows that cannot be used, in the order of their files and lines."""
        found = self.engine.run(
            f'SELECT "_table", "{FILE}", "{LINE}", "_why" FROM "{SET_ASIDE}" ORDER BY "{FILE}", "{LINE}" LIMIT {most}'
        )
        return (SetAside(*row) for row in found)

    def reasons(self) -> list[tuple[str, str, int, int | str]]:
        """Why rows were set aside, the most frequent first: the file, why, how many, and the first line of them."""
        return self.engine.run(
            f'SELECT "{FILE}", "_why", count(*), min("{LINE}") FROM "{SET_ASIDE}" GROUP BY "{FILE}", "_why" '
            "ORDER BY 3 DESC, 1, 4"
        )


def load(source: Source, declared: Declared) -> Loaded:
    """The records of files in a DuckDB of their own. Raises UnusableFile."""
    engine = DuckDB([file.path for file in source.files if isinstance(file, ParquetFile)])
    engine.run(
        f'CREATE TABLE "{SET_ASIDE}" ("_table" VARCHAR, "{FILE}" VARCHAR, "{LINE}" BIGINT, "_person" VARCHAR, '
        '"_why" VARCHAR)'
    )
    columns: dict[str, frozenset[str]] = {}
    # A name that every row has takes a byte in a list of names, and a copy of itself in a text.
    names = sorted({as_text(_name_of(file)) for file in source.files}) or ["''"]
    engine.run(f'CREATE TYPE "{FILE}" AS ENUM ({", ".join(names)})')
    for table in declared.tables.values():
        _empty_table(engine, table)
    for file in source.files:
        table, there = file.layout.table, _load_file(engine, file)
        columns[table.name] = columns.get(table.name, there) & there
    rows = {table: int(engine.run(f'SELECT count(*) FROM "{table}"')[0][0]) for table in columns}
    return Loaded(engine, columns, rows, int(engine.run(f'SELECT count(*) FROM "{SET_ASIDE}"')[0][0]))


def _empty_table(engine: DuckDB, table: RecordTable) -> None:
    columns = ", ".join(f'"{column.heading}" {type_of(column, engine.dialect)}' for column in table.columns)
    engine.run(f'CREATE TABLE "{table.name}" ("{ROW}" BIGINT, "{FILE}" "{FILE}", "{LINE}" BIGINT, {columns})')


def _name_of(file: TextRows | ParquetFile) -> str:
    return file.path.name if isinstance(file, ParquetFile) else file.name


def _load_file(engine: DuckDB, file: TextRows | ParquetFile) -> frozenset[str]:
    """One file into its table; the columns that it has."""
    name, there = _name_of(file), frozenset(file.columns)
    if isinstance(file, ParquetFile):
        # Days and whole numbers as they are, all else as text.
        engine.read_parquet("_text", file.path, file.columns)
    else:
        engine.take("_text", {LINE: file.numbers, **file.by_column()})
        for number, why in file.misfits:
            engine.run(
                f'INSERT INTO "{SET_ASIDE}" VALUES (?, ?, ?, NULL, ?)', (file.layout.table.name, name, number, why)
            )
    try:
        raw = Raw("_text", file.layout, name, there)
        found = typed(engine, raw)
        _split(engine, raw, found)
    except Unreadable as error:
        raise UnusableFile(f"{name} cannot be read: it is damaged.", error.remedy) from None
    engine.run(f'DROP {"VIEW" if isinstance(file, ParquetFile) else "TABLE"} "_text"')
    for made in found.made:
        engine.run(f'DROP TABLE "{made}"')
    return there


def _split(engine: DuckDB, raw: Raw, found: Typed) -> None:
    """The rows of a raw table into the table of records, or among those that are set aside."""
    table = raw.layout.table
    names = [f'"{column.heading}"' for column in table.columns]
    values = [f"{value} AS {column}" for value, column in zip(found.values, names, strict=True)]
    source = (
        f'(SELECT t."{LINE}" AS "{LINE}", {", ".join(values)}, {found.why} AS "_why" '
        f'FROM "{raw.name}" t {" ".join(found.joins)}) AS r'
    )
    [(rows, last)] = engine.run(f'SELECT count(*), coalesce(max("{LINE}"), 0) FROM "{raw.name}"')
    first = int(engine.run(f'SELECT coalesce(max("{ROW}"), 0) FROM "{table.name}"')[0][0])
    usable = 0
    for start in range(0, last, _STRETCH):
        usable += engine.run(
            f'INSERT INTO "{table.name}" SELECT "{LINE}" + {first}, {as_text(raw.file)}, "{LINE}", {", ".join(names)} '
            f'FROM {source} WHERE "_why" IS NULL AND "{LINE}" > {start} AND "{LINE}" <= {start + _STRETCH}'
        )[0][0]
        engine.make_room()
    if usable < rows:  # where nothing is wrong with any, none is looked at a second time
        engine.run(
            f'INSERT INTO "{SET_ASIDE}" SELECT {as_text(table.name)}, {as_text(raw.file)}, "{LINE}", '
            f'"{table.person}", "_why" FROM {source} WHERE "_why" IS NOT NULL'
        )
