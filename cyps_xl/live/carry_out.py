"""The list of edits carried out in Excel: all of it, or none of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cyps_xl.errors import CypsError
from cyps_xl.live.applied import carry_out_on, own_state
from cyps_xl.live.book_state import BookState
from cyps_xl.live.busy import NO_ANSWER, Patience, is_busy
from cyps_xl.live.compare import EditList, Known, edits_between
from cyps_xl.live.edits import CopyLook, DeleteRows, Edit, InsertRows, SheetEdit, Write
from cyps_xl.live.held import UNKNOWN
from cyps_xl.live.log import note, note_error
from cyps_xl.live.object_model import OpenWorkbook
from cyps_xl.live.quiet import kept_quiet
from cyps_xl.live.row_steps import way_back
from cyps_xl.live.uninterrupted import uninterrupted


class NotWritten(CypsError):
    """Excel refused something on the way; the workbook is as it was, or the message says what to do."""


def carry_out(book: Any, edits: Sequence[Edit], before: BookState) -> bool:
    """Carry the edits out in an open workbook (an xlwings Book), and have Excel calculate.

    `before` is the state from which they start. Raises NotWritten, with everything put back, when Excel refuses
    anything on the way. Returns whether Excel took all of its settings back.
    """
    opened = OpenWorkbook(book.api, before.doubled)
    by_hand = book.app.calculation != "automatic"
    with uninterrupted(), kept_quiet(book.app) as unsettled:
        if any(isinstance(edit, InsertRows | CopyLook) for edit in edits):
            book.app.cut_copy_mode = False  # else Excel puts copied cells in where rows are asked for
        done: list[Edit] = []
        try:
            for edit in edits:
                done.append(edit)
                Patience().call(lambda edit=edit: opened.do(edit))  # type: ignore[misc]
            if by_hand:  # otherwise Excel calculates as it goes back to doing so by itself
                book.app.calculate()
        except BaseException as error:
            note_error(error)
            _put_back(opened, done, before)
            if not isinstance(error, Exception):
                raise
            raise _told(error, done[-1]) from error
    return not unsettled


def _told(error: Exception, edit: Edit) -> NotWritten:
    if is_busy(error):
        return NotWritten(*NO_ANSWER)
    where = f"the sheet “{edit.tab}”" if isinstance(edit, SheetEdit) else "the workbook"
    return NotWritten(
        f"Excel did not let {where} be written. The workbook is as it was.",
        "If the sheet is protected, choose Review, Unprotect Sheet. Then press the button again.",
    )


def edits_back(done: Sequence[Edit], before: BookState) -> EditList:
    """What takes back these edits, of which the last may be done, half done or not done at all."""
    return edits_between(_state_after(done, before), before, Known(_ways_back(done), every_look=True))


def _put_back(opened: OpenWorkbook, done: Sequence[Edit], before: BookState) -> None:
    wanted = edits_back(done, before)
    for _, reason in wanted.not_possible:
        note(f"not put back: {reason}")
    try:
        for edit in wanted.edits:
            Patience().call(lambda edit=edit: opened.do(edit))  # type: ignore[misc]
    except Exception as error:
        note_error(error)
        raise _not_put_back() from error
    if wanted.not_possible:
        raise _not_put_back()


def _not_put_back() -> NotWritten:
    return NotWritten(
        "Excel stopped the work half-way and did not let it be put back.",
        "Close the workbook without saving, open it again, and then press the button again.",
    )


def _state_after(done: Sequence[Edit], before: BookState) -> BookState:
    """The state after these edits; rows of the last are taken not to have come or gone, its cells to hold anything."""
    state = own_state(before)
    for edit in done[:-1]:
        carry_out_on(state, edit)
    last = done[-1]
    if isinstance(last, Write):
        sheet = state.sheet(last.tab)
        sheet.cells.update(dict.fromkeys(last.area.cells(), UNKNOWN))
    elif not isinstance(last, InsertRows | DeleteRows):
        carry_out_on(state, last)
    return state


def _ways_back(done: Sequence[Edit]) -> dict[str, Any]:
    moved = [edit for edit in done[:-1] if isinstance(edit, InsertRows | DeleteRows)]
    return {tab.lower(): way_back(tab, [edit for edit in moved if edit.tab == tab]) for tab in {e.tab for e in moved}}
