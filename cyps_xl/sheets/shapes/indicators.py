"""A scorecard: indicators, each with its counts, its direction and how it stands against Wales."""

from __future__ import annotations

from functools import cached_property

from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.measures.indicators import Indicator, Unit
from cyps_xl.sheets import line_figures
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.compare import Rules, against_code, against_words, direction_code, direction_words, gain
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, is_there, joined, pulled_text, row_in, span_text
from cyps_xl.sheets.indicator_figures import Attributes, Place, put_figure, uncompared_words
from cyps_xl.sheets.indicator_words import explanation, missing_rows, rows_to_explain
from cyps_xl.sheets.notices import not_shown, rows_not_shown
from cyps_xl.sheets.plan import Span
from cyps_xl.sheets.shapes.page import Shape

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


class Indicators(Shape):
    """One row an indicator; below each that may decline, a row for its explanation."""

    frozen_columns = NAME + 1
    repeats_header = True
    own_workings = WIDTHS[PRINTED + 1 :]

    @property
    def widths(self) -> tuple[float, ...]:
        return WIDTHS[:PRINTED]

    @property
    def notices(self) -> tuple[str, ...]:
        return (f"{self.block.name}: rows", f"{self.block.name}: explanations")

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        rows = line_figures.Rows(self.context.inputs, INDICATORS).where(self.block.where)
        return tuple(rows.found)

    @cached_property
    def _to_explain(self) -> frozenset[str]:
        return rows_to_explain(self.context)

    @property
    def last_row(self) -> int:
        numbers = [str(row["No"]) for row in self._rows]
        return self.header_row + len(numbers) + sum(no in self._to_explain for no in numbers)

    def covers(self) -> Formula:
        return joined(self.context.names.quarter_heading, ", ", self.context.names.covers)

    def lay_out(self) -> None:
        self.put_title()
        sheet, context = self.sheet, self.context
        _header(sheet, context, self.header_row)
        row = first = self.header_row + 1
        found: list[Formula] = []
        for record in self._rows:
            no = str(record["No"])
            has_row = no in self._to_explain
            found.append(_indicator(sheet, context, row, no, has_row))
            if has_row:
                sheet.goes_on(row)
                explanation(sheet, context, row, NAME, DIRECTION)
            row += 2 if has_row else 1
        last = max(row - 1, first)
        sheet.arrows(Span(first, DIRECTION, last, DIRECTION))
        sheet.arrows(Span(first, AGAINST, last, AGAINST))
        sheet.scorecard(Span(first, NO, last, PRINTED - 1))
        self.page.add_notice(self._not_shown(found))
        self.page.add_notice(missing_rows(sheet, DIRECTION, EXPLAINED, (first, last)))

    def _not_shown(self, found: list[Formula]) -> Formula:
        nowhere = self.sheet.placed(self.header_row, FOUND)
        if not self.block.where:
            everything = Formula('"?*"', "")
            return rows_not_shown(self.context, INDICATORS, everything, found, self.block.noun, nowhere)
        held = line_figures.Rows(self.context.inputs, INDICATORS).where(self.block.where).count()
        missing = f"{held.text}-SUM({span_text(found or [nowhere])})"
        return not_shown(missing, len(self._rows) - len(found), self.block.noun)


def _header(sheet: SheetBuilder, context: Context, row: int) -> None:
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
        sheet.put(row, column, words, _header_style(column))
    for column, working in WORKINGS.items():
        sheet.put(row, column, working, "workings header")
    sheet.height(row, 48)


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
