"""A run chart in words: what a line about its median tells of where there are too few figures for limits.

The rules are those of measures.run_charts. It is told of the latest part of a line, the one that is of interest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cyps_xl.measures.limits import FEWEST
from cyps_xl.measures.run_charts import FEWEST_USEFUL, SELDOM, RunChart, run_chart
from cyps_xl.sheets.formulas import Formula, quoted
from cyps_xl.sheets.shapes.bank import CENTRE, LOWER, RUNS, UPPER, Bank
from cyps_xl.sheets.shapes.changes import Parted
from cyps_xl.translations.phrases import BRACES

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
        told = _formula({"run": run, "longest": longest, "crossings": crossings, "fewest": fewest})
        moved, still = (quoted(f" {words}") for words in (MOVED, STILL))
        ends = f"IF(OR({run}>{longest},{crossings}<{fewest}),{moved},{still})"
        if self._parted.number:  # beside what is said of all figures, which have more parts than this
            told = f"IF({self._parted.number[last].text}>1,{quoted(SINCE_BREAK)},{quoted('')})&{told}"
        points = f"COUNT({self._parted.span(self._parted.counted, last)})"
        test = f"AND({points}<{FEWEST},{useful}>={FEWEST_USEFUL})"
        return Formula(f'IF({test},{told}&{ends},"")', self._told())

    def _told(self) -> str:
        part = self._parted.parts[-1]
        found = run_chart([int(side.figure or 0) for side in self._sides[part]])
        points = sum(point.figure is not None for point in self._parted.counted[part])
        if points >= FEWEST or not found.tells:
            return ""
        return (SINCE_BREAK if len(self._parted.parts) > 1 else "") + _words(found)

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


def _formula(numbers: Mapping[str, str]) -> str:
    """The words with formulas in the places of the numbers."""
    words = BRACES.split(TRIAL)
    return "&".join(numbers[one] if at % 2 else quoted(one) for at, one in enumerate(words))


def _words(found: RunChart) -> str:
    return f"{TRIAL.format(**vars(found))} {MOVED if found.moved else STILL}"
