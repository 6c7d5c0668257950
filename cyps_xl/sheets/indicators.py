"""1 Indicators: the national indicators, each with its counts, its direction and how it stands against Wales."""

from __future__ import annotations

from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.measures.indicators import Indicator, Unit
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.compare import Rules, against_code, against_words, direction_code, direction_words, gain
from cyps_xl.sheets.context import Context, heading
from cyps_xl.sheets.formulas import Formula, is_there, joined, pulled_text, row_in
from cyps_xl.sheets.indicator_figures import Attributes, Place, put_figure, uncompared_words
from cyps_xl.sheets.indicator_words import explanation, missing_rows, rows_to_explain
from cyps_xl.sheets.notices import rows_not_shown
from cyps_xl.sheets.plan import SheetPlan, Span
from cyps_xl.sheets.words import narrative

KEY, TAB = "indicators", "1 Indicators"

HEADER_ROW = 4

NO, REFERENCE, NAME, BETTER = 0, 1, 2, 3
YEAR_BEFORE = Place(value=4, number=28, out_of=29)
LATEST_YEAR = Place(value=5, number=6, out_of=7)
WALES = Place(value=8, number=30, out_of=31)
LAST_QUARTER = Place(value=9, number=10, out_of=11)
THIS_QUARTER = Place(value=12, number=13, out_of=14)
DIRECTION, DIRECTION_WORDS, AGAINST, AGAINST_WORDS = 15, 16, 17, 18
PRINTED = 19
UNIT, REPORTED, DECIMALS, MEASURED, COMPARABLE, FIRST_YEAR, FOUND, EXPLAINED = range(20, 28)
GAIN, GAIN_WALES, IS_RATE = 32, 33, 34

WIDTHS = (
    *(5, 11, 46, 8),
    *(9, 9, 8, 7, 9.5, 10, 8, 7, 10, 8, 7),
    *(10, 14, 9, 9, 3),
    *(9, 24, 9, 11, 12, 11, 8, 11, 9, 9, 9, 9, 11, 11, 8),
)
"""The indicator, its figures, its directions; then the workings."""


def lay_out(context: Context) -> SheetPlan:
    """One row an indicator; below each that may decline, a row for its explanation."""
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), "1 National indicators", WIDTHS)
    sheet.printed_columns = PRINTED
    heading(sheet, context, joined(context.names.quarter_heading, ", ", context.names.covers))
    _header(sheet, context)
    row = HEADER_ROW + 1
    found: list[Formula] = []
    to_explain = rows_to_explain(context)
    for record in context.inputs[INDICATORS]:
        no = str(record["No"])
        has_row = no in to_explain
        found.append(_indicator(sheet, context, row, no, has_row))
        if has_row:
            sheet.goes_on(row)
            explanation(sheet, context, row, NAME, DIRECTION)
        row += 2 if has_row else 1
    last = max(row - 1, HEADER_ROW + 1)
    sheet.arrows(Span(HEADER_ROW + 1, DIRECTION, last, DIRECTION))
    sheet.arrows(Span(HEADER_ROW + 1, AGAINST, last, AGAINST))
    everything = Formula('"?*"', "")
    nowhere = sheet.placed(HEADER_ROW, FOUND)
    sheet.notice(2, 0, rows_not_shown(context, INDICATORS, everything, found, "indicator", nowhere))
    span = (HEADER_ROW + 1, last)
    sheet.notice(3, 0, missing_rows(sheet, DIRECTION, EXPLAINED, span))
    narrative(sheet, context, row + 1, "1")
    sheet.freeze = (HEADER_ROW + 1, NAME + 1)
    sheet.repeat_rows = (HEADER_ROW, HEADER_ROW)
    return sheet.plan()


def _header(sheet: SheetBuilder, context: Context) -> None:
    """The one header row: every column's own words, the periods live."""
    names = context.names
    labels: dict[int, Formula | str] = {
        NO: "No",
        REFERENCE: "Reference",
        NAME: "Indicator",
        BETTER: "Better when",
        YEAR_BEFORE.value: names.year_before,
        WALES.value: joined("Wales ", names.last_year),
        DIRECTION: "Direction",
        DIRECTION_WORDS: "In words",
        AGAINST: "Against Wales",
        AGAINST_WORDS: "Wales, in words",
    }
    periods = (
        (LATEST_YEAR, names.last_year),
        (LAST_QUARTER, names.last_quarter_heading),
        (THIS_QUARTER, names.quarter_heading),
    )
    for place, label in periods:
        labels |= {place.value: label, place.number: "Number", place.out_of: "Out of"}
    for column, words in sorted(labels.items()):
        sheet.put(HEADER_ROW, column, words, _header_style(column))
    for column, working in WORKINGS.items():
        sheet.put(HEADER_ROW, column, working, "workings header")
    sheet.height(HEADER_ROW, 48)


