"""The explanation directly below an indicator, and the lines that say one is missing."""

from __future__ import annotations

from cyps_xl.definition.indicator_figures import indicators_of
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, EXPLANATION, INDICATOR_VALUES, INDICATORS, QUARTERLY
from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula
from cyps_xl.sheets.notices import not_shown
from cyps_xl.sheets.words import text_of

WANTED = "Explanation needed: type it on the Explanations sheet for this indicator and quarter."


def rows_to_explain(context: Context) -> frozenset[str]:
    """The indicators that have a row below them for words: all that can have a direction this quarter.

    Decided by how an indicator is reported and not by how it went, so that changing a figure,
    or one quarter to date for another, never leaves a decline without its place. Only the
    fourth quarter, when annual indicators are compared too, changes the shape.

    So does one that stands worse than another area by more than chance: a year's figure comes once.
    """
    inputs, quarter = context.inputs, context.quarter
    others = context.others if context.settings.says_chance else ()
    worse = {
        one.no
        for one in indicators_of(inputs, context.settings.tolerance)
        if any(one.is_worse_than(area, quarter) for area in others)
    }
    return frozenset(
        str(row["No"])
        for row in inputs[INDICATORS]
        if str(row["No"]) in worse
        or quarter.number == 4
        or row["Reported"] == QUARTERLY
        or inputs[INDICATOR_VALUES].find(row["No"], COUNCIL_AREA, quarter.period) is not None
    )


def explanation(sheet: SheetBuilder, context: Context, row: int, column: int, asked: int) -> None:
    """The row below an indicator: its explanation; a demand for one where it owes one and has none.

    `asked` is the column that says whether it does.
    """
    text = text_of(context, Formula(f"$A{row + 1}", _no(sheet, row)), EXPLANATION, 1)
    wanted = sheet.placed(row, asked)
    formula = f'IF({text.text}<>"",{text.text},IF({wanted.text}=1,"{WANTED}",""))'
    value = text.value or (WANTED if wanted.value == 1 else "")
    sheet.paragraph(row + 1, column, Formula(formula, value), sheet.widths[column], "explanation")
    for other in range(sheet.printed_columns or 0):
        if other != column:
            sheet.put(row + 1, other, "", "rule")


def _no(sheet: SheetBuilder, row: int) -> str:
    return str(sheet.placed(row, 0).value)


def missing_rows(sheet: SheetBuilder, asked: int, explained: int, span: tuple[int, int]) -> Formula:
    """A line that speaks when an indicator owes an explanation and has no row below it for one."""
    first, last = span
    wanted = f"{address(first, asked)}:{address(last, asked)}"
    flags = f"{address(first, explained)}:{address(last, explained)}"
    count = f'COUNTIFS({wanted},1,{flags},"no")'
    held = sum(
        sheet.placed(row, asked).value == 1 and sheet.placed(row, explained).value == "no"
        for row in range(first, last + 1)
        if sheet.has(row, asked)
    )
    return not_shown(count, held, "explanation")
