"""An indicator's own rules: what its figure is, how it is printed, and which way it has gone.

The one home of an indicator's figure and direction. The report's formulas are proved against
it, the checks look at what it says, and a new unit is a line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cyps_xl.measures import direction as measure
from cyps_xl.measures.chance import Chance, from_a_known, is_part_of, is_rate_of, newcombe, rate_interval
from cyps_xl.measures.direction import Better, Direction, Measured
from cyps_xl.measures.funnel import Share
from cyps_xl.measures.rates import Figure, ratio, rounded

NO_FIGURE = "–"
"""What stands where a figure is not there."""


class Unit(Enum):
    """What an indicator's figure is; the value is the word on Indicators."""

    PERCENT = "percent"
    DAYS = "days"
    NUMBER = "number"
    PER_1000 = "per 1000"
    PER_10000 = "per 10000"  # without a comma, which parts the choices of a drop-down list in Excel

    @property
    def per(self) -> int:
        """How many of a population a rate is given for; 1 for what is no such rate."""
        return {Unit.PER_1000: 1_000, Unit.PER_10000: 10_000}.get(self, 1)

    @property
    def is_compared(self) -> bool:
        """Whether its counts tell how far chance carries it beside another area's: a share's, a rate's."""
        return self is Unit.PERCENT or self.per > 1

    @property
    def accumulates(self) -> bool:
        """Whether a figure to date grows through the year, as a number does, and as many per 1,000 of a population.

        A share or an average goes on as it is.
        """
        return self is Unit.NUMBER or self.per > 1


Counts = tuple[float, float]
"""The part and the whole of a share; the count of a rate, and what it is per."""


@dataclass(frozen=True)
class Typed:
    """What is typed of an indicator for one period: its counts, or the published value, in percent for a rate."""

    numerator: Figure = None
    denominator: Figure = None
    value: Figure = None

    @property
    def has_both_counts(self) -> bool:
        """Whether numerator and denominator are both there."""
        return self.numerator is not None and self.denominator is not None

    @property
    def counts(self) -> Counts:
        """Both counts, 0 for one that is not there."""
        return self.numerator or 0, self.denominator or 0

    @property
    def is_share(self) -> bool:
        """Whether the two counts make a share."""
        return is_part_of(self.numerator, self.denominator)

    @property
    def is_event_rate(self) -> bool:
        """Whether the two counts make a rate of events, per so many of a population."""
        return is_rate_of(self.numerator, self.denominator)


