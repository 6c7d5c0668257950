"""Where the pages of a sheet begin: its rows parted so that what belongs together has one page, where that has room."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from cyps_xl.grid import HIGHEST_ROW
from cyps_xl.sheets import theme
from cyps_xl.sheets.headings import LARGE
from cyps_xl.sheets.plan import OPEN, CellPlan, ChartPlan, SheetPlan

ROW_HEIGHT = 15.0
"""Points of a row whose height is not set, and of a line of text of 11 points."""
_DOT = 0.75
"""Points of a screen's dot: programs make each row whole dots high."""
_LEAST_LEFT = 1 / 3
"""The share of a page that what stands before words leaves there at least, where it goes on to the next with them."""
_BARE = 1 / 2
"""The share of a sheet's first page below which a table is rather parted than put whole on the next."""
_LAST_ROWS = 3
"""Rows of a table that a page has at least, be it above a break or below."""

_OF_NO_TABLE = ("header", "section", "paragraph", "title", "subtitle", "grey label", "page number", "link")
"""How the styles of rows begin that are no rows of a table."""

Rows = tuple[int, int]
"""The first and the last of a run of rows."""


def printed_height(points: float, size: float) -> float:
    """The height that a row takes in print, at a size of the body's text: no more than Excel has."""
    return round(min(HIGHEST_ROW, points * size / theme.SIZE) / _DOT) * _DOT


class ShownRows:
    """What a sheet shows in its rows, however high these are: the same for all ways of parting it."""

    def __init__(self, sheet: SheetPlan) -> None:
        cells: dict[int, CellPlan] = {}
        shown = 0
        columns = sheet.printed_columns or len(sheet.widths)
        for cell in sheet.cells:
            if cell.column < columns:
                first = cells.get(cell.row)
                if first is None or cell.column < first.column:
                    cells[cell.row] = cell
                if cell.value != "":
                    shown = max(shown, cell.row)
        self.styles = {row: cell.style for row, cell in cells.items()}
        self.heights = {row: _heading_height(style) for row, style in self.styles.items() if _is_large(style)}
        below_charts = [chart.row + chart.rows for chart in sheet.charts]
        self.last = max(shown, *(row - 1 for row in below_charts), 0)
        self.of_tables = {row: row for row, style in self.styles.items() if not style.startswith(_OF_NO_TABLE)}
        """The rows of tables, each with the row below its own table."""
        for row in sorted(self.of_tables, reverse=True):
            self.of_tables[row] = self.of_tables.get(row + 1, row + 1)
        last_rows = sorted(row for row in self.of_tables if row <= self.last)[-_LAST_ROWS:]
        links = (row for row, style in self.styles.items() if row <= self.last and style.startswith("link"))
        self.little_from = max(
            1 + max(links, default=-1),
            1 + last_rows[0] if len(last_rows) == _LAST_ROWS else 0,
            *below_charts,
            0,
        )
        """From which row on little but words stands: no chart, a row or two with figures at most, headed or not."""


