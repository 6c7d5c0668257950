"""Counts made from loaded records, for a quarter: each with its rule, its period, its group and its number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cyps_xl.measures.periods import Quarter
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.loading import CannotAnswer, Loaded
from cyps_xl.records.reach import newest_in, newest_statements, require_reached
from cyps_xl.records.rule_sql import Period, figure_sql, periods_of

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
    """As `count_quarters`, of one."""
    return count_quarters(declared, loaded, (quarter,), only, today)[0]


def count_quarters(
    declared: Declared,
    loaded: Loaded,
    quarters: Sequence[Quarter],
    only: Sequence[Count] | None = None,
    today: dt.date = dt.date.max,
    *,
    reaching: str | None = None,
) -> list[Counted]:
    """Every count whose rule holds in each of some quarters, or those of `only`.

    None is made from records that are not there, nor for a period that has not ended by `today`: who has not left yet
    would be counted as there at its end. For the same reason the records must reach each quarter that is counted,
    where `reaching` says what they are called. Raises WrongUse where they do not.
    """
    sorted_out = [_sorted_out(declared, loaded, quarter, only, today) for quarter in quarters]
    asked = [one for to_count, _, _ in sorted_out for one in to_count]
    newest = newest_statements(declared, loaded, today) if reaching is not None and asked else []
    statements = [figure_sql(declared, count, period) for _, count, period in asked]
    found = _worked_out(loaded, asked, statements, newest)
    if reaching is not None and asked:
        require_reached(reaching, newest_in(newest, found), dict.fromkeys(quarter for quarter, _, _ in asked))
    figures = _figures(asked, statements, found)
    return [
        Counted(tuple(figure for figure in figures if figure.quarter == quarter), tuple(lacking), tuple(not_ended))
        for quarter, (_, lacking, not_ended) in zip(quarters, sorted_out, strict=True)
    ]


def _sorted_out(
    declared: Declared, loaded: Loaded, quarter: Quarter, only: Sequence[Count] | None, today: dt.date
) -> tuple[list[_Asked], list[NotCounted], list[Period]]:
    """What is to be counted for a quarter, the counts that lack records, and the periods that have not ended."""
    asked: list[_Asked] = []
    lacking: list[NotCounted] = []
    not_ended: dict[Period, None] = {}
    for count in declared.counts if only is None else only:
        if not count.holds_in(quarter):
            continue
        if lacks := loaded.has(declared.columns_of(count)):
            lacking.append(NotCounted(count, tuple(lacks)))
            continue
        for period in periods_of(count, quarter):
            if period.end >= today:
                not_ended[period] = None
            else:
                asked.append((quarter, count, period))
    return asked, lacking, list(not_ended)


def count_period(declared: Declared, loaded: Loaded, count: Count, quarter: Quarter, period: Period) -> list[Figure]:
    """A count for one period: one figure, or one a group that has any."""
    asked = [(quarter, count, period)]
    statements = [figure_sql(declared, count, period)]
    return _figures(asked, statements, _worked_out(loaded, asked, statements))


_Found = Mapping[str, Sequence[tuple[Any, ...]]]
"""The rows of statements."""


def _worked_out(loaded: Loaded, asked: Sequence[_Asked], statements: Sequence[str], more: Sequence[str] = ()) -> _Found:
    """The rows of the statements of counts, and of some more; all at once, since records in slices come anew each time.

    Raises BadRule with the name of the count.
    """
    try:
        return loaded.in_each_slice([*statements, *more])
    except CannotAnswer as error:
        if error.statement not in statements:
            raise error.why from None
        raise error.why.of(asked[statements.index(error.statement)][1].name) from None


def _figures(asked: Sequence[_Asked], statements: Sequence[str], found: _Found) -> list[Figure]:
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
