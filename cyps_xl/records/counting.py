"""Counts made from loaded records, for a quarter: each with its rule, its period, its group and its number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.measures.periods import Quarter
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.loading import Loaded
from cyps_xl.records.rule_sql import Period, figure_sql, periods_of


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
class Counted:
    """What was counted, what could not be, and the periods that had not ended."""

    figures: tuple[Figure, ...]
    not_counted: tuple[NotCounted, ...]
    not_ended: tuple[Period, ...] = ()


def count_quarter(
    declared: Declared,
    loaded: Loaded,
    quarter: Quarter,
    only: Sequence[Count] | None = None,
    today: dt.date = dt.date.max,
) -> Counted:
    """Every count whose rule holds in a quarter, or those of `only`.

    None is made from records that are not there, nor for a period that has not ended by `today`: who has not left yet
    would be counted as there at its end.
    """
    figures: list[Figure] = []
    lacking = []
    not_ended: dict[Period, None] = {}
    for count in declared.counts if only is None else only:
        if not count.holds_in(quarter):
            continue
        lacks = loaded.has(declared.columns_of(count))
        if lacks:
            lacking.append(NotCounted(count, tuple(lacks)))
            continue
        for period in periods_of(count, quarter):
            if period.end >= today:
                not_ended[period] = None
            else:
                figures += count_period(declared, loaded, count, quarter, period)
    return Counted(tuple(figures), tuple(lacking), tuple(not_ended))


def count_period(declared: Declared, loaded: Loaded, count: Count, quarter: Quarter, period: Period) -> list[Figure]:
    """A count for one period: one figure, or one a group that has any."""
    sql = figure_sql(declared, count, period)
    return [
        Figure(count, quarter, period, "" if group is None else str(group), int(number))
        for group, number in loaded.engine.run(sql)
    ]
