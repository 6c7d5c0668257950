"""Months across the page: the header, the rows and the chart above them that monthly sheets share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.tables.settings import MONTHS_SHOWN
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context, serial, setting_text
from cyps_xl.sheets.formulas import Formula, date_words, joined, pulled_figure
from cyps_xl.sheets.plan import ChartPlan, SeriesPlan, Span
from cyps_xl.sheets.theme import WHOLE

CHART_ROWS = 18
"""Rows of ordinary height that a chart stands over."""

CHANGED = "Months shown has changed: bring the report up to date."

LABEL_WIDTH = 38.0
MONTH_WIDTH = 8.6


def widths(months: int) -> tuple[float, ...]:
    """Column widths of a monthly sheet: a label, then so many months."""
    return (LABEL_WIDTH, *([MONTH_WIDTH] * months))


def months_covered(context: Context) -> Formula:
    """The months a monthly sheet shows, in words."""
    months = context.quarter.months(context.settings.months_shown)
    start, end = context.names.quarter_start, context.names.quarter_end
    first = Formula(f"EDATE({start.text},{3 - len(months)})", serial(months[0]))
    return joined(date_words(first, months[0]), " to ", date_words(end, context.quarter.end))


def months_changed(sheet: SheetBuilder, context: Context) -> None:
    """A line that speaks when Settings asks for more or fewer months than the sheet was laid out for."""
    shown = context.settings.months_shown
    cell, default = setting_text(MONTHS_SHOWN), str(MONTHS_SHOWN.default)
    text = f'IF(IFERROR(IF({cell}="",{default},{cell}),{default})={shown},"","{CHANGED}")'
    sheet.notice(2, 0, Formula(text, ""))


@dataclass(frozen=True)
class Months:
    """A table with months across, being laid out: its header row and the month in each column."""

    sheet: SheetBuilder
    header_row: int
    cells: tuple[Formula, ...]

    def row(
        self,
        offset: int,
        label: str,
        figure: Callable[[int, Formula], Formula],
        style: str = "figure",
        number_format: str = WHOLE,
        label_style: str = "text",
    ) -> tuple[Formula, ...]:
        """A row so many below the header; `figure` gives the formula of each month's cell."""
        row = self.header_row + offset
        self.sheet.put(row, 0, label, label_style)
        return tuple(
            self.sheet.put(row, 1 + i, figure(i, month), style, number_format) for i, month in enumerate(self.cells)
        )

    def span(self, offset: int) -> Span:
        """The months' cells of a row so many below the header."""
        row = self.header_row + offset
        return Span(row, 1, row, len(self.cells))

    def series(self, offset: int, *, emphasis: bool = True) -> SeriesPlan:
        """The chart series of a row so many below the header."""
        return SeriesPlan((self.header_row + offset, 0), self.span(offset), emphasis)


def month_table(sheet: SheetBuilder, context: Context, row: int, label: str) -> Months:
    """The header row of a table with months across, the latest at the right."""
    months = context.quarter.months(context.settings.months_shown)
    sheet.put(row, 0, label, "header")
    cells = []
    for i, month in enumerate(months):
        text = f"EDATE({context.names.quarter_start.text},{i - len(months) + 3})"
        cells.append(sheet.put(row, 1 + i, Formula(text, serial(month)), "header right", "mmm yy"))
    sheet.height(row, 21)
    return Months(sheet, row, tuple(cells))


def from_table(context: Context, table: Table, heading: str) -> Callable[[int, Formula], Formula]:
    """What a month's cell pulls: one column of an input table keyed by month."""
    return lambda _, month: pulled_figure(context.inputs, table, heading, month)


def chart_above(
    table: Months,
    *,
    name: str,
    title: str,
    alt: str,
    value_title: str,
    series: Sequence[SeriesPlan],
    label_format: str = "#,##0",
    axis_format: str = "#,##0",
    maximum: float | None = None,
) -> None:
    """A column chart over the table, as wide as it, ending one row above its header."""
    table.sheet.chart(
        ChartPlan(
            name=f"cyps {name}",
            title=title,
            row=table.header_row - CHART_ROWS - 1,
            columns=(0, len(table.cells)),
            categories=table.span(0),
            series=tuple(series),
            value_title=value_title,
            category_title="Month",
            alt=alt,
            label_format=label_format,
            axis_format=axis_format,
            maximum=maximum,
            rows=CHART_ROWS,
        )
    )
