"""Counts made from loaded records, for a quarter: each with its rule, its period, its group and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.measures.periods import Quarter
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.loading import Loaded
from cyps_xl.records.rule_sql import Period, figure_sql, for_engine, periods_of


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
    """What was counted, and what could not be."""

    figures: tuple[Figure, ...]
    not_counted: tuple[NotCounted, ...]


def count_quarter(declared: Declared, loaded: Loaded, quarter: Quarter, only: Sequence[Count] | None = None) -> Counted:
    """Every count whose rule holds in a quarter, or those of `only`; none from records that are not there."""
    figures: list[Figure] = []
    lacking = []
    for count in declared.counts if only is None else only:
        if not count.holds_in(quarter):
            continue
        lacks = loaded.has(declared.columns_of(count))
        if lacks:
            lacking.append(NotCounted(count, tuple(lacks)))
            continue
        for period in periods_of(count, quarter):
            figures += count_period(declared, loaded, count, quarter, period)
    return Counted(tuple(figures), tuple(lacking))


def count_period(declared: Declared, loaded: Loaded, count: Count, quarter: Quarter, period: Period) -> list[Figure]:
    """A count for one period: one figure, or one a group that has any."""
    sql = for_engine(figure_sql(declared, count, period), loaded.engine.dialect)
    return [
        Figure(count, quarter, period, "" if group is None else str(group), int(number))
        for group, number in loaded.engine.run(sql)
    ]
