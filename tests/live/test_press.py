"""A press of the button on a workbook whose report keeps its shape."""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyps_xl import live, report
from cyps_xl.inputs.changes import TableChange
from helpers.live_books import (
    change_inputs,
    differences,
    formulas_in_book,
    formulas_in_file,
    values_in_book,
    values_in_file,
)
from helpers.quarters import Size, made_up
from helpers.xlwings_lo_trips import TRIPS

Opened = Callable[[Path], Any]

MOST_TRIPS = 40
MOST_SECONDS = 1.0
READS = 34
"""One for each input table and each sheet of the report."""


def test_a_press_on_an_up_to_date_workbook_writes_nothing(book: Any) -> None:
    pressed = live.recalculate(book)
    assert pressed.done
    assert pressed.sheets == ()
    assert TRIPS.kinds("write", "insert", "delete") == []


def test_after_a_press_every_cell_is_as_after_a_refresh_of_the_file(book: Any, example: Path) -> None:
    book.sheets["2.5 Looked after children"].range("B6").value = 9999
    book.sheets["Checks"].range("A1").clear_contents()
    pressed = live.recalculate(book)
    assert set(pressed.sheets) == {"2.5 Looked after children", "Checks"}
    assert differences(formulas_in_book(book), formulas_in_file(example)) == []
    assert differences(values_in_book(book), values_in_file(example)) == []


def test_the_figures_typed_since_are_in_the_report_and_in_its_checks(book: Any) -> None:
    book.sheets["Supervision"].range("C17").value = 500
    pressed = live.recalculate(book)
    codes = [row[3] for row in book.sheets["Checks"].range("A1:F60").value if row[3]]
    assert any("500" in str(words) for words in codes)
    assert "blocks publication" in pressed.message


def test_what_was_typed_over_a_formula_is_told_as_it_goes(book: Any) -> None:
    book.sheets["2.5 Looked after children"].range("B6").value = 9999
    message = live.recalculate(book).message
    assert "'2.5 Looked after children'!B6 (9999)" in message


def test_a_row_left_under_a_table_is_found(book: Any) -> None:
    row = book.sheets["Supervision"].tables["Supervision"].range.last_cell.row + 1
    book.sheets["Supervision"].range((row, 2)).value = [107, 104]
    live.recalculate(book)
    assert f"Supervision!B{row}" in [cells[2] for cells in book.sheets["Checks"].range("A1:F60").value]


def test_a_percentage_that_formulas_would_read_as_a_share_is_named_and_nothing_is_written(book: Any) -> None:
    percents = book.sheets["Audit findings"].tables["AuditFindings"].range.offset(1, 4).resize(3, 1)
    percents.value = [[0.5], [0.82], [82]]
    percents.resize(2, 1).number_format = "0%"
    message = live.recalculate(book).message
    assert f"'Audit findings'!E{percents.row}" in message
    assert "shows 82% and holds 0.82" in message
    assert TRIPS.kinds("insert", "delete") == []


def test_a_share_that_is_meant_is_told_from_a_percentage_beside_it(book: Any) -> None:
    percents = book.sheets["Audit findings"].tables["AuditFindings"].range.offset(1, 4).resize(2, 1)
    percents.value = [[0.5], [0.82]]
    percents.resize(1, 1).number_format = "0%"
    message = live.recalculate(book).message
    assert "shows 50% and holds 0.5" in message
    assert "0.82" not in message


def test_a_renamed_tab_is_found_again(book: Any) -> None:
    book.sheets["2.5 Looked after children"].name = "Looked after (mine)"
    book.sheets["Looked after"].name = "LAC"
    book.sheets["Looked after (mine)"].range("A1").value = "typed over"
    assert live.recalculate(book).sheets == ("Looked after (mine)", "Checks")
    assert book.sheets["Looked after (mine)"].range("A1").value.startswith("2.5")


def test_a_cell_that_cannot_be_read_is_named_and_nothing_is_written(book: Any) -> None:
    book.sheets["Supervision"].range("B7").value = "lots"
    book.sheets["Checks"].range("A1").value = "typed over"
    pressed = live.recalculate(book)
    assert not pressed.done
    assert "Supervision!B7" in pressed.message
    assert pressed.exit_code == 1
    assert TRIPS.kinds("write Checks")[1:] == []


