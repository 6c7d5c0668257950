"""`cyps-xl scan` from the command line, and the page that lists what it knows."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl.cli import main
from cyps_xl.scan import KINDS
from helpers.clean_books import CLEAN, more_clean_books
from helpers.new_books import new_book
from helpers.planted_books import HIDDEN
from helpers.planted_pdfs import HIDDEN as HIDDEN_IN_PDF
from helpers.planted_places import PLANTERS
from helpers.planted_zips import AROUND

PAGE = Path(__file__).resolve().parents[3] / "docs" / "scan.md"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["scan", *(str(word) for word in words)])


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("staff") / "CYPS.xlsx"
    new_book(path)
    return path


def test_a_staff_workbook_is_not_fit_to_be_sent(staff: Path) -> None:
    result = run(staff)
    assert result.exit_code == 1
    assert "customXml/item1.xml" in result.output


def test_json_holds_kind_place_and_remedy(staff: Path) -> None:
    found = json.loads(run(staff, "--format", "json").output)
    assert {"kind", "place", "found", "remedy"} == set(found[0])


def test_a_clean_pdf_ends_with_0(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    result = run(path)
    assert (result.exit_code, result.output) == (0, "report.pdf: nothing but what its pages show.\n")


def test_what_a_file_says_does_not_reach_the_terminal_as_a_command(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(CLEAN["plain"])
    with zipfile.ZipFile(path, "a") as book:
        book.comment = b"\x1b[2J\x1b[HNothing found.\x1b[8m"
    result = run(path)
    assert result.exit_code == 1
    assert "Nothing found." in result.output
    assert "\x1b" not in result.output


def test_any_other_file_ends_with_2(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_text("hello", encoding="utf-8")
    assert run(path).exit_code == 2


def test_the_page_lists_every_kind_with_its_remedy() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [kind.name for kind in KINDS if f"| {kind.name} | {kind.what} | {kind.remedy} |" not in page] == []


def test_the_page_says_in_how_many_places_a_secret_was_planted() -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"a secret in {len(PLANTERS) + len(AROUND)} places of an edition" in page
    assert f"in {len(HIDDEN)} small workbooks" in page
    assert f"in {len(HIDDEN_IN_PDF)} places of a PDF" in page
    assert f"{len(CLEAN) + len(more_clean_books()) + 1} clean workbooks" in page
