"""2.5 Looked after children: how many there were, date by date."""

from __future__ import annotations

import datetime as dt

from cyps_xl.inputs.tables.children import LOOKED_AFTER
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context, date_of, heading, serial
from cyps_xl.sheets.formulas import MISSING, Formula, date_words, difference_of, joined, latest_date, pulled_figure
from cyps_xl.sheets.notices import not_shown
from cyps_xl.sheets.plan import ChartPlan, SeriesPlan, SheetPlan, Span
from cyps_xl.sheets.theme import LONG_DATE, SIGNED, WHOLE
from cyps_xl.sheets.words import narrative

KEY, TAB = "looked_after", "2.5 Looked after children"

MOST_DATES = 24
HEADER_ROW = 3
CHART_ROWS = 18
LATEST_YET = "Latest count held"


def lay_out(context: Context) -> SheetPlan:
    """A table of dates, oldest first, beside it the chart; below, the latest count held of any date."""
    sheet = SheetBuilder(
        KEY, context.tab(KEY, TAB), "2.5 Number of looked after children", (24, 14, 20, 3, *([9.5] * 8))
    )
    end = context.quarter.end
    held = [row["As at"] for row in context.inputs[LOOKED_AFTER] if row["As at"]]
    past = sum(1 for day in held if date_of_cell(day) <= serial(end))
    dates = min(past, MOST_DATES)
    sheet.header(
        HEADER_ROW, ("As at", "Children", "Change since the date before"), ("header", "header right", "header right"), 2
    )
    first = HEADER_ROW + 1
    counts: list[Formula] = []
    days: list[Formula] = []
    for i in range(dates):
        days.append(_date(sheet, context, first + i, nth=dates - i))
        counts.append(_count(sheet, context, first + i, days[-1]))
        change = difference_of(counts[i], counts[i - 1]) if i else MISSING
        sheet.put(first + i, 2, change, "count", SIGNED)
    last = first + dates - 1
    covers = joined("no count up to ", date_words(context.names.quarter_end, end))
    if dates:
        covers = joined(_words(days[0]), " to ", _words(days[-1]))
        _chart(sheet, first, last)
    heading(sheet, context, covers)
    sheet.notice(2, 0, _not_shown(context, first, last, past, dates))
    after = max(last + 2, HEADER_ROW + CHART_ROWS + 2)
    _latest(sheet, context, after)
    narrative(sheet, context, after + 2, "2.5")
    sheet.one_page = True
    sheet.freeze = (HEADER_ROW + 1, 1)
    return sheet.plan()


def date_of_cell(day: object) -> int:
    """A date's serial number; the end of time for what is no date."""
    return serial(day) if isinstance(day, dt.date) else 10**7


def _date(sheet: SheetBuilder, context: Context, row: int, nth: int) -> Formula:
    cell = latest_date(context.inputs, LOOKED_AFTER, "As at", context.names.quarter_end, nth)
    return sheet.put(row, 0, cell, "left", LONG_DATE)


def _count(sheet: SheetBuilder, context: Context, row: int, day: Formula) -> Formula:
    return sheet.put(row, 1, pulled_figure(context.inputs, LOOKED_AFTER, "Children", day), "figure", WHOLE)


def _words(day: Formula) -> Formula:
    return date_words(day, date_of(day.value))


def _not_shown(context: Context, first: int, last: int, past: int, dates: int) -> Formula:
    """Speaks when dates of the quarter have come in since the last refresh, up to the most that are shown."""
    held = f'COUNTIFS(LookedAfter[As at],"<="&{context.names.quarter_end.text})'
    capped = f"IF({held}>{MOST_DATES},{MOST_DATES},{held})"
    shown = f"COUNT(A{first + 1}:A{last + 1})" if dates else "0"
    missing = f"({capped}-{shown})"
    return not_shown(missing, min(past, MOST_DATES) - dates, "date")


def _latest(sheet: SheetBuilder, context: Context, row: int) -> None:
    """The latest count of all, even after the quarter: members ask for the newest number."""
    days = [date_of_cell(r["As at"]) for r in context.inputs[LOOKED_AFTER] if r["As at"]]
    newest = Formula(f'IF(COUNT(LookedAfter[As at])=0,"{MISSING}",MAX(LookedAfter[As at]))', max(days, default=MISSING))
    sheet.put(row, 0, LATEST_YET, "text strong")
    count = pulled_figure(context.inputs, LOOKED_AFTER, "Children", Formula(f"$C${row + 1}", newest.value))
    sheet.put(row, 1, count, "figure strong", WHOLE)
    sheet.put(row, 2, newest, "count", LONG_DATE)


def _chart(sheet: SheetBuilder, first: int, last: int) -> None:
    sheet.chart(
        ChartPlan(
            name="cyps looked after",
            title="Looked after children",
            row=HEADER_ROW,
            columns=(4, 11),
            categories=Span(first, 0, last, 0),
            series=(SeriesPlan((HEADER_ROW, 1), Span(first, 1, last, 1)),),
            value_title="Children",
            category_title="As at",
            alt="Column chart, one column a date, oldest first: the number of looked after children. "
            "The figures stand in the table beside it.",
            category_format="mmm yy",
            rows=CHART_ROWS,
        )
    )
