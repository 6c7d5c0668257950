"""The explanation directly below an indicator, and the lines that say one is missing."""

from __future__ import annotations

from cyps_xl.inputs.tables.indicators import (
    COUNCIL_AREA,
    EXPLANATION,
    INDICATOR_VALUES,
    INDICATORS,
    QUARTERLY,
    UNITS_COMPARED,
)
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

    So has every rate that is compared with another area: it owes words where it is worse by more than chance.
    """
    inputs, quarter = context.inputs, context.quarter
    return frozenset(
        str(row["No"])
        for row in inputs[INDICATORS]
        if (context.others and row["Unit"] in UNITS_COMPARED)
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


def without_a_place(asked: Formula, has_place: bool) -> Formula:
    """1 where an indicator owes an explanation and has no row below it for one, else 0."""
    text = "0" if has_place else f"IF({asked.text}=1,1,0)"
    return Formula(text, 0 if has_place else int(asked.value == 1))


def missing_rows(sheet: SheetBuilder, lacking: int, span: tuple[int, int]) -> Formula:
    """A line that speaks when an indicator owes an explanation and has no row below it for one.

    `lacking` is the column that says so of each.
    """
    first, last = span
    count = f"SUM({address(first, lacking)}:{address(last, lacking)})"
    held = sum(int(sheet.placed(row, lacking).figure or 0) for row in range(first, last + 1) if sheet.has(row, lacking))
    return not_shown(count, held, "explanation")