@dataclass(frozen=True)
class Indicator:
    """How one indicator is worked out, printed and compared.

    `decimals` are those published: of the percentage where it is a rate, whose figure is a
    share of 1. `target` is a bound: the least figure where higher is better, the most where
    lower is; with `target_to` it is the lower end of a range. Both are as figures are, a rate's
    a share of 1. `counts_cases` says whether its numbers are of things that happen to one or another
    by chance: not pounds, nor how many there are on a day.
    """

    unit: Unit
    decimals: int
    better: Better
    measured: Measured = Measured.RELATIVE
    comparable: bool = True
    target: Figure = None
    target_to: Figure = None
    counts_cases: bool = True

    @classmethod
    def of(
        cls,
        *,
        unit: object,
        decimals: object,
        better: object,
        measured: object,
        comparable: object,
        target: object = None,
        target_to: object = None,
        counts_cases: bool = True,
    ) -> Indicator:
        """The rules as an indicator's row holds them; an empty cell means what the report's formulas take it for.

        A target is given as it is typed, a rate's in percent.
        """
        known = Unit(unit) if unit in [one.value for one in Unit] else Unit.NUMBER
        return cls(
            unit=known,
            decimals=int(decimals) if isinstance(decimals, int | float) else 0,
            better=Better(better) if better in (Better.HIGHER.value, Better.NEITHER.value) else Better.LOWER,
            measured=Measured.POINTS if measured == Measured.POINTS.value else Measured.RELATIVE,
            comparable=comparable != "no",
            target=_as_figure(target, known),
            target_to=_as_figure(target_to, known),
            counts_cases=counts_cases,
        )

    @property
    def is_rate(self) -> bool:
        """Whether the figure is a share, printed in percent."""
        return self.unit is Unit.PERCENT

    @property
    def is_ratio(self) -> bool:
        """Whether the figure may be worked out from two counts: a rate or an average is, a plain number is not."""
        return self.unit is not Unit.NUMBER

    @property
    def per(self) -> int:
        """How many of a population its rate is given for; 1 for what is no such rate."""
        return self.unit.per

    @property
    def accumulates(self) -> bool:
        """Whether a figure to date grows through the year by itself."""
        return self.unit.accumulates

    @property
    def printed_as(self) -> int:
        """What a figure is multiplied by when it is printed."""
        return 100 if self.is_rate else 1

    @property
    def places(self) -> int:
        """The decimals of the figure itself: two more than printed for a rate, 97.6% being 0.976."""
        return self.decimals + (2 if self.is_rate else 0)

    def figure(self, typed: Typed) -> Figure:
        """The figure: numerator ÷ denominator where both are there, for as many as the unit says, else the value.

        A number is no quotient: of two counts it would not say which is meant, so only its
        value counts. None where nothing is typed, or where the denominator is 0.
        """
        if typed.has_both_counts and self.is_ratio:
            return ratio(None if typed.numerator is None else typed.numerator * self.per, typed.denominator)
        return None if typed.value is None else typed.value / self.printed_as if self.is_rate else typed.value

    def published(self, figure: float) -> float:
        """A figure as printed: 62.0 for a share of 0.61968."""
        return rounded(figure * self.printed_as, self.decimals)

    def shown(self, figure: Figure) -> str:
        """A figure as an officer reads it."""
        if figure is None:
            return NO_FIGURE
        return f"{self.published(figure):,.{self.decimals}f}{'%' if self.is_rate else ''}"

    def gain(self, current: Figure, previous: Figure) -> Figure:
        """The change from the previous figure as published, above 0 when for the better; None without both."""
        if current is None or previous is None:
            return None
        return measure.gain(current, previous, self.better, self.places)

    def direction(self, current: Figure, previous: Figure, tolerance: float) -> Direction:
        """The direction of improvement from the previous figure to the current one."""
        return measure.direction(
            current,
            previous,
            better=self.better,
            decimals=self.places,
            tolerance=tolerance,
            measured=self.measured,
            is_rate=self.is_rate,
            comparable=self.comparable,
        )

    def chance(self, now: Typed, before: Typed, direction: Direction) -> Chance | None:
        """Whether a change could be chance; None of what has no counts, or where nothing changed.

        A share is held against the other by the interval of their difference, a number as a count of events, and so a
        rate per population. An average has no counts that tell how far it varies.
        """
        if not direction.is_change or not self.counts_cases:
            return None
        if self.per > 1:
            both = now.is_event_rate and before.is_event_rate
            return Chance.of_rates(now.counts, before.counts) if both else None
        if self.is_rate and now.is_share and before.is_share:
            return Chance.of(newcombe(now.counts, before.counts))
        return Chance.of_counts(self.figure(now), self.figure(before)) if self.unit is Unit.NUMBER else None

    def chance_against(
        self, own: Typed, other: Typed, figure: Figure, direction: Direction, rounded_to: float = 0
    ) -> Chance | None:
        """Whether how a rate stands against another area's could be chance; None of what has no counts of our own.

        An area of which no counts are there, such as a whole country, is taken as its `figure` says it. Of one whose
        counts are rounded, nothing is said that `rounded_to` could turn.
        """
        if not (self.counts_cases and direction.is_change) or figure is None:
            return None
        if self.per > 1:
            return self._rate_against(own, other, figure, rounded_to) if own.is_event_rate else None
        if not (self.is_rate and own.is_share):
            return None
        if not other.is_share:
            return Chance.of(from_a_known(own.counts, figure))
        return self._however_rounded(own, other.counts, rounded_to)

    def _however_rounded(self, own: Typed, counts: Counts, rounded_to: float) -> Chance | None:
        found = self.chance_beside(own, counts)
        ends = {self.chance_beside(own, one) for one in self.as_rounded(counts, rounded_to)}
        return found if ends == {found} else None

    def chance_beside(self, own: Typed, counts: Counts) -> Chance | None:
        """What our own counts say beside an area's, which need not be whole ones; None of too many."""
        if self.per > 1:
            return Chance.of_rates(own.counts, counts)
        return Chance.of(newcombe(own.counts, counts))

    def as_rounded(self, counts: Counts, rounded_to: float) -> tuple[Counts, Counts]:
        """The counts of the highest and of the lowest figure that rounding leaves open.

        Rates per population are compared by whole counts, and so are these.
        """
        share = Share(*counts, rounded_to)
        if self.per == 1:
            return share.highest, share.lowest
        (number, base), off = counts, rounded_to // 2
        return (number + off, max(base - off, base / 2)), (max(number - off, 0), base + off)

    def _rate_against(self, own: Typed, other: Typed, figure: float, rounded_to: float) -> Chance | None:
        """The same of a rate per population: by both counts, or by whether its interval holds the other's figure."""
        if other.is_event_rate:
            return self._however_rounded(own, other.counts, rounded_to)
        count, base = own.counts
        found = rate_interval(int(count), base / self.per)
        return Chance.COULD_BE if found.holds(figure) else Chance.MORE

    def against(self, own: Figure, other: Figure) -> Direction:
        """The council's figure against that of another area."""
        return measure.against(own, other, better=self.better, decimals=self.places)

    def meets_target(self, figure: Figure) -> bool | None:
        """Whether a figure, as published, is within the bound or the range; None without a figure or a target.

        Where neither way is good, a single target is met by that very figure.
        """
        if figure is None or self.target is None:
            return None
        now, bound = rounded(figure, self.places), rounded(self.target, self.places)
        if self.target_to is not None:
            return bound <= now <= rounded(self.target_to, self.places)
        if self.better is Better.NEITHER:
            return now == bound
        return now >= bound if self.better is Better.HIGHER else now <= bound


def _as_figure(typed: object, unit: Unit) -> Figure:
    """A target as typed, as figures are: a rate's percent as a share of 1."""
    if not isinstance(typed, int | float):
        return None
    return typed / 100 if unit is Unit.PERCENT else typed


def a_count(better: Better, decimals: int = 0) -> Indicator:
    """How a plain count, an average or an amount is compared: as printed, and relative to what it was."""
    return Indicator(Unit.NUMBER, decimals, better)


def a_rate(better: Better, decimals: int) -> Indicator:
    """How a share is compared that is printed in percent at so many decimals: in percentage points."""
    return Indicator(Unit.PERCENT, decimals, better, Measured.POINTS)
