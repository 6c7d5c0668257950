"""2.2 Caseloads: cases held by qualified workers, team by team."""

from __future__ import annotations

from cyps_xl.inputs.tables.staff import CASELOADS
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context, date_of, heading
from cyps_xl.sheets.formulas import (
    MISSING,
    Formula,
    average_of,
    date_words,
    is_there,
    joined,
    latest_date,
    pulled_figure,
    ratio_of,
    span_text,
    total_of,
)
from cyps_xl.sheets.notices import rows_not_shown
from cyps_xl.sheets.plan import ChartPlan, SeriesPlan, SheetPlan, Span
from cyps_xl.sheets.theme import ONE_DECIMAL, SHORT_DATE, WHOLE
from cyps_xl.sheets.words import narrative

KEY, TAB = "caseloads", "2.2 Caseloads"

HEADER_ROW = 4
CHART_ROWS = 14
MOST_ON_A_PAGE = 12
"""Teams that share one printed page with the chart and the notes."""
HEADINGS = (
    "Team",
    "Available hours",
    "Full-time equivalent",
    "Caseload",
    "Highest held by one worker",
    "Lowest held by one worker",
    "Average per full-time worker",
)
FOUND = 8
"""The column, past the printed ones, that says 1 while a row's team is in the input table."""


def lay_out(context: Context) -> SheetPlan:
    """The teams of the latest date in or before the quarter, their totals and the service's averages."""
    sheet = SheetBuilder(
        KEY, context.tab(KEY, TAB), "2.2 Cases held by qualified workers", (34, 15, 15, 15, 17, 17, 17, 3, 12)
    )
    sheet.printed_columns = 7
    as_at = latest_date(context.inputs, CASELOADS, "As at", context.names.quarter_end)
    day = date_of(as_at.value)
    sheet.put(3, 0, "As at", "grey label")
    as_at = sheet.put(3, 1, as_at, "left plain", SHORT_DATE)
    heading(sheet, context, joined("as at ", date_words(Formula("B4", as_at.value), day)))
    sheet.header(HEADER_ROW, HEADINGS, lines=2)
    sheet.put(HEADER_ROW, FOUND, "Found", "workings header")
    teams = tuple(dict.fromkeys(str(row["Team"]) for row in context.inputs[CASELOADS] if row["As at"] == day and day))
    first = HEADER_ROW + 1
    rows = [_team(sheet, context, first + i, team) for i, team in enumerate(teams)]
    after = first + len(rows)
    if rows:
        _totals(sheet, after, rows)
        _chart(sheet, first, after - 1, after + 3)
        after += CHART_ROWS + 4
    key = Formula('$B$4&"|*"', f"{as_at.value}|")
    found, nowhere = [row[-1] for row in rows], sheet.placed(HEADER_ROW, FOUND)
    sheet.notice(2, 0, rows_not_shown(context, CASELOADS, key, found, "team", nowhere))
    narrative(sheet, context, after + 1, "2.2")
    sheet.one_page = len(teams) <= MOST_ON_A_PAGE
    sheet.freeze = (HEADER_ROW + 1, 1)
    return sheet.plan()


Row = tuple[Formula, ...]
"""A team's cells: hours, FTE, caseload, highest, lowest, average, found."""


def _team(sheet: SheetBuilder, context: Context, row: int, team: str) -> Row:
    as_at = Formula("$B$4", _as_at(context))
    name = sheet.put(row, 0, team, "text")
    key = (as_at, Formula(f"$A{row + 1}", name.value))

    def pull(column: int, heading_: str, number_format: str) -> Formula:
        return sheet.put(row, column, pulled_figure(context.inputs, CASELOADS, heading_, *key), "figure", number_format)

    hours = pull(1, "Available hours", ONE_DECIMAL)
    full_time = context.names.full_time_hours
    fte = sheet.put(row, 2, ratio_of(hours, full_time), "figure", ONE_DECIMAL)
    cases = pull(3, "Caseload", WHOLE)
    highest, lowest = pull(4, "Highest", WHOLE), pull(5, "Lowest", WHOLE)
    average = sheet.put(row, 6, ratio_of(cases, fte), "figure strong", ONE_DECIMAL)
    found = sheet.put(row, FOUND, is_there(context.inputs, CASELOADS, *key), "workings")
    return hours, fte, cases, highest, lowest, average, found


def _as_at(context: Context) -> int | str:
    value = latest_date(context.inputs, CASELOADS, "As at", context.names.quarter_end).value
    return value if isinstance(value, int) else MISSING


def _totals(sheet: SheetBuilder, row: int, rows: list[Row]) -> None:
    """Totals of what can be added, and the service's averages below them."""
    columns = list(zip(*rows, strict=True))
    sheet.put(row, 0, "Total", "total label")
    sheet.put(row, 1, total_of(columns[0]), "total", ONE_DECIMAL)
    fte = sheet.put(row, 2, total_of(columns[1]), "total", ONE_DECIMAL)
    cases = sheet.put(row, 3, total_of(columns[2]), "total", WHOLE)
    for column in (4, 5, 6):
        sheet.put(row, column, "", "total")
    sheet.put(row + 1, 0, "Average for the service", "total label")
    for column in (1, 2, 3):
        sheet.put(row + 1, column, "", "total")
    sheet.put(row + 1, 4, average_of(columns[3]), "total", ONE_DECIMAL)
    sheet.put(row + 1, 5, average_of(columns[4]), "total", ONE_DECIMAL)
    sheet.put(row + 1, 6, _service_average(columns, cases, fte), "total", ONE_DECIMAL)


def _service_average(columns: list[tuple[Formula, ...]], cases: Formula, fte: Formula) -> Formula:
    """Cases over full-time equivalents, only while every team that has one has both.

    A team with a caseload and no hours would swell the average unseen.
    """
    counts = [sum(cell.figure is not None for cell in columns[i]) for i in (5, 2, 1)]
    averages, caseloads, posts = (f"COUNT({span_text(columns[i])})" for i in (5, 2, 1))
    plain = ratio_of(cases, fte)
    value = plain.value if counts[0] == counts[1] == counts[2] else MISSING
    return Formula(f'IF(AND({averages}={caseloads},{averages}={posts}),{plain.text},"{MISSING}")', value)


def _chart(sheet: SheetBuilder, first: int, last: int, row: int) -> None:
    sheet.chart(
        ChartPlan(
            name="cyps caseloads",
            title="Average cases per full-time worker, by team",
            row=row,
            columns=(0, 6),
            categories=Span(first, 0, last, 0),
            series=(SeriesPlan((HEADER_ROW, 6), Span(first, 6, last, 6)),),
            value_title="Cases per full-time worker",
            category_title="Team",
            alt="Column chart, one column a team: the average number of cases held per full-time equivalent worker. "
            "The figures stand in the last column of the table above it.",
            label_format="0.0",
            axis_format="0",
            category_format="",
            highlight_last=False,
            rows=CHART_ROWS,
        )
    )
