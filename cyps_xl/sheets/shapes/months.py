"""Months across the page: a chart over its table, a line a row, the latest month at the right."""

from __future__ import annotations

from functools import cached_property

from cyps_xl.definition.expression import Expression, Leaf, LineOf, leaves
from cyps_xl.definition.lines import conditions_of
from cyps_xl.definition.model import Block, Line
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import excel_serial
from cyps_xl.inputs.tables.choices import Over, Total
from cyps_xl.inputs.tables.settings import MONTHS_SHOWN
from cyps_xl.measures.periods import add_months, year_start_of
from cyps_xl.sheets import line_figures
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.context import Context, date_of, serial, setting_text
from cyps_xl.sheets.formulas import (
    MISSING,
    Formula,
    average_of,
    date_words,
    drawn,
    joined,
    latest_date,
    pulled_figure,
    span_text,
    total_of,
)
from cyps_xl.sheets.line_figures import NUMBER, scaled, worked_out
from cyps_xl.sheets.pages import widths_for
from cyps_xl.sheets.plan import SeriesPlan, Span
from cyps_xl.sheets.printed_width import widest
from cyps_xl.sheets.row_heights import text_height
from cyps_xl.sheets.shapes.bank import Below
from cyps_xl.sheets.shapes.changes import Changes, Times
from cyps_xl.sheets.shapes.limited import lay_out_limits
from cyps_xl.sheets.shapes.limits import chart_of
from cyps_xl.sheets.shapes.lined import Lined
from cyps_xl.sheets.shapes.printing import FORMATS
from cyps_xl.sheets.shapes.variation import rows_of
from cyps_xl.sheets.theme import MONTH_ON_AXIS

CHART_ROWS = 18
"""Rows of ordinary height that a chart stands over."""

CHANGED = "Months shown has changed: bring the report up to date."

LABEL_WIDTH, LEAST_LABEL_WIDTH = 38.0, 20.0
MONTH_WIDTH = 7.6  # 100.0%
TOTAL_WIDTH = 8.0


