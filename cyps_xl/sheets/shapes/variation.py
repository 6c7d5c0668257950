"""Variation and assurance of a line with limits, in words with a sign: rows of their own below its marks.

The rules are those of measures.variation. The latest month that is counted says what kind of variation there is.
"""

from __future__ import annotations

from itertools import accumulate

from cyps_xl.definition.model import Line
from cyps_xl.measures.direction import Better
from cyps_xl.measures.limits import FEWEST, PLACES, Signal
from cyps_xl.measures.variation import Assurance, assurance_of, variation_of, ways
from cyps_xl.sheets.formulas import Formula, quoted, span_text
from cyps_xl.sheets.shapes.bank import (
    ALSO,
    ASSURANCE,
    CENTRE,
    CHANGE,
    LOWER,
    MARKS,
    SAID,
    TARGET,
    UPPER,
    VARIATION,
    Bank,
)
from cyps_xl.sheets.shapes.changes import Changes
from cyps_xl.sheets.shapes.signals import Marked, Series

VARIATION_SAYS, ASSURANCE_SAYS = "Variation: ", "Assurance: "
TOO_FEW_TO_TELL = f"fewer than {FEWEST} figures to tell by"


def rows_of(line: Line, changes: Changes) -> tuple[int, ...]:
    """The printed rows of a line's limits, in the order of the page."""
    is_judged = line.target is not None
    wanted = {
        **dict.fromkeys((CENTRE, LOWER, UPPER), True),
        TARGET: is_judged,
        MARKS: True,
        CHANGE: len(changes) > 0,
        SAID: True,
        VARIATION: line.better is not None,
        ASSURANCE: is_judged,
        ALSO: True,
    }
    return tuple(row for row, is_there in wanted.items() if is_there)


class VariationRows:
    """The rows that say of which kind the variation is, and whether the target is met."""

    def __init__(self, bank: Bank, line: Line, series: Series, marked: Marked) -> None:
        self._bank, self._line, self._series, self._marked = bank, line, series, marked

    def lay_out(self, number_format: str) -> None:
        """Place those that there are."""
        if self._line.better is None:
            return
        self._latest = self._place_of_latest()
        self._bank.say(VARIATION, self._variation(self._line.better))
        if self._line.target is not None:
            target = Formula(f"{self._line.target:.15g}", self._line.target)
            for at in range(len(self._series.points)):
                placed = self._bank.put(TARGET, at, target, "count", number_format)
                target = placed if at == 0 else target
            self._bank.say(ASSURANCE, self._assurance(target, self._line.better))

    def _place_of_latest(self) -> Formula:
        """Which of the months is the latest that is counted; 0 where none is."""
        points = self._series.points
        so_far = list(accumulate((at if point.figure is not None else 0 for at, point in enumerate(points, 1)), max))
        for at, point in enumerate(points):
            earlier = self._bank.address(4, LOWER, at - 1) if at else "0"
            placed = Formula(f"IF(ISNUMBER({point.text}),{at + 1},{earlier})", so_far[at])
            placed = self._bank.work_at(4, LOWER, "Latest", at, placed)
        return placed

    def _at_latest(self, cells: list[Formula]) -> Formula:
        """What a row has in the latest month; nothing where there is none."""
        at = int(self._latest.figure or 0)
        return Formula(f"INDEX({span_text(cells)},{self._latest.text})", cells[at - 1].value if at else "")

    def _variation(self, better: Better) -> Formula:
        up, down, common = (quoted(f"{VARIATION_SAYS}{variation_of(way, better).value}") for way in (1, -1, 0))
        way, few = self._at_latest(self._ways()), quoted(f"{VARIATION_SAYS}{TOO_FEW_TO_TELL}")
        upper = self._at_latest(list(self._series.upper))
        still = f"IF(ISNUMBER({upper.text}),{common},{few})"
        told = f"IF({way.text}>0,{up},IF({way.text}<0,{down},{still}))"
        said = TOO_FEW_TO_TELL
        if way.figure or upper.figure is not None:
            said = variation_of(int(way.figure or 0), better).value
        return Formula(f"IF({self._latest.text}=0,{few},{told})", f"{VARIATION_SAYS}{said}")

    def _ways(self) -> list[Formula]:
        series, marked = self._series, self._marked
        found = ways(series.signals, series.sides, series.trends)
        return self._bank.work(4, UPPER, "Way", [self._way(at, way, marked) for at, way in enumerate(found)])

    @staticmethod
    def _way(at: int, way: int, marked: Marked) -> Formula:
        mark, side, trend = (cells[at].text for cells in (marked.marks, marked.sides, marked.trends))
        by_trend = f"IF({mark}={quoted(Signal.TREND.value)},IF({trend}>0,1,-1),{side})"
        below = f"IF({mark}={quoted(Signal.BELOW.value)},-1,{by_trend})"
        return Formula(f'IF({mark}="",0,IF({mark}={quoted(Signal.ABOVE.value)},1,{below}))', way)

    def _assurance(self, target: Formula, better: Better) -> Formula:
        lower, upper = (self._at_latest(list(cells)) for cells in (self._series.lower, self._series.upper))
        good, bad, sign = (lower, upper, "") if better is Better.HIGHER else (upper, lower, "-")
        never, misses = (f"ROUND({sign}({target.text}-({limit.text})),{PLACES})>0" for limit in (bad, good))
        words = {one: quoted(f"{ASSURANCE_SAYS}{one.value}") for one in Assurance}
        told = f"IF({misses},{words[Assurance.HIT_AND_MISS]},{words[Assurance.ALWAYS]})"
        told = f"IF({never},{words[Assurance.NEVER]},{told})"
        few = quoted(f"{ASSURANCE_SAYS}{TOO_FEW_TO_TELL}")
        at = int(self._latest.figure or 0)
        found = self._series.found[at - 1] if at else None
        said = TOO_FEW_TO_TELL if found is None else assurance_of(found, float(target.figure or 0), better).value
        # Nested, not joined: Excel works out every argument of AND, and there is no month 0.
        text = f"IF({self._latest.text}=0,{few},IF(ISNUMBER({upper.text}),{told},{few}))"
        return Formula(text, f"{ASSURANCE_SAYS}{said}")
