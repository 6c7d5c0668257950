"""The defined names of the report, kept on the cells that the plan gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cyps_xl.live.changes import Changes
from cyps_xl.live.open_book import NamedCell, OpenBook, our_names
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.xlsx.addresses import quoted_tab


def put_names(opened: OpenBook, plans: Sequence[SheetPlan], changes: Changes) -> None:
    """Set the names that do not stand where the plans want them; names move with their rows, so most do."""
    now = our_names(opened.book) if changes.moved_rows else opened.names
    for plan in plans:
        for name, (row, column) in plan.names.items():
            held = now.get(name)
            if held is None or (held.tab.lower(), held.row, held.column) != (plan.tab.lower(), row + 1, column + 1):
                _put(opened.book, name, _refers_to(NamedCell(plan.tab, row + 1, column + 1)), held, changes)


def _refers_to(cell: NamedCell) -> str:
    return f"={quoted_tab(cell.tab)}!{address(cell.row - 1, cell.column - 1, fixed_row=True, fixed_column=True)}"


def _put(book: Any, name: str, place: str, before: NamedCell | None, changes: Changes) -> None:
    changes.do(_setter(book, name, place), _setter(book, name, _refers_to(before)) if before else _dropper(book, name))


def _setter(book: Any, name: str, place: str) -> Callable[[], None]:
    def put() -> None:
        book.names.add(name, place)

    return put


def _dropper(book: Any, name: str) -> Callable[[], None]:
    def drop() -> None:
        book.names[name].delete()

    return drop
