"""Rows of words in a workbook that is open: tall enough, in every quarter, and as they were when a press fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyps_xl import live, report
from cyps_xl.inputs.changes import TableChange
from cyps_xl.sheets.text_heights import TEXT_HEIGHTS
from helpers.live_books import blanked, change_inputs, rows_of
from helpers.live_edits import EDITS, QUARTER_END
from helpers.xlwings_lo_trips import TRIPS

Opened = Callable[[Path], Any]
LONG = "The officer had a good deal more to say about this than would fit on a single line of the page. " * 6
WORDS = "2.3 Workforce"
PLACE = "A41"


@pytest.fixture
def two_quarters(example: Path, opened: Opened, tmp_path: Path) -> Any:
    """The example open, with words on the workforce for an earlier quarter as well."""
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    earlier = {"Item": "2.3", "Period": "2017-18 Q2", "Kind": "narrative", "Position": 1, "English": "Said earlier."}
    change_inputs(path, TableChange("Explanations", added=(earlier,)))
    report.refresh(path)
    return opened(path)


def set_quarter(book: Any, quarter: str) -> None:
    sheet = book.sheets["Settings"]
    names = sheet.range("A1:A40").value
    sheet.range((names.index("Reporting quarter") + 1, 2)).value = quarter


def test_another_quarters_words_are_there_as_soon_as_the_quarter_is_typed(two_quarters: Any) -> None:
    set_quarter(two_quarters, "2017-18 Q2")
    assert two_quarters.sheets[WORDS].range("A40:A41").value == ["Commentary", "Said earlier."]


def test_and_their_heading_goes_where_a_quarter_has_none(two_quarters: Any) -> None:
    set_quarter(two_quarters, "2017-18 Q1")
    assert two_quarters.sheets[WORDS].range("A40:A41").options(ndim=1).value in (["", ""], [None, None])


def typed(book: Any, words: str) -> Any:
    """Type other words about the workforce; the row of the report that shows them."""
    sheet = book.sheets["Explanations"]
    grid = sheet.tables["Explanations"].range.value
    place = next(at for at, row in enumerate(grid) if row[0] in ("2.3", 2.3) and row[1] == "2017-18 Q3")
    cells = sheet.tables["Explanations"].range
    sheet.range((cells.row + place, cells.column + grid[0].index("English"))).value = words
    return book.sheets[WORDS].range(PLACE)


def test_a_sections_first_words_are_there_as_soon_as_they_are_typed(book: Any) -> None:
    """The words typed for section 2.3 are given to section 5, which never had any."""
    sheet = book.sheets["Explanations"]
    table = sheet.tables["Explanations"].range
    grid = table.value
    row = next(at for at, row in enumerate(grid) if row[0] in ("2.3", 2.3) and row[1] == "2017-18 Q3")
    sheet.range((table.row + row, table.column + grid[0].index("Item"))).value = "'5"
    shown = [cells[0] for cells in book.sheets["5 Audits"].used_range.value]
    assert shown[shown.index("Commentary") + 1] == grid[row][grid[0].index("English")]


def test_a_row_whose_words_have_grown_is_made_taller(book: Any) -> None:
    row = typed(book, LONG)
    before = row.row_height
    assert live.recalculate(book).done
    assert row.value == LONG
    assert row.row_height > 2 * before


def test_a_second_press_has_nothing_to_make_taller(book: Any) -> None:
    typed(book, LONG)
    live.recalculate(book)
    TRIPS.clear()
    live.recalculate(book)
    assert TRIPS.kinds("height", "name", "write") == []


def test_a_row_that_staff_have_hidden_stays_hidden(book: Any) -> None:
    row = typed(book, LONG)
    row.impl.xl.Rows.IsVisible = False
    live.recalculate(book)
    assert row.row_height == 0


def test_rows_beside_a_hidden_one_are_made_taller_all_the_same(book: Any) -> None:
    """Excel, asked for the height of several rows at once, may answer with that of the first."""
    report_sheet = book.sheets["3 Complaints"]
    first, second = report_sheet.range("A27"), report_sheet.range("A28")
    first.impl.xl.Rows.IsVisible = False
    sheet = book.sheets["Explanations"]
    cells = sheet.tables["Explanations"].range
    grid = cells.value
    for at, row in enumerate(grid):
        if row[0] in ("3", 3.0) and row[1] == "2017-18 Q3":
            sheet.range((cells.row + at, cells.column + grid[0].index("English"))).value = LONG
    before = second.row_height
    live.recalculate(book)
    assert first.row_height == 0
    assert second.row_height > 2 * before


def test_rows_put_in_among_hidden_ones_are_shown(example: Path, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    change_inputs(path, *EDITS["a team more"](path))
    book = opened(path)
    teams = [book.sheets["2.2 Caseloads"].range(f"A{row}") for row in range(6, 14)]
    for team in teams:
        team.impl.xl.Rows.IsVisible = False
    live.recalculate(book)
    heights = [book.sheets["2.2 Caseloads"].range(f"A{row}").row_height for row in range(6, 15)]
    assert sum(height > 0 for height in heights) == 1


def test_a_row_whose_words_have_shrunk_keeps_its_room(book: Any) -> None:
    row = typed(book, LONG)
    live.recalculate(book)
    tall = row.row_height
    typed(book, "Little.")
    live.recalculate(book)
    assert row.row_height == tall


def test_when_a_press_fails_its_rows_are_as_tall_as_they_were(book: Any) -> None:
    row = typed(book, LONG)
    before, told = row.row_height, book.names[TEXT_HEIGHTS].refers_to
    TRIPS.fail_at = "name"
    assert not live.recalculate(book).done
    assert row.row_height == before
    assert book.names[TEXT_HEIGHTS].refers_to == told


def test_names_on_rows_that_went_are_back_when_a_press_fails(example: Path, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    last_team = rows_of(path, "Caseloads", **{"As at": QUARTER_END})[-1:]
    change_inputs(path, blanked(path, "Caseloads", last_team))
    book = opened(path)
    book.names["cyps_notice_caseloads_1"].refers_to = "='2.2 Caseloads'!$A$13"  # as when staff move the cell there
    before = {name.name: name.refers_to for name in book.names if name.name.startswith("cyps_")}
    TRIPS.fail_at = "write 2.2 Caseloads"
    assert not live.recalculate(book).done
    assert TRIPS.kinds("delete 2.2 Caseloads!A13") and TRIPS.kinds("name")
    assert {name.name: name.refers_to for name in book.names if name.name.startswith("cyps_")} == before


def test_an_older_report_that_does_not_tell_its_heights_is_told_from_now_on(book: Any) -> None:
    book.names[TEXT_HEIGHTS].delete()
    height = book.sheets[WORDS].range(PLACE).row_height
    live.recalculate(book)
    assert book.sheets[WORDS].range(PLACE).row_height == height
    row = typed(book, LONG)
    live.recalculate(book)
    assert row.row_height > height
