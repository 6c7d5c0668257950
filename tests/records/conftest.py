"""A workbook of the pack that has counts, with its example quarter, and a server to count in."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cyps_xl.records.databases import Database
from cyps_xl.records.loading import Loaded
from cyps_xl.records.servers import load_from_database
from helpers import postgresql_server
from helpers.case_records import PACK, declared
from helpers.new_books import new_book
from helpers.postgresql_server import Server


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "Children.xlsx"
    new_book(path, PACK)
    return path.read_bytes()


@pytest.fixture
def book(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Children.xlsx"
    path.write_bytes(made)
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real PostgreSQL. In CI a test that wants it fails where it is missing; elsewhere it is skipped."""
    missing = postgresql_server.programs() is None or importlib.util.find_spec("psycopg") is None
    if missing:
        reason = "PostgreSQL or psycopg is missing (apt install postgresql), so nothing was counted in a server"
        assert not os.environ.get("CI"), reason
        pytest.skip(reason)
    with postgresql_server.running() as server:
        yield server


@pytest.fixture
def opened() -> Iterator[Callable[..., Loaded]]:
    """Loads records from a database, and lets go of it in the end."""
    held: list[Loaded] = []

    def load(database: Database, system: str | None = None) -> Loaded:
        held.append(load_from_database(database, declared(), system)[0])
        return held[-1]

    yield load
    for one in held:
        one.engine.close()
