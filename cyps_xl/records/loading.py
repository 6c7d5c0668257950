"""Records into the engine: each value what its column holds, or its row set aside, with file, line and why."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.csv_cells import from_text
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import Separators
from cyps_xl.records.declared import Declared, RecordTable, TableLayout
from cyps_xl.records.engine import Engine, Unreadable, parquet_columns
from cyps_xl.records.files import ParquetFile, Source, TextRows

SET_ASIDE = "_set_aside"
"""The engine's table of rows that cannot be used: their table, file, line, person and why."""

ROW, FILE, LINE = "_row", "_file", "_line"
"""Columns that every loaded table has: its own number, and where a row stands."""

_TYPES = {Kind.DATE: "DATE", Kind.WHOLE: "BIGINT"}
_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
_WHOLE_YEAR = re.compile("[0-9]{4}")
"""A year of two digits may be of either century, and a day of birth tells nothing of which."""
_SHOWN = 30


@dataclass(frozen=True)
class SetAside:
    """A row that cannot be used."""

    table: str
    file: str
    line: int
    why: str


@dataclass(frozen=True)
class Loaded:
    """Records in the engine: which columns the source has of each table, and how many rows were read and set aside."""

    engine: Engine
    columns: Mapping[str, frozenset[str]]
    rows: Mapping[str, int]
    set_aside: int

    def has(self, pairs: Iterable[tuple[str, str]]) -> list[str]:
        """Those of some columns that the source has not, as TABLE.COLUMN; a table alone where all of it is missing."""
        missing = {
            f"{table}.{column}" if table in self.columns else table
            for table, column in pairs
            if column not in self.columns.get(table, ())
        }
        return sorted(missing)

    def rows_set_aside(self, most: int = 1_000) -> Iterator[SetAside]:
        """The rows that cannot be used, in the order of their files and lines."""
        found = self.engine.run(
            f'SELECT "_table", "{FILE}", "{LINE}", "_why" FROM "{SET_ASIDE}" ORDER BY "{FILE}", "{LINE}" LIMIT {most}'
        )
        return (SetAside(*row) for row in found)

    def reasons(self) -> list[tuple[str, str, int, int]]:
        """Why rows were set aside, the most frequent first: the file, why, how many, and the first line of them."""
        return self.engine.run(
            f'SELECT "{FILE}", "_why", count(*), min("{LINE}") FROM "{SET_ASIDE}" GROUP BY 1, 2 ORDER BY 3 DESC, 1, 4'
        )


def load(source: Source, declared: Declared) -> Loaded:
    """The records of a source in an engine of their own. Raises UnusableFile."""
    engine = Engine()
    engine.run(
        f'CREATE TABLE "{SET_ASIDE}" ("_table" VARCHAR, "{FILE}" VARCHAR, "{LINE}" BIGINT, "_person" VARCHAR, '
        '"_why" VARCHAR)'
    )
    columns: dict[str, frozenset[str]] = {}
    # A name that every row has takes a byte in a list of names, and a copy of itself in a text.
    engine.run(f'CREATE TYPE "{FILE}" AS ENUM ({", ".join(sorted({_text(_name_of(file)) for file in source.files}))})')
    for table in declared.tables.values():
        _empty_table(engine, table)
    for file in source.files:
        table, there = file.layout.table, _load_file(engine, file)
        columns[table.name] = columns.get(table.name, there) & there
    engine.lock()
    rows = {table: int(engine.run(f'SELECT count(*) FROM "{table}"')[0][0]) for table in columns}
    return Loaded(engine, columns, rows, int(engine.run(f'SELECT count(*) FROM "{SET_ASIDE}"')[0][0]))


def _empty_table(engine: Engine, table: RecordTable) -> None:
    columns = ", ".join(f'"{column.heading}" {_type_of(column)}' for column in table.columns)
    engine.run(f'CREATE TABLE "{table.name}" ("{ROW}" BIGINT, "{FILE}" "{FILE}", "{LINE}" BIGINT, {columns})')


def _type_of(column: Column) -> str:
    if column.kind is Kind.CHOICE:
        return f"ENUM ({', '.join(map(_text, column.choices))})"
    return _TYPES.get(column.kind, "VARCHAR")


