"""Dates down the page, each with its figures and the change since the date before; beside them the chart."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from cyps_xl.definition.expression import ColumnOf, Leaf, LineOf, SettingOf
from cyps_xl.definition.model import Line
from cyps_xl.inputs.records import Value
from cyps_xl.inputs.tables.definition import Charts
from cyps_xl.sheets import line_figures
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
    pulled_figure,
)
from cyps_xl.sheets.line_figures import scaled, worked_out
from cyps_xl.sheets.notices import not_shown
from cyps_xl.sheets.plan import ChartPlan, SeriesPlan, Span
from cyps_xl.sheets.shapes.page import Shape
from cyps_xl.sheets.shapes.printing import FORMATS, with_scales
from cyps_xl.sheets.theme import LONG_DATE, SIGNED

MOST_DATES = 24
CHART_ROWS = 18
CHART_WIDTHS = (3, *([9.5] * 8))
LATEST_YET = "Latest count held"
CHANGE = "Change since the date before"


class History(Shape):
    """A table of dates, oldest first, beside it the chart; below, the latest count held of any date."""

    frozen_columns = 1

    @property
    def widths(self) -> tuple[float, ...]:
        return (24, *([14] * len(self.block.lines)), 20, *(CHART_WIDTHS if self._charted else ()))

    @property
    def notices(self) -> tuple[str, ...]:
        return (self.table.name,)

    @property
    def has_workings(self) -> bool:
        return self.block.chart is Charts.LINE

    @property
    def last_row(self) -> int:
        chart = self.header_row + CHART_ROWS + 2 if self._charted else 0
        return max(self._last + 2, chart)

    @property
    def _charted(self) -> tuple[Line, ...]:
        if self.block.chart is Charts.NONE:
            return ()
        return tuple(line for line in self.block.lines if line.in_chart)

    @property
    def _by(self) -> str:
        return self.table.key[0]

    @cached_property
    def _held(self) -> list[int]:
        """The dates of the input table, as Excel's numbers."""
        return [_serial(row[self._by]) for row in self.context.inputs[self.table] if row[self._by]]

    @property
    def _past(self) -> int:
        return sum(1 for day in self._held if day <= serial(self.context.quarter.end))

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
        if not self._dates:
            return joined("no count up to ", date_words(names.quarter_end, self.context.quarter.end))
        return joined(_words(self._day(self._first)), " to ", _words(self._day(self._last)))

    def lay_out(self) -> None:
        self.put_title()
        labels = (self.block.called, *(line.label for line in self.block.lines), CHANGE)
        self.sheet.header(self.header_row, labels, lines=2)
        for row in range(self._first, self._last + 1):
            self._row(row)
        if self._dates and self._charted:
            self._chart()
        self.page.add_notice(self._not_shown())
        self._latest(self.last_row)

    def _day(self, row: int) -> Formula:
        return Formula(address(row, 0), self._date(row).value)

    def _date(self, row: int) -> Formula:
        nth = self._dates - (row - self._first)
        return latest_date(self.context.inputs, self.table, self._by, self.context.names.quarter_end, nth)

    def _row(self, row: int) -> None:
        self.sheet.put(row, 0, self._date(row), "left", LONG_DATE)
        for column, line in enumerate(self.block.lines, start=1):
            placed = self.sheet.put(row, column, self._figure(line, row), "figure", FORMATS[line.printed])
            if self.block.chart is Charts.LINE:
                self.sheet.put(row, self.page.workings + column, drawn(placed), "workings", FORMATS[line.printed])
        line = self.block.lines[0]
        change = difference_of(self._cell(line, row), self._cell(line, row - 1)) if row > self._first else MISSING
        self.sheet.put(row, self._change, change, "count", SIGNED)

    def _figure(self, line: Line, row: int) -> Formula:
        return worked_out(scaled(line), lambda leaf: self._leaf(leaf, row, self._day(row)))

    def _cell(self, line: Line, row: int) -> Formula:
        return Formula(address(row, 1 + self.block.lines.index(line)), self._figure(line, row).value)

    def _leaf(self, leaf: Leaf, row: int, day: Formula) -> Formula:
        if isinstance(leaf, LineOf):
            other = self.block.line(leaf.position)
            return Formula(address(row, 1 + self.block.lines.index(other)), self._value(other, row, day))
        if isinstance(leaf, SettingOf):
            return line_figures.setting(self.context, leaf)
        if isinstance(leaf, ColumnOf):
            return pulled_figure(self.context.inputs, self.table, self.table.heading(leaf.heading), day)
        raise ValueError(f"{self.block.name}: {leaf} cannot stand in a history")

    def _value(self, line: Line, row: int, day: Formula) -> str | float | int | bool:
        return worked_out(scaled(line), lambda leaf: self._leaf(leaf, row, day)).value

    def _not_shown(self) -> Formula:
        """Speaks when dates of the quarter have come in since the last refresh, up to the most that are shown."""
        held = f'COUNTIFS({self.table.name}[{self._by}],"<="&{self.context.names.quarter_end.text})'
        capped = f"IF({held}>{MOST_DATES},{MOST_DATES},{held})"
        shown = f"COUNT(A{self._first + 1}:A{self._last + 1})" if self._dates else "0"
        return not_shown(f"({capped}-{shown})", min(self._past, MOST_DATES) - self._dates, self.block.noun)

    def _latest(self, row: int) -> None:
        """The latest count of all, even after the quarter: members ask for the newest number."""
        by = f"{self.table.name}[{self._by}]"
        newest = Formula(f'IF(COUNT({by})=0,"{MISSING}",MAX({by}))', max(self._held, default=MISSING))
        day = Formula(address(row, self._change, fixed_row=True, fixed_column=True), newest.value)
        self.sheet.put(row, 0, LATEST_YET, "text strong")
        for column, line in enumerate(self.block.lines, start=1):
            figure = worked_out(scaled(line), lambda leaf: self._leaf(leaf, row, day))
            self.sheet.put(row, column, figure, "figure strong", FORMATS[line.printed])
        self.sheet.put(row, self._change, newest, "count", LONG_DATE)

    def _chart(self) -> None:
        begins = self._change + 2
        plan = ChartPlan(
            name=f"cyps {self.block.name}",
            title=self.block.chart_title,
            row=self.header_row,
            columns=(begins, begins + len(CHART_WIDTHS) - 2),
            categories=Span(self._first, 0, self._last, 0),
            series=tuple(self._series(line) for line in self._charted),
            value_title=self.block.counted_in,
            category_title=self.block.called,
            alt=self.block.chart_says,
            rows=CHART_ROWS,
            drawn=self.block.chart,
        )
        self.sheet.chart(with_scales(plan, self._charted[0]))

    def _series(self, line: Line) -> SeriesPlan:
        column = 1 + self.block.lines.index(line)
        read = column + self.page.workings if self.block.chart is Charts.LINE else column
        return SeriesPlan((self.header_row, column), Span(self._first, read, self._last, read), line.emphasis)


def _serial(day: Value) -> int:
    """A date's serial number; the end of time for what is no date."""
    return serial(day) if isinstance(day, dt.date) else 10**7


def _words(day: Formula) -> Formula:
    return date_words(day, date_of(day.value))
