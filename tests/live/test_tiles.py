"""Which bare rows are dressed together, and from which rows that are dressed."""

from __future__ import annotations

from cyps_xl.live.tiles import RowLook, tiles

NAME, WORDS, HEADING = (RowLook(((0, style, ""),), 0) for style in ("wrapped middle", "explanation", "section"))
BLANK = RowLook((), 0)


def runs(looks: list[RowLook], *dressed: int) -> list[tuple[int, int, tuple[int, int] | None]]:
    """The runs for a sheet whose rows look so, all bare but some."""
    by_row = dict(enumerate(looks))
    bare = [row for row in by_row if row not in dressed]
    return list(tiles(bare, by_row, {row: by_row[row] for row in dressed}))


def test_rows_that_look_alike_are_copied_at_once() -> None:
    assert runs([NAME, NAME, NAME, NAME], 0) == [(1, 3, (0, 0))]


def test_rows_that_look_alike_in_turns_are_copied_at_once() -> None:
    assert runs([NAME, WORDS] * 4, 0, 1) == [(2, 7, (0, 1))]


def test_what_is_left_of_a_turn_is_copied_by_itself() -> None:
    assert runs([NAME, WORDS, NAME, WORDS, NAME], 0, 1) == [(2, 3, (0, 1)), (4, 4, (0, 0))]


def test_a_look_that_no_row_has_is_made_once_and_copied_from_then_on() -> None:
    assert runs([HEADING, NAME, HEADING], 1) == [(0, 0, None), (2, 2, (0, 0))]


def test_rows_without_cells_are_left_alone() -> None:
    assert runs([NAME, BLANK, NAME], 0) == [(2, 2, (0, 0))]


def test_rows_that_do_not_follow_each_other_are_dressed_one_by_one() -> None:
    assert runs([NAME, NAME, HEADING, NAME], 0, 2) == [(1, 1, (0, 0)), (3, 3, (0, 0))]
