"""Errors as people make them, put into a correct quarter one at a time."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.measures.periods import Quarter, add_months
from helpers.packs import CYPS_TABLES

Tables = Mapping[str, RawTable]

MONTHS_SHOWN = 12
PARTS = {
    ("Supervision", "Qualified in time"): "Qualified due",
    ("Supervision", "Unqualified in time"): "Unqualified due",
    ("TafClosures", "Successful"): "Closed",
    ("IndicatorValues", "Numerator"): "Denominator",
}
IN_ORDER_OF_TIME = ("Supervision", "Readmissions", "StepUpDown", "TafClosures", "Registrations", "LookedAfter")
MONTHLY = IN_ORDER_OF_TIME[:-1]


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its row counted from 0, and its heading."""

    table: str
    row: int
    heading: str


@dataclass(frozen=True)
class Seeded:
    """A quarter with one error in it: the tables, and what was done to which cell."""

    tables: Tables
    cell: Cell
    words: str


def value(tables: Tables, cell: Cell) -> RawValue:
    """What a cell holds."""
    table = tables[cell.table]
    return table.rows[cell.row][table.headings.index(cell.heading)]


def typed(tables: Tables, cell: Cell, new: RawValue) -> Tables:
    """The tables with something else in one cell."""
    table = tables[cell.table]
    row = list(table.rows[cell.row])
    row[table.headings.index(cell.heading)] = new
    rows = (*table.rows[: cell.row], tuple(row), *table.rows[cell.row + 1 :])
    return {**tables, cell.table: replace(table, rows=rows)}


def rows_in_report(tables: Tables, quarter: Quarter) -> list[tuple[str, int]]:
    """The rows with figures that the report shows: an error elsewhere does not reach members."""
    shown: dict[str, Callable[[Mapping[str, RawValue]], bool]] = {
        "Caseloads": lambda row: row["As at"] == quarter.end,
        "Workforce": lambda row: row["As at"] == quarter.end or row["Measure"] in ("Vacancies", "Agency"),
        "LookedAfter": lambda row: True,
        "IndicatorValues": lambda row: _compared(row, quarter),
        "Complaints": lambda row: row["Period"] in (quarter.period, quarter.last_year.period, quarter.last_year.year),
        "AuditFindings": lambda row: True,
    }
    months = quarter.months(MONTHS_SHOWN)
    found = []
    for name, table in tables.items():
        is_shown = shown.get(name, (lambda row: row["Month"] in months) if name in MONTHLY else None)
        if is_shown is not None:
            for number, cells in enumerate(table.rows):
                if is_shown(dict(zip(table.headings, cells, strict=True))):
                    found.append((name, number))
    return found


def _compared(row: Mapping[str, RawValue], quarter: Quarter) -> bool:
    year = quarter.last_year
    if row["Area"] == "Wales":
        return row["Period"] == year.year
    return row["Period"] in (quarter.period, year.period, year.year, year.last_year.year)


def figures_in_report(tables: Tables, quarter: Quarter) -> list[Cell]:
    """The cells with figures, in rows that the report shows."""
    return [
        Cell(name, row, column.heading)
        for name, row in rows_in_report(tables, quarter)
        for column in CYPS_TABLES[name].columns
        if column.kind in (Kind.WHOLE, Kind.DECIMAL) and column.heading != "Position"
        if value(tables, Cell(name, row, column.heading)) is not None
    ]


def digits_swapped(tables: Tables, quarter: Quarter, chance: random.Random) -> Seeded | None:
    """Two neighbouring digits change places: 107 becomes 170."""
    cells = [c for c in figures_in_report(tables, quarter) if _swaps(value(tables, c))]
    cell = chance.choice(cells)
    old = value(tables, cell)
    new = chance.choice(_swaps(old))
    return Seeded(typed(tables, cell, new), cell, f"{old} → {new}")


def _swaps(old: RawValue) -> list[int | float]:
    text = f"{old:g}" if isinstance(old, int | float) else ""
    found: list[int | float] = []
    for at in range(len(text) - 1):
        first, second = text[at], text[at + 1]
        if first.isdigit() and second.isdigit() and first != second:
            new = text[:at] + second + first + text[at + 2 :]
            found.append(float(new) if "." in new else int(new))
    return found


