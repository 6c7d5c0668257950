"""The guide *Your own report*, done as it says: its rows are typed, and the section is there."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_xl.checking import check
from cyps_xl.definition.packs import pack_names
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES
from cyps_xl.planning import inputs_of
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of
from helpers.new_books import new_book

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


IMAGE = re.compile(r"!\[([^\]]+)\]\(((?:docs/)?images/([\w-]+)\.png)\)")


def test_every_step_of_the_officer_s_guide_has_a_picture() -> None:
    page = (ROOT / "docs" / "officers-guide.md").read_text(encoding="utf-8")
    steps = re.split(r"^## ", page, flags=re.MULTILINE)
    assert [step.splitlines()[0] for step in steps if re.match(r"\d", step) and not IMAGE.search(step)] == []


def test_every_picture_in_the_docs_is_there_and_one_that_the_program_makes(guide: dict[str, Any]) -> None:
    """But for the pages as they were before they had one size of text, which no program makes any more; those of Set up
    are made by set_up_pictures.py, under Wine."""
    pages = [page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))]
    shown = {name for page in pages for _, _, name in IMAGE.findall(page)}
    assert {path.stem for path in (ROOT / "docs" / "images").iterdir()} == shown
    others = shown - {picture.name for picture in guide["PICTURES"]}
    assert {name for name in others if not name.startswith("set-up-")} == {"pages-before"}


def test_a_team_that_is_typed_and_not_shown_yet_is_what_the_guide_shows(guide: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "A team more.xlsx"
    new_book(path)
    before = len(inputs_of(Package.read(path)).named("Caseloads").rows)
    guide["a_team_more"](path)
    assert len(inputs_of(Package.read(path)).named("Caseloads").rows) == before + 1
