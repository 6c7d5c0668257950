"""The sheets of the definition itself: unchanged, or lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.errors import MissingTable
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES
from cyps_xl.xlsx.input_tables.tables import find_tables
from cyps_xl.xlsx.parts.package import Package
from helpers.definition_edits import refreshed, without_tab, workbook


def test_a_definition_sheet_that_was_lost_is_missed_and_nothing_is_written(tmp_path: Path) -> None:
    path = workbook(tmp_path, without_tab("Lines"))
    before = path.read_bytes()
    with pytest.raises(MissingTable, match=r"ReportLines .* They hold the report's definition"):
        report.refresh(path)
    assert path.read_bytes() == before


def test_an_unchanged_definition_tells_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    before = path.read_bytes()
    assert refreshed(path).news == ()
    assert path.read_bytes() == before
    assert {table.name for table in DEFINITION_TABLES} <= set(find_tables(Package.read(path)))
