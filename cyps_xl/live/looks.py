"""Cells that must come to look like others: for each, cells of the workbook that look so and can be copied.

A look is copied and never set property by property: Excel then has the very style that a refresh gives the cell, and
no list of properties can forget one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from cyps_xl.grid import Area, Run, runs
from cyps_xl.live.book_state import BookState, SheetState
from cyps_xl.live.edits import CopyLook
from cyps_xl.xlsx.grafting.row_map import Place

MOST_IN_TURN = 3
"""Rows of different looks that may follow each other in turns: an indicator and the words below it."""

_FAR_BELOW = 1_000
"""Rows below the last in use, where a cell has no look of its own."""

Wanted = Mapping[Place, int]
"""The style that cells must come to have."""

_Row = tuple[int, tuple[int, ...]]
"""A stretch of neighbours in a row: its first column, and their styles."""


class NoSuchLook(Exception):
    """No cell of the workbook has a look that is wanted, or none that may be copied."""


@dataclass
class LookSources:
    """Where looks can be taken from, on the sheets of some tabs; `wanted` are the cells to be given one, by tab."""

    state: BookState
    tabs: Sequence[str]
    wanted: Mapping[str, Wanted]
    _anywhere: dict[int, tuple[str, Place]] = field(default_factory=dict)

    def copies(self, tab: str) -> list[CopyLook]:
        """The copies that give a sheet's cells their looks. Raises NoSuchLook."""
        return list(self._copies(tab))

    def _copies(self, tab: str) -> Iterator[CopyLook]:
        on_sheet = _OnSheet(self.state.sheet(tab), self.wanted[tab.lower()])
        rows = [(row, list(stretches)) for row, stretches in on_sheet.stretches()]
        at = 0
        while at < len(rows):
            count, model = on_sheet.model(rows, at)
            if count:
                yield from _rows_copied(self.state.sheet(tab).tab, rows[at : at + count], model)
            else:
                count = _repeats(rows, at, 1)
                yield from self._cell_by_cell(on_sheet, rows[at : at + count])
            at += count

    def _cell_by_cell(self, on_sheet: _OnSheet, rows: Sequence[tuple[int, list[_Row]]]) -> Iterator[CopyLook]:
        """Copies of single cells: over stretches of one look, down rows that are alike."""
        first, last, tab = rows[0][0], rows[-1][0], on_sheet.sheet.tab
        for column, looks in rows[0][1]:
            at = column
            for look, run in groupby(looks):
                width = len(list(run))
                source_tab, place = self._cell_with(look, on_sheet, (first, at))
                yield CopyLook(tab, source_tab, _cell(place), Area(first, at, last, at + width - 1))
                at += width

    def _cell_with(self, look: int, on_sheet: _OnSheet, target: Place) -> tuple[str, Place]:
        place = on_sheet.cell_with(look, target)
        if place is not None:
            return on_sheet.sheet.tab, place
        if on_sheet.ruled(target):
            raise NoSuchLook
        if look not in self._anywhere:
            self._anywhere[look] = self._found_elsewhere(look)
        return self._anywhere[look]

    def _found_elsewhere(self, look: int) -> tuple[str, Place]:
        for tab in self.tabs:
            on_sheet = _OnSheet(self.state.sheet(tab), self.wanted.get(tab.lower(), {}))
            for place, found in on_sheet.sheet.looks.items():
                if found == look and on_sheet.may_be_copied(place) and not on_sheet.ruled(place):
                    return on_sheet.sheet.tab, place
        raise NoSuchLook


