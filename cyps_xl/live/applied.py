"""An edit carried out on the state of a workbook, as Excel carries it out on the workbook itself."""

from __future__ import annotations

from copy import copy
from typing import Any

from cyps_xl.formulas.references import carried_along
from cyps_xl.grid import Area, runs
from cyps_xl.live.book_state import AREA, BREAKS, TITLES, BookState, Name, SheetState
from cyps_xl.live.edits import (
    CopyLook,
    DeleteRows,
    Edit,
    InsertRows,
    Merge,
    SetHeights,
    SetName,
    SetPage,
    SetRecord,
    Unmerge,
    Write,
)
from cyps_xl.live.held import UNKNOWN, Held
from cyps_xl.live.row_steps import RowSteps, steps_of
from cyps_xl.xlsx.grafting.row_map import Moves, Place


def carry_out_on(state: BookState, edit: Edit) -> None:
    """Carry an edit out on a state that is the caller's alone."""
    _DOING[type(edit)](state, edit)


def _own(sheet: SheetState) -> SheetState:
    own = copy(sheet)
    own.cells, own.looks, own.heights = dict(sheet.cells), dict(sheet.looks), dict(sheet.heights)
    own.hidden, own.merges, own.page = set(sheet.hidden), set(sheet.merges), dict(sheet.page)
    own.ruled, own.links, own.charts, own.arrays = (
        list(sheet.ruled),
        set(sheet.links),
        dict(sheet.charts),
        set(sheet.arrays),
    )
    return own


def own_state(state: BookState) -> BookState:
    """A copy of a state whose sheets are the caller's alone."""
    return BookState(
        {key: _own(sheet) for key, sheet in state.sheets.items()},
        dict(state.names),
        dict(state.records),
        state.doubled,
    )


def move_rows(state: BookState, tab: str, steps: RowSteps) -> None:
    """Carry all the steps of one sheet's rows out on a state that is the caller's alone, in one go."""
    if steps:
        _move(state, tab, steps.moves)
        for first, last in runs(steps.came):
            _look_as_above(state.sheet(tab), first, last)


def _insert(state: BookState, edit: InsertRows) -> None:
    move_rows(state, edit.tab, steps_of(edit.tab, [(edit.at, edit.count)], edit.at))


def _delete(state: BookState, edit: DeleteRows) -> None:
    changes = [(first, first - last - 1) for first, last in edit.runs]
    move_rows(state, edit.tab, steps_of(edit.tab, changes, max(last for _, last in edit.runs) + 1))


def _look_as_above(sheet: SheetState, first: int, last: int) -> None:
    """Rows that came look like the one above them, are as tall, and hidden where that is."""
    above, rows = first - 1, range(first, last + 1)
    for (row, column), look in list(sheet.looks.items()):
        if row == above:
            sheet.looks.update({(new, column): look for new in rows})
    if above in sheet.heights:
        sheet.heights.update(dict.fromkeys(rows, sheet.heights[above]))
    if above in sheet.hidden:
        sheet.hidden.update(rows)


def _move(state: BookState, tab: str, moves: Moves) -> None:
    moved = {tab.lower(): moves}
    for key, sheet in state.sheets.items():
        on_it = key == tab.lower()
        for place, held in sheet.cells.items():
            if held.formula and (on_it or _names_tab(held.formula, tab)):
                sheet.cells[place] = held._replace(formula=carried_along(held.formula, sheet.tab, moved))
        sheet.charts = {
            name: tuple(carried_along(text, "", moved) for text in texts) for name, texts in sheet.charts.items()
        }
    for key, (name, held_by) in state.names.items():
        if _names_tab(held_by.refers_to, tab):
            state.names[key] = name, Name(carried_along(held_by.refers_to, "", moved), held_by.hidden)
    _move_on_sheet(state.sheet(tab), moves)


def _names_tab(formula: str, tab: str) -> bool:
    """Whether a formula may read a sheet by its tab: cheaper than to read the formula."""
    return "!" in formula and tab.lower().replace("'", "''") in formula.lower()


