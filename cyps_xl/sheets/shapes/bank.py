"""Where the rows of limits stand below a line of months, the columns beside one of dates, and their workings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.formulas import Formula
from cyps_xl.sheets.plan import Guide, SeriesPlan, Span

CENTRE, LOWER, UPPER, MARKS, TARGET, CHANGE, SAID, VARIATION, ASSURANCE, ALSO = range(10)

LABELS = {
    CENTRE: "Centre",
    LOWER: "Lower limit",
    UPPER: "Upper limit",
    MARKS: "More than chance",
    TARGET: "Target",
    CHANGE: "Change point",
}
"""The rows with a cell for each point, and what they are called; the others are sentences."""
GUIDES = {
    CENTRE: Guide.CENTRE,
    LOWER: Guide.LIMIT,
    UPPER: Guide.LIMIT,
    MARKS: Guide.SIGNAL,
    TARGET: Guide.TARGET,
    CHANGE: Guide.CHANGE,
}
RUNS = 5
"""The bank of a run chart's workings."""
REACH = 6
"""The bank of how far limits lie from the centre before they are cut."""
PARTS = 7
"""The first bank of workings that the chart draws a later part from."""

_OF_A_PART = (CENTRE, LOWER, UPPER)
"""What the chart draws of each part."""

Place = tuple[int, int]


@dataclass(frozen=True)
class Bank(ABC):
    """The rows of a line's limits, and their workings from the column `workings` on.

    `line` is where the line's first point stands, and `points` how many there are. `rows` are the printed rows that
    there are. The workings of a row stand in banks of a cell a point: the first is what the chart draws, of the first
    of `parts`; those from PARTS on are what it draws of the others.
    """

    sheet: SheetBuilder
    line: Place
    workings: int
    points: int
    rows: Sequence[int]
    parts: int

    step: ClassVar[Place]
    """From one point of the line to the next: rows and columns."""

    @abstractmethod
    def _printed(self, row: int) -> Place:
        """Where the first point of a printed row stands."""

    @abstractmethod
    def _working(self, bank: int, row: int) -> Place:
        """Where the first point of a row's workings stands."""

    @abstractmethod
    def _sentence(self, nth: int) -> int:
        """The row of a sentence; those of change points follow the others."""

    @abstractmethod
    def labels(self) -> None:
        """Place what the printed rows are called."""

    def put(self, row: int, at: int, cell: Formula, style: str, number_format: str = "") -> Formula:
        """Place a point's cell of a printed row."""
        return self.sheet.put(*self._from(self._printed(row), at), cell, style, number_format)

    def printed(self, row: int, at: int) -> Formula:
        """A point's cell of a printed row that was placed before."""
        return self.sheet.placed(*self._from(self._printed(row), at))

    def say(self, row: int, item: Formula) -> None:
        """Place a sentence that always speaks."""
        self.sheet.put(self._sentence(self._sentences.index(row)), 0, item, "overflow")

    def say_if(self, row: int, item: Formula) -> None:
        """Place a sentence that may have nothing to say."""
        self.sheet.across(self._sentence(self._sentences.index(row)), item)

    def below(self, nth: int, item: Formula) -> None:
        """Place a paragraph below all rows."""
        self.sheet.across(self._sentence(len(self._sentences) + nth), item)

    def below_shown(self, rows: int) -> Formula:
        """How many of these paragraphs, every other of them, have something to say."""
        cells = [self.sheet.placed(self._sentence(len(self._sentences) + nth), 0) for nth in range(0, rows, 2)]
        text = "+".join(f"IF(LEN({cell.text})>0,1,0)" for cell in cells)
        return Formula(f"({text})", sum(cell.value != "" for cell in cells))

    def work(self, bank: int, row: int, label: str, cells: Sequence[Formula]) -> list[Formula]:
        """Place a row of workings, its label before it where there is room."""
        return [self.work_at(bank, row, label, at, cell) for at, cell in enumerate(cells)]

    def work_at(self, bank: int, row: int, label: str, at: int, cell: Formula) -> Formula:
        """Place a point's working; with the first its label."""
        first = self._working(bank, row)
        if bank and at == 0:
            self.sheet.put(*self._from(first, -1), label, "workings")
        return self.sheet.put(*self._from(first, at), cell, "workings")

    def address(self, bank: int, row: int, at: int) -> str:
        """Where a point's working stands."""
        return address(*self._from(self._working(bank, row), at))

    @property
    def series(self) -> tuple[SeriesPlan, ...]:
        """What the chart draws besides the line.

        Each part has series of its own, so that no line leads from one to the next. An edition, which has no workings,
        draws the printed rows.
        """
        first = [self._series(row, guide, 0) for row, guide in GUIDES.items() if row in self.rows]
        later = [self._series(row, GUIDES[row], PARTS + at) for at in range(self.parts - 1) for row in _OF_A_PART]
        return (*first, *later)

    def _series(self, row: int, guide: Guide, bank: int) -> SeriesPlan:
        name = self._from(self._printed(row), -1)
        on_page, drawn = self._span(self._printed(row)), self._span(self._working(bank, row))
        if guide is Guide.CHANGE:  # an edition has the words beside the line itself
            return SeriesPlan(name, drawn, False, self._span(self.line), guide, on_page)
        is_drawn_alone = guide is Guide.SIGNAL or bank > 0
        return SeriesPlan(name, on_page if row == TARGET else drawn, False, None if is_drawn_alone else on_page, guide)

    def _span(self, first: Place) -> Span:
        return Span(*first, *self._from(first, self.points - 1))

    def _from(self, first: Place, at: int) -> Place:
        return first[0] + at * self.step[0], first[1] + at * self.step[1]

    @property
    def _celled(self) -> list[int]:
        return [row for row in self.rows if row in LABELS]

    @property
    def _sentences(self) -> list[int]:
        return [row for row in self.rows if row not in LABELS]


@dataclass(frozen=True)
class Below(Bank):
    """Of a line across the page: a row each, from `row` on, and the sentences below them.

    The workings take all rows of the page that these have, with `further` ones for change points, before they go on to
    the right: a formula engine reads no more than 256 columns.
    """

    row: int
    further: int = 0

    step = (0, 1)

    def _printed(self, row: int) -> Place:
        return self.row + self._celled.index(row), self.line[1]

    def _working(self, bank: int, row: int) -> Place:
        slot = bank * len(self._celled) + self._celled.index(row)
        if bank >= PARTS:
            slot = PARTS * len(self._celled) + (bank - PARTS) * len(_OF_A_PART) + _OF_A_PART.index(row)
        across, down = divmod(slot, len(self.rows) + self.further)
        return self.row + down, self.workings + across * (self.points + 1)

    def _sentence(self, nth: int) -> int:
        return self.row + len(self._celled) + nth

    def labels(self) -> None:
        for row in self._celled:
            self.sheet.put(*self._from(self._printed(row), -1), LABELS[row], "grey text")


@dataclass(frozen=True)
class Beside(Bank):
    """Of a line down the page: a column each, from `column` on, and the sentences from the row `below` on."""

    column: int
    below_all: int

    step = (1, 0)

    def _printed(self, row: int) -> Place:
        return self.line[0], self.column + self._celled.index(row)

    def _working(self, bank: int, row: int) -> Place:
        return self.line[0], self.workings + bank * len(self._celled) + self._celled.index(row)

    def _sentence(self, nth: int) -> int:
        return self.below_all + nth

    def labels(self) -> None:
        """The table’s own header names its columns."""
