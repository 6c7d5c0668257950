"""An officer edits the definition in Excel: a refresh makes it so, and keeps every word and picture of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.errors import Blocked, CypsError
from helpers.definition_edits import (
    change,
    do,
    draw_on,
    own_sheet,
    refreshed,
    rename_tab,
    shown,
    tabs,
    type_on,
    workbook,
)

READMISSIONS = "2.6 Re-admissions"
NOT_REPORTED = f"{READMISSIONS} (not reported)"
LEAVES = change("ReportSections", {"readmissions": {"Shown": "no"}})
RETURNS = change("ReportSections", {"readmissions": {"Shown": "yes"}})


# Sections that leave and come back


def test_a_section_that_leaves_takes_its_sheet_along(tmp_path: Path) -> None:
    path = workbook(tmp_path, LEAVES)
    outcome = refreshed(path)
    assert READMISSIONS not in tabs(path)
    assert outcome.news == (f"“{READMISSIONS}” is not reported now. Its sheet held nothing of yours and is gone.",)


def test_a_section_that_leaves_leaves_what_is_staffs_where_it_was(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(READMISSIONS, {(7, 15): "ask Anna"}), draw_on(READMISSIONS), LEAVES)
    outcome = refreshed(path)
    assert tabs(path)[tabs(path).index(NOT_REPORTED) - 1] == "2.5 Looked after children"
    cells = shown(path, NOT_REPORTED)
    assert cells[7, 15] == "ask Anna"
    assert cells[1, 1] == "Not part of the report"
    assert len(cells) == 3, "no figure of ours stays behind"
    assert "keeps what is yours: a cell, a shape." in outcome.news[0]


def test_a_section_that_comes_back_comes_back_to_its_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(READMISSIONS, {(7, 15): "ask Anna"}), draw_on(READMISSIONS), LEAVES)
    before = tabs(path)
    refreshed(path)
    do(path, RETURNS)
    outcome = refreshed(path)
    assert tabs(path) == before
    assert shown(path, READMISSIONS)[7, 15] == "ask Anna"
    assert outcome.news == (f"“{READMISSIONS}” is reported again, on its own sheet.",)


def test_a_section_whose_sheet_went_gets_it_again_at_its_place(tmp_path: Path) -> None:
    path = workbook(tmp_path, LEAVES)
    before = tabs(workbook(tmp_path))
    do(path, LEAVES)
    refreshed(path)
    do(path, RETURNS)
    outcome = refreshed(path)
    assert tabs(path) == before
    assert outcome.news == (f"The report has a new sheet: “{READMISSIONS}”.",)


def test_a_sheet_that_stayed_goes_once_staff_have_cleared_it(tmp_path: Path) -> None:
    path = workbook(tmp_path, type_on(READMISSIONS, {(7, 15): "ask Anna"}), LEAVES)
    refreshed(path)
    do(path, type_on(NOT_REPORTED, {(7, 15): ""}))
    refreshed(path)
    assert NOT_REPORTED not in tabs(path)


def test_a_section_of_some_quarters_comes_and_goes_with_them(tmp_path: Path) -> None:
    path = workbook(tmp_path, change("ReportSections", {"readmissions": {"From": "2017-18 Q3"}}))
    assert READMISSIONS in tabs(path)
    report.refresh(path, quarter="2017-18 Q2")
    assert READMISSIONS not in tabs(path)
    report.refresh(path, quarter="2017-18 Q3")
    assert READMISSIONS in tabs(path)


def test_what_reads_a_section_that_leaves_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_sheet("Own", {(1, 1): f"='{READMISSIONS}'!B7*2"}), LEAVES)
    before = path.read_bytes()
    with pytest.raises(Blocked) as refused:
        report.refresh(path)
    (problem,) = refused.value.problems
    assert problem.where == "Own!A1"
    assert f"reads the sheet “{READMISSIONS}”, which is not reported any more" in problem.message
    assert path.read_bytes() == before
    refreshed(path, keep_going=True)
    assert shown(path, "Own")[1, 1] in (f"='{READMISSIONS}'!#REF!*2", "=#REF!*2")


def test_on_a_sheet_that_stays_what_reads_staffs_own_cells_goes_on_and_what_reads_ours_is_named(tmp_path: Path) -> None:
    own = own_sheet("Own", {(1, 1): f"='{READMISSIONS}'!O7*2"})
    path = workbook(tmp_path, type_on(READMISSIONS, {(7, 15): 21}), own, LEAVES)
    refreshed(path)
    assert shown(path, "Own")[1, 1] == f"='{NOT_REPORTED}'!O7*2"
    path = workbook(tmp_path, type_on(READMISSIONS, {(7, 15): "=B7+1"}), LEAVES)
    with pytest.raises(Blocked) as refused:
        report.refresh(path)
    assert [problem.where for problem in refused.value.problems] == [f"'{READMISSIONS}'!O7"]


# Tabs


def test_a_section_with_another_number_and_title_keeps_its_sheet_and_what_reads_it(tmp_path: Path) -> None:
    own = own_sheet("Own", {(1, 1): "='2.2 Caseloads'!B7"})
    path = workbook(
        tmp_path, own, type_on("2.2 Caseloads", {(6, 15): "mine"}),
        change("ReportSections", {"caseloads": {"Number": "2.9", "Tab": "Who has how many"}}),
    )  # fmt: skip
    outcome = refreshed(path)
    assert outcome.news == ("“2.2 Caseloads” is called “2.9 Who has how many” now.",)
    assert shown(path, "2.9 Who has how many")[6, 15] == "mine"
    assert shown(path, "Own")[1, 1] == "='2.9 Who has how many'!B7"


def test_a_tab_that_staff_renamed_stays_theirs(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, rename_tab("2.2 Caseloads", "Teams"), change("ReportSections", {"caseloads": {"Number": "2.9"}})
    )
    refreshed(path)
    assert "Teams" in tabs(path)


def test_two_sections_may_change_names(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        change("ReportSections", {"steps": {"Number": "2.8", "Tab": "X"}, "taf": {"Number": "2.7", "Tab": "X"}}),
    )
    refreshed(path)
    do(path, change("ReportSections", {"steps": {"Number": "2.7"}, "taf": {"Number": "2.8"}}))
    refreshed(path)
    assert {"2.7 X", "2.8 X"} <= set(tabs(path))


def test_a_new_name_that_is_the_name_of_staffs_own_sheet_is_refused_in_words(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, own_sheet("2.9 Caseloads", {}), change("ReportSections", {"caseloads": {"Number": "2.9"}})
    )
    with pytest.raises(CypsError, match=r"a sheet of your own called “2\.9 Caseloads”"):
        report.refresh(path)


def test_sections_in_another_order_take_their_tabs_along_and_leave_staffs_where_they_are(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, own_sheet("Own", {}, after="2.2 Caseloads"), change("ReportSections", {"complaints": {"Order": 15}})
    )
    before = tabs(path)
    outcome = refreshed(path)
    wanted = [tab for tab in before if tab != "3 Complaints"]
    wanted.insert(wanted.index("1 Indicators") + 1, "3 Complaints")
    assert tabs(path) == wanted
    assert outcome.news == ("The report's sheets stand in their new order.",)