@dataclass
class _OnSheet:
    """The cells of one sheet that may be copied, and those that want a look."""

    sheet: SheetState
    wanted: Wanted
    _rows: dict[tuple[_Row, ...], int | None] = field(default_factory=dict)

    def stretches(self) -> Iterator[tuple[int, Iterator[_Row]]]:
        """The cells that want a look, row by row, as stretches of neighbours."""
        for row, places in groupby(sorted(self.wanted), key=lambda place: place[0]):
            yield row, self._of_row(row, runs(column for _, column in places))

    def _of_row(self, row: int, stretches: Iterable[Run]) -> Iterator[_Row]:
        for first, last in stretches:
            yield first, tuple(self.wanted[row, column] for column in range(first, last + 1))

    def model(self, rows: Sequence[tuple[int, list[_Row]]], at: int) -> tuple[int, tuple[int, int]]:
        """How many rows from `at` on look like some rows of the sheet over and over, and which; 0 when like none."""
        best = 0, (0, 0)
        for turn in range(1, MOST_IN_TURN + 1):
            pattern = rows[at : at + turn]
            if len(pattern) == turn and pattern[-1][0] - pattern[0][0] == turn - 1:
                first = self._model_of([stretches for _, stretches in pattern], pattern[0][0])
                if first is not None:
                    count = _repeats(rows, at, turn)
                    best = max(best, (count, (first, first + turn - 1)), key=lambda found: found[0])
        return best

    def _model_of(self, pattern: Sequence[list[_Row]], target: int) -> int | None:
        """The first of neighbouring rows that have the looks of a pattern, where each can be copied whole."""
        if len({tuple((column, len(looks)) for column, looks in row) for row in pattern}) > 1:
            return None  # copied as one rectangle, the rows must reach equally far
        for first in self._rows_in_use:
            if all(self._fits(first + down, stretches, target + down) for down, stretches in enumerate(pattern)):
                return first
        return None

    def _fits(self, row: int, stretches: list[_Row], target: int) -> bool:
        return all(
            self.sheet.looks.get((row, column + right), 0) == look
            and self.may_be_copied((row, column + right))
            and self.ruled((row, column + right)) == self.ruled((target, column + right))
            for column, looks in stretches
            for right, look in enumerate(looks)
        )

    @cached_property
    def _rows_in_use(self) -> list[int]:
        return sorted({row for row, _ in self.sheet.looks} - {row for row, _ in self.wanted})

    def cell_with(self, look: int, target: Place) -> Place | None:
        """A cell of this sheet that has a look, and the same rules as the target."""
        if look == 0 and not self.ruled(target):
            return max([row for row, _ in self.sheet.looks], default=0) + _FAR_BELOW, target[1]
        rules = self.ruled(target)
        places = (place for place, found in self.sheet.looks.items() if found == look)
        return next((p for p in places if self.may_be_copied(p) and self.ruled(p) == rules), None)

    def may_be_copied(self, place: Place) -> bool:
        """Whether a cell brings along nothing but its look and what it holds."""
        return place not in self.wanted and place not in self._not_alone

    @cached_property
    def _not_alone(self) -> Collection[Place]:
        areas = [*self.sheet.merges, *self.sheet.links, *self.sheet.arrays]
        cells = {place for area in areas for place in area.cells()}
        return cells | {(row, column) for row, column, _, _ in self.sheet.attached}

    def ruled(self, place: Place) -> frozenset[int]:
        """Which of the sheet's conditional formats apply to a cell."""
        rules = self.sheet.ruled
        return frozenset(at for at, (_, areas) in enumerate(rules) if any(area.holds(*place) for area in areas))


def _rows_copied(tab: str, rows: Sequence[tuple[int, list[_Row]]], model: tuple[int, int]) -> Iterator[CopyLook]:
    first, last = rows[0][0], rows[-1][0]
    for column, looks in rows[0][1]:
        right = column + len(looks) - 1
        yield CopyLook(tab, tab, Area(model[0], column, model[1], right), Area(first, column, last, right))


def _repeats(rows: Sequence[tuple[int, list[_Row]]], at: int, turn: int) -> int:
    """How many rows from `at` on, each below the last, have the looks of the first `turn` over and over."""
    count = 0
    while at + count < len(rows) and rows[at + count][0] == rows[at][0] + count:
        if rows[at + count][1] != rows[at + count % turn][1]:
            break
        count += 1
    return count - count % turn


def _cell(place: Place) -> Area:
    return Area(*place, *place)
