"""Room for longer words: columns and rows of a translated sheet as wide and as high as its texts need."""

from __future__ import annotations

import re
from dataclasses import replace

from cyps_xl.printed.displayed_text import is_date
from cyps_xl.sheets.pages import widths_for
from cyps_xl.sheets.plan import CellPlan, SheetPlan
from cyps_xl.sheets.row_heights import indent_of, is_bold, with_high_rows
from cyps_xl.sheets.text_width import column_width

WIDEST = 60.0
MOST_GIVEN_WAY = 12.0
"""Characters by which a column is made narrower, so that a sheet keeps to the width of a page."""
_DATES = {"d mmmm yyyy": 18, "d mmm yyyy": 15.5, "mmm yyyy": 13, "d mmm": 10, "mmm yy": 10.8}
"""Characters that “31 Mawrth 2017” and its kind take: some programs have no shorter name for a month in Welsh."""
_SAMPLES = {
    **{"d mmmm yyyy": "30 September 2017", "d mmm yyyy": "30 Sep 2017", "mmm yyyy": "Mar 2017"},
    **{"d mmm": "30 Sep", "mmm yy": "Mar 17"},
}
"""The widest of what stands in their place in English."""

_FREE = ("title", "subtitle", "section", "overflow", "link", "notice", "cover", "sign", "rule", "header turned")
"""Styles whose text may run on over the empty cells to its right, or has none."""
_WORD = re.compile(r"\S+(?: \d\b)?")  # "Quarter 3" is not parted
_PERIOD_BELOW = ","
"""Parts a heading such as Number from the period that it is of, which may be parted: the first of them is not."""


def with_room(sheet: SheetPlan) -> SheetPlan:
    """The sheet with every text in full view, where that takes wider columns or higher rows."""
    across = {(span.first_row, span.first_column): span for span in sheet.merges}
    widths, needed = list(sheet.widths), [0.0] * len(sheet.widths)
    for cell in sheet.cells:
        if cell.column < sheet.printed_columns and (cell.row, cell.column) not in across:
            needed[cell.column] = max(needed[cell.column], min(WIDEST, _needed(cell)))
    widths = _on_one_page([max(pair) for pair in zip(widths, needed, strict=True)], needed)
    sheet = replace(sheet, widths=tuple(widths))
    return replace(sheet, heights=with_high_rows(sheet))


def _on_one_page(widths: list[float], needed: list[float]) -> list[float]:
    """The widths, where they are a little too much for a page: then the widest column, whose words wrap, gives way."""
    over = sum(widths) - widths_for(len(widths))
    if not 0 < over <= MOST_GIVEN_WAY:
        return widths
    widest = widths.index(max(widths))
    return [max(needed[at], width - over) if at == widest else width for at, width in enumerate(widths)]


def _needed(cell: CellPlan) -> float:
    """The width in characters that a cell needs: of its longest word."""
    if is_date(cell):
        language, _, days = cell.number_format.rpartition("]")
        return _DATES.get(days, 0) if language else column_width(_SAMPLES.get(days, ""))
    if not isinstance(cell.value, str) or not cell.value.strip() or cell.style.startswith(_FREE):
        return 0
    words = _WORD.findall(cell.value)
    if _PERIOD_BELOW in cell.value and cell.style.startswith("header"):
        words = cell.value.split()
    return max(
        (column_width(word, bold=is_bold(cell.style), indent=indent_of(cell.style)) for word in words), default=0
    )
