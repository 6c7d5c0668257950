"""The list of edits that a press carries out gives what a refresh gives: proved without an office.

CYPS_EDITS=40 tries forty choices of several edits at once.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.live.edits import SetRecord, Write
from cyps_xl.xlsx.parts.package import Package
from helpers.book_states import planned, unlike_a_refresh
from helpers.excel import as_excel_saves
from helpers.live_books import change_inputs
from helpers.live_edits import EDITS, quarter

TRIED = int(os.environ.get("CYPS_EDITS", "4"))
CLOSED_ONLY = {"six months more across", "seven teams more"}
ONE_BY_ONE = [edit for edit in EDITS if edit not in CLOSED_ONLY]
_CHOICE = random.Random(7)
SEVERAL = [tuple(_CHOICE.sample(ONE_BY_ONE, _CHOICE.choice([2, 3, 4]))) for _ in range(TRIED)]


@pytest.mark.parametrize("edits", [*((edit,) for edit in ONE_BY_ONE), *SEVERAL], ids=", ".join)
def test_the_list_gives_what_a_refresh_gives(edits: tuple[str, ...], workbook: Path) -> None:
    for edit in edits:
        change_inputs(workbook, *EDITS[edit](workbook))
    assert unlike_a_refresh(workbook) == []


def test_for_an_untouched_example_the_list_is_empty(workbook: Path) -> None:
    assert planned(workbook).edits.edits == ()


def test_nor_is_there_anything_to_do_once_excel_has_saved_it(workbook: Path) -> None:
    workbook.write_bytes(as_excel_saves(Package.read(workbook)).to_bytes())
    assert planned(workbook).edits.edits == ()


def test_after_a_refresh_the_list_is_empty(workbook: Path) -> None:
    change_inputs(workbook, *EDITS["the fourth quarter"](workbook))
    report.refresh(workbook)
    assert planned(workbook).edits.edits == ()


def test_typing_alone_is_few_blocks(workbook: Path) -> None:
    change_inputs(workbook, *EDITS["a first commentary"](workbook))
    edits = planned(workbook).edits.edits
    assert len([edit for edit in edits if isinstance(edit, Write)]) <= 3
    assert isinstance(edits[-1], SetRecord)


@pytest.mark.parametrize(
    ("before", "tab", "reason"),
    [
        (lambda path: EDITS["six months more across"](path), "2.1 Supervision", "a chart has to read other cells"),
        (lambda path: EDITS["seven teams more"](path), "2.2 Caseloads", "a chart has to stand elsewhere"),
        (lambda path: quarter(path, "2017-18 Q1"), "2.2 Caseloads", "a chart comes or goes"),
    ],
    ids=["more months", "many more teams", "a chart that goes"],
)
def test_what_no_edit_brings_about_is_told(before: object, tab: str, reason: str, workbook: Path) -> None:
    change_inputs(workbook, *before(workbook))  # type: ignore[operator]
    assert (tab, reason) in planned(workbook).edits.not_possible
