"""Files of records into a DuckDB: each value what its column holds, or its row set aside, with file, line and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from cyps_xl.errors import UnusableFile
from cyps_xl.records.declared import Declared, RecordTable
from cyps_xl.records.duckdb_engine import DuckDB
from cyps_xl.records.engine import BadRule, Unreadable
from cyps_xl.records.file_rows import ParquetFile, TextRows
from cyps_xl.records.files import Source
from cyps_xl.records.loading import FILE, GROUPS, ROW, SET_ASIDE, Loaded, groups_named
from cyps_xl.records.quoting import as_text
from cyps_xl.records.typing_cells import LINE, Raw, Typed, type_of, typed

_STRETCH = 2_000_000
"""Rows of a file that are read before room is made for more."""


def load(source: Source, declared: Declared) -> Loaded:
    """The records of files in a DuckDB of their own, all at once. Raises UnusableFile."""
    return load_whole(engine_for(source, declared), source)


def engine_for(source: Source, declared: Declared) -> DuckDB:
    """A DuckDB that may read these files, with every record table and that of what is set aside, still empty."""
    engine = DuckDB([file.path for file in source.files if isinstance(file, ParquetFile)])
    engine.run(
        f'CREATE TABLE "{SET_ASIDE}" ("_table" VARCHAR, "{FILE}" VARCHAR, "{LINE}" BIGINT, "_person" VARCHAR, '
        f'"{GROUPS}" VARCHAR, "_why" VARCHAR)'
    )
    # A name that every row has takes a byte in a list of names, and a copy of itself in a text.
    names = sorted({as_text(name_of(file)) for file in source.files}) or ["''"]
    engine.run(f'CREATE TYPE "{FILE}" AS ENUM ({", ".join(names)})')
    for table in declared.tables.values():
        empty_table(engine, table)
    return engine


def empty_table(engine: DuckDB, table: RecordTable) -> None:
    """A record table without rows, in the place of one that may be there."""
    columns = ", ".join(f'"{column.heading}" {type_of(column, engine.dialect)}' for column in table.columns)
    engine.run(
        f'CREATE OR REPLACE TABLE "{table.name}" ("{ROW}" BIGINT, "{FILE}" "{FILE}", "{LINE}" BIGINT, {columns})'
    )


def load_whole(engine: DuckDB, source: Source) -> Loaded:
    """All records of files into the empty tables of an engine. Raises UnusableFile."""
    for file in source.files:
        with reading(name_of(file)):
            opened = open_file(engine, file, "_text")
            _split(engine, opened)
        engine.run(f'DROP {"VIEW" if isinstance(file, ParquetFile) else "TABLE"} "_text"')
        for made in opened.found.made:
            engine.run(f'DROP TABLE "{made}"')
    columns = columns_of(source)
    rows = {table: _number(engine, table) for table in columns}
    return Loaded(engine, columns, rows, _number(engine, SET_ASIDE))


def columns_of(source: Source) -> dict[str, frozenset[str]]:
    """The columns that all files of a record table have, by its name."""
    columns: dict[str, frozenset[str]] = {}
    for file in source.files:
        name, there = file.layout.table.name, frozenset(file.columns)
        columns[name] = columns.get(name, there) & there
    return columns


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Says of a file that cannot be read which it is; no rule is asked for there. Raises UnusableFile."""
    try:
        yield
    except (Unreadable, BadRule):
        raise UnusableFile(
            f"{name} cannot be read: it is damaged.", "Nothing was written. Export it again, and try again."
        ) from None


