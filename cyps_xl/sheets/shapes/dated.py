"""One date: groups down the page with their totals, or a grid of two columns' choices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

from cyps_xl.definition.expression import Leaf, LineOf, leaves
from cyps_xl.definition.model import Line
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.tables.choices import Charts, Shown, Total
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.context import date_of
from cyps_xl.sheets.formulas import (
    MISSING,
    Formula,
    average_of,
    date_words,
    joined,
    latest_date,
    span_text,
    total_of,
)
from cyps_xl.sheets.line_figures import Rows, is_found, scaled, worked_out
from cyps_xl.sheets.plan import Span
from cyps_xl.sheets.row_heights import text_height
from cyps_xl.sheets.shapes.lined import Lined
from cyps_xl.sheets.shapes.printing import FORMATS
from cyps_xl.sheets.text_width import ems
from cyps_xl.sheets.theme import ONE_DECIMAL, SHORT_DATE, SIZE


class AtDate(Lined):
    """A table of the latest date in or before the quarter, which stands in a row above its header."""

    @property
    def header_row(self) -> int:
        return super().header_row + 1

    @cached_property
    def as_at(self) -> Formula:
        """The date, as formulas anywhere on the sheet refer to it."""
        found = self._latest
        return Formula(address(self.header_row - 1, 1, fixed_row=True, fixed_column=True), found.value)

    @cached_property
    def _latest(self) -> Formula:
        return latest_date(self.context.inputs, self.table, self.table.time.heading, self.context.names.quarter_end)

    def covers(self) -> Formula:
        cell = Formula(address(self.header_row - 1, 1), self.as_at.value)
        return joined("as at ", date_words(cell, date_of(cell.value)))

    def put_date(self) -> None:
        """The block's title, and the row that says which date is shown."""
        self.put_title()
        self.sheet.put(self.header_row - 1, 0, "As at", "grey label")
        self.sheet.put(self.header_row - 1, 1, self._latest, "left plain", SHORT_DATE)


CHART_ROWS, MOST_CHART_ROWS = 14, 32
CHART_GROUPS, GROUPS_A_STEP = 10, 6
"""Groups whose bars have room in a chart of the fewest rows, and how many more take as many rows more."""
MOST_BELOW = 290.0
"""Points of the groups' rows, below which the chart still stands. With more the table goes on on another page, and its
header, repeated there, would stand above the chart as well: so the chart comes first."""
GROUP_WIDTH = 28
_LONG_LABEL = 20
"""Letters above which a line's heading needs a wider column."""