class Months(Lined):
    """A chart over its table, as wide as it. Counts kept by date are those of each month's last date."""

    frozen_columns = 1

    def __init__(self, context: Context, block: Block) -> None:
        super().__init__(context, block)
        self.months = context.quarter.months(context.settings.months_shown)
        self._rows = {line.position: at for at, line in enumerate(block.lines, start=1)}
        self._is_dated = self.table.time.kind is Kind.DATE

    @property
    def widths(self) -> tuple[float, ...]:
        total = (TOTAL_WIDTH,) if self._has_totals else ()
        figures = (*([MONTH_WIDTH] * len(self.months)), *total)
        left = widths_for(1 + len(figures)) - sum(figures)  # twelve months leave labels less room; they wrap
        return (max(LEAST_LABEL_WIDTH, min(LABEL_WIDTH, left)), *figures)

    @property
    def column_starts(self) -> tuple[int, ...]:
        return tuple(range(2, 1 + len(self.months)))

    @property
    def notices(self) -> tuple[str, ...]:
        return ("months shown", *([f"change points of {self.block.name}"] if self.has_limits else []))

    @property
    def has_workings(self) -> bool:
        return self.is_line_chart

    @property
    def header_row(self) -> int:
        return super().header_row + (CHART_ROWS + 1 if self.charted else 0)

    @property
    def last_row(self) -> int:
        return self.header_row + len(self.block.lines) + self._is_dated + self._limit_rows

    @cached_property
    def _changes(self) -> Changes:
        return Changes(self.context, self.block)

    @property
    def _limit_rows(self) -> int:
        """How many rows limits take below the lines."""
        if not self.has_limits:
            return 0
        return len(rows_of(self.charted[0], self._changes)) + self._changes.rows_below

    @property
    def _has_totals(self) -> bool:
        return any(line.total is not Total.NONE for line in self.block.lines)

    def covers(self) -> Formula:
        return months_covered(self.context)

    def lay_out(self) -> None:
        self.put_title()
        self.sheet.put(self.header_row, 0, self.block.called, "header")
        for i, month in enumerate(self._month_cells):
            header = Formula(self._month_text(i), month.value)
            self.sheet.put(self.header_row, 1 + i, header, "header right", MONTH_ON_AXIS)
        self.sheet.height(self.header_row, max(21, text_height(self.block.called, self.sheet.widths[0], bold=True)))
        for line in self.block.lines:
            self._row(line)
        if self._is_dated:
            self._counted_on()
        if self._has_totals:
            self.sheet.put(self.header_row, len(self.months) + 1, "Total", "header right")
        if self.charted:
            if self.is_line_chart:
                self._drawn()
            says_limits = self.has_limits and not self.context.settings.withholds_chance
            self._chart(self._limits() if says_limits else ())

    def _limits(self) -> tuple[SeriesPlan, ...]:
        """The rows of limits below the lines; what the chart draws of them."""
        [line] = self.charted
        changes, months = self._changes, self._month_cells
        row = self.header_row + len(self.block.lines) + self._is_dated + 1
        points = [self.cell(line.position, i) for i in range(len(months))]
        rows = rows_of(line, changes)
        first = self.place(line.position, 0)
        bank = Below(self.sheet, first, self.page.workings, len(points), rows, changes.parts, row, changes.rows_below)

        def read(side: Expression, i: int) -> Formula:
            return worked_out(side, lambda leaf: self.leaf(leaf, line, i))

        times, held = Times(months, months), changes.held(months[0], months[-1])
        series, notice = lay_out_limits(
            bank, chart_of(self.context.definition, self.block, line), line, changes, points, times, held, read
        )
        self.page.add_notice(notice)
        return series

    def _row_of(self, position: int) -> int:
        return self.header_row + self._rows[position]

    @cached_property
    def _month_cells(self) -> tuple[Formula, ...]:
        return tuple(Formula(address(self.header_row, 1 + i), serial(m)) for i, m in enumerate(self.months))

    def _month_text(self, i: int) -> str:
        return f"EDATE({self.context.names.quarter_start.text},{i - len(self.months) + 3})"

    def _row(self, line: Line) -> None:
        row, printed = self._row_of(line.position), FORMATS[line.printed]
        self.sheet.paragraph(row, 0, line.label, self.sheet.widths[0], "wrapped middle")
        style = "figure" if line.in_chart or not self.charted else "count"
        cells = [self.sheet.put(row, 1 + i, self.figure(line, i), style, printed) for i in range(len(self.months))]
        self.sheet.widen(range(1, 1 + len(cells)), widest(cells, printed))
        if line.total is not Total.NONE:
            total = self._total(line, cells)
            self.sheet.put(row, len(self.months) + 1, total, "figure strong", printed)
            self.sheet.made_by((row, len(self.months) + 1), self.block.name, line.position)

    def _total(self, line: Line, cells: list[Formula]) -> Formula:
        if line.total is Total.SUM:
            return total_of(cells)
        if line.total is Total.MEAN:
            return average_of(cells)
        return self._again(line)

    def _again(self, line: Line) -> Formula:
        """The line worked out from totals, only while every month that has any of what it is made of has all of that.

        A month with repairs in time and no number of all would swell the share unseen.
        """
        again = worked_out(scaled(line), self._total_leaf)
        read = dict.fromkeys(leaf.position for leaf in leaves(line.shows) if isinstance(leaf, LineOf))
        runs = [[self.cell(position, i) for i in range(len(self.months))] for position in read]
        if len(runs) < 2:
            return again
        spans = [span_text(run) for run in runs]
        whole = f"COUNTIFS({','.join(f'{span},{NUMBER}' for span in spans)})"
        most = f"MAX({','.join(f'COUNT({span})' for span in spans)})"
        there = [[cell.figure is not None for cell in run] for run in runs]
        is_whole = max(map(sum, there)) == sum(map(all, zip(*there, strict=True)))
        return Formula(f'IF({most}={whole},{again.text},"{MISSING}")', again.value if is_whole else MISSING)

    def _total_leaf(self, leaf: Leaf) -> Formula:
        """What a leaf gives when a line is worked out again from the totals: its lines' own."""
        if isinstance(leaf, LineOf):
            other = self.block.line(leaf.position)
            cells = [self.cell(leaf.position, i) for i in range(len(self.months))]
            value = self._total(other, cells).value
            return Formula(address(self._row_of(leaf.position), len(self.months) + 1), value)
        return self.leaf(leaf, self.block.lines[0], len(self.months) - 1)

    def place(self, position: int, at: int) -> tuple[int, int]:
        return self._row_of(position), 1 + at

    def pulled(self, table: Table, heading: str, line: Line, at: int) -> Formula:
        if line.over is Over.RUNNING:
            return self._running(table, heading, line, at)
        is_plain = len(table.key) == 1 and table.time.kind is Kind.MONTH
        if is_plain and not conditions_of(self.block, line, table):
            return pulled_figure(self.context.inputs, table, heading, self._month_cells[at])
        return self._rows_of(table, line, at).over(heading, line.over)

    def rows_at(self, line: Line, at: int) -> line_figures.Rows:
        return self._rows_of(self.table, line, at)

    def _rows_of(self, table: Table, line: Line, i: int) -> line_figures.Rows:
        by = table.time.heading
        if table is self.table and self._is_dated:
            cell = Formula(address(self._dates_row, 1 + i), self._dates[i].value)
        elif table.time.kind is Kind.DATE:
            cell = last_date_in_month(self.context, table, self._month_cells[i])
        else:
            cell = self._month_cells[i]
        where = conditions_of(self.block, line, table)
        return line_figures.Rows(self.context.inputs, table).at(by, cell).where(where)

    def _running(self, table: Table, heading: str, line: Line, i: int) -> Formula:
        """What the months since 1 April add up to; nothing while one of them is not there."""
        month, day = self._month_cells[i], self.months[i]
        begins = year_start_of(day)
        first = Formula(f"DATE(YEAR({month.text})-(MONTH({month.text})<4),4,1)", excel_serial(begins))
        rows = line_figures.Rows(self.context.inputs, table).between(table.time.heading, first, month)
        there, wanted = rows.numbers(heading), (day.year - begins.year) * 12 + day.month - 3
        months = f"MOD(MONTH({month.text})-4,12)+1"
        total = rows.over(heading, Over.SUM)
        value = total.value if there.value == wanted else MISSING
        return Formula(f'IF({there.text}<{months},"{MISSING}",{total.text})', value)

    @property
    def _dates_row(self) -> int:
        return self.header_row + len(self.block.lines) + 1

    @cached_property
    def _dates(self) -> tuple[Formula, ...]:
        return tuple(last_date_in_month(self.context, self.table, month) for month in self._month_cells)

    def _counted_on(self) -> None:
        """The row that says which date of each month is shown."""
        self.sheet.put(self._dates_row, 0, "Counted on", "grey text")
        for i, found in enumerate(self._dates):
            self.sheet.put(self._dates_row, 1 + i, found, "count", "d mmm")

    def _chart(self, guides: tuple[SeriesPlan, ...]) -> None:
        self.put_chart(
            self.header_row - CHART_ROWS - 1,
            (0, len(self.months)),
            CHART_ROWS,
            categories=self._span(0),
            called="Month",
            series={line.position: self._series(line) for line in self.charted},
            guides=guides,
        )

    def _drawn(self) -> None:
        """The figures as a line reads them, past what is printed."""
        for line in self.charted:
            row, first = self._row_of(line.position), self.page.workings
            for i in range(len(self.months)):
                self.sheet.put(row, first + i, drawn(self.cell(line.position, i)), "workings", FORMATS[line.printed])

    def _series(self, line: Line) -> tuple[tuple[int, int], Span, Span]:
        row, printed = self._row_of(line.position), self._span(self._rows[line.position])
        copied = Span(row, self.page.workings, row, self.page.workings + len(self.months) - 1)
        return (row, 0), copied if self.is_line_chart else printed, printed

    def _span(self, offset: int) -> Span:
        row = self.header_row + offset
        return Span(row, 1, row, len(self.months))


