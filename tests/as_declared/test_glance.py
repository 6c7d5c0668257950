"""At a glance comes and goes with its setting, and questions come in from a CSV file."""

from __future__ import annotations

from pathlib import Path

from cyps_xl import report
from cyps_xl.planning import plan_report
from cyps_xl.sheets import glance, questions
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs, sheets_of
from helpers.new_books import new_book
from helpers.workbooks import sheet_of


def with_setting(path: Path, value: str) -> tuple[str, ...]:
    """Import the setting; returns the news."""
    source = path.with_name("Settings.csv")
    source.write_text(f"Setting,Value\nAt a glance,{value}\n", encoding="utf-8")
    return report.import_figures(path, source).news


def test_the_sheet_goes_and_comes_with_its_setting(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    gone = with_setting(path, "no")
    assert "“At a glance” is not reported now. Its sheet held nothing of yours and is gone." in gone
    assert glance.KEY not in our_tabs(Package.read(path))
    back = with_setting(path, "yes")
    assert "The report has a new sheet: “At a glance”." in back
    assert [sheet.name for sheet in sheets_of(Package.read(path))][:3] == ["Start", "Cover", "At a glance"]


def test_questions_come_in_from_a_file(tmp_path: Path) -> None:
    path, source = tmp_path / "CYPS.xlsx", tmp_path / "Questions.csv"
    new_book(path)
    source.write_text("No,Asked on,Report of,Question\n9,2017-12-07,2017-18 Q2,Is it so?\n", encoding="utf-8")
    report.import_figures(path, source)
    shown = {cell.value for cell in sheet_of(plan_report(Package.read(path)).plan, questions.KEY).cells}
    assert "Is it so?" in shown
