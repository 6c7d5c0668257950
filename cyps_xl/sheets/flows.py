"""2.7, 2.8 and 4: monthly counts of cases and children, each a chart over its table."""

from __future__ import annotations

from cyps_xl.inputs.tables.children import REGISTRATIONS, STEP_UP_DOWN, TAF_CLOSURES
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context, heading
from cyps_xl.sheets.formulas import difference_of, ratio_of
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
from cyps_xl.sheets.theme import PERCENT_ONE, SIGNED
from cyps_xl.sheets.words import narrative

STEPS_KEY, STEPS_TAB = "steps", "2.7 Step up, step down"
TAF_KEY, TAF_TAB = "taf", "2.8 TAF outcomes"
REGISTER_KEY, REGISTER_TAB = "registrations", "4 Registrations"

TABLE_ROW = 3 + CHART_ROWS + 1


def _sheet(context: Context, key: str, tab: str, title: str) -> SheetBuilder:
    sheet = SheetBuilder(key, context.tab(key, tab), title, widths(context.settings.months_shown))
    heading(sheet, context, months_covered(context))
    months_changed(sheet, context)
    sheet.freeze = (2, 1)
    return sheet


def steps(context: Context) -> SheetPlan:
    """2.7: cases stepped down to the Team Around the Family, and stepped up from it."""
    sheet = _sheet(context, STEPS_KEY, STEPS_TAB, "2.7 Cases stepped up and stepped down")
    table = month_table(sheet, context, TABLE_ROW, "Cases")
    down = table.row(1, "Stepped down to TAF", from_table(context, STEP_UP_DOWN, "Stepped down to TAF"))
    up = table.row(2, "Stepped up to CYPS", from_table(context, STEP_UP_DOWN, "Stepped up to CYPS"))
    table.row(3, "Stepped down less stepped up", lambda i, _: difference_of(down[i], up[i]), "count", SIGNED)
    chart_above(
        table,
        name="steps",
        title="Cases stepped down to TAF and stepped up to CYPS",
        alt="Column chart, two columns a month: cases stepped down to the Team Around the Family, and cases "
        "stepped up from it to children's services. The figures stand in the table below it.",
        value_title="Cases",
        series=[table.series(1), table.series(2, emphasis=False)],
    )
    narrative(sheet, context, TABLE_ROW + 5, "2.7")
    return sheet.plan()


def taf_outcomes(context: Context) -> SheetPlan:
    """2.8: the share of Team Around the Family closures whose plan had succeeded."""
    sheet = _sheet(context, TAF_KEY, TAF_TAB, "2.8 Team Around the Family closures with a successful outcome")
    table = month_table(sheet, context, TABLE_ROW, "Closures")
    closed = table.row(2, "Cases closed", from_table(context, TAF_CLOSURES, "Closed"), "count")
    successful = table.row(
        3, "of which with a successful outcome", from_table(context, TAF_CLOSURES, "Successful"), "count"
    )
    table.row(
        1, "Closed with a successful outcome", lambda i, _: ratio_of(successful[i], closed[i]), "figure", PERCENT_ONE
    )
    chart_above(
        table,
        name="taf",
        title="Share of TAF cases closed with a successful outcome",
        alt="Column chart, one column a month: of the closed Team Around the Family cases, the percentage whose plan "
        "had succeeded. The figures stand in the table below it.",
        value_title="Share of cases closed",
        series=[table.series(1)],
        label_format="0.0%",
        axis_format="0%",
        maximum=1.1,
    )
    narrative(sheet, context, TABLE_ROW + 5, "2.8")
    return sheet.plan()


def registrations(context: Context) -> SheetPlan:
    """4: children put on and taken off the child protection register, and how many were on it."""
    sheet = _sheet(context, REGISTER_KEY, REGISTER_TAB, "4 Child protection registrations and de-registrations")
    table = month_table(sheet, context, TABLE_ROW, "Children")
    on = table.row(1, "Registered", from_table(context, REGISTRATIONS, "Registered"))
    off = table.row(2, "De-registered", from_table(context, REGISTRATIONS, "De-registered"))
    table.row(3, "Registered less de-registered", lambda i, _: difference_of(on[i], off[i]), "count", SIGNED)
    chart_above(
        table,
        name="registrations",
        title="Children registered and de-registered",
        alt="Column chart, two columns a month: children put on the child protection register, and children taken "
        "off it. The figures stand in the table below it.",
        value_title="Children",
        series=[table.series(1), table.series(2, emphasis=False)],
    )
    second = TABLE_ROW + 5
    sheet.page_break(second)
    register = month_table(sheet, context, second + CHART_ROWS + 1, "Children at the month's end")
    register.row(1, "On the register", from_table(context, REGISTRATIONS, "On the register"))
    chart_above(
        register,
        name="register",
        title="Children on the register at the end of the month",
        alt="Column chart, one column a month: children on the child protection register on the month's last day. "
        "The figures stand in the table below it.",
        value_title="Children",
        series=[register.series(1)],
    )
    narrative(sheet, context, second + CHART_ROWS + 4, "4")
    return sheet.plan()
