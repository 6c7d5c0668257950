"""Room for an edition's words: wider columns and higher rows, and what belongs together on one page all the same."""

from __future__ import annotations

from cyps_xl.edition.fit_text import with_room
from cyps_xl.sheets.pages import widths_for
from cyps_xl.sheets.plan import CellPlan, SheetPlan

WRAPS, FIGURES = 40.0, 12.0


def sheet(*cells: CellPlan, widths: tuple[float, ...], starts: tuple[int, ...] = ()) -> SheetPlan:
    return SheetPlan("s", "S", "S", cells, widths, printed_columns=len(widths), column_starts=starts)


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    made = with_room(sheet(CellPlan(0, 0, "short and interdisciplinary", style="wrapped"), widths=(6.0,)))
    assert made.widths[0] > len("interdisciplin")
    assert made.widths[0] < len("short and interdisciplinary")


def test_a_word_in_the_place_of_a_figure_stands_on_one_line() -> None:
    made = with_room(sheet(CellPlan(0, 0, "amh., newydd", style="figure"), widths=(6.0,)))
    assert made.widths[0] > len("amh., newydd") - 2


def test_columns_that_wrap_give_way_so_that_the_first_band_stays_on_its_page() -> None:
    room = widths_for(5)
    widths = (WRAPS, FIGURES, FIGURES, FIGURES, room - WRAPS - 3 * FIGURES + 6, FIGURES, FIGURES)
    made = with_room(sheet(CellPlan(0, 0, "words", style="wrapped"), widths=widths, starts=(3, 5)))
    assert sum(made.widths[:5]) <= room
    assert made.widths[1:4] == widths[1:4] and made.widths[0] < WRAPS


def test_a_band_that_is_far_too_wide_is_left_to_the_next_page() -> None:
    room = widths_for(5)
    widths = (WRAPS, FIGURES, FIGURES, FIGURES, room - WRAPS - 3 * FIGURES + 30)
    made = with_room(sheet(CellPlan(0, 0, "words", style="wrapped"), widths=widths, starts=(3,)))
    assert made.widths == widths
