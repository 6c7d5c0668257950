"""Room for longer words: columns and rows of a translated sheet as wide and as high as its texts need."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from cyps_xl.languages.shipped import DEFAULT
from cyps_xl.printed.displayed_text import as_read, is_date
from cyps_xl.sheets.context import serial
from cyps_xl.sheets.pages import column_points, widths_for
from cyps_xl.sheets.plan import CellPlan, SheetPlan
from cyps_xl.sheets.row_heights import indent_of, is_bold, with_high_rows
from cyps_xl.sheets.text_width import column_width, parts_a_year
from cyps_xl.sheets.theme import EDITION_SIZE

WIDEST = 60.0
MOST_GIVEN_WAY = 12.0
"""Characters by which columns are made narrower, so that those that belong on one page stay on it."""
_WRAPS = 15.0
"""Characters of a column whose words wrap at least."""
_DATES = {"d mmmm yyyy": 18, "d mmm yyyy": 15.5, "mmm yyyy": 13, "d/m": 6, "mmm yy": 10.8}
"""Characters that “31 Mawrth 2017” and its kind take: some programs have no shorter name for a month in Welsh."""
_SAMPLES = {
    **{"d mmmm yyyy": "30 September 2017", "d mmm yyyy": "30 Sep 2017", "mmm yyyy": "Mar 2017"},
    **{"d mmm": "30 Sep", "mmm yy": "Mar 17"},
}
"""The widest of what stands in their place in English."""

_FREE = ("title", "subtitle", "section", "overflow", "link", "notice", "cover", "sign", "rule", "header turned")
"""Styles whose text may run on over the empty cells to its right, or has none."""
_OF_FIGURES = ("figure", "count")
"""Styles of figures: a word in the place of one, such as “n/a, new”, stands on one line, and beside it is another."""
_WORD = re.compile(r"\S+(?: \d\b)?")  # "Quarter 3" is not parted
_PERIOD_BELOW = ","
"""Parts a heading such as Number from the period that it is of, which may be parted: the first of them is not."""


_LEFT_FREE = (1.5, 2.5, 3.5)
"""Points that a program may leave free at both sides of a cell's text, together."""
_STEP = 0.1
"""Characters by which a column is made wider until no year in its heading is parted."""


def with_room(sheet: SheetPlan) -> SheetPlan:
    """The sheet with every text in full view, where that takes wider columns or higher rows."""
    across = {(span.first_row, span.first_column): span for span in sheet.merges}
    widths, needed = list(sheet.widths), [0.0] * len(sheet.widths)
    for cell in sheet.cells:
        if cell.column < sheet.printed_columns and (cell.row, cell.column) not in across:
            needed[cell.column] = max(needed[cell.column], min(WIDEST, _needed(cell)))
    widths = [max(pair) for pair in zip(widths, needed, strict=True)]
    for cell in sheet.cells:
        if _may_part_a_year(cell) and cell.column < sheet.printed_columns and (cell.row, cell.column) not in across:
            widths[cell.column] = _with_whole_years(cell, widths[cell.column])
    for columns in (len(widths), *sorted(sheet.column_starts, reverse=True)):
        over = sum(widths[:columns]) - widths_for(columns)
        if over <= MOST_GIVEN_WAY:
            widths = _given_way(widths, needed, columns, over)
            break
    sheet = replace(sheet, widths=tuple(widths))
    return replace(sheet, heights=with_high_rows(sheet))


def _may_part_a_year(cell: CellPlan) -> bool:
    is_heading = cell.style.startswith("header") and not cell.style.startswith(_FREE)
    return is_heading and isinstance(cell.value, str) and "-" in cell.value


def _with_whole_years(cell: CellPlan, width: float) -> float:
    """The width in which a heading's year stays whole in print: there a line may have more room than on a screen."""

    def is_parted(width: float) -> bool:
        room = column_points(width, EDITION_SIZE)
        rooms = ((room - free) / EDITION_SIZE for free in _LEFT_FREE)
        return any(parts_a_year(str(cell.value), one, bold=True) for one in rooms)

    while is_parted(width):
        width += _STEP
    return width


def _given_way(widths: list[float], needed: list[float], columns: int, over: float) -> list[float]:
    """The widths, where those of the first columns are a little too much for a page: then the columns whose words wrap
    give way, each by its share of what they can spare."""
    spare = [w - n if w >= _WRAPS and at < columns else 0 for at, (w, n) in enumerate(zip(widths, needed, strict=True))]
    if not 0 < over <= sum(spare):
        return widths
    return [width - over * given / sum(spare) for width, given in zip(widths, spare, strict=True)]


def _widest_day(cell: CellPlan) -> float:
    """What the longest day of a year takes in the cell's language, its month in full: see `_DATES`."""
    pattern = re.sub("m{3,}", "mmmm", cell.number_format)
    days = (serial(dt.date(2017, month, 28)) for month in range(1, 13))
    return max(column_width(as_read(replace(cell, value=day, number_format=pattern))) for day in days)


def _needed(cell: CellPlan) -> float:
    """The width in characters that a cell needs: of its longest word, where its text wraps."""
    if is_date(cell):
        language, _, days = cell.number_format.rpartition("]")
        if cell.language not in (None, DEFAULT):
            return _widest_day(cell)
        return _DATES.get(days, 0) if language else column_width(_SAMPLES.get(days, ""))
    if not isinstance(cell.value, str) or not cell.value.strip() or cell.style.startswith(_FREE):
        return 0
    words = _WORD.findall(cell.value)
    if _PERIOD_BELOW in cell.value and cell.style.startswith("header"):
        words = cell.value.split()
    if cell.style.startswith(_OF_FIGURES):
        words = [cell.value]
    return max(
        (column_width(word, bold=is_bold(cell.style), indent=indent_of(cell.style)) for word in words), default=0
    )
