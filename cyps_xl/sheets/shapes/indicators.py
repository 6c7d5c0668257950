"""A scorecard: indicators, each with its counts, its direction and how it stands against Wales."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cyps_xl.definition.indicators import is_comparable, is_reported
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import INDICATORS, WALES_AREA
from cyps_xl.measures.indicators import Indicator, Unit
from cyps_xl.sheets import line_figures
from cyps_xl.sheets.compare import Rules, against_code, against_words, direction_code, direction_words, gain
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, is_there, joined, pulled_text, row_in, shown, span_text
from cyps_xl.sheets.indicator_figures import (
    Attributes,
    Place,
    number_format,
    put_figure,
    target_words,
    uncompared_words,
)
from cyps_xl.sheets.indicator_words import explanation, missing_rows, rows_to_explain
from cyps_xl.sheets.indicators_reported import indicators_held
from cyps_xl.sheets.notices import not_shown
from cyps_xl.sheets.plan import Span
from cyps_xl.sheets.shapes.page import Shape

NO, REFERENCE, NAME, BETTER = 0, 1, 2, 3
LATEST_YEAR = Place(value=5, number=6, out_of=7)
LAST_QUARTER = Place(value=9, number=10, out_of=11)
THIS_QUARTER = Place(value=12, number=13, out_of=14)
DIRECTION, DIRECTION_WORDS, AGAINST, AGAINST_WORDS = 15, 16, 17, 18

_PRINTED = (5, 11, 46, 8, 9, 9, 8, 7, 9.5, 10, 8, 7, 10, 8, 7, 10, 14, 9, 9)
_TARGETS = (10, 10, 13)
_WORKINGS = (9, 24, 9, 11, 12, 11, 8, 11, 9, 9, 9, 9, 11, 11, 8)


@dataclass(frozen=True)
class Columns:
    """Where the columns stand that come after those of every scorecard: targets, where there are any, and workings."""

    targets: int
    """How many columns targets take: none, two, or three where one of them is a range."""

    @property
    def printed(self) -> int:
        """How many columns print."""
        return len(_PRINTED) + self.targets

    @property
    def target(self) -> int:
        """The target, or the lower end of its range."""
        return len(_PRINTED)

    @property
    def met(self) -> int:
        """Whether it is met, in words."""
        return self.printed - 1

    def __getattr__(self, name: str) -> int:
        """The column of a working, by its name in lower case."""
        if name not in _NAMES:
            raise AttributeError(name)
        return self.printed + 1 + _NAMES.index(name)

    @property
    def year_before(self) -> Place:
        """The year before the latest full year; its counts are workings."""
        return Place(4, self.year_before_number, self.year_before_out_of)

    @property
    def wales(self) -> Place:
        """The figure of Wales; its counts are workings."""
        return Place(8, self.wales_number, self.wales_out_of)


_NAMES = (
    "unit", "reported", "decimals", "measured", "comparable", "first_year", "found", "explained", "year_before_number",
    "year_before_out_of", "wales_number", "wales_out_of", "gain", "gain_wales", "is_rate",
)  # fmt: skip
_LABELS = (
    "Unit", "Reported", "Decimals", "Tolerance", "Comparable", "First year", "Found", "Explanation row",
    "Year before, number", "Year before, out of", "Wales, number", "Wales, out of", "Change (+ is better)",
    "Over Wales (+ is better)", "Is a rate",
)  # fmt: skip


class Indicators(Shape):
    """One row an indicator; below each that may decline, a row for its explanation."""

    frozen_columns = NAME + 1
    repeats_header = True
    own_workings = _WORKINGS

    @property
    def widths(self) -> tuple[float, ...]:
        return (*_PRINTED, *self._target_widths)

    @property
    def _target_widths(self) -> tuple[float, ...]:
        low, high, met = _TARGETS
        return {0: (), 2: (low, met), 3: (low, high, met)}[self.columns.targets]

    @property
    def notices(self) -> tuple[str, ...]:
        return (f"{self.block.name}: rows", f"{self.block.name}: explanations")

    @cached_property
    def columns(self) -> Columns:
        """Where its columns stand."""
        if all(row["Target"] is None for row in self._rows):
            return Columns(0)
        return Columns(3 if any(row["Target to"] is not None for row in self._rows) else 2)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        """The indicators of the block that are reported this quarter."""
        rows = line_figures.Rows(self.context.inputs, INDICATORS).where(self.block.where)
        return tuple(row for row in rows.found if is_reported(row, self.context.quarter))

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
        sheet, columns = self.sheet, self.columns
        self._header()
        row = first = self.header_row + 1
        found: list[Formula] = []
        for record in self._rows:
            has_row = str(record["No"]) in self._to_explain
            found.append(_Row(self, row, record).lay_out(has_row))
            if has_row:
                sheet.goes_on(row)
                explanation(sheet, self.context, row, NAME, DIRECTION)
            row += 2 if has_row else 1
        last = max(row - 1, first)
        sheet.arrows(Span(first, DIRECTION, last, DIRECTION))
        sheet.arrows(Span(first, AGAINST, last, AGAINST))
        sheet.scorecard(Span(first, NO, last, columns.printed - 1))
        self.page.add_notice(self._not_shown(found))
        self.page.add_notice(missing_rows(sheet, DIRECTION, columns.explained, (first, last)))

    def _not_shown(self, found: list[Formula]) -> Formula:
        nowhere = self.sheet.placed(self.header_row, self.columns.found)
        held = indicators_held(self.context, self.block.where)
        missing = f"{held.text}-SUM({span_text(found or [nowhere])})"
        return not_shown(missing, int(held.figure or 0) - len(found), self.block.noun)

    def _header(self) -> None:
        """The one header row: every column's own words, the periods live."""
        names, columns = self.context.names, self.columns
        labels: dict[int, Formula | str] = {
            NO: "No",
            REFERENCE: "Reference",
            NAME: "Indicator",
            BETTER: "Better when",
            columns.year_before.value: names.year_before,
            columns.wales.value: joined("Wales ", names.last_year),
            DIRECTION: "Direction",
            DIRECTION_WORDS: "In words",
            AGAINST: "Against Wales",
            AGAINST_WORDS: "Wales, in words",
        }
        if columns.targets:
            labels |= {columns.target: "Target", columns.met: "Target, in words"}
        if columns.targets == len(_TARGETS):
            labels |= {columns.target: "Target from", columns.target + 1: "Target to"}
        periods = (
            (LATEST_YEAR, names.last_year),
            (LAST_QUARTER, names.last_quarter_heading),
            (THIS_QUARTER, names.quarter_heading),
        )
        for place, label in periods:
            labels |= {place.value: label, place.number: "Number", place.out_of: "Out of"}
        for column, words in sorted(labels.items()):
            self.sheet.put(self.header_row, column, words, _header_style(column, columns))
        for column, working in enumerate(_LABELS, start=columns.printed + 1):
            self.sheet.put(self.header_row, column, working, "workings header")
        self.sheet.height(self.header_row, 48)


