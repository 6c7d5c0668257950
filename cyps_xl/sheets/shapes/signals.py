"""The months that differ from the others by more than chance: what marks each, and what all that comes to.

The rules are those of measures.limits. Where the rows of limits stand, and their workings, is said here for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.measures import limits as measure
from cyps_xl.measures.limits import FEWEST, OUTER, PLACES, RUN, Limits, Signal
from cyps_xl.measures.rates import Figure
from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.formulas import NOT_DRAWN, Formula, quoted, span_text
from cyps_xl.sheets.plan import Guide, SeriesPlan, Span

CENTRE, LOWER, UPPER, MARKS, SAID = range(5)
ROWS = 5
"""The rows that limits take below the lines of their block."""

LABELS = {CENTRE: "Centre", LOWER: "Lower limit", UPPER: "Upper limit", MARKS: "More than chance"}
GUIDES = {CENTRE: Guide.CENTRE, LOWER: Guide.LIMIT, UPPER: Guide.LIMIT, MARKS: Guide.SIGNAL}
TOO_FEW = f"Fewer than {FEWEST} months: the centre is their median, and limits would be a trial."
NO_MONTH = "No month differs from the others by more than chance."
ONE = "1 month differs from the others by more than chance."
SEVERAL = " months differ from the others by more than chance."


@dataclass(frozen=True)
class Bank:
    """The rows below a line, from `row` on, and the workings beside them, from the column `workings` on.

    The workings of a row stand in banks of a cell a month: the first is what the chart draws.
    """

    sheet: SheetBuilder
    row: int
    workings: int
    months: int

    def put(self, offset: int, month: int, cell: Formula, style: str, number_format: str = "") -> Formula:
        """Place a month's cell of a printed row."""
        return self.sheet.put(self.row + offset, 1 + month, cell, style, number_format)

    def work(self, bank: int, offset: int, label: str, cells: Sequence[Formula]) -> list[Formula]:
        """Place a row of workings, its label before it where there is room."""
        if bank:
            self.sheet.put(self.row + offset, self._column(bank, -1), label, "workings")
        return [
            self.sheet.put(self.row + offset, self._column(bank, at), cell, "workings") for at, cell in enumerate(cells)
        ]

    def address(self, bank: int, offset: int, month: int) -> str:
        """Where a month's working stands."""
        return address(self.row + offset, self._column(bank, month))

    def _column(self, bank: int, month: int) -> int:
        return self.workings + bank * (self.months + 1) + month

    def labels(self) -> None:
        """Place what the printed rows are called."""
        for offset, label in LABELS.items():
            self.sheet.put(self.row + offset, 0, label, "grey text")

    @property
    def series(self) -> tuple[SeriesPlan, ...]:
        """What the chart draws besides the line."""
        found, first, last = [], self._column(0, 0), self.months - 1
        for offset, guide in GUIDES.items():
            row = self.row + offset
            printed = None if guide is Guide.SIGNAL else Span(row, 1, row, 1 + last)
            found.append(SeriesPlan((row, 0), Span(row, first, row, first + last), False, printed, guide))
        return tuple(found)


@dataclass(frozen=True)
class Series:
    """A line of months with its limits, cell by cell; `found` and `middle` are what these say."""

    points: Sequence[Formula]
    centre: Sequence[Formula]
    lower: Sequence[Formula]
    upper: Sequence[Formula]
    found: Sequence[Limits | None]
    middle: Figure

    @property
    def figures(self) -> list[Figure]:
        """The numbers of the months; None of a month without one."""
        return [point.figure for point in self.points]

    @property
    def sides(self) -> list[int]:
        """On which side of the centre each month lies."""
        return [0] * len(self.points) if self.middle is None else measure.sides_of(self.figures, self.middle)

    @property
    def near(self) -> list[bool]:
        """Whether each month lies near a limit."""
        return [measure.is_near(point, one) for point, one in zip(self.figures, self.found, strict=True)]


