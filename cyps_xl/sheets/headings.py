"""Headings that are longer than the page is wide: they go on in a line below, instead of being cut."""

from __future__ import annotations

from dataclasses import replace

from cyps_xl.sheets import theme
from cyps_xl.sheets.plan import ON_LINES, CellPlan, SheetPlan, Span
from cyps_xl.sheets.text_width import SLACK, ems, lines_on

LARGE = {
    "section": theme.SECTION_SIZE,
    "title": theme.TITLE_SIZE,
    "cover council": theme.SECTION_SIZE,
    "cover title": theme.COVER_SIZE,
}
"""Points of the letters of headings; others have the size of the body."""
_RUN_ON = ("title", "section", "subtitle", "cover council", "cover line", "text plain")
"""Styles whose text runs on over the empty cells to its right."""
_BOLD = ("title", "section", "cover council")
_LINE = 1.3
"""The height of a line, in sizes of its letters."""
_FREE = 3.5
"""Points that a cell leaves free at both sides of its text, together."""
_SURE = 1.0
"""Points more, so that a column made for a heading has room for it."""


def heading_points(cell: CellPlan, size: float) -> float:
    """The points that a heading takes on one line; 0 for what is none, or goes on in a line below."""
    if cell.style not in _RUN_ON or not isinstance(cell.value, str):
        return 0
    return ems(cell.value, bold=cell.style in _BOLD) * LARGE.get(cell.style, size) * SLACK + _FREE + _SURE


def with_whole_headings(sheet: SheetPlan, points: tuple[float, ...], size: float) -> SheetPlan:
    """The sheet with headings that are wider than its first columns, so many `points` each, on several lines."""
    across = {(span.first_row, span.first_column): span for span in sheet.merges}
    heights, cells = dict(sheet.heights), []
    ends = _Ends(sheet, len(points))
    for cell in sheet.cells:
        wraps_already = (cell.row, cell.column) in across and not cell.style.endswith(ON_LINES)
        end = len(points) if wraps_already else ends.of(cell)
        lines = 1 if wraps_already else _lines(cell, sum(points[cell.column : end]), size)
        if lines > 1:
            cell = replace(cell, style=_plain(cell) + ON_LINES)
            if end - cell.column > 1:
                across[cell.row, cell.column] = Span(cell.row, cell.column, cell.row, end - 1)
            high = (lines * LARGE.get(_plain(cell), size) * _LINE + 3) * theme.SIZE / size
            heights[cell.row] = max(high, heights.get(cell.row, 0))
        cells.append(cell)
    return replace(sheet, cells=tuple(cells), merges=tuple(across.values()), heights=heights)


def _lines(cell: CellPlan, points: float, size: float) -> int:
    """How many lines a heading takes, where it has so much room; 1 for what is none."""
    style = _plain(cell)
    if style not in _RUN_ON or not isinstance(cell.value, str) or points <= 0:
        return 1
    return lines_on(cell.value, (points - _FREE) / LARGE.get(style, size), bold=style in _BOLD)


def _plain(cell: CellPlan) -> str:
    return cell.style.removesuffix(ON_LINES)


class _Ends:
    """Where texts must end that run on: at the next cell of their row, or at the first column that has no room."""

    def __init__(self, sheet: SheetPlan, columns: int) -> None:
        self._places = {(cell.row, cell.column) for cell in sheet.cells}
        self._columns = columns

    def of(self, cell: CellPlan) -> int:
        """The column before which the text of a cell ends."""
        after = range(cell.column + 1, self._columns)
        return next((at for at in after if (cell.row, at) in self._places), self._columns)
