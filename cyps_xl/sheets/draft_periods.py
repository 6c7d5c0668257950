"""The quarter before the reporting quarter, and what both are called in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.draft_words import drafted_in
from cyps_xl.sheets.formulas import Formula, filled


@dataclass(frozen=True)
class Periods:
    """The cells that say which quarter was before.

    `period` is what its figures are kept under, `label` its name, as 2017-18 Q2. `is_first` is 1 where the reporting
    quarter begins a year, so that the one before is the fourth of another. `headings` are by language what the
    reporting quarter and the one before it are called.
    """

    period: Formula
    label: Formula
    is_first: Formula
    headings: Mapping[str, tuple[Formula, Formula]]


def put_periods(sheet: SheetBuilder, context: Context, row: int, column: int) -> Periods:
    """Place them side by side, from a cell on."""
    names, quarter, at = context.names, context.quarter, iter(range(column, column + 20))

    def put(formula: Formula) -> Formula:
        here = next(at)
        placed = sheet.put(row, here, formula, "workings")
        return Formula(address(row, here, fixed_row=True, fixed_column=True), placed.value)

    first, number = quarter.number == 1, put(Formula(f"VALUE(RIGHT({names.quarter.text},1))", quarter.number))
    year = put(Formula(f"LEFT({names.quarter.text},7)", quarter.year))
    last = quarter.previous
    is_first = put(Formula(f"IF({number.text}=1,1,0)", int(first)))
    its_year = put(Formula(f"IF({is_first.text}=1,{names.last_year.text},{year.text})", last.year))
    its_number = put(Formula(f"IF({is_first.text}=1,4,{number.text}-1)", last.number))
    label = put(Formula(f'{its_year.text}&" Q"&{its_number.text}', str(last)))
    period = put(Formula(f"IF({is_first.text}=1,{its_year.text},{label.text})", last.period))
    headings = {
        language: (
            put(filled(words.quarter, number=number, year=year)),
            put(filled(words.quarter, number=its_number, year=its_year)),
        )
        for language, words in drafted_in(context.definition).items()
    }
    return Periods(period, label, is_first, headings)