class Pages:
    """The rows of a sheet, parted into pages.

    What belongs together is not parted where it has room on a page: a heading and what it heads, a chart and its
    table, an indicator and its explanation, the contents, words and what stands before them; with `whole` any table.
    Rows that are kept free for words, below all that shows something, are left out of print where they alone would take
    another page: they print as soon as words are there.

    `shown` is what the sheet shows, `room` that of a page in points, `size` that of the body's text.
    """

    def __init__(self, sheet: SheetPlan, shown: ShownRows, room: float, size: float, *, whole: bool) -> None:
        self.sheet, self.shown, self._room, self._size, self.keeps_whole = sheet, shown, room, size, whole
        self._styles, self._last_shown = shown.styles, shown.last
        self.heights = dict(shown.heights)
        for row, height in sheet.heights.items():
            self.heights[row] = max(height, self.heights.get(row, 0))
        self.heights = dict(sorted(self.heights.items()))
        self._down_to = [0.0]  # what all rows above a row take together, by its number, as far as it was asked for
        self.repeated = sheet.repeat_rows or sheet.may_repeat or self._last_header()
        self._table = self._repeated_table()
        self.breaks = self._pages()
        if self.repeated is not None and not any(start in self._table for start in self.breaks):
            self.repeated, self._table = None, range(0)
            self.breaks = self._pages() if self.breaks else []
        self.end = self._end(self.breaks)

    @property
    def ends_with_little(self) -> bool:
        """Whether the last page is one for little but words."""
        return bool(self.breaks) and self._is_little(self.breaks[-1])

    @property
    def parted(self) -> int:
        """How much is parted that a reader would see together: tables, charts and their tables, words and all else."""
        tables = sum(self._is_of_table(row) and self._is_of_table(row - 1) for row in self.breaks)
        charts = sum(chart.row < row <= self._below(chart) for chart in self.sheet.charts for row in self.breaks)
        return 2 * tables + charts + 3 * (self.ends_with_little + self._leaves_first_bare)

    @property
    def unheaded(self) -> int:
        """How many pages begin within a table whose header is not repeated there: nobody could read them."""
        within = (row for row in self.breaks if self._is_of_table(row) and self._is_of_table(row - 1))
        return sum(row not in self._table and row not in self.sheet.gone_on for row in within)

    @property
    def _leaves_first_bare(self) -> bool:
        """Whether a table stands whole on the second page, and little on the first."""
        first = self.breaks[0] if self.breaks else 0
        begins_table = any(map(self._is_header, range(first, first + 3)))
        return first > 0 and begins_table and self._height(0, first - 1) < self._room * _BARE

    def _below(self, chart: ChartPlan) -> int:
        """The header below a chart; its own last row where there is none."""
        last = chart.row + chart.rows - 1
        return next((row for row in range(last + 1, last + 3) if self._is_header(row)), last)

    def _is_little(self, first: int) -> bool:
        return first >= self.shown.little_from

    def _height(self, first: int, last: int) -> float:
        """The height of the rows from the first to the last: asked for many times of each, so told from sums."""
        if last < first:
            return 0.0
        sums = self._down_to
        for row in range(len(sums) - 1, last + 1):
            sums.append(sums[row] + printed_height(self.heights.get(row, ROW_HEIGHT), self._size))
        return sums[last + 1] - sums[first]  # exact: every height is a whole number of dots

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
            goes_on = first in self.sheet.gone_on
            if used and (goes_on or used + height > self._room):
                start = first if goes_on else self._start(blocks[: at + 1], starts)
                self._leave_rows(start, starts)
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
            rows = range(_LAST_ROWS, 0, -1)  # as many of its last as have room there
            return next(
                (row for row in (self._table.stop - n for n in rows) if self._may_begin(row, blocks, starts)), first
            )
        if self._is_little(first) and (taken := self._with_little(blocks, starts)) is not None:
            return taken
        if not self._is_of_table(first):
            return first
        wanted = self.shown.of_tables[first] - _LAST_ROWS
        page = starts[-1] if starts else 0
        earlier = max((row for row, _ in blocks if page < row <= wanted), default=first)
        return earlier if earlier < first and self._height(earlier, last) <= self._room else first

    def _may_begin(self, row: int, blocks: Sequence[Rows], starts: Sequence[int]) -> bool:
        """Whether a page that is to hold the last of some blocks may begin with this row of the table before it."""
        has_room = self._height(row, blocks[-1][1]) + self._repeats(row) <= self._room
        return has_room and row > starts[-1] and any(row == begins for begins, _ in blocks)

    def _leave_rows(self, start: int, starts: list[int]) -> None:
        """Begin the page before earlier, where a page that begins here would leave a row or two of a table alone there,
        below its repeated header."""
        if not (starts and starts[-1] in self._table and start in self._table and start - starts[-1] < _LAST_ROWS):
            return
        page, before = starts[-1], starts[-2] if len(starts) > 1 else self._table.start
        for rows in range(_LAST_ROWS, 1, -1):
            if start - rows < page and start - rows - before >= rows:
                starts[-1] = start - rows
                return

    def _with_little(self, blocks: Sequence[Rows], starts: Sequence[int]) -> int | None:
        """Where a page begins that would hold little but words: with what stands before them, of a long table with its
        last rows. None where that has no room."""
        page = starts[-1] if starts else 0
        taken = max((row for row, _ in blocks[:-1] if page < row and not self._is_little(row)), default=page)
        has_room = self._height(taken, self._last_shown) + self._repeats(taken) <= self._room
        leaves_enough = taken > page and self._height(page, taken - 1) >= self._room * _LEAST_LEFT
        return taken if has_room and leaves_enough else None

    def _is_of_table(self, row: int) -> bool:
        return row in self.shown.of_tables

    def _blocks(self) -> Iterator[Rows]:
        """The runs of rows that stay together, one after the other, down to the last that shows something."""
        joined = self._joined()
        row = 0
        while row <= self._last_shown:
            last = row
            while last in joined:
                last += 1
            if last > row and self._height(row, last) > self._room:
                has_no_room = (one for one in range(row, last + 1) if self._height(row, one) > self._room)
                last = max(row, next(has_no_room) - 1)
            yield row, min(last, self._last_shown)
            row = last + 1

    def _is_in_contents(self, row: int) -> bool:
        """Whether links go on in the next row: a list of contents is one, where it has room on a page."""
        return all(self._styles.get(one, "").startswith("link") for one in (row, row + 1))

    def _joined(self) -> set[int]:
        """The rows that stay on the page of the row below them."""
        joined: set[int] = set()
        for row, style in self._styles.items():
            if style.startswith("title"):
                joined.update(range(row, row + 4))  # with what it covers, notices, and what comes first
            elif style.startswith("section"):
                joined.update(range(row, row + 1 + _LAST_ROWS))
            elif style.startswith("header"):
                below = self.shown.of_tables.get(row + 1, row + 1)
                joined.update(range(row, max(row + 1, min(row + _LAST_ROWS, below - 1))))
            elif style.endswith(OPEN) or self._is_in_contents(row):
                joined.add(row)
            if self._styles.get(row + 1, "").startswith(("total", "header")):  # a name of a table stays above it
                joined.add(row)
        for row in filter(self._is_header, self._styles if self.keeps_whole else ()):
            joined.update(self._whole_table(row, joined))
        for chart in self.sheet.charts:
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
        first, end = header, self.shown.of_tables.get(header + 1, header + 1)
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
        while last + 1 < self.sheet.printed_rows and self._height(first, last + 1) <= room:
            last += 1
        return last + 1


def _is_large(style: str) -> bool:
    return style in LARGE


def _heading_height(style: str) -> float:
    """The height of a row whose text is larger than a line of the body."""
    return round(LARGE[style] * 1.4)
