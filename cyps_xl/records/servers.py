"""The engine of a database that was named, and the records in it."""

from __future__ import annotations

from cyps_xl.records.database_tables import InDatabase, load_tables
from cyps_xl.records.databases import SPARK, Database
from cyps_xl.records.declared import Declared
from cyps_xl.records.engine import require_client
from cyps_xl.records.files import Source, read_source
from cyps_xl.records.loading import Loaded
from cyps_xl.records.loading_in_place import load_files
from cyps_xl.records.postgresql import PostgreSQL
from cyps_xl.records.spark import Spark


def connected(database: Database) -> PostgreSQL | Spark:
    """A database's engine. Raises WrongUse where the package is not installed by which it is reached."""
    if database.scheme == SPARK:
        require_client("pyspark", "spark", "Spark")
        return Spark(database)
    require_client("psycopg", "postgresql", "a PostgreSQL")
    return PostgreSQL(database)


def load_from_database(
    database: Database, declared: Declared, system: str | None
) -> tuple[Loaded, InDatabase | Source]:
    """The records of a database, counted where they lie. Raises WrongUse and UnusableFile, and lets go of it then."""
    engine = connected(database)
    try:
        if isinstance(engine, PostgreSQL):
            return load_tables(engine, declared, system)
        source = read_source(engine.folder, declared.layouts, system)
        return load_files(engine, source.files, declared), source
    except BaseException:
        engine.close()
        raise
