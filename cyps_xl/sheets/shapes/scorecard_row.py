"""A row of a scorecard: an indicator's figures, what they say of each other, and which words are owed for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from cyps_xl.definition.indicators import Covered, counts_cases, is_comparable
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.measures.indicators import Indicator, Unit
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.chance import (
    LONGEST,
    Compared,
    Ends,
    Stands,
    chance_against,
    chance_of_change,
    put_words,
    rate_ends,
    share_ends,
    with_chance,
    words_asked_for,
)
from cyps_xl.sheets.compare import Rules, against_code, against_words, direction_code, direction_words, gain
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import (
    NOTHING,
    Formula,
    is_there,
    pulled_text,
    row_in,
    shown,
)
from cyps_xl.sheets.indicator_counts import months_since
from cyps_xl.sheets.indicator_figures import (
    Attributes,
    Place,
    number_format,
    put_figure,
    rounded_to,
    target_words,
    uncompared_words,
)
from cyps_xl.sheets.indicator_words import name_column, without_a_place
from cyps_xl.sheets.rounded_chance import RoundedArea
from cyps_xl.sheets.shapes.months_counted import LONGEST_SINCE, MonthsCounted
from cyps_xl.sheets.shapes.scorecard_columns import (
    DIRECTION,
    DIRECTION_WORDS,
    MONTHS,
    NAME,
    NO,
    REFERENCE,
    SINCE,
    Columns,
)
from cyps_xl.sheets.year_end import NEVER, Running, YearEnds, counted_since, first_whole_year_of, is_running

_WITH_AIR = "wrapped middle indented"
"""The style of words beside a text or an arrow that fills its column."""


class ScorecardRow:
    """One indicator's row, being laid out.

    `has_place` says whether there is a row below it for its words; `year_ends` are the columns that say where the year
    may end, where there are any.
    """

    def __init__(
        self,
        sheet: SheetBuilder,
        context: Context,
        columns: Columns,
        row: int,
        record: Row,
        has_place: bool,
        year_ends: YearEnds | None = None,
    ) -> None:
        self._sheet, self._context, self._columns = sheet, context, columns
        self._row, self._record, self._has_place, self._year_ends = row, record, has_place, year_ends

    def lay_out(self) -> Formula:
        """Place its cells; returns the one that says whether the indicator is still in the input table."""
        sheet, context, row, columns = self._sheet, self._context, self._row, self._columns
        no = str(self._record["No"])
        label = Formula(f"$A{row + 1}", sheet.put(row, NO, no, "text").value)
        name = pulled_text(context.inputs, INDICATORS, name_column(context), label)
        sheet.put(row, REFERENCE, pulled_text(context.inputs, INDICATORS, "Reference", label), "text")
        sheet.paragraph(row, NAME, name, sheet.widths[NAME], "wrapped middle")
        better = sheet.put(
            row, columns.better, pulled_text(context.inputs, INDICATORS, "Better when", label), _WITH_AIR
        )
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
        self._counted = self._months_counted(no)
        comparable = work("Comparable", self._comparable(no))
        indicator = self._indicator(no, unit, better, measured, comparable)
        is_percent = f'{unit.text}="{Unit.PERCENT.value}"'
        cell = f"INDEX(Indicators[Decimals],{row_in(INDICATORS, no)})"
        places = f"IFERROR({cell}+0,0)+IF({is_percent},2,0)"
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
            is_rate=work("Is a rate", Formula(f"IF({is_percent},1,0)", int(indicator.is_rate))),
            numerator_from=str(self._record["Numerator from"] or ""),
            denominator_from=str(self._record["Denominator from"] or ""),
            covered=Covered.by(self._record),
        )

    def _months_counted(self, no: Formula) -> MonthsCounted | None:
        """How many months its figures count, among the workings; None where no change of its rule leaves any out."""
        covered, names, columns = Covered.by(self._record), self._context.names, self._columns
        if not covered.since:
            return None
        begins = pulled_text(self._context.inputs, INDICATORS, "Comparable from", no)
        since = self._sheet.put(self._row, columns.working(SINCE), begins, "workings")
        periods = {
            columns.this_quarter: names.period,
            columns.last_quarter: names.last_period,
            columns.latest_year: names.last_year,
            columns.year_before: names.year_before,
        }
        months = {}
        for (place, period), label in zip(periods.items(), MONTHS, strict=True):
            counted = months_since(covered, since, period)
            months[place] = self._sheet.put(self._row, columns.working(label), counted, "workings")
        return MonthsCounted(covered, since, periods, months)

    def _indicator(
        self, no: Formula, unit: Formula, better: Formula, measured: Formula, comparable: Formula
    ) -> Indicator:
        """What the cells say, as the subject's rules take it."""
        return Indicator.of(
            unit=unit.value,
            decimals=self._context.inputs.value(INDICATORS, "Decimals", no.value),
            better=better.value,
            measured=measured.value,
            comparable=comparable.value,
            target=self._record["Target"],
            target_to=self._record["Target to"],
            counts_cases=counts_cases(self._record, self._context.inputs.catalogue),
        )

    def _comparable(self, no: Formula) -> Formula:
        """Whether this year's figure can be compared with last year's: said by hand, or by a new definition."""
        said = pulled_text(self._context.inputs, INDICATORS, "Comparable", no)
        if self._record["Comparable from"] is None:
            return said
        names = self._context.names
        begins = pulled_text(self._context.inputs, INDICATORS, "Comparable from", no)
        before = f'{names.last_year.text}&" Q"&RIGHT({names.quarter.text},1)'
        is_other = f'AND({begins.text}<>"",{before}<{begins.text})'
        if self._counted:
            is_other = f"OR({is_other},{self._counted.is_cut(self._columns.last_quarter)})"
        text = f'IF({is_other},"no",{said.text})'
        return Formula(text, said.value if is_comparable(self._record, self._context.quarter) else "no")

    def _figures(self, attributes: Attributes) -> None:
        """The figures of all periods and areas, what they say of each other, and which words are owed for it."""
        names, columns = self._context.names, self._columns
        rules = rules_of(attributes, names.tolerance)
        self._put(columns.year_before, attributes, names.year_before, workings=True)
        own = self._put(columns.latest_year, attributes, names.last_year)
        others = [self._comparator(at, attributes) for at in range(len(columns.areas))]
        previous = self._put(columns.last_quarter, attributes, names.last_period)
        current = self._put(columns.this_quarter, attributes, names.period, style="figure strong")
        changed = self._change(current, previous, attributes, rules)
        year = self._compared(own, columns.latest_year, "Latest year", attributes)
        stands = [self._against(at, year, other, rules) for at, other in enumerate(others)]
        self._owed(changed, [one for area, one in zip(columns.areas, stands, strict=True) if self._is_outside(area)])
        if self._year_ends:
            self._year_end(self._year_ends, current, attributes)
        if columns.targets:
            self._target(current, attributes)

    def _put(self, place: Place, attributes: Attributes, period: Formula, **options: Any) -> Formula:
        months = self._counted.months.get(place) if self._counted else None
        options |= {"months": months}
        return put_figure(self._sheet, self._context, self._row, place, attributes, period, **options)

    def _is_outside(self, area: str) -> bool:
        """Whether an area is no part of ours: of a team, which our own figure holds, nothing is said of chance."""
        return area in self._context.others

    def _change(self, current: Formula, previous: Formula, attributes: Attributes, rules: Rules) -> Stands:
        """The direction of improvement: its code, and whether that could be chance."""
        sheet, row, columns = self._sheet, self._row, self._columns
        gained = sheet.put(row, columns.working("Change (+ is better)"), gain(current, previous, rules), "workings")
        code = sheet.put(row, DIRECTION, direction_code(current, previous, gained, rules), "arrow")
        now = self._compared(current, columns.this_quarter, "Quarter", attributes)
        before = self._compared(previous, columns.last_quarter, "Year ago", attributes)
        said = chance_of_change(code, now, before, attributes.unit, attributes.indicator)
        chance = sheet.put(row, columns.working("Change, chance"), said, "workings")
        words = direction_words(code, self._context.names.tolerance, uncompared_words(attributes))
        if self._counted:
            words = self._counted.said_after(words)
        self._words(DIRECTION_WORDS, words, chance, LONGEST_SINCE if self._counted else LONGEST)
        return code, chance

    def _owed(self, changed: Stands, stands: Sequence[Stands]) -> None:
        """Whether the indicator owes an explanation, and has a place for it."""
        sheet, row, columns = self._sheet, self._row, self._columns
        asked = words_asked_for(*changed, stands, self._context.names)
        asked = sheet.put(row, columns.working("Words asked for"), asked, "workings")
        lacking = without_a_place(asked, self._has_place)
        sheet.put(row, columns.working("Words without a place"), lacking, "workings")

    def _comparator(self, at: int, attributes: Attributes) -> Formula:
        """The figure of an area that the own one is compared with, of the latest full year."""
        columns, year = self._columns, self._context.names.last_year
        place, area = columns.comparator(at), columns.areas[at]
        return self._put(place, attributes, year, area=area, workings=True)

    def _compared(self, figure: Formula, place: Place, called: str, attributes: Attributes) -> Compared:
        """A figure of our own with its counts, and the ends of its interval among the workings."""
        number, out_of = (self._sheet.placed(self._row, column) for column in (place.number, place.out_of))
        columns = (self._columns.working(f"{called}, {end}") for end in ("lowest", "highest"))
        ends = self._ends(number, out_of, attributes.indicator, attributes.is_rate)
        low, high = (self._sheet.put(self._row, at, end, "workings") for at, end in zip(columns, ends, strict=True))
        return Compared(figure, number, out_of, (low, high))

    def _ends(
        self,
        number: Formula,
        out_of: Formula,
        indicator: Indicator,
        is_rate: Formula,
        otherwise: Formula | None = None,
    ) -> Ends:
        """The ends of a figure's interval, by what it is: a rate per population, or a share."""
        if indicator.per > 1:
            return rate_ends(number, out_of, indicator.per, otherwise)
        return share_ends(number, out_of, is_rate, otherwise)

    def _words(self, column: int, words: Formula, chance: Formula, longest: str = LONGEST) -> None:
        """What stands beside an arrow."""
        said = with_chance(words, chance, self._context.names)
        put_words(self._sheet, self._context, (self._row, column), said, longest)

    def _against(self, at: int, own: Compared, other: Formula, rules: Rules) -> Stands:
        """How the own figure stands against that of an area: its code, and whether that could be chance."""
        sheet, row, columns = self._sheet, self._row, self._columns
        column, place = columns.against(at), columns.comparator(at)
        over = sheet.put(row, columns.over(at), gain(own.figure, other, rules), "workings")
        against = sheet.put(row, column, against_code(own.figure, other, over, rules), "arrow")
        number, out_of = (sheet.placed(row, one) for one in (place.number, place.out_of))
        ends = self._ends(number, out_of, rules.indicator, rules.is_rate, other)
        low, high = (sheet.put(row, one, end, "workings") for one, end in zip(columns.ends_of(at), ends, strict=True))
        compared = Compared(other, number, out_of, (low, high))
        is_outside = self._is_outside(columns.areas[at])
        rounded = self._rounded(at, own, compared, rules.indicator)
        said = chance_against(against, own, compared, rules.indicator, rounded) if is_outside else NOTHING
        chance = sheet.put(row, columns.chance_against(at), said, "workings")
        self._words(column + 1, against_words(against), chance)
        return against, chance

    def _year_end(self, ends: YearEnds, current: Formula, attributes: Attributes) -> None:
        """Where the year may end, if the rest of it goes as in past years."""
        if not is_running(self._context.inputs, self._record):
            ends.put_silence(self._row)
            return
        places, indicator = self._columns.year_ends, attributes.indicator
        text = f'IF(OR({attributes.unit.text}="{Unit.PERCENT.value}",{attributes.unit.text}="{Unit.DAYS.value}"),0,1)'
        running = Running(
            figure=current,
            indicator=indicator,
            decimals=attributes.decimals,
            accumulates=Formula(text, int(indicator.accumulates)),
            most=Formula(f"IF({attributes.is_rate.text}=1,1,1E+99)", 1 if indicator.is_rate else 1e99),
            counted_from=self._counted_from(attributes.no),
            printed=number_format(attributes),
        )

        def figures(back: int) -> tuple[Formula, Formula]:
            put = partial(self._put, attributes=attributes, style="workings", workings=True)
            then, year = ends.periods(back)
            return put(places.to_date(back), period=then), put(places.end(back), period=year)

        ends.put(self._row, running, figures)

    def _counted_from(self, no: Formula) -> Formula:
        """The first quarter of which past years are like this one."""
        said, begins = (
            pulled_text(self._context.inputs, INDICATORS, heading, no) for heading in ("Comparable", "Comparable from")
        )
        first = first_whole_year_of(begins) if self._counted else begins.text
        text = f'IF({said.text}="no","{NEVER}",{first})'
        return Formula(text, counted_since(self._record))

    def _rounded(self, at: int, own: Compared, other: Compared, indicator: Indicator) -> tuple[Formula, Formula] | None:
        """What the counts of an area are rounded to, 0 where they are exact, and what is said however that is; None
        where all of its counts are exact."""
        if at not in self._columns.rounded:
            return None
        inputs, area, year = self._context.inputs, self._columns.areas[at], self._context.names.last_year
        label = Formula(f"$A{self._row + 1}", self._sheet.placed(self._row, NO).value)
        workings = RoundedArea(self._sheet, self._row, partial(self._columns.rounding, at), indicator)
        return workings.lay_out(own, other, rounded_to(inputs, label, area, year))

    def _target(self, current: Formula, attributes: Attributes) -> None:
        """The bound or the range, and whether the figure is within it."""
        columns, printed = self._columns, number_format(attributes)
        low = self._sheet.put(self._row, columns.target, self._bound("Target", attributes), "figure", printed)
        high = None
        if columns.has_range:
            bound = self._bound("Target to", attributes)
            high = self._sheet.put(self._row, columns.target + 1, bound, "figure", printed)
        met = target_words(current, low, high, attributes)
        self._sheet.put(self._row, columns.met, met, _WITH_AIR)

    def _bound(self, heading: str, attributes: Attributes) -> Formula:
        """A target as its figure is printed: a rate's is typed in percent."""
        cell = f"INDEX(Indicators[{heading}],{row_in(INDICATORS, attributes.no)})"
        text = f'IFERROR(IF({cell}="","",{cell}/IF({attributes.is_rate.text}=1,100,1)),"")'
        indicator = attributes.indicator
        return Formula(text, shown(indicator.target if heading == "Target" else indicator.target_to, ""))


def rules_of(attributes: Attributes, tolerance: Formula) -> Rules:
    """How an indicator's figures are compared."""
    return Rules(
        indicator=attributes.indicator,
        better=attributes.better,
        decimals=attributes.decimals,
        tolerance=tolerance,
        measured=attributes.measured,
        is_rate=attributes.is_rate,
        comparable=attributes.comparable,
    )
