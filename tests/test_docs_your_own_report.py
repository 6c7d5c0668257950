"""The guide *Your own report*, done as it says: its rows are typed, and the section is there."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_xl.checking import check
from cyps_xl.definition.packs import pack_names
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "your-own-report.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def guide() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "scripts" / "guide.py"))


@pytest.fixture(scope="module")
def made(guide: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("guide") / "Our report.xlsx"
    counts = guide["followed"](path, PAGE)
    assert set(counts) == {"Tables", "Columns", "Sections", "Blocks", "Lines", "Relations", "", "Translations"}
    return path


def test_the_section_and_its_input_sheet_are_there(made: Path) -> None:
    tabs = [sheet.name for sheet in sheets_of(Package.read(made))]
    assert "Foster enquiries" in tabs
    assert tabs.index("2.9 Fostering") == tabs.index("2.8 TAF outcomes") + 1


def test_its_figures_are_those_that_were_typed(made: Path, guide: dict[str, Any]) -> None:
    sheet = openpyxl.load_workbook(made, data_only=True)["2.9 Fostering"]
    row = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Enquiries"][-1]
    (figures,) = (rows for sheet, rows in guide["steps"](PAGE) if not sheet)
    assert row[7:13] == tuple(int(one["Enquiries"]) for one in figures)


def test_its_relation_is_a_check(made: Path, guide: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / made.name
    path.write_bytes(made.read_bytes())
    guide["typed"](path, "", [{"Month": "2026-03-01", "Enquiries": "3", "Visited in time": "4"}])
    assert "March 2026: 4 visited in time, of 3 asked." in [finding.message for finding in check(path).findings]


def test_every_sheet_and_pack_that_the_guide_names_is_there(guide: dict[str, Any]) -> None:
    sheets = {table.sheet for table in DEFINITION_TABLES}
    assert {sheet for sheet, _ in guide["steps"](PAGE) if sheet} <= sheets
    assert [name for name in pack_names() if f"| {name} |" not in PAGE] == []
