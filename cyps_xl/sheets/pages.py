"""Where a printed page should end, so that no heading is left alone at its foot."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

ROW_HEIGHT = 15.0
"""Points of a row whose height is not set."""
_WIDE, _HIGH = 770.0, 500.0  # points that A4 on its long side leaves between the margins
_CHARACTER = 5.6  # points that a character takes of a column's width
_LEGIBLE = 1.2  # pages that may be shrunk to one, and be read
_ROWS_TO_KEEP = 3  # a heading's header row and the first rows under it


def breaks_before(
    sections: Collection[int], heights: Mapping[int, float], widths: Sequence[float], last_row: int
) -> Iterator[int]:
    """The sections, by their rows, that should begin a page because too little of them would fit on the last.

    Rows count from 0, heights are points, widths characters. Programs differ by a line or so
    in where a page ends, hence the rows to keep.
    """
    page = _page_height(widths)
    used = 0.0
    for row in range(last_row + 1):
        height = heights.get(row, ROW_HEIGHT)
        needed = sum(heights.get(below, ROW_HEIGHT) for below in range(row, row + _ROWS_TO_KEEP + 1))
        if row in sections and used and used + needed > page:
            yield row
            used = 0.0
        elif used + height > page:
            used = 0.0
        used += height


def spills_free_rows(heights: Mapping[int, float], widths: Sequence[float], last_shown: int, last_row: int) -> bool:
    """Whether nothing but the rows kept free for words, below the last that shows something, goes over a page."""
    shown = sum(heights.get(row, ROW_HEIGHT) for row in range(last_shown + 1))
    free = sum(heights.get(row, ROW_HEIGHT) for row in range(last_shown + 1, last_row + 1))
    page = _page_height(widths)
    return shown <= page < shown + free <= page * _LEGIBLE


def _page_height(widths: Sequence[float]) -> float:
    """Points of rows that a page holds once the columns are shrunk to its width."""
    return _HIGH / min(1.0, _WIDE / (sum(widths) * _CHARACTER))
