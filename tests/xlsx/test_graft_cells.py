"""Cells of our sheets: written anew each time, with what staff typed beside them kept, and over them told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.xlsx.addresses import parse_cell
from cyps_xl.xlsx.cells import Grid, set_text
from cyps_xl.xlsx.draft import Draft
from cyps_xl.xlsx.graft import graft, overwritten_cells
from cyps_xl.xlsx.namespaces import MAIN, main
from cyps_xl.xlsx.overwritten import OverwrittenCell
from cyps_xl.xlsx.package import Package
from cyps_xl.xlsx.relations import relation_type
from helpers.excel import as_excel_saves
from helpers.fresh_books import fresh_book, staff_book
from helpers.staff_deeds import do, element, insert_row, refreshed, shown, type_in
from helpers.staff_features import OURS, parse

_STAFF = staff_book()


def told(package: Package, quarter: int = 1, rows: int = 3) -> list[OverwrittenCell]:
    return overwritten_cells(package, fresh_book(quarter, rows))


def test_an_untouched_sheet_is_written_anew_and_nothing_is_told() -> None:
    assert told(_STAFF, 2) == []
    after = shown(refreshed(_STAFF, 2, rows=5))
    assert after[2, 1] == "Quarter 2\nto date"
    assert after[8, 2] == "=SUM(Supervision[Qualified due])/7"


def test_rows_of_a_longer_report_of_last_time_go() -> None:
    after = shown(refreshed(refreshed(_STAFF, rows=6), rows=2))
    assert (6, 1) not in after
    assert (9, 2) not in after


@pytest.mark.parametrize("what", ["Note to self", 12.5, "=B4*2", "=SUM(Own!A1:A9)"])
def test_what_staff_typed_in_a_free_cell_stays(what: str | float) -> None:
    before = do(_STAFF, type_in(5, 8, what, style=1), type_in(40, 2, what))
    after = refreshed(before, 2, rows=4)
    assert shown(after)[5, 8] == str(what)
    assert shown(after)[41, 2] == str(what), "a row more stands above it"
    assert told(before) == []
    style = Grid(element(after, "sheetData")).find(5, 8)
    assert style is not None
    assert style.get("s") == "1"


def test_what_staff_typed_stays_for_good() -> None:
    package = do(_STAFF, type_in(5, 8, "Note"))
    for quarter in (2, 3, 4, 1):
        package = refreshed(package, quarter, rows=2 + quarter)
    assert shown(package)[5, 8] == "Note"


@pytest.mark.parametrize(
    ("row", "column", "what", "ours"),
    [
        (4, 2, 99, "=SUM(Supervision[Qualified due])/3"),
        (4, 2, "=1+1", "=SUM(Supervision[Qualified due])/3"),
        (5, 1, "Row two", "Row 2"),
        (5, 1, 2, "Row 2"),
    ],
)
def test_what_staff_typed_over_our_cells_is_told_and_goes(row: int, column: int, what: str | float, ours: str) -> None:
    before = do(_STAFF, type_in(row, column, what))
    place = "Alpha!" + {1: "A", 2: "B"}[column] + str(row)
    assert told(before) == [OverwrittenCell(place, str(what), ours)]
    after = refreshed(before)
    assert shown(after)[row, column] == ours
    assert told(after) == []


def test_a_note_where_the_report_shows_something_new_is_told() -> None:
    before = do(_STAFF, type_in(5, 8, "My note"))
    assert told(before) == []
    assert overwritten_cells(before, _with_one_more("H5")) == [OverwrittenCell("Alpha!H5", "My note", "Ours")]


def test_a_note_under_the_report_makes_room_for_another_row() -> None:
    before = do(_STAFF, type_in(7, 1, "My note"), type_in(20, 1, "Another"))
    assert told(before, rows=30) == []
    after = shown(refreshed(before, rows=30))
    assert (after[34, 1], after[47, 1]) == ("My note", "Another")
    assert shown(refreshed(refreshed(before, rows=30)))[20, 1] == "Another"


def test_a_cell_that_staff_cleared_is_written_again_without_a_word() -> None:
    def clear(sheet: etree._Element) -> None:
        cell = Grid(sheet.find(main("sheetData"))).cell(4, 1)  # type: ignore[arg-type]
        del cell[:]
        cell.attrib.pop("t")

    before = do(_STAFF, clear)
    assert told(before) == []
    assert shown(refreshed(before))[4, 1] == "Row 1"


def test_rows_that_staff_put_in_do_not_make_our_own_cells_theirs() -> None:
    before = do(_STAFF, insert_row(4), type_in(4, 1, "Inserted"), part=OURS)
    workbook = (
        before.parts["xl/workbook.xml"].replace(b"Alpha!$B$4<", b"Alpha!$B$5<").replace(b"'Alpha'!$B$4", b"Alpha!$B$5")
    )
    before = before.with_parts({"xl/workbook.xml": workbook})
    assert told(before) == [OverwrittenCell("Alpha!A4", "Inserted", "Row 1")]
    assert shown(refreshed(before)) == shown(refreshed(_STAFF))


def without_record(package: Package) -> Package:
    """The package as Excel's Document Inspector leaves it when it takes custom XML out."""
    return package.with_parts({"customXml/item1.xml": b"<other/>"})


