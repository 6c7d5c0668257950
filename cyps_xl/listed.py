"""The list behind a count, row by row with the reason, in a file for whoever asked alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.case_records import Asked, declared_for, load_records, quarters_of
from cyps_xl.errors import WrongUse
from cyps_xl.measures.periods import Quarter
from cyps_xl.planning import inputs_of
from cyps_xl.records.database_tables import InDatabase
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.files import Source
from cyps_xl.records.listing import ListBehind, require_free, write_for_the_user_alone
from cyps_xl.records.rule_sql import Period, period_in_words, periods_of
from cyps_xl.records.standing import Standing
from cyps_xl.records.tables import Over
from cyps_xl.report import Tell
from cyps_xl.xlsx.parts.package import Package


@dataclass(frozen=True)
class ListOutcome:
    """A list that was written: its rows, the number that those in it make, and what it is of."""

    path: Path
    rows: int
    number: int
    what: str


def list_into(
    path: Path,
    name: str,
    asked: Asked,
    out: Path,
    quarter: str | None = None,
    *,
    month: str | None = None,
    group: str = "",
    force: bool = False,
    today: dt.date | None = None,
    tell: Tell = lambda _: None,
) -> ListOutcome:
    """Write the list behind a count to a file that only the user may read. Raises as `count_into` does, and WrongUse
    where the count is not made for the period.

    `month` is the month of a count by month, its last where none is named.
    """
    require_free(out, force=force, records=asked.folders)
    inputs = inputs_of(Package.read(path))
    declared = declared_for(asked, inputs)
    [wanted] = quarters_of((quarter,) if quarter else (), inputs)
    count = _count_called(name, declared, wanted)
    period = _period(count, wanted, month)
    tell("Reading the records")
    loaded, _, source = load_records(asked, declared, in_slices=True)
    try:
        standing = Standing(declared, loaded, (count,), asked.as_of(today or dt.date.today())).ask()
        standing.require(count, wanted, period)
        tell("Listing")
        behind = ListBehind(declared, loaded, count, period, group)
        write_for_the_user_alone(out, behind.headings, _rows(behind, source, group), force=force)
    finally:
        loaded.engine.close()
    what = ", ".join(filter(None, (count.name, group, period_in_words(count, period))))
    return ListOutcome(out, behind.listed, behind.number, what)


def _rows(behind: ListBehind, source: Source | InDatabase, group: str) -> Iterator[tuple[str, ...]]:
    """The rows of the list. Raises where there is none of a group, or the records changed, so that no list is left."""
    yield from behind.rows()
    if group and not behind.listed:
        raise WrongUse(f"No row of the records has the group {group}.", "Write it as the records do, or leave it out.")
    source.require_unchanged()


def _period(count: Count, quarter: Quarter, month: str | None) -> Period:
    """The period of a count in a quarter: of the month that is named, or the last."""
    periods = periods_of(count, quarter)
    if month is None:
        return periods[-1]
    for period in periods:
        if count.over is Over.MONTH and month.strip() == f"{period.start:%Y-%m}":
            return period
    said = f"{month} is no month that {count.name} is made for in {quarter}."
    if count.over is not Over.MONTH:
        raise WrongUse(said, f"It is made once a quarter, for {periods[-1]}: leave --month out.")
    months = [f"{period.start:%Y-%m}" for period in periods]
    raise WrongUse(said, f"Write --month with {', '.join(months[:-1])} or {months[-1]}, or leave it out for the last.")


def _count_called(name: str, declared: Declared, quarter: Quarter) -> Count:
    found = declared.counts_called(name)
    if not found:
        known = ", ".join(dict.fromkeys(count.name for count in declared.counts))
        remedy = (
            f"Declared are: {known}." if known else "Counts.csv declares none: add --counts with a folder that does."
        )
        raise WrongUse(f"No count is called {name}.", remedy)
    holding = [count for count in found if count.holds_in(quarter)]
    if not holding:
        raise WrongUse(f"The rule of {name} does not hold in {quarter}.", "See From and To in Counts.csv.")
    return holding[0]
