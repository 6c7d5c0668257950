"""What on the rows of an open sheet is the report's, and what is staff's."""

from __future__ import annotations

import pytest

from cyps_xl.live.cell_text import is_there, to_type
from cyps_xl.live.kinds import NOTHING, held_kinds, holds_more
from cyps_xl.live.output_sheet import plan_columns, plan_rows
from cyps_xl.sheets.plan import CellPlan, SheetPlan

COUNT = '=IF(ISNUMBER(MATCH(A{0},Supervision[Month],0)),INDEX(Supervision[Qualified due],1),"–")'


def sheet(*cells: CellPlan) -> SheetPlan:
    return SheetPlan("test", "Test", "Test", cells, (10, 10, 10))


TEAMS = sheet(
    CellPlan(0, 0, "Team"),
    CellPlan(0, 1, "Due"),
    CellPlan(1, 0, "North"),
    CellPlan(1, 1, 3, COUNT.format(2)[1:]),
    CellPlan(2, 0, 3, "SUM(B2)"),
    CellPlan(2, 2, "service"),
)


def rows_of(plan: SheetPlan) -> list[list[str]]:
    grid = [[""] * plan_columns(plan) for _ in range(plan_rows(plan))]
    for cell in plan.cells:
        grid[cell.row][cell.column] = str(to_type(cell))
    return grid


def test_every_row_of_the_plan_is_the_reports() -> None:
    rows = rows_of(TEAMS)
    assert not any(map(holds_more, rows, held_kinds(TEAMS, rows)))


@pytest.mark.parametrize(
    ("row", "column"),
    [(0, 2), (1, 2), (2, 1)],
    ids=["beside labels", "beside a formula", "where other rows have labels"],
)
def test_a_note_beside_the_reports_cells_is_staffs(row: int, column: int) -> None:
    rows = rows_of(TEAMS)
    rows[row][column] = "ask about this"
    kinds = held_kinds(TEAMS, rows)
    assert kinds == held_kinds(TEAMS, rows_of(TEAMS))
    assert holds_more(rows[row], kinds[row])


def test_a_note_past_the_reports_columns_is_staffs() -> None:
    rows = [[*row, ""] for row in rows_of(TEAMS)]
    rows[1][3] = "=B2*2"
    assert holds_more(rows[1], held_kinds(TEAMS, rows)[1])


def test_a_row_of_the_report_that_is_no_longer_planned_is_its_own_with_the_label_it_begins_with() -> None:
    plan = sheet(CellPlan(0, 0, "Team"), CellPlan(0, 1, "Due"))
    row = ["North", COUNT.format(2)]
    (kind,) = held_kinds(plan, [row])
    assert not holds_more(row, kind)


def test_but_not_a_text_further_on_in_it() -> None:
    plan = sheet(CellPlan(0, 0, "Team"), CellPlan(0, 2, "Due"))
    row = ["North", COUNT.format(2), "left in May"]
    (kind,) = held_kinds(plan, [row])
    assert holds_more(row, kind)


def test_findings_that_were_put_right_are_the_reports_to_the_last_word() -> None:
    row = ["blocks publication", "FG01-KWLD", '=HYPERLINK("#Supervision!C8","Supervision!C8")', "101 of 98.", "Look."]
    plan = sheet(CellPlan(0, 0, "Findings: none"), CellPlan(0, 5, ""))
    (kind,) = held_kinds(plan, [row])
    assert not holds_more(row, kind)


def test_a_link_of_staffs_own_is_staffs() -> None:
    row = ["", "", '=HYPERLINK("#Supervision!C8","see here")', "", ""]
    plan = sheet(CellPlan(0, 0, "Findings: none"), CellPlan(0, 5, ""))
    assert held_kinds(plan, [row]) == []
    assert holds_more(row, NOTHING)


def test_brackets_that_excel_doubles_around_a_heading_with_a_sign_make_no_other_formula() -> None:
    plan = sheet(CellPlan(0, 0, 3, "SUM(Registrations[De-registered])"), CellPlan(1, 0, "Notes"))
    rows = [["=SUM(Registrations[[De-registered]])"], ["Notes"]]
    assert held_kinds(plan, rows) == held_kinds(plan, rows_of(plan))
    assert is_there(plan.cells[0], rows[0][0])
