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

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from cyps_xl.sheets import theme
from cyps_xl.sheets.plan import OPEN, CellPlan, ChartPlan, SheetPlan, Span
from cyps_xl.sheets.text_width import line_count

ROW_HEIGHT = 15.0
"""Points of a row whose height is not set, and of a line of text of 11 points."""

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
LOWER_CHART_ROWS = (9.0, 8.0, 7.0)
"""The same on a sheet that should keep to one page, where it then does."""
_LEAST_LEFT = 1 / 3
"""The share of a page that what stands before words leaves there at least, where it goes on to the next with them."""
_LAST_ROWS = 3
"""Rows of a table that a page has at least, be it above a break or below."""


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


def paged(sheet: SheetPlan, size: float = theme.SIZE) -> SheetPlan:
    """The sheet with its pages: how they lie, where each begins, and which rows and columns are repeated."""
    widths = [column_points(width, size) for width in sheet.widths[: sheet.printed_columns]]
    landscape = sheet.landscape or sum(widths) > Paper.of(landscape=False).width
    paper = Paper.of(landscape=landscape)
    parts = _parts(widths, sheet.repeat_columns, sheet.column_starts, paper.width)
    sheet = _on_first_page(sheet, parts[0][1]) if len(parts) > 1 else sheet
    across = max(sum(widths[first:end]) + (sum(widths[: sheet.repeat_columns]) if first else 0) for first, end in parts)
    scale = min(100, int(100 * paper.width / across)) if across > paper.width else 100
    room = paper.height * theme.SIZE / size * 100 / scale
    rows = _laid_out(sheet, room, CHART_ROWS)
    if sheet.one_page and _count(rows):
        lower = _laid_out(replace(sheet, heights={**sheet.heights, **sheet.air}), room, LOWER_CHART_ROWS)
        rows = rows if _count(lower) else lower
    return replace(
        sheet,
        heights=rows.heights,
        landscape=landscape,
        scale=scale,
        printed_further=tuple(span for first, end in parts[1:] for span in _further(sheet, first, end)),
        paper_columns=parts[0][1],
        page_breaks=tuple(rows.breaks),
        repeat_rows=rows.repeated,
        rows_on_paper=rows.end,
    )


def _laid_out(sheet: SheetPlan, room: float, heights: Sequence[float]) -> _Pages:
    """The fewest pages that rows of one of these heights under its charts leave, and of those that part least; tables
    whole where they may be."""
    ways = (_Pages(_with_charts(sheet, height), room, whole=whole) for height in heights for whole in (True, False))
    return min(ways, key=lambda pages: (_count(pages), pages.parted))


def _count(pages: _Pages) -> int:
    """How many page breaks there are, those that a program would put in by itself as well."""
    return len(pages.breaks) + pages.overfull


def _with_charts(sheet: SheetPlan, height: float) -> SheetPlan:
    """The sheet with rows of a height under its charts, where nothing else stands beside them."""
    used = {cell.row for cell in sheet.cells if cell.column < sheet.printed_columns}
    spans = (range(chart.row, chart.row + chart.rows) for chart in sheet.charts)
    free = (row for rows in spans if used.isdisjoint(rows) for row in rows)
    return replace(sheet, heights={**sheet.heights, **dict.fromkeys(free, height)})


def _parts(widths: Sequence[float], repeated: int, starts: Collection[int], room: float) -> list[tuple[int, int]]:
    """The columns that share a page, by the first and the one after the last: all, where they have room or may not be
    parted. Columns that belong together are not parted."""
    may_begin = [0, *sorted(start for start in starts if repeated < start < len(widths)), len(widths)]
    if sum(widths) <= room or len(may_begin) == 2:
        return [(0, len(widths))]
    parts: list[tuple[int, int]] = []
    begins, fixed = 0, 0.0
    for start, end in pairwise(may_begin):
        if start > begins and fixed + sum(widths[begins:end]) > room:
            parts.append((begins, start))
            begins, fixed = start, sum(widths[:repeated])
    return [*parts, (begins, len(widths))]


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


Rows = tuple[int, int]
"""The first and the last of a run of rows."""


