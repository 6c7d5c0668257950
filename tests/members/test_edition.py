"""What an edition holds, and what it does not."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest

from cyps_xl import report
from cyps_xl.members.publishing import Published, Wanted, publish


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "CYPS 2017-18 Q3.xlsx"
    report.new(path, example=True)
    return path


@pytest.fixture(scope="module")
def draft(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(workbook, tmp_path_factory.mktemp("out"), Wanted(draft=True, make_pdf=False))


def test_the_edition_has_the_output_sheets_from_the_cover_on(draft: Published) -> None:
    book = openpyxl.load_workbook(io.BytesIO(draft.files[draft.workbook]))
    assert book.sheetnames[:3] == ["Cover", "Key", "1 Indicators"]
    assert {"Start", "Checks", "Settings", "Members"}.isdisjoint(book.sheetnames)
    assert book.active is not None and book.active.title == "Cover"


def test_every_formula_reads_its_own_page(draft: Published) -> None:
    book = openpyxl.load_workbook(io.BytesIO(draft.files[draft.workbook]))
    formulas = [cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert len(formulas) > 150
    assert all(re.fullmatch(r"=[A-Z]+\d+[/+-][A-Z]+\d+|=(SUM|AVERAGE)\([A-Z]+\d+:[A-Z]+\d+\)", f) for f in formulas)
