"""Setting the heights of many rows of an open sheet in few requests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from cyps_xl.live.areas import row_addresses, runs
from cyps_xl.live.changes import Changes

HIDDEN = 0.0
"""The height of a row that staff have hidden: giving it another would show it."""


def set_heights(sheet: Any, heights: Mapping[int, float], changes: Changes, new: Collection[int] = ()) -> None:
    """Give rows, counted from 0, other heights in points; those that staff have hidden stay hidden.

    Those that are `new` are shown whatever stands above them. Each row is asked for its height: for
    several at once Excel may answer with that of the first.
    """
    before = {row: _height(sheet, row) for row in heights}
    seen = {row: points for row, points in heights.items() if before[row] != HIDDEN or row in new}
    was = {row: before[row] for row in seen if row not in new}
    changes.do(lambda: _put(sheet, seen), lambda: _put(sheet, was))


def hidden_rows(sheet: Any, rows: Iterable[int]) -> list[int]:
    """Those of some rows, counted from 0, that are hidden."""
    return [row for row in rows if _height(sheet, row) == HIDDEN]


def set_new_heights(sheet: Any, heights: Mapping[int, float], changes: Changes) -> None:
    """Give rows that were put in, and go when all is taken back, their heights."""
    changes.do(lambda: _put(sheet, heights), lambda: None)


def _height(sheet: Any, row: int) -> float:
    return float(sheet.range(f"{row + 1}:{row + 1}").row_height)


def _put(sheet: Any, heights: Mapping[int, float]) -> None:
    """Rows of one height together, wherever they stand."""
    for points in sorted(set(heights.values())):
        for address in row_addresses(runs(row for row, height in heights.items() if height == points)):
            sheet.range(address).row_height = points
