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

from cyps_xl.definition.expression import DaysBetween, Expression, Operation
from cyps_xl.definition.lines import adds_up, counts_events
from cyps_xl.definition.model import Block, Definition, Line
from cyps_xl.inputs.tables.choices import Shown
from cyps_xl.measures import limits as measure
from cyps_xl.measures.limits import (
    AVERAGE_RANGE,
    FEWEST,
    INDIVIDUALS,
    LARGEST_RANGE,
    MOST_RARE,
    RARE,
    ROOT,
    WIDTH,
    WITHIN,
    Limits,
)
from cyps_xl.measures.rates import Figure
from cyps_xl.sheets.formulas import MISSING, NOT_DRAWN, NOTHING, Formula, drawn, shown, span_text
from cyps_xl.sheets.line_figures import SCALES
from cyps_xl.sheets.shapes.bank import CENTRE, LOWER, PARTS, REACH, UPPER, Bank
from cyps_xl.sheets.shapes.changes import Parted
from cyps_xl.sheets.shapes.signals import Series


class Chart(Enum):
    """How a line varies by chance, and so how its limits are worked out; the value is what textbooks call the chart."""

    SHARES = "p"
    RATES = "u"
    COUNTS = "c"
    VALUES = "XmR"
    TIMES = "t"

    @property
    def has_wholes(self) -> bool:
        """Whether each month has a number of its own that its figure is out of."""
        return self in (Chart.SHARES, Chart.RATES)


def chart_of(definition: Definition, block: Block, line: Line) -> Chart:
    """The chart of a line: by what it divides, or counts; averages, amounts and all else by how far they move."""
    if isinstance(line.shows, DaysBetween):
        return Chart.TIMES
    if isinstance(line.shows, Operation) and line.shows.sign == "/":
        part, whole = (adds_up(definition, block, side) for side in (line.shows.left, line.shows.right))
        if part and whole and line.printed in (Shown.PERCENT, Shown.PERCENT_ONE):
            return Chart.SHARES
        if part and line.printed in SCALES:
            return Chart.RATES
    return Chart.COUNTS if counts_events(definition, block, line) else Chart.VALUES


