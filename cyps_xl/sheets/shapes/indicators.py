"""A scorecard: indicators, each with its counts, its direction and how it stands against other areas."""

from __future__ import annotations

from functools import cached_property

from cyps_xl.definition.indicators import counts_cases, is_comparable, is_reported
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.measures.indicators import Indicator, Unit
from cyps_xl.sheets import line_figures
from cyps_xl.sheets.chance import (
    Compared,
    chance_against,
    chance_of_change,
    put_words,
    share_ends,
    with_chance,
    words_asked_for,
)
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
from cyps_xl.sheets.indicator_words import explanation, missing_rows, rows_to_explain, without_a_place
from cyps_xl.sheets.indicators_reported import indicators_held
from cyps_xl.sheets.notices import not_shown
from cyps_xl.sheets.plan import Scorecard, Span
from cyps_xl.sheets.shapes.page import Shape
from cyps_xl.sheets.shapes.scorecard_columns import BETTER, COMPARATORS, LATEST_YEAR, NAME, NO, REFERENCE, Columns


class Indicators(Shape):
    """One row an indicator; below each that may decline, a row for its explanation."""

    frozen_columns = NAME + 1
    repeats_header = True

    @property
    def own_workings(self) -> tuple[float, ...]:
        return tuple(width for _, width in self.columns.workings)

    @property
    def widths(self) -> tuple[float, ...]:
        return self.columns.widths

    @property
    def notices(self) -> tuple[str, ...]:
        return (f"{self.block.name}: rows", f"{self.block.name}: explanations")

    @cached_property
    def columns(self) -> Columns:
        """Where its columns stand."""
        return Columns(self.context.compared_with, self._targets)

    @property
    def _targets(self) -> int:
        if all(row["Target"] is None for row in self._rows):
            return 0
        return 3 if any(row["Target to"] is not None for row in self._rows) else 2

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
            found.append(_Row(self, row, record, has_row).lay_out())
            if has_row:
                sheet.goes_on(row)
                explanation(sheet, self.context, row, NAME, columns.working("Words asked for"))
            row += 2 if has_row else 1
        last = max(row - 1, first)
        for column in self._arrow_columns:
            sheet.arrows(Span(first, column, last, column))
        sheet.scorecard(self._scorecard(first, last))
        self.page.add_notice(self._not_shown(found))
        self.page.add_notice(missing_rows(sheet, columns.working("Words without a place"), (first, last)))

    @property
    def _arrow_columns(self) -> tuple[int, ...]:
        columns = self.columns
        return (columns.direction, *map(columns.against, range(len(columns.areas))))

    def _scorecard(self, first: int, last: int) -> Scorecard:
        columns = self.columns
        return Scorecard(
            span=Span(first, NO, last, columns.printed - 1),
            no=NO,
            reference=REFERENCE,
            name=NAME,
            previous=columns.last_quarter.value,
            current=columns.this_quarter.value,
            direction=columns.direction,
            words=columns.direction_words,
        )

    def _not_shown(self, found: list[Formula]) -> Formula:
        nowhere = self.sheet.placed(self.header_row, self.columns.working("Found"))
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
            columns.direction: "Direction",
            columns.direction_words: "In words",
        }
        for at, area in enumerate(columns.areas):
            labels |= {
                COMPARATORS + at: joined(f"{area} ", names.last_year),
                columns.against(at): f"Against {area}",
                columns.against(at) + 1: f"{area}, in words",
            }
        if columns.targets:
            labels |= {columns.target: "Target", columns.met: "Target, in words"}
        if columns.has_range:
            labels |= {columns.target: "Target from", columns.target + 1: "Target to"}
        periods = (
            (LATEST_YEAR, names.last_year),
            (columns.last_quarter, names.last_quarter_heading),
            (columns.this_quarter, names.quarter_heading),
        )
        for place, label in periods:
            labels |= {place.value: label, place.number: "Number", place.out_of: "Out of"}
        for column, words in sorted(labels.items()):
            self.sheet.put(self.header_row, column, words, self._header_style(column))
        for column, (working, _) in enumerate(columns.workings, start=columns.printed + 1):
            self.sheet.put(self.header_row, column, working, "workings header")
        self.sheet.height(self.header_row, 48)

    def _header_style(self, column: int) -> str:
        if column in self._arrow_columns:
            return "header center"
        if self.columns.targets and column == self.columns.met:
            return "header indented"
        words = (NO, REFERENCE, NAME, BETTER, *(arrow + 1 for arrow in self._arrow_columns))
        return "header" if column in words else "header right"


