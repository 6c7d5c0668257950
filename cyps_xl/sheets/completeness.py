"""What a quarter's report needs, section by section, counted in Excel and in Python alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Value
from cyps_xl.inputs.tables.children import LOOKED_AFTER, READMISSIONS, REGISTRATIONS, STEP_UP_DOWN, TAF_CLOSURES
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES, INDICATORS, QUARTERLY
from cyps_xl.inputs.tables.quality import AUDITS, COMPLAINTS, TOTAL
from cyps_xl.inputs.tables.staff import CASELOADS, SUPERVISION, WORKFORCE
from cyps_xl.sheets.context import Context, serial
from cyps_xl.sheets.formulas import Formula, constant

Count = Callable[[Context], Formula]


@dataclass(frozen=True)
class Need:
    """A section, how many figures it needs for the quarter, and how many are there."""

    label: str
    needed: Count
    there: Count


def _number(count: int) -> Count:
    return lambda context: constant(count)


def _monthly(label: str, table: Table) -> Need:
    """Every count of every month shown."""
    headings = [c.heading for c in table.typed_columns if c.heading != "Month"]

    def needed(context: Context) -> Formula:
        return constant(context.settings.months_shown * len(headings))

    def there(context: Context) -> Formula:
        months = context.quarter.months(context.settings.months_shown)
        start = f"EDATE({context.names.quarter_start.text},{3 - len(months)})"
        dates = f'{table.name}[Month],">="&{start},{table.name}[Month],"<="&{context.names.quarter_end.text}'
        text = "+".join(f'COUNTIFS({dates},{table.name}[{h}],">-1E+99")' for h in headings)
        rows = [row for row in context.inputs[table] if row["Month"] in months]
        return Formula(text, sum(_is_number(row[h]) for row in rows for h in headings))

    return Need(label, needed, there)


def _counted_in_quarter(label: str, table: Table, heading: str = "As at") -> Need:
    """At least one count dated in the quarter."""

    def there(context: Context) -> Formula:
        start, end = context.names.quarter_start, context.names.quarter_end
        column = f"{table.name}[{heading}]"
        text = f'IF(COUNTIFS({column},">="&{start.text},{column},"<="&{end.text})>0,1,0)'
        first, last = serial(context.quarter.start), serial(context.quarter.end)
        days = [serial(day) for row in context.inputs[table] if isinstance(day := row[heading], dt.date)]
        return Formula(text, int(any(first <= day <= last for day in days)))

    return Need(label, _number(1), there)


def _indicators_needed(context: Context) -> Formula:
    rows = [row for row in context.inputs[INDICATORS] if row["Reported"] == QUARTERLY]
    return Formula(f'COUNTIFS(Indicators[Reported],"{QUARTERLY}")', len(rows))


def _indicators_there(context: Context) -> Formula:
    """Rows of the quarter's own figures; a full set has one for each indicator reported quarterly."""
    period = context.names.period
    text = f'COUNTIFS(IndicatorValues[Area],"{COUNCIL_AREA}",IndicatorValues[Period],{period.text})'
    rows = [row for row in context.inputs[INDICATOR_VALUES] if row["Area"] == COUNCIL_AREA]
    return Formula(text, sum(row["Period"] == period.value for row in rows))


def _complaints_there(context: Context) -> Formula:
    period = context.names.period
    text = f'COUNTIFS(Complaints[Period],{period.text},Complaints[Outcome],"{TOTAL}",Complaints[Number],">-1E+99")'
    rows = [r for r in context.inputs[COMPLAINTS] if r["Period"] == period.value and r["Outcome"] == TOTAL]
    return Formula(text, sum(_is_number(row["Number"]) for row in rows))


def _audits_there(context: Context) -> Formula:
    quarter = context.names.quarter
    rows = [row for row in context.inputs[AUDITS] if row["Quarter"] == quarter.value]
    return Formula(f"IF(COUNTIFS(Audits[Quarter],{quarter.text})>0,1,0)", int(bool(rows)))


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float)


NEEDS = (
    Need("1 Indicators", _indicators_needed, _indicators_there),
    _monthly("2.1 Supervision", SUPERVISION),
    _counted_in_quarter("2.2 Caseloads", CASELOADS),
    _counted_in_quarter("2.3 Workforce", WORKFORCE),
    _counted_in_quarter("2.5 Looked after children", LOOKED_AFTER),
    _monthly("2.6 Re-admissions", READMISSIONS),
    _monthly("2.7 Step up, step down", STEP_UP_DOWN),
    _monthly("2.8 TAF outcomes", TAF_CLOSURES),
    Need("3 Complaints", _number(4), _complaints_there),
    _monthly("4 Registrations", REGISTRATIONS),
    Need("5 Audits", _number(1), _audits_there),
)
"""The sections in order; what counts as needed is what their sheet shows."""
