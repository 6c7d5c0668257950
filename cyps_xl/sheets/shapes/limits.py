"""Limits of a line of months: its centre, the limits within which chance alone moves it, and the months past them.

Statistical process control as measures.limits has it, in functions that Excel 2010 knows. What is worked with stands
among the workings, a cell a month.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from statistics import median

from cyps_xl.definition.expression import Expression, Operation
from cyps_xl.definition.lines import adds_up, counts_events
from cyps_xl.definition.model import Block, Line
from cyps_xl.inputs.declare import Varies
from cyps_xl.inputs.tables.definition import Shown
from cyps_xl.measures import limits as measure
from cyps_xl.measures.limits import FEWEST, INDIVIDUALS, LARGEST_RANGE, OUTER, PLACES, RUN, WIDTH, Limits, Signal
from cyps_xl.measures.rates import Figure
from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.formulas import MISSING, Formula, drawn, quoted, shown, span_text
from cyps_xl.sheets.line_figures import SCALES
from cyps_xl.sheets.plan import Guide, SeriesPlan, Span

CENTRE, LOWER, UPPER, MARKS, SAID = range(5)
ROWS = 5
"""The rows that limits take below the lines of their block."""

LABELS = {CENTRE: "Centre", LOWER: "Lower limit", UPPER: "Upper limit", MARKS: "More than chance"}
GUIDES = {CENTRE: Guide.CENTRE, LOWER: Guide.LIMIT, UPPER: Guide.LIMIT, MARKS: Guide.SIGNAL}
TOO_FEW = f"Fewer than {FEWEST} months: the centre is their median, and limits would be a trial."
NOTHING = "No month differs from the others by more than chance."
ONE = "1 month differs from the others by more than chance."
SEVERAL = " months differ from the others by more than chance."


class Chart(Enum):
    """How a line varies by chance, and so how its limits are worked out; the value is what textbooks call the chart."""

    SHARES = "p"
    RATES = "u"
    COUNTS = "c"
    VALUES = "XmR"


def chart_of(block: Block, line: Line) -> Chart:
    """The chart of a line: by what it divides, or counts; averages, amounts and all else by how far they move."""
    if isinstance(line.shows, Operation) and line.shows.sign == "/":
        part, whole = (adds_up(block, side, (None, *Varies)) for side in (line.shows.left, line.shows.right))
        if part and whole and line.printed in (Shown.PERCENT, Shown.PERCENT_ONE):
            return Chart.SHARES
        if part and line.printed in SCALES:
            return Chart.RATES
    return Chart.COUNTS if counts_events(block, line) else Chart.VALUES


@dataclass
class LimitRows:
    """The rows below a line: `row` is the first, `points` its cells of the months, `workings` the column past the page.

    `read` gives what a part of the line's expression is in a month.
    """

    sheet: SheetBuilder
    block: Block
    line: Line
    row: int
    points: Sequence[Formula]
    workings: int
    number_format: str
    read: Callable[[Expression, int], Formula]

    def lay_out(self) -> None:
        """Place the rows and their workings."""
        for offset, label in LABELS.items():
            self.sheet.put(self.row + offset, 0, label, "grey text")
        self._parts()
        self._limits()
        self._sides()
        self._marks()
        self.sheet.put(self.row + SAID, 0, self._said(), "overflow")

    @property
    def series(self) -> tuple[SeriesPlan, ...]:
        """What the chart draws besides the line."""
        last = len(self.points) - 1
        found = []
        for offset, guide in GUIDES.items():
            row, copied = self.row + offset, self._column(0, 0)
            printed = None if guide is Guide.SIGNAL else Span(row, 1, row, 1 + last)
            found.append(SeriesPlan((row, 0), Span(row, copied, row, copied + last), False, printed, guide))
        return tuple(found)

    def _column(self, bank: int, month: int) -> int:
        return self.workings + bank * (len(self.points) + 1) + month

    def _work(self, bank: int, offset: int, label: str, cells: Sequence[Formula]) -> list[Formula]:
        """A row of workings, its label before it where there is room."""
        if bank:
            self.sheet.put(self.row + offset, self._column(bank, -1), label, "workings")
        return [
            self.sheet.put(self.row + offset, self._column(bank, at), cell, "workings") for at, cell in enumerate(cells)
        ]

    @cached_property
    def _chart(self) -> Chart:
        return chart_of(self.block, self.line)

    @cached_property
    def _figures(self) -> list[Figure]:
        return [point.figure for point in self.points]

    @property
    def _count(self) -> str:
        return f"COUNT({span_text(self.points)})"

    @cached_property
    def _is_few(self) -> bool:
        return sum(figure is not None for figure in self._figures) < FEWEST

    @property
    def _scale(self) -> int:
        return SCALES.get(self.line.printed, 1)

    def _parts(self) -> None:
        """The two counts of each month; of values how far each moved, and whether so far is usual."""
        self._first: list[Formula] = []
        self._second: list[Formula] = []
        if self._chart in (Chart.SHARES, Chart.RATES):
            assert isinstance(self.line.shows, Operation)
            sides = (self.line.shows.left, self.line.shows.right)
            parts, wholes = ([self._there(side, at) for at in range(len(self.points))] for side in sides)
            self._first, self._second = self._work(2, LOWER, "Part", parts), self._work(2, UPPER, "Whole", wholes)
        elif self._chart is Chart.VALUES:
            self._first = self._work(2, LOWER, "Moved by", [self._moved(at) for at in range(len(self.points))])
            self._second = self._work(2, UPPER, "Usual", [self._usual(one) for one in self._first])

    def _there(self, side: Expression, at: int) -> Formula:
        found, point = self.read(side, at), self.points[at]
        return Formula(f'IF(ISNUMBER({point.text}),{found.text},"")', "" if point.figure is None else found.value)

    def _moved(self, at: int) -> Formula:
        if at == 0:
            return Formula('""', "")
        now, before = self.points[at], self.points[at - 1]
        text = f'IF(AND(ISNUMBER({now.text}),ISNUMBER({before.text})),ABS({now.text}-{before.text}),"")'
        known = now.figure is not None and before.figure is not None
        return Formula(text, abs((now.figure or 0) - (before.figure or 0)) if known else "")

    def _usual(self, moved: Formula) -> Formula:
        span, m = span_text(self._first), moved.text
        text = f'IF(ISNUMBER({m}),IF({m}<{LARGEST_RANGE}*AVERAGE({span}),{m},""),"")'
        ranges = [one.figure for one in self._first if one.figure is not None]
        is_usual = moved.figure is not None and moved.figure < LARGEST_RANGE * sum(ranges) / len(ranges)
        return Formula(text, moved.value if is_usual else "")

    @cached_property
    def _found(self) -> list[Limits | None]:
        """The limits of each month, as the subject has them; None of a month, or of all, without any."""
        there = [figure for figure in self._figures if figure is not None]
        if self._is_few or not there:
            return [None] * len(self.points)
        if self._chart in (Chart.SHARES, Chart.RATES):
            return self._by_wholes()
        one = measure.of_counts(there) if self._chart is Chart.COUNTS else None
        one = one or measure.of_values(self._figures, screened=True)
        return [Limits(one.centre, max(0.0, one.lower), one.upper)] * len(self.points)

    def _by_wholes(self) -> list[Limits | None]:
        pairs = [(a.figure, b.figure) for a, b in zip(self._first, self._second, strict=True)]
        known = [(a, b) for a, b in pairs if a is not None and b is not None]
        parts, wholes = [a for a, _ in known], [b for _, b in known]
        if not sum(wholes):
            return [None] * len(pairs)
        if self._chart is Chart.SHARES:
            found = iter(measure.of_shares(parts, wholes))
        else:
            found = iter([one.times(self._scale) for one in measure.of_rates(parts, wholes)])
        return [None if None in pair else next(found) for pair in pairs]

    def _limits(self) -> None:
        """The three printed rows, with copies that the chart reads."""
        centre = self._put(CENTRE, [self._centre()] * len(self.points))
        spread = [self._spread(at, centre[at]) for at in range(len(self.points))]
        few = f"OR({self._count}<{FEWEST},NOT(ISNUMBER({{c}})))"
        lower, upper = [], []
        for at, one in enumerate(spread):
            c, found = centre[at].text, self._found[at]
            least, most = f"MAX(0,{c}-{one})", f"{c}+{one}"
            if self._chart is Chart.SHARES:
                most = f"MIN(1,{most})"
            test = few.format(c=c)
            whole = f",NOT(ISNUMBER({self._second[at].text}))" if self._chart in (Chart.SHARES, Chart.RATES) else ""
            test = f"{test[:-1]}{whole})"
            lower.append(Formula(f'IF({test},"{MISSING}",{least})', shown(None if found is None else found.lower)))
            upper.append(Formula(f'IF({test},"{MISSING}",{most})', shown(None if found is None else found.upper)))
        self._centres, self._lowers, self._uppers = centre, self._put(LOWER, lower), self._put(UPPER, upper)
        for offset, cells in ((CENTRE, self._centres), (LOWER, self._lowers), (UPPER, self._uppers)):
            self._work(0, offset, "", [drawn(cell) for cell in cells])

    def _put(self, offset: int, cells: Sequence[Formula]) -> list[Formula]:
        placed: list[Formula] = []
        for at, cell in enumerate(cells):
            item = Formula(placed[0].text, cell.value) if offset == CENTRE and at else cell
            placed.append(self.sheet.put(self.row + offset, 1 + at, item, "count", self.number_format))
        return placed

    def _centre(self) -> Formula:
        span, count = span_text(self.points), self._count
        if self._chart in (Chart.SHARES, Chart.RATES):
            part, whole = span_text(self._first), span_text(self._second)
            times = f"*{self._scale}" if self._scale > 1 else ""
            whole_run = f'IF(SUM({whole})=0,"{MISSING}",SUM({part})/SUM({whole}){times})'
        else:
            whole_run = f"AVERAGE({span})"
        text = f'IF({count}=0,"{MISSING}",IF({count}<{FEWEST},MEDIAN({span}),{whole_run}))'
        return Formula(text, shown(self._centre_value))

    @cached_property
    def _centre_value(self) -> Figure:
        there = [figure for figure in self._figures if figure is not None]
        if not there or self._is_few:
            return median(there) if there else None
        return next((one.centre for one in self._found if one is not None), None)

    def _spread(self, at: int, centre: Formula) -> str:
        """Three standard deviations, as a formula."""
        c = centre.text
        if self._chart is Chart.SHARES:
            return f"{WIDTH}*SQRT(MAX(0,{c}*(1-{c})/{self._second[at].text}))"
        if self._chart is Chart.RATES:
            return f"{WIDTH}*SQRT(MAX(0,{c}*{self._scale}/{self._second[at].text}))"
        if self._chart is Chart.COUNTS:
            return f"{WIDTH}*SQRT(MAX(0,{c}))"
        usual, moved = span_text(self._second), span_text(self._first)
        return f"{INDIVIDUALS}*IF(COUNT({usual})>0,AVERAGE({usual}),IF(COUNT({moved})>0,AVERAGE({moved}),0))"

    def _sides(self) -> None:
        """On which side of the centre each month lies, for how long, whether it rises on, and whether near a limit."""
        centre = self._centre_value
        sides, runs, trends, close = [], [], [], []
        length = rising = before = 0
        for at, (point, c) in enumerate(zip(self.points, self._centres, strict=True)):
            x, value = point.text, point.figure
            side = 0
            if value is not None and centre is not None:
                side = measure.is_over(value, centre) - measure.is_over(centre, value)
            both = f"AND(ISNUMBER({x}),ISNUMBER({c.text}))"
            text = f"IF({both},IF({_is_over(x, c.text)},1,IF({_is_over(c.text, x)},-1,0)),0)"
            sides.append(Formula(text, side))
            length = 0 if not side else length + 1 if side == before else 1
            rising = self._rising(at, rising)
            before = side
            runs.append(length)
            trends.append(rising)
        self._side = self._work(1, CENTRE, "Side", sides)
        self._run = self._work(1, LOWER, "Run", [self._run_at(at, runs) for at in range(len(runs))])
        self._trend = self._trends(trends)
        for at in range(len(self.points)):
            close.append(self._close(at))
        self._near = self._work(1, MARKS, "Near", close)
        self._three = self._work(2, CENTRE, "Two of three", [self._of_three(at) for at in range(len(self.points))])

    def _run_at(self, at: int, runs: Sequence[int]) -> Formula:
        side = self._side[at].text
        if at == 0:
            return Formula(f"ABS({side})", runs[0])
        earlier = self._place(1, LOWER, at - 1)
        text = f"IF({side}=0,0,IF({side}={self._side[at - 1].text},{earlier}+1,1))"
        return Formula(text, runs[at])

    def _place(self, bank: int, offset: int, at: int) -> str:
        return address(self.row + offset, self._column(bank, at))

    def _rising(self, at: int, before: int) -> int:
        """How many months in a row each lie above the one before; below 0 where each lies below."""
        now, earlier = self._figures[at], self._figures[at - 1] if at else None
        if now is None or earlier is None:
            return 0
        if measure.is_over(now, earlier):
            return max(before, 1) + 1
        return min(before, -1) - 1 if measure.is_over(earlier, now) else 0

    def _trends(self, trends: Sequence[int]) -> list[Formula]:
        cells = [Formula("0", 0)]
        for at in range(1, len(self.points)):
            x, y = self.points[at].text, self.points[at - 1].text
            t = self._place(1, UPPER, at - 1)
            ways = f"IF({_is_over(x, y)},IF({t}>0,{t}+1,2),IF({_is_over(y, x)},IF({t}<0,{t}-1,-2),0))"
            cells.append(Formula(f"IF(AND(ISNUMBER({x}),ISNUMBER({y})),{ways},0)", trends[at]))
        return self._work(1, UPPER, "Trend", cells)

    def _close(self, at: int) -> Formula:
        """Whether a month lies in the outer third between the centre and a limit, or past it."""
        x, c, side = self.points[at].text, self._centres[at].text, self._side[at].text
        low, high = self._lowers[at].text, self._uppers[at].text
        third = f"{OUTER:.15g}*"
        above = f"IF({_is_over(f'{x}-{c}', f'{third}({high}-{c})')},1,0)"
        below = f"IF({_is_over(f'{c}-{x}', f'{third}({c}-{low})')},1,0)"
        text = f"IF(ISNUMBER({high}),IF({side}=1,{above},IF({side}=-1,{below},0)),0)"
        return Formula(text, int(measure.is_near(self._figures[at], self._found[at])))

    def _of_three(self, at: int) -> Formula:
        """Whether this month and the two before lie on one side, two of them near a limit."""
        if at < 2:
            return Formula("0", 0)
        sides, close = self._side[at - 2 : at + 1], self._near[at - 2 : at + 1]
        one, two, three = (side.text for side in sides)
        text = f"IF(AND({three}<>0,{three}={two},{two}={one},SUM({span_text(close)})>=2),1,0)"
        values = {side.value for side in sides}
        return Formula(text, int(len(values) == 1 and 0 not in values and sum(bool(c.value) for c in close) >= 2))

    def _marks(self) -> None:
        """The word that marks each month that stands out, a flag for it, and the point that the chart draws."""
        found = measure.signals(self._figures, self._found, self._centre_value or 0)
        marks = []
        for at, said in enumerate(found):
            x, u, low = self.points[at].text, self._uppers[at].text, self._lowers[at].text
            window = span_text(self._three[at : at + 3])
            rest = (
                f"IF({self._run[at].text}>={RUN},{_said(Signal.RUN)},IF(ABS({self._trend[at].text})>={RUN},"
                f'{_said(Signal.TREND)},IF(SUM({window})>0,{_said(Signal.NEAR)},"")))'
            )
            below = f"IF({_is_over(low, x)},{_said(Signal.BELOW)},{rest})"
            past = f"IF(ISNUMBER({u}),IF({_is_over(x, u)},{_said(Signal.ABOVE)},{below}),{rest})"
            formula = Formula(f'IF(ISNUMBER({x}),{past},"")', "" if said is None else said.value)
            marks.append(self.sheet.put(self.row + MARKS, 1 + at, formula, "figure strong"))
        flags = [Formula(f"IF(LEN({mark.text})>0,1,0)", int(mark.value != "")) for mark in marks]
        self._flags = self._work(2, MARKS, "Marked", flags)
        copies = [
            Formula(f"IF({flag.text}=1,{point.text},NA())", point.value if flag.value else "#N/A")
            for flag, point in zip(self._flags, self.points, strict=True)
        ]
        self._work(0, MARKS, "", copies)

    def _said(self) -> Formula:
        """What all that comes to, in a sentence."""
        flags, number = f"SUM({span_text(self._flags)})", sum(int(flag.value) for flag in self._flags if flag.value)
        none = f"IF({self._count}<{FEWEST},{quoted(TOO_FEW)},{quoted(NOTHING)})"
        text = f"IF({flags}=0,{none},IF({flags}=1,{quoted(ONE)},{flags}&{quoted(SEVERAL)}))"
        said = (TOO_FEW if self._is_few else NOTHING) if number == 0 else ONE if number == 1 else f"{number}{SEVERAL}"
        return Formula(text, said)


def _said(signal: Signal) -> str:
    return quoted(signal.value)


def _is_over(value: str, other: str) -> str:
    """The test for a value above another by more than its last digits."""
    return f"ROUND({value}-({other}),{PLACES})>0"
