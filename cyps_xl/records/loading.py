"""Records in an engine: what the record tables hold there, and the rows that were set aside with file, line and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from cyps_xl.records.declared import RecordTable
from cyps_xl.records.engine import BadRule, Engine
from cyps_xl.records.quoting import as_text
from cyps_xl.records.typing_cells import LINE

SET_ASIDE = "_set_aside"
"""The engine's table of rows that cannot be used: their table, file, line, person, groups and why."""

GROUPS = "_groups"
"""The column of it with what a row names of the columns by which counts are made apart; NULL where that is not read."""
_BETWEEN = "\x1f"

ROW, FILE = "_row", "_file"
"""Columns that every loaded table has, beside _line: a row's own number, and its file."""

EVERYBODY = "1 = 1"
"""The condition of a slice that has all persons."""


def groups_named(table: RecordTable) -> str:
    """The groups that a row names, as one text: what stands under GROUPS of one that cannot be used."""
    cells = [f"coalesce(CAST(\"{name}\" AS VARCHAR), '')" for name in table.groups]
    return f" || {as_text(_BETWEEN)} || ".join(cells) or "''"


class Slices(Protocol):
    """Records that are too many for the engine: a slice of them at a time is in the record tables, and none between.

    Whatever is worked out from the rows of one person alone adds up over them.
    """

    @property
    def persons(self) -> str:
        """The person of each row that can be used, as _person: a statement that can be asked at any time."""
        ...

    def each(self) -> Iterator[str]:
        """Brings all rows of some persons after those of others: whose, as a condition over _person."""
        ...

    def each_by_key(self, table: RecordTable) -> Iterator[None]:
        """Brings the rows of one table alone, those of one key together, whose persons may be several."""
        ...


class CannotAnswer(Exception):
    """A statement that an engine could not work out, and why: whoever asked knows whose it is."""

    def __init__(self, statement: str, why: BadRule) -> None:
        super().__init__(why.message)
        self.statement, self.why = statement, why


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
    is: no message shows them. `slices` where not all of them are in the engine at once.
    """

    engine: Engine
    columns: Mapping[str, frozenset[str]]
    rows: Mapping[str, int]
    set_aside: int
    place: tuple[str, str] = ("File", "Line")
    untold: frozenset[str] = frozenset()
    slices: Slices | None = None

    def in_each_slice(self, statements: Iterable[str]) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of some statements, those of all slices together; each may look at a person's own rows alone.

        Raises CannotAnswer where a statement is of a rule that cannot be worked out.
        """
        found: dict[str, list[tuple[Any, ...]]] = {sql: [] for sql in statements}
        for _ in self.slices.each() if self.slices else (EVERYBODY,):
            for sql, rows in found.items():
                try:
                    rows += self.engine.run(sql)
                except BadRule as error:
                    raise CannotAnswer(sql, error) from None
        return found

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

    def set_aside_by_group(self, table: RecordTable, group: str) -> dict[str, int]:
        """How many rows of a table cannot be used, by what they name under a column; "" where that is not known."""
        found: dict[str, int] = {}
        for groups, rows in self.engine.run(
            f'SELECT "{GROUPS}", count(*) FROM "{SET_ASIDE}" WHERE "_table" = {as_text(table.name)} GROUP BY "{GROUPS}"'
        ):
            is_named = groups is not None and group in table.groups
            name = str(groups).split(_BETWEEN)[table.groups.index(group)] if is_named else ""
            found[name] = found.get(name, 0) + int(rows)
        return found

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
