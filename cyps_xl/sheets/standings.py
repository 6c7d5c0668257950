"""What another sheet reads of a scorecard: the names of its columns, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cyps_xl.sheets.formulas import Formula
from cyps_xl.sheets.plan import Scalar, Scorecard, ScorecardRanges, SheetPlan


@dataclass(frozen=True)
class Standing:
    """A scorecard that the page tells of: its sheet, the names of its columns, and what stands in them."""

    plan: SheetPlan
    ranges: ScorecardRanges
    columns: Mapping[str, tuple[Scalar, ...]]

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the indicators' rows, from 1: those between are of their explanations."""
        return tuple(at for at, no in enumerate(self.columns["no"], start=1) if no != "")

    def chosen(self, what: str, row: Formula, further: int = 0) -> Formula:
        """A cell of a column, by the number of its row, or one so much further down."""
        at = f"{row.text}+{further}" if further else row.text
        held, number = self.columns[what], int(row.figure or 0) + further
        value = held[number - 1] if 1 <= number <= len(held) else ""
        return Formula(f"INDEX({self.ranges.prefix}{what},{at})", value)


def standings_of(plan: SheetPlan) -> Iterator[Standing]:
    """The scorecards of a sheet that have indicators."""
    values = {(cell.row, cell.column): cell.value for cell in plan.cells}
    for scorecard in plan.scorecards:
        if scorecard.ranges is not None:
            yield Standing(plan, scorecard.ranges, _columns(scorecard, plan, values))


def _columns(
    scorecard: Scorecard, plan: SheetPlan, values: Mapping[tuple[int, int], Scalar]
) -> dict[str, tuple[Scalar, ...]]:
    assert scorecard.ranges is not None
    prefix = scorecard.ranges.prefix
    ranges = {name.removeprefix(prefix): span for name, span in plan.ranges.items() if name.startswith(prefix)}
    return {what: tuple(values.get(place, "") for place in span.cells) for what, span in ranges.items()}
