"""The indicators of a workbook: each with its rows of figures, by the rules that the report has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cyps_xl.definition.indicators import (
    counts_cases,
    is_comparable,
    is_reported,
    last_quarter_of,
    typed_in,
    typed_of,
    with_counts_elsewhere,
)
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES, INDICATORS, QUARTERLY
from cyps_xl.measures import indicators as measure
from cyps_xl.measures.chance import Chance
from cyps_xl.measures.direction import Direction
from cyps_xl.measures.indicators import Typed
from cyps_xl.measures.periods import Quarter
from cyps_xl.measures.rates import Figure


@dataclass(frozen=True)
class Indicator:
    """One indicator: its row, where its figures are, and the `rules` by which they are worked out and compared."""

    row: Row
    inputs: Inputs
    rules: measure.Indicator
    tolerance: float
    no: str
    reference: str
    quarterly: bool
    first_year: str

    @property
    def is_rate(self) -> bool:
        """Whether its figures are shares of 1, published in percent."""
        return self.rules.is_rate

    @property
    def decimals(self) -> int:
        """The published decimals."""
        return self.rules.decimals

    def typed(self, period: str, area: str = COUNCIL_AREA) -> Row | None:
        """The row of a period's figure."""
        return self.inputs[INDICATOR_VALUES].find(self.no, area, period)

    def figure(self, period: str, area: str = COUNCIL_AREA) -> Figure:
        """The figure of a period."""
        return self.rules.figure(self.typed_of(period, area))

    def typed_of(self, period: str, area: str = COUNCIL_AREA) -> Typed:
        """What is typed of a period, with the counts that stand elsewhere in the workbook where none is typed."""
        return typed_of(self.inputs, self.row, period, area)

    def figure_in(self, row: Row) -> Figure:
        """The figure that a row gives."""
        typed = typed_in(row)
        ours = row["Area"] == COUNCIL_AREA and row["Period"] is not None
        return self.rules.figure(
            with_counts_elsewhere(self.inputs, self.row, typed, str(row["Period"])) if ours else typed
        )

    def shown(self, figure: Figure) -> str:
        """A figure as an officer reads it."""
        return self.rules.shown(figure)

    def collected_in(self, period: str) -> bool:
        """Whether the indicator was collected in that period: already, and still."""
        quarter = last_quarter_of(period)
        return period[:7] >= self.first_year and (quarter is None or is_reported(self.row, quarter))

    def is_comparable(self, quarter: Quarter) -> bool:
        """Whether a quarter's figure can be compared with that of a year earlier."""
        return is_comparable(self.row, quarter)

    def direction(self, quarter: Quarter) -> Direction:
        """The direction of improvement against the same quarter a year earlier."""
        if not is_reported(self.row, quarter):
            return Direction.NOT_COMPARABLE
        now, before = self.figure(quarter.period), self.figure(quarter.last_year.period)
        return replace(self.rules, comparable=self.is_comparable(quarter)).direction(now, before, self.tolerance)

    def chance(self, quarter: Quarter) -> Chance | None:
        """Whether its change against the same quarter a year earlier could be chance; None where nothing is said."""
        now, before = (self.typed_of(one.period) for one in (quarter, quarter.last_year))
        return self.rules.chance(now, before, self.direction(quarter))

    def against(self, area: str, year: str) -> tuple[Direction, Chance | None]:
        """How it stands against an area in a full year, and whether that could be chance."""
        own, other = self.typed_of(year), self.typed_of(year, area)
        figure = self.rules.figure(other)
        direction = self.rules.against(self.rules.figure(own), figure)
        return direction, self.rules.chance_against(own, other, figure, direction)

    def stands_worse_than(self, area: str, quarter: Quarter) -> bool:
        """Whether its arrow is worse than an area's in the latest full year, be it by chance or not."""
        direction, _ = self.against(area, quarter.last_year.year)
        return is_reported(self.row, quarter) and direction is Direction.DECLINED

    def is_worse_than(self, area: str, quarter: Quarter) -> bool:
        """Whether it stands worse than an area in the latest full year, by more than chance."""
        _, chance = self.against(area, quarter.last_year.year)
        return self.stands_worse_than(area, quarter) and chance is Chance.MORE


def indicators_of(inputs: Inputs, tolerance: float) -> tuple[Indicator, ...]:
    """Every indicator whose own rules could be read, in the order of the report."""
    needed = ("No", "Unit", "Better when", "Reported", "Decimals", "Tolerance", "Comparable")
    return tuple(
        Indicator(
            row=row,
            inputs=inputs,
            rules=measure.Indicator.of(
                unit=row["Unit"],
                decimals=row["Decimals"],
                better=row["Better when"],
                measured=row["Tolerance"],
                comparable=row["Comparable"],
                counts_cases=counts_cases(row, inputs.catalogue),
            ),
            tolerance=tolerance,
            no=str(row["No"]),
            reference=str(row["Reference"] or ""),
            quarterly=row["Reported"] == QUARTERLY,
            first_year=str(row["First year"] or ""),
        )
        for row in inputs[INDICATORS]
        if all(row[heading] is not None for heading in needed)
    )


def figure_named(row: Row) -> str:
    """Which figure a row of Indicator values holds: "Indicator 4, 2017-18 Q3"."""
    area = "" if row["Area"] == COUNCIL_AREA else f"{row['Area']}, "
    return f"Indicator {row['Indicator']}, {area}{row['Period']}"
