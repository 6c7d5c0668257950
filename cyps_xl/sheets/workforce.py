"""2.3 Workforce: vacancies, starters, leavers, agency, sickness, disciplinaries and grievances."""

from __future__ import annotations

from cyps_xl.inputs.records import excel_serial
from cyps_xl.inputs.tables.staff import AGENCY, VACANCIES, WORKFORCE, WORKFORCE_MEASURES, WORKFORCE_ROLES
from cyps_xl.measures import rates
from cyps_xl.measures.periods import add_months
from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.context import Context, date_of, heading
from cyps_xl.sheets.formulas import (
    MISSING,
    Formula,
    date_words,
    joined,
    latest_date,
    pulled_figure,
    shown,
    total_of,
)
from cyps_xl.sheets.monthly import CHART_ROWS, chart_above, month_table, months_changed
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.theme import HALVES, SHORT_DATE
from cyps_xl.sheets.words import narrative

KEY, TAB = "workforce", "2.3 Workforce"

HEADER_ROW = 4


def lay_out(context: Context) -> SheetPlan:
    """The matrix of measures by role at the latest date, then agency staff and vacancies month by month."""
    months = max(context.settings.months_shown, len(WORKFORCE_ROLES) + 1)
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), "2.3 Workforce", (26, *([11.5] * months)))
    as_at = latest_date(context.inputs, WORKFORCE, "As at", context.names.quarter_end)
    sheet.put(3, 0, "As at", "grey label")
    as_at = sheet.put(3, 1, as_at, "left plain", SHORT_DATE)
    heading(sheet, context, joined("as at ", date_words(as_at, date_of(as_at.value))))
    months_changed(sheet, context)
    _matrix(sheet, context, Formula("$B$4", as_at.value))
    second = HEADER_ROW + len(WORKFORCE_MEASURES) + 3
    sheet.one_page = True
    _history(sheet, context, second)
    narrative(sheet, context, second + CHART_ROWS + 7, "2.3")
    sheet.freeze = (2, 1)
    return sheet.plan()


def _matrix(sheet: SheetBuilder, context: Context, as_at: Formula) -> None:
    sheet.header(HEADER_ROW, ("Count", *WORKFORCE_ROLES, "Total"), lines=3)
    for offset, measure in enumerate(WORKFORCE_MEASURES):
        row = HEADER_ROW + 1 + offset
        name = sheet.put(row, 0, measure, "text")
        label = Formula(f"$A{row + 1}", name.value)
        cells = []
        for column, role in enumerate(WORKFORCE_ROLES, start=1):
            header = Formula(address(HEADER_ROW, column, fixed_row=True), role)
            figure = pulled_figure(context.inputs, WORKFORCE, "Number", as_at, label, header, missing="")
            cells.append(sheet.put(row, column, figure, "figure", HALVES))
        sheet.put(row, len(WORKFORCE_ROLES) + 1, total_of(cells), "figure strong", HALVES)


def _history(sheet: SheetBuilder, context: Context, row: int) -> None:
    """Agency staff and vacancies across the service, at the last date counted in each month."""
    sheet.put(row, 0, "Agency staff and vacancies across the service", "section")
    table = month_table(sheet, context, row + CHART_ROWS + 2, "Posts")
    table.row(3, "Counted on", lambda _, month: _counted_on(context, month), "count", "d mmm", "grey text")

    def counted(measure: str, offset: int) -> None:
        def figure(i: int, _: Formula) -> Formula:
            return _sum_at(context, measure, Formula(address(table.header_row + 3, 1 + i), dates[i]))

        table.row(offset, measure, figure, "figure", HALVES)

    dates = [_counted_on(context, month).value for month in table.cells]
    counted(VACANCIES, 1)
    counted(AGENCY, 2)
    chart_above(
        table,
        name="workforce",
        title="Vacancies and agency staff",
        alt="Column chart, two columns a month: vacant posts, and agency staff, across the service. "
        "The figures stand in the table below it.",
        value_title="Posts",
        series=[table.series(1), table.series(2, emphasis=False)],
        label_format="General",
    )


def _counted_on(context: Context, month: Formula) -> Formula:
    """The last date in a month on which the workforce was counted."""
    start = date_of(month.value)
    last = excel_serial(add_months(start, 1)) - 1 if start else 0
    end = Formula(f"(EDATE({month.text},1)-1)", last)
    latest = latest_date(context.inputs, WORKFORCE, "As at", end)
    in_month = start is not None and isinstance(latest.value, int) and latest.value >= excel_serial(start)
    test = f'COUNTIFS(Workforce[As at],">="&{month.text},Workforce[As at],"<="&{end.text})=0'
    return Formula(f'IF({test},"{MISSING}",{latest.text})', latest.value if in_month else MISSING)


def _sum_at(context: Context, measure: str, date: Formula) -> Formula:
    """The sum of a measure over all roles on a date; missing when nobody counted it."""
    rows = [
        r["Number"] for r in context.inputs[WORKFORCE] if _is_at(r["As at"], date.value) and r["Measure"] == measure
    ]
    numbers = [n for n in rows if isinstance(n, int | float)]
    criteria = f'Workforce[As at],{date.text},Workforce[Measure],"{measure}"'
    test = f'COUNTIFS({criteria},Workforce[Number],">-1E+99")=0'
    text = f'IF({test},"{MISSING}",SUMIFS(Workforce[Number],{criteria}))'
    return Formula(text, shown(rates.total(numbers)))


def _is_at(day: object, number: object) -> bool:
    return date_of(number) is not None and day == date_of(number)
