"""The printed pages of a sheet: one size of text, pages that begin where a reader would begin one.

Nothing is fitted to a page by shrinking it: under “Fit to” each sheet would have a size of its own, and Excel passes
over the page breaks that a file names (Microsoft, “Scale a worksheet”: manual page breaks are ignored with Fit To). So
a sheet prints at 100 %, and is laid out here: a sheet too wide for its page turns it, then is printed in parts: the
columns that have room, then the others, on pages of their own, with the first columns repeated (several print areas,
each of which Excel begins on a new page, and print titles). Every page break is named. Only columns that cannot be
parted are shrunk, as little as they need.

All of this follows from what the sheet shows: its heights, widths and cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cyps_xl.sheets import theme
from cyps_xl.sheets.headings import heading_points, with_whole_headings
from cyps_xl.sheets.page_breaks import ROW_HEIGHT, Pages, ShownRows
from cyps_xl.sheets.plan import CellPlan, ChartPlan, SheetPlan, Span
from cyps_xl.sheets.row_heights import LOW_LINE, is_bold, wrapped_texts
from cyps_xl.sheets.text_width import column_width, line_count

MARGINS = {"left": 0.4, "right": 0.4, "top": 0.75, "bottom": 0.65}
"""Inches. The head names the section, the foot the council: both stand within these."""
HEAD = 0.35
"""Inches from the edge of the paper to the head."""

_LONG, _SHORT = 841.9, 595.3
"""Points of A4."""
_CERTAIN = 0.985
"""The share of a page that is filled: a printer's dots make rows a little larger than they are said to be, and an
edition's words need columns a little wider than planned."""
_POINTS_A_CHARACTER = 11 * 0.507
"""Of a column: the width of a digit of Calibri 11, the font that the file names first, by which widths are told. On a
screen Excel rounds it to 7 pixels, 5.25 points; LibreOffice does not."""
_PADDING = 5 / 7
"""Characters that Excel adds to each column."""
CHART_ROWS = (13.0, 12.0, 11.0, 10.0)
"""Points of a row under a chart where nothing else stands in it: as high as leaves fewest pages."""
HIGHER_CHART_ROWS = (20.0, 18.0, 16.0, 14.0)
"""The same in an edition, where the page of the chart has room for it: lines lie flat in a low chart."""
LOWEST_CHART_ROWS = 9.0
"""The same where little but words would else have a page of its own."""
LOWER_CHART_ROWS = (9.0, 8.0, 7.0)
"""The same on a sheet that should keep to one page, where it then does."""


@dataclass(frozen=True)
class Paper:
    """The room that a page has between its margins, in points."""

    width: float
    height: float

    @staticmethod
    def of(*, landscape: bool) -> Paper:
        """A4, on its long side or its short one."""
        across, down = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
        wide = across - 72 * (MARGINS["left"] + MARGINS["right"])
        return Paper(wide - 1, (down - 72 * (MARGINS["top"] + MARGINS["bottom"])) * _CERTAIN)


def column_points(width: float, size: float = theme.SIZE) -> float:
    """The points that a column so many characters wide takes in print, in a workbook of that size of text."""
    return (width * size / theme.SIZE + _PADDING) * _POINTS_A_CHARACTER


def widths_for(columns: int, *, landscape: bool = True) -> float:
    """The characters that so many columns have together on one page, at the size of an edition's text."""
    fixed = columns * column_points(0, theme.EDITION_SIZE)
    return (Paper.of(landscape=landscape).width * _CERTAIN - fixed) / (
        column_points(1, theme.EDITION_SIZE) - column_points(0)
    )


def heading_width(title: str, columns: int) -> float:
    """The characters that so many columns have together where a title stands on one line; no more than a page has."""
    points = heading_points(CellPlan(0, 0, title, style="title"), theme.SIZE)
    wide = (points - columns * column_points(0)) / (column_points(1) - column_points(0))
    return min(wide, widths_for(columns))


def beside_links(widths: tuple[float, float], links: Iterable[str], least: float) -> tuple[float, float]:
    """The widths of the two columns of a page on its short side, the second as wide as its longest link: LibreOffice
    wraps none. The first gives way for that, down to the least that it needs."""
    labels, words = widths
    room = widths_for(2, landscape=False)
    words = max(words, min(room - least, max(map(column_width, links), default=0)))
    return max(least, min(labels, room - words)), words


