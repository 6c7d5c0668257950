"""The example quarter without its small numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_xl.disclosure.suppress import MARK, NOTE_PLACE, Protected, suppress
from cyps_xl.errors import Blocked
from cyps_xl.formulas.references import own_cells
from cyps_xl.planning import Planned, plan_report
from cyps_xl.printed.leaving import edition_plan, leaving
from cyps_xl.sheets.plan import CellPlan, ReportPlan
from cyps_xl.xlsx.parts.package import Package
from helpers.workbooks import sheet_of


@pytest.fixture(scope="module")
def planned(contradictory: Path) -> Planned:
    return plan_report(Package.read(contradictory))


@pytest.fixture(scope="module")
def public(planned: Planned) -> Protected:
    return suppress(leaving(planned.plan), planned.inputs, planned.settings, "public")


def cell_of(plan: ReportPlan, key: str, row: int, column: int) -> CellPlan:
    return next(cell for cell in sheet_of(plan, key).cells if (cell.row, cell.column) == (row, column))


def labelled(plan: ReportPlan, key: str, label: str) -> Iterator[CellPlan]:
    """The cells to the right of a label."""
    sheet = sheet_of(plan, key)
    row = next(cell.row for cell in sheet.cells if cell.column <= 1 and cell.value == label)
    return (cell for cell in sheet.cells if cell.row == row and cell.column > 1)


def test_no_small_count_is_left(public: Protected) -> None:
    for label in ("upheld", "not upheld", "partially upheld", "Complaints at stage 1", "Complaints at stage 2"):
        left = [
            cell.value for cell in labelled(public.plan, "complaints", label) if isinstance(cell.value, int | float)
        ]
        assert [value for value in left if 0 < value < 5] == []


def test_zeros_and_large_counts_stay(public: Protected) -> None:
    assert [cell.value for cell in labelled(public.plan, "readmissions", "Re-admitted")][-3:] == [MARK, 0, 13]


def test_a_total_whose_parts_are_withheld_is_a_plain_number(planned: Planned, public: Protected) -> None:
    before = list(labelled(planned.plan, "readmissions", "Re-admitted"))[-1]
    after = list(labelled(public.plan, "readmissions", "Re-admitted"))[-1]
    assert before.formula and after.formula is None and after.value == before.value


def test_no_formula_left_reads_a_withheld_cell(public: Protected) -> None:
    edition = edition_plan(public.plan)
    for sheet in edition.sheets:
        marks = {(cell.row, cell.column) for cell in sheet.cells if cell.value == MARK}
        for cell in sheet.cells:
            if cell.formula is not None:
                assert "[" not in cell.formula and marks.isdisjoint(own_cells(cell.formula))


def test_an_arrow_and_its_words_go_with_their_figure(public: Protected) -> None:
    direction, words = list(labelled(public.plan, "complaints", "Complaints at stage 2"))[3:5]
    assert (direction.value, words.value) == (MARK, MARK)


def test_a_sheet_says_that_figures_are_withheld_and_the_others_say_nothing(public: Protected) -> None:
    assert "under 5" in str(cell_of(public.plan, "complaints", *NOTE_PLACE).value)
    assert MARK not in str(cell_of(public.plan, "supervision", *NOTE_PLACE).value)


def test_members_see_small_counts_and_are_told_so(planned: Planned) -> None:
    plan = leaving(planned.plan)
    members = suppress(plan, planned.inputs, planned.settings, "members")
    assert members.withheld == () and "members only" in str(cell_of(members.plan, "complaints", *NOTE_PLACE).value)
    untouched = sheet_of(members.plan, "supervision")
    assert untouched == sheet_of(plan, "supervision")


def test_the_setting_withholds_small_counts_from_members_too(planned: Planned, public: Protected) -> None:
    careful = replace(planned.settings, small_for_members=False)
    members = suppress(leaving(planned.plan), planned.inputs, careful, "members")
    assert members.withheld == public.withheld


@pytest.mark.parametrize("threshold", [0, 1])
def test_a_threshold_that_withholds_nothing_is_refused_for_the_public_and_named(
    planned: Planned, threshold: int
) -> None:
    plan, settings = leaving(planned.plan), replace(planned.settings, small_number=threshold)
    assert suppress(plan, planned.inputs, settings, "members").plan == plan
    with pytest.raises(Blocked, match="withhold nothing") as stopped:
        suppress(plan, planned.inputs, settings, "public")
    (problem,) = stopped.value.problems
    assert problem.where.startswith("Settings!B") and "2 or more" in problem.remedy


def test_the_same_cells_go_in_another_language(planned: Planned, public: Protected) -> None:
    other = public.applied_to(leaving(planned.plan))
    assert other == public.plan
