"""How our sheets are set up: staff's changes stay, and what they left alone follows the report."""

from __future__ import annotations

import copy

import pytest
from lxml import etree

from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from helpers.fresh_books import fresh_book, staff_book
from helpers.soundness import faults
from helpers.staff_deeds import do, element, refreshed, set_up
from helpers.staff_features import INPUT, OURS, WORKBOOK, change

_STAFF = staff_book()


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("sheetPr/tabColor", "rgb", "FFFF0000"),
        ("sheetViews/sheetView", "zoomScale", "70"),
        ("sheetViews/sheetView", "showGridLines", "1"),
        ("sheetViews/sheetView", "view", "pageLayout"),
        ("sheetViews/sheetView/pane", "ySplit", "5"),
        ("pageMargins", "left", "1.25"),
        ("pageSetup", "orientation", "portrait"),
        ("pageSetup", "paperSize", "8"),
        ("sheetPr/pageSetUpPr", "fitToPage", "0"),
    ],
)
def test_what_staff_set_stays(path: str, name: str, value: str) -> None:
    before = do(_STAFF, set_up(path, **{name: value}))
    for after in (refreshed(before, 2, rows=5), refreshed(refreshed(before, 2), 3)):
        assert element(after, path).get(name) == value


def test_what_staff_left_alone_follows_the_report() -> None:
    after = refreshed(_STAFF, 2, tab_colour="#0000FF", width=55)
    assert element(after, "sheetPr/tabColor").get("rgb") == "FF0000FF"
    assert element(after, "cols")[0].get("width") == "55.7109375"
    assert element(after, "headerFooter/oddFooter").text == "&LQuarter 2&RPage &P"


def test_a_staff_header_stays_while_our_footer_follows_the_quarter() -> None:
    def deed(sheet: etree._Element) -> None:
        footer = sheet.find(main("headerFooter"))
        assert footer is not None
        header = etree.Element(main("oddHeader"))
        header.text = "&CConfidential"
        footer.insert(0, header)

    after = refreshed(do(_STAFF, deed), 2)
    assert [child.text for child in element(after, "headerFooter")] == ["&CConfidential", "&LQuarter 2&RPage &P"]


def test_a_footer_that_staff_wrote_stays() -> None:
    def deed(sheet: etree._Element) -> None:
        footer = sheet.find(f"{main('headerFooter')}/{main('oddFooter')}")
        assert footer is not None
        footer.text = "&LOurs now"

    assert element(refreshed(do(_STAFF, deed), 2), "headerFooter/oddFooter").text == "&LOurs now"


def widths(package: Package) -> list[tuple[str | None, ...]]:
    return [
        tuple(column.get(name) for name in ("min", "max", "width", "hidden")) for column in element(package, "cols")
    ]


def test_one_column_that_staff_widened_stays_and_the_others_follow() -> None:
    def deed(sheet: etree._Element) -> None:
        cols = sheet.find(main("cols"))
        assert cols is not None
        cols[1].set("max", "2")
        for at, attributes in ((3, {"width": "33", "customWidth": "1"}), (4, {"width": "9.7109375", "hidden": "1"})):
            cols.append(etree.Element(main("col"), {"min": str(at), "max": str(at), **attributes}))

    after = refreshed(do(_STAFF, deed), 2, width=55)
    assert widths(after) == [
        ("1", "1", "55.7109375", None),
        ("2", "2", "9.7109375", None),
        ("3", "3", "33", None),
        ("4", "4", "9.7109375", "1"),
    ]


def test_a_width_that_staff_took_away_stays_away() -> None:
    def deed(sheet: etree._Element) -> None:
        cols = sheet.find(main("cols"))
        assert cols is not None
        cols.remove(cols[0])

    assert widths(refreshed(do(_STAFF, deed), 2)) == [("2", "4", "9.7109375", None)]


def row(package: Package, number: int) -> etree._Element:
    return next(r for r in element(package, "sheetData") if r.get("r") == str(number))


def test_heights_and_hidden_rows_that_staff_set_stay() -> None:
    def deed(sheet: etree._Element) -> None:
        for r in sheet.iter(main("row")):
            if r.get("r") == "1":
                r.set("ht", "60")
            if r.get("r") == "5":
                r.set("hidden", "1")

    after = refreshed(do(_STAFF, deed), 2)
    assert row(after, 1).get("ht") == "60"
    assert row(after, 5).get("hidden") == "1"
    assert row(after, 2).get("ht") is None


def names(package: Package) -> dict[str, str]:
    root = Draft(package).root(WORKBOOK)
    return {f"{e.get('name')} {e.get('localSheetId', '')}": e.text or "" for e in root.iter(main("definedName"))}


def test_the_print_area_follows_the_rows() -> None:
    assert names(refreshed(_STAFF, rows=6))["_xlnm.Print_Area 0"] == "Alpha!$A$1:$E$19"


