"""A count that stands elsewhere is taken whole or not at all, by Python as by its formula."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.checks.check_input import Checked
from cyps_xl.definition.indicators import indicator_problems
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.proof import disagreements
from cyps_xl.settings import read_settings
from helpers.definitions import SMALL, Rows, small_inputs
from helpers.libreoffice import needs_libreoffice
from helpers.quarters import Values
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

QUARTER = "2025-26 Q3"


def column(table: str, heading: str, holds: str) -> dict[str, str | None]:
    return {"Table": table, "Heading": heading, "Holds": holds, "Help": "x"} | (
        {} if holds == "number" else {"Required": "yes"}
    )


def scorecard() -> dict[str, Rows]:
    """The small report with a scorecard, and tables by month and team, by date and kind, by period and kind."""
    kept = {
        "Teams": ("Month", "month", "Team"),
        "Homes": ("As at", "date", "Kind"),
        "Cases": ("Period", "period", "Kind"),
    }
    return {
        **SMALL,
        "Tables": [
            *SMALL["Tables"],
            *({"Table": t, "Sheet": t, "One row is": "x", "Key": f"{k[0]}; {k[2]}"} for t, k in kept.items()),
        ],
        "Columns": [
            *SMALL["Columns"],
            *(
                column(t, heading, holds)
                for t, (by, kind, group) in kept.items()
                for heading, holds in ((by, kind), (group, "text"), ("Number", "number"))
            ),
        ],
        "Sections": [*SMALL["Sections"], {**SMALL["Sections"][0], "Section": "card", "Number": "2", "Tab": "Card"}],
        "Blocks": [
            *SMALL["Blocks"],
            {"Block": "card", "Section": "card", "Position": 1, "Shape": "indicators", "Table": "Indicators"},
        ],
    }


def indicator(written: str, basis: str | None = "year to date") -> Values:
    return {
        "No": "1", "Reference": "LI 1", "Name": "Count", "Unit": "number", "Better when": "higher", "Decimals": 1,
        "Reported": "quarterly", "Tolerance": "relative", "Comparable": "yes", "Period basis": basis,
        "Numerator from": written,
    }  # fmt: skip


def test_a_column_may_have_the_word_where_in_its_heading() -> None:
    declared = scorecard()
    renamed = [{**one, "Heading": "Where known"} if one["Heading"] == "Number" else one for one in declared["Columns"]]
    inputs = small_inputs(
        {**declared, "Columns": renamed},
        Teams=[{"Month": dt.date(2025, month, 1), "Team": "North", "Where known": 2} for month in range(4, 13)],
        Indicators=[indicator("Teams[Where known] where Team = North")],
    )
    assert [*indicator_problems(inputs)] == []
    assert 18 in {cell.value for cell in sheet_of(planned(inputs), "card").cells}


def months(first: int, last: int, *teams: str, **blank: int) -> list[Values]:
    """A row a month and team, 2 each; `blank` names for a team the month in which its figure is blank."""
    days = [dt.date(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 1) for month in range(first, last + 1)]
    return [
        {"Month": day, "Team": team, "Number": None if blank.get(team) == day.month else 2}
        for day in days
        for team in teams
    ]


def day(month: int, number: int, kind: str, count: Value) -> Values:
    return {"As at": dt.date(2025, month, number), "Kind": kind, "Number": count}


def case(kind: str, count: Value) -> Values:
    return {"Period": QUARTER, "Kind": kind, "Number": count}


CASES = [
    # where it stands, over which months, the rows that there are, what they come to
    ("Teams[Number]", "year to date", months(4, 12, "A", "B"), 36),
    ("Teams[Number]", "year to date", months(4, 12, "A", "B", A=5), None),
    ("Teams[Number]", "year to date", months(4, 4, *"ABCDEFGHI"), None),
    ("Teams[Number]", "year to date", [*months(4, 7, "A", "B"), *months(9, 12, "A", "B")], None),
    ("Teams[Number]", "year to date", [*months(4, 12, "A"), *months(9, 12, "B")], 26),
    ("Teams[Number]", None, months(4, 12, "A"), 18),
    ("Teams[Number]", "rolling 12 months", months(1, 12, "A", "B"), 48),
    ("Teams[Number]", "rolling 12 months", months(2, 12, "A", "B"), None),
    ("Teams[Number]", "as at", months(12, 12, "A", "B"), 4),
    ("Teams[Number]", "as at", months(12, 12, "A", "B", B=12), None),
    ("Teams[Number]", "as at", months(11, 11, "A", "B"), None),
    ("Teams[Number] where team = a", "year to date", months(4, 12, "A", "B", B=5), 18),
    ("Teams[Number] Where Team = A", "year to date", months(4, 12, "A", "B", A=5), None),
    ("teams[number] where Team = A", "year to date", months(5, 12, "A"), None),
    ("Homes[Number]", "as at", [day(11, 30, "a", 7), day(12, 31, "a", 5), day(12, 31, "b", 2.5)], 7.5),
    ("Homes[Number]", "as at", [day(12, 31, "a", 5), day(12, 31, "b", None)], None),
    ("Homes[Number] where Kind = a", "as at", [day(11, 30, "a", 7), day(12, 31, "b", 9)], None),
    ("Homes[Number] where Kind = b", "as at", [day(11, 30, "a", 7), day(12, 31, "b", 9)], 9),
    ("Homes[Number]", "as at", [day(9, 30, "a", 7)], None),
    ("Homes[Number]", "as at", [], None),
    ("Cases[Number]", "year to date", [case("a", 3), case("b", 4)], 7),
    ("Cases[Number]", "year to date", [case("a", 3), case("b", None)], None),
    ("Cases[Number] where Kind = A", "year to date", [case("a", 3), case("b", None)], 3),
    ("Cases[Number] - Cases[Number] / 2", "year to date", [case("a", 3)], 1.5),
]  # fmt: skip
IDS = [f"{written} {basis} {count}" for written, basis, _, count in CASES]


def inputs(written: str, basis: str | None, rows: list[Values]) -> Inputs:
    name = written.partition("[")[0].capitalize()
    return small_inputs(scorecard(), Indicators=[indicator(written, basis)], **{name: rows})


@pytest.mark.parametrize(("written", "basis", "rows", "count"), CASES, ids=IDS)
def test_a_count_is_taken_whole_or_not_at_all(
    written: str, basis: str | None, rows: list[Values], count: float | None
) -> None:
    workbook = inputs(written, basis, rows)
    plan = planned(workbook)
    values = {cell.value for cell in sheet_of(plan, "card").cells if cell.formula and "SUMIFS" in cell.formula}
    assert (values & {count} if count else values) == {count or ""}
    [checked] = Checked(workbook, read_settings(workbook)).indicators
    assert checked.figure(QUARTER) == count
    assert disagreements(plan, by_formualizer(workbook_of(workbook, poisoned(plan)), plan)) == []


@needs_libreoffice
@pytest.mark.parametrize("at", range(1, len(CASES), 7))
def test_libreoffice_takes_it_alike(at: int) -> None:
    written, basis, rows, _ = CASES[at]
    workbook = inputs(written, basis, rows)
    proved_in_libreoffice(workbook)
