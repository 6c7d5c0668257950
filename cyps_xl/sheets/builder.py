"""Laying out one output sheet, cell by cell, until it is frozen into a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cyps_xl.grid import HIGHEST_ROW, column_letters
from cyps_xl.sheets.formulas import Formula
from cyps_xl.sheets.pages import paged
from cyps_xl.sheets.plan import NOTICE_PREFIX, OPEN, CellPlan, ChartPlan, Scalar, Scorecard, SheetPlan, Span
from cyps_xl.sheets.printed_width import printed_width
from cyps_xl.sheets.row_heights import LINE_HEIGHT, in_steps, text_height, with_high_rows

HEADER_AIR = 6.0
"""Points of a table's header beside those of its lines."""


def address(row: int, column: int, *, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """A cell's address as a formula writes it; row and column count from 0."""
    return f"{'$' * fixed_column}{column_letters(column + 1)}{'$' * fixed_row}{row + 1}"


class SheetBuilder:
    """A sheet being laid out. Rows and columns count from 0."""

    def __init__(self, key: str, tab: str, title: str, widths: tuple[float, ...], *, landscape: bool = True) -> None:
        self.key, self.tab, self.title, self.widths = key, tab, title, widths
        self.landscape = landscape
        self.freeze = (0, 0)
        self.one_page = False
        self.begins_pages: tuple[int, ...] | None = None
        self.repeat_columns = 0
        self.repeating_columns: tuple[int, ...] = ()
        self.column_starts: tuple[int, ...] = ()
        self.repeat_rows: tuple[int, int] | None = None
        self.printed_columns: int | None = None
        self._cells: dict[tuple[int, int], CellPlan] = {}
        self._heights: dict[int, float] = {}
        self._air: dict[int, float] = {}
        self._arrows: list[Span] = []
        self._bars: list[Span] = []
        self._scorecards: list[Scorecard] = []
        self._notices = 0
        self._charts: list[ChartPlan] = []
        self._merges: list[Span] = []
        self._going_on: set[int] = set()
        self.gone_on: tuple[int, ...] = ()
        self._names: dict[str, tuple[int, int]] = {}
        self._ranges: dict[str, Span] = {}
        self._lines: dict[tuple[int, int], tuple[str, int]] = {}

    def put(
        self,
        row: int,
        column: int,
        item: Formula | Scalar,
        style: str = "text",
        number_format: str = "",
        link: str = "",
    ) -> Formula:
        """Place a formula or a label, and return the cell as other formulas on this sheet refer to it.

        The column is made wide enough for a number that has a number format.
        """
        formula, value = (item.text, item.value) if isinstance(item, Formula) else (None, item)
        if (row, column) in self._cells:
            raise ValueError(f"{self.tab}!{address(row, column)}: two cells in one place")
        self._cells[row, column] = CellPlan(row, column, value, formula, style, number_format, link)
        if number_format and isinstance(value, int | float):
            self.widen([column], printed_width(value, number_format))
        return Formula(address(row, column), value)

    def made_by(self, place: tuple[int, int], block: str, position: int) -> None:
        """Say which line of which block a cell is worked out as, so that what is wrong with it is named there."""
        self._lines[place] = block, position

    def has(self, row: int, column: int) -> bool:
        """Whether a cell has been placed there."""
        return (row, column) in self._cells

    def placed(self, row: int, column: int) -> Formula:
        """A cell placed before, as formulas refer to it. KeyError when nothing stands there."""
        return Formula(address(row, column), self._cells[row, column].value)

    def put_named(
        self, name: str, row: int, column: int, item: Formula | Scalar, style: str = "text", number_format: str = ""
    ) -> Formula:
        """Place a cell under a defined name, and return it as formulas on any sheet refer to it."""
        placed = self.put(row, column, item, style, number_format)
        self._names[name] = (row, column)
        return Formula(name, placed.value)

    def name_range(self, name: str, span: Span) -> None:
        """Give cells of one column a defined name, from which formulas on other sheets choose."""
        self._ranges[name] = span

    def header(
        self, row: int, labels: tuple[Formula | Scalar, ...], styles: tuple[str, ...] = (), lines: int = 1
    ) -> None:
        """Place a table's one header row."""
        for column, label in enumerate(labels):
            style = styles[column] if column < len(styles) else ("header" if column == 0 else "header right")
            self.put(row, column, label, style)
        self.height(row, lines * LINE_HEIGHT + HEADER_AIR)

    def height(self, row: int, points: float) -> None:
        """Set a row's height; the tallest of several claims wins."""
        self._heights[row] = min(HIGHEST_ROW, max(points, self._heights.get(row, 0)))

    def height_in_steps(self, row: int) -> None:
        """Let a row have one of few heights."""
        self._heights[row] = in_steps(self._heights[row])

    def gives_way(self, row: int, least: float) -> None:
        """Let a row be as low as this, where all of the sheet has room on one page then: it is mostly air."""
        self._air[row] = least

    def widen(self, columns: Iterable[int], width: float) -> None:
        """Make columns at least so many characters wide."""
        wider = set(columns)
        self.widths = tuple(max(w, width) if at in wider else w for at, w in enumerate(self.widths))

    def paragraph(self, row: int, column: int, item: Formula | Scalar, width: float, style: str = "wrapped") -> Formula:
        """Place a text that wraps within one column so many characters wide, in a row tall enough for it."""
        placed = self.put(row, column, item, style)
        self.height(row, text_height(str(placed.value), width))
        return placed

    def goes_on(self, row: int) -> None:
        """Leave out the rule below a row: the next row belongs to it."""
        self._going_on.add(row)

    def across(self, row: int, item: Formula | Scalar, style: str = "paragraph") -> Formula:
        """Place a paragraph across all printed columns (outside tables only), in a row tall enough for it."""
        last = (self.printed_columns or len(self.widths)) - 1
        placed = self.paragraph(row, 0, item, sum(self.widths[: last + 1]), style)
        if last > 0:
            self._merges.append(Span(row, 0, row, last))
        return placed

    def merged(self, row: int, columns: tuple[int, int], item: Formula | Scalar, style: str) -> Formula:
        """Place a text that wraps across some columns, the first and the last (outside tables only)."""
        first, last = columns
        placed = self.paragraph(row, first, item, sum(self.widths[first : last + 1]), style)
        if last > first:
            self._merges.append(Span(row, first, row, last))
        return placed

    def arrows(self, span: Span) -> None:
        """Draw the codes in these cells as arrows."""
        self._arrows.append(span)

    def bars(self, span: Span) -> None:
        """Draw the shares in these cells as bars behind their numbers."""
        self._bars.append(span)

    def scorecard(self, scorecard: Scorecard) -> None:
        """Say where indicators stand, a row each, so that the report's headline finds them."""
        self._scorecards.append(scorecard)

    def notice(self, row: int, column: int, item: Formula) -> Formula:
        """Place a line that is empty unless the sheet does not show something it should."""
        self._notices += 1
        return self.put_named(f"{NOTICE_PREFIX}{self.key}_{self._notices}", row, column, item, "notice")

    def chart(self, chart: ChartPlan) -> None:
        """Add a native chart."""
        self._charts.append(chart)

    def plan(self) -> SheetPlan:
        """The finished sheet, frozen, its cells in reading order."""
        cells = tuple(self._as_drawn(self._cells[place]) for place in sorted(self._cells))
        plan = SheetPlan(
            key=self.key,
            tab=self.tab,
            title=self.title,
            cells=cells,
            widths=self.widths,
            heights=dict(sorted(self._heights.items())),
            arrows=tuple(self._arrows),
            bars=tuple(self._bars),
            scorecards=tuple(self._scorecards),
            charts=tuple(self._charts),
            names=self._names,
            ranges=self._ranges,
            freeze=self.freeze,
            repeat_rows=self.repeat_rows,
            may_repeat=self.repeat_rows,
            one_page=self.one_page,
            begins_pages=self.begins_pages,
            air=self._air,
            gone_on=self.gone_on,
            repeat_columns=self.repeat_columns,
            repeating_columns=self.repeating_columns,
            column_starts=self.column_starts,
            merges=tuple(self._merges),
            landscape=self.landscape,
            printed_columns=self.printed_columns or len(self.widths),
            lines=self._lines,
        )
        return paged(replace(plan, heights=with_high_rows(plan)))

    def _as_drawn(self, cell: CellPlan) -> CellPlan:
        if cell.row not in self._going_on:
            return cell
        return replace(cell, style=cell.style + OPEN)