def test_without_a_record_a_note_stays_and_a_number_over_a_formula_is_told() -> None:
    without = without_record(do(_STAFF, type_in(5, 8, "Note"), type_in(4, 2, 99), type_in(30, 3, "=B30*2")))
    assert told(without) == [OverwrittenCell("Alpha!B4", "99", "=SUM(Supervision[Qualified due])/3")]
    after = shown(refreshed(without))
    assert (after[5, 8], after[30, 3], after[4, 2]) == ("Note", "=B30*2", "=SUM(Supervision[Qualified due])/3")


@pytest.mark.parametrize("rows", [1, 2, 3, 8])
def test_without_a_record_nothing_of_ours_is_taken_for_staffs(rows: int) -> None:
    without = without_record(_STAFF)
    assert told(without, 2, rows) == []
    left = set(shown(refreshed(without, 2, rows=rows))) - set(shown(refreshed(_STAFF, 2, rows=rows)))
    assert left <= {(5, 1), (6, 1)}, "of rows that went, the labels alone cannot be told from staff's words"


@given(st.integers(1, 30), st.integers(1, 12), st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_anywhere_is_kept_or_told(row: int, column: int, text: str) -> None:
    before = do(_STAFF, type_in(row, column, text))
    fresh = fresh_book(2)
    found = shown(refreshed(before, 2)).get((row, column))
    lost = [cell.theirs for cell in overwritten_cells(before, fresh)]
    assert found == text or lost == [text]


class TestAfterExcelSavedTheFile:
    def test_nothing_of_ours_is_taken_for_staffs(self) -> None:
        saved = as_excel_saves(_STAFF)
        assert told(saved) == []
        assert shown(refreshed(saved, 2)) == shown(refreshed(_STAFF, 2))

    def test_the_look_follows_the_report_as_before(self) -> None:
        after = refreshed(as_excel_saves(_STAFF), 2, width=55)
        assert element(after, "cols")[0].get("width") == "55.7109375"
        assert element(after, "headerFooter/oddFooter").text == "&LQuarter 2&RPage &P"

    def test_rules_merged_cells_and_links_do_not_double(self) -> None:
        package = _STAFF
        for quarter in (1, 2, 3):
            package = refreshed(as_excel_saves(package), quarter)
        for name, count in (("conditionalFormatting", 2), ("mergeCell", 1), ("hyperlink", 1)):
            assert package.parts[OURS].count(f"<{name} ".encode()) == count

    def test_styles_do_not_grow(self) -> None:
        once = refreshed(as_excel_saves(refreshed(_STAFF)), 2)
        often = once
        for quarter in (1, 2, 1, 2):
            often = refreshed(as_excel_saves(often), quarter)
        for name in ("cellXfs", "fonts", "borders", "dxfs", "numFmts"):
            groups = [Draft(package).root("xl/styles.xml").find(main(name)) for package in (once, often)]
            assert [len(group) for group in groups if group is not None] == [len(groups[0])] * 2  # type: ignore[arg-type]

    def test_a_cell_that_staff_typed_over_is_still_told(self) -> None:
        before = as_excel_saves(do(_STAFF, type_in(4, 2, 99), type_in(6, 8, "Note")))
        assert [cell.where for cell in told(before)] == ["Alpha!B4"]
        assert shown(refreshed(before))[6, 8] == "Note"


class TestRules:
    def test_staffs_own_stay_beside_ours(self) -> None:
        own = (
            '<conditionalFormatting sqref="H1:H9"><cfRule type="expression" priority="1"><formula>H1&gt;2</formula>'
            "</cfRule></conditionalFormatting>"
        )
        before = do(_STAFF, lambda sheet: _insert(sheet, own), lambda sheet: _insert(sheet, _VALIDATION))
        grown = refreshed(refreshed(before, 2), 3, rows=5)
        for after, place in ((refreshed(before, 2), "H1:H9"), (grown, "H1:H11")):
            sheet = Draft(after).root(OURS)
            blocks = sheet.findall(main("conditionalFormatting"))
            assert [block.get("sqref") for block in blocks][2:] == [place]
            assert [rule.get("priority") for block in blocks for rule in block] == ["1", "2", "3"]
            assert [rule.get("sqref") for rule in element(after, "dataValidations")] == ["H1:H4"]

    def test_a_merged_cell_of_staffs_stays_unless_it_would_hide_ours(self) -> None:
        def merge(sheet: etree._Element) -> None:
            merged = sheet.find(main("mergeCells"))
            assert merged is not None
            for area in ("H1:I2", "A1:E1", "A7:B9"):
                etree.SubElement(merged, main("mergeCell"), ref=area)

        before = do(_STAFF, merge)
        assert _merged(refreshed(before)) == ["A14:E14", "H1:I2", "A1:E1", "A7:B9"]
        assert _merged(refreshed(before, rows=5)) == ["A16:E16", "H1:I2", "A1:E1", "A9:B11"]
        assert _merged(graft(before, _with_one_more("I2"))) == ["A14:E14", "A1:E1", "A7:B9"]

    def test_links_of_staffs_stay_with_their_addresses(self) -> None:
        draft = Draft(_STAFF)
        relation = draft.relate(OURS, relation_type("hyperlink"), "https://staff.example/", external=True)
        links = draft.change(OURS).find(main("hyperlinks"))
        assert links is not None
        links.append(parse(f'<hyperlink ref="H3" r:id="{relation}"/>'))
        after = refreshed(draft.package(), 2)
        assert [link.get("ref") for link in element(after, "hyperlinks")] == ["E2", "H3"]
        assert "https://staff.example/" in [r.target for r in Draft(after).relations(OURS)]


_VALIDATION = '<dataValidations count="1"><dataValidation type="whole" sqref="H1:H4"/></dataValidations>'


def _insert(sheet: etree._Element, xml: str) -> None:
    after = sheet.find(main("conditionalFormatting"))
    assert after is not None
    made = parse(xml)
    if made.tag == main("dataValidations"):
        sheet.findall(main("conditionalFormatting"))[-1].addnext(made)
    else:
        after.addprevious(made)


def _merged(package: Package) -> list[str]:
    return [merge.get("ref", "") for merge in element(package, "mergeCells")]


def test_a_table_of_staffs_in_free_cells_stays_and_one_in_the_way_is_refused() -> None:
    draft = Draft(_STAFF)
    sheet = draft.change(OURS)
    data = sheet.find(main("sheetData"))
    assert data is not None
    for column, heading in ((8, "Who"), (9, "When")):
        set_text(Grid(data).cell(7, column), heading)
    table = f'<table xmlns="{MAIN}" id="9" name="Own" displayName="Own" ref="H7:I9"><tableColumns count="2">'
    table += '<tableColumn id="1" name="Who"/><tableColumn id="2" name="When"/></tableColumns></table>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
    draft.put("xl/tables/table9.xml", table.encode(), kind)
    relation = draft.relate(OURS, relation_type("table"), "xl/tables/table9.xml")
    sheet.append(parse(f'<tableParts count="1"><tablePart r:id="{relation}"/></tableParts>'))
    before = draft.package()
    assert shown(refreshed(before, 2, rows=5))[9, 8] == "Who"
    with pytest.raises(CypsError, match=r"Your table Own stands on the sheet “Alpha” in H7:I9.*needs I8"):
        graft(before, _with_one_more("I8"))


def _with_one_more(address: str) -> Package:
    """The fresh sheets with one more cell."""
    return do(fresh_book(), type_in(*parse_cell(address), "Ours"), part="xl/worksheets/sheet1.xml")
