"""A press on a workbook in which staff have filtered a sheet of the report."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from cyps_xl import live
from cyps_xl.errors import UnusableFile
from cyps_xl.live.filters import require_unfiltered
from helpers.xlwings_lo_sheet import Sheet
from helpers.xlwings_lo_trips import TRIPS


@pytest.fixture
def filtered_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks as Excel tells it when a filter on it hides rows; LibreOffice writes to such rows as to any."""
    monkeypatch.setattr(Sheet, "api", property(lambda sheet: SimpleNamespace(FilterMode=sheet.xl.Name == "Checks")))


def test_a_filtered_sheet_of_the_report_is_named_and_nothing_is_written(book: Any, filtered_checks: None) -> None:
    book.sheets["Supervision"].range("C17").value = 500
    TRIPS.clear()
    pressed = live.recalculate(book)
    assert not pressed.done
    assert "“Checks”" in pressed.message and "Choose Data, Clear" in pressed.message
    assert TRIPS.kinds("write", "insert", "delete") == []


def test_a_filter_in_a_table_that_staff_made_of_report_cells_counts_as_well() -> None:
    table = SimpleNamespace(api=SimpleNamespace(ShowAutoFilter=True, AutoFilter=SimpleNamespace(FilterMode=True)))
    sheet = SimpleNamespace(name="2.2 Caseloads", api=SimpleNamespace(FilterMode=False), tables=[table])
    with pytest.raises(UnusableFile, match=r"2\.2 Caseloads"):
        require_unfiltered([sheet])


def test_a_table_whose_filter_buttons_are_switched_off_hides_nothing() -> None:
    table = SimpleNamespace(api=SimpleNamespace(ShowAutoFilter=False, AutoFilter=None))
    require_unfiltered([SimpleNamespace(name="Cover", api=SimpleNamespace(FilterMode=False), tables=[table])])
