"""2.1 Supervision: how many workers had supervision within 28 working days, month by month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cyps_xl.inputs.tables.staff import SUPERVISION
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context, heading
from cyps_xl.sheets.formulas import Formula, ratio_of, sum_of
from cyps_xl.sheets.monthly import (
    CHART_ROWS,
    Months,
    chart_above,
    from_table,
    month_table,
    months_changed,
    months_covered,
    widths,
)
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.theme import PERCENT_ONE

KEY, TAB = "supervision", "2.1 Supervision"

BLOCK_ROWS = CHART_ROWS + 7


@dataclass(frozen=True)
class Workers:
    """One of the sheet's three tables: which workers, and what its cells add up from."""

    name: str
    title: str
    due: Callable[[int, Formula], Formula]
    in_time: Callable[[int, Formula], Formula]


def lay_out(context: Context) -> SheetPlan:
    """Three blocks, each a chart over its table: all workers, qualified, unqualified."""
    months = context.settings.months_shown
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), "2.1 Staff supervision within 28 working days", widths(months))
    heading(sheet, context, months_covered(context))
    months_changed(sheet, context)
    first = 3
    qualified_row, unqualified_row = first + BLOCK_ROWS, first + 2 * BLOCK_ROWS
    qualified = _block(sheet, context, qualified_row, "qualified", "Qualified workers", "Qualified")
    unqualified = _block(sheet, context, unqualified_row, "unqualified", "Unqualified workers", "Unqualified")
    _all_workers(sheet, context, first, qualified, unqualified)
    sheet.page_break(qualified_row)
    sheet.page_break(unqualified_row)
    sheet.freeze = (2, 1)
    return sheet.plan()


Rows = tuple[tuple[Formula, ...], tuple[Formula, ...]]
"""The cells of a block's two counts, month by month: due, and in time."""


def _block(sheet: SheetBuilder, context: Context, row: int, name: str, title: str, column: str) -> Rows:
    """A chart and a table of one kind of worker, whose counts come from the input table."""
    due = from_table(context, SUPERVISION, f"{column} due")
    in_time = from_table(context, SUPERVISION, f"{column} in time")
    return _table(sheet, context, row, Workers(name, title, due, in_time))


def _all_workers(sheet: SheetBuilder, context: Context, row: int, qualified: Rows, unqualified: Rows) -> None:
    """The first block: qualified and unqualified together, added on the page."""

    def both(which: int) -> Callable[[int, Formula], Formula]:
        return lambda i, _: sum_of(qualified[which][i], unqualified[which][i])

    _table(sheet, context, row, Workers("all", "All workers, qualified and unqualified", both(0), both(1)))


def _table(sheet: SheetBuilder, context: Context, row: int, workers: Workers) -> Rows:
    sheet.put(row, 0, workers.title, "section")
    table = month_table(sheet, context, row + CHART_ROWS + 2, "Supervision")
    due = table.row(2, "Workers due supervision", workers.due, "count")
    in_time = table.row(3, "of whom within 28 working days", workers.in_time, "count")
    table.row(1, "Supervised in time", lambda i, _: ratio_of(in_time[i], due[i]), "figure", PERCENT_ONE)
    _chart(table, workers)
    return due, in_time


def _chart(table: Months, workers: Workers) -> None:
    chart_above(
        table,
        name=f"supervision {workers.name}",
        title=f"{workers.title}: share supervised within 28 working days",
        alt=f"Column chart, one column a month: the percentage of {workers.title.lower()} who had supervision "
        "within 28 working days. The figures stand in the table below it.",
        value_title="Share of workers due",
        series=[table.series(1)],
        label_format="0.0%",
        axis_format="0%",
        maximum=1.1,
    )
