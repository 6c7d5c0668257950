"""What a press has to do, worked out on the copy that Excel saved of the open workbook: by the engine of a refresh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cyps_xl.grid import Area, on_sheet
from cyps_xl.live.beyond_edits import BothRecords, beyond_edits
from cyps_xl.live.book_state import BookState, SheetState, state_of
from cyps_xl.live.compare import EditList, Known, edits_between
from cyps_xl.live.row_steps import RowSteps, row_steps
from cyps_xl.planning import Planned
from cyps_xl.refreshed import refreshed_package
from cyps_xl.xlsx.grafting.graft import Grafted
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell
from cyps_xl.xlsx.grafting.row_map import Moves, Place
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.stored_cells import stored_cells
from cyps_xl.xlsx.parts.workbook_part import our_tabs, sheets_of


@dataclass(frozen=True)
class PlannedPress:
    """The report as a refresh makes it, and the way there while the workbook is open.

    `before` is the state that the edits start from, `after` the refreshed one; `tabs` are those of the report's sheets.
    `news` tells what came, went or was renamed because the definition says so.
    """

    planned: Planned
    edits: EditList
    before: BookState
    after: BookState
    tabs: tuple[str, ...]
    overwritten: tuple[OverwrittenCell, ...] = ()
    news: tuple[str, ...] = ()


def plan_press(package: Package, *, keep_going: bool = False) -> PlannedPress:
    """Work out what a press has to do. Raises Blocked and the like as `report.refresh` does, but for the proof."""
    refreshed = refreshed_package(package, keep_going=keep_going)
    after, fresh = refreshed.grafted.package, refreshed.fresh
    moved = any(moves.any for _, moves in refreshed.grafted.parts.values())
    unread = _unread(package, after, moved=moved)
    before, wanted = state_of(package, unread), state_of(after, unread)
    steps = _steps(package, refreshed.grafted, before, wanted)
    records = BothRecords(package, after, steps)
    edits = edits_between(before, wanted, Known(steps, _ours(fresh), records.redressed()))
    left = beyond_edits(package, refreshed.grafted, records)
    edits = replace(edits, not_possible=tuple(dict.fromkeys((*edits.not_possible, *left))))
    tabs = tuple(sheet.tab for sheet in refreshed.planned.plan.sheets)
    return PlannedPress(refreshed.planned, edits, before, wanted, tabs, refreshed.overwritten, refreshed.news)


def _steps(package: Package, grafted: Grafted, before: BookState, after: BookState) -> dict[str, RowSteps]:
    """The ways of the rows on the report's sheets, by tab in small letters."""
    tabs = our_tabs(package)
    return {
        tab.lower(): row_steps(tab, moves, dict(_grown(before.sheet(tab), after.sheet(tab), moves)))
        for key, (_, moves) in grafted.parts.items()
        if (tab := tabs.get(key)) is not None and moves.any
    }


def _grown(before: SheetState, after: SheetState, moves: Moves) -> Iterator[tuple[int, int]]:
    """Where a rule, or what a chart reads, ends and where it shall end, counted by the rows of each."""
    for old, new in _counterparts(before, after):
        way = moves.rows.get
        if way(old.first_row) == new.first_row and (way(old.last_row) or new.last_row) < new.last_row:
            yield old.last_row, new.last_row


def _counterparts(before: SheetState, after: SheetState) -> Iterator[tuple[Area, Area]]:
    """The areas of rules and charts, each with the one in its place afterwards."""
    for (_, old), (_, new) in zip(before.ruled, after.ruled, strict=False):
        yield from zip(sorted(old), sorted(new), strict=False)
    for name, texts in before.charts.items():
        for one, other in zip(texts, after.charts.get(name, ()), strict=False):
            places = on_sheet(one), on_sheet(other)
            if places[0] is not None and places[1] is not None:
                yield Area.parse(places[0][1]), Area.parse(places[1][1])


def _ours(fresh: Package) -> dict[str, set[Place]]:
    """The cells that the report fills, by tab in small letters."""
    return {
        sheet.name.lower(): {
            (cell.row, cell.column)
            for cell in stored_cells(fresh.parts[sheet.part], sheet.part)
            if cell.formula is not None or cell.value or cell.inline
        }
        for sheet in sheets_of(fresh)
    }


def _unread(before: Package, after: Package, *, moved: bool) -> set[str]:
    """The parts of sheets that a refresh leaves byte for byte; not those that may read rows that moved."""
    return {
        sheet.part
        for sheet in sheets_of(before)
        if sheet.part in before.parts
        and before.parts[sheet.part] == after.parts.get(sheet.part)
        and not (moved and b"!" in before.parts[sheet.part])
    }
