"""Published counts added up, indicator by indicator and period by period; what cannot be added, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cyps_xl.combining.bounds import Bounds, Impossible, Share, added, at_places, exact, printed_alike, rate
from cyps_xl.combining.bounds import rounded as rounded_to
from cyps_xl.combining.bounds import withheld as not_told
from cyps_xl.combining.definitions import AcrossCouncils, across_councils
from cyps_xl.combining.expected import Expected
from cyps_xl.combining.published import Counts, Edition, Published, Told
from cyps_xl.errors import Blocked, Problem
from cyps_xl.measures.indicators import Indicator, Unit
from cyps_xl.printed.described import Described, Measure
from cyps_xl.printed.names import WITHHELD

LEAST = 2
"""Councils whose figures make a sum: one alone is that council's own figure."""


@dataclass(frozen=True)
class Part:
    """What a council brings to a figure: what it published of it, and what that may be."""

    council: str
    edition: Edition
    counts: Counts
    share: Share

    @property
    def told(self) -> tuple[Told, ...]:
        """How the counts that make the figure are published."""
        if self.counts.figure.told is not Told.NOT and self.counts.number.told is Told.NOT:
            return (self.counts.figure.told,)
        return (self.counts.number.told, self.counts.out_of.told)

    @property
    def withholds_number(self) -> bool:
        """Whether its number is not told, whatever is of that which it is out of."""
        return self.told[0] is Told.WITHHELD


@dataclass(frozen=True)
class Sum:
    """A figure of all councils together, or of those that have it.

    `called` is what sentences call its indicator. `missing` are the councils that are expected and bring nothing, each
    with the reason. A plain number has its sum under `number` and no rate.
    """

    measure: Measure
    called: str
    period: str
    parts: tuple[Part, ...]
    missing: Mapping[str, str] = field(hash=False)

    @property
    def unit(self) -> Unit:
        """Its unit."""
        return Unit(self.measure.unit)

    @property
    def number(self) -> Bounds:
        """The sum of the numerators, or of plain numbers."""
        return added(part.share for part in self.parts).number

    @property
    def out_of(self) -> Bounds | None:
        """The sum of the denominators; None of a plain number."""
        return None if self.unit is Unit.NUMBER else added(part.share for part in self.parts).out_of

    @property
    def rate(self) -> Bounds | None:
        """The figure as it is printed but for its decimals, a percentage in percent; None where nobody is counted."""
        if self.unit is Unit.NUMBER:
            return self.number
        found = rate(part.share for part in self.parts)
        if found is None:
            return None
        per = Indicator.of(unit=self.measure.unit, decimals=0, better=None, measured=None, comparable=None)
        times = per.printed_as * per.per
        return Bounds(found.low * times, None if found.high is None else found.high * times)

    @property
    def printed(self) -> Fraction | None:
        """The figure as it is printed, where all that it may be is printed alike."""
        return None if self.rate is None else printed_alike(self.rate, self.measure.decimals)

    @property
    def shown(self) -> Bounds | None:
        """The ends of what it may be, at its decimals."""
        return None if self.rate is None else at_places(self.rate, self.measure.decimals)

    @property
    def is_exact(self) -> bool:
        """Whether its counts are known."""
        return self.number.agreed is not None and (self.out_of is None or self.out_of.agreed is not None)

    @property
    def number_if_small(self) -> Bounds | None:
        """The number, were every one that is withheld below the smallest count shown: what nobody says. None where
        none is withheld, or an edition withholds none for that."""
        found = exact(0)
        for part in self.parts:
            number, smallest = part.share.number, part.edition.described.smallest
            if part.withholds_number:
                if smallest is None or smallest <= number.low:
                    return None
                most = Fraction(smallest - 1)
                number = Bounds(number.low, most if number.high is None else min(most, number.high))
            found += number
        return found if any(part.withholds_number for part in self.parts) else None

    @property
    def is_withheld(self) -> bool:
        """Whether a council withholds a count of it."""
        return any(Told.WITHHELD in part.told for part in self.parts)


@dataclass(frozen=True)
class NotAdded:
    """A figure that was not added up, and why; `period` is "" where none of its periods was."""

    measure: Measure
    called: str
    period: str
    why: str


@dataclass(frozen=True)
class Totals:
    """The sums, and what was not added."""

    sums: tuple[Sum, ...]
    refused: tuple[NotAdded, ...]


