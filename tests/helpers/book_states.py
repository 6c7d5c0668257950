"""Two states of a workbook held against each other, as far as an edit can change them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from cyps_xl.live.applied import carry_out_on, own_state
from cyps_xl.live.book_state import BookState, SheetState
from cyps_xl.live.edits import Edit
from cyps_xl.live.held import BLANK, same
from cyps_xl.live.plan_edits import PlannedPress, plan_press
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.sheet_cells import Content

_WHOLE = ("merges", "page", "links", "arrays", "columns", "charts")


def planned(path: Path) -> PlannedPress:
    """What a press has to do in a workbook that was opened from a file."""
    return _planned(path.read_bytes(), path.name)


@lru_cache(maxsize=2)  # a test asks for the plan, and for what it leaves
def _planned(data: bytes, name: str) -> PlannedPress:
    return plan_press(Package.from_bytes(data, name))


def after(state: BookState, *edits: Edit) -> BookState:
    """The state after these edits; the one before stays as it was."""
    state = own_state(state)
    for edit in edits:
        carry_out_on(state, edit)
    return state


def unlike_a_refresh(path: Path) -> list[str]:
    """What the list of edits, carried out on a workbook's state, leaves otherwise than a refresh of the file."""
    press = planned(path)
    assert press.edits.not_possible == ()
    return list(unlike(after(press.before, *press.edits.edits), press.after))


def unlike(one: BookState, other: BookState) -> Iterator[str]:
    """What is not alike in two states, each with where it is."""
    for tab, sheet in other.sheets.items():
        yield from (f"{sheet.tab}: {what}" for what in _unlike_on(one.sheets[tab], sheet))
    now, wanted = (
        {key: (Content(name.refers_to, "").essence, name.hidden) for key, (_, name) in state.names.items()}
        for state in (one, other)
    )
    yield from (f"name {item}" for item in now.items() ^ wanted.items())
    if one.records != other.records:
        yield "the records"


def _unlike_on(one: SheetState, other: SheetState) -> Iterator[str]:
    for place in one.cells.keys() | other.cells.keys():
        held, wanted = one.cells.get(place, BLANK), other.cells.get(place, BLANK)
        if not same(held, wanted):
            yield f"{place} holds {held}, not {wanted}"
    for place in one.looks.keys() | other.looks.keys():
        if one.looks.get(place, 0) != other.looks.get(place, 0):
            yield f"{place} looks otherwise"
    for row in (one.heights.keys() | other.heights.keys()) - other.hidden:
        if abs(one.heights.get(row, 0.0) - other.heights.get(row, 0.0)) > 0.8:
            yield f"row {row} is {one.heights.get(row)} tall, not {other.heights.get(row)}"
    if one.hidden != other.hidden:
        yield f"hidden {one.hidden}, not {other.hidden}"
    for item in _WHOLE:
        if getattr(one, item) != getattr(other, item):
            yield f"{item}: {getattr(one, item)}, not {getattr(other, item)}"