@dataclass
class LimitRows:
    """The rows of the centre and the two limits below a line, whose months are `parted`.

    `read` gives what a part of the line's expression is in a month.
    """

    bank: Bank
    chart: Chart
    line: Line
    parted: Parted
    number_format: str
    read: Callable[[Expression, int], Formula]

    def lay_out(self) -> Series:
        """Place the rows and their workings."""
        self._work_out_sides()
        months = range(len(self._points))
        centre = self._placed(CENTRE, self._centre)
        reach = self.bank.work(REACH, CENTRE, "Reach", [self._reach(at, centre[at]) for at in months])
        lower = self._placed(LOWER, lambda at: self._limit(at, centre[at], reach[at], self._least))
        upper = self._placed(UPPER, lambda at: self._limit(at, centre[at], reach[at], self._most))
        for row, cells in ((CENTRE, centre), (LOWER, lower), (UPPER, upper)):
            for part in range(self.bank.parts):
                drawn_cells = [self._drawn(cells[at], at, part) for at in months]
                self.bank.work(PARTS + part - 1 if part else 0, row, "", drawn_cells)
        is_count, power = self.chart is Chart.COUNTS, ROOT if self.chart is Chart.TIMES else 1
        return Series(self.parted, centre, lower, upper, reach, self._found, self._middles, is_count, power)

    @property
    def _points(self) -> Sequence[Formula]:
        return self.parted.counted

    @cached_property
    def _figures(self) -> list[Figure]:
        return [point.figure for point in self._points]

    @property
    def _there(self) -> list[float]:
        return _known(self._figures)

    def _count(self, at: int) -> str:
        return f"COUNT({self.parted.span(self._points, at)})"

    @property
    def _scale(self) -> int:
        return SCALES.get(self.line.printed, 1)

    def _drawn(self, cell: Formula, at: int, part: int) -> Formula:
        """What the chart draws of a month as one of a part; the last that it has room for takes all that follow."""
        found = drawn(cell)
        if not self.parted.number:
            return found
        number = self.parted.number[at]
        is_last = part == self.bank.parts - 1
        belongs = number.figure is not None and (number.figure > part if is_last else number.figure == part + 1)
        test = f"{number.text}>{part}" if is_last else f"{number.text}={part + 1}"
        return Formula(f"IF({test},{found.text},NA())", found.value if belongs else NOT_DRAWN)

    def _work_out_sides(self) -> None:
        """The two counts of each month; of values how far each moved, and whether so far is usual."""
        self._first: list[Formula] = []
        self._second: list[Formula] = []
        months = range(len(self._points))
        if self.chart.has_wholes:
            assert isinstance(self.line.shows, Operation)
            sides = (self.line.shows.left, self.line.shows.right)
            parts, wholes = ([self._side(side, at) for at in months] for side in sides)
            self._first = self.bank.work(2, LOWER, "Part", parts)
            self._second = self.bank.work(2, UPPER, "Whole", wholes)
        elif self.chart is Chart.TIMES:  # worked out with roots, which move as a normal figure does
            self._first = self.bank.work(2, LOWER, "Root", [self._root(at) for at in months])
            self._second = self.bank.work(2, UPPER, "Moved by", [self._moved(self._first, at) for at in months])
        elif self.chart is Chart.VALUES:
            moved = [self._moved(self._points, at) for at in months]
            self._first = self.bank.work(2, LOWER, "Moved by", moved)
            self._second = self.bank.work(2, UPPER, "Usual", [self._usual(at) for at in months])

    def _side(self, side: Expression, at: int) -> Formula:
        found, point = self.read(side, at), self._points[at]
        return Formula(f'IF(ISNUMBER({point.text}),{found.text},"")', "" if point.figure is None else found.value)

    def _root(self, at: int) -> Formula:
        point = self._points[at]
        known = point.figure is not None
        text = f'IF(ISNUMBER({point.text}),{point.text}^(1/{ROOT}),"")'
        return Formula(text, (point.figure or 0) ** (1 / ROOT) if known else "")

    def _moved(self, cells: Sequence[Formula], at: int) -> Formula:
        if at == 0:
            return NOTHING
        now, before, goes_on = cells[at], cells[at - 1], self.parted.goes_on(at)
        text = f'IF(AND({goes_on}ISNUMBER({now.text}),ISNUMBER({before.text})),ABS({now.text}-{before.text}),"")'
        known = now.figure is not None and before.figure is not None and not self.parted.is_first(at)
        return Formula(text, abs((now.figure or 0) - (before.figure or 0)) if known else "")

    def _usual(self, at: int) -> Formula:
        moved, span = self._first[at], self.parted.span(self._first, at)
        m = moved.text
        text = f'IF(ISNUMBER({m}),IF({m}<{LARGEST_RANGE}*AVERAGE({span}),{m},""),"")'
        [part] = [part for part in self.parted.parts if part.start <= at < part.stop]
        ranges = _known([one.figure for one in self._first[part]])
        is_usual = moved.figure is not None and moved.figure < LARGEST_RANGE * sum(ranges) / len(ranges)
        return Formula(text, moved.value if is_usual else "")

    @cached_property
    def _found(self) -> list[Limits | None]:
        """The limits of each month, as the subject has them; None of a month, or of a part, without any."""
        return measure.in_parts(self._of_part, self.parted.parts, range(len(self._points)))

    def _of_part(self, months: Sequence[int]) -> list[Limits | None]:
        figures = [self._figures[at] for at in months]
        there = _known(figures)
        if len(there) < FEWEST:
            return [None] * len(months)
        if self.chart.has_wholes:
            return self._by_wholes([(self._first[at].figure, self._second[at].figure) for at in months])
        if self.chart is Chart.COUNTS:
            mean = sum(there) / len(there)
            return [measure.of_rare_counts(mean) if mean < RARE else measure.of_counts(there)] * len(months)
        if self.chart is Chart.TIMES:
            return [measure.of_times_between(figures)] * len(months)
        found = measure.of_values(figures, screened=True)
        return [found if min(self._there) < 0 else found.from_nought()] * len(months)

    def _by_wholes(self, pairs: Sequence[tuple[Figure, Figure]]) -> list[Limits | None]:
        known = [(a, b) for a, b in pairs if a is not None and b is not None]
        parts, wholes = [a for a, _ in known], [b for _, b in known]
        if not sum(wholes):
            return [None] * len(pairs)
        by = measure.of_shares if self.chart is Chart.SHARES else measure.of_rates
        found = iter([one.times(self._scale) for one in by(parts, wholes)])
        return [None if None in pair else next(found) for pair in pairs]

    def _placed(self, row: int, cell: Callable[[int], Formula]) -> list[Formula]:
        """A row of the page, a cell a month."""
        found: list[Formula] = []
        for at in range(len(self._points)):
            one = self._repeated(found, at, cell(at)) if row == CENTRE else cell(at)
            found.append(self.bank.put(row, at, one, "count", self.number_format))
        return found

    def _repeated(self, before: Sequence[Formula], at: int, cell: Formula) -> Formula:
        """The centre of a month: it stands once a part, where the others read it."""
        if at == 0:
            return cell
        if not self.parted.number:
            return Formula(before[0].text, before[0].value)
        return Formula(f"IF({self.parted.goes_on(at).rstrip(',')},{before[-1].text},{cell.text})", cell.value)

    def _centre(self, at: int) -> Formula:
        """What all months of a part have together; the median of a few."""
        span, count = self.parted.span(self._points, at), self._count(at)
        if self.chart.has_wholes:
            part, whole = self.parted.span(self._first, at), self.parted.span(self._second, at)
            times = f"*{self._scale}" if self._scale > 1 else ""
            together = f'IF(SUM({whole})=0,"{MISSING}",SUM({part})/SUM({whole}){times})'
        elif self.chart is Chart.TIMES:
            together = f"AVERAGE({self.parted.span(self._first, at)})^{ROOT}"
        else:
            together = f"AVERAGE({span})"
        text = f'IF({count}=0,"{MISSING}",IF({count}<{FEWEST},MEDIAN({span}),{together}))'
        return Formula(text, shown(self._middles[at]))

    @cached_property
    def _middles(self) -> list[Figure]:
        return measure.in_parts(self._middle_of_part, self.parted.parts, self._figures, self._found)

    def _middle_of_part(self, figures: Sequence[Figure], found: Sequence[Limits | None]) -> list[Figure]:
        there = _known(figures)
        centre = next((one.centre for one in found if one is not None), None)
        if len(there) < FEWEST:
            centre = median(there) if there else None
        return [centre] * len(figures)

    def _reach(self, at: int, centre: Formula) -> Formula:
        """How far the limits of a month lie from the centre; a dash where there are too few months, or nothing to work
        it out from."""
        wanted = [centre, *([self._second[at]] if self.chart.has_wholes else [])]
        lacking = "".join(f",NOT(ISNUMBER({cell.text}))" for cell in wanted)
        text = f'IF(OR({self._count(at)}<{FEWEST}{lacking}),"{MISSING}",{self._spread(at, centre.text)})'
        limits = self._found[at]
        return Formula(text, shown(None if limits is None else limits.reach))

    def _limit(self, at: int, centre: Formula, reach: Formula, side: Callable[[str, str], str]) -> Formula:
        """One of the limits of a month; a dash where there are none."""
        limits = self._found[at]
        end = None if limits is None else limits.lower if side == self._least else limits.upper
        return Formula(f'IF(ISNUMBER({reach.text}),{side(centre.text, reach.text)},"{MISSING}")', shown(end))

    def _least(self, centre: str, reach: str) -> str:
        lower = f"{self._middle(centre)}-{reach}"
        text = f"MAX(0,{lower}){self._turned_back}"
        if self.chart is Chart.VALUES:  # a balance may lie below nought
            return f"IF(MIN({span_text(self._points)})<0,{lower},{text})"
        return f"IF({centre}<{RARE:g},0,{text})" if self.chart is Chart.COUNTS else text

    def _most(self, centre: str, reach: str) -> str:
        upper = f"{self._middle(centre)}+{reach}"
        if self.chart is Chart.SHARES:
            return f"MIN(1,{upper})"
        if self.chart is Chart.COUNTS:
            return f"IF({centre}<{RARE:g},{_exact(centre)},{upper})"
        return f"({upper}){self._turned_back}" if self._turned_back else upper

    def _middle(self, centre: str) -> str:
        """What the spread is about: the centre, or its root."""
        return f"{centre}^(1/{ROOT})" if self.chart is Chart.TIMES else centre

    @property
    def _turned_back(self) -> str:
        return f"^{ROOT}" if self.chart is Chart.TIMES else ""

    def _spread(self, at: int, centre: str) -> str:
        """Three standard deviations, as a formula."""
        if self.chart is Chart.TIMES:
            moved = self.parted.span(self._second, at)
            return f"{WIDTH}/{AVERAGE_RANGE}*IF(COUNT({moved})>0,AVERAGE({moved}),0)"
        if self.chart is Chart.SHARES:
            return f"{WIDTH}*SQRT(MAX(0,{centre}*(1-{centre})/{self._second[at].text}))"
        if self.chart is Chart.RATES:
            return f"{WIDTH}*SQRT(MAX(0,{centre}*{self._scale}/{self._second[at].text}))"
        if self.chart is Chart.COUNTS:
            return f"{WIDTH}*SQRT(MAX(0,{centre}))"
        usual, moved = (self.parted.span(cells, at) for cells in (self._second, self._first))
        return f"{INDIVIDUALS}*IF(COUNT({usual})>0,AVERAGE({usual}),IF(COUNT({moved})>0,AVERAGE({moved}),0))"


def _known(figures: Sequence[Figure]) -> list[float]:
    return [figure for figure in figures if figure is not None]


def _exact(centre: str) -> str:
    """The smallest number that a Poisson count of a centre under one is above in too few months: how many are not."""
    mean = f"MAX(0,{centre})"
    term = f"EXP(-{mean})"
    sums = [term]
    for number in range(1, MOST_RARE):
        term += f"*{mean}/{number}"
        sums.append(f"{sums[-1]}+{term}")
    return "+".join(f"IF({one}<{WITHIN},1,0)" for one in sums)
