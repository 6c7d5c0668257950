"""Our sheets among staff's own: found by locator, put back when gone, never in the way of a sheet of theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs, sheets_of
from helpers.fresh_books import fresh_book, staff_book
from helpers.soundness import faults
from helpers.staff_deeds import do, refreshed, shown, without_sheet
from helpers.staff_features import OURS, WORKBOOK

_STAFF = staff_book()


def tabs(package: Package) -> list[str]:
    return [sheet.name for sheet in sheets_of(package)]


def local_names(package: Package) -> dict[str, str]:
    """The tab that each print area belongs to, and the tab whose cells it is."""
    listed = tabs(package)
    root = Draft(package).root(WORKBOOK)
    return {
        listed[int(e.get("localSheetId", "0"))]: (e.text or "").partition("!")[0].strip("'")
        for e in root.iter(main("definedName"))
        if e.get("name") == "_xlnm.Print_Area"
    }


def in_workbook(deed: Callable[[etree._Element], object]) -> Package:
    return do(_STAFF, deed, part=WORKBOOK)


def listed(workbook: etree._Element) -> etree._Element:
    found = workbook.find(main("sheets"))
    assert found is not None
    return found


def test_a_first_refresh_puts_the_sheets_in_front() -> None:
    assert tabs(_STAFF) == ["Alpha", "Beta", "Supervision", "Own"]
    assert local_names(_STAFF) == {"Alpha": "Alpha", "Beta": "Beta", "Own": "Own"}


def test_the_sheet_that_was_in_view_stays_in_view() -> None:
    view = Draft(_STAFF).root(WORKBOOK).find(f"{main('bookViews')}/{main('workbookView')}")
    assert view is not None
    assert tabs(_STAFF)[int(view.get("activeTab", "0"))] == "Supervision"


def test_a_renamed_tab_stays_renamed_and_in_its_place() -> None:
    renamed = {"alpha": "Alpha for members", "beta": "Beta's"}
    package = staff_book(tabs=renamed)
    after = graft(package, fresh_book(2, tabs=renamed))
    assert faults(after.to_bytes()) == []
    assert our_tabs(after) == renamed
    assert tabs(after) == tabs(package)


def test_sheets_that_staff_moved_and_hid_stay_so() -> None:
    def deed(workbook: etree._Element) -> None:
        sheets = listed(workbook)
        sheets.append(sheets[0])
        sheets[0].set("state", "veryHidden")
        order = {"0": "3", "1": "0", "2": "1", "3": "2"}
        for name in workbook.iter(main("definedName")):
            if name.get("localSheetId"):
                name.set("localSheetId", order[name.get("localSheetId", "")])

    before = in_workbook(deed)
    after = refreshed(before, 2, rows=5)
    assert tabs(after) == ["Beta", "Supervision", "Own", "Alpha"]
    assert b'state="veryHidden"' in after.parts[WORKBOOK]
    assert local_names(after) == local_names(before) == {"Alpha": "Alpha", "Beta": "Beta", "Own": "Own"}


def test_numbers_and_parts_of_the_sheets_stay() -> None:
    def of(package: Package) -> list[tuple[int, str, str]]:
        return [(sheet.sheet_id, sheet.relation_id, sheet.part) for sheet in sheets_of(package)]

    assert of(refreshed(_STAFF, 2)) == of(_STAFF)


def test_a_deleted_sheet_comes_back_after_the_one_before_it() -> None:
    before = without_sheet(_STAFF, "Beta")
    assert tabs(before) == ["Alpha", "Supervision", "Own"]
    after = refreshed(before, 2)
    assert tabs(after) == ["Alpha", "Beta", "Supervision", "Own"]
    assert local_names(after) == {"Alpha": "Alpha", "Beta": "Beta", "Own": "Own"}
    assert our_tabs(after) == {"alpha": "Alpha", "beta": "Beta"}
    assert shown(after, "xl/worksheets/sheet4.xml")[4, 1] == "Row 1"


def test_a_sheet_of_staffs_own_with_our_name_is_never_written_over() -> None:
    before = do(without_sheet(_STAFF, "Beta"), lambda workbook: listed(workbook)[2].set("name", "Beta"), part=WORKBOOK)
    before = before.with_parts({WORKBOOK: before.parts[WORKBOOK].replace(b"Own!", b"Beta!")})
    with pytest.raises(CypsError, match="a sheet of your own called “Beta”") as refused:
        graft(before, fresh_book(2))
    assert "Rename your sheet" in refused.value.remedy


def test_a_sheet_that_later_versions_no_longer_write_is_left_alone() -> None:
    after = graft(_STAFF, fresh_book(2, tabs={"alpha": "Alpha"}))
    assert faults(after.to_bytes()) == []
    assert after.parts["xl/worksheets/sheet4.xml"] == _STAFF.parts["xl/worksheets/sheet4.xml"]
    assert our_tabs(after) == our_tabs(_STAFF)


def test_names_of_ours_are_set_anew_and_broken_ones_go() -> None:
    def deed(workbook: etree._Element) -> None:
        for name in workbook.iter(main("definedName")):
            if name.get("name") == "cyps_first":
                name.text = "#REF!"
        names = workbook.find(main("definedNames"))
        assert names is not None
        for name, place in (("cyps_old", "Alpha!$Z$9"), ("cyps_gone", "#REF!$A$1")):
            etree.SubElement(names, main("definedName"), name=name).text = place

    root = Draft(refreshed(in_workbook(deed), 2)).root(WORKBOOK)
    names = {e.get("name"): e.text for e in root.iter(main("definedName"))}
    assert names["cyps_first"] == "'Alpha'!$B$4"
    assert not {"cyps_old", "cyps_gone"} & names.keys()
    assert names["StaffName"] == "Own!$A$2"


def test_fresh_sheets_under_other_tabs_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="is 'Alpha' in the workbook"):
        graft(_STAFF, fresh_book(2, tabs={"alpha": "Other"}))


def test_a_fresh_sheet_with_what_no_graft_carries_over_is_a_mistake_of_the_caller() -> None:
    fresh = fresh_book()
    part = "xl/worksheets/sheet1.xml"
    with pytest.raises(ValueError, match="holds extLst"):
        graft(_STAFF, fresh.with_parts({part: fresh.parts[part].replace(b"</worksheet>", b"<extLst/></worksheet>")}))


def test_everything_is_calculated_on_opening() -> None:
    assert b'fullCalcOnLoad="1"' in _STAFF.parts[WORKBOOK]


def test_an_empty_text_is_no_number() -> None:
    assert b'<c r="B3" t="str"><f>IF(1=2,"x","")</f><v/></c>' in _STAFF.parts[OURS]
