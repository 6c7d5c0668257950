"""The presses that are measured: what an officer did since the last one, and how much of Excel each may ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cyps_xl.inputs.changes import TableChange
from helpers.live_books import change_inputs, rows_of
from helpers.live_edits import EDITS

MOST_CALLS = {"nothing": 60, "typing": 90, "another quarter": 150, "the fourth quarter": 150}
"""Calls into Excel that a press makes at most, by what was done since the last."""


def typed(path: Path) -> None:
    """A figure corrected, as an officer does every day."""
    (row, *_) = rows_of(path, "Supervision")
    change_inputs(path, TableChange("Supervision", updates={row: {"Qualified in time": 1}}))


AFTER: dict[str, Callable[[Path], None]] = {
    "nothing": lambda path: None,
    "typing": typed,
    "another quarter": lambda path: change_inputs(path, *EDITS["another quarter"](path)),
    "the fourth quarter": lambda path: change_inputs(path, *EDITS["the fourth quarter"](path)),
}
