"""Counts of people rounded to the nearest 5, each on its own: what readers see, and what that tells them.

Welsh Government's StatsWales publishes counts of looked-after children this way. A count typed
into an input table is rounded where it is read; a total is rounded by itself, and so need not be the
sum of its rounded parts; everything else (shares, averages, changes, directions) is worked out
anew from the rounded counts, and tells nothing that they do not. What a rounded count tells
is a range of five numbers. Ranges together can still give a count away: four parts shown as 0 under a
total shown as 10 are two each. So they go through the same proof as exact figures.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from cyps_xl.disclosure.counts import Counts, InputCell
from cyps_xl.disclosure.facts import Fact, Figure, count
from cyps_xl.disclosure.formula_tracer import exactly
from cyps_xl.disclosure.page_facts import UNSEEN, PageFacts
from cyps_xl.inputs.declare import Column
from cyps_xl.inputs.records import Inputs, Records, Row, Value

BASE = 5
"""Counts are told as multiples of this."""

LEAST_OUT_OF = 20
"""A share or average of fewer than this, as rounded, is left out: it would be far from the true one.

Directions are left out where rounding may have turned them: where the ranges of the two figures overlap.
"""


def to_base(value: Fraction) -> Fraction:
    """A count rounded to the nearest 5; halfway goes up."""
    return Fraction(BASE * floor(value / BASE + Fraction(1, 2)))


def range_of(figure: Figure) -> tuple[Fraction, Fraction]:
    """The least and the most that a figure may be for a reader who sees it rounded."""
    middle, half = to_base(figure.value), Fraction(BASE, 2)
    low = figure.step * ceil((middle - half) / figure.step)
    high = figure.step * (ceil((middle + half) / figure.step) - 1)
    return max(low, Fraction(0)), high


def rounded_inputs(inputs: Inputs) -> Inputs:
    """The inputs with every count of people rounded, and the percentages of cases worked out from those."""
    counts = Counts(inputs)
    return replace(inputs, records={name: _records(records, counts) for name, records in inputs.records.items()})


def _records(records: Records, counts: Counts) -> Records:
    def value(at: int, row: Row, column: Column) -> Value:
        return _rounded(InputCell(records.table.name, at, column.heading), row, counts)

    columns = records.table.typed_columns
    rows = tuple(
        replace(row, values={**row.values, **{column.heading: value(at, row, column) for column in columns}})
        for at, row in enumerate(records.rows)
    )
    return Records(records.table, rows, records.sheet, records.columns)


def _rounded(cell: InputCell, row: Row, counts: Counts) -> Value:
    held = row[cell.heading]
    if not isinstance(held, int | float):
        return held
    if counts.is_share(cell):
        return _share(cell, exactly(held), counts)
    number = counts.value(cell)
    return held if number is None or not counts.is_people(cell) else int(to_base(number))


def _share(cell: InputCell, typed: object, counts: Counts) -> float | None:
    """The share that the rounded cases make, at the places that readers see; None of too few cases.

    An indicator's stays where they are too few, and is left out where it is shown.
    """
    if counts.tells_unseen(cell) or (counts.is_of_indicator(cell) and not counts.share_of(cell)):
        return float(counts.share(cell))
    sides = sides_rounded(cell, counts)
    if not isinstance(typed, Fraction) or not sides[1] or _is_of_too_few(cell, sides[1], counts):
        return None
    part = min(Fraction(1), sides[0] / sides[1])
    places = counts.share_decimals(cell)
    return round(float(counts.share_per(cell) * part), places) if places else round(counts.share_per(cell) * part)


def _is_of_too_few(cell: InputCell, out_of: Fraction, counts: Counts) -> bool:
    return out_of < LEAST_OUT_OF and not counts.is_of_indicator(cell)


def sides_rounded(cell: InputCell, counts: Counts) -> tuple[Fraction, Fraction]:
    """The cases behind a typed share and what they are out of, both rounded; of rounded counts the same once more."""
    wholes = [number for one in counts.share_of(cell) if (number := counts.value(one)) is not None]
    cases = to_base(Fraction(round(counts.share(cell) * sum(wholes, Fraction(0)) / counts.share_per(cell))))
    return cases, sum(map(to_base, wholes), Fraction(0))


def rounded_facts(page: PageFacts) -> dict[str, Fact]:
    """What rounded pages tell: a range for every count of people, nothing more for what is worked out from them."""
    facts: dict[str, Fact] = {}
    for name, fact in page.facts.items():
        people = [page.figures[one] for one in fact.terms if page.figures[one].people]
        if fact.fixed or not people:
            facts[name] = fact
        elif len(fact.terms) == 1:
            low, high = range_of(people[0])
            facts[name] = replace(fact, terms={people[0].name: Fraction(1)}, low=low, high=high)
        else:
            needs = (*fact.needs, *fact.terms)
            facts[name] = replace(fact, terms={}, low=Fraction(0), high=Fraction(0), needs=needs)
    _add_unseen(page, facts)
    return facts


def _add_unseen(page: PageFacts, facts: dict[str, Fact]) -> None:
    """Counts that are worked with and shown nowhere: taken as told, rounded, the safe side."""
    wanted = {need for fact in facts.values() for need in fact.needs} - facts.keys()
    for name in sorted(wanted & page.figures.keys()):
        figure = page.figures[name]
        low, high = range_of(figure) if figure.people else (figure.value, figure.value)
        facts[name] = replace(count(name, figure, cost=UNSEEN), low=low, high=high)
