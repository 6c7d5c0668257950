"""The indicators as the checks look at them: each with its rows of figures, by the rules that the report has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cyps_xl.definition.indicator_counts import count_of
from cyps_xl.definition.indicator_time import is_comparable, is_reported
from cyps_xl.inputs.records import Inputs, Row, Value
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES, INDICATORS, QUARTERLY
from cyps_xl.measures import indicators as measure
from cyps_xl.measures.direction import Direction
from cyps_xl.measures.indicators import Typed
from cyps_xl.measures.periods import Quarter, quarter_of
from cyps_xl.measures.rates import Figure
from cyps_xl.settings import Settings


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
        """The figure of a period, as the report shows it: typed, or of counts that stand elsewhere."""
        row = self.typed(period, area)
        typed = Typed() if row is None else typed_in(row)
        return self.rules.figure(typed if area != COUNCIL_AREA else self._counted(typed, period))

    def _counted(self, typed: Typed, period: str) -> Typed:
        """What is typed, and in place of counts that are not, those that stand elsewhere."""
        found = (
            self._elsewhere(heading, period) if count is None else count
            for heading, count in (("Numerator", typed.numerator), ("Denominator", typed.denominator))
        )
        return replace(typed, **dict(zip(("numerator", "denominator"), found, strict=True)))

    def _elsewhere(self, heading: str, period: str) -> Figure:
        written = self.counted_from(heading)
        return count_of(self.inputs, written, self.row["Period basis"], period) if written else None

    def counted_from(self, heading: str) -> str:
        """Where a count stands that is not typed on Indicator values, for "Numerator" or "Denominator"; else ""."""
        return str(self.row.values.get(f"{heading} from") or "")

    def has(self, period: str) -> bool:
        """Whether there is a row of the period's figure, or a figure without one."""
        return self.typed(period) is not None or self.figure(period) is not None

    def figure_in(self, row: Row) -> Figure:
        """The figure that a row gives."""
        return self.rules.figure(typed_in(row))

    def shown(self, figure: Figure) -> str:
        """A figure as an officer reads it."""
        return self.rules.shown(figure)

    def collected_in(self, period: str) -> bool:
        """Whether the indicator was collected in that period: already, and still."""
        quarter = quarter_of(period)
        return period[:7] >= self.first_year and (quarter is None or is_reported(self.row, quarter))

    def is_comparable(self, quarter: Quarter) -> bool:
        """Whether a quarter's figure can be compared with that of a year earlier."""
        return is_comparable(self.row, quarter)

    def direction(self, quarter: Quarter) -> Direction:
        """The direction of improvement against the same quarter a year earlier."""
        now, before = self.figure(quarter.period), self.figure(quarter.last_year.period)
        rules = replace(self.rules, comparable=self.is_comparable(quarter))
        return rules.direction(now, before, self.tolerance)


def typed_in(row: Row) -> Typed:
    """What a row of Indicator values holds."""
    return Typed(number(row["Numerator"]), number(row["Denominator"]), number(row["Value"]))


def indicators_of(inputs: Inputs, settings: Settings) -> tuple[Indicator, ...]:
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
            ),
            tolerance=settings.tolerance,
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


def number(value: Value) -> Figure:
    """A cell as a figure; None for an empty one, and for text."""
    return value if isinstance(value, int | float) else None
