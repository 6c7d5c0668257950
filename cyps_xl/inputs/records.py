"""What the input tables hold, once read: typed rows that remember their place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import KEY_SEPARATOR, Table
from cyps_xl.inputs.places import place

Value = str | int | float | dt.date | None

_EXCEL_EPOCH = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Row:
    """One row of an input table: its values by heading, None where the cell is empty.

    `number` is the row's number on its sheet, counted from 1. `name` takes its place in
    messages where a number would mislead.
    """

    number: int
    values: Mapping[str, Value]
    name: str = ""

    def __getitem__(self, heading: str) -> Value:
        return self.values[heading]


@dataclass(frozen=True)
class Records:
    """An input table's rows, in sheet order, found by key as Excel's MATCH finds them: the first that fits.

    `sheet` is the tab as staff named it, or the file's name; `columns` are the columns of
    the sheet, counted from 1, by heading: empty for a file.
    """

    table: Table
    rows: tuple[Row, ...] = ()
    sheet: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    _by_key: dict[str, Row] = field(init=False, repr=False, compare=False, default_factory=dict)
    _by_value: dict[str, dict[str, list[Row]]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            self._by_key.setdefault(as_compared(row_key(self.table, row.values)), row)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, *key: Value) -> Row | None:
        """The first row with this key, or None. Capitals do not matter, as in Excel."""
        return self._by_key.get(as_compared(key_text(key)))

    def holding(self, heading: str, value: Value, among: Sequence[Row] | None = None) -> Sequence[Row]:
        """The rows, among these, under whose heading a value stands as Excel compares them, in the order of the table.

        A report asks for the same values again and again: each column is gone through once.
        """
        by_value = self._by_value.get(heading)
        if by_value is None:
            by_value = self._by_value[heading] = {}
            for row in self.rows:
                by_value.setdefault(as_compared(row[heading]), []).append(row)
        found = by_value.get(as_compared(value), [])
        if among is None or among is self.rows:
            return found
        wanted = set(map(id, among))
        return [row for row in found if id(row) in wanted]

    def latest_day(self, heading: str, up_to: dt.date, nth: int = 1) -> dt.date | None:
        """The latest date under a heading that is not after a day, or that of the nth latest row; None without one."""
        days = sorted((day for row in self.rows if isinstance(day := row[heading], dt.date)), reverse=True)
        earlier = [day for day in days if day <= up_to]
        return earlier[nth - 1] if len(earlier) >= nth else None

    def where(self, row: Row, heading: str) -> str:
        """The place of one cell for a message: "Supervision!C7", or "Supervision.csv, row 7, Qualified due"."""
        return place(self.sheet or self.table.sheet, row.number, heading, self.columns, row.name)


@dataclass(frozen=True)
class Inputs:
    """All input tables of one workbook: those of its `catalogue`. One that was not given is empty, never missing."""

    records: Mapping[str, Records]
    catalogue: Catalogue

    def __getitem__(self, table: Table) -> Records:
        found = self.records.get(table.name)
        return found if found is not None else Records(table)

    def named(self, name: str) -> Records:
        """The rows of the table of this name; KeyError when the catalogue has none."""
        return self[self.catalogue[name]]

    def value(self, table: Table, heading: str, *key: Value) -> Value:
        """One cell: the heading's value in the first row with this key; None when there is none."""
        row = self[table].find(*key)
        return None if row is None else row[heading]

    def __iter__(self) -> Iterator[Records]:
        return (self[table] for table in self.catalogue)


def excel_serial(day: dt.date) -> int:
    """The number by which Excel knows a date (1900 system): days since 30 December 1899."""
    return (day - _EXCEL_EPOCH).days


def day_of_serial(number: float) -> dt.date:
    """The date that a number is to Excel. OverflowError where it knows none."""
    return _EXCEL_EPOCH + dt.timedelta(days=int(number))


def as_excel_text(value: Value) -> str:
    """What Excel's & makes of a value: a date its serial number, an empty cell nothing."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return str(excel_serial(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def as_compared(value: Value) -> str:
    """What Excel's = and COUNTIFS compare a value by: its text, whose capitals do not matter.

    Letter by letter in small letters, as Excel does: for it, ß and ss are two texts.
    """
    return as_excel_text(value).lower()


def alike(one: Value, other: Value) -> bool:
    """Whether Excel takes two values for the same, as a report's formulas do that choose rows by them."""
    return as_compared(one) == as_compared(other)


def key_text(values: tuple[Value, ...]) -> str:
    """The text of a Key cell: the values of the key's columns, joined as the column's formula joins them."""
    return KEY_SEPARATOR.join(as_excel_text(value) for value in values)


def row_key(table: Table, values: Mapping[str, Value]) -> str:
    """The text that tells this row of a table from the others."""
    return key_text(tuple(values.get(heading) for heading in table.key))
