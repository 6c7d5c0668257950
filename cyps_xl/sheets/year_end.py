"""Where the year may end, as formulas: how past years went on, among the workings, and the range that follows.

The rule is that of measures.year_end. Which years those are stands in the header of the workings and follows the
reporting quarter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from cyps_xl.definition.indicators import Covered, counts_cases, typed_of
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.indicators import AS_AT, QUARTERLY, ROLLING_YEAR, UNIT_NUMBER
from cyps_xl.measures.indicators import Indicator
from cyps_xl.measures.periods import Quarter
from cyps_xl.measures.rates import Figure
from cyps_xl.measures.year_end import FEWEST, FEWEST_BEFORE, MOST, QUARTERS, PastYear, ended_within, evenly, year_end
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, joined, shown, span_text
from cyps_xl.sheets.indicator_figures import Place
from cyps_xl.sheets.key_periods import earlier_year
from cyps_xl.sheets.row_heights import LINE_HEIGHT

FROM, TO, WITHIN = "Year end if as before, from", "Year end if as before, to", "Past years within"
HELD = "{held} of {tested}"
"""The back-test: how many past years ended within the range, of those that it was tried on."""
PRINTED = (12.0, 12.0, 11.0)
"""The widths of the columns that print: the range, and its back-test."""
NO_LIMIT = Formula("", "")
"""Of a count, which may come to anything."""
NEVER = "9999"
"""After every quarter: of a figure that is compared with no year before."""
Pair = tuple[Formula, Formula]
"""A past year's figures: what it stood at in the same quarter, and what it came to."""
FiguresOf = Callable[[int], Pair]
"""Gives the cells of a past year's figures, so many years back."""


@dataclass(frozen=True)
class YearEndColumns:
    """Where they stand: the first of those that print, the first of the workings, how many past `years` these hold.

    A figure takes three cells where its counts stand beside it, else one: `cells`.
    """

    printed: int
    workings: int
    years: int
    cells: int = 1

    @property
    def widths(self) -> tuple[float, ...]:
        """The widths of the workings."""
        return (9.0,) * (2 + self.years + self.tested + 2 * self.cells * self.years)

    @property
    def tested(self) -> int:
        """How many of the years may have enough years before them."""
        return self.years - FEWEST_BEFORE

    @property
    def even(self) -> int:
        """How it goes on evenly."""
        return self.workings

    @property
    def counted_from(self) -> int:
        """The first quarter that is counted by today's definition."""
        return self.workings + 1

    def went_on(self, back: int) -> int:
        """How a past year went on."""
        return self.workings + 1 + back

    def held(self, back: int) -> int:
        """Whether it ended within what the years before it give."""
        return self.went_on(self.years) + back

    def to_date(self, back: int) -> Place:
        """What it stood at in the same quarter."""
        return self._place(2 * back - 2)

    def end(self, back: int) -> Place:
        """What it came to."""
        return self._place(2 * back - 1)

    def _place(self, figure: int) -> Place:
        first = self.held(self.tested) + 1 + figure * self.cells
        return Place(first, first + 1, first + 2)


@dataclass(frozen=True)
class Running:
    """A figure whose year is not over: its cell, and the rules and formats by which its year's end is said.

    `accumulates` is 1 for a count, which grows through the year; `most` what it cannot exceed, or NO_LIMIT.
    `counted_from` is the first quarter that past years may be of, "" for all.
    """

    figure: Formula
    indicator: Indicator
    decimals: Formula
    accumulates: Formula
    most: Formula
    counted_from: Formula
    printed: str

    @property
    def limit(self) -> Figure:
        """What it cannot exceed, as a figure."""
        return self.most.figure

    def end(self, now: str, extreme: str, ways: Sequence[Formula], even: Formula) -> str:
        """The formula of what a figure comes to that goes on by the least or the greatest of the ways."""
        found = f"{now}*{extreme}({span_text(ways)},{even.text})"
        return f"MIN({self.most.text},{found})" if self.most.text else found


def years_back(context: Context) -> int:
    """How many years before the reporting one the workings have room for; 0 where nothing is to be said."""
    settings = context.settings
    is_silent = settings.withholds_chance or not settings.says_year_end or context.quarter.number == QUARTERS
    return 0 if is_silent else MOST


