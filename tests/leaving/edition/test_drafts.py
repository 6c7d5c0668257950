"""Drafted sentences stay at home: no file of an edition and no letter carries one, in either language."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from cyps_xl.edition.publishing import Published, Wanted, publish
from cyps_xl.mail.editions import read_edition
from cyps_xl.mail.letters import letter
from cyps_xl.planning import plan_report
from cyps_xl.scan import scan_bytes
from cyps_xl.sheets import drafts
from cyps_xl.xlsx.parts.package import Package
from helpers.libreoffice import needs_libreoffice
from helpers.workbooks import sheet_of

needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


@pytest.fixture(scope="module")
def sentences(workbook: Path) -> set[str]:
    """Every sentence that the workbook drafts, without the name that it begins with."""
    sheet = sheet_of(plan_report(Package.read(workbook)).plan, drafts.KEY)
    columns = (drafts.ENGLISH, drafts.ENGLISH + 1)
    texts = [str(cell.value) for cell in sheet.cells if cell.row >= drafts.FIRST and cell.column in columns]
    found = {f"{part}." for text in texts for part in text.partition(": ")[2].rstrip(".").split(". ") if part}
    assert len(found) > 20
    return found


def in_words(texts: str) -> str:
    return " ".join(texts.replace("&#8217;", "’").split())


def carried(sentences: set[str], *texts: str) -> set[str]:
    held = in_words("\n".join(texts))
    return {one for one in sentences if one in held or one.rstrip(".") in held}


def test_no_file_of_an_edition_has_one(english: Published, welsh: Published, sentences: set[str]) -> None:
    for edition in (english, welsh):
        for name, data in edition.files.items():
            if name.endswith(".xlsx"):
                parts = zipfile.ZipFile(io.BytesIO(data))
                texts = [parts.read(part).decode("utf-8", "replace") for part in parts.namelist()]
                assert not any("Drafts" in text or "drafts" in text for text in texts)
            else:
                texts = [data.decode()]
            assert carried(sentences, *texts) == set(), name


def test_no_letter_has_one(workbook: Path, english: Published, welsh: Published, sentences: set[str]) -> None:
    planned = plan_report(Package.read(workbook))
    for edition in (english, welsh):
        one = letter(planned, read_edition(edition.folder), (".xlsx",))
        assert carried(sentences, one.text, one.page.decode()) == set()


@needs_libreoffice
@needs_pdftotext
def test_no_pdf_has_one(workbook: Path, tmp_path: Path, sentences: set[str]) -> None:
    published = publish(workbook, tmp_path / "out", Wanted())
    path = published.folder / f"{published.folder.name}.pdf"
    text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
    assert "What changed, drafted" not in text
    assert "Children helped to stay with their own family" in in_words(text)
    assert carried(sentences, text) == set()


def test_the_search_finds_one_that_is_there(sentences: set[str]) -> None:
    one = sorted(sentences)[0]
    assert carried(sentences, f"x {one.replace(' ', chr(10))} y") == {one}


def test_the_scan_finds_one_that_got_into_a_page(english: Published, sentences: set[str]) -> None:
    page = next(data for name, data in english.files.items() if name.endswith(".html"))
    planted = page.replace(b"<section", f"<section><p>{sorted(sentences)[0]}</p></section><section".encode(), 1)
    assert scan_bytes(planted, "report.html", (), english.files[english.workbook])
