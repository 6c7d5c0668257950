"""Room for longer words: columns and rows of a translated sheet as wide and as high as its texts need."""

from __future__ import annotations

import re
from dataclasses import replace

from cyps_xl.printed.displayed_text import is_date
from cyps_xl.sheets.builder import text_height
from cyps_xl.sheets.plan import CellPlan, SheetPlan

WIDEST = 60.0
_DATES = {"d mmmm yyyy": 18, "d mmm yyyy": 15.5, "mmm yyyy": 13, "d mmm": 10, "mmm yy": 10.8}
"""Characters that “31 Mawrth 2017” and its kind take: some programs have no shorter name for a month."""

_HEADER = "header"
_WRAPPED = ("wrapped", "paragraph", "explanation", _HEADER)
_FREE = ("title", "subtitle", "section", "overflow", "link", "notice", "cover", "sign", "rule")
"""Styles whose text may run on over the empty cells to its right, or has none."""
_WORD = re.compile(r"\S+(?: \d\b)?")  # "Quarter 3" is not parted
_SHORT = 9  # characters of a heading, such as a month, that stays on one line
_BOLD = 1.15  # the room that bold letters take, against plain ones


def with_room(sheet: SheetPlan) -> SheetPlan:
    """The sheet with every text in full view, where that takes wider columns or higher rows."""
    across = {(span.first_row, span.first_column): span for span in sheet.merges}
    widths = list(sheet.widths)
    for cell in sheet.cells:
        if cell.column < sheet.printed_columns and (cell.row, cell.column) not in across:
            widths[cell.column] = max(widths[cell.column], min(WIDEST, _needed(cell)))
    heights = dict(sheet.heights)
    for cell in sheet.cells:
        if isinstance(cell.value, str) and cell.value and cell.style.startswith(_WRAPPED):
            span = across.get((cell.row, cell.column))
            room = sum(widths[cell.column : (span.last_column if span else cell.column) + 1])
            height = text_height(cell.value, room / _BOLD if cell.style.startswith(_HEADER) else room)
            heights[cell.row] = min(409.0, max(heights.get(cell.row, 0), height))
    return replace(sheet, widths=tuple(widths), heights=heights)


def _needed(cell: CellPlan) -> float:
    """The width in characters that a cell needs: of its longest word where it wraps, else of all its text."""
    if is_date(cell):
        return _DATES.get(cell.number_format.rpartition("]")[2], 0)
    if not isinstance(cell.value, str) or not cell.value or cell.style.startswith(_FREE):
        return 0
    if cell.style.startswith(_HEADER):
        words = [cell.value] if len(cell.value) <= _SHORT else _WORD.findall(cell.value)
        return max(len(word) for word in words) * _BOLD + 1
    if cell.style.startswith(_WRAPPED):
        return 0
    bold = _BOLD if "strong" in cell.style or cell.style.startswith("total") else 1
    return len(cell.value) * bold + (3.5 if "indented" in cell.style or "grey" in cell.style else 1.5)
