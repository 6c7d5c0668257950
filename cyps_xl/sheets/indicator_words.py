"""The explanations below a scorecard, and the lines that say one is missing."""

from __future__ import annotations

from collections.abc import Sequence

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
from cyps_xl.sheets.formulas import Formula, pulled_text, quoted
from cyps_xl.sheets.notices import not_shown
from cyps_xl.sheets.words import text_of

TITLE = "What explains the figures"
TEXT = 3
"""The column with which an explanation begins, behind the indicator's number, reference and name."""
WANTED = "Explanation needed: type it on the Explanations sheet for this indicator and quarter."


def rows_to_explain(context: Context) -> frozenset[str]:
    """The indicators that have a row for words: all that can have a direction this quarter.

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


def explanations(sheet: SheetBuilder, context: Context, row: int, rows: Sequence[int], asked: int) -> None:
    """The explanations of a scorecard, below it: a heading, then a row for each of these indicators' rows.

    Each says whose it is, and shows a demand where one is owed and not there; `asked` is the column that says whether
    it is owed. A row is no part of the table, so that its text may be as wide as the page: in a cell of the scorecard
    it would stand in a column as wide as a name.
    """
    places = [_explanation(sheet, context, row + at, of, asked) for at, of in enumerate(rows, start=1)]
    span = f"{places[0].text}:{places[-1].text}"
    shown = any(place.value != "" for place in places)
    title = Formula(f'IF(ROWS({span})=COUNTBLANK({span}),"",{quoted(TITLE)})', TITLE if shown else "")
    sheet.put(row, 0, title, "section")


def _explanation(sheet: SheetBuilder, context: Context, row: int, of: int, asked: int) -> Formula:
    """The row of one indicator's explanation; returns the cell of its text."""
    no = Formula(f"$A{of + 1}", _no(sheet, of))
    text = text_of(context, no, EXPLANATION, 1)
    wanted = sheet.placed(of, asked)
    formula = f'IF({text.text}<>"",{text.text},IF({wanted.text}=1,"{WANTED}",""))'
    value = text.value or (WANTED if wanted.value == 1 else "")
    placed = sheet.merged(
        row, (TEXT, (sheet.printed_columns or len(sheet.widths)) - 1), Formula(formula, value), "explanation wide"
    )
    named = (pulled_text(context.inputs, INDICATORS, heading, no) for heading in ("Reference", name_column(context)))
    for at, whose in enumerate((no, *named)):
        label = Formula(f'IF({placed.text}="","",{whose.text})', whose.value if value else "")
        sheet.paragraph(row, at, label, sheet.widths[at], "text top")
    return placed


def name_column(context: Context) -> str:
    """The heading of the column of indicators' names in the report's language."""
    return context.column_of("Name")


def _no(sheet: SheetBuilder, row: int) -> str:
    return str(sheet.placed(row, 0).value)


def without_a_place(asked: Formula, has_place: bool) -> Formula:
    """1 where an indicator owes an explanation and has no row for one, else 0."""
    text = "0" if has_place else f"IF({asked.text}=1,1,0)"
    return Formula(text, 0 if has_place else int(asked.value == 1))


def missing_rows(sheet: SheetBuilder, lacking: int, span: tuple[int, int]) -> Formula:
    """A line that speaks when an indicator owes an explanation and has no row for one.

    `lacking` is the column that says so of each.
    """
    first, last = span
    count = f"SUM({address(first, lacking)}:{address(last, lacking)})"
    held = sum(int(sheet.placed(row, lacking).figure or 0) for row in range(first, last + 1) if sheet.has(row, lacking))
    return not_shown(count, held, "explanation")
