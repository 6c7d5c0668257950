"""Sections that leave the report, come back, or take each other's place: staff's work stays on their sheets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.checking import check
from cyps_xl.errors import Blocked
from cyps_xl.xlsx.opening.part_names import Parts
from cyps_xl.xlsx.parts.package import Package
from helpers.changed_reports import BEDS, LEAVES, LEFT_OUT, NEW_SECTION, RETURNS, VISITS
from helpers.definition_edits import change, do, draw_on, own_sheet, refreshed, shown, tabs, type_on, workbook
from helpers.new_books import new_book


def test_a_section_that_leaves_takes_its_sheet_along(tmp_path: Path) -> None:
    path = workbook(tmp_path, LEAVES)
    outcome = refreshed(path)
    assert VISITS not in tabs(path)
    assert outcome.news == (f"“{VISITS}” is not reported now. Its sheet held nothing of yours and is gone.",)


def test_a_section_that_leaves_leaves_what_is_staffs_where_it_was(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), draw_on(VISITS), LEAVES)
    outcome = refreshed(path)
    assert tabs(path)[tabs(path).index(LEFT_OUT) - 1] == "Key"
    cells = shown(path, LEFT_OUT)
    assert cells[7, 15] == "ask Anna"
    assert cells[1, 1] == "Not part of the report"
    assert len(cells) == 3, "no figure of ours stays behind"
    assert "keeps what is yours: a cell, a shape." in outcome.news[0]


def test_a_section_that_comes_back_comes_back_to_its_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), draw_on(VISITS), LEAVES)
    before = tabs(path)
    refreshed(path)
    do(path, RETURNS)
    outcome = refreshed(path)
    assert tabs(path) == before
    assert shown(path, VISITS)[7, 15] == "ask Anna"
    assert outcome.news == (f"“{VISITS}” is reported again, on its own sheet.",)


def test_a_section_whose_sheet_went_gets_it_again_at_its_place(tmp_path: Path) -> None:
    path = workbook(tmp_path, LEAVES)
    before = tabs(workbook(tmp_path))
    do(path, LEAVES)
    refreshed(path)
    do(path, RETURNS)
    outcome = refreshed(path)
    assert tabs(path) == before
    assert outcome.news == (f"The report has a new sheet: “{VISITS}”.",)


def test_a_sheet_that_stayed_goes_once_staff_have_cleared_it(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), LEAVES)
    refreshed(path)
    do(path, type_on(LEFT_OUT, {(7, 15): ""}))
    refreshed(path)
    assert LEFT_OUT not in tabs(path)


def test_a_section_of_some_quarters_comes_and_goes_with_them(tmp_path: Path) -> None:
    path = workbook(tmp_path, change("ReportSections", {"visits": {"From": "2017-18 Q3"}}))
    assert VISITS in tabs(path)
    report.refresh(path, quarter="2017-18 Q2")
    assert VISITS not in tabs(path)
    report.refresh(path, quarter="2017-18 Q3")
    assert VISITS in tabs(path)


def test_what_reads_a_section_that_leaves_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_sheet("Own", {(1, 1): f"='{VISITS}'!B7*2"}), LEAVES)
    before = path.read_bytes()
    with pytest.raises(Blocked) as refused:
        report.refresh(path)
    (problem,) = refused.value.problems
    assert problem.where == "Own!A1"
    assert f"reads the sheet “{VISITS}”, which is not reported any more" in problem.message
    assert path.read_bytes() == before
    refreshed(path, keep_going=True)
    assert shown(path, "Own")[1, 1] in (f"='{VISITS}'!#REF!*2", "=#REF!*2")


def test_on_a_sheet_that_stays_what_reads_staffs_own_cells_goes_on_and_what_reads_ours_is_named(tmp_path: Path) -> None:
    own = own_sheet("Own", {(1, 1): f"='{VISITS}'!O7*2"})
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): 21}), own, LEAVES)
    refreshed(path)
    assert shown(path, "Own")[1, 1] == f"='{LEFT_OUT}'!O7*2"
    path = workbook(tmp_path, type_on(VISITS, {(7, 15): "=B24+1"}), LEAVES)
    with pytest.raises(Blocked) as refused:
        report.refresh(path)
    assert [problem.where for problem in refused.value.problems] == [f"'{VISITS}'!O7"]


def test_a_workbook_with_the_button_changes_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsm"
    new_book(path, example=False, macros=True)
    project = Package.read(path).parts["xl/vbaProject.bin"]
    leaves = change("ReportSections", {"readmissions": {"Shown": "no"}})
    refreshed(do(path, leaves, *NEW_SECTION, change("ReportSections", {"fostering": {"Number": "9"}})))
    assert "2.6 Re-admissions" not in tabs(path)
    assert {"9 Fostering", "Fostering"} <= set(tabs(path))
    assert Package.read(path).parts["xl/vbaProject.bin"] == project


def test_a_section_takes_number_and_tab_of_one_that_leaves(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), LEAVES,
        change("ReportSections", {"beds": {"Number": "1", "Tab": "Visits"}}),
    )  # fmt: skip
    assert "IN17" in {finding.code for finding in check(path).findings}, "the report is told to be out of date"
    refreshed(path)
    assert {VISITS, LEFT_OUT} <= set(tabs(path))
    assert shown(path, LEFT_OUT)[7, 15] == "ask Anna"
    do(path, RETURNS, change("ReportSections", {"beds": {"Number": "2", "Tab": "Beds"}}))
    refreshed(path)
    assert {VISITS, BEDS} <= set(tabs(path))
    assert shown(path, VISITS)[7, 15] == "ask Anna"


def test_a_section_whose_tab_another_takes_is_told_by_the_name_that_it_had(tmp_path: Path) -> None:
    path = workbook(tmp_path, LEAVES, change("ReportSections", {"beds": {"Number": "1", "Tab": "Visits"}}))
    news = refreshed(path).news
    assert f"“{VISITS}” is not reported now. Its sheet held nothing of yours and is gone." in news
    assert LEFT_OUT not in " ".join(news)


def test_a_new_section_takes_the_tab_of_one_that_leaves(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, type_on(VISITS, {(7, 15): "ask Anna"}), *NEW_SECTION, LEAVES,
        change("ReportSections", {"fostering": {"Number": "1", "Tab": "Visits"}}),
    )  # fmt: skip
    check(path)
    refreshed(path)
    assert {VISITS, LEFT_OUT} <= set(tabs(path))


def test_a_section_named_in_other_capitals_is_the_same_and_keeps_its_sheet(tmp_path: Path) -> None:
    own = own_sheet("Own", {(1, 1): f"='{VISITS}'!B26"})
    path = workbook(tmp_path, type_on(VISITS, {(40, 2): "our note"}), own)
    before = tabs(path)
    do(path, change("ReportSections", {"visits": {"Section": "VISITS"}}))
    outcome = refreshed(path)
    assert (tabs(path), outcome.news) == (before, ())
    assert shown(path, VISITS)[40, 2] == "our note"
    assert shown(path, "Own")[1, 1] == f"='{VISITS}'!B26"


def in_capitals(package: Package) -> Package:
    """The workbook as it was written while a section's name kept its capitals: in names and in both records."""
    name = re.compile(rb'(_cyps_sheet_|key=")visits"')
    parts = {part: name.sub(rb'\1Visits"', data) for part, data in package.parts.items()}
    assert sum(parts[part] != package.parts[part] for part in parts) >= 3
    return Package(Parts(parts))


def test_a_sheet_found_by_a_name_with_capitals_is_found_again(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(VISITS, {(40, 2): "our note"}), in_capitals)
    before = tabs(path)
    outcome = refreshed(path)
    assert (tabs(path), outcome.news) == (before, ())
    assert shown(path, VISITS)[40, 2] == "our note"