def paged(sheet: SheetPlan, size: float = theme.SIZE, *, lowers: bool = True) -> SheetPlan:
    """The sheet with its pages: how they lie, where each begins, and which rows and columns are repeated.

    Without `lowers`, rows of several lines keep their heights where lower ones would spare a page.
    """
    widths = [column_points(width, size) for width in sheet.widths[: sheet.printed_columns]]
    landscape = sheet.landscape or sum(widths) > Paper.of(landscape=False).width
    paper = Paper.of(landscape=landscape)
    beside = parts(sheet, size, landscape=landscape)
    sheet = _on_first_page(sheet, beside[0][1]) if len(beside) > 1 else sheet
    sheet = with_whole_headings(sheet, tuple(widths[: beside[0][1]]), size)
    across = max(
        sum(widths[first:end]) + (sum(widths[: sheet.repeat_columns]) if first else 0) for first, end in beside
    )
    scale = min(100, int(100 * paper.width / across)) if across > paper.width else 100
    room = paper.height * 100 / scale
    sheet = _with_whole_notes(sheet)
    rows = _with_higher_charts(_on_fewest(sheet, room, size, lowers=lowers), room, size)
    return replace(
        sheet,
        heights=rows.heights,
        landscape=landscape,
        scale=scale,
        printed_further=tuple(span for first, end in beside[1:] for span in _further(sheet, first, end)),
        paper_columns=beside[0][1],
        page_breaks=tuple(rows.breaks) if sheet.begins_pages is None else sheet.begins_pages,
        repeat_rows=rows.repeated,
        rows_on_paper=rows.end,
    )


def _on_fewest(sheet: SheetPlan, room: float, size: float, *, lowers: bool) -> Pages:
    """The rows on as few pages as they have room on, lower where that spares one: charts, then rows of several lines,
    then the air of a sheet that is to keep to one page."""
    shown = ShownRows(sheet)
    rows = _laid_out(sheet, shown, room, size, CHART_ROWS)
    if rows.ends_with_little:
        lower = _laid_out(sheet, shown, room, size, (LOWEST_CHART_ROWS,))
        rows = lower if _count(lower) < _count(rows) else rows
    if lowers and _count(rows) and size > theme.SIZE:  # in an edition, which nobody types into
        low = _laid_out(_with_low_rows(sheet), shown, room, size, CHART_ROWS)
        rows = low if _count(low) < _count(rows) else rows
    if sheet.one_page and _count(rows):
        tight = _without_air(sheet)
        lower = _laid_out(tight, shown, room, size, LOWER_CHART_ROWS)
        rows = min(rows, _laid_out(tight, shown, room, size, CHART_ROWS) if _count(lower) else lower, key=_count)
    return rows


def _laid_out(sheet: SheetPlan, shown: ShownRows, room: float, size: float, heights: Sequence[float]) -> Pages:
    """The fewest pages that rows of one of these heights under its charts leave, and of those that part least; tables
    whole where they may be. A page is worth less than that a table goes on without its header."""
    tried = heights if sheet.charts else heights[:1]
    ways = (
        Pages(_with_charts(sheet, sheet.charts, height, shown), shown, room, size, whole=whole)
        for height in tried
        for whole in (True, False)
    )
    best = next(ways)
    for pages in ways:
        if not any(_cost(best)):  # all on one page, as most sheets have it
            break
        best = min(best, pages, key=_cost)
    return best


def _cost(pages: Pages) -> tuple[int, int, int]:
    """What makes a way of parting rows worse than another, the worst first."""
    return pages.unheaded, _count(pages), pages.parted


def _with_higher_charts(rows: Pages, room: float, size: float) -> Pages:
    """The same pages, each chart as high as its own has room for."""
    heights = (*HIGHER_CHART_ROWS, *CHART_ROWS) if size > theme.SIZE else CHART_ROWS
    for chart in rows.sheet.charts:
        for height in heights:
            higher = _with_charts(rows.sheet, [chart], height, rows.shown)
            if any(higher.heights.get(row, 0) < rows.heights.get(row, 0) for row in higher.heights):
                break
            found = Pages(higher, rows.shown, room, size, whole=rows.keeps_whole)
            if (found.breaks, found.end, _count(found)) == (rows.breaks, rows.end, _count(rows)):
                rows = found
                break
    return rows


def _count(pages: Pages) -> int:
    """How many page breaks there are, those that a program would put in by itself as well."""
    return len(pages.breaks) + pages.overfull


