"""Writing to the open workbook, with what it takes to put everything back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from cyps_xl.inputs.places import column_letters

Rows = Sequence[Sequence[str | float]]
Undo = Callable[[], None]


class Changes:
    """Every change made in one press, so that all of them can be taken back. `tab` is the sheet being worked on."""

    def __init__(self) -> None:
        self._undo: list[Undo] = []
        self._at_last: list[Undo] = []
        self.moved = False
        self.tab = ""

    def write(self, sheet: Any, row: int, column: int, rows: Rows, before: Rows | None) -> None:
        """Write a rectangle of formulas, numbers and texts.

        `before` is what stands there now; None when `will_restore` has been told of it.
        """
        target = _area(sheet, row, column, len(rows), len(rows[0]))
        try:
            _write(target, rows)
        except Exception:
            if before is not None:
                with suppress(Exception):  # a sheet that refuses one write refuses the other: nothing was changed
                    _write(target, before)
            raise
        if before is not None:
            self._undo.append(lambda: _write(target, before))

    def will_restore(self, sheet: Any, row: int, column: int, before: Rows) -> None:
        """Keep what a rectangle holds, to be written back once every later change has been taken back."""
        self._undo.append(lambda: _write(_area(sheet, row, column, len(before), len(before[0])), before))

    def insert_rows(self, sheet: Any, row: int, count: int) -> None:
        """Put in whole rows, which come to look like the row before."""
        self.moved = True
        _rows(sheet, row, count).insert("down")
        self._undo.append(lambda: _rows(sheet, row, count).delete("up"))

    def delete_rows(self, sheet: Any, row: int, count: int) -> None:
        """Take out whole rows of ours; what they held comes back through `will_restore`."""
        self.moved = True
        _rows(sheet, row, count).delete("up")
        self._undo.append(lambda: _rows(sheet, row, count).insert("down"))

    def insert_columns(self, sheet: Any, column: int, count: int) -> None:
        """Put in whole columns, which come to look like the column before."""
        self.moved = True
        _columns(sheet, column, count).insert("right")
        self._undo.append(lambda: _columns(sheet, column, count).delete("left"))

    def delete_columns(self, sheet: Any, column: int, count: int) -> None:
        """Take out whole columns of ours; what they held comes back through `will_restore`."""
        self.moved = True
        _columns(sheet, column, count).delete("left")
        self._undo.append(lambda: _columns(sheet, column, count).insert("right"))

    def do(self, act: Undo, undo: Undo) -> None:
        """Any other change, and how it is taken back."""
        self._undo.append(undo)
        act()

    def restore_at_last(self, undo: Undo) -> None:
        """Put something back once every change has been taken back: what goes with rows that come and go."""
        self._at_last.append(undo)

    @property
    def made(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._undo)

    def take_back(self) -> None:
        """Undo every change, the last one first. Goes on past one that cannot be undone, then raises its error."""
        failed: Exception | None = None
        self._undo[:0] = self._at_last
        while self._undo:
            try:
                self._undo.pop()()
            except Exception as error:
                failed = failed or error
        if failed is not None:
            raise failed


def _write(target: Any, rows: Rows) -> None:
    target.formula = [list(row) for row in rows]


def _area(sheet: Any, row: int, column: int, rows: int, columns: int) -> Any:
    return sheet.range((row, column), (row + rows - 1, column + columns - 1))


def _rows(sheet: Any, row: int, count: int) -> Any:
    return sheet.range(f"{row}:{row + count - 1}")


def _columns(sheet: Any, column: int, count: int) -> Any:
    return sheet.range(f"{column_letters(column)}:{column_letters(column + count - 1)}")