class _Pages:
    """The rows of a sheet, parted into pages.

    What belongs together is not parted where it has room on a page: a heading and what it heads, a chart and its
    table, an indicator and its explanation, the contents, words and what stands before them; with `whole` any table.
    Rows that are kept free for words, below all that shows something, are left out of print where they alone would take
    another page: they print as soon as words are there.
    """

    def __init__(self, sheet: SheetPlan, room: float, *, whole: bool) -> None:
        self._sheet, self._room, self._keeps_whole = sheet, room, whole
        self._cells: dict[int, list[CellPlan]] = {}
        for cell in sheet.cells:
            if cell.column < (sheet.printed_columns or len(sheet.widths)):
                self._cells.setdefault(cell.row, []).append(cell)
        self._styles = {row: min(cells, key=lambda c: c.column).style for row, cells in self._cells.items()}
        self.heights = {**{row: _heading_height(style) for row, style in self._styles.items() if _is_large(style)}}
        for row, height in sheet.heights.items():
            self.heights[row] = max(height, self.heights.get(row, 0))
        self.heights = dict(sorted(self.heights.items()))
        shown = [row for row, cells in self._cells.items() if any(cell.value != "" for cell in cells)]
        charts = [chart.row + chart.rows - 1 for chart in sheet.charts]
        self._last_shown = max([0, *shown, *charts])
        self.repeated = sheet.repeat_rows or self._last_header()
        self._table = self._repeated_table()
        self.breaks = self._pages()
        if not any(start in self._table for start in self.breaks):
            self.repeated, self._table = None, range(0)
            self.breaks = self._pages()
        self.end = self._end(self.breaks)

    @property
    def parted(self) -> int:
        """How much is parted that a reader would see together: tables, charts and their tables, words and all else."""
        tables = sum(self._is_of_table(row) and self._is_of_table(row - 1) for row in self.breaks)
        charts = sum(chart.row < row <= self._below(chart) for chart in self._sheet.charts for row in self.breaks)
        words = bool(self.breaks) and self._is_words(self.breaks[-1])
        return 2 * tables + charts + 3 * words

    def _below(self, chart: ChartPlan) -> int:
        """The header below a chart; its own last row where there is none."""
        last = chart.row + chart.rows - 1
        return next((row for row in range(last + 1, last + 3) if self._is_header(row)), last)

    def _is_words(self, first: int) -> bool:
        """Whether little but words stands from a row on: no chart, no header, at most a row or two with figures."""
        below = [row for row in self._styles if first <= row <= self._last_shown]
        has_chart = any(chart.row + chart.rows > first for chart in self._sheet.charts)
        has_words = any(self._styles[row].startswith("paragraph") for row in below)
        of_table = sum(self._is_of_table(row) for row in below)
        return has_words and not has_chart and of_table < _LAST_ROWS and not any(map(self._is_header, below))

    def _height(self, first: int, last: int) -> float:
        return sum(self.heights.get(row, ROW_HEIGHT) for row in range(first, last + 1))

    def _last_header(self) -> Rows | None:
        """The header of the last table of several, which can be repeated because no other comes after it."""
        last = max((row for row in self._styles if self._is_header(row)), default=None)
        return None if last is None else (last, last)

    def _repeated_table(self) -> range:
        """The rows below a header that is repeated where they go on on another page."""
        if self.repeated is None:
            return range(0)
        first = last = self.repeated[1] + 1
        while last in self._styles and not self._styles[last].startswith(("section", "paragraph")):
            last += 1
        return range(first, last)

    def _pages(self) -> list[int]:
        """The rows with which the second page and those after it begin."""
        blocks = list(self._blocks())
        self.overfull = 0
        starts: list[int] = []
        used = 0.0
        for at, (first, last) in enumerate(blocks):
            height = self._height(first, last)
            goes_on = first in self._sheet.gone_on
            if used and (goes_on or used + height > self._room):
                start = first if goes_on else self._start(blocks[: at + 1], starts)
                starts.append(start)
                used = self._height(start, last) + self._repeats(start)
                self.overfull += used > self._room
            else:
                used += height
        return starts

    def _repeats(self, first: int) -> float:
        """The height of the rows that are repeated above a page that begins below them, within their table or not."""
        return self._height(*self.repeated) if self.repeated and first > self.repeated[1] else 0.0

    def _start(self, blocks: Sequence[Rows], starts: Sequence[int]) -> int:
        """Where a page begins that is to hold the last of some blocks: earlier, where the foot of a table would else
        stand alone, or a repeated header above nothing but words."""
        first, last = blocks[-1]
        if first >= self._table.stop and any(start in self._table for start in starts):
            wanted = self._table.stop - _LAST_ROWS
            if wanted - starts[-1] < _LAST_ROWS:  # the page before would have a row or two alone
                wanted = self._table.stop - 1
        elif self._is_words(first) and (taken := self._with_words(blocks, starts)) is not None:
            return taken
        elif self._is_of_table(first):
            wanted = self._end_of_table(first) - _LAST_ROWS
        else:
            return first
        page = starts[-1] if starts else 0
        earlier = max((row for row, _ in blocks if page < row <= wanted), default=first)
        return earlier if earlier < first and self._height(earlier, last) <= self._room else first

    def _with_words(self, blocks: Sequence[Rows], starts: Sequence[int]) -> int | None:
        """Where a page begins that would hold little but words: with what stands before them, of a long table with its
        last rows. None where that has no room."""
        page = starts[-1] if starts else 0
        taken = max((row for row, _ in blocks[:-1] if page < row and not self._is_words(row)), default=page)
        has_room = self._height(taken, self._last_shown) + self._repeats(taken) <= self._room
        leaves_enough = taken > page and self._height(page, taken - 1) >= self._room * _LEAST_LEFT
        return taken if has_room and leaves_enough else None

    def _end_of_table(self, row: int) -> int:
        while self._is_of_table(row):
            row += 1
        return row

    def _is_of_table(self, row: int) -> bool:
        style = self._styles.get(row, "paragraph")
        return not style.startswith(
            ("header", "section", "paragraph", "title", "subtitle", "grey label", "page number", "link")
        )

    def _blocks(self) -> Iterator[Rows]:
        """The runs of rows that stay together, one after the other, down to the last that shows something."""
        joined = self._joined()
        row = 0
        while row <= self._last_shown:
            last = row
            while last in joined:
                last += 1
            if last > row and self._height(row, last) > self._room:
                last = row + next(
                    (n for n, total in enumerate(self._totals(row, last)) if total > self._room), last - row + 1
                )
                last = max(row, last - 1)
            yield row, min(last, self._last_shown)
            row = last + 1

    def _is_in_contents(self, row: int) -> bool:
        """Whether links go on in the next row: a list of contents is one, where it has room on a page."""
        return all(self._styles.get(one, "").startswith("link") for one in (row, row + 1))

    def _totals(self, first: int, last: int) -> Iterator[float]:
        return accumulate(self.heights.get(row, ROW_HEIGHT) for row in range(first, last + 1))

    def _joined(self) -> set[int]:
        """The rows that stay on the page of the row below them."""
        joined: set[int] = set()
        for row, style in self._styles.items():
            if style.startswith("title"):
                joined.update(range(row, row + 4))  # with what it covers, notices, and what comes first
            elif style.startswith("section"):
                joined.update(range(row, row + 1 + _LAST_ROWS))
            elif style.startswith("header"):
                joined.update(range(row, row + _LAST_ROWS))
            elif style.endswith(OPEN) or self._is_in_contents(row):
                joined.add(row)
            if self._styles.get(row + 1, "").startswith(("total", "header")):  # a name of a table stays above it
                joined.add(row)
        for row in filter(self._is_header, self._styles if self._keeps_whole else ()):
            joined.update(self._whole_table(row, joined))
        for chart in self._sheet.charts:
            joined.update(self._with_chart(chart, joined))
        return joined

    def _with_chart(self, chart: ChartPlan, joined: Collection[int]) -> range:
        """A chart's rows, with the heading above and the table below, where all of it has room on a page."""
        first, last = chart.row, chart.row + chart.rows - 1
        alone = range(first, last)
        while first - 1 in joined and first > 0:
            first -= 1
        below = next((row for row in range(last + 1, last + 3) if self._is_header(row)), None)
        if below is not None:
            last = below
            while last + 1 in self._styles and not self._styles[last + 1].startswith(("section", "paragraph")):
                last += 1
        if self._is_below_title(first):  # which would stand on a page by itself
            first = 0
        return range(first, last) if self._height(first, last) <= self._room else alone

    def _is_below_title(self, first: int) -> bool:
        """Whether nothing but a title and what it covers stands above a row."""
        above = (style for row, style in self._styles.items() if row < first)
        return all(style.startswith(("title", "subtitle", "notice", "paragraph")) for style in above)

    def _whole_table(self, header: int, joined: Collection[int]) -> range:
        """The rows of a table but its last, where all of it has room on a page, with the heading above."""
        first, end = header, self._end_of_table(header + 1)
        while first - 1 in joined and first > 0:
            first -= 1
        return range(header, end - 1) if self._height(first, end - 1) <= self._room else range(0)

    def _is_header(self, row: int) -> bool:
        return self._styles.get(row, "").startswith("header")

    def _end(self, starts: Sequence[int]) -> int:
        """How many rows are printed: those kept free for words, as long as the last page has room for them."""
        first = starts[-1] if starts else 0
        last = self._last_shown
        room = self._room - self._repeats(first)
        while last + 1 < self._sheet.printed_rows and self._height(first, last + 1) <= room:
            last += 1
        return last + 1


_LARGE = {"section": theme.SECTION_SIZE, "title": theme.TITLE_SIZE, "cover title": theme.COVER_SIZE}


def _is_large(style: str) -> bool:
    return style in _LARGE


def _heading_height(style: str) -> float:
    """The height of a row whose text is larger than a line of the body."""
    return round(_LARGE[style] * 1.4)
