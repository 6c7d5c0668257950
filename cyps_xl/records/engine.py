"""What works counts out: SQL in, rows out. Each engine is a class of its own, and all of them take the one dialect."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from cyps_xl.errors import UnusableFile, WrongUse


class Engine(Protocol):
    """Where records are counted: DuckDB in this process, or a server in which they lie.

    Its tables are those of the records, each with a name and the columns that are declared, and those that are kept or
    handed over. An engine that may write nothing keeps them as queries, which go before each statement that names them.
    """

    dialect: str
    """The dialect of SQL that it runs, as sqlglot calls it; what it is handed is always in the one dialect."""

    def run(self, sql: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement; `given` are the values of its question marks. Raises UnusableFile."""
        ...

    def each_row(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement, which may be more than memory holds; nothing else is asked before the last."""
        ...

    def take(self, name: str, columns: Mapping[str, Sequence[object]]) -> None:
        """A table of these columns, made of values in memory: texts, and line numbers under _line."""
        ...

    def keep(self, name: str, sql: str, *, once: bool = False, settled: bool = False) -> None:
        """A table of that name: the rows of a statement.

        `once` says that its rows are few and asked for often, so that they are worked out once and for all; `settled`
        that they are many: only an engine with a place of its own for them does so.
        """
        ...

    def read_parquet(self, name: str, path: Path, columns: Mapping[str, str]) -> None:
        """The columns of a Parquet file, by our names, as a table with the number of each row under _line.

        Raises UnusableFile where the engine reads no files.
        """
        ...

    def kinds(self, name: str) -> dict[str, str]:
        """The columns of a table, each with its type: VARCHAR, DATE, BIGINT, DECIMAL, DOUBLE or another of DuckDB's."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


class Unreadable(UnusableFile):
    """The engine could not read a file, whichever it was."""


class BadRule(UnusableFile):
    """The engine could not work a statement out: by a rule that was declared, or by a file that is damaged."""

    def of(self, count: str) -> BadRule:
        """The same, of the count whose rule it is."""
        return BadRule(self.message.replace("A rule", f"The rule of {count}", 1), self.remedy)


def require_engine() -> None:
    """Raise WrongUse when what counts from records need is not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("duckdb", "sqlglot")):
        raise WrongUse(
            "Counts from records need two more packages, which are not installed.",
            'Have cyps-xl installed with them: pip install "cyps-xl[records]".',
        )


def require_client(package: str, extra: str, of: str) -> None:
    """Raise WrongUse when the package is not installed by which an engine is reached."""
    if importlib.util.find_spec(package) is None:
        raise WrongUse(
            f"Counts from {of} need one more package, which is not installed.",
            f'Have cyps-xl installed with it: pip install "cyps-xl[records,{extra}]".',
        )


def bad_rule() -> BadRule:
    """What is said of a rule that the engine cannot work out."""
    return BadRule(
        "A rule compares what cannot be compared, such as a date with a text, or works out what is far too large.",
        "Correct the rule in Counts.csv or Facts.csv, and try it with: cyps-xl count --check.",
    )
