"""What an edition holds, and what it does not."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from itertools import takewhile
from pathlib import Path

import openpyxl
import pytest

from cyps_xl import report
from cyps_xl.edition.drop_empty_rows import without_free_rows
from cyps_xl.edition.markup import marked_up
from cyps_xl.edition.publishing import Published, Wanted, publish
from cyps_xl.edition.workbook_file import About, edition_file
from cyps_xl.printed.leaving import edition_plan, leaving
from cyps_xl.proof import disagreements, formulas
from cyps_xl.sheets.indicator_words import TITLE
from cyps_xl.xlsx.calculating.recalculate import recalculated
from cyps_xl.xlsx.parts.package import Package
from helpers import libreoffice
from helpers.byte_scan import finds
from helpers.libreoffice import needs_libreoffice
from helpers.new_books import new_book
from helpers.packs import CYPS_TABLES
from helpers.quarters import Size, inputs_of, made_up
from helpers.workbooks import planned

FORMULA = re.compile(r"=[A-Z]+\d+([/+-][A-Z]+\d+)+|=(SUM|AVERAGE)\([A-Z]+\d+(:[A-Z]+\d+)?\)")


def book_of(edition: Published, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(edition.files[edition.workbook]), data_only=values)


def alike(one: object, other: object) -> bool:
    """Equal, numbers as far as a file keeps their digits."""
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return bool(one == (pytest.approx(other, rel=1e-12) if numbers else other))


def everything_in(data: bytes) -> bytes:
    """Every part of a workbook, one after another, inflated."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"\n".join(name.encode() + b"\n" + package.read(name) for name in package.namelist())


def test_the_edition_has_the_output_sheets_from_the_cover_on(english: Published) -> None:
    book = book_of(english)
    assert book.sheetnames[:4] == ["Cover", "At a glance", "Key", "1 Indicators"] and len(book.sheetnames) == 16
    assert {"Start", "Checks", "Settings", "Members"}.isdisjoint(book.sheetnames)
    assert book.active is book["Cover"]


