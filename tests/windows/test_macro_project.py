"""The committed workbook with the button is what its sources make, and its macro reads as they do."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from helpers.macros import TEMPLATE, macros_in
from helpers.scripts import script

MACROS = TEMPLATE.parent / "macros"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DOCUMENT_MODULE = re.compile(r"(ThisWorkbook|Sheet\d+)\.cls")


@pytest.fixture(scope="module")
def read_back() -> dict[str, str]:
    return macros_in(TEMPLATE)


def code_names(data: bytes) -> list[str]:
    """The names by which the macro project knows the workbook and its sheets, from the sheets' side."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        book = etree.fromstring(parts.read("xl/workbook.xml"))
        sheets = [name for name in parts.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
        found = [etree.fromstring(parts.read(name)).find(f"{MAIN}sheetPr") for name in sheets]
    properties = book.find(f"{MAIN}workbookPr")
    return [element.get("codeName", "") for element in (properties, *found) if element is not None]


def test_the_committed_template_is_what_the_declarations_and_the_macros_make() -> None:
    made = script("make_template").with_button(script("macro_project").sources(script("macro_project").BUTTON))
    assert TEMPLATE.read_bytes() == made, "run: python scripts/make_template.py"


@pytest.mark.parametrize("module", ["CypsStart", "CypsWindows", "CypsButton"])
def test_another_reader_finds_each_macro_as_its_source_has_it(read_back: dict[str, str], module: str) -> None:
    named, _, source = (MACROS / f"{module}.bas").read_text(encoding="ascii").partition("\n")
    assert named == f'Attribute VB_Name = "{module}"'
    assert read_back[f"{module}.bas"].splitlines() == source.splitlines()


def test_there_is_no_macro_besides(read_back: dict[str, str]) -> None:
    others = {name: text for name, text in read_back.items() if not name.startswith("Cyps")}
    assert all(DOCUMENT_MODULE.fullmatch(name) for name in others)
    assert [text for text in others.values() if text.replace("(empty macro)", "").strip()] == []


def test_nothing_runs_before_somebody_presses_a_button_and_no_library_is_called(read_back: dict[str, str]) -> None:
    lines = [line.strip().lower() for text in read_back.values() for line in text.splitlines()]
    words = {word for line in lines if not line.startswith("'") for word in re.findall(r"\w+", line)}
    assert "sub" in words
    assert {word for word in words if word.startswith(("auto_", "workbook_", "worksheet_", "declare"))} == set()


def test_the_macro_project_knows_the_workbook_and_its_sheets_by_their_names(read_back: dict[str, str]) -> None:
    modules = {name.removesuffix(".cls") for name in read_back if name.endswith(".cls")}
    names = code_names(TEMPLATE.read_bytes())
    assert len(names) == len(set(names))
    assert set(names) == modules


def test_a_macro_called_otherwise_than_its_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Other.bas").write_text('Attribute VB_Name = "Mistyped"\nOption Explicit\n', encoding="ascii")
    project = script("macro_project")
    monkeypatch.setitem(project.source.__globals__, "MACROS", tmp_path)
    with pytest.raises(ValueError, match="Mistyped"):
        project.source("Other")


def test_both_templates_hold_the_same_sheets() -> None:
    plain = TEMPLATE.with_suffix(".xlsx")
    assert openpyxl.load_workbook(TEMPLATE).sheetnames == openpyxl.load_workbook(plain).sheetnames


def test_every_macro_is_written_in_letters_that_no_code_page_changes() -> None:
    assert [path.name for path in MACROS.glob("*.bas") if not path.read_bytes().isascii()] == []