WORKINGS = {
    UNIT: "Unit",
    REPORTED: "Reported",
    DECIMALS: "Decimals",
    MEASURED: "Tolerance",
    COMPARABLE: "Comparable",
    FIRST_YEAR: "First year",
    FOUND: "Found",
    EXPLAINED: "Explanation row",
    YEAR_BEFORE.number: "Year before, number",
    YEAR_BEFORE.out_of: "Year before, out of",
    WALES.number: "Wales, number",
    WALES.out_of: "Wales, out of",
    GAIN: "Change (+ is better)",
    GAIN_WALES: "Over Wales (+ is better)",
    IS_RATE: "Is a rate",
}


def _header_style(column: int) -> str:
    if column in (DIRECTION, AGAINST):
        return "header center"
    return "header" if column in (NO, REFERENCE, NAME, BETTER, DIRECTION_WORDS, AGAINST_WORDS) else "header right"


def _indicator(sheet: SheetBuilder, context: Context, row: int, no: str, has_row: bool) -> Formula:
    """One indicator's row; returns the cell that says whether it is still in the input table."""
    label = Formula(f"$A{row + 1}", sheet.put(row, NO, no, "text").value)
    name = pulled_text(context.inputs, INDICATORS, _name_column(context), label)
    sheet.put(row, REFERENCE, pulled_text(context.inputs, INDICATORS, "Reference", label), "text")
    sheet.paragraph(row, NAME, name, sheet.widths[NAME], "wrapped middle")
    better = sheet.put(row, BETTER, pulled_text(context.inputs, INDICATORS, "Better when", label), "text")
    found = sheet.put(row, FOUND, is_there(context.inputs, INDICATORS, label), "workings")
    sheet.put(row, EXPLAINED, "yes" if has_row else "no", "workings")
    _figures(sheet, context, row, _attributes(sheet, context, row, label, better))
    return found


def _name_column(context: Context) -> str:
    return "Name in Welsh" if context.text_column == "Welsh" else "Name"


def _attributes(sheet: SheetBuilder, context: Context, row: int, no: Formula, better: Formula) -> Attributes:
    """The indicator's own rules, pulled into the workings beside its row."""

    def text(column: int, heading_: str) -> Formula:
        return sheet.put(row, column, pulled_text(context.inputs, INDICATORS, heading_, no), "workings")

    unit, measured, comparable = text(UNIT, "Unit"), text(MEASURED, "Tolerance"), text(COMPARABLE, "Comparable")
    indicator = Indicator.of(
        unit=unit.value,
        decimals=context.inputs.value(INDICATORS, "Decimals", no.value),
        better=better.value,
        measured=measured.value,
        comparable=comparable.value,
    )
    is_rate = Formula(f'IF({unit.text}="{Unit.PERCENT.value}",1,0)', int(indicator.is_rate))
    cell = f"INDEX(Indicators[Decimals],{row_in(INDICATORS, no)})"
    places = f'IFERROR({cell}+0,0)+IF({unit.text}="{Unit.PERCENT.value}",2,0)'
    return Attributes(
        no=no,
        indicator=indicator,
        better=better,
        unit=unit,
        reported=text(REPORTED, "Reported"),
        decimals=sheet.put(row, DECIMALS, Formula(places, indicator.places), "workings"),
        measured=measured,
        comparable=comparable,
        first_year=text(FIRST_YEAR, "First year"),
        is_rate=sheet.put(row, IS_RATE, is_rate, "workings"),
    )


def _figures(sheet: SheetBuilder, context: Context, row: int, attributes: Attributes) -> None:
    names = context.names
    put_figure(sheet, context, row, YEAR_BEFORE, attributes, names.year_before, workings=True)
    own = put_figure(sheet, context, row, LATEST_YEAR, attributes, names.last_year)
    wales = put_figure(sheet, context, row, WALES, attributes, names.last_year, area="Wales", workings=True)
    previous = put_figure(sheet, context, row, LAST_QUARTER, attributes, names.last_period)
    current = put_figure(
        sheet,
        context,
        row,
        THIS_QUARTER,
        attributes,
        names.period,
        style="figure strong",
        before_arrow=THIS_QUARTER.out_of,
    )
    rules = Rules(
        indicator=attributes.indicator,
        better=attributes.better,
        decimals=attributes.decimals,
        tolerance=names.tolerance,
        measured=attributes.measured,
        is_rate=attributes.is_rate,
        comparable=attributes.comparable,
    )
    gained = sheet.put(row, GAIN, gain(current, previous, rules), "workings")
    over_wales = sheet.put(row, GAIN_WALES, gain(own, wales, rules), "workings")
    code = sheet.put(row, DIRECTION, direction_code(current, previous, gained, rules), "arrow")
    words = direction_words(code, names.tolerance, uncompared_words(attributes))
    sheet.paragraph(row, DIRECTION_WORDS, words, sheet.widths[DIRECTION_WORDS], "wrapped middle")
    against = sheet.put(row, AGAINST, against_code(own, wales, over_wales, rules), "arrow")
    sheet.put(row, AGAINST_WORDS, against_words(against), "text")
