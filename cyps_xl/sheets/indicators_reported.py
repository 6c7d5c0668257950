"""How many indicators a quarter reports, by a formula that follows the input table."""

from __future__ import annotations

from cyps_xl.definition.indicators import is_reported
from cyps_xl.definition.model import Conditions
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, quoted
from cyps_xl.sheets.line_figures import Rows


def indicators_held(context: Context, where: Conditions, reported: str = "") -> Formula:
    """How many indicators of a block the input table holds for the reporting quarter.

    `reported` counts those alone that are reported so. While none has a From or a To, the formula is the
    plain count that it has always been.
    """
    where = (*where, ("Reported", reported)) if reported else where
    rows = Rows(context.inputs, INDICATORS).where(where).found
    count = sum(is_reported(row, context.quarter) for row in rows if row["No"])
    if not any_ends(context.inputs):
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
    return Formula(f"SUMPRODUCT({'*'.join(tests)})", count)


def any_ends(inputs: Inputs) -> bool:
    """Whether any indicator begins or ends at a quarter."""
    return any(row["From"] or row["To"] for row in inputs[INDICATORS])
