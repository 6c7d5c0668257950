"""A press after several edits at once, whichever: proved against a refresh of the file. CYPS_EDITS=40 tries forty."""

from __future__ import annotations

import os
import random
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
from helpers.live_edits import EDITS

Opened = Callable[[Path], Any]
TRIED = int(os.environ.get("CYPS_EDITS", "3"))
_CHOICE = random.Random(7)
SEVERAL = [tuple(_CHOICE.sample(list(EDITS), _CHOICE.choice([2, 2, 3]))) for _ in range(TRIED)]


@pytest.mark.parametrize("edits", SEVERAL, ids=", ".join)
def test_after_a_press_every_cell_is_as_after_a_refresh_of_the_file(
    edits: tuple[str, ...], example: Path, opened: Opened, tmp_path: Path
) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    for edit in edits:
        change_inputs(path, *EDITS[edit](path))
    refreshed = tmp_path / "refreshed.xlsx"
    refreshed.write_bytes(path.read_bytes())
    report.refresh(refreshed)
    book = opened(path)
    pressed = live.recalculate(book)
    assert (pressed.done, pressed.waiting) == (True, ()), pressed.message
    assert differences(formulas_in_book(book), formulas_in_file(refreshed)) == []
    assert differences(values_in_book(book), values_in_file(refreshed)) == []
