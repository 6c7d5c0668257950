"""The other road to an up-to-date report: the workbook saved, closed, refreshed as a file, and opened again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cyps_xl.errors import CypsError
from cyps_xl.live import wording
from cyps_xl.live.busy import Patience, is_busy
from cyps_xl.live.log import note, note_error
from cyps_xl.live.press import Pressed

_NOT_SAVED = "Excel has not saved the workbook. Nothing was written. Save it, and press the button again."


def reopen(book: Any, *, write_over: bool = False) -> Pressed:
    """Bring the report of an open workbook (an xlwings Book) up to date while it is closed for a moment.

    Never raises. The workbook is open again afterwards, up to date or as it was saved, and the message says which.
    """
    try:
        path, books = Path(str(book.api.FullName)), book.api.Application.Workbooks
        Patience().call(book.api.Save)
        if not book.api.Saved:
            return Pressed(False, _NOT_SAVED, exit_code=2)
        book.api.Close(False)
    except Exception as error:
        log = note_error(error)
        if is_busy(error):
            return Pressed(False, wording.BUSY, exit_code=2)
        return Pressed(False, wording.unforeseen_words(error, log), exit_code=3)
    pressed = _refreshed(path, write_over)
    try:
        Patience().call(lambda: books.Open(str(path)))
    except Exception as error:
        note_error(error)
        return Pressed(False, f"{pressed.message}\n\nExcel did not open “{path.name}” again: open it.", (), 2)
    return pressed


def _refreshed(path: Path, write_over: bool) -> Pressed:
    from cyps_xl import report  # which loads the second engine, for which a press does not wait

    try:
        outcome = report.refresh(path, keep_going=write_over)
    except CypsError as error:
        note(f"refused after closing: {type(error).__name__}")
        return Pressed(False, wording.refused_words(error), exit_code=error.exit_code)
    except Exception as error:
        return Pressed(False, wording.unforeseen_words(error, note_error(error)), exit_code=3)
    note("done: the workbook was closed, refreshed and opened")
    notes = (outcome.note,) if outcome.note else ()
    done = wording.Done(
        outcome.quarter, outcome.findings, outcome.news, outcome.overwritten, outcome.backup, notes=notes
    )
    return Pressed(True, wording.done_words(done), outcome.sheets)
