"""The example quarter: what is wrong in the published figures is found, and nothing else.

Of the contradictions that its README numbers, the checks see 1, 3, 7, 10, 11, 13 and 14. The
others are not in the input tables: rates that the workbook works out itself, cells that could
not be read and were made up, arrows, headings, and words that were written anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Severity
from cyps_xl.checks.run import run
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.read import read_inputs
from cyps_xl.settings import read_settings
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package
from helpers.new_books import new_book
from helpers.packs import CYPS_TABLES

MEETING = dt.date(2018, 3, 8)
Tables = Mapping[str, RawTable]

FOUND = {
    ("FG01", "Supervision!C8"),  # 1: 101 in time of 98 due
    ("SM01", "Complaints!D55"),  # 3: stage 2, a total of 2 with outcomes of 1
    ("SM09", "'Audit findings'!E8"),  # 7: 85%, 72%, 89% and 81% of 51 cases
    ("SM09", "'Audit findings'!E10"),
    ("SM09", "'Audit findings'!E11"),
    ("SM09", "'Audit findings'!E13"),
    ("WD12", "'Audit findings'!F32"),  # 10: 42 days, 42 working days
    ("WD12", "'Audit findings'!F22"),  # 11: 28 days, 28 working days
    ("TM06", "'Looked after'!A10"),  # 13: 30 December 2013
    ("TM04", "'Looked after'!A27"),  # 14: 31 January 2018
}

CORRECTIONS: tuple[tuple[str, str, int, RawValue], ...] = (
    ("Supervision", "Qualified due", 8, 103),
    ("Complaints", "Number", 55, 1),
    ("AuditFindings", "Percent", 8, 86),
    ("AuditFindings", "Percent", 10, 73),
    ("AuditFindings", "Percent", 11, 88),
    ("AuditFindings", "Percent", 13, 80),
    ("AuditFindings", "English", 32, "Finish every assessment within 42 days."),
    ("AuditFindings", "English", 22, "A few sessions went past 28 working days without a reason given."),
    ("LookedAfter", "As at", 10, dt.date(2013, 12, 31)),
    ("LookedAfter", "As at", 27, None),
)
"""Table, heading, row of the sheet and what to type; the last one clears a count made after the quarter."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    path = tmp_path_factory.mktemp("example") / "CYPS.xlsx"
    new_book(path)
    return read_raw_tables(Package.read(path), CYPS_TABLES.names)


def found_in(tables: Tables) -> list[tuple[str, str, Severity]]:
    inputs, problems = read_inputs(tables, CYPS_TABLES)
    findings = run(Checked(inputs, read_settings(inputs), tuple(problems), MEETING))
    return [(finding.code, finding.where, finding.severity) for finding in findings]


def corrected(tables: Tables, correction: tuple[str, str, int, RawValue]) -> Tables:
    name, heading, number, value = correction
    table = tables[name]
    at, column = number - table.first_row, table.headings.index(heading)
    if value is None:
        rows = (*table.rows[:at], *table.rows[at + 1 :])
    else:
        row = (*table.rows[at][:column], value, *table.rows[at][column + 1 :])
        rows = (*table.rows[:at], row, *table.rows[at + 1 :])
    return {**tables, name: replace(table, rows=rows)}


def test_what_is_wrong_in_the_published_figures_is_found_and_nothing_else(example: Tables) -> None:
    found = found_in(example)
    assert {(code, where) for code, where, _ in found} == FOUND
    assert len(found) == len(FOUND)


def test_the_two_that_cannot_be_stand_in_the_way_of_publishing(example: Tables) -> None:
    blocking = [(code, where) for code, where, severity in found_in(example) if severity is Severity.BLOCKS]
    assert blocking == [("FG01", "Supervision!C8"), ("SM01", "Complaints!D55")]


@pytest.mark.parametrize("correction", CORRECTIONS, ids=lambda correction: f"{correction[0]} row {correction[2]}")
def test_correcting_one_thing_takes_one_finding_away(
    example: Tables, correction: tuple[str, str, int, RawValue]
) -> None:
    before, after = (len(found_in(tables)) for tables in (example, corrected(example, correction)))
    assert after == before - 1


def test_nothing_is_found_in_a_corrected_copy(example: Tables) -> None:
    tables = example
    for correction in CORRECTIONS:
        tables = corrected(tables, correction)
    assert found_in(tables) == []
