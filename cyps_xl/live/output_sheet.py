"""One output sheet in the open workbook: what stands on it, and bringing it to what the plan says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cyps_xl.inputs.places import cell_place
from cyps_xl.live.cell_text import is_there, retyped, to_type
from cyps_xl.live.changes import Changes
from cyps_xl.sheets.plan import CellPlan, SheetPlan

MOST_ROWS_PAST = 5_000
"""Rows below the plan's last in which cells of ours from a longer report are looked for."""

MOST_COLUMNS = 256
"""Columns of a sheet that are looked at, for what is ours and for what staff put beside it."""

Place = tuple[int, int]
"""Row and column of a cell, counted from 0."""


@dataclass(frozen=True)
class Held:
    """What a sheet's cells hold, as Excel's Formula property tells it; rows and columns count from 0.

    `moved` once rows were put in or taken out: then the formulas are those from before, and
    their addresses are not what they were.
    """

    rows: tuple[tuple[str, ...], ...]
    moved: bool = False

    def as_planned(self, cell: CellPlan) -> bool:
        """Whether a cell holds what the plan says."""
        return not (self.moved and cell.formula is not None) and is_there(cell, self.at(cell.row, cell.column))

    def at(self, row: int, column: int) -> str:
        """What one cell holds, "" for nothing."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""


def read_held(sheet: Any, plan: SheetPlan) -> Held:
    """Read a sheet as far as it is ours, and what stands beside it, in one round trip."""
    used = sheet.used_range
    rows, columns = used.shape
    last = plan_rows(plan)
    rows = min(max(used.row + rows - 1, last), last + MOST_ROWS_PAST)
    return _read_area(sheet, rows, min(max(used.column + columns - 1, plan_columns(plan)), MOST_COLUMNS))


def read_used(sheet: Any) -> Held:
    """Read a sheet whose plan is not known yet, as far as it is used."""
    used = sheet.used_range
    rows, columns = used.shape
    return _read_area(sheet, min(used.row + rows - 1, MOST_ROWS_PAST), min(used.column + columns - 1, MOST_COLUMNS))


def _read_area(sheet: Any, rows: int, columns: int) -> Held:
    """Read so many rows and columns from A1 on."""
    found = sheet.range((1, 1), (rows, columns)).formula
    grid = found if isinstance(found, tuple) else ((found,),)
    return Held(tuple(tuple("" if cell is None else str(cell) for cell in row) for row in grid))


def plan_rows(plan: SheetPlan) -> int:
    """How many rows the plan takes."""
    return 1 + max(cell.row for cell in plan.cells)


def plan_columns(plan: SheetPlan) -> int:
    """How many columns the plan takes."""
    return 1 + max(cell.column for cell in plan.cells)


def write_changed(sheet: Any, plan: SheetPlan, held: Held, stale: Iterable[Place], changes: Changes) -> bool:
    """Write what differs from the plan, in as few rectangles as leave staff's cells alone; whether anything did.

    `stale` are cells of ours that may show something where the plan has nothing: they are emptied.
    """
    cells = {(cell.row, cell.column): cell for cell in plan.cells if not _is_blank(cell)}
    cells |= {place: CellPlan(*place, "") for place in stale if place not in cells}
    wrong = [place for place, cell in cells.items() if not held.as_planned(cell)]
    for first, last in _rectangles(wrong, cells, held):
        rows = _range_of(first, last, lambda place: _new(place, cells, held))
        before = _range_of(first, last, lambda place: _old(place, cells, held))
        changes.write(sheet, first[0] + 1, first[1] + 1, rows, None if held.moved else before)
    return bool(wrong)


def typed_over(plan: SheetPlan, held: Held) -> list[str]:
    """The cells in which a text or number stands over a formula of the report, each with what stands there."""
    return [
        f"{cell_place(plan.tab, cell.column + 1, cell.row + 1)} ({text})"
        for cell in plan.cells
        if cell.formula is not None and (text := held.at(cell.row, cell.column)) and not text.startswith("=")
    ]


def _is_blank(cell: CellPlan) -> bool:
    return cell.formula is None and cell.value == ""


def _range_of(first: Place, last: Place, content: Any) -> list[list[str | float]]:
    return [[content((row, column)) for column in range(first[1], last[1] + 1)] for row in range(first[0], last[0] + 1)]


def _new(place: Place, cells: Mapping[Place, CellPlan], held: Held) -> str | float:
    cell = cells.get(place)
    return "" if cell is None else to_type(cell)


def _old(place: Place, cells: Mapping[Place, CellPlan], held: Held) -> str | float:
    cell = cells.get(place)
    is_label = cell is not None and cell.formula is None and isinstance(cell.value, str)
    return retyped(held.at(*place), is_text=is_label)


def _rectangles(wrong: Sequence[Place], cells: Mapping[Place, CellPlan], held: Held) -> Iterable[tuple[Place, Place]]:
    """Rectangles that hold every wrong cell and none of staff's: one, or else one for each run of rows, or of cells."""
    if not wrong:
        return
    whole = _around(wrong)
    if _is_ours(whole, cells, held):
        yield whole
        return
    for run in _runs(sorted(wrong)):
        around = _around(run)
        if _is_ours(around, cells, held):
            yield around
        else:
            for place in run:
                yield place, place


def _around(places: Sequence[Place]) -> tuple[Place, Place]:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return (min(rows), min(columns)), (max(rows), max(columns))


def _runs(places: Sequence[Place]) -> list[list[Place]]:
    """Cells in reading order, parted where a row has none."""
    runs: list[list[Place]] = []
    for place in places:
        if runs and place[0] <= runs[-1][-1][0] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _is_ours(area: tuple[Place, Place], cells: Mapping[Place, CellPlan], held: Held) -> bool:
    """Whether nothing of staff's stands in an area: every filled cell is one that the plan fills."""
    (first_row, first_column), (last_row, last_column) = area
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            if held.at(row, column) and (row, column) not in cells:
                return False
    return True