def _without_air(sheet: SheetPlan) -> SheetPlan:
    """The sheet with its rows as low as they may be, those with words as high as these need in its language; one in
    which a note has come to stand keeps a line."""
    told = {cell.row: ROW_HEIGHT for cell in sheet.cells if cell.value != "" and cell.column < sheet.printed_columns}
    told |= _low_rows(sheet)
    least = {row: max(points, told.get(row, 0)) for row, points in sheet.air.items()}
    return replace(sheet, heights={**sheet.heights, **least})


def _with_low_rows(sheet: SheetPlan) -> SheetPlan:
    """The sheet with its rows of several lines without the air that they have otherwise."""
    low = {row: min(points, sheet.heights.get(row, points)) for row, points in _low_rows(sheet).items()}
    return replace(
        sheet, heights={**sheet.heights, **{row: points for row, points in low.items() if row in sheet.heights}}
    )


def _low_rows(sheet: SheetPlan) -> dict[int, float]:
    """The points that rows need for the words that wrap in them, at least."""
    found: dict[int, float] = {}
    for cell, room in wrapped_texts(sheet):
        lines = line_count(str(cell.value), room, bold=is_bold(cell.style))
        found[cell.row] = max(found.get(cell.row, 0), lines * LOW_LINE + 1 if lines > 1 else ROW_HEIGHT)
    return found


def _with_whole_notes(sheet: SheetPlan) -> SheetPlan:
    """The sheet with a line for each note that has come to stand in a row without air."""
    told = {cell.row for cell in sheet.cells if cell.value != "" and cell.column < sheet.printed_columns}
    notes = {row: max(ROW_HEIGHT, sheet.heights.get(row, 0)) for row in told & {*sheet.air}}
    return replace(sheet, heights={**sheet.heights, **notes})


def _with_charts(sheet: SheetPlan, charts: Iterable[ChartPlan], height: float, shown: ShownRows) -> SheetPlan:
    """The sheet with rows of a height under charts, where nothing else stands beside them."""
    spans = (range(chart.row, chart.row + chart.rows) for chart in charts)
    free = (row for rows in spans if shown.styles.keys().isdisjoint(rows) for row in rows)
    return replace(sheet, heights={**sheet.heights, **dict.fromkeys(free, height)})


def parts(sheet: SheetPlan, size: float, *, landscape: bool) -> list[tuple[int, int]]:
    """The columns that share a page, by the first and the one after the last: all, where they have room or may not be
    parted. Columns that belong together are not parted."""
    widths = [column_points(width, size) for width in sheet.widths[: sheet.printed_columns]]
    room, repeated = Paper.of(landscape=landscape).width, sheet.repeat_columns
    may_begin = [0, *sorted(start for start in sheet.column_starts if repeated < start < len(widths)), len(widths)]
    if sum(widths) <= room or len(may_begin) == 2:
        return [(0, len(widths))]
    found: list[tuple[int, int]] = []
    begins, fixed = 0, 0.0
    for start, end in pairwise(may_begin):
        if start > begins and fixed + sum(widths[begins:end]) > room:
            found.append((begins, start))
            begins, fixed = start, sum(widths[:repeated])
    return [*found, (begins, len(widths))]


def _further(sheet: SheetPlan, first: int, end: int) -> Iterator[Span]:
    """The runs of rows that have something in these columns: each is printed on pages of its own."""
    rows = sorted({cell.row for cell in sheet.cells if first <= cell.column < end})
    begins = None
    for row, following in pairwise([*rows, -1]):
        begins = row if begins is None else begins
        if following != row + 1:
            yield Span(begins, first, row, end - 1)
            begins = None


def _on_first_page(sheet: SheetPlan, end: int) -> SheetPlan:
    """The sheet with its paragraphs and charts on the first of several pages beside each other: none is cut in two."""
    words = {(cell.row, cell.column): cell for cell in sheet.cells}
    heights, merges = dict(sheet.heights), []
    for span in sheet.merges:
        if span.first_column < end <= span.last_column:
            room = sum(sheet.widths[span.first_column : end])
            text = str(words[span.first_row, span.first_column].value)
            heights[span.first_row] = max(heights.get(span.first_row, 0), line_count(text, room) * ROW_HEIGHT + 3)
            span = replace(span, last_column=end - 1)
        merges.append(span)
    return replace(
        sheet,
        heights=heights,
        merges=tuple(span for span in merges if span.first_column < span.last_column),
        charts=tuple(_narrowed(chart, end) for chart in sheet.charts),
    )


def _narrowed(chart: ChartPlan, end: int) -> ChartPlan:
    first, last = chart.columns
    return replace(chart, columns=(first, min(last, end - 1))) if first < end else chart
