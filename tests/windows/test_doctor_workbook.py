"""What the doctor says of the file that it is given for the workbook."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cyps_xl import resources
from cyps_xl.windows.points import Point, State
from cyps_xl.windows.workbook import workbook_points
from cyps_xl.xlsx.parts.package import Package
from helpers.bad_kinds import not_zips
from helpers.good_files import good_file


def point_on(workbook: Path) -> Point:
    """The only point there is on a workbook."""
    (point,) = workbook_points(workbook, trusted=False)
    return point


def test_a_workbook_with_the_button_is_fine(tmp_path: Path) -> None:
    shutil.copyfile(resources.template_path(macros=True), tmp_path / "CYPS.XLSM")
    point = point_on(tmp_path / "CYPS.XLSM")
    assert point.state is State.FINE
    assert point.says == "CYPS.XLSM holds the report and the macro of its button."


def test_a_workbook_without_macros_is_fine_and_told_its_other_ways(tmp_path: Path) -> None:
    shutil.copyfile(resources.template_path(), tmp_path / "CYPS.xlsx")
    point = point_on(tmp_path / "CYPS.xlsx")
    assert point.state is State.FINE
    assert "no button, and needs none" in point.says
    assert "Children’s services" in point.remedy and "Start menu" in point.remedy


def test_a_macro_workbook_with_another_macro_is_told_that_ours_is_missing(tmp_path: Path) -> None:
    package = Package.read(resources.template_path(macros=True))
    theirs = package.parts["xl/vbaProject.bin"].replace(b"CypsButton", b"TheirsOnly")
    (tmp_path / "CYPS.xlsm").write_bytes(package.with_parts({"xl/vbaProject.bin": theirs}).to_bytes())
    point = point_on(tmp_path / "CYPS.xlsm")
    assert point.state is State.NOTE
    assert "not the macro of the button (RecalculateReport)" in point.says
    assert "Start menu" in point.remedy


def test_a_workbook_without_the_report_stops_it(tmp_path: Path) -> None:
    (tmp_path / "Rota.xlsx").write_bytes(good_file())
    point = point_on(tmp_path / "Rota.xlsx")
    assert point.state is State.STOPS
    assert point.says == "Rota.xlsx is a workbook without the report."


def test_a_text_that_is_called_a_workbook_stops_it(tmp_path: Path) -> None:
    (tmp_path / "CYPS.xlsm").write_text("not a workbook", encoding="utf-8")
    assert point_on(tmp_path / "CYPS.xlsm") == Point(
        State.STOPS, "CYPS.xlsm is a text file.", "Give the workbook itself."
    )


def test_a_folder_that_is_called_a_workbook_stops_it(tmp_path: Path) -> None:
    (tmp_path / "CYPS.xlsm").mkdir()
    assert point_on(tmp_path / "CYPS.xlsm") == Point(
        State.STOPS, "CYPS.xlsm is a folder.", "Give the workbook inside it."
    )


def test_a_workbook_that_is_not_there_stops_it(tmp_path: Path) -> None:
    point = point_on(tmp_path / "gone.xlsm")
    assert point.state is State.STOPS
    assert point.says.startswith("There is no file") and point.remedy == "Check the name and the folder."


@pytest.mark.parametrize("name", ["locked.xlsx", "label.xlsx"])
def test_an_encrypted_workbook_stops_no_press_and_cannot_be_looked_into(name: str, tmp_path: Path) -> None:
    data = next(file.make() for file in not_zips() if file.name == name)
    (tmp_path / name).write_bytes(data)
    point = point_on(tmp_path / name)
    assert point.state is State.NOTE
    assert "only Excel can look into it" in point.says