class _Row:
    """One indicator's row, being laid out."""

    def __init__(self, scorecard: Indicators, row: int, record: Row, has_place: bool) -> None:
        self._sheet, self._context, self._columns = scorecard.sheet, scorecard.context, scorecard.columns
        self._row, self._record, self._has_place = row, record, has_place

    def lay_out(self) -> Formula:
        """Place its cells; returns the one that says whether the indicator is still in the input table."""
        sheet, context, row, columns = self._sheet, self._context, self._row, self._columns
        no = str(self._record["No"])
        label = Formula(f"$A{row + 1}", sheet.put(row, NO, no, "text").value)
        name = pulled_text(context.inputs, INDICATORS, _name_column(context), label)
        sheet.put(row, REFERENCE, pulled_text(context.inputs, INDICATORS, "Reference", label), "text")
        sheet.paragraph(row, NAME, name, sheet.widths[NAME], "wrapped middle")
        better = sheet.put(row, BETTER, pulled_text(context.inputs, INDICATORS, "Better when", label), "text")
        found = sheet.put(row, columns.working("Found"), is_there(context.inputs, INDICATORS, label), "workings")
        self._figures(self._attributes(label, better))
        return found

    def _attributes(self, no: Formula, better: Formula) -> Attributes:
        """The indicator's own rules, pulled into the workings beside its row."""
        sheet, context, row, columns = self._sheet, self._context, self._row, self._columns

        def work(label: str, formula: Formula) -> Formula:
            return sheet.put(row, columns.working(label), formula, "workings")

        def text(heading: str) -> Formula:
            return work(heading, pulled_text(context.inputs, INDICATORS, heading, no))

        unit, measured = text("Unit"), text("Tolerance")
        comparable = work("Comparable", self._comparable(no))
        indicator = Indicator.of(
            unit=unit.value,
            decimals=context.inputs.value(INDICATORS, "Decimals", no.value),
            better=better.value,
            measured=measured.value,
            comparable=comparable.value,
            target=self._record["Target"],
            target_to=self._record["Target to"],
            counts_cases=counts_cases(self._record, context.inputs.catalogue),
        )
        is_rate = Formula(f'IF({unit.text}="{Unit.PERCENT.value}",1,0)', int(indicator.is_rate))
        cell = f"INDEX(Indicators[Decimals],{row_in(INDICATORS, no)})"
        places = f'IFERROR({cell}+0,0)+IF({unit.text}="{Unit.PERCENT.value}",2,0)'
        return Attributes(
            no=no,
            indicator=indicator,
            better=better,
            unit=unit,
            reported=text("Reported"),
            decimals=work("Decimals", Formula(places, indicator.places)),
            measured=measured,
            comparable=comparable,
            first_year=text("First year"),
            is_rate=work("Is a rate", is_rate),
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
        others = [self._comparator(at, attributes) for at in range(len(columns.areas))]
        previous = put_figure(sheet, context, row, columns.last_quarter, attributes, names.last_period)
        current = put_figure(
            sheet,
            context,
            row,
            columns.this_quarter,
            attributes,
            names.period,
            style="figure strong",
            before_arrow=columns.this_quarter.out_of,
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
        gained = sheet.put(row, columns.working("Change (+ is better)"), gain(current, previous, rules), "workings")
        code = sheet.put(row, columns.direction, direction_code(current, previous, gained, rules), "arrow")
        now = self._compared(current, columns.this_quarter, "Quarter", attributes)
        before = self._compared(previous, columns.last_quarter, "Year ago", attributes)
        said = chance_of_change(code, now, before, attributes.unit, attributes.indicator)
        chance = sheet.put(row, columns.working("Change, chance"), said, "workings")
        words = direction_words(code, names.tolerance, uncompared_words(attributes))
        self._words(columns.direction_words, words, chance)
        year = self._compared(own, LATEST_YEAR, "Latest year", attributes)
        stands = [self._against(at, year, other, rules) for at, other in enumerate(others)]
        owed = [one for area, one in zip(columns.areas, stands, strict=True) if area in context.others]
        asked = words_asked_for(code, chance, owed, names)
        asked = sheet.put(row, columns.working("Words asked for"), asked, "workings")
        lacking = without_a_place(asked, self._has_place)
        sheet.put(row, columns.working("Words without a place"), lacking, "workings")
        if columns.targets:
            self._target(current, attributes)

    def _comparator(self, at: int, attributes: Attributes) -> Formula:
        """The figure of an area that the own one is compared with, of the latest full year."""
        columns, year = self._columns, self._context.names.last_year
        place, area = columns.comparator(at), columns.areas[at]
        return put_figure(self._sheet, self._context, self._row, place, attributes, year, area=area, workings=True)

    def _compared(self, figure: Formula, place: Place, called: str, attributes: Attributes) -> Compared:
        """A figure of our own with its counts, and the ends of its interval among the workings."""
        number, out_of = (self._sheet.placed(self._row, column) for column in (place.number, place.out_of))
        columns = (self._columns.working(f"{called}, {end}") for end in ("lowest", "highest"))
        ends = share_ends(number, out_of, attributes.is_rate)
        low, high = (self._sheet.put(self._row, at, end, "workings") for at, end in zip(columns, ends, strict=True))
        return Compared(figure, number, out_of, (low, high))

    def _words(self, column: int, words: Formula, chance: Formula) -> None:
        """What stands beside an arrow."""
        put_words(self._sheet, self._context, (self._row, column), with_chance(words, chance, self._context.names))

    def _against(self, at: int, own: Compared, other: Formula, rules: Rules) -> tuple[Formula, Formula]:
        """How the own figure stands against that of an area: its code, and whether that could be chance."""
        sheet, row, columns = self._sheet, self._row, self._columns
        column, place = columns.against(at), columns.comparator(at)
        over = sheet.put(row, columns.over(at), gain(own.figure, other, rules), "workings")
        against = sheet.put(row, column, against_code(own.figure, other, over, rules), "arrow")
        number, out_of = (sheet.placed(row, one) for one in (place.number, place.out_of))
        ends = share_ends(number, out_of, rules.is_rate, other)
        low, high = (sheet.put(row, one, end, "workings") for one, end in zip(columns.ends_of(at), ends, strict=True))
        compared = Compared(other, number, out_of, (low, high))
        is_outside = columns.areas[at] in self._context.others  # our own figure holds that of a part of ours
        said = chance_against(against, own, compared, rules.indicator) if is_outside else Formula('""', "")
        chance = sheet.put(row, columns.chance_against(at), said, "workings")
        self._words(column + 1, against_words(against), chance)
        return against, chance

    def _target(self, current: Formula, attributes: Attributes) -> None:
        """The bound or the range, and whether the figure is within it."""
        columns, printed = self._columns, number_format(attributes)
        low = self._sheet.put(self._row, columns.target, self._bound("Target", attributes), "figure", printed)
        high = None
        if columns.has_range:
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
