"""Fewer months across: what is the report's goes, what is staff's stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyps_xl import live, report
from helpers.live_books import change_inputs, differences, formulas_in_book, formulas_in_file
from helpers.live_edits import setting

Opened = Callable[[Path], Any]
SHOWN = "4 Registrations"
ANOTHER_TABLE_BELOW = "2.6 Re-admissions"


@pytest.fixture
def fewer(example: Path, opened: Opened, tmp_path: Path) -> Any:
    """The example open, with 12 months across and 10 wanted."""
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    change_inputs(path, *setting(path, "Months shown", 10))
    return opened(path)


def test_months_go_wherever_no_other_table_stands_under_them(fewer: Any, tmp_path: Path) -> None:
    refreshed = tmp_path / "refreshed.xlsx"
    refreshed.write_bytes((tmp_path / "CYPS.xlsx").read_bytes())
    report.refresh(refreshed)
    assert live.recalculate(fewer).waiting == (ANOTHER_TABLE_BELOW,)
    not_alike = differences(formulas_in_book(fewer), formulas_in_file(refreshed))
    assert [place for place in not_alike if not place.startswith(ANOTHER_TABLE_BELOW)] == []


def test_the_message_says_why_a_sheet_waits(fewer: Any) -> None:
    message = live.recalculate(fewer).message
    assert "up to date but for 1 sheet" in message
    assert f"{ANOTHER_TABLE_BELOW} (another table stands under the months that would go)" in message


def test_months_wait_while_a_word_of_staffs_stands_in_them(fewer: Any) -> None:
    fewer.sheets[SHOWN].range("L70").value = "a total of our own"
    assert SHOWN in live.recalculate(fewer).waiting
    assert fewer.sheets[SHOWN].range("L70").value == "a total of our own"


def test_or_a_note(fewer: Any) -> None:
    sheet = fewer.sheets[SHOWN]
    sheet.api.Annotations.insertNew(sheet.api.getCellRangeByName("L40").CellAddress, "Ask why.")
    assert SHOWN in live.recalculate(fewer).waiting
    assert sheet.api.Annotations.Count == 1


def test_more_months_than_before_make_nothing_wait(example: Path, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    change_inputs(path, *setting(path, "Months shown", 24))
    assert live.recalculate(opened(path)).waiting == ()
