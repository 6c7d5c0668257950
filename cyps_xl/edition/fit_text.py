"""Room for longer words: columns and rows of a translated sheet as wide and as high as its texts need."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from cyps_xl.edition.upright import upright_where_shorter
from cyps_xl.languages.shipped import DEFAULT
from cyps_xl.printed.displayed_text import as_read, is_date
from cyps_xl.sheets import cover
from cyps_xl.sheets.context import serial
from cyps_xl.sheets.headings import heading_points
from cyps_xl.sheets.pages import beside_links, column_points, parts, widths_for
from cyps_xl.sheets.plan import CellPlan, SheetPlan
from cyps_xl.sheets.row_heights import indent_of, is_bold, with_high_rows
from cyps_xl.sheets.text_width import column_width, parts_a_year
from cyps_xl.sheets.theme import EDITION_SIZE

WIDEST = 60.0
MOST_GIVEN_WAY = 12.0
"""Characters by which columns are made narrower, so that those that belong on one page stay on it."""
MOST_FOR_A_PAGE = 20.0
"""The same where that spares a page."""
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
_WIDEST_QUARTER = 10.0
"""Characters up to which the quarter of such a period stays on a line: headings that fill theirs touch those beside
them, and columns as wide as a longer one would take a page more."""


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
            whole = _with_whole_years(cell, widths[cell.column])
            if whole > widths[cell.column]:  # and it does not give way again
                widths[cell.column] = needed[cell.column] = whole
    if sheet.key == cover.KEY:
        links = (str(cell.value) for cell in sheet.cells if cell.style == "link")
        widths[:2] = beside_links((widths[0], widths[1]), links, max(needed[0], cover.LEAST_LABELS))
    widths = _on_fewer_pages(sheet, _first_columns_kept(sheet, widths, needed), needed)
    sheet = _with_room_beside(replace(sheet, widths=tuple(widths)))
    return upright_where_shorter(replace(sheet, heights=with_high_rows(sheet)), needed)


def _with_room_beside(sheet: SheetPlan) -> SheetPlan:
    """The sheet with its last column as wide as headings need to stand on one line, where nothing else stands in it and
    the page has room."""
    last = sheet.printed_columns - 1
    across = {(span.first_row, span.first_column) for span in sheet.merges}
    if any(cell.column == last for cell in sheet.cells):
        return sheet
    headings = (cell for cell in sheet.cells if (cell.row, cell.column) not in across)
    longest = max((heading_points(cell, EDITION_SIZE) for cell in headings if not cell.column), default=0)
    wide = sum(column_points(width, EDITION_SIZE) for width in sheet.widths[: last + 1])
    more = (longest - wide) / (column_points(1, EDITION_SIZE) - column_points(0))
    if not 0 < more <= widths_for(last + 1) - sum(sheet.widths[: last + 1]):
        return sheet
    return replace(sheet, widths=(*sheet.widths[:last], sheet.widths[last] + more, *sheet.widths[last + 1 :]))


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


def _first_columns_kept(sheet: SheetPlan, widths: list[float], needed: list[float]) -> list[float]:
    """The widths with which as many of the first columns as belong together have room on a page, where they need little
    more. Of months each stands for itself: one more is not worth a narrower column."""
    for columns in _may_end(sheet):
        is_of_more = columns - 1 not in sheet.column_starts or columns == sheet.printed_columns
        if is_of_more and sum(widths[:columns]) - widths_for(columns) <= MOST_GIVEN_WAY:
            return _given_way(sheet, widths, needed, columns)
    return widths


def _on_fewer_pages(sheet: SheetPlan, widths: list[float], needed: list[float]) -> list[float]:
    """The widths with which all columns take a page less beside each other, where columns whose words wrap can make
    room for that."""
    over = {columns: sum(widths[:columns]) - widths_for(columns) for columns in _may_end(sheet)}
    narrower = (_given_way(sheet, widths, needed, columns) for columns, much in over.items() if much <= MOST_FOR_A_PAGE)
    now = _pages_beside(sheet, widths)
    return next((one for one in narrower if _pages_beside(sheet, one) < now), widths)


def _may_end(sheet: SheetPlan) -> tuple[int, ...]:
    """How many columns the first pages may hold, all of them first."""
    return (sheet.printed_columns, *sorted(sheet.column_starts, reverse=True))


def _pages_beside(sheet: SheetPlan, widths: list[float]) -> int:
    return len(parts(replace(sheet, widths=tuple(widths)), EDITION_SIZE, landscape=True))


def _given_way(sheet: SheetPlan, widths: list[float], least: list[float], columns: int) -> list[float]:
    """The widths, where those of the first columns are too much for a page: then the columns whose words wrap give way,
    a character at a time that which makes the rows least higher by it."""
    over = sum(widths[:columns]) - widths_for(columns)
    spare = {at: widths[at] - least[at] for at in range(columns) if widths[at] >= _WRAPS and widths[at] > least[at]}
    if not 0 < over <= sum(spare.values()):
        return widths
    while over > _STEP / 10:
        ways = [(at, min(1.0, over, left)) for at, left in spare.items() if left > 0]
        at, step = min(ways, key=lambda way: (_height(sheet, _less(widths, *way)), -spare[way[0]]))
        widths, over, spare[at] = _less(widths, at, step), over - step, spare[at] - step
    return widths


def _less(widths: list[float], at: int, step: float) -> list[float]:
    return [width - step if column == at else width for column, width in enumerate(widths)]


def _height(sheet: SheetPlan, widths: list[float]) -> float:
    """The points of all rows whose texts wrap, with these widths."""
    return sum(with_high_rows(replace(sheet, widths=tuple(widths), heights={})).values())


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
        whole = (column_width(word, bold=True) <= _WIDEST_QUARTER for word in words if " " in word)
        words = words if all(whole) else cell.value.split()
    if cell.style.startswith(_OF_FIGURES):
        words = [cell.value]
    return max(
        (column_width(word, bold=is_bold(cell.style), indent=indent_of(cell.style)) for word in words), default=0
    )