def months_covered(context: Context) -> Formula:
    """The months a monthly sheet shows, in words."""
    months = context.quarter.months(context.settings.months_shown)
    start, end = context.names.quarter_start, context.names.quarter_end
    first = Formula(f"EDATE({start.text},{3 - len(months)})", serial(months[0]))
    return joined(date_words(first, months[0]), " to ", date_words(end, context.quarter.end))


def months_changed(context: Context) -> Formula:
    """A line that speaks when Settings asks for more or fewer months than the sheet was laid out for."""
    shown = context.settings.months_shown
    cell, default = setting_text(MONTHS_SHOWN), str(MONTHS_SHOWN.default)
    return Formula(f'IF(IFERROR(IF({cell}="",{default},{cell}),{default})={shown},"","{CHANGED}")', "")


def last_date_in_month(context: Context, table: Table, month: Formula) -> Formula:
    """The last date in a month for which an input table has rows."""
    by = f"{table.name}[{table.time.heading}]"
    start = date_of(month.value)
    last = excel_serial(add_months(start, 1)) - 1 if start else 0
    end = Formula(f"(EDATE({month.text},1)-1)", last)
    latest = latest_date(context.inputs, table, table.time.heading, end)
    in_month = start is not None and isinstance(latest.value, int) and latest.value >= excel_serial(start)
    test = f'COUNTIFS({by},">="&{month.text},{by},"<="&{end.text})=0'
    return Formula(f'IF({test},"{MISSING}",{latest.text})', latest.value if in_month else MISSING)
