"""A run chart's sentence and workings on the sheet; its rules and least numbers are in `measures/run_charts.py`.

The rules are those of measures.run_charts. It is told of the latest part of a line, the one that is of interest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyps_xl.measures.limits import FEWEST
from cyps_xl.measures.run_charts import FEWEST_USEFUL, SELDOM, RunChart, run_chart
from cyps_xl.sheets.formulas import Formula, filled, joined, quoted
from cyps_xl.sheets.shapes.bank import CENTRE, LOWER, RUNS, UPPER, Bank
from cyps_xl.sheets.shapes.changes import Parted

TRIAL = (
    "As a trial, a run chart: longest run on one side of the median {run} (by chance up to {longest}), crossings of it "
    "{crossings} (by chance at least {fewest})."
)
SINCE_BREAK = "Since the latest break. "
MOVED = "The figures moved by more than chance."
STILL = "That is no more than chance."


def longest_run(useful: str) -> str:
    """The formula of how long a run may be, from that of how many figures lie beside the median."""
    return f"ROUND(LOG({useful},2),0)+3"


def fewest_crossings(useful: str) -> str:
    """The formula of how few crossings there may be."""
    return f"CRITBINOM({useful}-1,0.5,{SELDOM})"


class RunChartWords:
    """The sentence of a line's run chart, and its workings: a cell a figure."""

    def __init__(self, bank: Bank, parted: Parted, sides: Sequence[Formula]) -> None:
        self._bank, self._parted, self._sides = bank, parted, sides

    def lay_out(self) -> Formula:
        """Place the workings; the sentence, nothing where there are figures enough for limits, or too few to tell."""
        last = len(self._sides) - 1
        self._work_out()
        sides, runs, crossed = (self._parted.span(cells, last) for cells in (self._sides, self._runs, self._crossed))
        useful = f'COUNTIFS({sides},"<>0")'
        longest, fewest = longest_run(useful), fewest_crossings(useful)
        run, crossings = f"MAX({runs})", f"SUM({crossed})"
        found = self._found()
        told = filled(
            TRIAL,
            run=Formula(run, found.run),
            longest=Formula(longest, found.longest),
            crossings=Formula(crossings, found.crossings),
            fewest=Formula(fewest, found.fewest),
        )
        moved, still = (f" {words}" for words in (MOVED, STILL))
        ends = f"IF(OR({run}>{longest},{crossings}<{fewest}),{quoted(moved)},{quoted(still)})"
        said = joined(*self._since(last), told, Formula(ends, moved if found.moved else still))
        points = self._parted.counted[self._parted.parts[-1]]
        is_told = found.tells and sum(point.figure is not None for point in points) < FEWEST
        count = f"COUNT({self._parted.span(self._parted.counted, last)})"
        test = f"AND({count}<{FEWEST},{useful}>={FEWEST_USEFUL})"
        return Formula(f'IF({test},{said.text},"")', said.value if is_told else "")

    def _since(self, last: int) -> Iterator[Formula]:
        """Of a line that breaks, from when on it is told: beside stands what is said of all figures."""
        if self._parted.number:
            begins = f"IF({self._parted.number[last].text}>1,{quoted(SINCE_BREAK)},{quoted('')})"
            yield Formula(begins, SINCE_BREAK if len(self._parted.parts) > 1 else "")

    def _found(self) -> RunChart:
        return run_chart([int(side.figure or 0) for side in self._sides[self._parted.parts[-1]]])

    def _work_out(self) -> None:
        """A cell a figure: its side, or that of the last before it that has one; the run it ends; whether it crosses.

        A figure on the median itself is passed over: it has the side and the run of the one before.
        """
        self._so_far: list[Formula] = []
        self._runs: list[Formula] = []
        self._crossed: list[Formula] = []
        for at, side in enumerate(self._sides):
            if self._parted.is_first(at):
                before, run = 0, 0
            now = int(side.figure or 0)
            is_crossed = now * before < 0
            run = run if not now else run + 1 if now == before else 1
            before = now or before
            self._place(at, before, run, is_crossed)

    def _place(self, at: int, so_far: int, run: int, is_crossed: bool) -> None:
        side, goes_on = self._sides[at].text, self._parted.goes_on(at) if at else ""
        earlier, length = "0", "0"
        if at:
            earlier, length = (
                f"IF({goes_on}{cell.text},0)" if goes_on else cell.text for cell in (self._so_far[-1], self._runs[-1])
            )
        crossed = f"IF({side}*{earlier}<0,1,0)"
        going = f"IF({side}=0,{length},IF({side}={earlier},{length}+1,1))"
        cells = (
            (CENTRE, "Side so far", f"IF({side}=0,{earlier},{side})", so_far, self._so_far),
            (LOWER, "Run about the median", going, run, self._runs),
            (UPPER, "Crossing", crossed, int(is_crossed), self._crossed),
        )
        for row, label, text, value, placed in cells:
            placed.append(self._bank.work_at(RUNS, row, label, at, Formula(text, value)))
