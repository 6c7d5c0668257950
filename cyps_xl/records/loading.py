"""Records into the engine: each value what its column holds, or its row set aside, with file, line and why."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.csv_cells import from_text
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import Separators
from cyps_xl.records.declared import Declared, RecordTable, TableLayout
from cyps_xl.records.engine import Engine, Unreadable, one_path, parquet_columns
from cyps_xl.records.files import ParquetFile, Source, TextRows
from cyps_xl.records.quoting import as_name, as_text
from cyps_xl.records.shown import codes_shown, shape_of

SET_ASIDE = "_set_aside"
"""The engine's table of rows that cannot be used: their table, file, line, person and why."""

ROW, FILE, LINE = "_row", "_file", "_line"
"""Columns that every loaded table has: its own number, and where a row stands."""

_TYPES = {Kind.DATE: "DATE", Kind.WHOLE: "BIGINT"}
_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
_WHOLE_YEAR = re.compile("[0-9]{4}")
"""A year of two digits may be of either century, and a day of birth tells nothing of which."""
_MONTH_FIRST = re.compile("([0-9]{1,2})[/.-]([0-9]{1,2})[/.-][0-9]{4}( .*)?")
_BLANKS = " \t\r\n\u00a0\u2007\u202f\u200b\ufeff"
"""What exports put around a text: spaces of every kind, tabs, marks of no width."""


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

    def reasons(self) -> list[tuple[str, str, int, int]]:
        """Why rows were set aside, the most frequent first: the file, why, how many, and the first line of them."""
        return self.engine.run(
            f'SELECT "{FILE}", "_why", count(*), min("{LINE}") FROM "{SET_ASIDE}" GROUP BY 1, 2 ORDER BY 3 DESC, 1, 4'
        )


def load(source: Source, declared: Declared) -> Loaded:
    """The records of a source in an engine of their own. Raises UnusableFile."""
    engine = Engine([file.path for file in source.files if isinstance(file, ParquetFile)])
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


def _empty_table(engine: Engine, table: RecordTable) -> None:
    columns = ", ".join(f'"{column.heading}" {_type_of(column)}' for column in table.columns)
    engine.run(f'CREATE TABLE "{table.name}" ("{ROW}" BIGINT, "{FILE}" "{FILE}", "{LINE}" BIGINT, {columns})')


def _type_of(column: Column) -> str:
    if column.kind is Kind.CHOICE:
        return f"ENUM ({', '.join(map(as_text, column.choices))})"
    return _TYPES.get(column.kind, "VARCHAR")


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
    chosen = ", ".join(f"{as_name(theirs)} AS {as_name(ours)}" for ours, theirs in columns.items())
    engine.run(
        f'CREATE VIEW "_text" AS SELECT file_row_number + 1 AS "{LINE}", {chosen} '
        f"FROM read_parquet({as_text(one_path(file.path))}, file_row_number = true, hive_partitioning = false)"
    )
    return frozenset(columns)


def _typed(engine: Engine, layout: TableLayout, there: frozenset[str], name: str) -> None:
    """The rows of the text table into the table of records, or among those that are set aside."""
    kinds = {str(row[0]): str(row[1]) for row in engine.run('DESCRIBE "_text"')}
    selected, joins, faults = [], [], []
    for number, column in enumerate(layout.table.columns):
        heading = column.heading
        if heading not in there:
            selected.append("NULL")
            continue
        text = _text_of(f't."{heading}"', kinds[heading])
        if kinds[heading] == _TYPES.get(column.kind):
            selected.append(f't."{heading}"')
            if column.kind is Kind.DATE:
                faults.append(_not_of_these_centuries(f't."{heading}"', layout.headings[heading]))
        elif column.kind is Kind.TEXT:
            selected.append(f"nullif(trim({text}, {as_text(_BLANKS)}), '')")
        else:
            _meanings(engine, layout, column, kinds[heading], f"_values{number}", name)
            joins.append(f'LEFT JOIN "_values{number}" v{number} ON {text} = v{number}."_text"')
            selected.append(f'v{number}."_value"')
            faults.append(f'v{number}."_fault"')
        if column.required:
            why = as_text(f"{layout.headings[heading]} is empty")
            faults.append(f"CASE WHEN {selected[-1]} IS NULL THEN {why} END")
    _split(engine, layout.table, selected, joins, faults, name)
    for number in range(len(layout.table.columns)):
        engine.run(f'DROP TABLE IF EXISTS "_values{number}"')


