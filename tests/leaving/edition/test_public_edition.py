"""The edition for the public: small numbers are withheld alike in every file and language."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from cyps_xl import report
from cyps_xl.edition.accessibility import Answer, checklist
from cyps_xl.edition.publishing import Published, Wanted, publish
from cyps_xl.errors import Blocked, UnusableFile
from cyps_xl.printed.displayed_text import MARK


@pytest.fixture(scope="module")
def quiet(contradictory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example a quarter earlier, for which hardly a word was written."""
    path = tmp_path_factory.mktemp("public") / "CYPS.xlsx"
    path.write_bytes(contradictory.read_bytes())
    report.refresh(path, quarter="2017-18 Q2")
    return path


@pytest.fixture(scope="module")
def public(quiet: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(
        quiet, tmp_path_factory.mktemp("out"), Wanted(audience="public", draft=True, first_edition=True, make_pdf=False)
    )


def book_of(edition: Published) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(edition.files[edition.workbook]), data_only=True)


def withheld(edition: Published) -> set[tuple[int, str]]:
    """The marked cells, by the position of their sheet."""
    sheets = enumerate(book_of(edition).worksheets)
    return {
        (at, cell.coordinate) for at, sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value == MARK
    }


def test_a_small_number_is_a_mark_on_the_page_in_the_data_and_in_the_list(public: Published) -> None:
    sheet = book_of(public)["2.6 Re-admissions"]
    assert MARK in {cell.value for cell in sheet[24]}
    rows = csv.DictReader(io.StringIO(public.files[f"{public.folder.name}.csv"].decode("utf-8-sig")))
    blank = {f"{row['sheet']}!{row['cell']}" for row in rows if row["value"] == ""}
    whole = json.loads(public.files[f"{public.folder.name}.json"])
    assert blank == set(whole["suppressed"]) == set(public.suppressed)
    assert len(blank) > 10


def test_every_sheet_that_withholds_something_says_so(public: Published) -> None:
    for sheet in book_of(public).worksheets:
        marked = any(cell.value == MARK for row in sheet.iter_rows() for cell in row)
        assert str(sheet["A3"].value or "").startswith("[c] stands for") == marked


def test_a_chart_has_no_column_for_what_is_withheld(public: Published) -> None:
    with zipfile.ZipFile(io.BytesIO(public.files[public.workbook])) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/")]
    chart = next(chart for chart in charts if "2.6 Re-admissions" in chart)
    numbers = chart.partition("<c:numCache>")[2].partition("</c:numCache>")[0]
    points = [float(value.partition("</c:v>")[0]) for value in numbers.split("<c:v>")[1:]]
    assert all(point == 0 or point >= 5 for point in points)


def test_both_languages_withhold_the_same_cells(quiet: Path, public: Published, tmp_path: Path) -> None:
    wanted = Wanted(
        audience="public", language="cy", first_edition=True, draft=True, allow_english=True, make_pdf=False
    )
    assert withheld(publish(quiet, tmp_path, wanted)) == withheld(public)


def test_members_see_every_number(english: Published) -> None:
    assert withheld(english) == set() and english.suppressed == ()


def test_the_public_edition_is_as_accessible(public: Published) -> None:
    points = checklist(public.files[public.workbook])
    assert [str(point) for point in points if point.essential and point.answer is Answer.FAIL] == []


def test_what_members_were_told_is_not_known_to_the_public(quiet: Path, tmp_path: Path) -> None:
    """Their edition holds every small number: taken for known, all would be published."""
    told = publish(quiet, tmp_path / "out", Wanted(draft=True, make_pdf=False))
    companion = told.folder / f"{told.folder.name}.json"
    wanted = Wanted(audience="public", draft=True, previous=(companion,), make_pdf=False)
    with pytest.raises(UnusableFile, match="for members, and this one is for the public"):
        publish(quiet, tmp_path / "out", wanted)


def test_a_text_that_says_a_withheld_number_stops_it(workbook: Path, tmp_path: Path) -> None:
    with pytest.raises(Blocked, match="small number") as stopped:
        publish(workbook, tmp_path / "out", Wanted(audience="public", first_edition=True, make_pdf=False))
    assert "'2.6 Re-admissions'!A27" in {problem.where for problem in stopped.value.problems}
    assert not (tmp_path / "out").exists()


def test_a_draft_is_not_let_off(workbook: Path, tmp_path: Path) -> None:
    with pytest.raises(Blocked, match="small number"):
        publish(workbook, tmp_path / "out", Wanted(audience="public", draft=True, first_edition=True, make_pdf=False))


def test_a_file_that_is_no_companion_is_refused(quiet: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile):
        publish(quiet, tmp_path / "out", Wanted(audience="public", draft=True, previous=(quiet,), make_pdf=False))
