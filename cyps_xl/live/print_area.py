"""The print area of an open sheet, kept around the report when its rows come and go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cyps_xl.live.changes import Changes
from cyps_xl.live.kinds import held_kinds
from cyps_xl.live.output_sheet import Held
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.xlsx.addresses import Area


def keep_print_area(sheet: Any, changes: Changes) -> Area | None:
    """Where the print area is; it is put back there, once the rows are back, when everything is taken back."""
    address = sheet.page_setup.print_area

    def put_back() -> None:
        if sheet.page_setup.print_area != address:
            sheet.page_setup.print_area = address

    changes.restore_at_last(put_back)
    return _area(address)


def fit_print_area(sheet: Any, plan: SheetPlan, held: Held, before: Area | None, changes: Changes) -> None:
    """Set the print area around the rows of the plan, unless staff had chosen one of their own.

    Excel moves it with rows put in or taken out inside it, and not with those at its edge.
    `held` and `before` are what stood there, and the print area, before any row came or went.
    """
    now = _area(sheet.page_setup.print_area)
    if before is None or now is None or not _is_ours(before, now, plan, held):
        return
    wanted = Area(1, 1, plan.printed_rows, plan.printed_columns)
    if now != wanted:
        changes.do(_setter(sheet, wanted.fixed()), _put_back_at_last)


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


def _setter(sheet: Any, address: str) -> Callable[[], None]:
    def put() -> None:
        sheet.page_setup.print_area = address

    return put


def _put_back_at_last() -> None:
    """What `keep_print_area` does."""
