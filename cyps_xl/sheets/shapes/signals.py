"""The months that differ from the others by more than chance: what marks each, and what all that comes to.

The rules are those of measures.limits. Where the rows of limits stand, and their workings, is said here for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.measures import limits as measure
from cyps_xl.measures.limits import FEWEST, OUTER, PLACES, RARE, RUN, Limits, Signal
from cyps_xl.measures.rates import Figure
from cyps_xl.sheets.formulas import NOT_DRAWN, Formula, quoted, span_text
from cyps_xl.sheets.shapes.bank import ALSO, CENTRE, LOWER, MARKS, RUNS, SAID, UPPER, Bank
from cyps_xl.sheets.shapes.changes import Parted
from cyps_xl.sheets.shapes.run_charts import RunChartWords

TOO_FEW = f"Fewer than {FEWEST} figures: the centre is their median, and limits would be a trial."
NONE_YET = "There are no figures to work out limits from."
NO_FIGURE = "No figure differs from the others by more than chance."
ONE = "1 figure differs from the others by more than chance."
SEVERAL = " figures differ from the others by more than chance."
FEW_IN_PART = (
    f"Where fewer than {FEWEST} figures are counted between breaks, the centre is their median, and limits would be a "
    "trial."
)
RARE_SAYS = "Fewer than one on average: the upper limit is exact, and only a figure above it is marked."


@dataclass(frozen=True)
class Series:
    """A line of months with its limits, cell by cell; `found` and `middles` are what these say.

    The points are those of `parted` that are counted. `counts` says that they are numbers of events, which may be rare;
    `power` is what the limits were worked out with the root of.
    """

    parted: Parted
    centre: Sequence[Formula]
    lower: Sequence[Formula]
    upper: Sequence[Formula]
    reach: Sequence[Formula]
    found: Sequence[Limits | None]
    middles: Sequence[Figure]
    counts: bool = False
    power: float = 1

    @property
    def points(self) -> Sequence[Formula]:
        """The cells of the months that are counted."""
        return self.parted.counted

    @property
    def figures(self) -> list[Figure]:
        """The numbers of the months; None of a month without one."""
        return [point.figure for point in self.points]

    @property
    def sides(self) -> list[int]:
        """On which side of the centre each month lies."""
        return measure.in_parts(_sides, self.parted.parts, self.figures, self.middles)

    @property
    def near(self) -> list[bool]:
        """Whether each month lies near a limit."""
        return [measure.is_near(point, one, self.power) for point, one in zip(self.figures, self.found, strict=True)]

    @property
    def trends(self) -> list[int]:
        """How many months in a row lie each above, or below, the one before."""
        return measure.in_parts(measure.trend_lengths, self.parted.parts, self.figures)

    @property
    def signals(self) -> list[Signal | None]:
        """What sets each month apart."""
        return measure.in_parts(self._signals, self.parted.parts, self.figures, self.found, self.middles)

    def _signals(
        self, points: Sequence[Figure], found: Sequence[Limits | None], middles: Sequence[Figure]
    ) -> list[Signal | None]:
        centre = middles[0]
        is_rare = self.counts and centre is not None and centre < RARE
        return measure.signals(points, found, centre or 0, alone=is_rare, power=self.power)


def _sides(points: Sequence[Figure], middles: Sequence[Figure]) -> list[int]:
    return [0] * len(points) if middles[0] is None else measure.sides_of(points, middles[0])


@dataclass(frozen=True)
class Marked:
    """What the row of marks says of each month, and what it is worked out from."""

    marks: Sequence[Formula]
    sides: Sequence[Formula]
    trends: Sequence[Formula]


class SignalRow:
    """The row that marks the months, its workings, and the sentence below it."""

    def __init__(self, bank: Bank, series: Series) -> None:
        self._bank, self._series = bank, series

    def lay_out(self) -> Marked:
        """Place them."""
        work, series = self._bank.work, self._series
        parts = series.parted.parts
        self._side = work(1, CENTRE, "Side", [self._side_of(at, side) for at, side in enumerate(series.sides)])
        lengths = measure.in_parts(measure.run_lengths, parts, series.sides)
        self._run = work(1, LOWER, "Run", [self._run_at(at, length) for at, length in enumerate(lengths)])
        self._trend = work(1, UPPER, "Trend", [self._trend_at(at, length) for at, length in enumerate(series.trends)])
        self._near = work(1, MARKS, "Near", [self._near_at(at, near) for at, near in enumerate(series.near)])
        three = measure.in_parts(measure.two_of_three, parts, series.near, series.sides)
        self._three = work(2, CENTRE, "Two of three", [self._three_at(at, holds) for at, holds in enumerate(three)])
        marks = self._marks()
        flags = self._flags(marks)
        self._bank.say(SAID, self._said(flags))
        self._bank.say_if(ALSO, self._also())
        return Marked(marks, self._side, self._trend)

    def _side_of(self, at: int, side: int) -> Formula:
        x, c = self._series.points[at].text, self._series.centre[at].text
        way = f"IF({_is_over(x, c)},1,IF({_is_over(c, x)},-1,0))"
        return Formula(f"IF(AND(ISNUMBER({x}),ISNUMBER({c})),{way},0)", side)

    def _run_at(self, at: int, length: int) -> Formula:
        side = self._side[at].text
        if at == 0:
            return Formula(f"ABS({side})", length)
        earlier = self._bank.address(1, LOWER, at - 1)
        same = f"{side}={self._side[at - 1].text}"
        if goes_on := self._series.parted.goes_on(at):
            same = f"AND({goes_on}{same})"
        return Formula(f"IF({side}=0,0,IF({same},{earlier}+1,1))", length)

    def _trend_at(self, at: int, length: int) -> Formula:
        if at == 0:
            return Formula("0", 0)
        x, y = (self._series.points[month].text for month in (at, at - 1))
        earlier = self._bank.address(1, UPPER, at - 1)
        down = f"IF({_is_over(y, x)},MIN({earlier},-1)-1,0)"
        ways = f"IF({_is_over(x, y)},MAX({earlier},1)+1,{down})"
        goes_on = self._series.parted.goes_on(at)
        return Formula(f"IF(AND({goes_on}ISNUMBER({x}),ISNUMBER({y})),{ways},0)", length)

    def _near_at(self, at: int, near: bool) -> Formula:
        """Whether a month lies in the outer third between the centre and a limit, before that is cut, or past it."""
        series = self._series
        x, c, reach = (cells[at].text for cells in (series.points, series.centre, series.reach))
        if series.power != 1:
            x, c = (f"{one}^(1/{series.power})" for one in (x, c))
        is_far = _is_over(f"ABS({x}-{c})", f"{OUTER:.15g}*{reach}")
        return Formula(f"IF(AND(ISNUMBER({reach}),{self._side[at].text}<>0),IF({is_far},1,0),0)", int(near))

    def _three_at(self, at: int, holds: bool) -> Formula:
        """Whether this month and the two before lie on one side, two of them near a limit."""
        if at < 2:
            return Formula("0", 0)
        one, two, three = (side.text for side in self._side[at - 2 : at + 1])
        near = span_text(self._near[at - 2 : at + 1])
        goes_on = self._series.parted.goes_on(at, 2)
        return Formula(f"IF(AND({goes_on}{three}<>0,{three}={two},{two}={one},SUM({near})>=2),1,0)", int(holds))

    def _marks(self) -> list[Formula]:
        """The word that marks each month."""
        found = enumerate(self._series.signals)
        return [self._bank.put(MARKS, at, self._mark(at, said), "figure strong") for at, said in found]

    def _flags(self, marks: Sequence[Formula]) -> list[Formula]:
        """A flag for each month that is marked, and the point that the chart draws of it."""
        flags = [Formula(f"IF(LEN({mark.text})>0,1,0)", int(mark.value != "")) for mark in marks]
        flags = self._bank.work(2, MARKS, "Marked", flags)
        points = [
            Formula(f"IF({flag.text}=1,{point.text},NA())", point.value if flag.value else NOT_DRAWN)
            for flag, point in zip(flags, self._series.points, strict=True)
        ]
        self._bank.work(0, MARKS, "", points)
        return flags

    def _mark(self, at: int, said: Signal | None) -> Formula:
        x, low, high = (cells[at].text for cells in (self._series.points, self._series.lower, self._series.upper))
        ends = span_text(self._three[at : at + 3])
        near = f'IF({self._near[at].text}*SUM({ends})>0,{_word(Signal.NEAR)},"")'
        trend = f"IF(ABS({self._trend[at].text})>={RUN},{_word(Signal.TREND)},{near})"
        within = f"IF({self._run[at].text}>={RUN},{_word(Signal.RUN)},{trend})"
        if self._series.counts:
            within = f'IF({self._series.centre[at].text}<{RARE:g},"",{within})'
        below = f"IF({_is_over(low, x)},{_word(Signal.BELOW)},{within})"
        past = f"IF(ISNUMBER({high}),IF({_is_over(x, high)},{_word(Signal.ABOVE)},{below}),{within})"
        return Formula(f'IF(ISNUMBER({x}),{past},"")', "" if said is None else said.value)

    def _said(self, flags: Sequence[Formula]) -> Formula:
        """What all that comes to, in a sentence."""
        total, number = f"SUM({span_text(flags)})", sum(flag.value == 1 for flag in flags)
        count = f"COUNT({span_text(self._series.points)})"
        few = f"IF({count}=0,{quoted(NONE_YET)},{quoted(TOO_FEW)})"
        none = f"IF({count}<{FEWEST},{few},{quoted(NO_FIGURE)})"
        text = f"IF({total}=0,{none},IF({total}=1,{quoted(ONE)},{total}&{quoted(SEVERAL)}))"
        if number:
            return Formula(text, ONE if number == 1 else f"{number}{SEVERAL}")
        there = sum(figure is not None for figure in self._series.figures)
        few = TOO_FEW if there else NONE_YET
        return Formula(text, few if there < FEWEST else NO_FIGURE)

    def _also(self) -> Formula:
        """What else is to be said of the centre and limits: few figures in a part, and events that are rare, or a run
        chart of the latest part, a line each."""
        series = self._series
        trial = RunChartWords(self._bank, series.parted, self._side).lay_out()
        one = self._bank.work_at(RUNS, MARKS, "Said", 0, self._rare_or(trial) if series.counts else trial)
        if not series.parted.number:
            return Formula(one.text, one.value)
        few = self._few()
        text = f'IF({few.text},{quoted(FEW_IN_PART)}&IF({one.text}="","",CHAR(10)),"")&{one.text}'
        said = FEW_IN_PART + ("\n" if one.value else "") if few.value else ""
        return Formula(text, f"{said}{one.value}")

    def _rare_or(self, trial: Formula) -> Formula:
        """Whether events are rare, of which limits are told; without limits there is a run chart, or nothing."""
        centre, upper = self._series.centre[-1], self._series.upper[-1]
        rare = f'IF({centre.text}<{RARE:g},{quoted(RARE_SAYS)},"")'
        is_rare = upper.figure is not None and (centre.figure or 0) < RARE
        value = trial.value if upper.figure is None else RARE_SAYS if is_rare else ""
        return Formula(f"IF(ISNUMBER({upper.text}),{rare},{trial.text})", value)

    def _few(self) -> Formula:
        """Whether a part has too few figures for limits, in a line that has enough."""
        series = self._series
        there = [figure is not None for figure in series.figures]
        counts = [sum(there[part]) for part in series.parted.parts for _ in there[part]]
        spans = [f"COUNT({series.parted.span(series.points, at)})" for at in range(len(there))]
        few = [
            Formula(f"IF({span}<{FEWEST},1,0)", int(count < FEWEST)) for span, count in zip(spans, counts, strict=True)
        ]
        few = self._bank.work(4, MARKS, "Few", few)
        is_few = sum(there) >= FEWEST and any(one.value for one in few)
        return Formula(f"AND(COUNT({span_text(series.points)})>={FEWEST},SUM({span_text(few)})>0)", is_few)


def _word(signal: Signal) -> str:
    return quoted(signal.value)


def _is_over(value: str, other: str) -> str:
    """The test for a value above another by more than its last digits."""
    return f"ROUND({value}-({other}),{PLACES})>0"
