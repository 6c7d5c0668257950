"""How high the rows of a sheet must be for the texts that wrap in them: Excel keeps to what the file says."""

from __future__ import annotations

import math
from collections.abc import Iterator

from cyps_xl.grid import HIGHEST_ROW
from cyps_xl.sheets.plan import CellPlan, SheetPlan
from cyps_xl.sheets.text_width import line_count

LINE_HEIGHT = 15.0
"""Points that one line of 11-point text takes."""
_AIR = 3
"""Points of a row beyond its lines."""
LOW_LINE = 14.25
"""The same in Excel without air, in rows that give way so that a sheet keeps to one page."""

_WRAPPED = ("wrapped", "paragraph", "explanation", "header", "text", "grey text", "grey label", "total label")
_NOT_WRAPPED = ("header turned", "text plain")
"""A heading whose letters stand above each other is as high as its plan says; a plain text runs on to its right."""
_BOLD = ("header", "total")
INDENT = 1.3
"""Characters that a step of an indent takes."""


def text_height(text: str, width: float, line: float = LINE_HEIGHT, *, bold: bool = False) -> float:
    """The height in points that a wrapped text needs in a column so many characters wide."""
    return line_count(text, width, bold=bold) * line + _AIR


def in_steps(points: float) -> float:
    """A height of one line, or else up to that of an even number of them: where rows have few heights, a press of the
    button has few to give."""
    lines = math.ceil((points - _AIR) / LINE_HEIGHT)
    return points if lines <= 1 else (lines + lines % 2) * LINE_HEIGHT + _AIR


def with_high_rows(sheet: SheetPlan) -> dict[int, float]:
    """The heights of the sheet's rows, each high enough for the texts that are printed in it.

    A row of one line is as high as it was.
    """
    heights = dict(sheet.heights)
    for cell, room in wrapped_texts(sheet):
        height = text_height(str(cell.value), room, bold=is_bold(cell.style))
        if height > LINE_HEIGHT + _AIR or cell.row in heights:
            heights[cell.row] = min(HIGHEST_ROW, max(heights.get(cell.row, 0), height))
    return heights


def wrapped_texts(sheet: SheetPlan) -> Iterator[tuple[CellPlan, float]]:
    """The printed texts that wrap, each with the characters of its room: those of its columns, less its indent."""
    across = {(span.first_row, span.first_column): span for span in sheet.merges}
    for cell in sheet.cells:
        if isinstance(cell.value, str) and cell.value and wraps(cell.style) and cell.column < sheet.printed_columns:
            span = across.get((cell.row, cell.column))
            room = sum(sheet.widths[cell.column : (span.last_column if span else cell.column) + 1])
            yield cell, room - INDENT * indent_of(cell.style)


def wraps(style: str) -> bool:
    """Whether a text of the style goes on in a line below where its column ends."""
    return style.startswith(_WRAPPED) and not style.startswith(_NOT_WRAPPED)


def is_bold(style: str) -> bool:
    """Whether a style's letters are bold."""
    return "strong" in style or style.startswith(_BOLD)


def indent_of(style: str) -> int:
    """The steps by which a text stands in from its cell's edge."""
    if "indented" in style:
        return 2 if style.startswith("text") else 1
    return int(style.startswith(("grey text", "explanation")))
