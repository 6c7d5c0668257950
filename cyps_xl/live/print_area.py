"""The print area of an open sheet, kept around the report when its rows come and go."""

from __future__ import annotations

from typing import Any

from cyps_xl.grid import Area
from cyps_xl.live.busy import is_busy
from cyps_xl.live.changes import Changes
from cyps_xl.live.kinds import held_kinds
from cyps_xl.live.log import note_error
from cyps_xl.live.output_sheet import Held
from cyps_xl.sheets.plan import SheetPlan


def keep_print_area(sheet: Any, changes: Changes) -> Area | None:
    """Where the print area is; it is put back there, once the rows are back, when everything is taken back."""
    address = _printed(sheet)

    def put_back() -> None:
        if address is not None and _printed(sheet) != address:
            _print(sheet, address)

    changes.restore_at_last(put_back)
    return _area(address)


def fit_print_area(sheet: Any, plan: SheetPlan, held: Held, before: Area | None, changes: Changes) -> None:
    """Set the print area around the rows of the plan, unless staff had chosen one of their own.

    Excel moves it with rows put in or taken out inside it, and not with those at its edge.
    `held` and `before` are what stood there, and the print area, before any row came or went.
    """
    now = _area(_printed(sheet))
    if before is None or now is None or not _is_ours(before, now, plan, held):
        return
    wanted = Area(1, 1, plan.printed_rows, plan.printed_columns)
    if now != wanted:
        changes.do(lambda: _print(sheet, wanted.fixed()), _put_back_at_last)


def _printed(sheet: Any) -> str | None:
    """The address of the print area; None where Excel tells none, as on a computer without a printer."""
    try:
        address: str | None = sheet.page_setup.print_area
    except Exception as error:
        _pass_over(error)
        return None
    return address


def _print(sheet: Any, address: str | None) -> None:
    try:
        sheet.page_setup.print_area = address
    except Exception as error:
        _pass_over(error)


def _pass_over(error: Exception) -> None:
    """Note that Excel knows of no printing just now: no reason to leave the report as it was."""
    if is_busy(error):
        raise error
    note_error(error)


def _is_ours(before: Area, now: Area, plan: SheetPlan, held: Held) -> bool:
    """Whether the print area was the report's: from its first cell, over its columns, no further down than its rows."""
    first = (before.first_row, before.first_column)
    rows = len(held_kinds(plan, held.rows))
    return first == (1, 1) and now.last_column == plan.printed_columns and before.last_row <= rows


def _area(address: str | None) -> Area | None:
    try:
        return Area.parse(address or "")
    except ValueError:  # none, or several areas
        return None


def _put_back_at_last() -> None:
    """What `keep_print_area` does."""
