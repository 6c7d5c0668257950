"""Writing to the open workbook, with what it takes to put everything back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from cyps_xl.grid import column_letters
from cyps_xl.live.areas import Run, row_addresses
from cyps_xl.live.busy import Patience, is_busy

Rows = Sequence[Sequence[str | float]]
Undo = Callable[[], None]


@dataclass(frozen=True)
class _WayBack:
    """How one change is taken back, and whether rows or columns move by it."""

    undo: Undo
    moves: bool = False


class Changes:
    """Every change made in one press, so that all of them can be taken back.

    `tab` is the sheet being worked on, `moved` those on which rows or columns came or went.
    """

    def __init__(self) -> None:
        self._back: list[_WayBack] = []
        self._at_last: list[_WayBack] = []
        self._to_restore: list[_WayBack] = []
        self._patience = Patience()
        self.moved: set[str] = set()
        self.tab = ""

    def write(self, sheet: Any, row: int, column: int, rows: Rows, before: Rows | None) -> None:
        """Write a rectangle of formulas, numbers and texts.

        `before` is what stands there now; None when `will_restore` has been told of it.
        """
        target = _area(sheet, row, column, len(rows), len(rows[0]))
        try:
            self._patience.call(lambda: _write(target, rows))
        except Exception:
            if before is not None:
                with suppress(Exception):  # a sheet that refuses one write refuses the other: nothing was changed
                    _write(target, before)
            raise
        if before is not None:
            self._back.append(_WayBack(lambda: _write(target, before)))

    def will_restore(self, sheet: Any, row: int, column: int, before: Rows) -> None:
        """Keep what a rectangle holds, to be written back once every later change has been taken back.

        It comes to that only when rows or columns have moved: a sheet that refuses the move is as it was.
        """
        area = (row, column, len(before), len(before[0]))
        self._to_restore.append(_WayBack(lambda: _write(_area(sheet, *area), before)))

    def insert_rows(self, sheet: Any, row: int, count: int) -> None:
        """Put in whole rows, which come to look like the row before."""
        self._move(lambda: _rows(sheet, row, count).insert("down"), lambda: _rows(sheet, row, count).delete("up"))

    def delete_rows(self, sheet: Any, rows: Sequence[Run]) -> None:
        """Take out whole rows of ours, all at once; what they held comes back through `will_restore`."""
        for address in reversed(list(row_addresses(sorted(rows)))):  # from below, so that the rest stand where they did
            self._take_out(sheet, address)

    def _take_out(self, sheet: Any, address: str) -> None:
        self._moves(lambda: sheet.range(address).delete("up"))
        for area in reversed(address.split(",")):  # put back one by one, from above, so that each stands where it did
            self._back.append(_WayBack(_putter(sheet, area), moves=True))

    def insert_columns(self, sheet: Any, column: int, count: int) -> None:
        """Put in whole columns, which come to look like the column before."""
        area = f"{column_letters(column)}:{column_letters(column + count - 1)}"
        self._move(lambda: sheet.range(area).insert("right"), lambda: sheet.range(area).delete("left"))

    def delete_columns(self, sheet: Any, column: int, count: int) -> None:
        """Take out whole columns of ours; what they held comes back through `will_restore`."""
        area = f"{column_letters(column)}:{column_letters(column + count - 1)}"
        self._move(lambda: sheet.range(area).delete("left"), lambda: sheet.range(area).insert("right"))

    def _move(self, act: Undo, undo: Undo) -> None:
        self._moves(act)
        self._back.append(_WayBack(undo, moves=True))

    def _moves(self, act: Undo) -> None:
        self._patience.call(act)
        self.moved.add(self.tab)
        self._back += self._to_restore
        self._to_restore.clear()

    def do(self, act: Undo, undo: Undo) -> None:
        """Any other change, and how it is taken back."""
        self._back.append(_WayBack(undo))
        self._patience.call(act)

    def restore_at_last(self, undo: Undo) -> None:
        """Put something back once every change has been taken back: what goes with rows that come and go."""
        self._at_last.append(_WayBack(undo))

    @property
    def made(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._back)

    def take_back(self) -> None:
        """Undo every change, the last one first, waiting for an Excel that is busy.

        Goes on past a change that cannot be undone and then raises its error, but never past
        rows or columns that could not be moved back: cells would be restored beside their places.
        """
        failed: Exception | None = None
        patience = Patience()
        self._back[:0] = self._at_last
        while self._back:
            last = self._back.pop()
            try:
                patience.call(last.undo)
            except Exception as error:
                if last.moves or is_busy(error):
                    raise
                failed = failed or error
        if failed is not None:
            raise failed


def _write(target: Any, rows: Rows) -> None:
    target.formula = [list(row) for row in rows]


def _area(sheet: Any, row: int, column: int, rows: int, columns: int) -> Any:
    return sheet.range((row, column), (row + rows - 1, column + columns - 1))


def _rows(sheet: Any, row: int, count: int) -> Any:
    return sheet.range(f"{row}:{row + count - 1}")


def _putter(sheet: Any, rows: str) -> Undo:
    return lambda: sheet.range(rows).insert("down")
