"""Staff's formulas and charts that read the report show the new figures, also where nothing calculates."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from cyps_xl import report
from cyps_xl.inputs.changes import TableChange
from cyps_xl.xlsx.calculating.staff_values import with_staff_values
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of
from helpers import libreoffice
from helpers.fresh_books import fresh_book
from helpers.libreoffice import needs_libreoffice
from helpers.new_books import new_book
from helpers.packs import CYPS_TABLES

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def staff_book(build: Callable[[xlsxwriter.Workbook, Any], object]) -> Package:
    """A workbook with a table of inputs, staff's own sheet as built, and our sheets as of quarter 1."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    inputs, own = book.add_worksheet("Supervision"), book.add_worksheet("Own")
    inputs.add_table(4, 0, 6, 1, {"name": "Supervision", "columns": [{"header": "Month"}, {"header": "Qualified due"}]})
    for row, (month, due) in enumerate([(43009, 10), (43040, 12)], start=5):
        inputs.write_row(row, 0, [month, due])
    build(book, own)
    book.close()
    return graft(Package.from_bytes(buffer.getvalue(), "staff.xlsx"), fresh_book(quarter=1))


def after_ten_more(before: Package) -> Package:
    """The workbook refreshed after ten more were due in the first month: 32 in all, and no longer 22."""
    changed = apply_changes(before, [TableChange("Supervision", updates={6: {"Qualified due": 20}})], CYPS_TABLES)
    return with_staff_values(before, graft(changed, fresh_book(quarter=1, total=32)), CYPS_TABLES)


def own_value(package: Package, cell: str) -> object:
    return openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)["Own"][cell].value


def formula(text: str, value: float | str) -> Callable[[xlsxwriter.Workbook, Any], object]:
    return lambda book, own: own.write_formula("B2", text, None, value)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("=Alpha!B4*2", 22 / 3 * 2, 32 / 3 * 2),
        ('=IF(Alpha!B4>10,"many","few")', "few", "many"),
        ("=SUM(Supervision[Qualified due])", 22, 32),
        ("=Alpha!A1", "Alpha <report>", "Alpha <report>"),
    ],
)
def test_a_formula_that_reads_the_report_shows_the_new_figure(
    text: str, before: float | str, after: float | str
) -> None:
    package = staff_book(formula(text, before))
    assert own_value(package, "B2") == pytest.approx(before)
    assert own_value(after_ten_more(package), "B2") == pytest.approx(after)


def test_a_formula_that_the_engine_sees_otherwise_than_excel_did_is_left_to_excel() -> None:
    package = staff_book(formula("=Alpha!B4*2", 1234))
    assert own_value(after_ten_more(package), "B2") == 1234


def test_a_formula_that_the_engine_does_not_take_spoils_no_other() -> None:
    def build(book: xlsxwriter.Workbook, own: Any) -> None:
        own.write_formula("B2", "=Alpha!B4*2", None, 22 / 3 * 2)
        own.write_formula("B3", '=CUBEVALUE("model","[Measures].[Sum]")', None, 5)

    after = after_ten_more(staff_book(build))
    assert own_value(after, "B2") == pytest.approx(32 / 3 * 2)
    assert own_value(after, "B3") == 5


def test_a_sheet_whose_values_stay_is_not_touched() -> None:
    package = staff_book(formula("=Alpha!A1", "Alpha <report>"))
    assert after_ten_more(package).parts["xl/worksheets/sheet2.xml"] == package.parts["xl/worksheets/sheet2.xml"]


def test_a_chart_of_staffs_that_reads_the_report_shows_the_new_figures() -> None:
    def build(book: xlsxwriter.Workbook, own: Any) -> None:
        chart = book.add_chart({"type": "column"})
        cached = [22 / 3, 22 / 4, 22 / 5]
        chart.add_series({"values": "=Alpha!$B$4:$B$6", "values_data": cached})
        own.insert_chart("D2", chart)

    package = staff_book(build)
    part = next(name for name in package.parts if b"Alpha!$B$4:$B$6" in package.parts[name] and "/charts/" in name)
    after = etree.fromstring(after_ten_more(package).parts[part])
    assert [float(v.text or "") for v in after.iter(f"{CHART}v")] == pytest.approx([32 / 3, 32 / 4, 32 / 5])


@needs_libreoffice
@pytest.mark.filterwarnings("ignore:.*xtension is not supported")  # LibreOffice's copy has data bars of its own kind
def test_libreoffice_agrees_on_the_example(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    book = openpyxl.load_workbook(path)  # as staff would in Excel: an own sheet that reads the report
    own = book.create_sheet("Own")
    own["A1"] = "='2.2 Caseloads'!C14*2"
    own["A2"] = "=SUM(Caseloads[Caseload])"
    own["A3"] = "=A1+A2"
    book.save(path)
    path.write_bytes(libreoffice.recalculated(path.read_bytes()))
    report.refresh(path, quarter="2017-18 Q2", keep_going=True)
    stored = openpyxl.load_workbook(path, data_only=True)["Own"]
    worked_out = openpyxl.load_workbook(io.BytesIO(libreoffice.recalculated(path.read_bytes())), data_only=True)["Own"]
    values = [stored[cell].value for cell in ("A1", "A2", "A3")]
    assert values == pytest.approx([worked_out[cell].value for cell in ("A1", "A2", "A3")])


def test_a_formula_on_a_sheet_of_the_report_shows_the_new_figure_as_well() -> None:
    """Beside formulas that no engine but Excel's takes, which keep what they show."""
    package = staff_book(lambda book, own: None)
    part = next(sheet.part for sheet in sheets_of(package) if sheet.name == "Alpha")
    beside = (
        '<row r="40"><c r="H40"><f>SUM(Supervision[Qualified due])</f><v>22</v></c>'
        '<c r="I40"><f>[1]Sheet1!A1</f><v>7</v></c><c r="J40"><f>SUM((A1,A2))</f><v>8</v></c>'
        '<c r="K40"><f>H40*2</f><v>44</v></c></row></sheetData>'
    )
    sheet = package.parts[part].replace(b"</sheetData>", beside.encode())
    after = after_ten_more(package.with_parts({part: sheet}))
    shown = openpyxl.load_workbook(io.BytesIO(after.to_bytes()), data_only=True)["Alpha"]
    assert [shown[cell].value for cell in ("H40", "I40", "J40", "K40")] == [32, 7, 8, 64]
