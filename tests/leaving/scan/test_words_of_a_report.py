"""The words that a scan may meet: those of the reports that ship, of an edition's own charts, of a workbook named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl import report
from cyps_xl.cli import main
from cyps_xl.definition.labels import words_of_report
from cyps_xl.definition.packs import pack_names, read_pack
from cyps_xl.edition.publishing import Published, Wanted, publish
from cyps_xl.scan import scan_bytes, scan_file, words_of_workbook
from cyps_xl.scan.published import descriptions_beside
from cyps_xl.scan.words import Known
from helpers.new_books import new_book

NEW = {
    "Sections": "Section,Number,Title,Tab,Order,Shown,Commentary\n"
    "fostering,2.9,Stacked placements,Placements,85,yes,yes\n",
    "Blocks": "Block,Section,Position,Shape,Table,Called,Chart,Chart title,Chart says,Counted in\n"
    "fostering,fostering,1,months,Readmissions,Placements,columns,Kinship carers,"
    "A column a month: grandparents and zoologists who foster.,Carers\n",
    "Lines": "Block,Position,Label,Shows,As,In chart\nfostering,1,Kinship carers,[Children],count,yes\n",
}
"""A section that no pack has; only the description of its chart says “grandparents and zoologists”."""


def scanned(*words: object) -> Result:
    return CliRunner().invoke(main, ["scan", *(str(word) for word in words)])


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example quarter with a section of the council's own."""
    folder = tmp_path_factory.mktemp("own section")
    path = folder / "CYPS.xlsx"
    new_book(path)
    source = folder / "definition"
    source.mkdir()
    for name, text in NEW.items():
        (source / f"{name}.csv").write_text(text, encoding="utf-8")
    report.import_figures(path, source)
    return path


@pytest.fixture(scope="module")
def edition(workbook: Path) -> Published:
    return publish(workbook, workbook.parent / "out", Wanted(draft=True, make_pdf=False))


def test_an_edition_with_a_section_of_the_council_s_own_is_left_in_peace(edition: Published) -> None:
    path = edition.folder / edition.workbook
    assert b"zoologists" in edition.files[f"{edition.folder.name}.json"]
    assert scan_file(path) == ()
    assert scanned(path).exit_code == 0


def test_a_copy_that_lies_elsewhere_is_left_in_peace_once_its_workbook_is_named(
    workbook: Path, edition: Published, tmp_path: Path
) -> None:
    path = tmp_path / "sent.xlsx"
    path.write_bytes(edition.files[edition.workbook])
    assert "zoologists" in scanned(path, "--format", "json").output
    assert scanned(path, "--workbook", workbook).exit_code == 0
    assert "A column a month: grandparents and zoologists who foster." in words_of_workbook(workbook)


def test_words_of_another_file_than_the_one_that_was_published_are_not_known(
    edition: Published, tmp_path: Path
) -> None:
    path, data = tmp_path / edition.workbook, edition.files[edition.workbook]
    manifest = path.with_suffix(".json")
    manifest.write_bytes(edition.files[f"{edition.folder.name}.json"])
    assert descriptions_beside(path, data) != ()
    assert descriptions_beside(path, data + b"\0") == ()
    for other in ("no JSON", "[]", '{"files": 3}', '{"files": [1]}', "[" * 100_000):
        manifest.write_text(other, encoding="utf-8")
        assert descriptions_beside(path, data) == ()


def test_the_words_handed_on_are_known_in_a_pdf_as_well() -> None:
    pdf = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Alt(grandparents)>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    assert [found.found for found in scan_bytes(pdf, "a.pdf")] == ["grandparents"]
    assert scan_bytes(pdf, "a.pdf", ["Grandparents who foster"]) == ()


@pytest.mark.parametrize("name", pack_names())
def test_the_words_of_a_report_that_ships_are_known(name: str) -> None:
    known = Known(())
    words = words_of_report(read_pack(name).definition)
    assert len(words) > 20
    assert [text for text in words if known.unknown(text)] == []
    assert known.unknown("Column chart, a column for Zanzibar") == "Zanzibar"


def test_the_manifest_tells_what_every_chart_of_the_edition_shows(edition: Published) -> None:
    told = json.loads(edition.files[f"{edition.folder.name}.json"])["descriptions"]
    assert len(told) > 10 and all(told)
