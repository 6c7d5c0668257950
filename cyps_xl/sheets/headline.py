"""The report's headline, read off the plan of the Indicators sheet: nothing is worked out twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cyps_xl.measures.direction import Direction
from cyps_xl.measures.rates import rounded
from cyps_xl.sheets.plan import CellPlan, ReportPlan, Scalar, Scorecard, SheetPlan

ARROWS: dict[Scalar, str] = {
    Direction.IMPROVED.value: "↑",
    Direction.MAINTAINED.value: "→",
    Direction.WITHIN_TOLERANCE.value: "↘",
    Direction.DECLINED.value: "↓",
}


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as it stands on the page; figures as published, as text."""

    no: str
    reference: str
    name: str
    previous: str
    current: str
    code: Scalar
    words: str

    @property
    def arrow(self) -> str:
        """The direction as one character: an arrow, ★ or –."""
        return ARROWS.get(self.code, str(self.code))


def indicator_lines(plan: ReportPlan) -> tuple[IndicatorLine, ...]:
    """Every indicator of the report, in its order."""
    return tuple(
        _line(cells, scorecard)
        for sheet in plan.sheets
        for scorecard in sheet.scorecards
        for cells in _rows_of(scorecard, sheet)
    )


def _rows_of(scorecard: Scorecard, sheet: SheetPlan) -> Iterator[dict[int, CellPlan]]:
    """The rows of its indicators, by column; not those of their explanations."""
    span = scorecard.span
    rows: dict[int, dict[int, CellPlan]] = {row: {} for row in range(span.first_row, span.last_row + 1)}
    for cell in sheet.cells:
        if cell.row in rows:
            rows[cell.row][cell.column] = cell
    yield from (cells for cells in rows.values() if cells[scorecard.no].value != "")


def _line(cells: dict[int, CellPlan], scorecard: Scorecard) -> IndicatorLine:
    def text(column: int) -> str:
        return published(cells[column])

    return IndicatorLine(
        no=text(scorecard.no),
        reference=text(scorecard.reference),
        name=text(scorecard.name),
        previous=text(scorecard.previous),
        current=text(scorecard.current),
        code=cells[scorecard.direction].value,
        words=text(scorecard.words).replace("\n", ", "),
    )


def published(cell: CellPlan) -> str:
    """A cell as it is read on the page: a number at the decimals of its format."""
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    if cell.number_format in ("", "General"):
        return f"{cell.value:.15g}"
    places = len(cell.number_format.rstrip("%").partition(".")[2])
    if cell.number_format.endswith("%"):
        return f"{rounded(cell.value * 100, places):.{places}f}%"
    return f"{rounded(cell.value, places):,.{places}f}"
