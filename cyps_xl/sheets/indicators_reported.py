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
    on Indicator values. While all of them are meant, the formula is a plain count.
    """
    where = (*where, ("Reported", QUARTERLY)) if to_be_typed else where
    rows = [row for row in Rows(context.inputs, INDICATORS).where(where).found if row["No"]]
    elsewhere = to_be_typed and any(_stands_elsewhere(row) for row in context.inputs[INDICATORS])
    wanted = [row for row in rows if is_reported(row, context.quarter) and not (to_be_typed and _stands_elsewhere(row))]
    # Texts are compared as they are: COUNTIFS would take the No 1 for a number, and find 01 as well.
    tests = [f'(Indicators[{heading}]&""={quoted(value)})' for heading, value in where]
    if any_ends(context.inputs):
        quarter = context.names.quarter.text
        tests.append(f'((Indicators[From]="")+(Indicators[From]<={quarter})>0)')
        tests.append(f'((Indicators[To]="")+(Indicators[To]>={quarter})>0)')
    if elsewhere:
        tests.append('((Indicators[Numerator from]="")+(Indicators[Denominator from]="")>0)')
    if not tests:
        return Formula(f'COUNTIFS(Indicators[{INDICATORS.lookup_heading}],"?*")', len(wanted))
    tests.insert(0, '(Indicators[No]<>"")')
    return Formula(f"SUMPRODUCT({'*'.join(tests)})", len(wanted))


def _stands_elsewhere(row: Row) -> bool:
    """Whether nothing of an indicator is typed: both its counts stand elsewhere in the workbook."""
    return bool(row["Numerator from"]) and bool(row["Denominator from"])


def any_ends(inputs: Inputs) -> bool:
    """Whether any indicator begins or ends at a quarter."""
    return any(row["From"] or row["To"] for row in inputs[INDICATORS])
