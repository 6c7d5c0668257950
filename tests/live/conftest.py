"""The example workbook, as a file and open in the LibreOffice that stands in for Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cyps_xl import report
from helpers.excel_calls import CALLS

Opened = Callable[[Path], Any]


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, shared_by_workers: Path) -> Path:
    """The example quarter, refreshed: made by the first worker that asks for it. Copy it before changing it."""
    made = tmp_path_factory.mktemp("live") / "CYPS 2017-18 Q3.xlsx"
    kept = shared_by_workers / "the example of the button.xlsx"
    if not kept.exists():
        report.new(made, example=True)
        made.replace(kept)
    return kept


@pytest.fixture
def workbook(example: Path, tmp_path: Path) -> Path:
    """A copy of it, alone in a folder."""
    folder = tmp_path / "reports"
    folder.mkdir()
    path = folder / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    return path


@pytest.fixture(autouse=True)
def own_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Keep the log of presses, and copies without a place of their own, in the test's folder; forget the calls."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    CALLS.clear()
    yield
    CALLS.clear()


@pytest.fixture
def opened(spreadsheet_program: Any) -> Iterator[Opened]:
    """Opens workbooks, as staff do, and closes them after the test."""
    import xlwings

    def open_book(path: Path) -> Any:
        book = xlwings.Book(path)
        spreadsheet_program.impl.alerts.clear()
        CALLS.clear()
        return book

    yield open_book
    CALLS.clear()
    spreadsheet_program.impl.answer = "no"
    for book in list(spreadsheet_program.books):
        book.close()


@pytest.fixture
def book(opened: Opened, workbook: Path) -> Any:
    """The example workbook, open."""
    return opened(workbook)
