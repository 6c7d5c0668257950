"""DuckDB, the engine of records in files: within this process, in memory; nothing of the records is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cyps_xl.errors import UnusableFile
from cyps_xl.records.conditions import DIALECT
from cyps_xl.records.engine import Unreadable, bad_rule
from cyps_xl.records.quoting import as_name, as_text

_MEMORY = "1500MB"
"""With Python beside it less than 2 GB: ten million episodes, and what is wrong with them."""
_MUCH = 250_000_000
"""Bytes that records take before they are packed, which takes as long again as to read them."""
_FEW = 2_000
"""Values that are handed over faster as they are than through pandas, whose loading takes longer than a count."""

_OF_THE_RULE = (
    "BinderException", "ConversionException", "ParserException", "InvalidInputException", "OutOfRangeException",
)  # fmt: skip
_AT_A_TIME = 5_000
"""Rows that are fetched together where all of them may be too many for memory."""


class DuckDB:
    """DuckDB in memory. Raises UnusableFile when it cannot read a file, or has no room left.

    It is shut in before the first statement that holds anything declared: no file but the Parquet files that it is
    given can be read, nothing of that can be undone, and what is handed over runs only where it is one statement.
    """

    dialect = DIALECT

    def __init__(self, parquet: Sequence[Path] = ()) -> None:
        import duckdb

        self._errors = duckdb.Error
        self._connection: Any = duckdb.connect(
            config={
                "memory_limit": _MEMORY,
                "temp_directory": "",  # what does not fit into memory is refused: no record is ever put on the disk
                "preserve_insertion_order": "false",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        self._connection.execute("ATTACH ':memory:' AS _packed (COMPRESS)")  # by make_room
        self._connection.execute("USE _packed")
        self._connection.execute("SET enable_progress_bar = false")  # it would print among what the command says
        paths = ", ".join(
            as_text(path) for file in parquet for path in dict.fromkeys((str(file.absolute()), one_path(file)))
        )
        self.run(f"SET allowed_paths = [{paths}]")
        self.run("SET enable_external_access = false")
        self.run("SET lock_configuration = true")

    def run(self, sql: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        with self._telling():
            return self._asked(sql, given).fetchall()  # type: ignore[no-any-return]

    def each_row(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement, some at a time."""
        with self._telling():
            asked = self._asked(sql)
            while rows := asked.fetchmany(_AT_A_TIME):
                yield from rows

    def _asked(self, sql: str, given: Sequence[object] = ()) -> Any:
        statements = self._connection.extract_statements(sql)
        if len(statements) != 1:
            raise Unreadable("The records cannot be read (not one statement).", "Rename the file, and try again.")
        return self._connection.execute(statements[0], list(given))

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Says in a sentence what goes wrong in the engine. Raises UnusableFile."""
        try:
            yield
        except self._errors as error:
            raise _told(error) from None

    def make_room(self) -> None:
        """Pack the tables closely in memory, where they have come to take much of it."""
        if self.run("SELECT sum(memory_usage_bytes) FROM duckdb_memory()")[0][0] > _MUCH:
            try:
                self.run("CHECKPOINT")
            except Unreadable:  # whatever it says, there is no file that it reads
                raise _no_room() from None

    def take(self, name: str, columns: Mapping[str, Sequence[object]], *, more: bool = False) -> None:
        """A table of these columns, made of values in memory: texts, and line numbers under _line; `more` of it."""
        kinds = {key: "BIGINT" if key == "_line" else "VARCHAR" for key in columns}
        into = f'INSERT INTO "{name}"' if more else f'CREATE OR REPLACE TABLE "{name}" AS'
        if all(len(values) <= _FEW for values in columns.values()):
            made = ", ".join(f'unnest(CAST(? AS {kind}[])) AS "{key}"' for key, kind in kinds.items())
            self.run(f"{into} SELECT {made}", [list(values) for values in columns.values()])
            return
        import pandas as pd

        frame = pd.DataFrame({key: pd.Series(list(values), dtype=object) for key, values in columns.items()})
        made = ", ".join(f'CAST("{key}" AS {kind}) AS "{key}"' for key, kind in kinds.items())
        self._connection.register("_frame", frame)
        self.run(f"{into} SELECT {made} FROM _frame")
        self._connection.unregister("_frame")

    def keep(self, name: str, sql: str, *, once: bool = False, settled: bool = False) -> None:
        """The rows of a statement as a table of that name; worked out here and now in any case."""
        self.run(f'CREATE OR REPLACE TABLE "{name}" AS {sql}')

    def read_parquet(self, name: str, path: Path, columns: Mapping[str, str]) -> None:
        """The columns of a Parquet file, by our names, as a view with the number of each row under _line."""
        chosen = ", ".join(f"{as_name(theirs)} AS {as_name(ours)}" for ours, theirs in columns.items())
        self.run(
            f'CREATE VIEW "{name}" AS SELECT file_row_number + 1 AS "_line", {chosen} '
            f"FROM read_parquet({as_text(one_path(path))}, file_row_number = true, hive_partitioning = false)"
        )

    def rows_of(self, path: Path) -> int:
        """How many rows a Parquet file says that it has."""
        return int(self.run(f"SELECT count(*) FROM read_parquet({as_text(one_path(path))})")[0][0])

    def kinds(self, name: str) -> dict[str, str]:
        """The columns of a table, each with the type that it has."""
        return {str(row[0]): str(row[1]) for row in self.run(f'DESCRIBE "{name}"')}

    def close(self) -> None:
        """Let go of everything."""
        self._connection.close()


def one_path(file: Path) -> str:
    """A path as the engine takes it for that one file, and for no pattern that others match as well."""
    return re.sub(r"[*?\[]", lambda found: f"[{found[0]}]", str(file.absolute()))


def _told(error: Exception) -> UnusableFile:
    """What went wrong in the engine, without the records' own values, which its messages may quote."""
    kind = type(error).__name__
    if kind == "OutOfMemoryException":
        return _no_room()
    if kind in _OF_THE_RULE:
        return bad_rule()
    return Unreadable(f"The records cannot be read ({kind}).", "Export them again, and try again.")


def _no_room() -> UnusableFile:
    return UnusableFile(
        "The records need more memory than there is.", "Count from fewer of them: a file of the years that matter."
    )


def parquet_columns(file: Path) -> tuple[str, ...]:
    """The columns of a Parquet file. Raises UnusableFile when it is none, or is damaged."""
    import duckdb

    try:
        with duckdb.connect() as connection:
            rows = connection.execute(
                "SELECT name, coalesce(num_children, 0) FROM parquet_schema(?)", [one_path(file)]
            ).fetchall()
    except (duckdb.Error, OSError):
        raise UnusableFile(
            f"{file.name} is no Parquet file, or it is damaged.", "Export it again, and name that file."
        ) from None
    names: list[str] = []
    within = 0  # fields of a column that is made of several follow it, and are no columns
    for name, fields in rows[1:]:
        if not within:
            names.append(name)
        within = max(0, within - 1) + fields
    return tuple(names)