def test_every_formula_is_a_sum_or_a_division_on_its_own_page(english: Published) -> None:
    book = book_of(english)
    formulas = [cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert len(formulas) > 150
    assert [formula for formula in formulas if not FORMULA.fullmatch(formula)] == []


def test_a_member_who_clicks_a_percentage_sees_its_division(english: Published) -> None:
    assert book_of(english)["1 Indicators"]["E6"].value == "=P6/Q6"


def test_every_figure_is_the_report_s_figure(workbook: Path, english: Published) -> None:
    staff, edition = openpyxl.load_workbook(workbook, data_only=True), book_of(english, values=True)
    compared = 0
    for sheet in edition.worksheets:
        if sheet.title in ("1 Indicators", "Key"):
            continue  # have fewer rows: the next test compares the one, the other's are settings
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    assert alike(cell.value, staff[sheet.title][cell.coordinate].value)
                    compared += 1
    assert compared > 350


def test_every_indicator_keeps_its_row_of_figures(workbook: Path, english: Published) -> None:
    def rows(book: openpyxl.Workbook) -> dict[object, list[object]]:
        sheet = book["1 Indicators"]
        whole = takewhile(lambda row: row[0].value != TITLE, sheet.iter_rows(min_row=6, max_col=19))
        found = {row[0].value: [cell.value for cell in (*row[3:5], *row[7:9], *row[12:])] for row in whole}
        return {no: figures for no, figures in found.items() if no}

    staff, left = rows(openpyxl.load_workbook(workbook, data_only=True)), rows(book_of(english, values=True))
    assert list(left) == list(staff) and len(left) == 14
    assert all(alike(*pair) for no in staff for pair in zip(left[no], staff[no], strict=True))


@needs_libreoffice
def test_libreoffice_agrees_with_every_stored_value(english: Published) -> None:
    data = english.files[english.workbook]
    ours, theirs = libreoffice.stored_values(data), libreoffice.stored_values(libreoffice.recalculated(data))
    assert ours.keys() == theirs.keys() and len(ours) > 1000
    assert [place for place in ours if not alike(ours[place], theirs[place])] == []


def test_an_arrow_is_a_character_with_words_beside_it(english: Published) -> None:
    sheet = book_of(english)["1 Indicators"]
    assert [sheet["F6"].value, sheet["G6"].value] == ["↑", "Improved\ncould be chance"]
    assert len(sheet.conditional_formatting) == 0


def test_no_name_but_print_areas_and_no_link_out_is_left(english: Published) -> None:
    with zipfile.ZipFile(io.BytesIO(english.files[english.workbook])) as package:
        workbook = package.read("xl/workbook.xml").decode()
        relations = b"".join(package.read(name) for name in package.namelist() if name.endswith(".rels"))
    assert set(re.findall(r'definedName name="([^"]+)"', workbook)) == {"_xlnm.Print_Area", "_xlnm.Print_Titles"}
    assert b"External" not in relations


def test_what_prints_is_all_that_leaves(english: Published) -> None:
    """The workings stand to the right of the printed columns, and stay at home."""
    sheet = book_of(english)["1 Indicators"]
    assert sheet.max_column == 19
    assert b"Explanation row" not in everything_in(english.files[english.workbook])


def test_nothing_of_the_inputs_leaves(workbook: Path, english: Published) -> None:
    secrets = ("jo.sample@example.org", "Cllr Jo", "IndicatorValues", "cyps_", "Small-number threshold")
    assert [secret for secret in secrets if not finds(workbook.read_bytes(), secret)] == []
    left = [(name, secret) for name, data in english.files.items() for secret in secrets if finds(data, secret)]
    assert left == []


def test_a_tab_goes_by_its_own_name_whatever_staff_call_it(workbook: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "CYPS.xlsx"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(renamed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"2.3 Workforce", b"Ask Sioned"))
    edition = publish(renamed, tmp_path / "out", Wanted(make_pdf=False))
    assert "2.3 Workforce" in book_of(edition).sheetnames
    assert b"Sioned" not in everything_in(edition.files[edition.workbook])


def test_the_same_workbook_gives_the_same_bytes(workbook: Path, english: Published, tmp_path: Path) -> None:
    assert publish(workbook, tmp_path, Wanted(make_pdf=False)).files == english.files


def test_the_file_knows_its_title_language_and_day_and_nobody_s_name(english: Published) -> None:
    properties = book_of(english).properties
    assert properties.title == "Children and Young People Services: performance report, 2017-18 Q3"
    assert properties.language == "en-GB"
    assert str(properties.created) == "2018-03-08 00:00:00"  # the meeting’s day
    with zipfile.ZipFile(io.BytesIO(english.files[english.workbook])) as package:
        core = package.read("docProps/core.xml")
    assert b"creator" not in core and b"lastModifiedBy" not in core


def test_a_draft_says_so_on_every_sheet(contradictory: Path, tmp_path: Path) -> None:
    draft = publish(contradictory, tmp_path, Wanted(draft=True, make_pdf=False))
    assert all(str(sheet["A1"].value).startswith("DRAFT: ") for sheet in book_of(draft))
    assert draft.folder.name.startswith("DRAFT ") and all(name.startswith("DRAFT ") for name in draft.files)


def test_an_empty_explanation_row_is_left_out_and_what_stands_below_moves_up_together(english: Published) -> None:
    sheet = book_of(english)["1 Indicators"]
    assert [sheet.cell(row, 1).value for row in range(6, 11)] == ["1", "2", "3", "4", "5"]
    assert [sheet.cell(row, 1).value for row in range(21, 25)] == ["What explains the figures", "2", "5", "8"]
    assert str(sheet["D23"].value).startswith("This average moves")
    assert sheet["D9"].value == "=N9/O9"


def test_a_quarter_without_figures_can_be_published(tmp_path: Path) -> None:
    path = tmp_path / "Empty.xlsx"
    new_book(path, example=False)
    edition = publish(path, tmp_path / "out", Wanted(draft=True, make_pdf=False))
    assert all(figure.sheet in ("Key", "2.4 Case file audits") for figure in edition.figures)


@pytest.mark.parametrize("gaps", [0.0, 0.2, 0.7])
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_missing_every_formula_of_an_edition_gives_its_value(seed: int, gaps: float) -> None:
    inputs = inputs_of(made_up(Size(seed=seed, gaps=gaps)))
    (rows,) = without_free_rows(leaving(planned(inputs)))
    plan = marked_up(edition_plan(rows))
    data = edition_file(plan, About("Title", "en-GB", dt.date(2018, 3, 8)))
    values = recalculated(Package.of_our_own(data, "edition"), [sheet.tab for sheet in plan.sheets], CYPS_TABLES)
    assert disagreements(plan, values) == [] and len(formulas(plan)) > 15


def test_a_demand_for_an_explanation_stays_at_home(tmp_path: Path, contradictory: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(contradictory.read_bytes())
    figures = tmp_path / "IndicatorValues.csv"
    figures.write_text("Indicator,Area,Period,Numerator,Denominator\n4,Council,2017-18 Q3,90,177\n", encoding="utf-8")
    report.import_figures(path, figures)
    draft = publish(path, tmp_path / "out", Wanted(draft=True, make_pdf=False))
    assert b"Explanation needed" in everything_in(path.read_bytes())
    assert b"Explanation needed" not in everything_in(draft.files[draft.workbook])
    explained = [str(cell.value) for row in book_of(draft)["1 Indicators"]["A21:D24"] for cell in row]
    assert "PI 27" not in explained


def test_a_chart_speaks_the_edition_s_language_and_its_labels_show_their_figures_alone(welsh: Published) -> None:
    with zipfile.ZipFile(io.BytesIO(welsh.files[welsh.workbook])) as package:
        charts = [package.read(name) for name in package.namelist() if name.startswith("xl/charts/")]
        app = package.read("docProps/app.xml")
    assert len(charts) == 11
    assert {found for chart in charts for found in re.findall(rb'lang(?: val)?="([^"]+)"', chart)} == {b"cy-GB"}
    assert b"<AppVersion>12.0000</AppVersion>" in app  # else LibreOffice adds series and category to each label
