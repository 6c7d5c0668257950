"""A quarter counted from two sets of records, count by count; what cannot be compared, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cyps_xl.measures.periods import Quarter
from cyps_xl.records.causes import NEW, OLD
from cyps_xl.records.comparing import Compared, Comparison, System
from cyps_xl.records.counting import LeftOut, left_out_in_words, without_a_rule_in_words
from cyps_xl.records.declared import Count
from cyps_xl.records.rule_sql import (
    Period,
    periods_of,
)
from cyps_xl.records.standing import NOT_ENDED, Standing


@dataclass(frozen=True)
class Reconciled:
    """Every figure that was counted from both, and a line on each count that was not."""

    figures: tuple[Compared, ...]
    remarks: tuple[str, ...]

    @property
    def differing(self) -> tuple[Compared, ...]:
        """The figures that differ, in their number or in what they count."""
        return tuple(one for one in self.figures if one.differences or one.old != one.new)


def strangers(old: System, new: System) -> bool:
    """Whether two sets of records have rows, and not one person in common: they number people each in its own way."""
    seen = False
    for name in set(old.loaded.columns) & set(new.loaded.columns):
        persons = [_persons(one, name) for one in (old, new)]
        if all(persons):
            seen = True
            if persons[0] & persons[1]:
                return False
    return seen


def _persons(system: System, name: str) -> set[object]:
    column = system.declared.tables[name].person
    return {person for (person,) in system.loaded.engine.run(f'SELECT DISTINCT "{column}" FROM "{name}"')}


def reconcile(old: System, new: System, quarter: Quarter) -> Reconciled:
    """Every count whose rule holds in a quarter on both sides, compared.

    Raises WrongUse where one of them says nothing of the quarter.
    """
    standings = {side: one.standing() for side, one in ((OLD, old), (NEW, new))}
    figures: list[Compared] = []
    remarks: list[str] = []
    left_out: dict[str, list[LeftOut]] = {OLD: [], NEW: []}
    for count in old.declared.counts:
        if not count.holds_in(quarter):
            continue
        theirs = next((one for one in new.declared.counts_called(count.name) if one.holds_in(quarter)), None)
        why = _not_comparable(standings, count, theirs)
        if theirs is None or why:
            remarks.append(f"{count.name} was not compared: {why}.")
            continue
        for period in periods_of(count, quarter):
            outs = _left_out(standings, {OLD: count, NEW: theirs}, quarter, period)
            if not outs:
                figures += Comparison(old, new, count, theirs, quarter, period).figures()
            for side, out in outs.items():
                left_out[side].append(out)
    for side, several in left_out.items():
        if not figures and any(one.why != NOT_ENDED for one in several):
            standings[side].require_some_of(quarter)
        remarks += left_out_in_words(several)
    remarks += _only_in_one(old, new, quarter)
    return Reconciled(tuple(figures), tuple(dict.fromkeys(remarks)))


def _only_in_one(old: System, new: System, quarter: Quarter) -> Iterator[str]:
    """A line on each count that only the new counts declare, and on those that have no rule for the quarter."""
    known = {count.name.casefold() for count in old.declared.counts}
    for count in new.declared.counts:
        if count.name.casefold() not in known and count.holds_in(quarter):
            yield f"{count.name} was not compared: only the new counts declare it."
    for system in (old, new):
        yield from without_a_rule_in_words(system.declared, quarter)


def _left_out(
    standings: Mapping[str, Standing], counts: Mapping[str, Count], quarter: Quarter, period: Period
) -> dict[str, LeftOut]:
    """The sides that do not tell of a period, with the reason."""
    found = {}
    for side, standing in standings.items():
        count = counts[side]
        why = standing.why_not_reached(count, quarter, period) if standing.has_ended(period) else NOT_ENDED
        if why:
            found[side] = LeftOut(count, period, why)
    return found


def _not_comparable(standings: Mapping[str, Standing], count: Count, theirs: Count | None) -> str:
    """Why a count cannot be compared; "" where it can be."""
    if theirs is None:
        return "the new counts do not declare it for the quarter"
    same = (count.counts, count.table.name, count.over, count.group)
    if same != (theirs.counts, theirs.table.name, theirs.over, theirs.group):
        return "its two rules count other things, over other periods or by other groups"
    for side, one in ((OLD, count), (NEW, theirs)):
        lacks = standings[side].lacks(one)
        if lacks:
            return f"the {side} records have no {', '.join(lacks)}"
    return ""
