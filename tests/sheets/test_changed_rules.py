"""Counts that stand elsewhere, whose rule changes in mid-year: a figure to date holds one rule alone, and says so."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cyps_xl.checks.check_input import Checked
from cyps_xl.disclosure.counts import InputCell
from cyps_xl.disclosure.formula_tracer import Tracer
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.direction import Direction
from cyps_xl.measures.periods import Quarter
from cyps_xl.proof import disagreements
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import ReportPlan, SheetPlan
from helpers.definitions import SMALL, Rows, small_inputs
from helpers.libreoffice import needs_libreoffice
from helpers.quarters import Values
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

SINCE = "counted since Quarter 3 2025-26"
BY_TEAM = {"Table": "Teams", "Sheet": "Teams", "One row is": "x", "Key": "Month; Team"}


def declared() -> dict[str, Rows]:
    """The small report with a scorecard, and a table of a row for each month and team."""
    kept = (("Month", "month"), ("Team", "text"), ("Number", "whole number"))
    return {
        **SMALL,
        "Tables": [*SMALL["Tables"], BY_TEAM],
        "Columns": [
            *SMALL["Columns"],
            *({"Table": "Teams", "Heading": heading, "Holds": holds, "Help": "x"} for heading, holds in kept),
        ],
        "Sections": [*SMALL["Sections"], {**SMALL["Sections"][0], "Section": "card", "Number": "2", "Tab": "Card"}],
        "Blocks": [
            *SMALL["Blocks"],
            {"Block": "card", "Section": "card", "Position": 1, "Shape": "indicators", "Table": "Indicators"},
        ],
    }


def of_quarter(quarter: str, **rows: list[Values]) -> Inputs:
    settings = [{"Setting": "Reporting quarter", "Value": quarter, "What it does": "x"}]
    return small_inputs(declared(), Settings=settings, **rows)


def report(quarter: str, months: int = 36, **indicator: Any) -> Inputs:
    """Two teams with 1 each a month up to September 2025, and 100 each since; an indicator that adds them up."""
    counted = {
        "No": "1", "Reference": "LI 1", "Name": "Visits", "Unit": "number", "Better when": "higher", "Decimals": 0,
        "Reported": "quarterly", "Tolerance": "relative", "Comparable": "yes", "Period basis": "year to date",
        "Numerator from": "Teams[Number]", "Comparable from": "2025-26 Q3",
    } | indicator  # fmt: skip
    days = [dt.date(2024 + (3 + at) // 12, (3 + at) % 12 + 1, 1) for at in range(months)]
    rows: list[Values] = [
        {"Month": day, "Team": team, "Number": 1 if day < dt.date(2025, 10, 1) else 100}
        for day in days
        for team in ("A", "B")
    ]
    return of_quarter(quarter, Indicators=[counted], Teams=rows)


def proved(inputs: Inputs) -> ReportPlan:
    plan = planned(inputs)
    assert disagreements(plan, by_formualizer(workbook_of(inputs, poisoned(plan)), plan)) == []
    return plan


def under(plan: ReportPlan, heading: str) -> Any:
    """What stands in the indicator's row under a heading of the scorecard."""
    cells = sheet_of(plan, "card").cells
    [header] = [cell for cell in cells if cell.value == heading and cell.style.startswith(("header", "workings"))]
    return next(cell.value for cell in cells if (cell.row, cell.column) == (header.row + 1, header.column))


WITHIN = [
    # the quarter reported, what the figure covers, what it comes to, how many months that is, whether it says so
    ("2025-26 Q2", "year to date", 12, 6, False),
    ("2025-26 Q3", "year to date", 600, 3, True),
    ("2025-26 Q4", "year to date", 1200, 6, True),
    ("2026-27 Q1", "year to date", 600, 3, True),
    ("2025-26 Q2", "rolling 12 months", 24, 12, False),
    ("2025-26 Q3", "rolling 12 months", 600, 3, True),
    ("2026-27 Q1", "rolling 12 months", 1800, 9, True),
    ("2026-27 Q2", "rolling 12 months", 2400, 12, True),
]


