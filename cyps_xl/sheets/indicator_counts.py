"""The formula of an indicator's count that stands elsewhere in the workbook; the value is the definition's own."""

from __future__ import annotations

from cyps_xl.definition.expression import ColumnOf, Leaf, Number
from cyps_xl.definition.indicators import CountedFrom, count_at, counted_from, time_of
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.tables.indicators import AS_AT, ROLLING_YEAR
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, quoted, shown
from cyps_xl.sheets.line_figures import NUMBER, criterion, worked_out


def count_formula(context: Context, written: str, basis: object, period: Formula) -> Formula:
    """The count for a period, "" while anything of it is missing."""
    found = counted_from(written)
    return worked_out(found.shows, lambda leaf: _leaf(context, found, basis, period, leaf), missing="")


def _leaf(context: Context, found: CountedFrom, basis: object, period: Formula, leaf: Leaf) -> Formula:
    if isinstance(leaf, Number):
        return Formula(f"{leaf.value:.15g}", leaf.value)
    assert isinstance(leaf, ColumnOf)
    value = shown(count_at(context.inputs, found, basis, str(period.value), leaf), "")
    table = context.inputs.catalogue[leaf.table]
    by, kind = time_of(table)
    column, time = f"{table.name}[{table.heading(leaf.heading)}]", f"{table.name}[{by}]"
    where = "".join(f",{table.name}[{table.heading(h)}],{quoted(criterion(v))}" for h, v in found.where)
    if kind is Kind.PERIOD:
        return Formula(_summed(column, f"{time},{period.text}{where}", "=0"), value)
    start = f"DATE(VALUE(LEFT({period.text},4)),4,1)"
    ends = f"EDATE({start},IF(LEN({period.text})>7,3*VALUE(RIGHT({period.text},1)),12))"
    if kind is Kind.DATE:
        within = f'{time},">="&EDATE({ends},-3),{time},"<"&{ends}{where}'
        # The latest of these dates: as many dates of all are later as lie on or after the period's end.
        latest = f'LARGE({time},COUNTIFS({time},">="&{ends})+1)'
        text = f'IF(COUNTIFS({within})=0,"",{_summed(column, f"{time},{latest}{where}", "=0")})'
        return Formula(text, value)
    months = {AS_AT: "1", ROLLING_YEAR: "12"}.get(str(basis))
    first = f"EDATE({ends},-{months})" if months else start
    months = months or f"IF(LEN({period.text})>7,3*VALUE(RIGHT({period.text},1)),12)"
    return Formula(_summed(column, f'{time},">="&{first},{time},"<"&{ends}{where}', f"<{months}"), value)


def _summed(column: str, criteria: str, lacks: str) -> str:
    """The sum of the rows that meet the criteria, "" where so many of them hold no number."""
    return f'IF(COUNTIFS({criteria},{column},{NUMBER}){lacks},"",SUMIFS({column},{criteria}))'