def periods_of(quarter: Quarter, back: int) -> tuple[str, str]:
    """The periods of a past year: the same quarter, and the full year."""
    then = Quarter(quarter.first_year - back, quarter.number)
    return str(then), then.year


def can_say(figure_of: Callable[[str], Figure], quarter: Quarter, years: int, since: str = "") -> bool:
    """Whether enough past years, none of a quarter before `since`, are known for a range.

    `figure_of` gives the figure of a period.
    """
    periods = (periods_of(quarter, back) for back in range(1, years + 1))
    past = (PastYear(figure_of(then), figure_of(year)) for then, year in periods if then >= since)
    return sum(year.went_on is not None for year in past) >= FEWEST


def indicator_can_say(context: Context, record: Row, years: int) -> bool:
    """Whether enough past years of an indicator are known."""
    inputs = context.inputs
    if not is_running(inputs, record):
        return False
    rules = Indicator.of(unit=record["Unit"], decimals=0, better=None, measured=None, comparable=None)
    figures = partial(typed_of, inputs, record)
    return can_say(lambda period: rules.figure(figures(period)), context.quarter, years, counted_since(record))


def is_running(inputs: Inputs, record: Row) -> bool:
    """Whether an indicator's figures count from 1 April, quarter by quarter: a number only where it counts cases."""
    if record["Reported"] != QUARTERLY or record["Period basis"] in (AS_AT, ROLLING_YEAR):
        return False
    return record["Unit"] != UNIT_NUMBER or counts_cases(record, inputs.catalogue)


def counted_since(record: Row) -> str:
    """The first quarter of which an indicator's figures can be compared, "" for all.

    Where its counts leave out what was before a change of their rule, the year of the change goes on as no other.
    """
    if record["Comparable"] == "no":
        return NEVER
    since = str(record["Comparable from"] or "")
    return first_whole_year(since) if Covered.by(record).since else since


def first_whole_year_of(since: Formula) -> str:
    """The formula of that quarter."""
    s = since.text
    year = f"VALUE(LEFT({s},4))"
    return f'IF(OR({s}="",RIGHT({s},1)="1"),{s},({year}+1)&"-"&RIGHT({year}+2,2)&" Q1")'


def first_whole_year(since: str) -> str:
    """The first quarter of the first year that holds no quarter before this one."""
    quarter = Quarter.parse(since)
    return str(quarter if quarter.number == 1 else Quarter(quarter.first_year + 1, 1))


