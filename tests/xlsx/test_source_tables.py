"""What figures are brought in from: workbooks with tables or plain sheets, and what is neither."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.raw import PercentCell
from cyps_xl.inputs.read import read_part
from cyps_xl.inputs.records import Inputs
from cyps_xl.xlsx.input_tables.source_tables import passed_over, source_tables
from helpers.packs import CYPS_TABLES, SUPERVISION
from helpers.staff_books import add_table

Build = Callable[[xlsxwriter.Workbook], None]
HEADINGS = ["Month", "Qualified due", "Qualified in time"]
JANUARY = [43101, 100, 99]


def saved(path: Path, build: Build) -> Path:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    build(book)
    book.close()
    path.write_bytes(buffer.getvalue())
    return path


def with_sheet(tab: str, *rows: list[object]) -> Build:
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet(tab)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return build


def test_a_plain_sheet_is_read_by_its_headings_below_titles_and_notes(tmp_path: Path) -> None:
    rows = [["Supervision, run on 1 February"], [], ["", *HEADINGS], ["", *JANUARY]]
    source = source_tables(saved(tmp_path / "export.xlsx", with_sheet("Sheet1", *rows)), CYPS_TABLES)
    assert source is not None
    raw = source.tables["Supervision"]
    assert (raw.headings, raw.rows, raw.first_row) == (("", *HEADINGS), ((None, 43101.0, 100.0, 99.0),), 4)
    assert source.remarks == ("export.xlsx, sheet “Sheet1”: read as Supervision",)


def test_a_table_with_another_name_is_read_by_its_headings_too(tmp_path: Path) -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        add_table(book.add_worksheet("Data"), (2, 1), HEADINGS, [JANUARY], name="Table1")

    source = source_tables(saved(tmp_path / "export.xlsx", build), CYPS_TABLES)
    assert source is not None
    assert list(source.tables) == ["Supervision"]


def test_where_tables_have_the_names_of_input_tables_other_sheets_are_not_looked_at(tmp_path: Path) -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        add_table(book.add_worksheet("Mine"), (2, 1), HEADINGS, [JANUARY], name="Supervision")
        with_sheet("Other", ["Month", "Children"], [43101, 4])(book)

    source = source_tables(saved(tmp_path / "CYPS.xlsx", build), CYPS_TABLES)
    assert source is not None
    assert list(source.tables) == ["Supervision"]


def test_sheets_that_hold_no_input_table_are_named(tmp_path: Path) -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        with_sheet("Figures", ["Month", "Checked by", "Children"], [43101, "us", 4])(book)
        with_sheet("Notes", ["Ask about the teams"])(book)

    source = source_tables(saved(tmp_path / "export.xlsx", build), CYPS_TABLES)
    assert source is not None
    assert list(source.tables) == ["Readmissions"]
    assert source.remarks == (
        "export.xlsx, sheet “Figures”: read as Readmissions",
        "export.xlsx, sheet “Figures”: these columns are left alone: Checked by",
        "export.xlsx, sheet “Notes”: left alone, because its headings are no input table's",
    )


@pytest.mark.parametrize(
    "build",
    [
        with_sheet("S", [1]),
        with_sheet("S"),
        with_sheet("Audits", ["Date", "Number"], ["31/12/2018", 5]),
        with_sheet("Months", ["Month"], [43101]),
    ],
)
def test_a_workbook_without_any_of_the_tables_is_told_what_was_looked_for(tmp_path: Path, build: Build) -> None:
    with pytest.raises(UnusableFile, match=r"has the headings, of one of the \d+ input tables") as caught:
        source_tables(saved(tmp_path / "foreign.xlsx", build), CYPS_TABLES)
    assert caught.value.message.startswith("foreign.xlsx holds no figures that can be brought in")
    assert "Month, Qualified due" in caught.value.remedy


def test_one_table_on_two_sheets_is_refused(tmp_path: Path) -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        with_sheet("2017", HEADINGS, JANUARY)(book)
        with_sheet("2018", HEADINGS, JANUARY)(book)

    with pytest.raises(UnusableFile, match="Supervision on two sheets, “2017” and “2018”"):
        source_tables(saved(tmp_path / "export.xlsx", build), CYPS_TABLES)


def test_headings_of_two_tables_are_told_apart_by_the_tab(tmp_path: Path) -> None:
    rows = (["Month", "Children", "Closed"], [43101, 4, 5])
    with pytest.raises(UnusableFile, match="may be those of Readmissions or TafClosures"):
        source_tables(saved(tmp_path / "export.xlsx", with_sheet("Sheet1", *rows)), CYPS_TABLES)
    source = source_tables(saved(tmp_path / "export.xlsx", with_sheet("TAF closures", *rows)), CYPS_TABLES)
    assert source is not None
    assert list(source.tables) == ["TafClosures"]


def test_an_edition_is_known_by_its_numbered_tabs(tmp_path: Path) -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        for tab in ("Cover", "2.1 Goruchwylio", "2.2 Llwyth achosion", "2.5 Plant", "2.6 Aildderbyn"):
            with_sheet(tab, ["As at", "Children"], [43101, 4])(book)

    with pytest.raises(UnusableFile, match="is an edition of the report"):
        source_tables(saved(tmp_path / "edition.xlsx", build), CYPS_TABLES)


def test_a_folder_and_a_csv_are_left_to_their_own_reader(tmp_path: Path) -> None:
    (tmp_path / "Supervision.csv").write_text("Month,Qualified due\n")
    (tmp_path / "Supervision.dat").write_text("Month,Qualified due\n")
    assert [source_tables(path, CYPS_TABLES) for path in (tmp_path, *tmp_path.iterdir())] == [None] * 3


def zipped(part: str, content: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, content)
    return buffer.getvalue()


ODS = zipped("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
OTHER_KINDS = [
    ("last-year.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "old format (.xls)"),
    ("figures.xls", b"<html><table>", "is a web page"),
    ("figures.html", b"<!DOCTYPE html>", "is a web page"),
    ("figures.ods", ODS, "is an OpenDocument spreadsheet"),
    ("figures.xlsb", zipped("xl/workbook.bin"), "is an Excel Binary Workbook"),
    ("figures.zip", zipped("Supervision.csv"), "is a zip folder"),
    ("figures.numbers", zipped("Index/Document.iwa"), "is an Apple Numbers file"),
    ("figures.docx", zipped("word/document.xml"), "is a Word document"),
    ("figures.pdf", b"%PDF-1.7", "is a PDF"),
]


@pytest.mark.parametrize(("name", "content", "what"), OTHER_KINDS)
def test_what_is_no_source_is_told_what_it_is_and_what_to_do(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnusableFile) as caught:
        source_tables(tmp_path / name, CYPS_TABLES)
    assert what in caught.value.message
    assert caught.value.remedy


def test_what_is_passed_over_in_a_folder_is_told_by_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "last-year.xls").write_bytes(OTHER_KINDS[0][1])
    saved(tmp_path / "figures.xlsx", with_sheet("S", [1]))
    assert passed_over(tmp_path / "last-year.xls").startswith(
        "last-year.xls: left alone, because it is a workbook in the old format (.xls). Open it in Excel"
    )
    assert "name it in place of the folder" in passed_over(tmp_path / "figures.xlsx")


@pytest.mark.parametrize(
    ("code", "is_percentage"),
    [("0%", True), ("0.0%;[Red]-0.0%", True), ('0.0"%"', False), ("0.0\\%", False), ("General", False)],
)
def test_a_cell_formatted_as_a_percentage_is_told_from_a_number_with_a_sign_behind_it(
    tmp_path: Path, code: str, is_percentage: bool
) -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Month", "Children"])
        sheet.write_datetime(1, 0, dt.datetime(2018, 1, 1), book.add_format({"num_format": "d mmm yyyy"}))
        sheet.write_number(1, 1, 0.82, book.add_format({"num_format": code}))

    source = source_tables(saved(tmp_path / "export.xlsx", build), CYPS_TABLES)
    assert source is not None
    held = source.tables["Readmissions"].rows[0][1]
    assert held == (PercentCell(0.82) if is_percentage else 0.82)


def test_months_may_stand_side_by_side_on_a_sheet_named_after_its_table(tmp_path: Path) -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        month = book.add_format({"num_format": "mmm yy"})
        sheet.write_string(0, 0, "Supervision by month")
        sheet.write_string(2, 0, "Measure")
        sheet.write_datetime(2, 1, dt.datetime(2017, 11, 1), month)
        sheet.write_datetime(2, 2, dt.datetime(2017, 12, 1), month)
        sheet.write_row(3, 0, ["Qualified due", 117, 118])

    source = source_tables(saved(tmp_path / "Supervision.xlsx", build), CYPS_TABLES)
    assert source is not None
    read = read_part(source.tables, Inputs({}, CYPS_TABLES))
    assert [row["Qualified due"] for row in read.inputs[SUPERVISION]] == [117, 118]
    assert read.problems == ()
    assert source.remarks == ("Supervision.xlsx, sheet “Sheet1”: read as Supervision, its columns turned into rows",)
