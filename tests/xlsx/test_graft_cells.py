"""Cells of our sheets: written anew each time, with what staff typed beside them kept, and over them told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cyps_xl.errors import CypsError
from cyps_xl.xlsx.cells import Grid, set_text
from cyps_xl.xlsx.draft import Draft
from cyps_xl.xlsx.graft import OverwrittenCell, overwritten_cells
from cyps_xl.xlsx.namespaces import MAIN, main
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
    assert shown(after)[5, 8] == shown(after)[40, 2] == str(what)
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


def test_a_note_that_the_report_grows_over_is_told() -> None:
    before = do(_STAFF, type_in(7, 1, "My note"))
    assert told(before, rows=3) == []
    assert told(before, rows=4) == [OverwrittenCell("Alpha!A7", "My note", "Row 4")]


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


def test_without_a_record_all_cells_are_ours_and_nothing_is_told() -> None:
    part = "customXml/item1.xml"
    without = do(_STAFF, type_in(5, 8, "Note")).with_parts({part: b"<other/>"})
    assert told(without) == []
    assert (5, 8) not in shown(refreshed(without))


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
        for after in (refreshed(before, 2), refreshed(refreshed(before, 2), 3, rows=5)):
            sheet = Draft(after).root(OURS)
            blocks = sheet.findall(main("conditionalFormatting"))
            assert [block.get("sqref") for block in blocks][2:] == ["H1:H9"]
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
        assert _merged(refreshed(before, rows=5)) == ["A16:E16", "H1:I2", "A1:E1"]

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
    assert shown(refreshed(before, 2, rows=5))[7, 8] == "Who"
    moved = before.with_parts({"xl/tables/table9.xml": table.replace("H7:I9", "A7:B9").encode()})
    with pytest.raises(CypsError, match=r"Your table Own stands on the sheet “Alpha” in A7:B9.*needs A7"):
        refreshed(moved, rows=5)
