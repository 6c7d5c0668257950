"""Cells that cannot be read, put into a correct quarter by a generator: each is named, and none counts as 0."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Finding
from cyps_xl.checks.run import run
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.raw import ErrorCell, RawTable, RawValue
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.settings import read_settings
from helpers.correct_quarters import Maker, raw_tables
from helpers.packs import CYPS_TABLES
from helpers.seeded_errors import Cell, typed

Tables = Mapping[str, RawTable]

CASES = 220
ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
NUMBERS = (Kind.WHOLE, Kind.DECIMAL)
HOLDS_A_LIST_OR_A_NUMBER = (*NUMBERS, Kind.DATE, Kind.MONTH, Kind.YEAR, Kind.PERIOD, Kind.QUARTER, Kind.CHOICE)


@cache
def correct() -> Tables:
    return raw_tables(Maker(1).rows())


def wrong_values(column: Column, chance: random.Random) -> Iterator[RawValue]:
    """Things that people and formulas leave in such a cell."""
    number = chance.randint(1, 400)
    yield from (ErrorCell(chance.choice(ERRORS)), chance.random() < 0.5, dt.time(chance.randint(0, 23), 15))
    if column.kind in NUMBERS:
        yield from (
            f"{number} approx.",
            f"{number}%",
            f"{number:,d}",
            "nil",
            "n/a",
            "-",
            "<5",
            "0",
            "O",
            f"c. {number}",
        )
        yield from (dt.date(2017, 5, 12), float("nan"), float("inf"), 10.0**300)
        yield from (-number,) if column.minimum is not None else ()
        yield from (number + 0.5,) if column.kind is Kind.WHOLE else ()
    if column.kind in (Kind.DATE, Kind.MONTH):
        yield from ("31/02/2017", "2017-12-01", "Dec 2017", 43_100 + number, dt.date(1900, 1, 1), "tbc")
    if column.kind in (Kind.PERIOD, Kind.QUARTER, Kind.YEAR):
        yield from (f"2017/18 Q{number % 4 + 1}", "2017-19", "Q3", 2017, "2017-18 Q5", dt.date(2017, 5, 1))
    if column.kind is Kind.CHOICE:
        yield from ("Council ", "other things", number)


def cases() -> Iterator[tuple[Cell, RawValue]]:
    """A cell of the correct quarter and the wrong thing in it; the same every time."""
    cells = [
        (Cell(name, row, column.heading), column)
        for name, table in correct().items()
        if name != "Settings"
        for row in range(len(table.rows))
        for column in CYPS_TABLES[name].typed_columns
        if column.kind in HOLDS_A_LIST_OR_A_NUMBER
    ]
    for number in range(CASES):
        chance = random.Random(number)
        cell, column = chance.choice(cells)
        yield cell, chance.choice(list(wrong_values(column, chance)))


ALL_CASES = tuple(cases())


def checked(tables: Tables) -> tuple[Inputs, tuple[Finding, ...]]:
    inputs, problems = read_inputs(tables, CYPS_TABLES)
    return inputs, run(Checked(inputs, read_settings(inputs), tuple(problems)))


def place_of(cell: Cell) -> str:
    table = correct()[cell.table]
    return cell_place(table.source, table.headings.index(cell.heading) + 1, table.first_row + cell.row)


def other_findings(found: tuple[Finding, ...], cell: Cell) -> set[tuple[str, str, str]]:
    """What is found apart from the cell itself."""
    here = place_of(cell)
    return {(f.code, f.where, f.message) for f in found if f.code != "IN01" and f.where != here}


def zeros(inputs: Inputs) -> int:
    return sum(value == 0 for records in inputs for row in records for value in row.values.values())


def test_there_are_two_hundred_different_ones_on_many_sheets() -> None:
    assert len({(cell, repr(value)) for cell, value in ALL_CASES}) >= 200
    assert len({cell.table for cell, _ in ALL_CASES}) >= 10


@pytest.mark.parametrize("part", range(20))
def test_a_wrong_cell_is_named_by_sheet_and_cell_and_counts_as_nothing(part: int) -> None:
    for cell, value in ALL_CASES[part::20]:
        inputs, found = checked(typed(correct(), cell, value))
        blank, found_when_blank = checked(typed(correct(), cell, None))
        assert place_of(cell) in {finding.where for finding in found if finding.code == "IN01"}, (cell, value)
        assert inputs.named(cell.table).rows[cell.row][cell.heading] is None, (cell, value)
        assert zeros(inputs) == zeros(blank), (cell, value)
        assert other_findings(found, cell) == other_findings(found_when_blank, cell), (cell, value)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("Meeting date", "8 March"),
        ("Months shown", "twelve"),
        ("Months shown", 2),
        ("Tolerance", "5%"),
        ("Full-time hours a week", 0),
        ("Small-number threshold", -1),
        ("Language", "French"),
        ("Contact", ErrorCell("#N/A")),
    ],
)
def test_a_wrong_setting_is_named_and_its_default_stands(setting: str, value: RawValue) -> None:
    table = correct()["Settings"]
    row = next(number for number, cells in enumerate(table.rows) if cells[0] == setting)
    cell = Cell("Settings", row, "Value")
    inputs, found = checked(typed(correct(), cell, value))
    assert place_of(cell) in {finding.where for finding in found if finding.code == "IN01"}
    settings = read_settings(inputs)
    assert (settings.months_shown, settings.tolerance, settings.full_time_hours) == (12, 0.05, 37)
