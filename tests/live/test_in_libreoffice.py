"""Presses witnessed in a real LibreOffice, by way of Excel's object model (helpers/calc_as_excel.py).

What the list of edits gives is proved without an office (test_edits.py); here, that a spreadsheet program does with
it what we think it does. A handful: LibreOffice takes seconds to open, and to save, a workbook.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyps_xl import live, report
from cyps_xl.inputs.changes import TableChange
from helpers.excel_calls import CALLS
from helpers.live_books import (
    blanked,
    cell_of,
    change_inputs,
    differences,
    formulas_in_book,
    formulas_in_file,
    rows_of,
    type_into,
    values_in_book,
    values_in_file,
)
from helpers.live_edits import EDITS, QUARTER_END, text

Opened = Callable[[Path], Any]
TEAMS = "2.2 Caseloads"


def assert_as_refreshed(book: Any, path: Path) -> None:
    """Refresh the file, and find every formula and value of the report's sheets in the open workbook as there."""
    refreshed = report.refresh(path).path  # beside the file that is open
    assert differences(formulas_in_book(book), formulas_in_file(refreshed)) == []
    assert differences(values_in_book(book), values_in_file(refreshed)) == []


@pytest.mark.parametrize(
    "edits",
    [
        ("a team less in the middle", "two indicators more", "a paragraph more", "an audit more"),
        ("the fourth quarter",),
    ],
    ids=["many edits", "another quarter"],
)
def test_every_cell_is_as_after_a_refresh(edits: tuple[str, ...], workbook: Path, opened: Opened) -> None:
    for edit in edits:
        change_inputs(workbook, *EDITS[edit](workbook))
    book = opened(workbook)
    pressed = live.recalculate(book)
    assert pressed.done, pressed.message
    assert_as_refreshed(book, workbook)


def test_a_chart_and_the_print_area_take_in_the_row_that_came(workbook: Path, opened: Opened) -> None:
    change_inputs(workbook, *EDITS["a team more"](workbook))
    book = opened(workbook)
    sheet = book.impl.doc.Sheets.getByName(TEAMS)

    def reach() -> tuple[int, set[int]]:
        ranges = sheet.Charts.getByIndex(0).Ranges
        return sheet.getPrintAreas()[0].EndRow, {area.EndRow for area in ranges if area.EndRow > area.StartRow}

    printed, charted = reach()
    assert live.recalculate(book).done
    assert reach() == (printed + 1, {row + 1 for row in charted})
    new, neighbour = cell_of(book, TEAMS, "A14"), cell_of(book, TEAMS, "A12")
    assert new.String == "Valley team"
    assert (new.CharHeight, new.CharColor, new.CellBackColor) == (
        neighbour.CharHeight,
        neighbour.CharColor,
        neighbour.CellBackColor,
    )


def test_a_second_press_has_nothing_to_do_and_a_refresh_takes_the_first_for_its_own(
    workbook: Path, opened: Opened, tmp_path: Path
) -> None:
    """Here LibreOffice saves what the press made of the workbook, and the record of it goes along."""
    change_inputs(workbook, *EDITS["a team more"](workbook))
    book = opened(workbook)
    type_into(book, TEAMS, "K8", "ask about this")
    assert live.recalculate(book).done
    assert live.recalculate(book).sheets == ()
    copy = tmp_path / "saved.xlsx"
    book.api.SaveCopyAs(str(copy))
    assert report.refresh(copy).overwritten == ()
    assert cell_of(book, TEAMS, "K8").String == "ask about this"


def test_a_row_inside_a_table_and_a_copied_sheet_are_as_a_refresh_of_the_copy_leaves_them(
    workbook: Path, opened: Opened, tmp_path: Path
) -> None:
    book = opened(workbook)
    sheets = book.impl.doc.Sheets
    sheets.copyByName("2.5 Looked after children", "A copy", 3)
    sheets.getByName(TEAMS).Rows.insertByIndex(7, 2)
    type_into(book, TEAMS, "K8", "Mind the gap")
    copy = tmp_path / "copy.xlsx"
    book.api.SaveCopyAs(str(copy))
    pressed = live.recalculate(book)
    assert pressed.done, pressed.message
    assert_as_refreshed(book, copy)


def test_a_column_put_in_is_said_to_be_one(book: Any) -> None:
    book.impl.doc.Sheets.getByName(TEAMS).Columns.insertByIndex(2, 1)
    pressed = live.recalculate(book)
    assert not pressed.done
    assert f"{TEAMS}:" in pressed.message and "column" in pressed.message
    assert CALLS.kinds("Formula", "Insert", "Delete") == []


def test_when_excel_refuses_half_way_everything_is_as_it_was(workbook: Path, opened: Opened) -> None:
    rows = rows_of(workbook, "Caseloads", **{"As at": QUARTER_END})
    change_inputs(workbook, blanked(workbook, "Caseloads", rows[2:3]), *EDITS["two indicators more"](workbook))
    change_inputs(workbook, TableChange("Explanations", added=(text("5", "narrative"),)))
    book = opened(workbook)
    before = formulas_in_book(book)
    CALLS.fail_at = "Checks!"
    pressed = live.recalculate(book)
    assert not pressed.done and "as it was" in pressed.message
    assert CALLS.kinds("Insert") and CALLS.kinds("Delete")
    assert differences(formulas_in_book(book), before) == []


def test_the_officer_stays_where_they_were(workbook: Path, opened: Opened) -> None:
    change_inputs(workbook, *EDITS["a team more"](workbook))
    book = opened(workbook)
    window = book.impl.doc.CurrentController
    sheet = book.impl.doc.Sheets.getByName(TEAMS)
    window.setActiveSheet(sheet)
    window.select(sheet.getCellRangeByName("C40:D41"))
    window.setFirstVisibleRow(35)
    assert TEAMS in live.recalculate(book).sheets
    assert (window.ActiveSheet.Name, window.FirstVisibleRow) == (TEAMS, 35)
    assert window.Selection.AbsoluteName in (f"$'{TEAMS}'.$C$40:$D$41", f"$'{TEAMS}'.$C$41:$D$42")