class YearEnds:
    """The columns of a block that say where the year may end."""

    def __init__(self, sheet: SheetBuilder, context: Context, columns: YearEndColumns, header_row: int) -> None:
        self._sheet, self._context, self._columns, self._header_row = sheet, context, columns, header_row

    @property
    def _backs(self) -> range:
        """The past years, by how many years back they are."""
        return range(1, self._columns.years + 1)

    def put_header(self) -> None:
        """The headings; over the workings stand the periods that the cells below them read."""
        for column, label in enumerate((FROM, TO, WITHIN), start=self._columns.printed):
            self._sheet.put(self._header_row, column, label, "header right")
        self._sheet.height(self._header_row, 3 * LINE_HEIGHT + 6)
        self._head(self._columns.even, "Evenly")
        self._head(self._columns.counted_from, "Counted from")
        quarter = self._context.names.quarter
        for back in self._backs:
            then, year = periods_of(self._context.quarter, back)
            ended = self._head(self._columns.end(back).value, Formula(earlier_year(quarter, back), year))
            to_date = Formula(f'{ended.text}&" Q"&RIGHT({quarter.text},1)', then)
            self._head(self._columns.to_date(back).value, to_date)
            self._head(self._columns.went_on(back), joined(ended, ", went on"))
            if back <= self._columns.tested:
                self._head(self._columns.held(back), joined(ended, ", within"))

    def _head(self, column: int, label: Formula | str) -> Formula:
        return self._sheet.put(self._header_row, column, label, "workings header")

    def periods(self, back: int) -> tuple[Formula, Formula]:
        """The cells that name the periods of a past year: the same quarter, and the full year."""
        columns = self._columns
        to_date, end = (place(back).value for place in (columns.to_date, columns.end))
        return self._sheet.placed(self._header_row, to_date), self._sheet.placed(self._header_row, end)

    def put_silence(self, row: int) -> None:
        """The cells of a figure of which nothing can be said."""
        for column in range(self._columns.printed, self._columns.printed + len(PRINTED)):
            self._sheet.put(row, column, "", "figure")

    def put(self, row: int, running: Running, figures: FiguresOf) -> None:
        """The range of a figure's year, its back-test, and all that they come from."""
        pairs = [figures(back) for back in self._backs]
        quarter, since = self._context.quarter, str(running.counted_from.value)
        counted = (periods_of(quarter, back)[0] >= since for back in self._backs)
        past = [_past(*pair, within) for pair, within in zip(pairs, counted, strict=True)]
        even = self._even(row, running)
        ways = self._ways(row, running, pairs, past)
        tests = [self._held(row, at, running, pairs[at], past, even, ways) for at in range(self._columns.tested)]
        found = year_end(running.figure.figure, past, float(even.figure or 0), running.indicator.places, running.limit)
        now = running.figure.text
        known = f"AND(ISNUMBER({now}),ISNUMBER({even.text}),COUNT({span_text(ways)})>={FEWEST})"
        ends = (("MIN", found.low if found else None), ("MAX", found.high if found else None))
        for column, (extreme, value) in enumerate(ends, start=self._columns.printed):
            text = f'IF({known},IF({now}>0,{running.end(now, extreme, ways, even)},""),"")'
            low = self._sheet.put(row, column, Formula(text, shown(value, "")), "figure", running.printed)
        said = HELD.format(held=found.held, tested=found.tested) if found else ""
        text = f'IF(ISNUMBER({low.text}),SUM({span_text(tests)})&" of "&COUNT({span_text(tests)}),"")'
        self._sheet.put(row, self._columns.printed + len(ends), Formula(text, said), "figure")

    def _even(self, row: int, running: Running) -> Formula:
        """How the figure goes on evenly; nothing in quarter 4, when the year is over."""
        number = f"VALUE(RIGHT({self._context.names.quarter.text},1))"
        text = f'IF({number}={QUARTERS},"",IF({running.accumulates.text}=1,{QUARTERS}/{number},1))'
        value = evenly(self._context.quarter.number, running.accumulates.value == 1)
        return self._sheet.put(row, self._columns.even, Formula(text, value), "workings")

    def _ways(self, row: int, running: Running, pairs: Sequence[Pair], past: Sequence[PastYear]) -> list[Formula]:
        """How each past year went on: the full year divided by what it stood at."""
        since = self._sheet.put(row, self._columns.counted_from, running.counted_from, "workings")
        found = []
        for back, ((to_date, end), year) in enumerate(zip(pairs, past, strict=True), start=1):
            then, _ = self.periods(back)
            both = f"AND(ISNUMBER({to_date.text}),ISNUMBER({end.text}),{then.text}>={since.text})"
            text = f'IF({both},IF({to_date.text}>0,{end.text}/{to_date.text},""),"")'
            way = Formula(text, shown(year.went_on, ""))
            found.append(self._sheet.put(row, self._columns.went_on(back), way, "workings"))
        return found

    def _held(
        self,
        row: int,
        at: int,
        running: Running,
        pair: Pair,
        past: Sequence[PastYear],
        even: Formula,
        ways: Sequence[Formula],
    ) -> Formula:
        """1 where a past year ended within what the years before it give, as published, else 0."""
        (to_date, end), before, places = pair, ways[at + 1 :], running.decimals.text
        low, high = (
            f"ROUND({running.end(to_date.text, extreme, before, even)},{places})" for extreme in ("MIN", "MAX")
        )
        ended, enough = f"ROUND({end.text},{places})", f"COUNT({span_text(before)})>={FEWEST_BEFORE}"
        known = f"AND(ISNUMBER({ways[at].text}),ISNUMBER({even.text}),{enough})"
        text = f'IF({known},IF(AND({low}<={ended},{ended}<={high}),1,0),"")'
        held = ended_within(past, at, float(even.figure or 0), running.indicator.places, running.limit)
        value = "" if held is None else int(held)
        return self._sheet.put(row, self._columns.held(at + 1), Formula(text, value), "workings")


def _past(to_date: Formula, end: Formula, counted: bool) -> PastYear:
    return PastYear(to_date.figure, end.figure) if counted else PastYear(None, None)