@dataclass(frozen=True)
class OpenFile:
    """A file in an engine: its cells as they stand there, and how they are read."""

    raw: Raw
    found: Typed

    @property
    def table(self) -> RecordTable:
        """The record table that it holds rows of."""
        return self.raw.layout.table

    def rows(self) -> str:
        """A source of its rows, as they are read, with _why where one cannot be used."""
        values = [f'{value} AS "{name}"' for value, name in zip(self.found.values, self.table.names, strict=True)]
        return (
            f'(SELECT t."{LINE}" AS "{LINE}", {", ".join(values)}, {self.found.why} AS "_why" '
            f'FROM "{self.raw.name}" t {" ".join(self.found.joins)}) AS r'
        )

    def use(self, engine: DuckDB, first: int, which: str) -> int:
        """Put those of its rows that can be used, and that meet a condition, into the record table; how many.

        `first` is what is added to their lines, so that they are numbered on from the file before.
        """
        names = ", ".join(f'"{name}"' for name in self.table.names)
        return int(
            engine.run(
                f'INSERT INTO "{self.table.name}" SELECT "{LINE}" + {first}, {as_text(self.raw.file)}, "{LINE}", '
                f'{names} FROM {self.rows()} WHERE "_why" IS NULL AND {which}'
            )[0][0]
        )

    def set_aside(self, engine: DuckDB) -> int:
        """Put those of its rows that cannot be used among what is set aside; how many."""
        return int(
            engine.run(
                f'INSERT INTO "{SET_ASIDE}" SELECT {as_text(self.table.name)}, {as_text(self.raw.file)}, "{LINE}", '
                f'"{self.table.person}", {groups_named(self.table)}, "_why" FROM {self.rows()} WHERE "_why" IS NOT NULL'
            )[0][0]
        )

    def with_plain_persons(self, engine: DuckDB) -> OpenFile:
        """The same, its persons read as the cells that they are where nothing is about any: the engine finds them so
        by what a file says of each stretch of its rows."""
        person = self.table.person
        at, cell = self.table.names.index(person), f't."{person}"'
        value = self.found.values[at]
        if engine.kinds(self.raw.name).get(person) != "VARCHAR" or engine.run(
            f'SELECT 1 FROM "{self.raw.name}" t WHERE {value} IS DISTINCT FROM {cell} LIMIT 1'
        ):
            return self
        values = (*self.found.values[:at], cell, *self.found.values[at + 1 :])
        return replace(self, found=replace(self.found, values=values))

    def extent(self, engine: DuckDB) -> tuple[int, int]:
        """How many rows it has, and the line of the last."""
        [(rows, last)] = engine.run(f'SELECT count(*), coalesce(max("{LINE}"), 0) FROM "{self.raw.name}"')
        return int(rows), int(last)


def open_file(engine: DuckDB, file: TextRows | ParquetFile, name: str) -> OpenFile:
    """A file under a name of the engine; its rows that are longer or shorter than its headings are set aside."""
    said = name_of(file)
    if isinstance(file, ParquetFile):
        # Days and whole numbers as they are, all else as text.
        engine.read_parquet(name, file.path, file.columns)
    else:
        for at, stretch in enumerate(file.stretches()):
            engine.take(name, {LINE: stretch.numbers, **stretch.cells}, more=at > 0)
            for number, why in stretch.misfits:
                engine.run(
                    f'INSERT INTO "{SET_ASIDE}" VALUES (?, ?, ?, NULL, NULL, ?)',
                    (file.layout.table.name, said, number, why),
                )
    raw = Raw(name, file.layout, said, frozenset(file.columns))
    return OpenFile(raw, typed(engine, raw))


def name_of(file: TextRows | ParquetFile) -> str:
    """What a file is called in messages."""
    return file.path.name if isinstance(file, ParquetFile) else file.name


def _number(engine: DuckDB, name: str) -> int:
    return int(engine.run(f'SELECT count(*) FROM "{name}"')[0][0])


def _split(engine: DuckDB, opened: OpenFile) -> None:
    """The rows of a file into the table of records, or among those that are set aside."""
    rows, last = opened.extent(engine)
    first = int(engine.run(f'SELECT coalesce(max("{ROW}"), 0) FROM "{opened.table.name}"')[0][0])
    usable = 0
    for start in range(0, last, _STRETCH):
        usable += opened.use(engine, first, f'"{LINE}" > {start} AND "{LINE}" <= {start + _STRETCH}')
        engine.make_room()
    if usable < rows:  # where nothing is wrong with any, none is looked at a second time
        opened.set_aside(engine)
