"""Small definitions of reports from plain rows, for tests: a table of months and a section that shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from cyps_xl.definition.model import Definition
from cyps_xl.definition.packs import DEFINITION
from cyps_xl.definition.read import also_wrong, read_definition
from cyps_xl.errors import Blocked, Problem
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from helpers.quarters import Values, inputs_of

Rows = Sequence[Mapping[str, RawValue]]

SMALL: dict[str, Rows] = {
    "Tables": [
        {"Table": "Visits", "Sheet": "Visits", "One row is": "a month", "Key": "Month", "Counted": "each month"},
    ],
    "Columns": [
        {"Table": "Visits", "Heading": "Month", "Holds": "month", "Help": "The month.", "Required": "yes"},
        {"Table": "Visits", "Heading": "Due", "Holds": "whole number", "Help": "Visits due.", "Minimum": 0},
        {"Table": "Visits", "Heading": "Made", "Holds": "whole number", "Help": "Visits made.", "Minimum": 0},
    ],
    "Sections": [
        {
            "Section": "visits",
            "Number": "1",
            "Title": "Visits",
            "Tab": "Visits",
            "Order": 1,
            "Shown": "yes",
            "Commentary": "yes",
        },
    ],
    "Blocks": [
        {
            "Block": "visits",
            "Section": "visits",
            "Position": 1,
            "Shape": "months",
            "Table": "Visits",
            "Called": "Visits",
        },
    ],
    "Lines": [
        {"Block": "visits", "Position": 1, "Label": "Made", "Shows": "[Made]", "As": "count"},
        {"Block": "visits", "Position": 2, "Label": "Share", "Shows": "line 1 / [Due]", "As": "percent"},
    ],
    "Relations": [],
    "Terms": [],
    "Translations": [],
}
"""A report of one section, each of its rows right."""


def changed(sheet: str, at: int, **cells: RawValue) -> dict[str, Rows]:
    """The small report with some cells of one row otherwise; a heading's spaces are written as _."""
    rows = [dict(row) for row in SMALL[sheet]]
    rows[at] |= {heading.replace("_", " "): value for heading, value in cells.items()}
    return {**SMALL, sheet: rows}


def added(sheet: str, *rows: Mapping[str, RawValue]) -> dict[str, Rows]:
    """The small report with more rows."""
    return {**SMALL, sheet: [*SMALL[sheet], *rows]}


def rows_of(declared: Mapping[str, Rows]) -> tuple[Inputs, tuple[str, ...]]:
    """The definition tables of these rows as a workbook's sheets, and what could not be read of them."""
    inputs, problems = _read(declared)
    return inputs, tuple(map(str, problems))


def _read(declared: Mapping[str, Rows]) -> tuple[Inputs, tuple[Problem, ...]]:
    raw = {}
    for table in DEFINITION:
        headings = tuple(column.heading for column in table.columns)
        rows = tuple(tuple(row.get(heading) for heading in headings) for row in declared.get(table.sheet, ()))
        raw[table.name] = RawTable(table.name, table.sheet, headings, rows, 6)
    return read_inputs(raw, DEFINITION)


def definition(declared: Mapping[str, Rows]) -> Definition:
    """The report that these rows declare. Raises Blocked when they declare none."""
    inputs, problems = rows_of(declared)
    assert not problems, problems
    return read_definition(inputs)


def problems(declared: Mapping[str, Rows]) -> list[str]:
    """What is wrong with these rows, a sentence a cell."""
    inputs, unreadable = _read(declared)
    if unreadable:
        return [str(problem) for problem in (*unreadable, *also_wrong(inputs, unreadable))]
    try:
        read_definition(inputs)
    except Blocked as error:
        return [str(problem) for problem in error.problems]
    return []


def small_inputs(declared: Mapping[str, Rows], **rows: list[Values]) -> Inputs:
    """The inputs of a workbook with this report: its settings, one month in which 3 of 4 visits were made, and these
    rows of other tables."""
    report, (defined, unreadable) = definition(declared), rows_of(declared)
    assert unreadable == ()
    settings = [
        {"Setting": name, "Value": value, "What it does": "x"}
        for name, value in (("Reporting quarter", "2025-26 Q3"), ("Months shown", 3), ("Service", "Visits"))
    ]
    figures = inputs_of(
        {"Settings": settings, "Visits": [{"Month": dt.date(2025, 12, 1), "Due": 4, "Made": 3}], **rows},
        report.catalogue,
    )
    return Inputs({**defined.records, **figures.records}, report.catalogue)
