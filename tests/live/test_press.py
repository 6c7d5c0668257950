"""A press of the button: what it asks of Excel, what it keeps, and the one message it ends with."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from cyps_xl import live, report
from cyps_xl.inputs.changes import TableChange
from cyps_xl.live.edits import SetRecord
from cyps_xl.live.reopen import reopen
from cyps_xl.live.saved_copy import keep_as_backup, save_copy
from cyps_xl.refreshed import refreshed_package
from cyps_xl.xlsx.grafting import written_record
from cyps_xl.xlsx.input_tables import last_definition
from cyps_xl.xlsx.parts.package import Package
from helpers.bad_kinds import not_zips
from helpers.book_states import planned
from helpers.changed_reports import NEW_COLUMN, NEW_SECTION, NEW_TABLE, VISITS
from helpers.definition_edits import change, do, type_on, without_rows
from helpers.definition_edits import workbook as small_workbook
from helpers.excel_calls import CALLS
from helpers.excel_on_file import FileBook
from helpers.live_books import change_inputs, rows_of
from helpers.live_edits import quarter
from helpers.new_books import new_book
from helpers.presses import AFTER, MOST_CALLS, typed
from helpers.quarters import Size, made_up
from helpers.staff_deeds import without_sheet

MOST_SECONDS_BESIDES = 0.25
"""Of Python's time for a press, for what is not the engine of a refresh."""


@pytest.mark.parametrize("what", AFTER)
def test_a_press_makes_few_calls(what: str, workbook: Path) -> None:
    AFTER[what](workbook)
    assert live.recalculate(FileBook(workbook)).done
    assert len(CALLS.made) <= MOST_CALLS[what], "\n".join(CALLS.made)


def test_a_press_on_an_untouched_example_writes_0_sheets_and_keeps_no_copy(workbook: Path, tmp_path: Path) -> None:
    pressed = live.recalculate(FileBook(workbook))
    assert (pressed.done, pressed.sheets) == (True, ())
    assert "2017-18 Q3 and is up to date" in pressed.message
    assert [path.name for path in workbook.parent.iterdir()] == ["CYPS.xlsx"]
    (log,) = (tmp_path / "state").rglob("*.log")
    assert "0 sheets written" in log.read_text(encoding="utf-8")


def calls_of_a_press(path: Path, size: Size) -> int:
    """The calls of a press that has the same to write, in a workbook of some size."""
    new_book(path, example=False)
    rows = {table: added for table, added in made_up(size).items() if table not in ("Settings", "CoverText")}
    change_inputs(path, *(TableChange(table, added=tuple(added)) for table, added in rows.items()))
    path.write_bytes(refreshed_package(Package.read(path)).grafted.package.to_bytes())
    AFTER["typing"](path)
    CALLS.clear()
    assert live.recalculate(FileBook(path)).done
    return len(CALLS.made)


def test_ten_times_the_figures_cost_not_one_call_more(tmp_path: Path) -> None:
    small = calls_of_a_press(tmp_path / "small.xlsx", Size(months=20, quarters=6, teams=4))
    large = calls_of_a_press(tmp_path / "large.xlsx", Size(months=200, quarters=60, teams=40))
    assert large <= small


def test_beside_the_engine_of_a_refresh_a_press_takes_python_little(workbook: Path) -> None:
    AFTER["another quarter"](workbook)
    package = Package.read(workbook)
    live.recalculate(FileBook(workbook))  # what is loaded and remembered once is neither's
    gc.collect()
    started = time.process_time()
    refreshed_package(package)
    engine = time.process_time() - started
    live.recalculate(FileBook(workbook))
    assert time.process_time() - started - 2 * engine < max(MOST_SECONDS_BESIDES, engine)


def test_before_anything_is_written_a_copy_is_kept_where_a_refresh_keeps_its_own(workbook: Path) -> None:
    typed(workbook)
    pressed = live.recalculate(FileBook(workbook))
    (backup,) = (workbook.parent / "CYPS backups").iterdir()
    assert backup.read_bytes() == workbook.read_bytes()
    assert backup.name in pressed.message