def _header_style(column: int, columns: Columns) -> str:
    if column in (DIRECTION, AGAINST):
        return "header center"
    if columns.targets and column == columns.met:
        return "header indented"
    words = (NO, REFERENCE, NAME, BETTER, DIRECTION_WORDS, AGAINST_WORDS)
    return "header" if column in words else "header right"


class _Row:
    """One indicator's row, being laid out."""

    def __init__(self, scorecard: Indicators, row: int, record: Row) -> None:
        self._sheet, self._context, self._columns = scorecard.sheet, scorecard.context, scorecard.columns
        self._row, self._record = row, record

    def lay_out(self, has_row: bool) -> Formula:
        """Place its cells; returns the one that says whether the indicator is still in the input table."""
        sheet, context, row, columns = self._sheet, self._context, self._row, self._columns
        no = str(self._record["No"])
        label = Formula(f"$A{row + 1}", sheet.put(row, NO, no, "text").value)
        name = pulled_text(context.inputs, INDICATORS, _name_column(context), label)
        sheet.put(row, REFERENCE, pulled_text(context.inputs, INDICATORS, "Reference", label), "text")
        sheet.paragraph(row, NAME, name, sheet.widths[NAME], "wrapped middle")
        better = sheet.put(row, BETTER, pulled_text(context.inputs, INDICATORS, "Better when", label), "text")
        found = sheet.put(row, columns.found, is_there(context.inputs, INDICATORS, label), "workings")
        sheet.put(row, columns.explained, "yes" if has_row else "no", "workings")
        self._figures(self._attributes(label, better))
        return found

    def _attributes(self, no: Formula, better: Formula) -> Attributes:
        """The indicator's own rules, pulled into the workings beside its row."""
        sheet, context, row, columns = self._sheet, self._context, self._row, self._columns

        def text(column: int, heading_: str) -> Formula:
            return sheet.put(row, column, pulled_text(context.inputs, INDICATORS, heading_, no), "workings")

        unit, measured = text(columns.unit, "Unit"), text(columns.measured, "Tolerance")
        comparable = sheet.put(row, columns.comparable, self._comparable(no), "workings")
        indicator = Indicator.of(
            unit=unit.value,
            decimals=context.inputs.value(INDICATORS, "Decimals", no.value),
            better=better.value,
            measured=measured.value,
            comparable=comparable.value,
            target=self._record["Target"],
            target_to=self._record["Target to"],
        )
        is_rate = Formula(f'IF({unit.text}="{Unit.PERCENT.value}",1,0)', int(indicator.is_rate))
        cell = f"INDEX(Indicators[Decimals],{row_in(INDICATORS, no)})"
        places = f'IFERROR({cell}+0,0)+IF({unit.text}="{Unit.PERCENT.value}",2,0)'
        return Attributes(
            no=no,
            indicator=indicator,
            better=better,
            unit=unit,
            reported=text(columns.reported, "Reported"),
            decimals=sheet.put(row, columns.decimals, Formula(places, indicator.places), "workings"),
            measured=measured,
            comparable=comparable,
            first_year=text(columns.first_year, "First year"),
            is_rate=sheet.put(row, columns.is_rate, is_rate, "workings"),
            numerator_from=str(self._record["Numerator from"] or ""),
            denominator_from=str(self._record["Denominator from"] or ""),
            basis=self._record["Period basis"],
        )

    def _comparable(self, no: Formula) -> Formula:
        """Whether this year's figure can be compared with last year's: said by hand, or by a new definition."""
        said = pulled_text(self._context.inputs, INDICATORS, "Comparable", no)
        if self._record["Comparable from"] is None:
            return said
        names = self._context.names
        begins = pulled_text(self._context.inputs, INDICATORS, "Comparable from", no)
        before = f'{names.last_year.text}&" Q"&RIGHT({names.quarter.text},1)'
        text = f'IF(AND({begins.text}<>"",{before}<{begins.text}),"no",{said.text})'
        return Formula(text, said.value if is_comparable(self._record, self._context.quarter) else "no")

    def _figures(self, attributes: Attributes) -> None:
        sheet, context, row, names = self._sheet, self._context, self._row, self._context.names
        columns = self._columns
        put_figure(sheet, context, row, columns.year_before, attributes, names.year_before, workings=True)
        own = put_figure(sheet, context, row, LATEST_YEAR, attributes, names.last_year)
        wales = put_figure(
            sheet, context, row, columns.wales, attributes, names.last_year, area=WALES_AREA, workings=True
        )
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
        gained = sheet.put(row, columns.gain, gain(current, previous, rules), "workings")
        over_wales = sheet.put(row, columns.gain_wales, gain(own, wales, rules), "workings")
        code = sheet.put(row, DIRECTION, direction_code(current, previous, gained, rules), "arrow")
        words = direction_words(code, names.tolerance, uncompared_words(attributes))
        sheet.paragraph(row, DIRECTION_WORDS, words, sheet.widths[DIRECTION_WORDS], "wrapped middle")
        against = sheet.put(row, AGAINST, against_code(own, wales, over_wales, rules), "arrow")
        sheet.put(row, AGAINST_WORDS, against_words(against), "text")
        if columns.targets:
            self._target(current, attributes)

    def _target(self, current: Formula, attributes: Attributes) -> None:
        """The bound or the range, and whether the figure is within it."""
        columns, printed = self._columns, number_format(attributes)
        low = self._sheet.put(self._row, columns.target, self._bound("Target", attributes), "figure", printed)
        high = None
        if columns.targets == len(_TARGETS):
            bound = self._bound("Target to", attributes)
            high = self._sheet.put(self._row, columns.target + 1, bound, "figure", printed)
        met = target_words(current, low, high, attributes)
        self._sheet.put(self._row, columns.met, met, "text indented")

    def _bound(self, heading: str, attributes: Attributes) -> Formula:
        """A target as its figure is printed: a rate's is typed in percent."""
        cell = f"INDEX(Indicators[{heading}],{row_in(INDICATORS, attributes.no)})"
        text = f'IFERROR(IF({cell}="","",{cell}/IF({attributes.is_rate.text}=1,100,1)),"")'
        indicator = attributes.indicator
        return Formula(text, shown(indicator.target if heading == "Target" else indicator.target_to, ""))


def _name_column(context: Context) -> str:
    return "Name in Welsh" if context.text_column == "Welsh" else "Name"