def _move_on_sheet(sheet: SheetState, moves: Moves) -> None:
    sheet.cells = _moved(sheet.cells, moves)
    sheet.looks = _moved(sheet.looks, moves)
    sheet.heights = {now: points for row, points in sheet.heights.items() if (now := moves.row(row)) is not None}
    sheet.hidden = {now for row in sheet.hidden if (now := moves.row(row)) is not None}
    sheet.merges = _areas(sheet.merges, moves)
    sheet.links = _areas(sheet.links, moves)
    sheet.arrays = _areas(sheet.arrays, moves)
    sheet.ruled = [(kind, frozenset(_areas(areas, moves))) for kind, areas in sheet.ruled]
    attached = _areas({Area(top, left, bottom, max(left, right)) for top, left, bottom, right in sheet.attached}, moves)
    sheet.attached = {(area.first_row, area.first_column, area.last_row, area.last_column) for area in attached}
    for item in (AREA, TITLES):
        if item in sheet.page:
            sheet.page[item] = carried_along(sheet.page[item], sheet.tab, {sheet.tab.lower(): moves})
    if BREAKS in sheet.page:
        # A break stands above a row, and is told by the row before.
        below = [moves.row(int(row) + 1) for row in sheet.page[BREAKS].split()]
        sheet.page[BREAKS] = " ".join(str(row - 1) for row in below if row is not None)


def _moved(held: dict[Place, Any], moves: Moves) -> dict[Place, Any]:
    return {(now, column): what for (row, column), what in held.items() if (now := moves.row(row)) is not None}


def _areas(areas: set[Area] | frozenset[Area], moves: Moves) -> set[Area]:
    return {now for area in areas for now in moves.placed(area)}


def _unmerge(state: BookState, edit: Unmerge) -> None:
    state.sheet(edit.tab).merges.discard(edit.area)


def _merge(state: BookState, edit: Merge) -> None:
    state.sheet(edit.tab).merges.add(edit.area)


def _copy_look(state: BookState, edit: CopyLook) -> None:
    source, sheet = state.sheet(edit.source_tab), state.sheet(edit.tab)
    height = edit.source.last_row - edit.source.first_row + 1
    width = edit.source.last_column - edit.source.first_column + 1
    for row, column in edit.target.cells():
        down, right = (row - edit.target.first_row) % height, (column - edit.target.first_column) % width
        look = source.looks.get((edit.source.first_row + down, edit.source.first_column + right), 0)
        sheet.looks.pop((row, column), None)
        if look:
            sheet.looks[row, column] = look
        sheet.cells[row, column] = UNKNOWN


def _write(state: BookState, edit: Write) -> None:
    cells = state.sheet(edit.tab).cells
    for down, row in enumerate(edit.cells):
        for right, held in enumerate(row):
            _put(cells, (edit.row + down, edit.column + right), held)


def _put(cells: dict[Place, Held], place: Place, held: Held) -> None:
    if held.is_blank:
        cells.pop(place, None)
    else:
        cells[place] = held


def _set_heights(state: BookState, edit: SetHeights) -> None:
    sheet = state.sheet(edit.tab)
    for row in (row for first, last in edit.rows for row in range(first, last + 1)):
        sheet.hidden.discard(row)
        sheet.heights.pop(row, None)
        if edit.points is not None:
            sheet.heights[row] = edit.points


def _set_page(state: BookState, edit: SetPage) -> None:
    page = state.sheet(edit.tab).page
    page.pop(edit.item, None)
    if edit.value:
        page[edit.item] = edit.value


def _set_name(state: BookState, edit: SetName) -> None:
    state.names.pop(edit.name.lower(), None)
    if edit.refers_to:
        state.names[edit.name.lower()] = edit.name, Name(edit.refers_to, edit.hidden)


def _set_record(state: BookState, edit: SetRecord) -> None:
    state.records.pop(edit.namespace, None)
    if edit.xml:
        state.records[edit.namespace] = edit.xml


_DOING: dict[type, Any] = {
    InsertRows: _insert,
    DeleteRows: _delete,
    Unmerge: _unmerge,
    Merge: _merge,
    CopyLook: _copy_look,
    Write: _write,
    SetHeights: _set_heights,
    SetPage: _set_page,
    SetName: _set_name,
    SetRecord: _set_record,
}
