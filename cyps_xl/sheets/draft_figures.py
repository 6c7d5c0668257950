"""What a drafted sentence is of: an indicator's figures of this quarter, of a year ago and of the quarter before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_xl.definition.indicators import Covered, counts_cases
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import AS_AT, INDICATORS, ROLLING_YEAR, YEAR_TO_DATE
from cyps_xl.measures.direction import Direction
from cyps_xl.measures.indicators import Indicator, Unit
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.chance import Compared, chance_of_change, share_ends
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.draft_clauses import Figure, Printed, are_there
from cyps_xl.sheets.draft_periods import Periods
from cyps_xl.sheets.formulas import NOTHING, Formula, pulled_text, quoted
from cyps_xl.sheets.glance_lines import MOST_AREAS
from cyps_xl.sheets.indicator_counts import months_counted
from cyps_xl.sheets.indicator_figures import Attributes, Place, put_figure
from cyps_xl.sheets.standings import Standing

_MEANS = tuple(unit.value for unit in Unit if not unit.accumulates)
"""What does not grow through the year by itself."""
_ALIKE = (AS_AT, ROLLING_YEAR)
"""What a quarter's figure covers where it covers as much as that of the quarter before."""

_OF_SCORECARD = {
    "Now": "now",
    "Now, number": "now_number",
    "Now, out of": "now_out_of",
    "Year ago": "before",
    "Year ago, number": "before_number",
    "Year ago, out of": "before_out_of",
    "Year": "year",
    "Year, number": "year_number",
    "Year, out of": "year_out_of",
    "Direction": "direction",
    "Year ago, chance": "change_chance",
    "Decimals": "decimals",
    "Is a rate": "is_a_rate",
}
"""The workings that are cells of the scorecard."""
_OF_AREA = ("Area", "Area, chance")
"""The same of each area that it compares with."""
HEADINGS = (
    *("Row", *_OF_SCORECARD, "Unit", "Basis", "Reported", "First year", "Is comparable", "Is alike"),
    *("Last quarter, number", "Last quarter, out of", "Last quarter"),
    *("Part, number", "Part, out of", "Part"),
    *("Part, lowest", "Part, highest", "Last quarter, lowest", "Last quarter, highest", "Is other", "Part, chance"),
    *(f"{what} {which}" for which in range(1, MOST_AREAS + 1) for what in _OF_AREA),
)
"""The headings of the workings of a row."""


def _is_one_of(cell: Formula, words: Iterable[str]) -> list[str]:
    return [f"{cell.text}={quoted(word)}" for word in words]


