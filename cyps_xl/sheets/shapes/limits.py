"""Limits of a line of months: its centre, and the limits within which chance alone moves it.

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
from cyps_xl.inputs.tables.choices import Shown
from cyps_xl.measures import limits as measure
from cyps_xl.measures.limits import FEWEST, INDIVIDUALS, LARGEST_RANGE, WIDTH, Limits
from cyps_xl.measures.rates import Figure
from cyps_xl.sheets.formulas import MISSING, NOTHING, Formula, drawn, shown, span_text
from cyps_xl.sheets.line_figures import SCALES
from cyps_xl.sheets.shapes.signals import CENTRE, LOWER, UPPER, Bank, Series


class Chart(Enum):
    """How a line varies by chance, and so how its limits are worked out; the value is what textbooks call the chart."""

    SHARES = "p"
    RATES = "u"
    COUNTS = "c"
    VALUES = "XmR"

    @property
    def has_wholes(self) -> bool:
        """Whether each month has a number of its own that its figure is out of."""
        return self in (Chart.SHARES, Chart.RATES)


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
    """The rows of the centre and the two limits below a line, whose cells of the months are `points`.

    `read` gives what a part of the line's expression is in a month.
    """

    bank: Bank
    block: Block
    line: Line
    points: Sequence[Formula]
    number_format: str
    read: Callable[[Expression, int], Formula]

    def lay_out(self) -> Series:
        """Place the rows and their workings."""
        self._parts()
        months = range(len(self.points))
        centre = self._printed(CENTRE, self._centre())
        lower = self._printed(LOWER, *(self._limit(at, centre[at], self._least) for at in months))
        upper = self._printed(UPPER, *(self._limit(at, centre[at], self._most) for at in months))
        for offset, cells in ((CENTRE, centre), (LOWER, lower), (UPPER, upper)):
            self.bank.work(0, offset, "", [drawn(cell) for cell in cells])
        return Series(self.points, centre, lower, upper, self._found, self._centre_value)

    @cached_property
    def _chart(self) -> Chart:
        return chart_of(self.block, self.line)

    @cached_property
    def _figures(self) -> list[Figure]:
        return [point.figure for point in self.points]

    @cached_property
    def _there(self) -> list[float]:
        return [figure for figure in self._figures if figure is not None]

    @property
    def _count(self) -> str:
        return f"COUNT({span_text(self.points)})"

    @property
    def _scale(self) -> int:
        return SCALES.get(self.line.printed, 1)

    def _parts(self) -> None:
        """The two counts of each month; of values how far each moved, and whether so far is usual."""
        self._first: list[Formula] = []
        self._second: list[Formula] = []
        months = range(len(self.points))
        if self._chart.has_wholes:
            assert isinstance(self.line.shows, Operation)
            sides = (self.line.shows.left, self.line.shows.right)
            parts, wholes = ([self._side(side, at) for at in months] for side in sides)
            self._first = self.bank.work(2, LOWER, "Part", parts)
            self._second = self.bank.work(2, UPPER, "Whole", wholes)
        elif self._chart is Chart.VALUES:
            self._first = self.bank.work(2, LOWER, "Moved by", [self._moved(at) for at in months])
            self._second = self.bank.work(2, UPPER, "Usual", [self._usual(one) for one in self._first])

    def _side(self, side: Expression, at: int) -> Formula:
        found, point = self.read(side, at), self.points[at]
        return Formula(f'IF(ISNUMBER({point.text}),{found.text},"")', "" if point.figure is None else found.value)

    def _moved(self, at: int) -> Formula:
        if at == 0:
            return NOTHING
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
        if len(self._there) < FEWEST:
            return [None] * len(self.points)
        if self._chart.has_wholes:
            return self._by_wholes()
        if self._chart is Chart.COUNTS:
            return [measure.of_counts(self._there)] * len(self.points)
        found = measure.of_values(self._figures, screened=True)
        return [found if min(self._there) < 0 else found.from_nought()] * len(self.points)

    def _by_wholes(self) -> list[Limits | None]:
        pairs = [(a.figure, b.figure) for a, b in zip(self._first, self._second, strict=True)]
        known = [(a, b) for a, b in pairs if a is not None and b is not None]
        parts, wholes = [a for a, _ in known], [b for _, b in known]
        if not sum(wholes):
            return [None] * len(pairs)
        by = measure.of_shares if self._chart is Chart.SHARES else measure.of_rates
        found = iter([one.times(self._scale) for one in by(parts, wholes)])
        return [None if None in pair else next(found) for pair in pairs]

    def _printed(self, offset: int, *cells: Formula) -> list[Formula]:
        """A row of the page; one cell stands for every month, each reading the first."""
        first = self.bank.put(offset, 0, cells[0], "count", self.number_format)
        rest = cells[1:] or [Formula(first.text, first.value)] * (len(self.points) - 1)
        months = enumerate(rest, start=1)
        return [first, *(self.bank.put(offset, at, cell, "count", self.number_format) for at, cell in months)]

    def _centre(self) -> Formula:
        """What all months have together; the median of a few."""
        span, count = span_text(self.points), self._count
        if self._chart.has_wholes:
            part, whole = span_text(self._first), span_text(self._second)
            times = f"*{self._scale}" if self._scale > 1 else ""
            together = f'IF(SUM({whole})=0,"{MISSING}",SUM({part})/SUM({whole}){times})'
        else:
            together = f"AVERAGE({span})"
        text = f'IF({count}=0,"{MISSING}",IF({count}<{FEWEST},MEDIAN({span}),{together}))'
        return Formula(text, shown(self._centre_value))

    @cached_property
    def _centre_value(self) -> Figure:
        if len(self._there) < FEWEST:
            return median(self._there) if self._there else None
        return next((one.centre for one in self._found if one is not None), None)

    def _limit(self, at: int, centre: Formula, side: Callable[[int, str, Limits | None], Formula]) -> Formula:
        """One of the limits of a month; a dash where there are too few months, or nothing to work it out from."""
        wanted = [centre, *([self._second[at]] if self._chart.has_wholes else [])]
        lacking = "".join(f",NOT(ISNUMBER({cell.text}))" for cell in wanted)
        found = side(at, centre.text, self._found[at])
        return Formula(f'IF(OR({self._count}<{FEWEST}{lacking}),"{MISSING}",{found.text})', found.value)

    def _least(self, at: int, centre: str, limits: Limits | None) -> Formula:
        lower = f"{centre}-{self._spread(at, centre)}"
        text = f"MAX(0,{lower})"
        if self._chart is Chart.VALUES:  # a balance may lie below nought
            text = f"IF(MIN({span_text(self.points)})<0,{lower},{text})"
        return Formula(text, shown(None if limits is None else limits.lower))

    def _most(self, at: int, centre: str, limits: Limits | None) -> Formula:
        upper = f"{centre}+{self._spread(at, centre)}"
        text = f"MIN(1,{upper})" if self._chart is Chart.SHARES else upper
        return Formula(text, shown(None if limits is None else limits.upper))

    def _spread(self, at: int, centre: str) -> str:
        """Three standard deviations, as a formula."""
        if self._chart is Chart.SHARES:
            return f"{WIDTH}*SQRT(MAX(0,{centre}*(1-{centre})/{self._second[at].text}))"
        if self._chart is Chart.RATES:
            return f"{WIDTH}*SQRT(MAX(0,{centre}*{self._scale}/{self._second[at].text}))"
        if self._chart is Chart.COUNTS:
            return f"{WIDTH}*SQRT(MAX(0,{centre}))"
        usual, moved = span_text(self._second), span_text(self._first)
        return f"{INDIVIDUALS}*IF(COUNT({usual})>0,AVERAGE({usual}),IF(COUNT({moved})>0,AVERAGE({moved}),0))"