def _text(text: str) -> str:
    """A text as SQL writes it."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


def _name_of(file: TextRows | ParquetFile) -> str:
    return file.path.name if isinstance(file, ParquetFile) else file.name


def _load_file(engine: Engine, file: TextRows | ParquetFile) -> frozenset[str]:
    """One file into its table; the columns that it has."""
    name = _name_of(file)
    if isinstance(file, ParquetFile):
        there = _parquet_as_text(engine, file)
    else:
        there = frozenset(file.columns)
        cells = zip(*file.rows, strict=True) if file.rows else [() for _ in file.columns]
        engine.take("_text", {LINE: file.numbers, **dict(zip(file.columns, cells, strict=True))})
        for number, why in file.misfits:
            engine.run(
                f'INSERT INTO "{SET_ASIDE}" VALUES (?, ?, ?, NULL, ?)', (file.layout.table.name, name, number, why)
            )
    try:
        _typed(engine, file.layout, there, name)
    except Unreadable as error:
        raise UnusableFile(f"{name} cannot be read: it is damaged.", error.remedy) from None
    engine.run(f'DROP {"VIEW" if isinstance(file, ParquetFile) else "TABLE"} "_text"')
    return there


def _parquet_as_text(engine: Engine, file: ParquetFile) -> frozenset[str]:
    """The columns of a Parquet file under our names: days and whole numbers as they are, all else as text."""
    names = parquet_columns(file.path)
    found = find_headings(names, file.layout.as_table).positions
    columns = {column: names[found[heading]] for column, heading in file.layout.headings.items() if heading in found}
    chosen = ", ".join(f'"{_escaped(theirs)}" AS "{ours}"' for ours, theirs in columns.items())
    engine.run(
        f'CREATE VIEW "_text" AS SELECT file_row_number + 1 AS "{LINE}", {chosen} '
        f"FROM read_parquet({_text(str(file.path))}, file_row_number = true)"
    )
    return frozenset(columns)


def _escaped(name: str) -> str:
    return name.replace('"', '""')


def _typed(engine: Engine, layout: TableLayout, there: frozenset[str], name: str) -> None:
    """The rows of the text table into the table of records, or among those that are set aside."""
    kinds = {str(row[0]): str(row[1]) for row in engine.run('DESCRIBE "_text"')}
    selected, joins, faults = [], [], []
    for number, column in enumerate(layout.table.columns):
        heading = column.heading
        if heading not in there:
            selected.append("NULL")
            continue
        if kinds[heading] == _TYPES.get(column.kind):
            selected.append(f't."{heading}"')
        elif column.kind is Kind.TEXT:
            selected.append(f"""nullif(trim(CAST(t."{heading}" AS VARCHAR)), '')""")
        else:
            _meanings(engine, layout, column, f"_values{number}")
            text = f't."{heading}"' if kinds[heading] == "VARCHAR" else f'CAST(t."{heading}" AS VARCHAR)'
            joins.append(f'LEFT JOIN "_values{number}" v{number} ON {text} = v{number}."_text"')
            selected.append(f'v{number}."_value"')
            faults.append(f'v{number}."_fault"')
        if column.required:
            faults.append(f"CASE WHEN {selected[-1]} IS NULL THEN '{layout.headings[heading]} is empty' END")
    _split(engine, layout.table, selected, joins, faults, name)
    for number in range(len(layout.table.columns)):
        engine.run(f'DROP TABLE IF EXISTS "_values{number}"')


def _split(
    engine: Engine, table: RecordTable, selected: list[str], joins: list[str], faults: list[str], name: str
) -> None:
    names = [f'"{column.heading}"' for column in table.columns]
    values = [f"{value} AS {column}" for value, column in zip(selected, names, strict=True)]
    why = f"coalesce({', '.join([*faults, 'NULL'])})"
    source = (
        f'(SELECT t."{LINE}" AS "{LINE}", {", ".join(values)}, {why} AS "_why" FROM "_text" t {" ".join(joins)}) AS r'
    )
    first = int(engine.run(f'SELECT coalesce(max("{ROW}"), 0) FROM "{table.name}"')[0][0])
    engine.run(
        f'INSERT INTO "{table.name}" SELECT "{LINE}" + {first}, {_text(name)}, "{LINE}", {", ".join(names)} '
        f'FROM {source} WHERE "_why" IS NULL'
    )
    engine.run(
        f'INSERT INTO "{SET_ASIDE}" SELECT {_text(table.name)}, {_text(name)}, "{LINE}", "{table.person}", "_why" '
        f'FROM {source} WHERE "_why" IS NOT NULL'
    )


def _meanings(engine: Engine, layout: TableLayout, column: Column, name: str) -> None:
    """A table of what each text of a column says, or why it cannot be: each text is looked at once."""
    texts = [
        str(row[0]) for row in engine.run(f'SELECT DISTINCT CAST("{column.heading}" AS VARCHAR) FROM "_text"') if row[0]
    ]
    read = [_read(text, layout, column) for text in texts]
    engine.take(
        "_said", {"_text": texts, "_value": [value for value, _ in read], "_fault": [fault for _, fault in read]}
    )
    value = f'CAST("_value" AS {_type_of(column)}) AS "_value"'
    engine.run(f'CREATE TABLE "{name}" AS SELECT "_text", {value}, "_fault" FROM "_said"')
    engine.run('DROP TABLE "_said"')


def _read(text: str, layout: TableLayout, column: Column) -> tuple[str | None, str | None]:
    """What a text says in a column, as text again, and what is wrong with it."""
    heading, shown = layout.headings[column.heading], _short(text)
    if not text.strip():
        return None, None
    if column.kind is Kind.CHOICE:
        means = layout.means(column.heading, text.strip())
        return (means, None) if means is not None else (None, f"{heading} has the code {shown}, which is not declared")
    found = from_text(text, column, Separators())
    if column.kind is Kind.DATE:
        if not isinstance(found, dt.date):
            return None, f"{heading} is {shown}, which is no day"
        if not _WHOLE_YEAR.search(text):
            return None, f"{heading} is {shown}, whose year has two digits"
        if not _EARLIEST <= found <= _LATEST:
            return None, f"{heading} is {shown}, outside 1900 to 2199"
        return found.isoformat(), None
    if not isinstance(found, int):
        return None, f"{heading} is {shown}, which is no whole number"
    return str(found), None


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN]}…”"
