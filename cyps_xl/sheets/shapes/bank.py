"""The rows of limits below a line, and the workings beside them: which there are, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.formulas import Formula
from cyps_xl.sheets.plan import Guide, SeriesPlan, Span

CENTRE, LOWER, UPPER, MARKS, TARGET, CHANGE, SAID, VARIATION, ASSURANCE, ALSO = range(10)

ALWAYS = (CENTRE, LOWER, UPPER, MARKS, SAID)
"""The rows that all limits have, in the order of the page; the workings stand beside the first four."""

LABELS = {
    CENTRE: "Centre",
    LOWER: "Lower limit",
    UPPER: "Upper limit",
    MARKS: "More than chance",
    TARGET: "Target",
    CHANGE: "Change",
}
GUIDES = {
    CENTRE: Guide.CENTRE,
    LOWER: Guide.LIMIT,
    UPPER: Guide.LIMIT,
    MARKS: Guide.SIGNAL,
    TARGET: Guide.TARGET,
    CHANGE: Guide.CHANGE,
}
PARTS = 5
"""The first bank of workings that the chart draws a later part from."""


@dataclass(frozen=True)
class Bank:
    """The rows below a line, from `row` on, and the workings beside them, from the column `workings` on.

    `line` is the line's own row.
    `rows` are the printed rows that there are. The workings of a row stand in banks of a cell a month: the first is
    what the chart draws, of the first of `parts`; those from PARTS on are what it draws of the others.
    """

    sheet: SheetBuilder
    row: int
    line: int
    workings: int
    months: int
    rows: Sequence[int] = ALWAYS
    parts: int = 1

    def put(self, row: int, month: int, cell: Formula, style: str, number_format: str = "") -> Formula:
        """Place a month's cell of a printed row."""
        return self.sheet.put(self._at(row), 1 + month, cell, style, number_format)

    def printed(self, row: int, month: int) -> Formula:
        """A month's cell of a printed row that was placed before."""
        return self.sheet.placed(self._at(row), 1 + month)

    def say(self, row: int, item: Formula) -> None:
        """Place a sentence that always speaks."""
        self.sheet.put(self._at(row), 0, item, "overflow")

    def say_if(self, row: int, item: Formula) -> None:
        """Place a sentence that may have nothing to say."""
        self.sheet.across(self._at(row), item)

    def below(self, nth: int, item: Formula) -> None:
        """Place a paragraph below all rows."""
        self.sheet.across(self.row + len(self.rows) + nth, item)

    def below_shown(self, rows: int) -> Formula:
        """How many of these paragraphs, every other of them, have something to say."""
        places = range(self.row + len(self.rows), self.row + len(self.rows) + rows, 2)
        cells = [self.sheet.placed(row, 0) for row in places]
        text = "+".join(f"IF(LEN({cell.text})>0,1,0)" for cell in cells)
        return Formula(f"({text})", sum(cell.value != "" for cell in cells))

    def work(self, bank: int, row: int, label: str, cells: Sequence[Formula]) -> list[Formula]:
        """Place a row of workings, its label before it where there is room."""
        return [self.work_at(bank, row, label, at, cell) for at, cell in enumerate(cells)]

    def work_at(self, bank: int, row: int, label: str, month: int, cell: Formula) -> Formula:
        """Place a month's working; with the first its label."""
        if bank and month == 0:
            self.sheet.put(self._at(row), self._column(bank, -1), label, "workings")
        return self.sheet.put(self._at(row), self._column(bank, month), cell, "workings")

    def address(self, bank: int, row: int, month: int) -> str:
        """Where a month's working stands."""
        return address(self._at(row), self._column(bank, month))

    def _at(self, row: int) -> int:
        return self.row + self.rows.index(row)

    def _column(self, bank: int, month: int) -> int:
        return self.workings + bank * (self.months + 1) + month

    def labels(self) -> None:
        """Place what the printed rows are called."""
        for row, label in LABELS.items():
            if row in self.rows:
                self.sheet.put(self._at(row), 0, label, "grey text")

    @property
    def series(self) -> tuple[SeriesPlan, ...]:
        """What the chart draws besides the line.

        Each part has series of its own, so that no line leads from one to the next. An edition, which has no workings,
        draws the printed rows.
        """
        first = [self._series(row, guide, 0) for row, guide in GUIDES.items() if row in self.rows]
        later = [
            self._series(row, GUIDES[row], PARTS + at) for at in range(self.parts - 1) for row in (CENTRE, LOWER, UPPER)
        ]
        return (*first, *later)

    def _series(self, row: int, guide: Guide, bank: int) -> SeriesPlan:
        at, first = self._at(row), self._column(bank, 0)
        on_page, drawn = Span(at, 1, at, self.months), Span(at, first, at, first + self.months - 1)
        if guide is Guide.CHANGE:  # an edition has the words beside the line itself
            return SeriesPlan((at, 0), drawn, False, Span(self.line, 1, self.line, self.months), guide, on_page)
        is_drawn_alone = guide is Guide.SIGNAL or bank > 0
        return SeriesPlan(
            (at, 0), on_page if row == TARGET else drawn, False, None if is_drawn_alone else on_page, guide
        )