def _not_of_these_centuries(value: str, heading: str) -> str:
    first, last = (f"CAST({as_text(day.isoformat())} AS DATE)" for day in (_EARLIEST, _LATEST))
    return f"CASE WHEN {value} NOT BETWEEN {first} AND {last} THEN {as_text(_outside(heading))} END"


def _outside(heading: str) -> str:
    return f"{heading} is a day outside {_EARLIEST.year} to {_LATEST.year}"


def _text_of(value: str, kind: str) -> str:
    """A value of Parquet as a CSV would have it: a whole number without a point, whatever it was kept as."""
    text = f"CAST({value} AS VARCHAR)"
    if kind == "VARCHAR":
        return value
    if kind not in ("DOUBLE", "FLOAT") and not kind.startswith("DECIMAL"):
        return text
    whole = f"{value} = trunc({value}) AND abs({value}) < 1000000000000000"
    no_number = "" if kind.startswith("DECIMAL") else f"WHEN isnan({value}) THEN NULL "
    return f"(CASE {no_number}WHEN {whole} THEN CAST(CAST({value} AS BIGINT) AS VARCHAR) ELSE {text} END)"


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
        f'INSERT INTO "{table.name}" SELECT "{LINE}" + {first}, {as_text(name)}, "{LINE}", {", ".join(names)} '
        f'FROM {source} WHERE "_why" IS NULL'
    )
    engine.run(
        f'INSERT INTO "{SET_ASIDE}" SELECT {as_text(table.name)}, {as_text(name)}, "{LINE}", "{table.person}", "_why" '
        f'FROM {source} WHERE "_why" IS NOT NULL'
    )


def _meanings(engine: Engine, layout: TableLayout, column: Column, kind: str, name: str, file: str) -> None:
    """A table of what each text of a column says, or why it cannot be: each text is looked at once."""
    value = _text_of(f'"{column.heading}"', kind)
    texts = [str(row[0]) for row in engine.run(f'SELECT DISTINCT {value} FROM "_text"') if row[0]]
    if column.kind is Kind.DATE:
        _require_days_first(engine, texts, value, layout.headings[column.heading], file)
    read = _read(texts, layout, column)
    engine.take(
        "_said", {"_text": texts, "_value": [value for value, _ in read], "_fault": [fault for _, fault in read]}
    )
    value = f'CAST("_value" AS {_type_of(column)}) AS "_value"'
    engine.run(f'CREATE TABLE "{name}" AS SELECT "_text", {value}, "_fault" FROM "_said"')
    engine.run('DROP TABLE "_said"')


def _require_days_first(engine: Engine, texts: Sequence[str], value: str, heading: str, file: str) -> None:
    """Raise UnusableFile when a column has the month first in one date, so that others may be misread."""
    dates = {text: (int(found[1]), int(found[2])) for text in texts if (found := _MONTH_FIRST.fullmatch(text.strip()))}
    month_first = [text for text, (first, second) in dates.items() if 1 <= first <= 12 < second <= 31]
    may_be_either = any(first <= 12 and second <= 12 for first, second in dates.values())
    if month_first and may_be_either:
        line = engine.run(f'SELECT min("{LINE}") FROM "_text" WHERE {value} = ?', (min(month_first),))[0][0]
        raise UnusableFile(
            f"{file} has the month before the day under “{heading}” (line {line}), and which comes first in its other "
            "dates cannot be told.",
            "Export it again with dates like 2026-06-30, or correct that line where it alone is wrong.",
        )


def _read(texts: Sequence[str], layout: TableLayout, column: Column) -> list[tuple[str | None, str | None]]:
    """What each text says in a column, as text again, and what is wrong with it."""
    heading = layout.headings[column.heading]
    if column.kind is not Kind.CHOICE:
        return [_day_or_number(text, heading, column) if text.strip() else (None, None) for text in texts]
    means = {text: layout.means(column.heading, text.strip()) for text in texts}
    shown = codes_shown([text for text in texts if text.strip() and means[text] is None])
    return [
        (means[text], f"{heading} has the code {shown[text]}, which is not declared" if text in shown else None)
        for text in texts
    ]


def _day_or_number(text: str, heading: str, column: Column) -> tuple[str | None, str | None]:
    found, shape = from_text(text, column, Separators()), shape_of(text)
    if column.kind is Kind.DATE:
        if not isinstance(found, dt.date):
            return None, f"{heading} is {shape}, which is no day"
        if not _WHOLE_YEAR.search(text):
            return None, f"{heading} is {shape}, whose year has two digits"
        if not _EARLIEST <= found <= _LATEST:
            return None, _outside(heading)
        return found.isoformat(), None
    if not isinstance(found, int):
        return None, f"{heading} is {shape}, which is no whole number"
    return str(found), None
