"""Writing the planned report into the open workbook: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cyps_xl.errors import CypsError
from cyps_xl.live.attached import noted, require_none_goes
from cyps_xl.live.busy import NO_ANSWER, is_busy
from cyps_xl.live.calm import calm
from cyps_xl.live.changes import Changes
from cyps_xl.live.keys import put_keys
from cyps_xl.live.kinds import held_kinds
from cyps_xl.live.log import note, note_error
from cyps_xl.live.look import fit_heights, mark_severities
from cyps_xl.live.names import keep_names, put_names
from cyps_xl.live.open_book import OpenBook
from cyps_xl.live.output_sheet import Held, plan_rows, read_held, typed_over, write_changed
from cyps_xl.live.print_area import fit_print_area, keep_print_area
from cyps_xl.live.reshape import require_charts, require_models, reshape, rows_to_copy, wanted_shape
from cyps_xl.live.steps import OutOfShape, Reshaping
from cyps_xl.live.uninterrupted import uninterrupted
from cyps_xl.live.words import SheetOfWords, fit_words
from cyps_xl.sheets.plan import ReportPlan, SheetPlan


class NotWritten(CypsError):
    """Excel refused to have a sheet written; the workbook is as it was."""


@dataclass(frozen=True)
class Written:
    """The tabs of the sheets that were written, and of those that wait for a refresh of the closed workbook, with why.

    `typed_over` are cells in which staff had typed over a formula, with what they had typed;
    `unsettled` whether Excel did not take one of its own settings back.
    """

    sheets: tuple[str, ...]
    waiting: Mapping[str, str]
    typed_over: tuple[str, ...]
    unsettled: bool = False


def write_report(opened: OpenBook, plan: ReportPlan, read: Mapping[str, Held]) -> Written:
    """Bring every output sheet to what the plan says, and have Excel calculate.

    `read` holds the sheets that have been read already, by their keys. Raises NotWritten,
    with everything put back, when Excel refuses anything on the way.
    """
    work = [_look_over(opened.sheet(sheet.tab), sheet, read.get(sheet.key)) for sheet in plan.sheets]
    changes = Changes()
    by_hand = opened.book.app.calculation != "automatic"
    with uninterrupted(), calm(opened.book.app) as unsettled:
        try:
            written = _bring_all_up(opened, work, changes)
            if by_hand:  # otherwise Excel calculates as it goes back to doing so by itself
                opened.book.app.calculate()
        except BaseException as error:
            note_error(error)
            _take_back(changes)
            if not isinstance(error, Exception):
                raise
            if is_busy(error):
                raise NotWritten(*NO_ANSWER) from error
            raise NotWritten(
                f"Excel did not let the sheet “{changes.tab}” be written. The workbook is as it was.",
                "If the sheet is protected, choose Review, Unprotect Sheet. Then press the button again.",
            ) from error
    waiting = {sheet_work.plan.tab: sheet_work.in_the_way for sheet_work in work if sheet_work.wanted is None}
    retyped = [cell for sheet_work in work if sheet_work.wanted == Reshaping() for cell in sheet_work.typed_over]
    tabs = tuple(sheet.tab for sheet in plan.sheets if sheet.tab in written)
    return Written(tabs, waiting, tuple(retyped), bool(unsettled))


@dataclass(frozen=True)
class _Work:
    """One sheet's work: what stands there, and the way to the plan's rows; None when only a refresh can give them.

    `models` are the rows whose look may be copied to rows that are put in; `in_the_way` says what keeps it waiting.
    """

    sheet: Any
    plan: SheetPlan
    held: Held
    wanted: Reshaping | None
    models: frozenset[int] = frozenset()
    in_the_way: str = ""

    @property
    def loses_rows(self) -> bool:
        """Whether rows of the sheet are taken out."""
        return self.wanted is not None and any(step.count < 0 for step in self.wanted.steps)

    @property
    def typed_over(self) -> list[str]:
        """What staff had typed over formulas of the sheet, where its rows stand as planned."""
        return typed_over(self.plan, self.held)


def _rows_that_go_last(work: Sequence[_Work]) -> list[_Work]:
    """Sheets that lose rows come last: the look of a row that went does not come back, should a later sheet refuse."""
    return sorted(work, key=lambda sheet_work: sheet_work.loses_rows)


def _look_over(sheet: Any, plan: SheetPlan, read: Held | None) -> _Work:
    held = read or read_held(sheet, plan)
    try:
        wanted = wanted_shape(plan, held)
        if wanted == Reshaping():
            return _Work(sheet, plan, held, wanted)
        require_charts(sheet, plan)
        notes = noted(sheet)
        require_none_goes(sheet, wanted, notes)
        models = rows_to_copy(plan, held, wanted, notes)
        require_models(plan, wanted, models)
    except OutOfShape as error:
        in_the_way = _gravest(sheet, plan, error)
        note(f"{plan.key} waits: {in_the_way}")
        return _Work(sheet, plan, held, None, in_the_way=in_the_way)
    return _Work(sheet, plan, held, wanted, models)


def _gravest(sheet: Any, plan: SheetPlan, error: OutOfShape) -> str:
    """What keeps a sheet waiting: where a chart comes or goes, rows look like nobody's for that alone."""
    try:
        require_charts(sheet, plan)
    except OutOfShape as charts:
        return str(charts)
    return str(error)


def _bring_all_up(opened: OpenBook, work: Sequence[_Work], changes: Changes) -> set[str]:
    """Write every sheet that can be written; the tabs of those on which something was."""
    put_keys(opened, changes)
    keep_names(opened, changes)
    if any(sheet_work.wanted not in (None, Reshaping()) for sheet_work in work):
        opened.book.app.cut_copy_mode = False  # else Excel puts copied cells in where rows are asked for
    written = {sheet_work.plan.tab for sheet_work in _rows_that_go_last(work) if _bring_up(sheet_work, changes)}
    put_names(opened, [sheet_work.plan for sheet_work in work if sheet_work.wanted is not None], changes)
    fit_words(opened, [SheetOfWords(one.plan, one.held, one.wanted) for one in work], changes)
    return written


def _bring_up(work: _Work, changes: Changes) -> bool:
    changes.tab = work.plan.tab
    if work.wanted is None:
        return False
    if work.wanted == Reshaping():
        return _write(work, work.held, changes)
    printed = keep_print_area(work.sheet, changes)
    held = reshape(work.sheet, work.plan, work.held, work.wanted, work.models, changes)
    _write(work, held, changes)
    fit_print_area(work.sheet, work.plan, work.held, printed, changes)
    return True


def _write(work: _Work, held: Held, changes: Changes) -> bool:
    """Write what differs from the plan, with what goes with it; whether anything did."""
    kinds = held_kinds(work.plan, held.rows)[: plan_rows(work.plan)]
    stale = [(row, column) for row, kind in enumerate(kinds) for column, _ in kind]
    written = write_changed(work.sheet, work.plan, held, stale, changes)
    if written:
        mark_severities(work.sheet, work.plan, held, changes)
        fit_heights(work.sheet, work.plan, held, changes)
    return written


def _take_back(changes: Changes) -> None:
    try:
        changes.take_back()
    except Exception as error:
        note_error(error)
        raise NotWritten(
            "Excel stopped the work half-way and did not let it be put back.",
            "Close the workbook without saving, open it again, and then press the button again.",
        ) from error
