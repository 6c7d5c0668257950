"""Whole workbooks in a line: every input table, with the rows a test gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import pytest

from cyps_xl.definition.packs import default_pack
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES, PUBLISHED
from helpers.packs import CYPS_TABLES

RawRow = Mapping[str, RawValue]
Workbook = Callable[..., dict[str, RawTable]]

FIRST_ROW = 6

GOOD_ROWS: dict[str, RawRow] = {
    "Settings": {"Setting": "Reporting quarter", "Value": "2017-18 Q3", "What it does": "Chooses."},
    "Indicators": {
        "No": "12a",
        "Reference": "PI 24",
        "Name": "Assessments in time",
        "Name in Welsh": None,
        "Unit": "percent",
        "Better when": "higher",
        "Reported": "quarterly",
        "Decimals": 1,
        "Tolerance": "points",
        "Comparable": "yes",
        "National measure": "PAM",
        "Period basis": "year to date",
        "First year": "2016-17",
    },
    "IndicatorValues": {
        "Indicator": "12a",
        "Area": "Council",
        "Period": "2017-18 Q3",
        "Numerator": 82,
        "Denominator": 84,
        "Value": None,
        "Source": "Case system",
    },
    "Explanations": {
        "Item": "12a",
        "Period": "2017-18 Q4",
        "Kind": "note",
        "Position": 1,
        "English": "A note.",
        "Welsh": "Nodyn.",
    },
    "Supervision": {
        "Month": dt.date(2017, 12, 1),
        "Qualified due": 118,
        "Qualified in time": 110,
        "Unqualified due": 40,
        "Unqualified in time": 0,
    },
    "Caseloads": {
        "As at": dt.date(2017, 12, 31),
        "Team": "North",
        "Available hours": 222.5,
        "Caseload": 90,
        "Highest": 21,
        "Lowest": 4,
    },
    "Workforce": {"As at": dt.date(2017, 12, 31), "Measure": "Vacancies", "Role": "IRO", "Number": 4.5},
    "LookedAfter": {"As at": dt.date(2017, 12, 31), "Children": 336},
    "Readmissions": {"Month": dt.date(2017, 12, 1), "Children": 0},
    "StepUpDown": {"Month": dt.date(2017, 12, 1), "Stepped down to TAF": 6, "Stepped up to CYPS": 2},
    "TafClosures": {"Month": dt.date(2017, 12, 1), "Closed": 20, "Successful": 15},
    "Complaints": {"Period": "2017-18 Q3", "Kind": "Stage 1", "Outcome": "total", "Number": 18},
    "Registrations": {"Month": dt.date(2017, 12, 1), "Registered": 12, "De-registered": 9, "On the register": 98},
    "Audits": {"Quarter": "2017-18 Q3", "Theme": "Plans", "Month": dt.date(2017, 11, 1), "Cases": 12},
    "AuditFindings": {
        "Quarter": "2017-18 Q3",
        "Theme": None,
        "Heading": "Doing well",
        "Position": 1,
        "Percent": 82,
        "English": "Plans are on file.",
        "Welsh": None,
    },
    "CoverText": {"Heading": "Purpose of the report", "English": "To inform.", "Welsh": None},
    "Meetings": {"Quarter": "2017-18 Q3", "Meeting date": dt.date(2018, 3, 8)},
    "Questions": {
        "No": "1",
        "Asked on": dt.date(2017, 12, 7),
        "Meeting": "Cabinet Board",
        "Report of": "2017-18 Q2",
        "Section": "2.6",
        "Question": "Why did more come back?",
        "Question in Welsh": None,
        "Due": dt.date(2018, 3, 8),
        "Answered in": None,
        "Answer": None,
        "Answer in Welsh": None,
    },
    "ChangePoints": {
        "Block": "supervision all",
        "From": dt.date(2017, 6, 1),
        "Kind": "break",
        "English": "Counted by day.",
        "Welsh": None,
    },
    "Members": {"Name": "A Member", "E-mail": "a.member@council.example", "Language": "Welsh", "Format": "PDF"},
    "Accepted": {
        "Reference": "FG01-K7QD",
        "Reason": "Three of the meetings were held for the month before.",
        "Accepted by": "Performance officer",
        "Date": dt.date(2018, 1, 31),
    },
}
PUBLISHED_ROW: RawRow = {"Description": "PM33", "Indicator": "12", "Is": "figure", "Where": None, "Rounded to": None}
"""The pack declares no published statistics."""

_SHOWN = "supervision all"
"""A block of the pack with lines: its rows refer to each other."""


def _row_of_pack(table: Table) -> RawRow:
    if table is PUBLISHED:
        return PUBLISHED_ROW
    rows = default_pack().inputs[table].rows
    found = next((row for row in rows if row.values.get("Block") == _SHOWN), None)
    found = found or next((row for row in rows if row.values.get("Section") == "supervision"), rows[0])
    return dict(found.values)


GOOD_ROWS |= {table.name: _row_of_pack(table) for table in DEFINITION_TABLES}
GOOD_ROWS = {
    name: {
        column.heading: row.get(column.heading) for column in CYPS_TABLES[name].columns if column.kind is not Kind.KEY
    }
    for name, row in GOOD_ROWS.items()
}


def raw_table(name: str, rows: Sequence[RawRow]) -> RawTable:
    """One sheet's table as found: its declared headings in row 5 from column A, its rows from row 6."""
    table = CYPS_TABLES[name]
    headings = tuple(column.heading for column in table.columns)
    cells = tuple(tuple(row.get(heading) for heading in headings) for row in rows)
    return RawTable(name, table.sheet, headings, cells, first_row=FIRST_ROW)


@pytest.fixture
def workbook() -> Workbook:
    """All input tables by name, empty but for the rows given: workbook(Supervision=[{"Month": …}])."""

    def build(**rows: Sequence[RawRow]) -> dict[str, RawTable]:
        return {table.name: raw_table(table.name, rows.get(table.name, [])) for table in CYPS_TABLES}

    return build


@pytest.fixture
def good_rows() -> dict[str, RawRow]:
    """One right row of every table."""
    return {name: dict(row) for name, row in GOOD_ROWS.items()}


@pytest.fixture
def good_inputs(workbook: Workbook) -> Inputs:
    """A workbook with one right row in every table, read."""
    inputs, problems = read_inputs(workbook(**{name: [row] for name, row in GOOD_ROWS.items()}), CYPS_TABLES)
    assert problems == ()
    return inputs