def rows_shifted(tables: Tables, quarter: Quarter, chance: random.Random) -> Seeded | None:
    """A column is pasted one row too low from some row on: each row has the figure of the one above it."""
    cells = [c for c in figures_in_report(tables, quarter) if c.table in IN_ORDER_OF_TIME and c.row > 0]
    first = chance.choice(cells)
    shifted = tables
    for row in range(first.row, len(tables[first.table].rows)):
        above = Cell(first.table, row - 1, first.heading)
        shifted = typed(shifted, Cell(first.table, row, first.heading), value(tables, above))
    return None if shifted == tables else Seeded(shifted, first, "shifted down from here")


def percentage_typed_as_count(tables: Tables, quarter: Quarter, chance: random.Random) -> Seeded | None:
    """The rate is typed where its numerator belongs: 98 for 114 of 116."""
    cells = [c for c in figures_in_report(tables, quarter) if (c.table, c.heading) in PARTS]
    cell = chance.choice(cells)
    part, whole = value(tables, cell), value(tables, replace(cell, heading=PARTS[cell.table, cell.heading]))
    assert isinstance(part, int | float) and isinstance(whole, int | float)
    rate = 100 * part / whole
    new = chance.choice((round(rate), round(rate, 1)))
    return None if new == part else Seeded(typed(tables, cell, new), cell, f"{part} of {whole} → {new}")


def share_typed_for_percentage(tables: Tables, quarter: Quarter, chance: random.Random) -> Seeded | None:
    """A rate whose counts are not known, or an audit's percentage, is typed as a share of 1: 0.062 for 6.2%."""
    rates = {row[0] for row in tables["Indicators"].rows if "percent" in row}
    cells = [
        cell
        for cell in figures_in_report(tables, quarter)
        if cell.heading == "Percent" or (cell.heading == "Value" and tables[cell.table].rows[cell.row][0] in rates)
    ]
    cell = chance.choice([cell for cell in cells if value(tables, cell)])
    old = value(tables, cell)
    assert isinstance(old, int | float)
    new = round(old / 100, 6)
    for heading in ("Numerator", "Denominator") if cell.heading == "Value" else ():
        tables = typed(tables, replace(cell, heading=heading), None)
    return Seeded(typed(tables, cell, new), cell, f"{old} → {new}")


def month_misplaced(tables: Tables, quarter: Quarter, chance: random.Random) -> Seeded | None:
    """A month or date is a month early or late, in the wrong year, or changes places with the row above."""
    rows = [
        (name, row) for name, row in rows_in_report(tables, quarter) if name not in ("IndicatorValues", "Complaints")
    ]
    name, row = chance.choice([found for found in rows if found[0] != "AuditFindings"])
    heading = "Month" if name in MONTHLY else "As at"
    cell = Cell(name, row, heading)
    old = value(tables, cell)
    assert isinstance(old, dt.date)
    if chance.random() < 1 / 3 and row > 0:
        above = Cell(name, row - 1, heading)
        other = value(tables, above)
        swapped = typed(typed(tables, cell, other), above, old)
        return None if other == old else Seeded(swapped, cell, f"{old} ↔ {other}")
    by = chance.choice((-12, -1, 1, 12))
    new = add_months(old, by) if old.day == 1 else add_months(old, by + 1) - dt.timedelta(days=1)
    return Seeded(typed(tables, cell, new), cell, f"{old} → {new}")


def sign_changed(tables: Tables, quarter: Quarter, chance: random.Random) -> Seeded | None:
    """A minus sign before a figure."""
    cell = chance.choice([c for c in figures_in_report(tables, quarter) if value(tables, c)])
    old = value(tables, cell)
    assert isinstance(old, int | float)
    return Seeded(typed(tables, cell, -old), cell, f"{old} → {-old}")


def row_missing(tables: Tables, quarter: Quarter, chance: random.Random) -> Seeded | None:
    """A row is not there."""
    name, row = chance.choice(rows_in_report(tables, quarter))
    table = tables[name]
    without = replace(table, rows=table.rows[:row] + table.rows[row + 1 :])
    return Seeded({**tables, name: without}, Cell(name, row, table.headings[0]), f"without {table.rows[row][:4]}")


def row_doubled(tables: Tables, quarter: Quarter, chance: random.Random) -> Seeded | None:
    """A row is there twice."""
    name, row = chance.choice(rows_in_report(tables, quarter))
    table = tables[name]
    twice = replace(table, rows=(*table.rows[: row + 1], *table.rows[row:]))
    return Seeded({**tables, name: twice}, Cell(name, row, table.headings[0]), f"twice {table.rows[row][:4]}")


KINDS = (
    digits_swapped,
    rows_shifted,
    percentage_typed_as_count,
    share_typed_for_percentage,
    month_misplaced,
    sign_changed,
    row_missing,
    row_doubled,
)
