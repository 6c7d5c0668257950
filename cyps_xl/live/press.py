"""A press of the button: read, check, lay out, and only then write; or leave everything as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cyps_xl.checks.workbook_state import Book
from cyps_xl.definition.packs import default_catalogue
from cyps_xl.errors import Blocked, CypsError, UnusableFile
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.live.busy import is_busy
from cyps_xl.live.filters import require_unfiltered
from cyps_xl.live.log import note, note_error
from cyps_xl.live.open_book import OpenBook, read_open_book
from cyps_xl.live.output_sheet import Held, read_used
from cyps_xl.live.wording import BUSY, done_words, refused_words, unforeseen_words
from cyps_xl.live.writing import write_report
from cyps_xl.planning import Planned, plan_inputs, rows_beneath
from cyps_xl.sheets.checks import KEY as CHECKS
from cyps_xl.sheets.fingerprint import CHECKED
from cyps_xl.xlsx.opening.open_safely import NO_1904


@dataclass(frozen=True)
class Pressed:
    """How a press went.

    `message` says it all in one message. `sheets` are the tabs that were written, `waiting`
    those that keep their shape until the next refresh of the closed workbook. `exit_code` is
    that of a command that did the same.
    """

    done: bool
    message: str
    sheets: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    exit_code: int = 0


def recalculate(book: Any) -> Pressed:
    """Bring the report in an open workbook (an xlwings Book) up to date.

    Never raises: what goes wrong is said in the message, and the workbook is then as it was.
    """
    try:
        pressed = _press(book)
    except CypsError as error:
        note(f"refused: {type(error).__name__}")
        return Pressed(False, refused_words(error), exit_code=error.exit_code)
    except Exception as error:
        log = note_error(error)
        if is_busy(error):
            return Pressed(False, BUSY, exit_code=2)
        return Pressed(False, unforeseen_words(error, log), exit_code=3)
    note(f"done: {len(pressed.sheets)} sheets written, {len(pressed.waiting)} waiting")
    return pressed


def _press(book: Any) -> Pressed:
    _require_days_from_1900(book)
    opened = read_open_book(book)
    _require_ours(opened)
    inputs = _inputs(opened)
    stamp, checks = _stamp(opened)
    planned = plan_inputs(inputs, opened.tabs, stamp, book=Book(beneath=rows_beneath(opened.tables)))
    _require_sheets(opened, planned)
    require_unfiltered(opened.sheet(sheet.tab) for sheet in planned.plan.sheets)
    written = write_report(opened, planned.plan, {CHECKS: checks} if checks else {})
    return Pressed(True, done_words(planned, written), written.sheets, tuple(written.waiting))


def _require_days_from_1900(book: Any) -> None:
    """Refuse, as a refresh does, a workbook in which dates are four years off; xlwings itself has no word for it."""
    if getattr(book.api, "Date1904", False):
        raise UnusableFile(f"“{book.name}” counts its dates from 1904.", NO_1904)


def _require_ours(opened: OpenBook) -> None:
    if not opened.tables and not opened.tabs:
        raise UnusableFile(
            f"“{opened.book.name}” is not a workbook with the report.",
            "Go to the workbook with the report, and press again there.",
        )


def _inputs(opened: OpenBook) -> Inputs:
    inputs, problems = read_inputs(opened.tables, default_catalogue())
    if problems:
        raise Blocked("Some cells of the input tables cannot be read. Nothing was written.", problems)
    return inputs


def _stamp(opened: OpenBook) -> tuple[str, Held | None]:
    """The stamp that the Checks sheet bears from before, and what was read to find it: the sheet."""
    named = opened.names.get(CHECKED)
    if named is None or named.tab.lower() not in opened.sheets:
        return "", None
    held = read_used(opened.sheet(named.tab))
    return held.at(named.area.first_row - 1, named.area.first_column - 1), held


def _require_sheets(opened: OpenBook, planned: Planned) -> None:
    lost = [sheet.title for sheet in planned.plan.sheets if sheet.key not in opened.tabs]
    if lost:
        raise UnusableFile(
            f"The workbook has lost a sheet of the report: {'; '.join(lost)}.",
            "Save and close it, and run cyps-xl refresh, which puts the sheet back.",
        )