def test_a_print_area_that_staff_chose_stays() -> None:
    def deed(workbook: etree._Element) -> None:
        for name in workbook.iter(main("definedName")):
            if name.get("localSheetId") == "0" and name.get("name") == "_xlnm.Print_Area":
                name.text = "Alpha!$A$1:$C$9,Alpha!$E$1:$F$9"

    before = do(_STAFF, deed, part=WORKBOOK)
    assert names(refreshed(before))["_xlnm.Print_Area 0"] == "Alpha!$A$1:$C$9,Alpha!$E$1:$F$9"
    after = refreshed(before, rows=6)
    grown = names(after)["_xlnm.Print_Area 0"]
    assert grown == "Alpha!$A$1:$C$12,Alpha!$E$1:$F$12", "three rows more stand inside it"
    assert names(after)["_xlnm.Print_Area 1"] == "Beta!$A$1:$E$19"


def test_a_print_area_that_staff_took_away_stays_away() -> None:
    def deed(workbook: etree._Element) -> None:
        for name in list(workbook.iter(main("definedName"))):
            parent = name.getparent()
            if name.get("localSheetId") == "0" and parent is not None:
                parent.remove(name)

    after = names(refreshed(do(_STAFF, deed, part=WORKBOOK), rows=6))
    assert "_xlnm.Print_Area 0" not in after
    assert "_xlnm.Print_Titles 0" not in after


def test_page_breaks_follow_unless_staff_moved_them() -> None:
    assert element(refreshed(_STAFF, rows=6), "rowBreaks")[0].get("id") == "14"
    moved = do(_STAFF, lambda sheet: element_of(sheet, "rowBreaks")[0].set("id", "4"))
    assert element(refreshed(moved, rows=6), "rowBreaks")[0].get("id") == "4"


def element_of(sheet: etree._Element, name: str) -> etree._Element:
    found = sheet.find(main(name))
    assert found is not None
    return found


def test_the_printer_settings_stay_with_the_page_set_up() -> None:
    draft = Draft(_STAFF)
    draft.put("xl/printerSettings/printerSettings1.bin", b"\x01", "application/octet-stream")
    relation = draft.relate(OURS, relation_type("printerSettings"), "xl/printerSettings/printerSettings1.bin")
    element_of(draft.change(OURS), "pageSetup").set(RELATION_ID, relation)
    after = refreshed(draft.package(), 2)
    assert element(after, "pageSetup").get(RELATION_ID) == relation
    assert element(after, "pageSetup").get("orientation") == "landscape"


def test_where_staff_scrolled_and_what_they_selected_stays() -> None:
    before = do(_STAFF, set_up("sheetViews/sheetView", tabSelected="0"), part=INPUT)
    after = refreshed(do(before, set_up("sheetViews/sheetView", topLeftCell="A5", tabSelected="1")), 2)
    assert element(after, "sheetViews/sheetView").get("topLeftCell") == "A5"
    assert element(after, "sheetViews/sheetView").get("tabSelected") == "1"


def test_a_fresh_sheet_is_never_selected_beside_the_staffs_own() -> None:
    assert fresh_book().parts["xl/worksheets/sheet1.xml"].count(b"tabSelected") == 1
    for part in (OURS, "xl/worksheets/sheet4.xml"):
        assert b"tabSelected" not in _STAFF.parts[part]


def _without_record(package: Package) -> Package:
    draft = Draft(package)
    draft.unrelate(WORKBOOK, next(r.id for r in draft.relations(WORKBOOK) if r.kind == "customXml"))
    draft.sweep()
    return draft.package()


def test_without_a_record_what_must_fit_the_content_is_ours_and_the_rest_is_theirs() -> None:
    before = _without_record(do(_STAFF, set_up("pageMargins", left="1.25"), set_up("sheetPr/tabColor", rgb="FFFF0000")))
    after = refreshed(before, 2, rows=6, width=55)
    assert element(after, "pageMargins").get("left") == "1.25"
    assert element(after, "sheetPr/tabColor").get("rgb") == "FFFF0000"
    assert element(after, "cols")[0].get("width") == "30.7109375"
    assert element(after, "headerFooter/oddFooter").text == "&LQuarter 2&RPage &P"
    assert names(after)["_xlnm.Print_Area 0"] == "Alpha!$A$1:$E$19"


def test_a_sheet_stripped_to_its_cells_is_set_up_as_ever() -> None:
    def deed(sheet: etree._Element) -> None:
        for child in list(sheet):
            if child.tag != main("sheetData"):
                sheet.remove(child)

    before = _without_record(change(OURS, deed)(copy.copy(_STAFF)))
    after = graft(before, fresh_book())
    assert faults(after.to_bytes()) == []
    assert element(after, "sheetViews/sheetView/pane").get("ySplit") == "3"


def test_groups_of_rows_and_columns_that_staff_made_stay() -> None:
    def deed(sheet: etree._Element) -> None:
        for r in sheet.iter(main("row")):
            if r.get("r") in ("4", "5"):
                r.set("outlineLevel", "1")
        cols = sheet.find(main("cols"))
        assert cols is not None
        cols[1].set("outlineLevel", "1")
        cols.append(etree.Element(main("col"), min="5", max="5", width="8", collapsed="1"))

    after = refreshed(refreshed(do(_STAFF, deed), 2), 3, width=55)
    assert [row(after, number).get("outlineLevel") for number in (4, 5, 6)] == ["1", "1", None]
    assert [column.get("outlineLevel") for column in element(after, "cols")] == [None, "1", None]
    assert element(after, "cols")[2].get("collapsed") == "1"
