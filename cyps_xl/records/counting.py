"""Counts made from loaded records, for a quarter: each with its rule, its period, its group and its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cyps_xl.measures.periods import Quarter
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.loading import CannotAnswer, Loaded
from cyps_xl.records.reach import AsOf, Found, export_anew
from cyps_xl.records.rule_sql import Period, figure_sql, periods_of
from cyps_xl.records.standing import NOT_ENDED, Standing

_Asked = tuple[Quarter, Count, Period]
"""A count for a period of a quarter."""


@dataclass(frozen=True)
class Figure:
    """A number that was counted. `group` is "" where the count has none."""

    count: Count
    quarter: Quarter
    period: Period
    group: str
    number: int


@dataclass(frozen=True)
class NotCounted:
    """A count that cannot be made from these records, and what they lack."""

    count: Count
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class LeftOut:
    """A period that a count is not made for, and why."""

    count: Count
    period: Period
    why: str


@dataclass(frozen=True)
class Counted:
    """What was counted for a quarter, the counts that could not be, and the periods that were left out.

    `made` are the counts that were made, with their periods: one by group has no figure of a group that it found none
    of.
    """

    figures: tuple[Figure, ...]
    made: tuple[tuple[Count, Period], ...]
    not_counted: tuple[NotCounted, ...]
    left_out: tuple[LeftOut, ...] = ()


def count_quarter(
    declared: Declared,
    loaded: Loaded,
    quarter: Quarter,
    only: Sequence[Count] | None = None,
    as_of: AsOf | None = None,
) -> Counted:
    """As `count_quarters`, of one."""
    return count_quarters(declared, loaded, (quarter,), only, as_of)[0]


def count_quarters(
    declared: Declared,
    loaded: Loaded,
    quarters: Sequence[Quarter],
    only: Sequence[Count] | None = None,
    as_of: AsOf | None = None,
) -> list[Counted]:
    """Every count whose rule holds in each of some quarters, or those of `only`.

    None is made of what the records do not say (`Standing`). Raises WrongUse where they say nothing of a quarter.
    """
    counts = declared.counts if only is None else tuple(only)
    standing = Standing(declared, loaded, counts, as_of)
    asked = [
        (quarter, count, period)
        for quarter in quarters
        for count in counts
        if count.holds_in(quarter) and not loaded.has(declared.columns_of(count))
        for period in periods_of(count, quarter)
        if standing.has_ended(period)
    ]
    statements = [figure_sql(declared, count, period) for _, count, period in asked]
    found = _worked_out(loaded, asked, statements, standing.statements)
    standing.told(found)
    figures = _figures(asked, statements, found)
    return [_of_quarter(standing, counts, quarter, figures) for quarter in quarters]


def _of_quarter(standing: Standing, counts: Sequence[Count], quarter: Quarter, figures: Sequence[Figure]) -> Counted:
    """What of the figures stands for a quarter. Raises WrongUse where all of it lies beyond the records."""
    made: dict[tuple[Count, Period], None] = {}
    lacking: list[NotCounted] = []
    left_out: list[LeftOut] = []
    is_beyond = False
    for count in (one for one in counts if one.holds_in(quarter)):
        if lacks := standing.lacks(count):
            lacking.append(NotCounted(count, lacks))
            continue
        for period in periods_of(count, quarter):
            if not standing.has_ended(period):
                left_out.append(LeftOut(count, period, NOT_ENDED))
            elif why := standing.why_not_reached(count, quarter, period):
                is_beyond = True
                left_out.append(LeftOut(count, period, why))
            else:
                made[count, period] = None
    if is_beyond and not made:
        standing.require_some_of(quarter)
    own = (figure for figure in figures if figure.quarter == quarter and (figure.count, figure.period) in made)
    return Counted(tuple(own), tuple(made), tuple(lacking), tuple(left_out))


def left_out_in_words(left_out: Iterable[LeftOut]) -> list[str]:
    """A line for each period that has not ended; and one for each reason for which others are not counted, with what
    to do."""
    left_out = list(left_out)
    lines = [f"{one.period} was not counted: {NOT_ENDED}." for one in left_out if one.why == NOT_ENDED]
    by_why: dict[str, list[LeftOut]] = {}
    for one in left_out:
        by_why.setdefault(one.why, []).append(one)
    for why in (why for why in by_why if why != NOT_ENDED):
        periods = "; ".join(dict.fromkeys(str(one.period) for one in by_why[why]))
        names = ", ".join(dict.fromkeys(one.count.name for one in by_why[why]))
        anew = export_anew(max(one.period.end for one in by_why[why]))
        lines.append(f"Not counted for {periods}: {why} ({names}). {anew}.")
    return list(dict.fromkeys(lines))


def without_a_rule_in_words(declared: Declared, quarter: Quarter) -> list[str]:
    """A line on the counts whose rules have a gap in which a quarter lies."""
    names = declared.without_a_rule(quarter)
    if not names:
        return []
    return [
        f"Not counted for {quarter}, as no rule holds in it, though one does before and one after: {', '.join(names)}. "
        "See From and To in Counts.csv."
    ]


def count_period(declared: Declared, loaded: Loaded, count: Count, quarter: Quarter, period: Period) -> list[Figure]:
    """A count for one period: one figure, or one a group that has any."""
    asked = [(quarter, count, period)]
    statements = [figure_sql(declared, count, period)]
    return _figures(asked, statements, _worked_out(loaded, asked, statements))


def _worked_out(loaded: Loaded, asked: Sequence[_Asked], statements: Sequence[str], more: Sequence[str] = ()) -> Found:
    """The rows of the statements of counts, and of some more; all at once, since records in slices come anew each time.

    Raises BadRule with the name of the count.
    """
    try:
        return loaded.in_each_slice([*statements, *more])
    except CannotAnswer as error:
        if error.statement not in statements:
            raise error.why from None
        raise error.why.of(asked[statements.index(error.statement)][1].name) from None


def _figures(asked: Sequence[_Asked], statements: Sequence[str], found: Found) -> list[Figure]:
    return [
        Figure(count, quarter, period, "" if group is None else str(group), number)
        for (quarter, count, period), sql in zip(asked, statements, strict=True)
        for group, number in _added_up(count, found[sql])
    ]


def _added_up(count: Count, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, int]]:
    """The numbers of each group, which every slice has for itself, by group: codes as they are declared, none last."""
    found: dict[Any, int] = {}
    for group, number in rows:
        found[group] = found.get(group, 0) + int(number)
    codes = count.table.column(count.group).choices if count.group else ()

    def place(group: Any) -> tuple[bool, Any]:
        return group is None, codes.index(group) if group in codes else group

    return sorted(found.items(), key=lambda one: place(one[0]))
