"""A press after the inputs have changed what the report's sheets look like: proved against a refresh of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyps_xl import live, report
from helpers.live_books import (
    change_inputs,
    differences,
    formulas_in_book,
    formulas_in_file,
    values_in_book,
    values_in_file,
)
from helpers.live_edits import EDITS, quarter
from helpers.xlwings_lo_trips import TRIPS

Opened = Callable[[Path], Any]


ROUND_TRIPS = dict.fromkeys(EDITS, 40) | {
    "two indicators more": 47,
    "a paragraph more": 43,
    "all texts of the quarter gone": 47,
    "an audit more": 41,
    "six months more across": 48,
    "another quarter": 45,
    "a quarter with audits after one without": 55,
    "the fourth quarter": 53,
    "a quarter without figures": 46,
}
"""How many round trips a press makes at most; more than 40 where several sheets, or rows unlike others, come and go."""


@pytest.fixture(params=EDITS)
def edited(request: pytest.FixtureRequest, example: Path, tmp_path: Path) -> Path:
    """The example with its inputs changed and its report not yet."""
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    change_inputs(path, *EDITS[request.param](path))
    return path


def test_after_a_press_every_cell_is_as_after_a_refresh_of_the_file(
    edited: Path, opened: Opened, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    refreshed = tmp_path / "refreshed.xlsx"
    refreshed.write_bytes(edited.read_bytes())
    report.refresh(refreshed)
    book = opened(edited)
    pressed = live.recalculate(book)
    assert len(TRIPS.made) <= ROUND_TRIPS[request.node.callspec.params["edited"]]
    assert pressed.done, pressed.message
    assert pressed.waiting == ()
    assert differences(formulas_in_book(book), formulas_in_file(refreshed)) == []
    assert differences(values_in_book(book), values_in_file(refreshed)) == []


@pytest.fixture
def with_a_team_more(example: Path, opened: Opened, tmp_path: Path) -> Any:
    """The example open, with a team that its report does not show yet."""
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    change_inputs(path, *EDITS["a team more"](path))
    return opened(path)


def test_staff_rows_below_a_block_that_grows_move_down_with_it(with_a_team_more: Any) -> None:
    sheet = with_a_team_more.sheets["2.2 Caseloads"]
    sheet.range("A50:B50").value = [["Our own sum", "=B6+B7"]]
    live.recalculate(with_a_team_more)
    assert sheet.range("A51").value == "Our own sum"
    assert sheet.range("B51").value == sheet.range("B6").value + sheet.range("B7").value


def test_a_chart_over_a_block_that_grows_takes_in_the_new_row(with_a_team_more: Any) -> None:
    charts = with_a_team_more.sheets["2.2 Caseloads"].api.Charts

    def rows() -> set[tuple[int, int]]:
        return {(area.StartRow, area.EndRow) for area in charts.getByIndex(0).Ranges if area.EndRow > area.StartRow}

    before = rows()
    live.recalculate(with_a_team_more)
    assert rows() == {(first, last + 1) for first, last in before}


def test_the_print_area_takes_in_the_new_row(with_a_team_more: Any) -> None:
    def last_row() -> int:
        return int(with_a_team_more.sheets["2.2 Caseloads"].api.getPrintAreas()[0].EndRow)

    before = last_row()
    live.recalculate(with_a_team_more)
    assert last_row() == before + 1


def test_a_new_row_looks_like_its_neighbours(with_a_team_more: Any) -> None:
    sheet = with_a_team_more.sheets["2.2 Caseloads"]
    live.recalculate(with_a_team_more)
    rows = [sheet.range(f"G{row}") for row in (6, 14)]
    assert sheet.range("A14").value == "Valley team"
    assert len({(cell.number_format, cell.impl.font.bold, cell.impl.font.color) for cell in rows}) == 1


def test_a_chart_that_goes_is_why_its_sheet_waits(example: Path, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    change_inputs(path, *quarter(path, "2017-18 Q1"))
    pressed = live.recalculate(opened(path))
    assert pressed.waiting == ("2.2 Caseloads",)
    assert "2.2 Caseloads (a chart comes or goes)" in pressed.message


def test_a_row_that_staff_put_into_a_table_of_ours_is_not_overwritten(with_a_team_more: Any) -> None:
    sheet = with_a_team_more.sheets["2.2 Caseloads"]
    sheet.range("8:8").insert("down")
    sheet.range("A8").value = "Mind the gap"
    pressed = live.recalculate(with_a_team_more)
    assert pressed.waiting == ("2.2 Caseloads",)
    assert "cyps-xl refresh" in pressed.message and "2.2 Caseloads" in pressed.message
    assert sheet.range("A8").value == "Mind the gap"


def test_cells_that_staff_had_copied_are_not_put_in_where_rows_are(with_a_team_more: Any) -> None:
    with_a_team_more.app.cut_copy_mode = "copy"  # in Excel, rows put in would hold the copied cells
    assert live.recalculate(with_a_team_more).done
    assert not with_a_team_more.app.cut_copy_mode


def test_a_second_press_writes_nothing_more(with_a_team_more: Any) -> None:
    live.recalculate(with_a_team_more)
    assert live.recalculate(with_a_team_more).sheets == ()
