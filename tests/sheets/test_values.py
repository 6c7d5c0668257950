"""Every formula of the report against the value Python gives it, for quarters full, gappy and empty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.proof import disagreements, formulas
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import CellPlan
from helpers.libreoffice import needs_libreoffice
from helpers.quarters import Size, inputs_of, made_up
from helpers.small_reports import proved_in_libreoffice
from helpers.workbooks import by_formualizer, planned, poisoned, sheet_of, workbook_of

QUARTERS = [
    (Size(), "2017-18 Q3"),
    (Size(indicators=30, teams=20, gaps=0.3, seed=3), "2017-18 Q4"),
    (Size(gaps=0.5, seed=5), "2018-19 Q1"),
    (Size(gaps=0.95, seed=6), "1999-00 Q2"),
]


@pytest.mark.parametrize(("size", "quarter"), QUARTERS)
def test_formualizer_works_every_formula_out_alike(size: Size, quarter: str) -> None:
    inputs = inputs_of(made_up(size, quarter))
    plan = planned(inputs)
    found = by_formualizer(workbook_of(inputs, poisoned(plan)), plan)
    assert disagreements(plan, found) == []
    assert len(formulas(plan)) > 1000


@needs_libreoffice
@pytest.mark.parametrize(("size", "quarter"), QUARTERS[:3])
def test_libreoffice_works_every_formula_out_alike(size: Size, quarter: str) -> None:
    inputs = inputs_of(made_up(size, quarter))
    proved_in_libreoffice(inputs)


def test_an_empty_workbook_shows_no_figure_and_no_error() -> None:
    inputs = inputs_of({"Settings": made_up(Size())["Settings"]})
    plan = planned(inputs)
    found = by_formualizer(workbook_of(inputs, poisoned(plan)), plan)
    assert disagreements(plan, found) == []
    supervision = sheet_of(plan, "supervision")
    shown = {cell.value for cell in supervision.cells if cell.style in ("figure", "count")}
    assert shown == {"–"}


def test_a_wrong_value_is_named_by_its_cell() -> None:
    inputs = inputs_of(made_up(Size()))
    plan = planned(inputs)
    found = by_formualizer(workbook_of(inputs, plan), plan)
    found["2.2 Caseloads", "G6"] = 0.1
    assert [problem.where for problem in disagreements(plan, found)] == ["'2.2 Caseloads'!G6"]


def test_a_value_that_was_never_found_is_named_too() -> None:
    inputs = inputs_of(made_up(Size()))
    plan = planned(inputs)
    found = by_formualizer(workbook_of(inputs, plan), plan)
    del found["2.2 Caseloads", "G6"]
    assert "no value" in disagreements(plan, found)[0].message


def test_the_same_inputs_make_the_same_bytes() -> None:
    inputs = inputs_of(made_up(Size()))
    assert workbook_of(inputs, planned(inputs)) == workbook_of(inputs, planned(inputs))


def _place(cell: CellPlan) -> str:
    return address(cell.row, cell.column)


def test_changing_the_quarter_alone_changes_every_sheet_without_python() -> None:
    """The sheets as laid out for one quarter, the setting changed: what an engine finds is the other quarter's."""
    rows = made_up(Size(gaps=0.1, months=30), "2017-18 Q3")
    laid_out = planned(inputs_of(rows))
    changed = [dict(row) for row in rows["Settings"]]
    next(row for row in changed if row["Setting"] == "Reporting quarter")["Value"] = "2017-18 Q2"
    other = inputs_of(rows | {"Settings": changed})
    found = by_formualizer(workbook_of(other, laid_out), laid_out)
    expected = planned(other)
    for key in ("supervision", "complaints", "registrations", "readmissions", "steps", "taf"):
        sheet = next(s for s in expected.sheets if s.key == key)
        # texts below the tables are a matter of shape, and wait for a refresh
        tables = tuple(c for c in sheet.cells if c.style != "notice" and (sheet.tab, _place(c)) in found)
        only = replace(expected, sheets=(replace(sheet, cells=tables),))
        assert disagreements(only, found) == [], key
        assert len(formulas(only)) > 25


def test_asking_for_more_months_makes_the_sheets_say_so() -> None:
    rows = made_up(Size())
    plan = planned(inputs_of(rows))
    changed = [dict(row) for row in rows["Settings"]]
    next(row for row in changed if row["Setting"] == "Months shown")["Value"] = 18
    found = by_formualizer(workbook_of(inputs_of(rows | {"Settings": changed}), plan), plan)
    assert found["2.1 Supervision", "A3"] == "Months shown has changed: bring the report up to date."


def test_a_renamed_heading_of_the_cover_is_not_lost_in_silence() -> None:
    rows = made_up(Size())
    plan = planned(inputs_of(rows))
    renamed = rows | {"CoverText": [{"Heading": "Aim of report", "English": "To monitor performance."}]}
    found = by_formualizer(workbook_of(inputs_of(renamed), plan), plan)
    assert "1 heading is not shown: bring the report up to date." in found.values()
