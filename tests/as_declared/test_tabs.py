"""Numbers, titles and the order of sections: the tabs follow, but for those that staff have named."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.errors import Blocked, CypsError
from helpers.changed_reports import BEDS, EVENTS, VISITS
from helpers.definition_edits import change, do, own_sheet, refreshed, rename_tab, shown, tabs, type_on, workbook


def test_a_section_with_another_number_and_title_keeps_its_sheet_and_what_reads_it(tmp_path: Path) -> None:
    own = own_sheet("Own", {(1, 1): "='2 Beds'!B5"})
    path = workbook(
        tmp_path, own, type_on(BEDS, {(6, 15): "mine"}),
        change("ReportSections", {"beds": {"Number": "9", "Tab": "Who has how many"}}),
    )  # fmt: skip
    outcome = refreshed(path)
    assert outcome.news == ("“2 Beds” is called “9 Who has how many” now.",)
    assert shown(path, "9 Who has how many")[6, 15] == "mine"
    assert shown(path, "Own")[1, 1] == "='9 Who has how many'!B5"


def test_a_tab_that_staff_renamed_stays_theirs(tmp_path: Path) -> None:
    path = workbook(tmp_path, rename_tab(BEDS, "Teams"), change("ReportSections", {"beds": {"Number": "9"}}))
    refreshed(path)
    assert "Teams" in tabs(path)


def test_two_sections_may_change_names(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        change("ReportSections", {"visits": {"Number": "2", "Tab": "X"}, "beds": {"Number": "1", "Tab": "X"}}),
    )
    refreshed(path)
    do(path, change("ReportSections", {"visits": {"Number": "1"}, "beds": {"Number": "2"}}))
    refreshed(path)
    assert tabs(path).index("1 X") < tabs(path).index("2 X")


def test_a_new_name_that_is_the_name_of_staffs_own_sheet_is_refused_in_words(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_sheet("9 Beds", {}), change("ReportSections", {"beds": {"Number": "9"}}))
    with pytest.raises(CypsError, match=r"a sheet of your own called “9 Beds”"):
        report.refresh(path)


def test_sections_in_another_order_take_their_tabs_along_and_leave_staffs_where_they_are(tmp_path: Path) -> None:
    path = workbook(tmp_path, own_sheet("Own", {}, after=BEDS), change("ReportSections", {"events": {"Order": 15}}))
    before = tabs(path)
    outcome = refreshed(path)
    wanted = [tab for tab in before if tab != EVENTS]
    wanted.insert(wanted.index(VISITS) + 1, EVENTS)
    assert tabs(path) == wanted
    assert outcome.news == ("The report's sheets stand in their new order.",)


def test_a_tab_of_an_input_sheet_follows_its_table(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, own_sheet("Own", {(1, 1): "=Visits!B6"}), change("ReportTables", {"Visits": {"Sheet": "Home visits"}})
    )
    outcome = refreshed(path)
    assert outcome.news == ("The input sheet “Visits” is called “Home visits” now.",)
    assert shown(path, "Own")[1, 1] == "='Home visits'!B6"


def test_a_tab_that_holds_the_name_of_a_table_and_a_sign_of_xml_is_refreshed(tmp_path: Path) -> None:
    refreshed(path := workbook(tmp_path, change("ReportSections", {"beds": {"Tab": "Beds & visits"}})))
    assert "2 Beds & visits" in tabs(path)


def test_a_tab_that_files_of_excel_keep_for_another_name_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Blocked) as refused:
        report.refresh(workbook(tmp_path, rename_tab(BEDS, "Beds_x0026_more")))
    assert [one.where for one in refused.value.problems] == ["Beds_x0026_more"]
    with pytest.raises(Blocked) as refused:
        report.refresh(workbook(tmp_path, change("ReportSections", {"beds": {"Tab": "Beds_x0026_more"}})))
    assert [one.where for one in refused.value.problems] == ["Sections!D7"]