def test_a_lost_table_is_named(book: Any) -> None:
    book.sheets["Members"].delete()
    pressed = live.recalculate(book)
    assert (pressed.done, pressed.exit_code) == (False, 2)
    assert "Members" in pressed.message


def test_a_lost_sheet_of_the_report_is_named_with_the_way_to_get_it_back(book: Any) -> None:
    book.sheets["2.7 Step up, step down"].delete()
    pressed = live.recalculate(book)
    assert not pressed.done
    assert "2.7" in pressed.message and "cyps-xl refresh" in pressed.message


def test_when_a_protected_sheet_stops_a_press_half_way_everything_is_as_it_was(book: Any) -> None:
    book.sheets["2.5 Looked after children"].range("A1").value = "typed over"
    book.sheets["Checks"].range("A1").value = "typed over too"
    before = formulas_in_book(book)
    book.sheets["Checks"].api.protect("secret")
    pressed = live.recalculate(book)
    assert not pressed.done
    assert (book.app.calculation, book.app.screen_updating, book.app.enable_events) == ("automatic", True, True)
    assert "“Checks”" in pressed.message and "Unprotect" in pressed.message
    assert differences(formulas_in_book(book), before) == []


def test_the_officer_stays_where_they_were(book: Any) -> None:
    sheet = book.sheets["4 Registrations"]
    window = book.impl.doc.CurrentController
    window.setActiveSheet(sheet.api)
    window.select(sheet.api.getCellRangeByName("C40:D41"))
    window.setFirstVisibleRow(35)
    sheet.range("A1").value = "typed over"
    assert "4 Registrations" in live.recalculate(book).sheets
    assert (window.ActiveSheet.Name, window.FirstVisibleRow) == ("4 Registrations", 35)
    assert window.Selection.AbsoluteName == "$'4 Registrations'.$C$40:$D$41"


@pytest.mark.parametrize("mode", ["automatic", "manual"])
def test_the_state_of_the_program_comes_back(book: Any, mode: str) -> None:
    book.app.calculation = mode
    book.sheets["Checks"].range("A1").value = "typed over"
    active = book.sheets.active.name
    try:
        live.recalculate(book)
        assert (book.app.calculation, book.app.screen_updating, book.app.enable_events) == (mode, True, True)
        assert book.sheets.active.name == active
        assert book.sheets["Checks"].range("A1").value.startswith("Checks")
    finally:
        book.app.calculation = "automatic"


def test_in_a_workbook_that_calculates_by_hand_the_report_is_calculated_all_the_same(book: Any) -> None:
    book.app.calculation = "manual"
    try:
        book.sheets["Supervision"].range("B17").value = 200
        live.recalculate(book)
        rows = book.sheets["2.1 Supervision"].range("A40:M60").value
        assert any(200 in row for row in rows)
    finally:
        book.app.calculation = "automatic"


def test_a_press_makes_few_round_trips(book: Any) -> None:
    book.sheets["Supervision"].range("C17").value = 500
    TRIPS.clear()
    live.recalculate(book)
    assert len(TRIPS.made) <= MOST_TRIPS, TRIPS.made[READS:]


def trips_of_a_press(path: Path, size: Size, opened: Opened) -> tuple[list[str], int]:
    """The round trips and the small questions of a press that has the same to write, in a workbook of some size."""
    report.new(path)
    rows = {table: added for table, added in made_up(size).items() if table not in ("Settings", "CoverText")}
    change_inputs(path, *(TableChange(table, added=tuple(added)) for table, added in rows.items()))
    report.refresh(path)
    book = opened(path)
    book.sheets["2.1 Supervision"].range("A1").value = "typed over"
    TRIPS.clear()
    assert live.recalculate(book).done
    return list(TRIPS.made), TRIPS.asked


def test_ten_times_the_figures_cost_not_one_round_trip_more(tmp_path: Path, opened: Opened) -> None:
    small, asked = trips_of_a_press(tmp_path / "small.xlsx", Size(months=20, quarters=6, teams=4), opened)
    large, asked_of_large = trips_of_a_press(tmp_path / "large.xlsx", Size(months=200, quarters=60, teams=40), opened)
    assert asked_of_large == asked
    assert [trip.split()[0] for trip in large] == [trip.split()[0] for trip in small]
    assert len([trip for trip in large if trip.startswith("read")]) == READS