def add_up(editions: Mapping[str, Edition], expected: Expected) -> Totals:
    """The figures of all councils together. Raises Blocked where a file's counts cannot be."""
    adder = _Adder(editions, expected)
    for indicator in across_councils({council: tuple(edition.figures) for council, edition in editions.items()}):
        adder.take(indicator)
    if adder.problems:
        raise Blocked("Not all of the folder can be added up. Nothing was written.", adder.problems)
    return Totals(tuple(adder.sums), tuple(adder.refused))


class _Adder:
    """Sums being made, indicator by indicator."""

    def __init__(self, editions: Mapping[str, Edition], expected: Expected) -> None:
        self._editions, self._expected = editions, expected
        self.sums: list[Sum] = []
        self.refused: list[NotAdded] = []
        self.problems: list[Problem] = []

    def take(self, indicator: AcrossCouncils) -> None:
        """Every period of an indicator, or none of them where councils do not mean the same by it."""
        if indicator.told_apart:
            self.refused.append(NotAdded(indicator.first, indicator.called, "", "; ".join(indicator.told_apart)))
            return
        for period in sorted({period for _, one in self._of_councils(indicator) for period in one}):
            self._add(indicator, period)

    def _of_councils(self, indicator: AcrossCouncils) -> Iterator[tuple[str, Mapping[str, Counts]]]:
        for council, measure in indicator.named.items():
            yield council, self._editions[council].figures[measure]

    def _add(self, indicator: AcrossCouncils, period: str) -> None:
        counts = {council: one.get(period) for council, one in self._of_councils(indicator)}
        parts: list[Part] = []
        missing: dict[str, str] = {}
        before = len(self.problems)
        for council in self._expected.councils:
            why = _why_missing(council, self._editions, counts, indicator.measure)
            found = counts.get(council)
            if why or found is None:
                missing[council] = why
            else:
                parts += self._parts(council, found, indicator.measure, period)
        if len(self.problems) > before:
            return
        if len(parts) >= LEAST:
            self.sums.append(Sum(indicator.measure, indicator.called, period, tuple(parts), missing))
        else:
            self.refused.append(NotAdded(indicator.measure, indicator.called, period, _why_not(missing)))

    def _parts(self, council: str, counts: Counts, measure: Measure, period: str) -> Iterator[Part]:
        edition = self._editions[council]
        try:
            yield Part(council, edition, counts, share_of(counts, measure, edition.described))
        except Impossible:
            self.problems.append(
                Problem(
                    f"{edition.name}, row {counts.number.row}",
                    f"{measure.called}, {period}: its number is larger than what it is out of.",
                    "Download the file again; if it is so still, tell the council.",
                )
            )


NO_EDITION = "no edition"
NOT_IN_EDITION = "not in its edition"
NOT_OF_PERIOD = "not of this period"
WITHOUT_COUNTS = "published without its counts"


def _why_missing(
    council: str, editions: Mapping[str, Edition], counts: Mapping[str, Counts | None], measure: Measure
) -> str:
    """Why a council brings nothing to a figure; "" where it brings something."""
    if council not in editions:
        return NO_EDITION
    if council not in counts:
        return NOT_IN_EDITION
    found = counts[council]
    if found is None:
        return NOT_OF_PERIOD
    needed = (found.figure,) if measure.unit == Unit.NUMBER.value else (found.number, found.out_of)
    return WITHOUT_COUNTS if any(one.told is Told.NOT for one in needed) else ""


def _why_not(missing: Mapping[str, str]) -> str:
    """Why too few councils bring anything."""
    without = sum(why == WITHOUT_COUNTS for why in missing.values())
    if without:
        return f"published without its counts by {'1 council' if without == 1 else f'{without} councils'}"
    return "published by one council alone"


def share_of(counts: Counts, measure: Measure, described: Described) -> Share:
    """What a council's counts may be. Raises Impossible."""
    unit = Unit(measure.unit)
    if unit is Unit.NUMBER:
        return Share.of(_bounds(counts.figure, described, measure.decimals == 0), exact(1), is_part=False)
    number = _bounds(counts.number, described, unit is not Unit.DAYS)
    return Share.of(number, _bounds(counts.out_of, described, True), is_part=unit is Unit.PERCENT)


def _bounds(published: Published, described: Described, counts_people: bool) -> Bounds:
    """What a published count may be. Where small numbers are withheld a nought is always shown, so one that is not
    told is 1 at least; rounded editions leave out a figure whatever it is."""
    if published.number is None:
        return not_told(int(counts_people and described.small_numbers == WITHHELD))
    if published.told is Told.ROUNDED:
        assert described.rounded_to is not None  # read_edition refuses it otherwise
        return rounded_to(published.number, described.rounded_to)
    return exact(published.number)
