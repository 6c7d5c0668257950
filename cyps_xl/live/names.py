"""The defined names of the report, kept on the cells that the plan gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cyps_xl.grid import Area
from cyps_xl.live.changes import Changes
from cyps_xl.live.open_book import Named, OpenBook, our_name_objects, our_references, places
from cyps_xl.sheets.fingerprint import CHECKED
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.xlsx.grafting.sheets import PRESSED_PREFIX


def put_names(opened: OpenBook, plans: Sequence[SheetPlan], changes: Changes) -> None:
    """Set the names that do not stand where the plans want them; names move with their rows, so most do."""
    moved = _may_have_moved(opened, changes)
    now = {name: held for name, held in opened.names.items() if name not in moved} | places(our_references(moved))
    for plan in plans:
        findings = _findings(plan) if changes.made else {}
        for name, wanted in {**_names(plan), **findings}.items():
            held = now.get(name)
            if held is None or held.place != wanted.place:
                changes.do(_setter(opened, name, wanted.refers_to), _put_back_at_last)


def _may_have_moved(opened: OpenBook, changes: Changes) -> Mapping[str, Any]:
    """The names that stood on sheets on which rows came or went, to be asked where they are now."""
    tabs = {tab.lower() for tab in changes.moved}
    return {name: opened.name_objects[name] for name, held in opened.names.items() if held.tab.lower() in tabs}


def keep_names(opened: OpenBook, changes: Changes) -> None:
    """Have the names put back when everything is taken back: last, since rows that come back do not bring theirs."""

    def put_back() -> None:
        objects = our_name_objects(opened.book)
        now = our_references(objects)
        for name, refers_to in opened.references.items():
            if now.get(name) != refers_to:
                _setter(opened, name, refers_to)()
        for name in now.keys() - opened.references.keys():
            objects[name].delete()

    changes.restore_at_last(put_back)


def _put_back_at_last() -> None:
    """What `keep_names` does."""


def _names(plan: SheetPlan) -> Mapping[str, Named]:
    return {
        name: Named(plan.tab, Area(row + 1, column + 1, row + 1, column + 1))
        for name, (row, column) in plan.names.items()
    }


def _findings(plan: SheetPlan) -> Mapping[str, Named]:
    """The name over the rows of findings, by which the next refresh knows them for the report's own.

    A refresh keeps a record of what it writes in the file, where no program can reach it
    while the workbook is open; without the name it would take what was written here for
    staff's typing. Without findings the name stands on the stamp.
    """
    if CHECKED not in plan.names:
        return {}
    rows = [cell.row for cell in plan.cells if (cell.formula or "").startswith("HYPERLINK(")]
    stamp, column = plan.names[CHECKED]
    area = (
        Area(min(rows) + 1, 1, max(rows) + 1, plan.printed_columns)
        if rows
        else Area(stamp + 1, column + 1, stamp + 1, column + 1)
    )
    return {f"{PRESSED_PREFIX}{plan.key}": Named(plan.tab, area)}


def put_text(opened: OpenBook, name: str, text: str, changes: Changes) -> None:
    """Let a name of ours stand for a text."""
    changes.do(_setter(opened, name, f'="{text}"'), _put_back_at_last)


def _setter(opened: OpenBook, name: str, refers_to: str) -> Callable[[], None]:
    def put() -> None:
        if name in opened.name_objects:
            opened.name_objects[name].refers_to = refers_to  # a name that is hidden stays hidden
        else:
            opened.book.names.add(name, refers_to)

    return put
