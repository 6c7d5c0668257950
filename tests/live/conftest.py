"""The example workbook, open in the LibreOffice that stands in for Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings

from cyps_xl import report

Opened = Callable[[Path], Any]


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example quarter, refreshed. Copy it before changing it."""
    path = tmp_path_factory.mktemp("live") / "CYPS 2017-18 Q3.xlsx"
    report.new(path, example=True)
    return path


@pytest.fixture
def opened(spreadsheet_program: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Opened]:
    """Opens workbooks, as staff do, and closes them after the test."""
    from helpers.xlwings_lo_trips import TRIPS

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    books: list[Any] = []

    def open_book(path: Path) -> Any:
        books.append(xlwings.Book(path))
        spreadsheet_program.impl.alerts.clear()
        TRIPS.clear()
        return books[-1]

    yield open_book
    TRIPS.clear()
    for book in books:
        book.close()


@pytest.fixture
def book(opened: Opened, example: Path, tmp_path: Path) -> Any:
    """The example workbook, open."""
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    return opened(path)
