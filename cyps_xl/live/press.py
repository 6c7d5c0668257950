"""A press of the button: a copy is saved, the report is worked out on it, and only then Excel is told what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cyps_xl.errors import CypsError, MissingTable, UnusableFile
from cyps_xl.live import wording
from cyps_xl.live.busy import is_busy
from cyps_xl.live.carry_out import carry_out
from cyps_xl.live.edits import SetPage, SheetEdit
from cyps_xl.live.log import note, note_error
from cyps_xl.live.plan_edits import PlannedPress, plan_press
from cyps_xl.live.saved_copy import SavedCopy, keep_as_backup, save_copy
from cyps_xl.refreshed import TypedOver
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs


class Offer(Enum):
    """What the officer can say yes to after a press that wrote nothing."""

    WRITE_OVER = "write the report over what was typed over it"
    REOPEN = "save, close, refresh and open the workbook"


@dataclass(frozen=True)
class Pressed:
    """How a press went.

    `message` says it all in one message. `sheets` are the tabs that were written. With an `offer` nothing was, and
    `question` asks whether to do what is offered. `exit_code` is that of a command that did the same.
    """

    done: bool
    message: str
    sheets: tuple[str, ...] = ()
    exit_code: int = 0
    offer: Offer | None = None
    question: str = ""


def recalculate(book: Any, *, write_over: bool = False) -> Pressed:
    """Bring the report in an open workbook (an xlwings Book) up to date.

    With `write_over` the report's own takes the place of what was typed over it, which a copy keeps. Never raises:
    what goes wrong is said in the message, and the workbook is then as it was.
    """
    try:
        pressed = _press(book, write_over)
    except TypedOver as error:
        note("refused: TypedOver")
        question = wording.MAY_WRITE_OVER
        return Pressed(False, wording.typed_over_words(error), (), error.exit_code, Offer.WRITE_OVER, question)
    except CypsError as error:
        note(f"refused: {type(error).__name__}")
        return Pressed(False, wording.refused_words(error), exit_code=error.exit_code)
    except Exception as error:
        log = note_error(error)
        if is_busy(error):
            return Pressed(False, wording.BUSY, exit_code=2)
        return Pressed(False, wording.unforeseen_words(error, log), exit_code=3)
    note(f"done: {len(pressed.sheets)} sheets written" if pressed.done else "offered: to open the workbook anew")
    return pressed


def _press(book: Any, write_over: bool) -> Pressed:
    copy = save_copy(book)
    package = Package.from_bytes(copy.data, copy.name)
    work = _planned(package, copy.name, write_over)
    if work.edits.not_possible:
        return _to_be_opened_anew(work, copy)
    edits = work.edits.edits
    of_sheets = [edit for edit in edits if isinstance(edit, SheetEdit)]
    _require_writable(work, {edit.tab for edit in of_sheets if not isinstance(edit, SetPage)})
    backup = keep_as_backup(copy) if edits else None
    settled = carry_out(book, edits, work.before) if edits else True
    written = {edit.tab for edit in of_sheets}
    sheets = tuple(tab for tab in work.tabs if tab in written)
    planned, notes = work.planned, () if settled else (wording.UNSETTLED,)
    done = wording.Done(planned.settings.quarter, planned.findings, work.news, work.overwritten, backup, notes)
    return Pressed(True, wording.done_words(done), sheets)


def _planned(package: Package, name: str, write_over: bool) -> PlannedPress:
    try:
        return plan_press(package, keep_going=write_over)
    except MissingTable as error:
        if our_tabs(package):
            raise
        raise UnusableFile(
            f"“{name}” is not a workbook with the report.",
            "Go to the workbook with the report, and press again there.",
        ) from error


def _to_be_opened_anew(work: PlannedPress, copy: SavedCopy) -> Pressed:
    """Nothing is written: while the workbook is open, the report would be up to date only in part."""
    for tab, reason in work.edits.not_possible:
        note(f"{tab if tab in work.tabs else 'a sheet'}: {reason}")
    message = wording.closed_only_words(work.planned, work.edits.not_possible, here=copy.path is not None)
    if copy.path is None:
        return Pressed(False, message, exit_code=2)
    return Pressed(False, message, (), 2, Offer.REOPEN, wording.MAY_REOPEN)


def _require_writable(work: PlannedPress, tabs: Iterable[str]) -> None:
    """Raise UnusableFile for sheets that Excel would refuse to have written, or would write wrongly.

    Where a filter hides rows, Excel puts the first cell of what is written in bulk into every row that shows, and
    leaves the hidden ones (https://github.com/xlwings/xlwings/issues/747).
    """
    sheets = [work.before.sheet(tab) for tab in sorted(tabs)]
    filtered = [f"“{sheet.tab}”" for sheet in sheets if sheet.filtered]
    if filtered:
        raise UnusableFile(
            f"Rows are hidden by a filter on {', '.join(filtered)}. Nothing was written.",
            "Choose Data, Clear there, and press the button again.",
        )
    protected = [f"“{sheet.tab}”" for sheet in sheets if sheet.protected]
    if protected:
        raise UnusableFile(
            f"The report has to be written on {', '.join(protected)}, which is protected. Nothing was written.",
            "Choose Review, Unprotect Sheet there, and press the button again.",
        )
