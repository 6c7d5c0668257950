"""Which tables a rule looks at, and when their rows are of, as the report declares them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cyps_xl.inputs.catalogue import Catalogue, report_tables
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Row, Value
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.measures.identities import PartOf
from cyps_xl.measures.periods import Quarter, long_date, month_name

DAYS = (Kind.MONTH, Kind.DATE)
"""Kinds of columns that say when by a day: of a month the first."""


def of_kind(catalogue: Catalogue, *kinds: Kind) -> tuple[Table, ...]:
    """The report's tables whose rows say when by a month, a date, a period or a quarter."""
    return tuple(table for table in report_tables(catalogue) if table.when is not None and table.when.kind in kinds)


def parts(catalogue: Catalogue) -> Iterator[tuple[Table, PartOf]]:
    """The columns of tables of months and dates that are some of another."""
    for table in of_kind(catalogue, *DAYS):
        yield from ((table, found) for found in table.identities if isinstance(found, PartOf))


def in_two_languages(catalogue: Catalogue, language: str) -> Iterator[tuple[Table, str, str]]:
    """What members read in English and in the second language, of this name: each table with its two columns."""
    definition = {table.name for table in DEFINITION_TABLES}
    for table in catalogue:
        headings = tuple(column.heading for column in table.columns)
        for english in headings if table.name not in definition else ():
            second = language if english == ENGLISH.name else f"{english} in {language}"
            if second in headings:
                yield table, english, second


def when(table: Table, row: Row) -> Value:
    """What a row's month, date, period or quarter is; None where its table has none."""
    return None if table.when is None else row[table.when.heading]


def day_of(table: Table, row: Row) -> dt.date | None:
    """The day that a row is of: that of its date, the first of its month; None where it says none."""
    found = when(table, row)
    return found if isinstance(found, dt.date) else None


def is_of(table: Table, row: Row, quarter: Quarter) -> bool:
    """Whether a row belongs to a quarter; one whose table says no time belongs to all."""
    found = when(table, row)
    if isinstance(found, dt.date):
        return quarter.start <= found <= quarter.end
    if table.when is None:
        return True
    return found == (quarter.period if table.when.kind is Kind.PERIOD else str(quarter))


def measure_of(table: Table) -> str | None:
    """The heading of the key under which is chosen what is counted, where there is one: the measure, the kind."""
    return next((column.heading for column in table.groups if column.kind is Kind.CHOICE), None)


def day_in_words(table: Table, day: dt.date) -> str:
    """A row's day: "March 2017", or "31 March 2017"."""
    return month_name(day) if table.when is not None and table.when.kind is Kind.MONTH else long_date(day)


def group_in_words(table: Table, row: Row) -> str:
    """Which of its day's rows a row is: "North team"; "Leavers, Social worker"."""
    return ", ".join(str(row[column.heading]) for column in table.groups)


def about(table: Table, row: Row) -> str:
    """Which row this is: its group, or where there is none its time."""
    day = day_of(table, row)
    return group_in_words(table, row) or (day_in_words(table, day) if day else str(when(table, row)))
