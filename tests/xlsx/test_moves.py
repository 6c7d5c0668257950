"""The report's rows are found again wherever they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.grid import Area
from cyps_xl.xlsx.grafting.row_map import Moves, moves, places_now
from cyps_xl.xlsx.parts.sheet_cells import Content


def sheet(*rows: str) -> dict[tuple[int, int], Content]:
    """A sheet with a label in A, and beside every label but a heading a formula that reads its row."""
    cells = {(at, 1): Content("", label) for at, label in enumerate(rows, start=1) if label}
    formulas = {(at, 2): Content(f"A{at}*2", "2") for at, label in enumerate(rows, start=1) if label.islower()}
    return {**cells, **formulas}


def test_a_row_put_in_moves_those_below_it() -> None:
    found = moves(sheet("Team", "east", "west", "", "Total"), sheet("Team", "east", "north", "west", "", "Total"))
    assert found.rows == {1: 1, 2: 2, 3: 4, 4: 5, 5: 6}
    assert found.row(9) == 10, "what stands below the report makes room"


def test_a_row_that_went_has_no_place() -> None:
    found = moves(sheet("Team", "east", "north", "west", "Total"), sheet("Team", "east", "west", "Total"))
    assert [found.row(row) for row in range(1, 7)] == [1, 2, None, 3, 4, 5]


def test_what_holds_all_rows_of_a_kind_holds_those_added_to_them() -> None:
    way = moves(sheet("Team", "east", "west", "Total"), sheet("Team", "east", "west", "north", "Total"))
    assert way.area(Area(2, 2, 3, 2)) == Area(2, 2, 4, 2)
    assert way.area(Area(3, 2, 3, 2)) == Area(3, 2, 3, 2), "one row alone stays what it is"
    assert way.area(Area(2, 2, 4, 2)) == Area(2, 2, 5, 2)


def test_other_words_in_as_many_rows_are_the_same_rows() -> None:
    found = moves(sheet("Quarter 1", "april", "may", "Total"), sheet("Quarter 2", "july", "august", "Total"))
    assert not found.any


def test_rows_that_staff_put_in_above_the_report_are_taken_out_of_its_way() -> None:
    found = moves(sheet("", "", "Team", "east"), sheet("Team", "east"))
    assert (found.row(3), found.row(4)) == (1, 2)


def test_an_area_grows_and_shrinks_with_the_rows_in_it() -> None:
    way = Moves({1: 1, 2: 3, 4: 4}, last=4, down=0)
    assert way.area(Area(1, 1, 2, 1)) == Area(1, 1, 3, 1)
    assert way.area(Area(2, 1, 4, 1)) == Area(3, 1, 4, 1)
    assert way.area(Area(3, 1, 3, 1)) is None
    assert way.area(Area(4, 1, 30, 1)) == Area(4, 1, 30, 1)


_LABELS = st.lists(st.sampled_from(["east", "west", "north", "south", "Total", "Notes", ""]), max_size=12)


@given(_LABELS, _LABELS)
def test_rows_never_pass_each_other_or_share_a_place(before: list[str], after: list[str]) -> None:
    found = moves(sheet(*before), sheet(*after))
    places = [found.rows[row] for row in sorted(found.rows)]
    assert places == sorted(set(places))
    assert all(1 <= place <= len(after) for place in places)


@given(_LABELS)
def test_a_sheet_that_stays_moves_nothing(rows: list[str]) -> None:
    assert not moves(sheet(*rows), sheet(*rows)).any


@given(_LABELS, _LABELS, st.sets(st.tuples(st.integers(1, 14), st.integers(1, 3))))
def test_no_two_cells_of_staffs_come_to_stand_in_one_place(
    before: list[str], after: list[str], cells: set[tuple[int, int]]
) -> None:
    now = places_now(cells, moves(sheet(*before), sheet(*after)))
    assert set(now) == cells
    assert len(set(now.values())) == len(cells)
