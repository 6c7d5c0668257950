"""The print area of an open sheet follows the report's rows, staff's own stays, and a failed press leaves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyps_xl import live, report
from cyps_xl.inputs.changes import TableChange
from helpers.live_books import change_inputs, rows_of
from helpers.xlwings_lo_trips import TRIPS

Opened = Callable[[Path], Any]
AUDITS = "5 Audits"


@pytest.fixture
def in_quarter_four(example: Path, tmp_path: Path) -> Path:
    """The example, its quarter changed and its report not yet: of the audits all rows go, and others come."""
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    (row,) = rows_of(path, "Settings", Setting="Reporting quarter")
    change_inputs(path, TableChange("Settings", updates={row: {"Value": "2017-18 Q4"}}))
    return path


def print_areas(book: Any) -> dict[str, str | None]:
    return {sheet.name: sheet.page_setup.print_area for sheet in book.sheets}


def test_after_a_press_every_sheet_prints_as_after_a_refresh(
    in_quarter_four: Path, opened: Opened, tmp_path: Path
) -> None:
    refreshed = tmp_path / "refreshed.xlsx"
    refreshed.write_bytes(in_quarter_four.read_bytes())
    report.refresh(refreshed)
    book = opened(in_quarter_four)
    before = print_areas(book)
    assert live.recalculate(book).done
    assert print_areas(book) == print_areas(opened(refreshed)) != before


def test_a_print_area_that_staff_chose_stays(in_quarter_four: Path, opened: Opened) -> None:
    book = opened(in_quarter_four)
    book.sheets[AUDITS].page_setup.print_area = "$A$1:$B$3"
    live.recalculate(book)
    assert book.sheets[AUDITS].page_setup.print_area == "$A$1:$B$3"


def test_when_a_press_fails_every_sheet_prints_as_before(in_quarter_four: Path, opened: Opened) -> None:
    book = opened(in_quarter_four)
    before = print_areas(book)
    TRIPS.fail_at = "name"
    assert not live.recalculate(book).done
    assert TRIPS.kinds("delete") != []
    assert print_areas(book) == before


def test_no_row_goes_before_a_sheet_that_only_grows_has_been_written(in_quarter_four: Path, opened: Opened) -> None:
    book = opened(in_quarter_four)
    TRIPS.fail_at = "write Checks"
    assert not live.recalculate(book).done
    until_then = TRIPS.made[: [trip.split("!")[0] for trip in TRIPS.made].index("write Checks")]
    assert [trip for trip in until_then if trip.startswith("delete")] == []


def test_where_excel_knows_of_no_printer_the_report_is_written_all_the_same(
    in_quarter_four: Path, opened: Opened
) -> None:
    book = opened(in_quarter_four)
    book.sheets["1 Indicators"].page_setup.print_area = "$A$1:$S$10"  # too short since rows were left out of it
    TRIPS.clear()
    TRIPS.fail_at = "page"
    pressed = live.recalculate(book)
    assert pressed.done, pressed.message
    assert TRIPS.kinds("page") != []