def test_of_the_copies_a_few_are_kept(workbook: Path) -> None:
    copy = save_copy(FileBook(workbook))
    kept = [keep_as_backup(copy) for _ in range(7)]
    assert {path.name for path in (workbook.parent / "CYPS backups").iterdir()} == {path.name for path in kept[-5:]}


def test_a_workbook_in_the_cloud_is_written_and_its_copy_kept_with_the_log(workbook: Path, tmp_path: Path) -> None:
    typed(workbook)
    pressed = live.recalculate(FileBook(workbook, "https://council.example/sites/cyps/CYPS.xlsx"))
    assert pressed.done
    (backup,) = (tmp_path / "state").rglob("*.xlsx")
    assert backup.read_bytes() == workbook.read_bytes()
    assert str(backup.parent) in pressed.message


def test_no_copy_is_left_where_others_could_read_it(workbook: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    seen = []
    book = FileBook(workbook)
    book.api.__dict__["SaveCopyAs"] = lambda copy: (
        seen.append(Path(copy).parent.stat().st_mode & 0o077),
        Path(copy).write_bytes(workbook.read_bytes()),
    )
    assert live.recalculate(book).done
    if sys.platform != "win32":  # where a user's folder for such files is the user's alone
        assert seen == [0]
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_workbook_that_saves_no_copy_is_told_with_the_road_that_is_left(workbook: Path) -> None:
    book = FileBook(workbook)
    CALLS.fail_at = "SaveCopyAs"
    pressed = live.recalculate(book)
    assert (pressed.done, pressed.exit_code) == (False, 2)
    assert "a copy of “CYPS.xlsx”" in pressed.message and "Save As" in pressed.message


def test_one_that_is_being_edited_is_told_to_end_that(workbook: Path) -> None:
    CALLS.busy_at, CALLS.busy_for = "SaveCopyAs", 1
    assert "Press Enter" in live.recalculate(FileBook(workbook)).message


@pytest.mark.parametrize("name", ["locked.xlsx", "label.xlsx", "old.xlsx"])
def test_a_copy_that_cannot_be_read_is_told_in_words(name: str, tmp_path: Path) -> None:
    (bad,) = [file for file in not_zips() if file.name == name]
    path = tmp_path / name
    path.write_bytes(bad.make())
    pressed = live.recalculate(FileBook(path))
    assert (pressed.done, pressed.exit_code) == (False, 2)
    assert bad.sentence in pressed.message


def test_somebody_elses_workbook_is_told_from_a_report(tmp_path: Path) -> None:
    path = tmp_path / "Budget.xlsx"
    openpyxl.Workbook().save(path)
    pressed = live.recalculate(FileBook(path))
    assert (pressed.done, pressed.exit_code) == (False, 2)
    assert pressed.message.startswith("“Budget.xlsx” is not a workbook with the report.")


def test_a_cell_that_cannot_be_read_is_named_and_nothing_is_written(workbook: Path, tmp_path: Path) -> None:
    (row, *_) = rows_of(workbook, "Supervision")
    change_inputs(workbook, TableChange("Supervision", updates={row: {"Qualified due": "Jane Doe"}}))
    pressed = live.recalculate(FileBook(workbook))
    assert (pressed.done, pressed.exit_code) == (False, 1)
    assert f"Supervision!B{row}" in pressed.message
    assert CALLS.kinds("Formula") == []
    (log,) = (tmp_path / "state").rglob("*.log")
    assert "refused: Blocked" in log.read_text(encoding="utf-8") and "Jane" not in log.read_text(encoding="utf-8")


def test_what_needs_the_workbook_closed_is_offered_to_be_done_at_once(workbook: Path) -> None:
    change_inputs(workbook, *quarter(workbook, "2017-18 Q1"))
    pressed = live.recalculate(FileBook(workbook))
    assert (pressed.done, pressed.offer) == (False, live.Offer.REOPEN)
    assert "2.2 Caseloads: a chart comes or goes" in pressed.message and "Do it now?" in pressed.question
    assert CALLS.kinds("Formula", "Insert", "Delete") == []


def test_so_is_a_sheet_of_the_report_that_was_deleted(workbook: Path) -> None:
    workbook.write_bytes(without_sheet(Package.read(workbook), "2.7 Step up, step down").to_bytes())
    pressed = live.recalculate(FileBook(workbook))
    assert (pressed.done, pressed.offer) == (False, live.Offer.REOPEN)
    assert "2.7 Step up, step down: the sheet is not there" in pressed.message


def test_in_the_cloud_it_is_told_what_to_do_instead(workbook: Path) -> None:
    change_inputs(workbook, *quarter(workbook, "2017-18 Q1"))
    pressed = live.recalculate(FileBook(workbook, "https://council.example/CYPS.xlsx"))
    assert pressed.offer is None
    assert "Save a copy in a folder on this computer" in pressed.message


class ToBeClosed:
    """What Excel does with a workbook that is closed for a moment and opened again."""

    def __init__(self, path: Path, *, opens: bool = True) -> None:
        self.name, self.did, self.opens = path.name, list[str](), opens
        books = SimpleNamespace(Open=self._open)
        self.api = SimpleNamespace(
            FullName=str(path),
            Saved=True,
            Save=lambda: self.did.append("saved"),
            Close=lambda save: self.did.append("closed"),
            Application=SimpleNamespace(Workbooks=books),
        )

    def _open(self, path: str) -> None:
        if not self.opens:
            raise OSError
        self.did.append(f"opened {Path(path).name}")


def test_the_other_road_saves_closes_refreshes_and_opens(workbook: Path) -> None:
    change_inputs(workbook, *quarter(workbook, "2017-18 Q1"))
    book = ToBeClosed(workbook)
    pressed = reopen(book)
    assert book.did == ["saved", "closed", "opened CYPS.xlsx"]
    assert pressed.done and "2017-18 Q1" in pressed.message and "CYPS backups" in pressed.message


def test_after_it_the_officer_hears_what_a_press_would_have_said_and_what_came_and_went(tmp_path: Path) -> None:
    path = small_workbook(tmp_path, *NEW_SECTION)
    type_over = type_on(VISITS, {(24, 2): 9999.0})
    report.refresh(path)
    do(path, type_over, change("ReportBlocks", {"visits": {"Chart title": "Another title"}}), NEW_COLUMN)
    book = ToBeClosed(path)
    pressed = reopen(book, write_over=True)
    assert pressed.done
    assert "Checks: " in pressed.message
    assert "• New on “Visits”: the column “Missed”." in pressed.message
    assert f"• '{VISITS}'!B24: “9999” was typed there" in pressed.message


def test_a_press_tells_what_the_report_no_longer_reads_and_keeps_both_records(tmp_path: Path) -> None:
    """The table that is no longer declared stays, and nothing but the records changes."""
    path = small_workbook(tmp_path, *NEW_TABLE)
    report.refresh(path)
    do(path, without_rows("ReportTables", "Fostering"), without_rows("ReportColumns", "Fostering"))
    pressed = live.recalculate(FileBook(path))
    assert pressed.done, pressed.message
    assert "• The table Fostering is no longer read: “Fostering” keeps all its figures." in pressed.message
    assert {edit.namespace for edit in planned(path).edits.edits if isinstance(edit, SetRecord)} == {
        written_record.NAMESPACE,
        last_definition.NAMESPACE,
    }


def test_what_goes_wrong_on_it_is_told_and_the_workbook_is_open_again(workbook: Path) -> None:
    (row, *_) = rows_of(workbook, "Supervision")
    change_inputs(workbook, TableChange("Supervision", updates={row: {"Qualified due": "lots"}}))
    book = ToBeClosed(workbook)
    pressed = reopen(book)
    assert (pressed.done, pressed.exit_code) == (False, 1) and f"Supervision!B{row}" in pressed.message
    assert book.did[-1] == "opened CYPS.xlsx"


def test_a_workbook_that_does_not_open_again_is_told_to_be_opened(workbook: Path) -> None:
    pressed = reopen(ToBeClosed(workbook, opens=False))
    assert not pressed.done and "open it" in pressed.message


def test_one_that_excel_does_not_save_is_left_open(workbook: Path) -> None:
    book = ToBeClosed(workbook)
    book.api.Saved = False
    assert not reopen(book).done
    assert "closed" not in book.did