@pytest.mark.parametrize(("quarter", "basis", "figure", "months", "is_said"), WITHIN)
def test_a_figure_counts_from_the_quarter_since_which_one_rule_holds(
    quarter: str, basis: str, figure: int, months: int, is_said: bool
) -> None:
    inputs = report(quarter, **{"Period basis": basis})
    plan = proved(inputs)
    assert under(plan, "Quarter, months") == months
    assert (SINCE in under(plan, "In words")) == is_said
    [indicator] = Checked(inputs, read_settings(inputs)).indicators
    assert indicator.figure(Quarter.parse(quarter).period) == figure
    assert figure in {cell.value for cell in sheet_of(plan, "card").cells if cell.style.startswith("figure")}


@needs_libreoffice
@pytest.mark.parametrize("basis", ["year to date", "rolling 12 months"])
def test_libreoffice_counts_from_there_too(basis: str) -> None:
    proved_in_libreoffice(report("2025-26 Q4", **{"Period basis": basis}))


@pytest.mark.parametrize(("basis", "team"), [("year to date", ""), ("rolling 12 months", " where Team = A")])
def test_disclosure_control_follows_the_figure_to_the_months_that_it_counts(basis: str, team: str) -> None:
    inputs = report("2025-26 Q4", **{"Period basis": basis, "Numerator from": f"Teams[Number]{team}"})
    plan, rows = planned(inputs), inputs[inputs.catalogue["Teams"]].rows
    card = sheet_of(plan, "card")
    [place] = [("card", one.row, one.column) for one in card.cells if (one.row, one.column) == _number_of(card)]
    counted = {
        InputCell("Teams", at, "Number")
        for at, row in enumerate(rows)
        if dt.date(2025, 10, 1) <= row["Month"] < dt.date(2026, 4, 1) and (not team or row["Team"] == "A")  # type: ignore[operator]
    }
    found = Tracer(plan, inputs).traced(place)
    assert found.sum is not None
    assert set(found.sum.terms) == counted


def _number_of(card: SheetPlan) -> tuple[int, int]:
    """The cell of the number of this quarter, in the first indicator's row."""
    [scorecard] = card.scorecards
    first = scorecard.span.first_row
    headings = {cell.column: str(cell.value) for cell in card.cells if cell.row == first - 1}
    [column] = [at for at, text in headings.items() if text == f"Number, {headings[scorecard.current]}"]
    return first, column


def test_the_latest_year_is_told_beside_it_where_it_was_cut() -> None:
    plan = proved(report("2026-27 Q1"))
    assert under(plan, "2025-26") == 1200


@pytest.mark.parametrize(
    ("quarter", "is_compared"), [("2025-26 Q3", False), ("2026-27 Q3", False), ("2027-28 Q3", True)]
)
def test_a_figure_is_not_compared_with_one_that_left_months_out(quarter: str, is_compared: bool) -> None:
    inputs = report(quarter, months=48)
    plan = proved(inputs)
    assert under(plan, "In words").startswith("Not compared") != is_compared
    [indicator] = Checked(inputs, read_settings(inputs)).indicators
    assert (indicator.direction(Quarter.parse(quarter)) is not Direction.NOT_COMPARABLE) == is_compared


def test_months_from_before_the_change_may_be_missing() -> None:
    inputs = report("2025-26 Q3")
    teams = inputs.catalogue["Teams"]
    late = [dict(row.values) for row in inputs[teams] if row["Month"] >= dt.date(2025, 10, 1)]  # type: ignore[operator]
    plan = proved(of_quarter("2025-26 Q3", Teams=late, Indicators=_rows(inputs, "Indicators")))
    assert under(plan, "Quarter, months") == 3
    assert 600 in {cell.value for cell in sheet_of(plan, "card").cells}


def _rows(inputs: Inputs, table: str) -> list[Values]:
    return [dict(row.values) for row in inputs[inputs.catalogue[table]]]


@pytest.mark.parametrize("indicator", [{"Period basis": "as at"}, {"Comparable from": None}])
def test_nothing_is_said_where_nothing_is_left_out(indicator: Values) -> None:
    inputs = report("2025-26 Q3", **indicator)
    assert "Counted since" not in {cell.value for cell in sheet_of(proved(inputs), "card").cells}


def test_counts_that_are_typed_stay_as_they_are() -> None:
    inputs = report("2025-26 Q3", **{"Numerator from": None})
    assert "Counted since" not in {cell.value for cell in sheet_of(proved(inputs), "card").cells}
