"""How many indicators a quarter reports, by a formula that follows the input table."""

from __future__ import annotations

from cyps_xl.definition.indicators import is_reported
from cyps_xl.definition.model import Conditions
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.indicators import INDICATORS, QUARTERLY
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, quoted
from cyps_xl.sheets.line_figures import Rows


def indicators_held(context: Context, where: Conditions, *, to_be_typed: bool = False) -> Formula:
    """How many indicators of a block the input table holds for the reporting quarter.

    `to_be_typed` counts those alone that are reported quarterly and of which a figure, or one count of it, is typed
    on Indicator values. While none ends and none is counted elsewhere, the formula is a plain count.
    """
    where = (*where, ("Reported", QUARTERLY)) if to_be_typed else where
    rows = [row for row in Rows(context.inputs, INDICATORS).where(where).found if row["No"]]
    elsewhere = to_be_typed and any(_stands_elsewhere(row) for row in context.inputs[INDICATORS])
    wanted = [row for row in rows if is_reported(row, context.quarter) and not (to_be_typed and _stands_elsewhere(row))]
    count = len(wanted)
    if not any_ends(context.inputs) and not elsewhere:
        everything = (f"Indicators[{INDICATORS.lookup_heading}]", '"?*"') if not where else ()
        criteria = [*everything, *(part for pair in where for part in (f"Indicators[{pair[0]}]", quoted(pair[1])))]
        return Formula(f"COUNTIFS({','.join(criteria)})", count)
    quarter = context.names.quarter.text
    tests = [
        '(Indicators[No]<>"")',
        f'((Indicators[From]="")+(Indicators[From]<={quarter})>0)',
        f'((Indicators[To]="")+(Indicators[To]>={quarter})>0)',
        *(f"(Indicators[{heading}]={quoted(value)})" for heading, value in where),
    ]
    if elsewhere:
        tests.append('((Indicators[Numerator from]="")+(Indicators[Denominator from]="")>0)')
    return Formula(f"SUMPRODUCT({'*'.join(tests)})", count)


def _stands_elsewhere(row: Row) -> bool:
    """Whether nothing of an indicator is typed: both its counts stand elsewhere in the workbook."""
    return bool(row["Numerator from"]) and bool(row["Denominator from"])


def any_ends(inputs: Inputs) -> bool:
    """Whether any indicator begins or ends at a quarter."""
    return any(row["From"] or row["To"] for row in inputs[INDICATORS])
