"""A table and its chart of bars on the short side of the page, where that spares a page: a team's bar then stands on
the page of its figures. So do many bars, each with its name. Columns side by side keep the long side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cyps_xl.edition.for_readers import page_count
from cyps_xl.sheets.page_breaks import ROW_HEIGHT, printed_height
from cyps_xl.sheets.pages import paged, widths_for
from cyps_xl.sheets.plan import ChartPlan, SheetPlan
from cyps_xl.sheets.printed_width import printed_width
from cyps_xl.sheets.row_heights import with_high_rows
from cyps_xl.sheets.theme import EDITION_SIZE

NAMES = 0
"""The column of names."""
_BAR = 11.5
"""Points of a bar and the gap below it, with which every bar has its name beside it: LibreOffice leaves names out of a
lower chart."""
_AROUND = 85.0
"""Points of a chart's title, axis and the air around them."""


def upright_where_shorter(sheet: SheetPlan, words: Sequence[float]) -> SheetPlan:
    """The sheet, its columns narrower and its page upright where it takes fewer pages so, or more bars have names.

    `words` are the characters that each column needs for its longest word.
    """
    if not _may_stand(sheet):
        return sheet
    least = _least(sheet, words)
    spare = widths_for(sheet.printed_columns, landscape=False) - sum(least)
    if spare < 0:
        return sheet
    widths = tuple(_filled(sheet, least, spare))
    standing = replace(sheet, widths=widths, landscape=False)
    standing = replace(standing, heights=with_high_rows(standing))
    return min(sheet, standing, key=_worth)  # the one that lies, where they are alike


def _may_stand(sheet: SheetPlan) -> bool:
    """Whether it shows bars that lie, and begins no page for another reason than that one is full."""
    has_bars = bool(sheet.charts) and all(chart.sideways for chart in sheet.charts)
    return has_bars and sheet.landscape and not sheet.gone_on and sheet.begins_pages is None


def _filled(sheet: SheetPlan, widths: list[float], spare: float) -> list[float]:
    """The widths with what is left of the page, a character at a time for the column that makes rows lowest by it: for
    that of names where none does, as far as it was as wide."""
    while spare > 0:
        step = min(1.0, spare)
        ways = [[width + step * (column == at) for column, width in enumerate(widths)] for at in range(len(widths))]
        first = NAMES if widths[NAMES] < sheet.widths[NAMES] else len(widths) - 1
        at = min(range(len(ways)), key=lambda at: (_height(sheet, ways[at]), at != first))
        widths, spare = ways[at], spare - step
    return widths


def _height(sheet: SheetPlan, widths: Sequence[float]) -> float:
    """The points of all rows whose texts wrap, with these widths."""
    return sum(with_high_rows(replace(sheet, widths=tuple(widths), heights={})).values())


def _least(sheet: SheetPlan, words: Sequence[float]) -> list[float]:
    """The characters that each printed column needs for its words and figures."""
    least = list(words[: sheet.printed_columns])
    for cell in sheet.cells:
        if cell.column < len(least) and cell.number_format and isinstance(cell.value, int | float):
            least[cell.column] = max(least[cell.column], printed_width(cell.value, cell.number_format))
    return least


def _worth(sheet: SheetPlan) -> tuple[bool, int]:
    """Whether names are left out beside its bars, and how many pages it takes."""
    printed = paged(sheet, EDITION_SIZE)
    return any(_leaves_names_out(printed, chart) for chart in printed.charts), page_count(printed)


def _leaves_names_out(sheet: SheetPlan, chart: ChartPlan) -> bool:
    rows = range(chart.row, chart.row + chart.rows)
    high = sum(printed_height(sheet.heights.get(row, ROW_HEIGHT), EDITION_SIZE) for row in rows)
    return high - _AROUND < _BAR * len(chart.categories.cells)
