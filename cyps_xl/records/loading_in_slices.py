"""Records of more Parquet than fits into memory: those of some persons at a time, and nothing of them on the disk.

Every row is looked at once, so that what cannot be used is known before anything is counted; then the others come a
slice at a time, as often as something is asked of all. A slice is a stretch of persons in the order of their numbers:
of a file that has them in that order, only a part is read for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, pairwise

from cyps_xl.inputs.declare import Kind
from cyps_xl.records.declared import Declared, RecordTable
from cyps_xl.records.duckdb_engine import DuckDB
from cyps_xl.records.file_rows import ParquetFile
from cyps_xl.records.files import Source
from cyps_xl.records.loading import EVERYBODY, SET_ASIDE, Loaded
from cyps_xl.records.loading_files import (
    OpenFile,
    columns_of,
    empty_table,
    engine_for,
    load_whole,
    name_of,
    open_file,
    reading,
)
from cyps_xl.records.quoting import as_name, as_text
from cyps_xl.records.typing_cells import LINE

SLICE = 4_000_000
"""Rows of all tables that are in memory at a time: less than would have to be packed there."""
_LARGER = 3
"""How many times larger a slice is of files in no order, each of which is read as a whole for every slice."""
_MOSTLY = 0.9
"""The part of the rows by which files are taken to be in order."""
_ASKED = 50_000
"""Rows, about so many, whose persons say where one slice ends and the next begins."""


def load_in_slices(source: Source, declared: Declared, most: int = SLICE) -> Loaded:
    """The records of files; in slices of about so many rows where Parquet has more than that. Raises UnusableFile."""
    engine = engine_for(source, declared)
    tables = tuple(declared.tables.values())
    parquet = [file for file in source.files if isinstance(file, ParquetFile)]
    are_few = sum(_rows_of(engine, file) for file in parquet) <= most
    if are_few or any(table.column(table.person).kind is not Kind.TEXT for table in tables):
        return load_whole(engine, source)
    parts: list[_Part] = []
    rows = dict.fromkeys(columns_of(source), 0)
    for at, file in enumerate(source.files):
        with reading(name_of(file)):
            opened = open_file(engine, file, f"_text{at}")
            all_rows, last = opened.extent(engine)
            first = max((part.last for part in parts if part.opened.table == opened.table), default=0)
            rows[opened.table.name] += all_rows - opened.set_aside(engine)
            parts.append(_Part(opened.with_plain_persons(engine), first, first + last))
    for table in tables:
        engine.run(f'DROP TABLE "{table.name}"')
    set_aside = int(engine.run(f'SELECT count(*) FROM "{SET_ASIDE}"')[0][0])
    slices = PersonSlices(engine, tables, parts, most)
    return Loaded(engine, columns_of(source), rows, set_aside, slices=slices)


def _rows_of(engine: DuckDB, file: ParquetFile) -> int:
    with reading(name_of(file)):
        return engine.rows_of(file.path)


@dataclass(frozen=True)
class _Part:
    """A file, what is added to its lines to number all rows of its table, and the number of its last row."""

    opened: OpenFile
    first: int
    last: int


class PersonSlices:
    """Rows of files in the record tables, a slice at a time; there are no such tables while nothing is asked of all."""

    def __init__(self, engine: DuckDB, tables: Sequence[RecordTable], parts: Sequence[_Part], most: int) -> None:
        self._engine, self._tables, self._parts = engine, tables, parts
        rows = sum(part.last - part.first for part in parts)
        persons = self._persons_here_and_there(rows)
        self._number = -(-rows // (most if _are_in_order(persons) else most * _LARGER))
        self._bounds = _bounds(list(chain.from_iterable(persons)), self._number)

    @property
    def persons(self) -> str:
        """The person of each row that can be used, as _person: a statement that can be asked at any time."""
        return " UNION ALL ".join(
            f'SELECT "{part.opened.table.person}" AS "_person" FROM {part.opened.rows()} WHERE "_why" IS NULL'
            for part in self._parts
        )

    def each(self) -> Iterator[str]:
        """Brings all rows of some persons after those of others: whose, as a condition over _person."""
        for low, high in pairwise([None, *self._bounds, None]):
            with self._brought({table: _between(table.person, low, high) for table in self._tables}):
                yield _between("_person", low, high)

    def each_by_key(self, table: RecordTable) -> Iterator[None]:
        """Brings the rows of one table alone, those of one key together."""
        key = ", ".join(f'"{name}"' for name in table.key)
        for at in range(self._number):
            with self._brought({table: f"hash({key}) % {self._number} = {at}"}):
                yield

    @contextmanager
    def _brought(self, which: Mapping[RecordTable, str]) -> Iterator[None]:
        """Brings the rows of some tables that meet a condition, and lets go of them."""
        for table in which:
            empty_table(self._engine, table)
        try:
            for part in self._parts:
                if part.opened.table in which:
                    with reading(part.opened.raw.file):
                        part.opened.use(self._engine, part.first, which[part.opened.table])
            yield
        finally:
            for table in which:
                self._engine.run(f'DROP TABLE "{table.name}"')
            self._engine.make_room()  # of what was found in them, where it is much

    def _persons_here_and_there(self, rows: int) -> list[list[str]]:
        """The persons of rows at even distances in each table, whose files may be many and small."""
        apart = max(1, rows // _ASKED)
        found: dict[str, list[str]] = {}
        for part in self._parts:
            table, here = part.opened.table, f'"{LINE}" + {part.first}'
            with reading(part.opened.raw.file):
                persons = self._engine.run(
                    f'SELECT "{table.person}" FROM {part.opened.rows()} WHERE ({here}) % {apart} = 0 ORDER BY "{LINE}"'
                )
            found.setdefault(table.name, []).extend(
                person
                for (person,) in persons
                if person is not None and person.isprintable()  # as it must be to stand in a statement
            )
        return list(found.values())


def _bounds(persons: Sequence[str], number: int) -> list[str]:
    """The persons with whom a slice begins, so that all have about as many rows."""
    ordered = sorted(persons)
    return list(dict.fromkeys(ordered[len(ordered) * at // number] for at in range(1, number) if ordered))


def _are_in_order(tables: Sequence[Sequence[str]]) -> bool:
    """Whether tables have most of their rows in the order of the persons."""
    following = [one <= other for persons in tables for one, other in pairwise(persons)]
    return sum(following) >= _MOSTLY * len(following)


def _between(column: str, low: str | None, high: str | None) -> str:
    """Whose rows are of a slice: the first has those of nobody as well."""
    person = as_name(column)
    if low is None:
        return f"({person} < {as_text(high)} OR {person} IS NULL)" if high is not None else EVERYBODY
    return f"{person} >= {as_text(low)}" + (f" AND {person} < {as_text(high)}" if high is not None else "")
