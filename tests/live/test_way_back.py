"""Wherever Excel stops a press, the edits that lead back give the very state that the workbook was in."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl.live.carry_out import edits_back
from cyps_xl.live.edits import DeleteRows, InsertRows
from cyps_xl.live.row_steps import row_steps, steps_of, way_back
from cyps_xl.xlsx.grafting.row_map import Moves
from helpers.book_states import after, planned, unlike
from helpers.live_books import change_inputs
from helpers.live_edits import EDITS

SEVERAL = ["a team less in the middle", "two indicators more", "all texts of the quarter gone", "another quarter"]


@pytest.mark.parametrize("edit", SEVERAL)
def test_after_each_edit_the_way_back_leads_to_where_it_began(edit: str, workbook: Path) -> None:
    change_inputs(workbook, *EDITS[edit](workbook))
    press = planned(workbook)
    edits = press.edits.edits
    for count in {1, 2, len(edits) // 2, len(edits)}:
        done = after(press.before, *edits[:count])
        back = edits_back([*edits[:count], edits[-1]], press.before)
        assert back.not_possible == ()
        assert list(unlike(after(done, *back.edits), press.before)) == []


def test_rows_taken_out_of_several_places_come_back_each_to_its_own() -> None:
    there = steps_of("Sheet", [(3, -2), (8, -1), (10, 2)], 12)
    back = way_back("Sheet", there.steps)
    assert {row: back.moves.row(now) for row, now in there.moves.rows.items()} == {row: row for row in there.moves.rows}
    assert back.inserted == {3, 4, 8}


def test_as_many_other_rows_are_written_over_and_none_comes_or_goes() -> None:
    assert not row_steps("Sheet", Moves({1: 1, 4: 4}, 4), {})


def test_rows_added_to_the_end_of_a_run_are_put_in_before_its_last() -> None:
    moves = Moves({1: 1, 2: 2, 3: 3, 4: 6}, 4, 2, grown={3: (2, 5)})
    assert row_steps("Sheet", moves, {}).steps == (InsertRows("Sheet", 3, 2),)


def test_rows_go_from_where_they_stand_all_at_once() -> None:
    moves = Moves({1: 1, 3: 2, 6: 3}, 6, -3)
    assert row_steps("Sheet", moves, {}).steps == (DeleteRows("Sheet", ((2, 2), (4, 5))),)