class Groups(AtDate):
    """A group a row, a line a column; below, totals of what can be added and averages of the rest; then the chart.

    It stands above where there are more groups than a page has rows.
    """

    frozen_columns = 1
    repeats_header = True

    @property
    def widths(self) -> tuple[float, ...]:
        return (GROUP_WIDTH, *(16.5 if len(line.label) > _LONG_LABEL else 13 for line in self.block.lines))

    @property
    def column_starts(self) -> tuple[int, ...]:
        return tuple(range(2, 1 + len(self.block.lines)))

    @property
    def notices(self) -> tuple[str, ...]:
        return (self.table.name,)

    @property
    def has_workings(self) -> bool:
        return True

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of the date, in the order of the input table."""
        return tuple(dict.fromkeys(str(row[self.block.down]) for row in self._shown(self._latest).found))

    def _shown(self, as_at: Formula) -> Rows:
        """The rows of the date that the block shows."""
        rows = Rows(self.context.inputs, self.table).at(self.table.time.heading, as_at)
        return rows.where(self.block.where)

    @cached_property
    def _is_below(self) -> bool:
        """Whether the chart stands below its table."""
        return sum(text_height(group, GROUP_WIDTH) for group in self.groups) <= MOST_BELOW

    @property
    def header_row(self) -> int:
        chart = self._chart_rows + 1 if self.charted and not self._is_below else 0
        return super().header_row + chart

    @property
    def last_row(self) -> int:
        if not self.groups:
            return self.header_row
        table = self._first + len(self.groups) + len(self._totals)
        return table + self._chart_rows if self.charted and self._is_below else table - 1

    @property
    def _lies(self) -> bool:
        """Whether the chart's bars lie, so that every name has room: columns, however many the groups and long their
        names, since a press of the button does not turn a chart."""
        return self.block.chart is Charts.COLUMNS

    @property
    def _chart_rows(self) -> int:
        """Enough for a bar a group, title and axis, and no more than a page has: in steps, so that a group more or less
        leaves the chart as high as it is, which a press of the button cannot change."""
        steps = max(0, math.ceil((len(self.groups) - CHART_GROUPS) / GROUPS_A_STEP))
        return min(MOST_CHART_ROWS, CHART_ROWS + steps * GROUPS_A_STEP) if self._lies else CHART_ROWS

    @property
    def _first(self) -> int:
        return self.header_row + 1

    @property
    def _totals(self) -> tuple[Total, ...]:
        """The rows of totals that there are: one of sums, one of averages."""
        wanted = {line.total for line in self.block.lines}
        sums = (Total.SUM,) if Total.SUM in wanted else ()
        return (*sums, Total.MEAN) if wanted & {Total.MEAN, Total.AGAIN} else sums

    def lay_out(self) -> None:
        self.put_date()
        labels = tuple(line.label for line in self.block.lines)
        self.sheet.header(self.header_row, (self.block.called or self.block.down, *labels), lines=2)
        self.page.found_header(self.header_row)
        found = [self._group(self._first + i, group) for i, group in enumerate(self.groups)]
        if self.groups:
            self._put_totals()
        if self.groups and self.charted:
            self._chart()
        self.page.add_found(self.table, self._shown(self.as_at).count(), found, self.block.noun)

    def _group(self, row: int, group: str) -> Formula:
        """A group's row; returns the cell that says whether it is still in the input table."""
        self.sheet.paragraph(row, 0, group, self.sheet.widths[0], "wrapped middle")
        strong = self.charted[0].position if self.charted else 0
        for line in self.block.lines:
            style = "figure strong" if line.position == strong else "figure"
            figure = self.figure(line, row)
            self.sheet.put(row, self._column(line.position), figure, style, FORMATS[line.printed])
        there = is_found(self.context.inputs, self.table, self.block.where, *self._key(row))
        return self.sheet.put(row, self.page.workings, there, "workings")

    def _key(self, row: int) -> tuple[Formula, ...]:
        by = {
            self.table.time.heading: self.as_at,
            self.block.down: Formula(f"$A{row + 1}", self.groups[row - self._first]),
        }
        return tuple(by[part] for part in self.table.key)

    def _column(self, position: int) -> int:
        return next(at for at, line in enumerate(self.block.lines, start=1) if line.position == position)

    def place(self, position: int, at: int) -> tuple[int, int]:
        return at, self._column(position)

    def pulled(self, table: Table, heading: str, line: Line, at: int) -> Formula:
        return self.pulled_by_key(heading, line, *self._key(at))

    def _cells(self, position: int) -> list[Formula]:
        return [self.cell(position, self._first + i) for i in range(len(self.groups))]

    def _put_totals(self) -> None:
        for offset, kind in enumerate(self._totals):
            row = self._first + len(self.groups) + offset
            self.sheet.put(row, 0, "Total" if kind is Total.SUM else "Average for the service", "total label")
            for line in self.block.lines:
                belongs = line.total is kind or (kind is Total.MEAN and line.total is Total.AGAIN)
                total = self._total(line) if belongs else ""
                printed = _format_of_total(line) if belongs else ""
                self.sheet.put(row, self._column(line.position), total, "total", printed)
                self.sheet.made_by((row, self._column(line.position)), self.block.name, line.position)

    def _total(self, line: Line) -> Formula:
        if line.total is Total.AGAIN:
            return self._again(line)
        return (total_of if line.total is Total.SUM else average_of)(self._cells(line.position))

    def _again(self, line: Line) -> Formula:
        """The line worked out from totals, only while every group that has a figure has all that it is made of.

        A team with a caseload and no hours would swell the average unseen.
        """
        plain = worked_out(scaled(line), self._total_leaf)
        of = [leaf.position for leaf in leaves(line.shows) if isinstance(leaf, LineOf)]
        runs = [self._cells(position) for position in (line.position, *of)]
        counts = [sum(cell.figure is not None for cell in run) for run in runs]
        own, *others = (f"COUNT({span_text(run)})" for run in runs)
        value = plain.value if len(set(counts)) == 1 else MISSING
        tests = ",".join(f"{own}={other}" for other in others)
        return Formula(f'IF(AND({tests}),{plain.text},"{MISSING}")', value)

    def _total_leaf(self, leaf: Leaf) -> Formula:
        if isinstance(leaf, LineOf):
            other = self.block.line(leaf.position)
            row = self._first + len(self.groups) + self._totals.index(_row_of(other.total))
            return Formula(address(row, self._column(leaf.position)), self._total(other).value)
        return self.leaf(leaf, self.block.lines[0], self._first)

    def _chart(self) -> None:
        last = self._first + len(self.groups) - 1
        columns = {line.position: self._column(line.position) for line in self.charted}
        below, above = last + len(self._totals) + 2, self.row + bool(self.block.title)
        self.put_chart(
            below if self._is_below else above,
            (0, len(self.block.lines)),
            self._chart_rows,
            categories=Span(self._first, 0, last, 0),
            called=self.block.called or self.block.down,
            series={
                at: ((self.header_row, c), drawn := Span(self._first, c, last, c), drawn) for at, c in columns.items()
            },
            category_format="",
            highlight_last=False,
            sideways=self._lies,
        )


