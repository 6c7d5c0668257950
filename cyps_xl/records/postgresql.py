"""PostgreSQL, the engine of records that lie in one: it counts where they are, and nothing in it can be written.

A run is one transaction that may only read and that sees the records as they were when it began, so that no two figures
of it can be of different records. The server makes no table in such a transaction, not even one that would vanish with
it, so that what is kept or handed over goes before each statement that names it, as a query with a name (WITH).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cyps_xl.errors import UnusableFile
from cyps_xl.records.authorities import SYSTEM, of_this_computer
from cyps_xl.records.database_errors import failed, not_connected
from cyps_xl.records.databases import Database, password_of
from cyps_xl.records.dialects import statement_for
from cyps_xl.records.quoting import as_name

_SECONDS_TO_CONNECT = 15
_AS_IT_IS = {
    "search_path": "pg_catalog",  # no function or table of anybody's is taken for one of the server's
    "standard_conforming_strings": "on",
    "datestyle": "ISO, YMD",
    "extra_float_digits": "1",
    "statement_timeout": "30min",
    "lock_timeout": "30s",
    "jit": "off",  # it takes longer over each statement than a count does
    "enable_nestloop": "off",  # its guess of how many rows lack a fault made minutes of seconds
    "application_name": "cyps-xl",
}
_KINDS = {16: "BOOLEAN", 20: "BIGINT", 21: "BIGINT", 23: "BIGINT", 1082: "DATE", 1700: "DECIMAL", 700: "DOUBLE"}
_KINDS |= {701: "DOUBLE"}
"""The types that matter, by the numbers that PostgreSQL gives them everywhere; all else is text."""
_CASTS = {"BIGINT": "bigint", "DATE": "date", "DECIMAL": "numeric", "DOUBLE": "double precision", "BOOLEAN": "boolean"}


@dataclass(frozen=True)
class _Kept:
    """A query with a name: its text, in which `%s` stands for each array that it was handed, and what it needs."""

    text: str
    arrays: tuple[list[object], ...] = ()
    needs: frozenset[str] = frozenset()


class PostgreSQL:
    """One transaction of a PostgreSQL, to read alone. Raises WrongUse and UnusableFile where it cannot be had."""

    dialect = "postgres"

    def __init__(self, database: Database) -> None:
        import psycopg

        self.database = database
        self._errors = psycopg.Error
        self._kept: dict[str, _Kept] = {}
        with _authorities(connecting(database)) as asked:
            try:
                self._connection: Any = psycopg.connect(**asked, cursor_factory=psycopg.RawCursor)
            except psycopg.Error as error:
                raise not_connected(database, str(error), Path(asked.get("sslrootcert", "")).name) from None
        self._connection.read_only = True
        self._connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        self.schemas = database.schemas or tuple(self.ask("SELECT current_schemas(false)")[0][0])
        for name, value in _AS_IT_IS.items():
            self.ask("SELECT set_config($1, $2, true)", (name, value))
        if self.ask("SHOW transaction_read_only") != [("on",)]:
            raise UnusableFile(
                f"{database.name} does not keep to reading alone.", "Nothing was counted. Tell ICT; use an export."
            )
        if self.ask("SHOW server_encoding") == [("SQL_ASCII",)]:
            raise UnusableFile(
                f"{database.name} does not say in which letters its texts are written.",
                "Nothing was counted. Ask ICT for a copy in UTF-8, or use an export.",
            )

    def ask(self, sql: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement in PostgreSQL's own dialect, in which $1 is the first of `given`."""
        return self._asked(sql, given)[0]

    def _asked(self, sql: str, given: Sequence[object] = ()) -> tuple[list[tuple[Any, ...]], list[tuple[str, str]]]:
        """The rows of a statement, and its columns with their kinds."""
        try:
            cursor = self._connection.execute(sql, list(given))
            columns = [(one.name, _KINDS.get(one.type_code, "VARCHAR")) for one in cursor.description]
            return cursor.fetchall(), columns
        except self._errors as error:
            raise failed(self.database, error.sqlstate, is_lost=bool(self._connection.closed)) from None

    def run(self, sql: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement of the one dialect."""
        return self._run(sql, given)[0]

    def _run(self, sql: str, given: Sequence[object] = ()) -> tuple[list[tuple[Any, ...]], list[tuple[str, str]]]:
        return self._with_kept(*statement_for(sql, self.dialect, tuple(given)))

    def each_row(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement of the one dialect, one after the other as they come."""
        text, arrays = self._complete(*statement_for(sql, self.dialect))
        try:
            with self._connection.cursor() as cursor:
                yield from cursor.stream(text, arrays)
        except self._errors as error:
            raise failed(self.database, error.sqlstate, is_lost=bool(self._connection.closed)) from None

    def run_own(self, sql: str, name: str) -> list[tuple[Any, ...]]:
        """As `run`, of a statement in PostgreSQL's own dialect over what is kept under a name."""
        return self._with_kept(sql, frozenset({name}))[0]

    def _with_kept(self, text: str, names: frozenset[str]) -> tuple[list[tuple[Any, ...]], list[tuple[str, str]]]:
        return self._asked(*self._complete(text, names))

    def _complete(self, text: str, names: frozenset[str]) -> tuple[str, list[object]]:
        """A statement with the queries that it names before it, and all that they were handed."""
        needed = self._needed(names & self._kept.keys())
        arrays: list[object] = []
        queries = []
        for name in needed:
            kept = self._kept[name]
            places = [f"${len(arrays) + number}" for number, _ in enumerate(kept.arrays, start=1)]
            arrays += kept.arrays
            queries.append(f"{as_name(name)} AS ({_filled(kept.text, places)})")
        return f"WITH {', '.join(queries)} ({text})" if queries else text, arrays

    def _needed(self, names: frozenset[str]) -> list[str]:
        """The queries that a statement needs, each after those that it needs itself."""
        found: dict[str, None] = {}

        def add(name: str) -> None:
            if name not in found:
                for one in sorted(self._kept[name].needs):
                    add(one)
                found[name] = None

        for name in sorted(names):
            add(name)
        return list(found)

    def take(self, name: str, columns: Mapping[str, Sequence[object]]) -> None:
        """Values in memory, under a name; each statement that names it is handed them."""
        kinds = {
            key: "BIGINT" if key == "_line" and all(isinstance(one, int) for one in values) else "VARCHAR"
            for key, values in columns.items()
        }
        self._hand_over(name, kinds, [list(values) for values in columns.values()])

    def _hand_over(self, name: str, kinds: Mapping[str, str], values: Sequence[list[object]]) -> None:
        types = [_CASTS.get(kind, "text") for kind in kinds.values()]
        arrays = ", ".join(f"%s::{kind}[]" for kind in types)
        made = ", ".join(
            f'{as_name(key)} COLLATE "C" AS {as_name(key)}' if kind == "text" else as_name(key)
            for key, kind in zip(kinds, types, strict=True)
        )
        names = ", ".join(map(as_name, kinds))
        text = f"SELECT {made} FROM unnest({arrays}) AS handed({names})"
        self._kept[name] = _Kept(text, tuple(values))

    def keep(self, name: str, sql: str, *, once: bool = False, settled: bool = False) -> None:
        """A query under a name; with `once` its rows, which come here and are handed back with each statement."""
        if once:
            rows, columns = self._run(sql)
            self._hand_over(name, dict(columns), [[row[at] for row in rows] for at, _ in enumerate(columns)])
            return
        text, tables = statement_for(sql, self.dialect)
        self._kept[name] = _Kept(text.replace("%", "%%"), needs=tables & self._kept.keys() - {name})

    def keep_own(self, name: str, sql: str) -> None:
        """As `keep`, of a query in PostgreSQL's own dialect."""
        self._kept[name] = _Kept(sql.replace("%", "%%"))

    def read_parquet(self, name: str, path: Path, columns: Mapping[str, str]) -> None:
        """No file is read in a server's place."""
        raise UnusableFile(f"{path.name} lies in no database.", "Count from its folder instead.")

    def kinds(self, name: str) -> dict[str, str]:
        """The columns of a table, each with its kind."""
        return dict(self._run(f'SELECT * FROM "{name}" LIMIT 0')[1])

    def close(self) -> None:
        """End the transaction and the connection."""
        self._connection.close()


def _filled(text: str, places: Sequence[str]) -> str:
    """A kept query with the numbers of its arrays in the statement."""
    return text % tuple(places)


def connecting(database: Database) -> dict[str, Any]:
    """How the connection is made. One over the network is encrypted, and the server's certificate is looked at.

    That is asked for whatever the URL says of the server: it may be named by hostaddr, a service or the environment,
    too. The client library passes over it on a socket of this computer.
    """
    asked = {key: values[-1] for key, values in parse_qs(urlsplit(database.url).query).items()}
    found: dict[str, Any] = {"conninfo": database.url, "connect_timeout": _SECONDS_TO_CONNECT}
    found["client_encoding"] = "utf8"
    found["sslmode"] = asked.get("sslmode", "verify-full")
    authorities = asked.get("sslrootcert", database.ca_file)
    if authorities or found["sslmode"] == "verify-full":
        found["sslrootcert"] = authorities or SYSTEM
    password = password_of(database)
    return found | ({"password": password} if password else {})


@contextmanager
def _authorities(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same, with the file of the authorities that this computer knows where those are wanted."""
    if asked.get("sslrootcert") != SYSTEM:
        yield asked
        return
    with of_this_computer() as file:
        yield asked | {"sslrootcert": file}
