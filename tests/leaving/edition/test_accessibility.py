"""The accessibility checklist: what an edition passes, and that each point can be failed."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from cyps_xl.edition.accessibility import Answer, checklist
from cyps_xl.edition.publishing import Published
from cyps_xl.scan.contrast import contrast_of
from cyps_xl.xlsx.parts.package import Package


def test_an_edition_passes_every_essential_point_that_a_program_can_answer(
    english: Published, welsh: Published
) -> None:
    for edition in (english, welsh):
        points = checklist(edition.files[edition.workbook])
        assert len(points) == 35
        assert [str(point) for point in points if point.essential and point.answer is Answer.FAIL] == []


def test_what_an_edition_does_not_meet_is_said(english: Published) -> None:
    failed = {point.words for point in checklist(english.files[english.workbook]) if point.answer is Answer.FAIL}
    assert failed == {
        "No background fill",
        "No content below a table",
        "One table a sheet",
    }


def test_what_no_program_can_tell_is_the_officer_s_task(english: Published) -> None:
    points = checklist(english.files[english.workbook])
    tasks = {point.words for point in points if point.answer is Answer.OFFICER}
    assert {"Spelling and grammar are checked", "Written content is accessible"} <= tasks


def careless_workbook() -> bytes:
    """A workbook that does everything wrong that can be done wrong."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    pale = book.add_format({"font_color": "#CCCCCC", "font_size": 8})
    heading = book.add_format({"bold": True, "bg_color": "#1B3A4B", "font_color": "#FFFFFF"})
    raised = book.add_format({"font_script": 1})
    sheet, second, blank = (book.add_worksheet(name) for name in ("Sheet1", "Data", "Notes"))
    sheet.add_table("B3:D8", {"columns": [{"header": "A"}, {"header": "B"}, {"header": "C"}], "name": "Table1"})
    sheet.add_table("B20:C22")
    sheet.merge_range("K5:L5", "merged")
    sheet.write("B6", "5 *", pale)
    sheet.write("F2", "A heading of no table", heading)
    sheet.write("F3", "A long text that runs into the cell beside it")
    sheet.write("G3", "next")
    sheet.write("C4", "↑")
    sheet.write("F4", "1", raised)
    sheet.write_url("F5", "https://example.org")
    sheet.conditional_format("B4:B8", {"type": "cell", "criteria": ">", "value": 0, "format": pale})
    sheet.freeze_panes(1, 0)
    sheet.set_row(10, None, None, {"hidden": True})
    sheet.set_footer("&CPage &P")
    sheet.write("B30", "below")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Sheet1!$B$4:$B$8"})
    sheet.insert_chart("H2", chart)
    second.activate()
    second.write("A1", 1)
    blank.hide()
    book.close()
    package = Package.of_our_own(buffer.getvalue(), "careless")
    name = "xl/worksheets/sheet1.xml"  # XlsxWriter refuses to merge cells of a table
    merged = package.parts[name].replace(b'mergeCell ref="K5:L5"', b'mergeCell ref="B5:C5"')
    return package.with_parts({name: merged}).to_bytes()


def test_every_point_that_a_program_answers_can_be_failed(english: Published) -> None:
    points = checklist(careless_workbook())
    passed = {point.words for point in points if point.answer is Answer.PASS}
    assert passed == {"No macros", "One tagged header row, no two headings alike"}  # XlsxWriter writes neither


@pytest.mark.parametrize(
    ("ink", "ground", "ratio"), [("000000", "FFFFFF", 21), ("FFFFFF", "FFFFFF", 1), ("767676", "FFFFFF", 4.54)]
)
def test_contrast_is_as_wcag_has_it(ink: str, ground: str, ratio: float) -> None:
    assert contrast_of(ink, ground) == pytest.approx(ratio, abs=0.005)
