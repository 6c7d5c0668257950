"""A workbook in a few lines, and what the checks say of it.

    says("FG01", Supervision=["Month 2017-03 | Qualified due 98 | Qualified in time 101"])
    → ["Supervision!C6: March 2017: 101 supervised in time, of 98 due."]

A row is a string of headings, each with its value; or a mapping, for what a string cannot say.
Headings left out are empty, or hold what the report of most tests would have there. Tables
have their headings in row 5 from column A, so that the first row is row 6.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Rule
from cyps_xl.checks.run import ALL_RULES
from cyps_xl.checks.workbook_state import Book
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.read import read_inputs
from cyps_xl.settings import read_settings
from helpers.packs import CYPS_TABLES

RawRow = Mapping[str, RawValue]
Rows = Sequence[str | RawRow]

QUARTER = "2017-18 Q3"
FIRST_ROW = 6
RULES: dict[str, Rule] = {rule.code: rule for rule in ALL_RULES}

USUAL: dict[str, RawRow] = {
    "Indicators": {
        "Name": "Children seen in time",
        "Unit": "percent",
        "Better when": "higher",
        "Reported": "quarterly",
        "Decimals": 1,
        "Tolerance": "points",
        "Comparable": "yes",
    },
    "IndicatorValues": {"Area": "Council"},
    "Explanations": {"Period": QUARTER, "Kind": "narrative", "Position": 1},
    "Audits": {"Quarter": QUARTER},
    "AuditFindings": {"Quarter": QUARTER, "Heading": "Doing well", "Position": 1},
}
"""What a row holds where a test says nothing else."""


def says(code: str, **tables: Rows | Mapping[str, RawValue]) -> list[str]:
    """What one rule finds, each as its place and message; the arguments are those of `workbook`."""
    return [f"{finding.where}: {finding.message}" for finding in RULES[code].findings(workbook(**tables))]


def places(code: str, **tables: Rows | Mapping[str, RawValue]) -> list[str]:
    """The cells that one rule speaks of."""
    return [finding.where for finding in RULES[code].findings(workbook(**tables))]


def workbook(
    *,
    today: dt.date | None = None,
    book: Book | None = None,
    wrong: bool = False,
    settings: Mapping[str, RawValue] | None = None,
    **tables: Rows,
) -> Checked:
    """What the rules look at. A cell that cannot be read is a mistake of the test, unless it says some are `wrong`."""
    typed = {"Reporting quarter": QUARTER, **(settings or {})}
    rows = {"Settings": [{"Setting": name, "Value": value} for name, value in typed.items()], **tables}
    found = {table.name: raw_table(table, rows.get(table.name, ())) for table in CYPS_TABLES}
    inputs, problems = read_inputs(found, CYPS_TABLES)
    assert bool(problems) == wrong, problems
    return Checked(inputs, read_settings(inputs), problems, today, book or Book())


def raw_table(table: Table, rows: Rows) -> RawTable:
    """One sheet's table, as found."""
    headings = tuple(column.heading for column in table.columns)
    full = [{**USUAL.get(table.name, {}), **(_row(table, row) if isinstance(row, str) else row)} for row in rows]
    cells = tuple(tuple(row.get(heading) for heading in headings) for row in full)
    return RawTable(table.name, table.sheet, headings, cells, FIRST_ROW)


def _row(table: Table, text: str) -> RawRow:
    """Cells parted by |, each a heading and its value."""
    row: dict[str, RawValue] = {}
    for cell in text.split(" | "):
        column = max((c for c in table.columns if f"{cell} ".startswith(f"{c.heading} ")), key=lambda c: len(c.heading))
        row[column.heading] = _value(column.kind, cell.removeprefix(column.heading).strip())
    return row


def _value(kind: Kind, text: str) -> RawValue:
    if not text:
        return None
    if kind is Kind.MONTH:
        return dt.date.fromisoformat(f"{text}-01")
    if kind is Kind.DATE:
        return dt.date.fromisoformat(text)
    if kind in (Kind.WHOLE, Kind.DECIMAL):
        return float(text) if "." in text else int(text)
    return text


def monthly(heading: str, *values: object, first: str = "2017-01") -> list[str]:
    """Rows of a monthly table: one value under the heading in each month from `first` on."""
    year, month = map(int, first.split("-"))
    months = (divmod(year * 12 + month - 1 + later, 12) for later in range(len(values)))
    return [f"Month {y}-{m + 1:02d} | {heading} {value}" for (y, m), value in zip(months, values, strict=True)]
