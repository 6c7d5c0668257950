"""Answers that cells get from each other: each once, along chains of any length, and no endless work in a circle."""

from __future__ import annotations

from collections import Counter

import pytest

from cyps_xl.disclosure.cell_by_cell import CellByCell
from cyps_xl.disclosure.provenance_value import Place


def cell(row: int) -> Place:
    return ("s", row, 0)


def test_a_chain_of_thousands_is_followed_from_its_far_end_and_no_cell_is_left_without_its_answer() -> None:
    asked: CellByCell[int] = CellByCell(lambda place: 0 if place[1] == 0 else asked.of(cell(place[1] - 1)) + 1)
    assert asked.of(cell(5000)) == 5000
    assert [asked.of(cell(row)) for row in (0, 1, 19, 20, 21, 4999)] == [0, 1, 19, 20, 21, 4999]


def test_a_cell_that_is_read_by_many_is_asked_a_few_times_at_most() -> None:
    times: Counter[Place] = Counter()

    def total(place: Place) -> int:
        times[place] += 1
        return 1 if place[1] < 2 else asked.of(cell(place[1] - 1)) + asked.of(cell(place[1] - 2))

    asked = CellByCell(total)
    assert asked.of(cell(80)) == 37889062373143906
    assert max(times.values()) <= 3


def test_cells_that_ask_each_other_in_a_circle_are_an_error() -> None:
    asked: CellByCell[int] = CellByCell(lambda place: asked.of(cell(1 - place[1])))
    with pytest.raises(RecursionError, match="reads itself"):
        asked.of(cell(0))


def test_an_error_of_a_cell_is_passed_on_and_stands_in_no_other_s_way() -> None:
    asked: CellByCell[int] = CellByCell(lambda place: 100 // place[1] if place[1] < 9 else asked.of(cell(place[1] - 9)))
    with pytest.raises(ZeroDivisionError):
        asked.of(cell(9))
    assert asked.of(cell(14)) == 20
