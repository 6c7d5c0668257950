"""Whatever staff put on the report's sheets is there after a press, wherever it was. CYPS_MARKS=100 tries a hundred."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyps_xl import live
from cyps_xl.inputs.changes import TableChange
from helpers.live_books import blanked, change_inputs, rows_of
from helpers.live_edits import EDITS, QUARTER_END

Opened = Callable[[Path], Any]
TRIED = int(os.environ.get("CYPS_MARKS", "3"))
MARKS = 12
"""Words that staff leave on the report's sheets before each press."""


def leave(book: Any, tab: str, word: str, chance: random.Random) -> bool:
    """Put a word beside the report, below it, in a row put in between, or into a cell left blank; whether it took."""
    sheet = book.sheets[tab]
    rows, columns = sheet.used_range.shape
    where = chance.choice(["beside", "below", "in a new row", "in a blank cell"])
    row = rows + chance.randint(1, 6) if where == "below" else chance.randint(2, rows)
    column = columns + chance.randint(1, 3) if where == "beside" else chance.randint(1, min(columns, 12))
    if where == "in a new row":
        sheet.range(f"{row}:{row}").insert("down")
    cell = sheet.range((row, column))
    if cell.formula or cell.merge_cells:
        return False
    cell.value = word
    return True


@pytest.mark.parametrize("seed", range(TRIED))
def test_no_word_of_theirs_is_lost(seed: int, example: Path, opened: Opened, tmp_path: Path) -> None:
    chance = random.Random(seed)
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    for edit in chance.sample(list(EDITS), chance.choice([0, 1, 2])):
        change_inputs(path, *EDITS[edit](path))
    book = opened(path)
    tabs = [sheet.name for sheet in book.sheets if sheet.name[0].isdigit() or sheet.name in ("Cover", "Checks", "Key")]
    places = {word: chance.choice(tabs) for word in (f"mark {number}" for number in range(MARKS))}
    left = {word: tab for word, tab in places.items() if leave(book, tab, word, chance)}
    assert live.recalculate(book).done
    for word, tab in left.items():
        cells = [cell for row in book.sheets[tab].used_range.formula for cell in row]
        assert cells.count(word) == 1, (word, tab)


@pytest.fixture
def with_a_team_less(example: Path, opened: Opened, tmp_path: Path) -> Any:
    """The example open, without its last team, whose row the report still has."""
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    rows = rows_of(path, "Caseloads", **{"As at": QUARTER_END})
    change_inputs(path, *[TableChange("Caseloads", updates=blanked(path, "Caseloads", rows[-1:]).updates)])
    return opened(path)


LAST_TEAM = 13


def test_a_row_that_would_go_waits_while_a_word_of_staffs_stands_in_it(with_a_team_less: Any) -> None:
    sheet = with_a_team_less.sheets["2.2 Caseloads"]
    sheet.range((LAST_TEAM, 11)).value = "closes in March"
    pressed = live.recalculate(with_a_team_less)
    assert pressed.waiting == ("2.2 Caseloads",)
    assert sheet.range((LAST_TEAM, 11)).value == "closes in March"


def test_or_a_note(with_a_team_less: Any) -> None:
    sheet = with_a_team_less.sheets["2.2 Caseloads"]
    cell = sheet.api.getCellByPosition(0, LAST_TEAM - 1)
    sheet.api.Annotations.insertNew(cell.CellAddress, "Ask why.")
    assert live.recalculate(with_a_team_less).waiting == ("2.2 Caseloads",)
    assert sheet.api.Annotations.Count == 1


def draw(sheet: Any, row: int) -> None:
    """Put a picture of staff's on a row."""
    document = sheet.book.impl.doc
    shape = document.createInstance("com.sun.star.drawing.RectangleShape")
    cell = sheet.api.getCellByPosition(8, row - 1)
    sheet.api.DrawPage.add(shape)
    shape.Position, shape.Size = cell.Position, cell.Size


def test_or_a_picture(with_a_team_less: Any) -> None:
    sheet = with_a_team_less.sheets["2.2 Caseloads"]
    draw(sheet, LAST_TEAM)
    pressed = live.recalculate(with_a_team_less)
    assert pressed.waiting == ("2.2 Caseloads",)
    assert "a picture or the like of yours" in pressed.message


def test_a_picture_beside_the_row_that_goes_makes_nothing_wait(with_a_team_less: Any) -> None:
    draw(with_a_team_less.sheets["2.2 Caseloads"], LAST_TEAM - 1)
    assert live.recalculate(with_a_team_less).waiting == ()


@pytest.fixture
def with_two_indicators_more(example: Path, opened: Opened, tmp_path: Path) -> Any:
    """The example open, with two indicators that its report has no rows for."""
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    change_inputs(path, *EDITS["two indicators more"](path))
    return opened(path)


def test_rows_that_are_put_in_take_no_word_of_staffs_along_with_the_look_of_others(
    with_two_indicators_more: Any,
) -> None:
    sheet = with_two_indicators_more.sheets["1 Indicators"]
    sheet.range("E7").value = "ask about this"  # on the row of words below the first indicator
    assert live.recalculate(with_two_indicators_more).waiting == ()
    cells = [cell for row in sheet.used_range.formula for cell in row]
    assert cells.count("ask about this") == 1


def test_nor_a_note(with_two_indicators_more: Any) -> None:
    sheet = with_two_indicators_more.sheets["1 Indicators"]
    for row in (6, 7):
        sheet.api.Annotations.insertNew(sheet.api.getCellByPosition(2, row - 1).CellAddress, "Ask why.")
    assert sheet.api.Annotations.Count == 2
    assert live.recalculate(with_two_indicators_more).waiting == ()
    assert sheet.api.Annotations.Count == 2
