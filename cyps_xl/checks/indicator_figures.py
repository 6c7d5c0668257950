"""An indicator's figure and direction, worked out from the inputs as the report's own formulas do."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.inputs.records import Inputs, Row, Value
from cyps_xl.inputs.tables.indicators import (
    COUNCIL_AREA,
    INDICATOR_VALUES,
    INDICATORS,
    QUARTERLY,
    UNIT_PERCENT,
)
from cyps_xl.measures.direction import Better, Direction, Measured, direction
from cyps_xl.measures.periods import Quarter
from cyps_xl.measures.rates import Figure, ratio, rounded
from cyps_xl.settings import Settings


@dataclass(frozen=True)
class Indicator:
    """One indicator's rules, and where to find its figures.

    `decimals` are the published ones; a rate's figure is a share of 1 and published in percent.
    """

    row: Row
    inputs: Inputs
    tolerance: float
    no: str
    reference: str
    is_rate: bool
    decimals: int
    quarterly: bool
    first_year: str

    def typed(self, period: str, area: str = COUNCIL_AREA) -> Row | None:
        """The row of a period's figure."""
        return self.inputs[INDICATOR_VALUES].find(self.no, area, period)

    def figure(self, period: str, area: str = COUNCIL_AREA) -> Figure:
        """The figure of a period: number ÷ out of where both are there, else the published value."""
        row = self.typed(period, area)
        return None if row is None else self.figure_in(row)

    def figure_in(self, row: Row) -> Figure:
        """The figure that a row gives."""
        part, whole, value = (number(row[heading]) for heading in ("Numerator", "Denominator", "Value"))
        if part is not None and whole is not None:
            return ratio(part, whole)
        return value / 100 if value is not None and self.is_rate else value

    def published(self, figure: float) -> float:
        """A figure as printed: 62.0 for a share of 0.61968."""
        return rounded(figure * 100 if self.is_rate else figure, self.decimals)

    def shown(self, figure: Figure) -> str:
        """A figure as an officer reads it."""
        if figure is None:
            return "–"
        return f"{self.published(figure):,.{self.decimals}f}{'%' if self.is_rate else ''}"

    def collected_in(self, period: str) -> bool:
        """Whether the indicator was collected in that period already."""
        return period[:7] >= self.first_year

    def direction(self, quarter: Quarter) -> Direction:
        """The direction of improvement against the same quarter a year earlier."""
        return direction(
            self.figure(quarter.period),
            self.figure(quarter.last_year.period),
            better=Better(self.row["Better when"]),
            decimals=self.decimals + (2 if self.is_rate else 0),
            tolerance=self.tolerance,
            measured=Measured(self.row["Tolerance"]),
            is_rate=self.is_rate,
            comparable=self.row["Comparable"] == "yes",
        )


def indicators_of(inputs: Inputs, settings: Settings) -> tuple[Indicator, ...]:
    """Every indicator whose own rules could be read, in the order of the report."""
    needed = ("No", "Unit", "Better when", "Reported", "Decimals", "Tolerance", "Comparable")
    return tuple(
        Indicator(
            row=row,
            inputs=inputs,
            tolerance=settings.tolerance,
            no=str(row["No"]),
            reference=str(row["Reference"] or ""),
            is_rate=row["Unit"] == UNIT_PERCENT,
            decimals=int(number(row["Decimals"]) or 0),
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


def number(value: Value) -> Figure:
    """A cell as a figure; None for an empty one, and for text."""
    return value if isinstance(value, int | float) else None


def quarter_of(period: str) -> Quarter | None:
    """The quarter with which a period ends: the fourth for a full year; None when it is no period."""
    try:
        return Quarter.parse(period if " Q" in period else f"{period} Q4")
    except ValueError:
        return None
