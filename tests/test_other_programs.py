"""What Excel and other programs leave in the input sheets: every command reads it alike, and says what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cyps_xl import checking, report
from cyps_xl.edition.publishing import Wanted, publish
from cyps_xl.errors import Blocked
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of
from helpers.new_books import new_book

Changed = Callable[[str, str, str], Path]
"""The example with a cell of a tab stored as it is said, from the cell's attributes on."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "CYPS.xlsx"
    new_book(path)
    return path


@pytest.fixture
def changed(example: Path, tmp_path: Path) -> Changed:
    def change(tab: str, cell: str, inside: str) -> Path:
        package = Package.read(example)
        part = next(sheet.part for sheet in sheets_of(package) if sheet.name == tab)
        pattern = rf'<c r="{cell}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)'.encode()
        data, count = re.subn(pattern, rb'<c r="%s"\1%s</c>' % (cell.encode(), inside.encode()), package.parts[part])
        assert count == 1
        path = tmp_path / "changed.xlsx"
        path.write_bytes(package.with_parts({part: data}).to_bytes())
        return path

    return change


def codes(path: Path) -> dict[str, str]:
    """The findings about a workbook as a file, by place, with their codes."""
    return {finding.where: finding.code for finding in checking.check(path).findings}


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(' t="str"><f>IF(H1="","",H1)</f><v></v>', id="a formula that gives an empty text"),
        pytest.param(' t="inlineStr"><is><t xml:space="preserve"> </t></is>', id="a blank"),
    ],
)
def test_an_empty_text_is_an_empty_cell_to_every_command(changed: Changed, tmp_path: Path, inside: str) -> None:
    path = changed("Supervision", "B17", inside)
    report.refresh(path)
    found = codes(path)
    assert found["Supervision!B17"] == "IN03"
    assert not {"BK02", "BK03"} & set(found.values())
    assert publish(path, tmp_path, Wanted(draft=True, make_pdf=False)).files


def test_a_formula_without_a_result_is_named_by_refresh_and_check(changed: Changed) -> None:
    path = changed("Supervision", "B17", "><f>50*2</f><v></v>")
    before = path.read_bytes()
    with pytest.raises(Blocked) as stopped:
        report.refresh(path)
    told = [str(problem) for problem in stopped.value.problems]
    assert len(told) == 1
    assert told[0].startswith("Supervision!B17: The cell holds a formula")
    assert "Open the workbook in Excel, save it" in told[0]
    assert path.read_bytes() == before
    assert codes(path)["Supervision!B17"] == "IN01"


def test_a_formula_without_a_result_is_named_in_a_workbook_that_is_brought_in(changed: Changed, tmp_path: Path) -> None:
    source = tmp_path / "source.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Month", "Children"])
    sheet.append(["x", "=50*2"])
    sheet["A2"] = "=DATE(2018,1,1)"
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="Readmissions", ref="A1:B2"))
    book.save(source)
    path = changed("Supervision", "B17", "><v>1</v>")
    with pytest.raises(Blocked) as stopped:
        report.import_figures(path, source)
    assert [problem.where for problem in stopped.value.problems] == ["Sheet!A2", "Sheet!B2"]


def test_a_heading_whose_cell_differs_from_its_table_is_named_with_what_to_type(changed: Changed) -> None:
    path = changed("Supervision", "B5", ' t="inlineStr"><is><t>Due (qualified)</t></is>')
    with pytest.raises(Blocked) as stopped:
        report.refresh(path)
    told = str(stopped.value.problems[0])
    assert told.startswith("Supervision!B5: ") and "“Due (qualified)”" in told and "Type Qualified due in" in told
    assert codes(path)["Supervision!B5"] == "IN01"


def test_a_row_without_its_key_is_in_the_report_of_every_command(changed: Changed, tmp_path: Path) -> None:
    path = changed("Caseloads", "G17", ">")
    assert codes(path)["Caseloads!G17"] == "BK06"
    assert publish(path, tmp_path, Wanted(draft=True, make_pdf=False)).files
    assert "Key column written back in 1 row, from Caseloads!G17." in report.refresh(path).notices
    assert not {"BK02", "BK03", "BK06"} & set(codes(path).values())
    key = openpyxl.load_workbook(path, data_only=True)["Caseloads"]["G17"].value
    assert str(key).startswith("43100|")


@pytest.mark.filterwarnings("ignore:.*xtension is not supported")  # openpyxl drops what it does not know
def test_a_workbook_saved_by_a_library_without_any_result_is_refreshed(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.xlsx"
    openpyxl.load_workbook(example).save(path)
    assert report.refresh(path).formulas_proved > 1300
    assert not {"BK01", "BK02", "BK03", "BK06"} & set(codes(path).values())
