"""What a report declares of its figures protects small numbers, however an officer writes it."""

from __future__ import annotations

import pytest

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.rules.impossible_figures import part_of_a_person
from cyps_xl.disclosure.counts import Counts, InputCell
from cyps_xl.disclosure.suppress import MARK, suppress
from cyps_xl.inputs.identities import equations
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.identities import ToDate
from cyps_xl.printed.leaving import leaving
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import Scalar
from helpers.definitions import SMALL, Rows, small_inputs
from helpers.quarters import Values
from helpers.workbooks import planned, sheet_of

QUARTER, BEFORE = "2025-26 Q3", "2025-26 Q2"
CASES: dict[str, Rows] = {
    "Tables": [{"Table": "Cases", "Sheet": "Cases", "One row is": "cases of a kind", "Key": "Period; Kind"}],
    "Columns": [
        {"Table": "Cases", "Heading": "Period", "Holds": "period", "Help": "x", "Required": "yes"},
        {"Table": "Cases", "Heading": "Kind", "Holds": "text", "Help": "x", "Required": "yes"},
        {"Table": "Cases", "Heading": "Number", "Holds": "whole number", "Help": "x"},
    ],
    "Blocks": [{"Block": "cases", "Section": "visits", "Position": 2, "Shape": "comparison", "Table": "Cases"}],
    "Lines": [
        {"Block": "cases", "Position": at, "Label": kind, "Shows": "[Number]", "As": "count", "Where": f"Kind = {kind}"}
        for at, kind in enumerate(("total", "new", "old"), start=1)
    ],
}


def declared(*relations: dict[str, str]) -> dict[str, Rows]:
    """The small report with a comparison of cases, and these relations between them."""
    found: dict[str, Rows] = {name: [*rows, *CASES.get(name, ())] for name, rows in SMALL.items()}
    return {**found, "Relations": [{"Table": "Cases", "Figures": "Number", **one} for one in relations]}


def cases(period: str, **kinds: int) -> list[Values]:
    return [{"Period": period, "Kind": kind, "Number": number} for kind, number in kinds.items()]


def told(inputs: Inputs) -> dict[str, Scalar]:
    """What an edition for the public says of this quarter's cases, by their labels."""
    plan = suppress(leaving(planned(inputs)), inputs, read_settings(inputs), "public").plan
    cells = {(cell.row, cell.column): cell.value for cell in sheet_of(plan, "visits").cells}
    return {str(cells[row, 1]): cells[row, 4] for row, column in cells if column == 1 and (row, 4) in cells}


@pytest.mark.parametrize("of", ["Kind = total", "Kind = Total", "kind = TOTAL"])
def test_a_total_gives_no_part_away_whatever_the_capitals_of_the_relation(of: str) -> None:
    relation = {"Kind": "rows add up to", "Of": of, "Words": "kinds"}
    inputs = small_inputs(declared(relation), Cases=cases(QUARTER, total=30, new=2, old=28))
    found = told(inputs)
    assert found["new"] == MARK
    assert MARK in (found["total"], found["old"])


@pytest.mark.parametrize("total", ["total", "TOTAL"])
def test_a_total_gives_no_part_away_whatever_the_capitals_of_the_rows(total: str) -> None:
    relation = {"Kind": "rows add up to", "Of": "Kind = total", "Words": "kinds"}
    inputs = small_inputs(declared(relation), Cases=cases(QUARTER, **{total: 30, "new": 2, "old": 28}))
    found = told(inputs)
    assert found["new"] == MARK
    assert MARK in (found["total"], found["old"])


@pytest.mark.parametrize("written", ["New", "new"])
def test_a_count_to_date_does_not_tell_what_came_since_whatever_the_capitals_of_its_rows(written: str) -> None:
    rows = [*cases(BEFORE, new=20), *cases(QUARTER, **{written: 22})]
    inputs = small_inputs(declared({"Kind": "never falls in a year"}), Cases=rows)
    [(_, _, found)] = equations(inputs, ToDate)
    assert (found.total.value, [part.value for part in found.parts]) == (22, [20])


@pytest.mark.parametrize("of", ["Kind = new", "Kind = New"])
def test_rows_that_count_nobody_do_so_in_any_capitals(of: str) -> None:
    inputs = small_inputs(declared({"Kind": "counts nobody", "Of": of}), Cases=cases(QUARTER, new=2, old=2))
    counts = Counts(inputs)
    assert [counts.is_people(InputCell("Cases", at, "Number")) for at in (0, 1)] == [False, True]
    found = told(inputs)
    assert (found["new"], found["old"]) == (2, MARK)


@pytest.mark.parametrize("of", ["Kind = new", "Kind = New"])
def test_rows_that_count_posts_do_so_in_any_capitals(of: str) -> None:
    rows: list[Values] = [{"Period": QUARTER, "Kind": kind, "Number": 2.5} for kind in ("new", "old")]
    inputs = small_inputs(declared({"Kind": "counts posts", "Of": of}), Cases=rows)
    found = [fault.message for fault in part_of_a_person(Checked(inputs, read_settings(inputs)))]
    assert found == ["old: 2.5 is no number of whole people."]