class SignalRow:
    """The row that marks the months, its workings, and the sentence below it."""

    def __init__(self, bank: Bank, series: Series) -> None:
        self._bank, self._series = bank, series

    def lay_out(self) -> None:
        """Place them."""
        work, series = self._bank.work, self._series
        self._side = work(1, CENTRE, "Side", [self._side_of(at, side) for at, side in enumerate(series.sides)])
        lengths = measure.run_lengths(series.sides)
        self._run = work(1, LOWER, "Run", [self._run_at(at, length) for at, length in enumerate(lengths)])
        trends = measure.trend_lengths(series.figures)
        self._trend = work(1, UPPER, "Trend", [self._trend_at(at, length) for at, length in enumerate(trends)])
        self._near = work(1, MARKS, "Near", [self._near_at(at, near) for at, near in enumerate(series.near)])
        three = measure.two_of_three(series.near, series.sides)
        self._three = work(2, CENTRE, "Two of three", [self._three_at(at, holds) for at, holds in enumerate(three)])
        flags = self._marks()
        self._bank.sheet.put(self._bank.row + SAID, 0, self._said(flags), "overflow")

    def _side_of(self, at: int, side: int) -> Formula:
        x, c = self._series.points[at].text, self._series.centre[at].text
        way = f"IF({_is_over(x, c)},1,IF({_is_over(c, x)},-1,0))"
        return Formula(f"IF(AND(ISNUMBER({x}),ISNUMBER({c})),{way},0)", side)

    def _run_at(self, at: int, length: int) -> Formula:
        side = self._side[at].text
        if at == 0:
            return Formula(f"ABS({side})", length)
        earlier = self._bank.address(1, LOWER, at - 1)
        return Formula(f"IF({side}=0,0,IF({side}={self._side[at - 1].text},{earlier}+1,1))", length)

    def _trend_at(self, at: int, length: int) -> Formula:
        if at == 0:
            return Formula("0", 0)
        x, y = (self._series.points[month].text for month in (at, at - 1))
        earlier = self._bank.address(1, UPPER, at - 1)
        down = f"IF({_is_over(y, x)},MIN({earlier},-1)-1,0)"
        ways = f"IF({_is_over(x, y)},MAX({earlier},1)+1,{down})"
        return Formula(f"IF(AND(ISNUMBER({x}),ISNUMBER({y})),{ways},0)", length)

    def _near_at(self, at: int, near: bool) -> Formula:
        """Whether a month lies in the outer third between the centre and a limit, or past it."""
        series, side = self._series, self._side[at].text
        x, c, low, high = (cells[at].text for cells in (series.points, series.centre, series.lower, series.upper))
        third = f"{OUTER:.15g}*"
        above = f"IF({_is_over(f'{x}-{c}', f'{third}({high}-{c})')},1,0)"
        below = f"IF({_is_over(f'{c}-{x}', f'{third}({c}-{low})')},1,0)"
        return Formula(f"IF(ISNUMBER({high}),IF({side}=1,{above},IF({side}=-1,{below},0)),0)", int(near))

    def _three_at(self, at: int, holds: bool) -> Formula:
        """Whether this month and the two before lie on one side, two of them near a limit."""
        if at < 2:
            return Formula("0", 0)
        one, two, three = (side.text for side in self._side[at - 2 : at + 1])
        near = span_text(self._near[at - 2 : at + 1])
        return Formula(f"IF(AND({three}<>0,{three}={two},{two}={one},SUM({near})>=2),1,0)", int(holds))

    def _marks(self) -> list[Formula]:
        """The word that marks each month, a flag for it, and the point that the chart draws; the flags."""
        series = self._series
        found = measure.signals(series.figures, series.found, series.middle or 0)
        marks = [self._bank.put(MARKS, at, self._mark(at, said), "figure strong") for at, said in enumerate(found)]
        flags = [Formula(f"IF(LEN({mark.text})>0,1,0)", int(mark.value != "")) for mark in marks]
        flags = self._bank.work(2, MARKS, "Marked", flags)
        points = [
            Formula(f"IF({flag.text}=1,{point.text},NA())", point.value if flag.value else NOT_DRAWN)
            for flag, point in zip(flags, series.points, strict=True)
        ]
        self._bank.work(0, MARKS, "", points)
        return flags

    def _mark(self, at: int, said: Signal | None) -> Formula:
        x, low, high = (cells[at].text for cells in (self._series.points, self._series.lower, self._series.upper))
        ends = span_text(self._three[at : at + 3])
        near = f'IF(SUM({ends})>0,{_word(Signal.NEAR)},"")'
        trend = f"IF(ABS({self._trend[at].text})>={RUN},{_word(Signal.TREND)},{near})"
        within = f"IF({self._run[at].text}>={RUN},{_word(Signal.RUN)},{trend})"
        below = f"IF({_is_over(low, x)},{_word(Signal.BELOW)},{within})"
        past = f"IF(ISNUMBER({high}),IF({_is_over(x, high)},{_word(Signal.ABOVE)},{below}),{within})"
        return Formula(f'IF(ISNUMBER({x}),{past},"")', "" if said is None else said.value)

    def _said(self, flags: Sequence[Formula]) -> Formula:
        """What all that comes to, in a sentence."""
        total, number = f"SUM({span_text(flags)})", sum(flag.value == 1 for flag in flags)
        count = f"COUNT({span_text(self._series.points)})"
        none = f"IF({count}<{FEWEST},{quoted(TOO_FEW)},{quoted(NO_MONTH)})"
        text = f"IF({total}=0,{none},IF({total}=1,{quoted(ONE)},{total}&{quoted(SEVERAL)}))"
        if number:
            return Formula(text, ONE if number == 1 else f"{number}{SEVERAL}")
        is_few = sum(figure is not None for figure in self._series.figures) < FEWEST
        return Formula(text, TOO_FEW if is_few else NO_MONTH)


def _word(signal: Signal) -> str:
    return quoted(signal.value)


def _is_over(value: str, other: str) -> str:
    """The test for a value above another by more than its last digits."""
    return f"ROUND({value}-({other}),{PLACES})>0"
