"""The chart, and below it dates down the page, each with its figures and the change since the date before."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from cyps_xl.definition.expression import DaysBetween, Expression, leaves
from cyps_xl.definition.model import Line
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Value
from cyps_xl.measures.rates import difference
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.context import date_of, serial
from cyps_xl.sheets.formulas import (
    MISSING,
    Formula,
    date_words,
    difference_of,
    drawn,
    joined,
    latest_date,
    shown,
    span_text,
)
from cyps_xl.sheets.line_figures import worked_out
from cyps_xl.sheets.notices import not_shown
from cyps_xl.sheets.plan import SeriesPlan, Span
from cyps_xl.sheets.shapes.bank import LABELS, Beside
from cyps_xl.sheets.shapes.changes import Changes, Times
from cyps_xl.sheets.shapes.limited import lay_out_limits
from cyps_xl.sheets.shapes.limits import chart_of
from cyps_xl.sheets.shapes.lined import Lined
from cyps_xl.sheets.shapes.printing import FORMATS
from cyps_xl.sheets.shapes.variation import rows_of
from cyps_xl.sheets.theme import DAY_ON_AXIS, LONG_DATE, MONTH_ON_AXIS, SIGNED

MOST_DATES = 24
CHART_ROWS = 18
LIMIT_WIDTH = 12.0
LATEST_YET = "Latest count held"
CHANGE = "Change since the date before"
PROTECTED = "Dates of single events are left out of this edition, which protects small numbers."


class History(Lined):
    """A table of dates, oldest first, under the chart, which is as wide as the page; below, the latest count held of
    any date, in a table of its own: its date is none of those above, and its figures need their headings.

    Limits are columns of the table; what they say stands below it.
    """

    frozen_columns = 1
    repeats_header = True

    @property
    def widths(self) -> tuple[float, ...]:
        return (18, *([12] * len(self.block.lines)), 18, *[LIMIT_WIDTH] * len(self._limit_columns))

    @property
    def _limit_columns(self) -> tuple[str, ...]:
        """What the columns of limits are called, in the order of the page."""
        return tuple(LABELS[row] for row in self._limit_rows if row in LABELS)

    @cached_property
    def _limit_rows(self) -> tuple[int, ...]:
        if not self.has_limits or self.context.settings.withholds_chance:
            return ()
        return rows_of(self.charted[0], self._changes)

    @cached_property
    def _changes(self) -> Changes:
        return Changes(self.context, self.block)

    @property
    def _said_below(self) -> int:
        """The rows of what limits say, and one before them."""
        said = [row for row in self._limit_rows if row not in LABELS]
        return 1 + len(said) + self._changes.rows_below if said and self._dates else 0

    @cached_property
    def _is_of_events(self) -> bool:
        """Whether each date is that of something which happened: the days between them say so."""
        return any(isinstance(leaf, DaysBetween) for line in self.block.lines for leaf in leaves(line.shows))

    @property
    def _is_withheld(self) -> bool:
        """Whether all of it is left out: the date of a single event tells of a single person, whatever is counted."""
        return self._is_of_events and self.context.settings.withholds_chance

    @property
    def notices(self) -> tuple[str, ...]:
        if self._is_withheld:
            return ()
        return (self.table.name, *([f"change points of {self.block.name}"] if self.has_limits else []))

    @property
    def has_workings(self) -> bool:
        return self.is_line_chart and not self._is_withheld

    @property
    def header_row(self) -> int:
        return super().header_row + (CHART_ROWS + 1 if self._has_chart else 0)

    @property
    def _has_chart(self) -> bool:
        return bool(self._dates and self.charted) and not self._is_withheld

    @property
    def last_row(self) -> int:
        return super().header_row if self._is_withheld else self._latest_row + self._said_below

    @property
    def _latest_row(self) -> int:
        """The row of the latest count, below its heading and its header. Where there is none, the last of the table."""
        return self._last + (0 if self._is_of_events else 4)

    @property
    def _by(self) -> str:
        return self.table.time.heading

    @cached_property
    def _held(self) -> list[int]:
        """The dates of the input table, as Excel's numbers."""
        return [_serial(row[self._by]) for row in self.context.inputs[self.table] if row[self._by]]

    @cached_property
    def _past(self) -> int:
        last = serial(self.context.quarter.end)
        return sum(day <= last for day in self._held)

    @property
    def _dates(self) -> int:
        return min(self._past, MOST_DATES)

    @property
    def _first(self) -> int:
        return self.header_row + 1

    @property
    def _last(self) -> int:
        return self._first + self._dates - 1

    @property
    def _change(self) -> int:
        return len(self.block.lines) + 1

    def covers(self) -> Formula:
        names = self.context.names
        if self._is_withheld:
            return joined("up to ", date_words(names.quarter_end, self.context.quarter.end))
        if not self._dates:
            return joined("no count up to ", date_words(names.quarter_end, self.context.quarter.end))
        return joined(_words(self._day(self._first)), " to ", _words(self._day(self._last)))

    def lay_out(self) -> None:
        self.put_title()
        if self._is_withheld:
            self.sheet.across(super().header_row, PROTECTED)
            return
        labels = (self.block.called, *(line.label for line in self.block.lines), CHANGE, *self._limit_columns)
        self.sheet.header(self.header_row, labels, lines=2)
        for row in range(self._first, self._last + 1):
            self._row(row)
        if self._has_chart:
            self._chart(self._limits() if self._limit_rows else ())
        self.page.add_notice(self._not_shown())
        self._latest(self._latest_row)

    def _day(self, row: int) -> Formula:
        """The cell of a row's date."""
        found = self._newest if row > self._last else self._date(row)
        return Formula(address(row, 0), found.value)

    @cached_property
    def _newest(self) -> Formula:
        by = f"{self.table.name}[{self._by}]"
        return Formula(f'IF(COUNT({by})=0,"{MISSING}",MAX({by}))', max(self._held, default=MISSING))

    def _date(self, row: int) -> Formula:
        nth = self._dates - (row - self._first)
        return latest_date(self.context.inputs, self.table, self._by, self.context.names.quarter_end, nth)

    def _row(self, row: int) -> None:
        self.sheet.put(row, 0, self._date(row), "left", LONG_DATE)
        for column, line in enumerate(self.block.lines, start=1):
            placed = self.sheet.put(row, column, self.figure(line, row), "figure", FORMATS[line.printed])
            if self.is_line_chart:
                self.sheet.put(row, self.page.workings + column, drawn(placed), "workings", FORMATS[line.printed])
        line = self.block.lines[0]
        now, before = (self.cell(line.position, at) for at in (row, max(row - 1, self._first)))
        change = difference_of(now, before) if row > self._first else MISSING
        self.sheet.put(row, self._change, change, "count", SIGNED)

    def place(self, position: int, at: int) -> tuple[int, int]:
        return at, 1 + self.block.lines.index(self.block.line(position))

    def pulled(self, table: Table, heading: str, line: Line, at: int) -> Formula:
        return self.pulled_by_key(heading, line, self._day(at))

    def days_between(self, at: int) -> Formula:
        """The days from the date before, shown or not, to that of a row."""
        day, is_below_another = self._day(at), self._first < at <= self._last
        held = latest_date(self.context.inputs, self.table, self._by, day, 2)
        before = self._day(at - 1) if is_below_another else held
        value = difference(day.figure, before.figure)
        return Formula(f'IFERROR({day.text}-{before.text},"{MISSING}")', shown(value))

    def _not_shown(self) -> Formula:
        """Speaks when dates of the quarter have come in since the last refresh, up to the most that are shown."""
        held = f'COUNTIFS({self.table.name}[{self._by}],"<="&{self.context.names.quarter_end.text})'
        capped = f"IF({held}>{MOST_DATES},{MOST_DATES},{held})"
        shown = f"COUNT(A{self._first + 1}:A{self._last + 1})" if self._dates else "0"
        return not_shown(f"({capped}-{shown})", min(self._past, MOST_DATES) - self._dates, self.block.noun)

    def _latest(self, row: int) -> None:
        """The latest count of all, even after the quarter: members ask for the newest number. Events are none."""
        if self._is_of_events:
            return
        self.sheet.put(row - 2, 0, LATEST_YET, "section")
        self.sheet.header(row - 1, (self.block.called, *(line.label for line in self.block.lines)))
        self.sheet.put(row, 0, self._newest, "left", LONG_DATE)
        for column, line in enumerate(self.block.lines, start=1):
            self.sheet.put(row, column, self.figure(line, row), "figure strong", FORMATS[line.printed])

    def _limits(self) -> tuple[SeriesPlan, ...]:
        """The columns of limits and what is said below them; what the chart draws of them."""
        [line] = self.charted
        days = range(self._first, self._last + 1)
        workings, lines = self.page.workings, len(self.block.lines)
        self.sheet.put(self.header_row, workings, "Month", "workings")
        self.sheet.put(self.header_row, workings + lines + 1, "Change points", "workings")
        begins = [self.sheet.put(row, workings, self._begins(row), "workings") for row in days]
        held = [self._changes.held(month, month) for month in begins]
        held = [self.sheet.put(row, workings + lines + 1, one, "workings") for row, one in zip(days, held, strict=True)]
        bank = Beside(
            self.sheet,
            self.place(line.position, self._first),
            workings + lines + 2,
            len(days),
            self._limit_rows,
            self._changes.parts,
            column=self._change + 1,
            below_all=self._latest_row + 2,
        )

        def read(side: Expression, at: int) -> Formula:
            return worked_out(side, lambda leaf: self.leaf(leaf, line, self._first + at))

        points = [self.cell(line.position, row) for row in days]
        times = Times([_month(self._day(row)) for row in days], begins)
        declared = Formula(f"SUM({span_text(held)})", sum(int(one.figure or 0) for one in held))
        series, notice = lay_out_limits(
            bank,
            chart_of(self.context.definition, self.block, line),
            line,
            self._changes,
            points,
            times,
            declared,
            read,
        )
        self.page.add_notice(notice)
        return series

    def _begins(self, row: int) -> Formula:
        """The month of a date, where no date before it is of the same."""
        month = _month(self._day(row))
        if row == self._first:
            return Formula(f'IFERROR({month.text},"{MISSING}")', month.value)
        before = _month(self._day(row - 1))
        text = f'IFERROR(IF({month.text}=IFERROR({before.text},0),"{MISSING}",{month.text}),"{MISSING}")'
        return Formula(text, MISSING if month.value == before.value else month.value)

    def _chart(self, guides: tuple[SeriesPlan, ...]) -> None:
        self.put_chart(
            super().header_row,
            (0, (self.sheet.printed_columns or 1) - 1),
            CHART_ROWS,
            categories=Span(self._first, 0, self._last, 0),
            called=self.block.called,
            series={line.position: self._series(line) for line in self.charted},
            guides=guides,
            category_format=self._axis,
        )

    @property
    def _axis(self) -> str:
        """How the chart writes its dates: as months, unless two of them would be called the same."""
        days = [date_of(self._date(row).value) for row in range(self._first, self._last + 1)]
        months = [day.replace(day=1) for day in days if day is not None]
        return MONTH_ON_AXIS if len(set(months)) == len(months) else DAY_ON_AXIS

    def _series(self, line: Line) -> tuple[tuple[int, int], Span, Span]:
        _, column = self.place(line.position, self._first)
        read = column + self.page.workings if self.is_line_chart else column
        drawn, printed = (Span(self._first, at, self._last, at) for at in (read, column))
        return (self.header_row, column), drawn, printed


def _month(day: Formula) -> Formula:
    """The first of a date's month."""
    date = date_of(day.value)
    return Formula(f"({day.text}-DAY({day.text})+1)", MISSING if date is None else serial(date.replace(day=1)))


def _serial(day: Value) -> int:
    """A date's serial number; the end of time for what is no date."""
    return serial(day) if isinstance(day, dt.date) else 10**7


def _words(day: Formula) -> Formula:
    return date_words(day, date_of(day.value))