class DraftFigures:
    """The workings of an indicator's row, from the column `at` on. `number` is that of its row on the scorecard.

    `areas` are the other areas' figures of the full `year`, each with what is said of chance there, by their names.
    `part` is what the reporting quarter by itself brought; `is_alike` is 1 where the figure may be held against that of
    the quarter before, `is_comparable` 1 while one definition holds for both.
    """

    def __init__(
        self,
        sheet: SheetBuilder,
        context: Context,
        standing: Standing,
        record: Row,
        periods: Periods,
        place: tuple[int, int],
        no: Formula,
        number: int,
    ) -> None:
        self._sheet, self._context, self._record, self._periods = sheet, context, record, periods
        self._row, self._at = place
        self._no = no
        found = Formula(f"IFERROR(MATCH({no.text},{standing.ranges.prefix}no,0),1)", number)
        row = self._work("Row", found)
        pulled = {label: self._work(label, standing.chosen(what, row)) for label, what in _OF_SCORECARD.items()}
        self.now, self.before, self.year = (
            Figure(*(pulled[f"{label}{count}"] for count in ("", ", number", ", out of")))
            for label in ("Now", "Year ago", "Year")
        )
        self.areas = {
            area: self._of_area(standing, row, at) for at, area in enumerate(standing.ranges.outside, start=1)
        }
        self.direction, self.chance = pulled["Direction"], pulled["Year ago, chance"]
        self.places, self.is_rate = pulled["Decimals"], pulled["Is a rate"]
        self.unit = self._work("Unit", self._text("Unit"))
        self._basis = self._work("Basis", self._text("Period basis"))
        self.is_comparable = self._work("Is comparable", self._one_definition())
        self._months = self._months_of_last()
        self.is_alike = self._work("Is alike", self._covers_alike())
        self.last = self._last_quarter()
        self.part = self._alone()
        self.part_chance = self._work("Part, chance", self._chance_of_part())

    @property
    def printed(self) -> Printed:
        """How its figures are written."""
        return Printed(self.places, self.is_rate, self.unit)

    def _work(self, what: str, formula: Formula) -> Formula:
        return self._sheet.put(self._row, self._at + HEADINGS.index(what), formula, "workings")

    def _of_area(self, standing: Standing, row: Formula, which: int) -> tuple[Formula, Formula]:
        """An area's figure of the full year, and whether how ours stands against it could be chance."""
        figure, chance = (standing.chosen(f"{what}_{which}", row) for what in ("area", "chance"))
        return self._work(f"Area {which}", figure), self._work(f"Area, chance {which}", chance)

    def _text(self, heading: str) -> Formula:
        return pulled_text(self._context.inputs, INDICATORS, heading, self._no)

    def _one_definition(self) -> Formula:
        begins, said, periods = self._text("Comparable from"), self._text("Comparable"), self._periods
        is_new = f'AND({begins.text}<>"",{periods.label.text}<{begins.text})'
        is_apart = f'AND({said.text}="no",{periods.is_first.text}=1)'
        new = begins.value != "" and str(periods.label.value) < str(begins.value)
        apart = said.value == "no" and periods.is_first.value == 1
        return Formula(f"IF(OR({is_new},{is_apart}),0,1)", int(not (new or apart)))

    @property
    def _covered(self) -> Covered:
        return Covered.by(self._record)

    def _months_of_last(self) -> Formula | None:
        """How many months of the quarter before are counted, where its rule may have changed within them."""
        return months_counted(self._context, self._no, self._covered, self._periods.period)

    def _covers_alike(self) -> Formula:
        """A number to date only grows: that it is higher than a quarter before says nothing."""
        tests = [*_is_one_of(self.unit, _MEANS), *_is_one_of(self._basis, _ALIKE)]
        is_so = self.unit.value in _MEANS or self._basis.value in _ALIKE
        if self._months and self._covered.basis == ROLLING_YEAR:
            tests = [f"AND({test},{self._months.text}=12)" for test in tests]
            is_so = is_so and self._months.value == 12
        return Formula(f"IF(OR({','.join(tests)}),1,0)", int(is_so))

    @property
    def _indicator(self) -> Indicator:
        record = self._record
        return Indicator.of(
            unit=record["Unit"],
            decimals=record["Decimals"],
            better=record["Better when"],
            measured=record["Tolerance"],
            comparable=record["Comparable"],
            counts_cases=counts_cases(record, self._context.inputs.catalogue),
        )

    def _last_quarter(self) -> Figure:
        """The figure of the quarter before, as a scorecard of that quarter has it."""
        attributes = Attributes(
            no=self._no,
            indicator=self._indicator,
            better=NOTHING,
            unit=self.unit,
            reported=self._work("Reported", self._text("Reported")),
            decimals=self.places,
            measured=NOTHING,
            comparable=NOTHING,
            first_year=self._work("First year", self._text("First year")),
            is_rate=self.is_rate,
            numerator_from=str(self._record["Numerator from"] or ""),
            denominator_from=str(self._record["Denominator from"] or ""),
            covered=self._covered,
        )
        columns = (self._at + HEADINGS.index(f"Last quarter{which}") for which in ("", ", number", ", out of"))
        place, period = Place(*columns), self._periods.period
        options = {"style": "workings", "workings": True, "months": self._months}
        figure = put_figure(self._sheet, self._context, self._row, place, attributes, period, **options)  # type: ignore[arg-type]
        return Figure(figure, *(self._sheet.placed(self._row, column) for column in (place.number, place.out_of)))

    def _alone(self) -> Figure:
        """What the reporting quarter by itself brought to a rate or average to date.

        A figure to date holds those before it, so that the two are not two counts; the quarter's own part and the rest
        are. The first quarter of a year is its own part.
        """
        counts = (self.now.number, self.now.out_of, self.last.number, self.last.out_of)
        is_mean = f"OR({','.join(_is_one_of(self.unit, _MEANS))})"
        there = f"COUNT({','.join(one.text for one in counts)})=4"
        wanted = f'AND({self._basis.text}="{YEAR_TO_DATE}",{is_mean},{there})'
        is_wanted = (
            self._basis.value == YEAR_TO_DATE
            and self.unit.value in _MEANS
            and all(one.figure is not None for one in counts)
        )
        number = self._less("Part, number", wanted, is_wanted, self.now.number, self.last.number)
        out_of = self._less("Part, out of", wanted, is_wanted, self.now.out_of, self.last.out_of)
        n, d = number.text, out_of.text
        quotient = f'IF(AND({n}>=0,{d}>0),IF(AND({self.is_rate.text}=1,{n}>{d}),"",{n}/{d}),"")'
        value: float | str = ""
        if number.figure is not None and out_of.figure and number.figure >= 0 and out_of.figure > 0:
            value = "" if self.is_rate.value == 1 and number.figure > out_of.figure else number.figure / out_of.figure
        figure = self._work("Part", Formula(f'IF(COUNT({n},{d})=2,{quotient},"")', value))
        return Figure(figure, number, out_of)

    def _less(self, what: str, wanted: str, is_wanted: bool, now: Formula, before: Formula) -> Formula:
        """A count of the quarter by itself: that to date, less the one before; as it is in the first quarter."""
        text = f'IF({wanted},{now.text}-IF({self._periods.is_first.text}=1,0,{before.text}),"")'
        less = 0 if self._periods.is_first.value == 1 else before.figure or 0
        return self._work(what, Formula(text, (now.figure or 0) - less if is_wanted else ""))

    def _chance_of_part(self) -> Formula:
        """Whether the quarter's own part differs by chance from what was before it."""
        part, last = self._with_ends(self.part, "Part"), self._with_ends(self.last, "Last quarter")
        a, b, d = part.figure, last.figure, self.places.text
        is_other = f"IF(COUNT({a.text},{b.text})=2,IF(ROUND({a.text},{d})=ROUND({b.text},{d}),0,1),0)"
        value = int(are_there(a, b) and self.printed.rounded(a) != self.printed.rounded(b))
        other = self._work("Is other", Formula(is_other, value))
        same, changed = Direction.MAINTAINED.value, Direction.DECLINED.value
        code = Formula(f"IF({other.text}=1,{changed},{same})", changed if value else same)
        return chance_of_change(code, part, last, self.unit, self._indicator)

    def _with_ends(self, one: Figure, called: str) -> Compared:
        ends = tuple(self._ends(one, called))
        return Compared(one.value, one.number, one.out_of, (ends[0], ends[1]))

    def _ends(self, one: Figure, called: str) -> Iterator[Formula]:
        for which, end in zip(("lowest", "highest"), share_ends(one.number, one.out_of, self.is_rate), strict=True):
            yield self._work(f"{called}, {which}", end)
