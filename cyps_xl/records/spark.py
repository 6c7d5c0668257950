"""Spark, on this computer: for records that are too many for one process's memory. It reads the files of a folder.

Spark keeps what does not fit into memory in a folder of its own, which is made for a run, is the user's alone, and
vanishes with it.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import url2pathname

from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.records.databases import Database
from cyps_xl.records.dialects import statement_for
from cyps_xl.records.engine import Unreadable, bad_rule
from cyps_xl.records.typing_cells import LINE

_SECONDS_TO_END = 20
_CORES = re.compile(r"[1-9][0-9]{0,3}|\*")
_MEMORY = re.compile("[1-9][0-9]{0,5}[mg]")
_KINDS = {"string": "VARCHAR", "date": "DATE", "double": "DOUBLE", "float": "FLOAT", "boolean": "BOOLEAN"}
_KINDS |= dict.fromkeys(("bigint", "int", "smallint", "tinyint"), "BIGINT")
_OF_THE_RULE = (
    "DATATYPE_MISMATCH",
    "CAST_INVALID_INPUT",
    "UNRESOLVED_COLUMN",
    "INCOMPARABLE",
    "TYPE_MISMATCH",
    "OVERFLOW",
)


class Spark:
    """A Spark of this run's own. Raises WrongUse where it cannot be started as asked, UnusableFile where it fails."""

    dialect = "spark"
    _is_open = False
    """Whether one runs in this process: two would have one Java, and see each other's tables."""

    def __init__(self, database: Database) -> None:
        asked = {key: values[-1] for key, values in parse_qs(urlsplit(database.url).query).items()}
        cores, memory = asked.pop("cores", "*"), asked.pop("memory", "2g")
        if asked or not _CORES.fullmatch(cores) or not _MEMORY.fullmatch(memory):
            raise WrongUse(
                f"{database.name} asks for what Spark is not given here.",
                "Write it like spark:///data/national?cores=8&memory=16g.",
            )
        if Spark._is_open:
            raise WrongUse(
                "Spark counts from one place at a time.", "Name one of the two as a folder, without spark://."
            )
        self.folder = folder_of(database)
        self._own = Path(tempfile.mkdtemp(prefix="cyps-xl-spark-"))
        try:
            self._session: Any = _started(cores, memory, self._own)
        except Exception as error:  # of its own, of Java's gateway, or of the system: there is no common kind
            shutil.rmtree(self._own, ignore_errors=True)
            raise UnusableFile(
                f"Spark cannot be started ({type(error).__name__}).",
                "It needs Java 17 or 21: have it installed, and JAVA_HOME say where.",
            ) from None
        Spark._is_open = True

    def run(self, sql: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement of the one dialect."""
        rows = self._told(lambda: self._session.sql(self._said(sql, given)).collect())
        return [tuple(row) for row in rows]

    def each_row(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement of the one dialect, some at a time."""
        rows = self._told(lambda: self._session.sql(self._said(sql)).toLocalIterator())
        while (row := self._told(lambda: next(rows, None))) is not None:
            yield tuple(row)

    def _said(self, sql: str, given: Sequence[object] = ()) -> str:
        return statement_for(sql, self.dialect, tuple(given))[0]

    def _told(self, do: Any) -> Any:
        """What Spark answers; what goes wrong in a sentence, without its words, which may quote records."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            with _nothing_logged():
                return do()
        except PySparkException as error:
            if any(word in (error.getCondition() or "") for word in _OF_THE_RULE):
                raise bad_rule() from None
            raise Unreadable(
                "The records cannot be read by Spark.",
                "Export them again, or give it more memory: &memory=16g.",
            ) from None
        except (Py4JError, OSError):
            raise UnusableFile(
                "Spark has stopped while it counted.", "Nothing was written. Try again with more memory, &memory=16g."
            ) from None

    def take(self, name: str, columns: Mapping[str, Sequence[object]]) -> None:
        """A table of these columns, made of values in memory: texts, and line numbers under _line."""
        kinds = {key: "BIGINT" if key == LINE else "VARCHAR" for key in columns}
        self._hand_over(name, kinds, list(zip(*columns.values(), strict=True)))

    def _hand_over(self, name: str, kinds: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> None:
        types = {"BIGINT": "bigint", "DATE": "date"}
        schema = ", ".join(f"`{key}` {types.get(kind, 'string')}" for key, kind in kinds.items())
        self._told(lambda: self._session.createDataFrame(rows, schema).createOrReplaceTempView(name))

    def keep(self, name: str, sql: str, *, once: bool = False, settled: bool = False) -> None:
        """A statement under a name; its rows are kept in the run's own folder where they are asked for often."""
        frame = self._told(lambda: self._session.sql(self._said(sql)))
        if once or settled:
            frame = self._told(frame.localCheckpoint)
        self._told(lambda: frame.createOrReplaceTempView(name))

    def read_parquet(self, name: str, path: Path, columns: Mapping[str, str]) -> None:
        """The columns of a Parquet file, by our names, under a name; with the number of each row in the file."""
        from pyspark.sql.functions import col

        def read() -> None:
            file = self._session.read.parquet(_one_path(path))
            line = (col("_metadata.row_index") + 1).alias(LINE)
            chosen = [col(_quoted(theirs)).alias(ours) for ours, theirs in columns.items()]
            file.select(line, *chosen).createOrReplaceTempView(name)

        self._told(read)

    def kinds(self, name: str) -> dict[str, str]:
        """The columns of a table, each with its kind."""
        return _kinds_of(self._told(lambda: self._session.table(_quoted(name))))

    def close(self) -> None:
        """Stop it, and take its folder away."""
        with _nothing_logged():
            _stopped(self._session)
        shutil.rmtree(self._own, ignore_errors=True)
        Spark._is_open = False


def folder_of(database: Database) -> Path:
    """The folder that a URL such as spark:///data/national names."""
    return Path(url2pathname(urlsplit(database.url).path))


def _one_path(path: Path) -> str:
    """A path as Spark takes it for that one file, and for no pattern that others match as well."""
    return re.sub(r"[*?\[\]{}\\]", lambda found: f"\\{found[0]}", path.absolute().as_posix())


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _kinds_of(frame: Any) -> dict[str, str]:
    return {name: _KINDS.get(kind, "DECIMAL" if kind.startswith("decimal") else "OTHER") for name, kind in frame.dtypes}


def _started(cores: str, memory: str, own: Path) -> Any:
    """A session that listens to this computer alone, says nothing, and keeps what it must in a folder of its own."""
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["SPARK_LOCAL_DIRS"] = str(own)
    settings = {
        "spark.driver.memory": memory,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={own}",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str((os.cpu_count() or 1) if cores == "*" else int(cores)),
        "spark.sql.warehouse.dir": str(own / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.caseSensitive": "true",
    }
    builder = SparkSession.builder.master(f"local[{cores}]").appName("cyps-xl")
    for key, value in settings.items():
        builder = builder.config(key, value)
    with _nothing_said():
        return builder.getOrCreate()


def _stopped(session: Any) -> None:
    """Stop a session and its Java, which would keep the folder of this run for the next one."""
    from pyspark import SparkContext

    gateway: Any = SparkContext._gateway
    with suppress(Exception):  # it may have stopped before
        session.stop()
    with suppress(Exception):
        gateway.shutdown()
    SparkContext._gateway = SparkContext._jvm = None
    java = getattr(gateway, "proc", None)
    if java is not None:
        java.stdin.close()  # by which it is told to end
        try:
            java.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            java.kill()
            java.wait()


@contextmanager
def _nothing_logged() -> Iterator[None]:
    """Its client logs what went wrong with all of a statement, and of Java's words."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


@contextmanager
def _nothing_said() -> Iterator[None]:
    """Java is started without a place for its words, among which records may be quoted."""
    before = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
        os.close(nowhere)