def test_a_press_takes_python_less_than_a_second(book: Any) -> None:
    book.sheets["Supervision"].range("C17").value = 500
    TRIPS.clear()
    gc.collect()  # what the tests before have left behind is not this press's to clear away
    started = time.process_time()
    live.recalculate(book)
    assert time.process_time() - started - TRIPS.seconds < MOST_SECONDS


def test_a_press_that_stops_after_rows_were_put_in_leaves_everything_as_it_was(
    example: Path, opened: Opened, tmp_path: Path
) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    team = {"As at": dt.date(2017, 12, 31), "Team": "Valley team", "Available hours": 111, "Caseload": 30}
    change_inputs(path, TableChange("Caseloads", added=({**team, "Highest": 12, "Lowest": 4},)))
    book = opened(path)
    before, names = formulas_in_book(book), {name.name: name.refers_to for name in book.names}
    TRIPS.fail_at = "write Checks"
    pressed = live.recalculate(book)
    assert not pressed.done and "as it was" in pressed.message
    assert TRIPS.kinds("insert 2.2") != []
    assert differences(formulas_in_book(book), before) == []
    assert {name.name: name.refers_to for name in book.names} == names


def test_when_not_even_the_way_back_is_open_the_message_says_so(book: Any) -> None:
    book.sheets["2.5 Looked after children"].range("A1").value = "typed over"
    book.sheets["Checks"].range("A1").value = "typed over too"
    TRIPS.clear()
    TRIPS.fail_after = "write 2.5"
    pressed = live.recalculate(book)
    assert not pressed.done
    assert "Close the workbook without saving" in pressed.message


def test_what_staff_put_beside_the_report_stays(book: Any) -> None:
    sheet = book.sheets["2.2 Caseloads"]
    sheet.range("L6").value = "ask about this"
    sheet.range("A60").value = "my own notes"
    sheet.range("B6").value = 1
    live.recalculate(book)
    assert (sheet.range("L6").value, sheet.range("A60").value) == ("ask about this", "my own notes")
    assert sheet.range("B6").value == 284


def test_the_log_holds_no_figure_and_no_name(book: Any, tmp_path: Path) -> None:
    book.sheets["Supervision"].range("B7").value = "Jane Doe"
    live.recalculate(book)
    logs = list((tmp_path / "state").rglob("*.log"))
    assert len(logs) == 1
    text = logs[0].read_text(encoding="utf-8")
    assert "refused: Blocked" in text
    assert "Jane" not in text and "Supervision" not in text


@pytest.mark.filterwarnings("ignore:.*xtension is not supported")  # LibreOffice saves extensions of its own
def test_a_refresh_takes_what_a_press_wrote_for_its_own(book: Any, example: Path, tmp_path: Path) -> None:
    """Otherwise findings that have been put right would stay on Checks as if staff had typed them there."""
    for row in range(9, 14):
        book.sheets["Supervision"].range((row, 3)).value = 500
    live.recalculate(book)
    for row in range(9, 14):
        book.sheets["Supervision"].range((row, 3)).value = 10
    book.save(tmp_path / "open.xlsx")
    saved = tmp_path / "saved.xlsx"
    saved.write_bytes((tmp_path / "open.xlsx").read_bytes())
    report.refresh(saved)
    fresh = tmp_path / "fresh.xlsx"
    fresh.write_bytes(example.read_bytes())
    rows = {row: {"Qualified in time": 10} for row in range(9, 14)}
    change_inputs(fresh, TableChange("Supervision", updates=rows))
    report.refresh(fresh)
    assert differences(values_in_file(saved), values_in_file(fresh)) == []


def test_a_row_that_lost_its_key_has_it_again_and_is_in_the_report(book: Any) -> None:
    shown = book.sheets["2.2 Caseloads"].range("B6:G13").value
    key = book.sheets["Caseloads"].range("G17")
    was, formula = key.value, key.formula
    key.clear_contents()
    pressed = live.recalculate(book)
    assert pressed.done, pressed.message
    assert (key.value, key.formula) == (was, formula)
    assert book.sheets["2.2 Caseloads"].range("B6:G13").value == shown
