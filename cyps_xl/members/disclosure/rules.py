"""What readers know without being told: how the council's counts hang together.

A rule that the figures themselves break (a typed total that is not the sum of its outcomes,
accepted as it stands) is left out: who relied on it would find a wrong number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.children import LOOKED_AFTER, REGISTRATIONS
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES, INDICATORS
from cyps_xl.inputs.tables.quality import COMPLAINTS, OTHER, TOTAL
from cyps_xl.measures.periods import Quarter, add_months, first_year_of
from cyps_xl.members.disclosure.counts import InputCell
from cyps_xl.members.disclosure.facts import Fact, Figure, adds_up
from cyps_xl.members.disclosure.page_facts import PageFacts

YEAR_TO_DATE = "year to date"
KEPT_AT_HOME, RE_REGISTERED, THREE_PLACEMENTS = "PI 25", "PI 27", "PI 33"


def add_rules(page: PageFacts, inputs: Inputs) -> None:
    """Add every rule that bears on the figures the report tells."""
    for rule in (_register, _outcomes, _complaints_to_date, _indicators_to_date, _registered_to_date, _looked_after):
        for fact in rule(_Known(page, inputs)):
            if _holds(page, fact):
                page.rule(fact)


class _Known:
    """The counts that the report tells, found by their rows."""

    def __init__(self, page: PageFacts, inputs: Inputs) -> None:
        self.page, self.inputs = page, inputs

    def rows(self, table: str, *headings: str) -> Iterator[tuple[int, Row]]:
        """The rows of a table of which the report tells every one of these counts."""
        for at, row in enumerate(self.inputs.records[table].rows if table in self.inputs.records else ()):
            if all(InputCell(table, at, heading) in self.page.figure_of for heading in headings):
                yield at, row

    def figure(self, table: str, row: int, heading: str) -> Figure:
        return self.page.figure_of[InputCell(table, row, heading)]


def _holds(page: PageFacts, fact: Fact) -> bool:
    total = sum((weight * page.figures[name].value for name, weight in fact.terms.items()), Fraction(0))
    return fact.low <= total <= fact.high


def _register(known: _Known) -> Iterator[Fact]:
    """The register is that of the month before, plus the registered, less the de-registered."""
    name, headings = REGISTRATIONS.name, ("Registered", "De-registered", "On the register")
    rows = {row["Month"]: at for at, row in known.rows(name, *headings)}
    for month, at in rows.items():
        before = rows.get(add_months(month, -1)) if isinstance(month, dt.date) else None
        if before is None:
            continue
        came, left, now = (known.figure(name, at, heading) for heading in headings)
        earlier = known.figure(name, before, "On the register")
        terms = {earlier.name: Fraction(1), came.name: Fraction(1), left.name: Fraction(-1), now.name: Fraction(-1)}
        yield Fact(f"rule: register of {month}", terms, Fraction(0), Fraction(0))


def _outcomes(known: _Known) -> Iterator[Fact]:
    """A total of complaints is the sum of its outcomes; where some are not given, of those and the rest."""
    groups: dict[tuple[object, object], dict[object, Figure]] = {}
    for at, row in known.rows(COMPLAINTS.name, "Number"):
        figure = known.figure(COMPLAINTS.name, at, "Number")
        groups.setdefault((row["Period"], row["Kind"]), {})[row["Outcome"]] = figure
    for (period, kind), outcomes in groups.items():
        total = outcomes.pop(TOTAL, None)
        if total is None or not outcomes:
            continue
        parts = list(outcomes.values())
        left = total.value - sum((part.value for part in parts), Fraction(0))
        if left > 0:
            parts.append(known.page.hidden(f"{kind}, {period}: other outcomes", left))
        yield adds_up(f"rule: outcomes of {kind}, {period}", total, parts)


def _complaints_to_date(known: _Known) -> Iterator[Fact]:
    """What came in between two periods of one year: both count from 1 April, so the difference is a count too.

    Not of other outcomes: what was still open leaves them once it is decided.
    """
    groups: dict[str, list[tuple[Quarter, Figure]]] = {}
    for at, row in known.rows(COMPLAINTS.name, "Number"):
        if row["Outcome"] != OTHER:
            figure = known.figure(COMPLAINTS.name, at, "Number")
            groups.setdefault(f"{row['Kind']}, {row['Outcome']}", []).append((_quarter(row), figure))
    for what, figures in groups.items():
        yield from _since(known, what, figures)


def _indicators_to_date(known: _Known) -> Iterator[Fact]:
    groups: dict[str, list[tuple[Quarter, Figure]]] = {}
    for heading in ("Numerator", "Denominator"):
        for at, row in known.rows(INDICATOR_VALUES.name, heading):
            basis = known.inputs.value(INDICATORS, "Period basis", row["Indicator"])
            if basis == YEAR_TO_DATE and row["Area"] == COUNCIL_AREA:
                figure = known.figure(INDICATOR_VALUES.name, at, heading)
                groups.setdefault(f"Indicator {row['Indicator']}, {heading}", []).append((_quarter(row), figure))
    for what, figures in groups.items():
        yield from _since(known, what, figures)


def _since(known: _Known, what: str, figures: list[tuple[Quarter, Figure]]) -> Iterator[Fact]:
    ordered = sorted(figures, key=lambda found: (found[0].first_year, found[0].number))
    for (first, earlier), (then, later) in combinations(ordered, 2):
        if first.first_year == then.first_year and first != then and later.value >= earlier.value:
            name = f"{what}: from {first} to {then}"
            between = known.page.hidden(name, later.value - earlier.value, people=later.people)
            yield adds_up(f"rule: {name}", later, (earlier, between))


def _quarter(row: Row) -> Quarter:
    """The quarter up to which a row counts; a full year is its fourth."""
    period = str(row["Period"])
    return Quarter.parse(period if " Q" in period else f"{period} Q4")


def _registered_to_date(known: _Known) -> Iterator[Fact]:
    """All registrations since 1 April are counted by PI 27 and, month by month, by Registrations."""
    months = {
        row["Month"]: known.figure(REGISTRATIONS.name, at, "Registered")
        for at, row in known.rows(REGISTRATIONS.name, "Registered")
    }
    for row, figure in _of_indicator(known, RE_REGISTERED, "Denominator"):
        quarter = _quarter(row)
        parts = [months.get(month) for month in quarter.months(3 * quarter.number)]
        if all(part is not None for part in parts):
            yield adds_up(f"rule: registered in {quarter}", figure, [part for part in parts if part is not None])


def _looked_after(known: _Known) -> Iterator[Fact]:
    """At a year's end PI 33, PI 25 and the count of 31 March count the same children."""
    days = {
        row["As at"]: known.figure(LOOKED_AFTER.name, at, "Children")
        for at, row in known.rows(LOOKED_AFTER.name, "Children")
    }
    helped = {row["Period"]: figure for row, figure in _of_indicator(known, KEPT_AT_HOME, "Numerator")}
    planned = {row["Period"]: figure for row, figure in _of_indicator(known, KEPT_AT_HOME, "Denominator")}
    for row, figure in _of_indicator(known, THREE_PLACEMENTS, "Denominator"):
        period = row["Period"]
        counted = days.get(dt.date(first_year_of(str(period)) + 1, 3, 31))
        if counted is not None:
            yield adds_up(f"rule: looked after on 31 March, {period}", figure, [counted])
        if period in helped and period in planned:
            yield adds_up(f"rule: looked after, {period}", planned[period], [helped[period], figure])


def _of_indicator(known: _Known, reference: str, heading: str) -> Iterable[tuple[Row, Figure]]:
    for at, row in known.rows(INDICATOR_VALUES.name, heading):
        if known.inputs.value(INDICATORS, "Reference", row["Indicator"]) == reference and row["Area"] == COUNCIL_AREA:
            yield row, known.figure(INDICATOR_VALUES.name, at, heading)
