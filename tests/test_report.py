"""The main job, end to end, on the example quarter: the file as others find it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from cyps_xl import report, resources
from cyps_xl.checking import check
from cyps_xl.errors import Blocked, WrongUse
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.measures.rates import rounded
from cyps_xl.planning import inputs_of
from cyps_xl.show import show
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package
from helpers import libreoffice
from helpers.libreoffice import needs_libreoffice
from helpers.new_books import new_book
from helpers.packs import CYPS_TABLES

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "CYPS 2017-18 Q3.xlsx"
    new_book(path)
    return path


@pytest.fixture
def workbook(example: Path, tmp_path: Path) -> Path:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(example.read_bytes())
    return path


def cells(path: Path, tab: str) -> dict[str, Any]:
    """The stored values of a sheet, as a reader of our choosing finds them."""
    sheet = openpyxl.load_workbook(path, data_only=True)[tab]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def row_of(found: dict[str, Any], column: str, value: str) -> int:
    return next(int(place[1:]) for place, held in found.items() if place[0] == column and held == value)


@pytest.mark.parametrize(
    ("reference", "previous", "current", "words"),
    [("PI 27", 9 / 169, 11 / 177, "Within 5%\ncould be chance"), ("PI 28", 212, 288.3, "Declined")],
)
def test_indicators_come_out_as_published(
    example: Path, reference: str, previous: float, current: float, words: str
) -> None:
    found = cells(example, "1 Indicators")
    row = row_of(found, "B", reference)
    assert found[f"D{row}"] == pytest.approx(previous)
    assert found[f"E{row}"] == pytest.approx(current)
    assert found[f"G{row}"] == words


def test_a_declined_indicator_has_its_explanation_below_the_scorecard(example: Path) -> None:
    found = cells(example, "1 Indicators")
    title = row_of(found, "A", "What explains the figures")
    rows = [row for row in range(title + 1, title + 16) if found.get(f"B{row}") == "PI 28"]
    assert [len(found[f"D{row}"]) > 40 for row in rows] == [True]


@pytest.mark.parametrize(
    ("label", "numbers", "words"),
    [
        ("Complaints at stage 1", (19, 15, 18), "Declined\ncould be chance"),
        ("Compliments", (23, 19, 10), "Declined\ncould be chance"),
        ("Investigations by the Ombudsman", (0, 0, 0), "Maintained"),
    ],
)
def test_complaints_come_out_as_published(example: Path, label: str, numbers: tuple[int, ...], words: str) -> None:
    found = cells(example, "3 Complaints")
    row = row_of(found, "B", label)
    assert tuple(found[f"{column}{row}"] for column in "CDE") == numbers
    assert found[f"G{row}"] == words


def test_caseloads_come_out_as_published(example: Path) -> None:
    found = cells(example, "2.2 Caseloads")
    averages = [rounded(found[f"G{row}"], 1) for row in range(6, 14)]
    assert averages == [12.4, 15.1, 14.9, 13.8, 9.9, 5.7, 12.2, 12.8]
    assert rounded(found["G15"], 1) == 12.5


def test_supervision_in_december_comes_out_as_published(example: Path) -> None:
    found = cells(example, "2.1 Supervision")
    rates = [rounded(found[f"M{row}"] * 100, 1) for row, label in sheet_column(found, "A", "Supervised in time")]
    assert rates == [98.0, 97.4, 100.0]


def sheet_column(found: dict[str, Any], column: str, label: str) -> list[tuple[int, str]]:
    return sorted((int(place[1:]), held) for place, held in found.items() if place[0] == column and held == label)


@needs_libreoffice
@pytest.mark.filterwarnings("ignore:.*xtension is not supported")  # LibreOffice's copy has data bars of its own kind
@pytest.mark.parametrize("quarter", ["2017-18 Q3", "2017-18 Q2", "2017-18 Q4"])
def test_libreoffice_agrees_with_every_stored_value(workbook: Path, quarter: str) -> None:
    report.refresh(workbook, quarter=quarter)
    stored = openpyxl.load_workbook(workbook, data_only=True)
    worked_out = openpyxl.load_workbook(io.BytesIO(libreoffice.recalculated(workbook.read_bytes())), data_only=True)
    formulas = openpyxl.load_workbook(workbook)
    compared = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    ours = stored[sheet.title][cell.coordinate].value
                    theirs = worked_out[sheet.title][cell.coordinate].value
                    assert alike(ours, theirs), f"{sheet.title}!{cell.coordinate}: {ours!r} {theirs!r} {cell.value}"
                    compared += 1
    assert compared > 1300


def alike(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return bool(ours == pytest.approx(theirs, rel=1e-9, abs=1e-12))
    return (ours or "") == (theirs or "")


def test_every_chart_is_named_described_and_holds_its_figures(example: Path) -> None:
    with zipfile.ZipFile(example) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        drawings = [name for name in package.namelist() if name.startswith("xl/drawings/drawing")]
        for name in charts:
            chart = etree.fromstring(package.read(name))
            for series in chart.iter(f"{CHART}ser"):
                points = series.findall(f"{CHART}val//{CHART}pt")
                assert points, f"{name} holds no figure"
        described = [
            element
            for name in drawings
            for element in etree.fromstring(package.read(name)).iter()
            if etree.QName(element).localname == "cNvPr" and (element.get("name") or "").startswith("cyps ")
        ]
    assert len(charts) == len(described) == 11
    assert all(len(element.get("descr") or "") > 60 for element in described)


def test_the_same_input_makes_the_same_bytes_on_the_same_day(tmp_path: Path) -> None:
    day, again, once = None, tmp_path / "again.xlsx", tmp_path / "once.xlsx"
    while day != dt.date.today():  # the workbook says when it was checked
        day = dt.date.today()
        for path in (once, again):
            report.new(path, example=True, force=True)
    assert again.read_bytes() == once.read_bytes()


def test_there_and_back_again_is_the_same_file(workbook: Path) -> None:
    before = workbook.read_bytes()
    report.refresh(workbook, quarter="2017-18 Q2")
    assert workbook.read_bytes() != before
    report.refresh(workbook, quarter="2017-18 Q3")
    once = workbook.read_bytes()
    report.refresh(workbook, quarter="2017-18 Q2")
    report.refresh(workbook, quarter="2017-18 Q3")
    assert workbook.read_bytes() == once


def test_an_empty_workbook_is_made_and_refreshed(tmp_path: Path) -> None:
    path = tmp_path / "Empty.xlsx"
    outcome = report.new(path)
    assert outcome.formulas_proved > 500
    assert report.refresh(path).notices == ("Checks: Should be fixed: 13.",)


def test_importing_the_example_twice_changes_nothing(workbook: Path) -> None:
    before = workbook.read_bytes()
    outcome = report.import_figures(workbook, resources.example_folder())
    assert sum(count.updated + count.added for count in outcome.counts) == 0
    assert workbook.read_bytes() == before


def test_an_imported_figure_is_on_the_page(workbook: Path, tmp_path: Path) -> None:
    figures = tmp_path / "Readmissions.csv"
    figures.write_text("Month,Children\n2017-12-01,4\n", encoding="utf-8")
    report.import_figures(workbook, figures)
    found = cells(workbook, "2.6 Re-admissions")
    assert found[f"M{row_of(found, 'A', 'Re-admitted')}"] == 4


def test_a_workbook_is_not_written_over_unasked(workbook: Path) -> None:
    with pytest.raises(WrongUse, match="already there"):
        report.new(workbook)


@pytest.mark.parametrize("name", ["CYPS", "CYPS.xlsm", "CYPS.csv"])
def test_a_workbook_is_named_as_what_it_is(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUse, match=r'"CYPS\.xlsx"'):
        report.new(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_cell_stops_the_refresh_and_leaves_the_file(workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    figures = tmp_path / "Caseloads.csv"
    figures.write_text("As at,Team,Caseload\n2017-12-31,East team,many\n", encoding="utf-8")
    with pytest.raises(Blocked) as stopped:
        report.import_figures(workbook, figures)
    assert "Caseloads.csv, row 2, Caseload" in str(stopped.value.problems[0])
    assert workbook.read_bytes() == before


def test_the_headline_names_what_declined(example: Path) -> None:
    headline = show(example)
    assert [line.reference for line in headline.lines][:2] == ["PI 24", "PI 25"]
    assert len(headline.declined) == 1
    assert headline.declined[0].startswith("5 ")


def test_periods_typed_as_people_write_them_are_understood_and_written_plainly(workbook: Path) -> None:
    package = Package.read(workbook)
    inputs = inputs_of(package)
    quarter = inputs[SETTINGS].find("Reporting quarter")
    figure = inputs[INDICATOR_VALUES].find("1", "Council", "2017-18 Q3")
    assert quarter is not None
    assert figure is not None
    typed = [
        TableChange("Settings", {quarter.number: {"Value": "Q3 2017/18"}}),
        TableChange("IndicatorValues", {figure.number: {"Period": "2017/18 Q3"}}),
    ]
    before = check(workbook)
    workbook.write_bytes(apply_changes(package, typed, CYPS_TABLES).to_bytes())
    assert inputs_of(Package.read(workbook)) == inputs
    assert check(workbook) == before
    assert report.refresh(workbook).quarter == "2017-18 Q3"
    raw = read_raw_tables(Package.read(workbook), ("Settings", "IndicatorValues"))
    assert ("Reporting quarter", "2017-18 Q3") in [row[:2] for row in raw["Settings"].rows]
    assert "2017/18 Q3" not in {row[2] for row in raw["IndicatorValues"].rows}


def test_the_quarter_may_be_asked_for_as_people_write_it(workbook: Path) -> None:
    assert report.refresh(workbook, quarter="Quarter 2 2017/18").quarter == "2017-18 Q2"
    with pytest.raises(WrongUse, match="is not a quarter"):
        report.refresh(workbook, quarter="Q2")
