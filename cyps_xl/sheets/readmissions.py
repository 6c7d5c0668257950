"""2.6 Re-admissions: children who left care and came back within twelve months."""

from __future__ import annotations

from cyps_xl.inputs.tables.children import READMISSIONS
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context, heading
from cyps_xl.sheets.formulas import total_of
from cyps_xl.sheets.monthly import (
    CHART_ROWS,
    chart_above,
    from_table,
    month_table,
    months_changed,
    months_covered,
    widths,
)
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.theme import WHOLE
from cyps_xl.sheets.words import narrative

KEY, TAB = "readmissions", "2.6 Re-admissions"

TABLE_ROW = 3 + CHART_ROWS + 1


def lay_out(context: Context) -> SheetPlan:
    """A chart over its table with a total, and the anonymised narrative."""
    months = context.settings.months_shown
    title = "2.6 Children re-admitted to care within twelve months of leaving it"
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), title, (*widths(months), 9.0))
    heading(sheet, context, months_covered(context))
    months_changed(sheet, context)
    table = month_table(sheet, context, TABLE_ROW, "Children")
    cells = table.row(1, "Re-admitted", from_table(context, READMISSIONS, "Children"))
    sheet.put(TABLE_ROW, months + 1, "Total", "header right")
    sheet.put(TABLE_ROW + 1, months + 1, total_of(cells), "figure strong", WHOLE)
    chart_above(
        table,
        name="readmissions",
        title="Children re-admitted to care within twelve months of leaving it",
        alt="Column chart, one column a month: children who came back into care within twelve months of leaving it. "
        "The figures stand in the table below it.",
        value_title="Children",
        series=[table.series(1)],
        axis_format="0",
    )
    narrative(sheet, context, TABLE_ROW + 3, "2.6")
    sheet.freeze = (2, 1)
    return sheet.plan()
