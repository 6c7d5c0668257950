"""Room for an edition's words: wider columns and higher rows, and what belongs together on one page all the same."""

from __future__ import annotations

import pytest

from cyps_xl.edition.fit_text import with_room
from cyps_xl.sheets.pages import column_points, widths_for
from cyps_xl.sheets.plan import CellPlan, SheetPlan
from cyps_xl.sheets.text_width import ems, parts_a_year
from cyps_xl.sheets.theme import EDITION_SIZE

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
    assert made.widths[1:4] == widths[1:4] and made.widths[0] + made.widths[4] < widths[0] + widths[4]


def test_the_column_gives_way_whose_rows_become_least_higher_by_it() -> None:
    widths = (30.0, 30.0, widths_for(3) - 54)
    names = ("a name of two lines at thirty letters or" + " so" * row for row in range(20))
    cells = [CellPlan(row, 0, name, style="wrapped") for row, name in enumerate(names)]
    figure = CellPlan(0, 2, "in the place of a figure " * 4, style="figure")
    made = with_room(sheet(*cells, CellPlan(0, 1, "short words", style="wrapped"), figure, widths=widths))
    assert made.widths[0] > made.widths[1] + 2


def test_no_column_gives_way_for_one_month_more() -> None:
    months = (20.0, *[FIGURES] * 12)
    name = CellPlan(0, 0, "a name of a line", style="wrapped")
    made = with_room(sheet(name, widths=months, starts=tuple(range(2, 13))))
    assert made.widths == months


def test_a_band_that_is_far_too_wide_is_left_to_the_next_page() -> None:
    room = widths_for(5)
    widths = (WRAPS, FIGURES, FIGURES, FIGURES, room - WRAPS - 3 * FIGURES + 30)
    made = with_room(sheet(CellPlan(0, 0, "words", style="wrapped"), widths=widths, starts=(3,)))
    assert made.widths == widths


@pytest.mark.parametrize("text", ["Full year 2016-17", "Out of, Quarter 3 2017-18", "Nifer, Chwarter 2 2026-27"])
def test_a_year_in_a_heading_is_not_parted_at_its_hyphen(text: str) -> None:
    for width in range(60, 200, 4):
        made = with_room(sheet(CellPlan(0, 0, text, style="header right"), widths=(width / 10,)))
        points = column_points(made.widths[0], EDITION_SIZE)
        assert not any(parts_a_year(text, (points - free) / EDITION_SIZE, bold=True) for free in (1.5, 2, 3, 3.5))


def test_a_column_that_is_wide_for_its_year_gives_no_room_to_others() -> None:
    year = CellPlan(0, 1, "Quarter 3 2017-18", style="header")
    words = CellPlan(0, 0, "words that wrap", style="wrapped")
    widths = (widths_for(2) - 15.9, 15.9)
    made = with_room(sheet(words, year, widths=widths))
    alone = with_room(sheet(year, widths=(9.0, 15.9)))
    assert made.widths[1] == alone.widths[1] > 15.9 and sum(made.widths) == pytest.approx(widths_for(2))


def test_a_line_that_ends_within_a_year_parts_it() -> None:
    text = "Full year 2016-17"
    whole, first, parted = (ems(part, bold=True) for part in (text, "Full year", "Full year 2016-"))
    for room, is_so in ((whole, False), (parted, True), (parted - 0.01, False), (first, False)):
        assert parts_a_year(text, room, bold=True) is is_so
    assert not parts_a_year("a re-admission of re-admissions", 5.0)
    assert not parts_a_year("2015-16 →\n2016-17", ems("2015-16 → 2016-"))  # its lines end where it says


def test_a_heading_without_a_year_is_as_wide_as_it_was() -> None:
    for text in ("Re-admitted in the year, re-admissions", "Quarter 3"):
        made = with_room(sheet(CellPlan(0, 0, text, style="header"), widths=(20.0,)))
        assert made.widths == (20.0,)