def _format_of_total(line: Line) -> str:
    """How a line's total is printed: the mean of counts is none."""
    is_count = line.printed in (Shown.COUNT, Shown.HALVES)
    return ONE_DECIMAL if is_count and line.total is Total.MEAN else FORMATS[line.printed]


def _row_of(total: Total) -> Total:
    """The row of totals that a line's total stands in."""
    return Total.SUM if total is Total.SUM else Total.MEAN


DATE_WIDTH = 11.5
"""Characters of 30 Sep 2017, which stands over the first figures."""
TURNED_WIDTH = 7.6
"""Characters of a column whose heading is turned: two lines of it, or a figure of a month."""


def _turned_height(label: str) -> float:
    """The points of a row in which a heading stands upright on two lines."""
    words = label.split()
    halves = (max(ems(" ".join(part), bold=True) for part in (words[:at], words[at:])) for at in range(len(words)))
    return min(halves, default=0) * SIZE + 9


class Grid(AtDate):
    """The choices of one column down, those of another across, each cell the figure of both; totals at the right."""

    missing = ""
    is_turned = False
    """Whether headings stand upright, over columns that are too narrow for their words."""

    @property
    def widths(self) -> tuple[float, ...]:
        figures = len(self._across) + self._has_total
        return (20, DATE_WIDTH, *([TURNED_WIDTH] * (figures - 1))) if self.is_turned else (26, *([11.5] * figures))

    @property
    def last_row(self) -> int:
        return self.header_row + len(self._down) + 1

    @cached_property
    def _down(self) -> tuple[str, ...]:
        return self._choices(self.block.down)

    @cached_property
    def _across(self) -> tuple[str, ...]:
        return self._choices(self.block.across)

    def _choices(self, heading: str) -> tuple[str, ...]:
        """The choices of a column that are not left out by what the block or its line says under Where."""
        wanted = [value for name, value in (*self.block.where, *self._line.where) if name == heading]
        return tuple(choice for choice in self.table.column(heading).choices if all(choice == one for one in wanted))

    @property
    def _has_total(self) -> bool:
        return self._line.total is not Total.NONE

    @property
    def _line(self) -> Line:
        return self.block.lines[0]

    def lay_out(self) -> None:
        self.put_date()
        total = ("Total",) if self._has_total else ()
        labels = (self.block.called, *self._across, *total)
        styles = ("header", *["header turned"] * (len(labels) - 1)) if self.is_turned else ()
        self.sheet.header(self.header_row, labels, styles, lines=3)
        if self.is_turned:
            self.sheet.height(self.header_row, max(map(_turned_height, labels)))
        printed = FORMATS[self._line.printed]
        for row, choice in enumerate(self._down, start=self.header_row + 1):
            self.sheet.put(row, 0, choice, "text")
            cells = [
                self.sheet.put(row, column, self.figure(self._line, (row, column)), "figure", printed)
                for column in range(1, len(self._across) + 1)
            ]
            if self._has_total:
                self.sheet.put(row, len(self._across) + 1, self._total(cells), "figure strong", printed)

    def place(self, position: int, at: tuple[int, int]) -> tuple[int, int]:
        return at

    def pulled(self, table: Table, heading: str, line: Line, at: tuple[int, int]) -> Formula:
        row, column = at
        by = {
            table.time.heading: self.as_at,
            self.block.down: Formula(f"$A{row + 1}", self._down[row - self.header_row - 1]),
            self.block.across: Formula(address(self.header_row, column, fixed_row=True), self._across[column - 1]),
        }
        return self.pulled_by_key(heading, line, *(by[part] for part in table.key))

    def _total(self, cells: Sequence[Formula]) -> Formula:
        return average_of(cells) if self._line.total is Total.MEAN else total_of(cells)
