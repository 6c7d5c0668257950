"""Rows come and go on the report's sheets; what staff made of them goes with its row."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cyps_xl.xlsx.grafting.graft import graft, graft_and_tell
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell
from cyps_xl.xlsx.opening.namespaces import SHEET_DRAWING, main
from cyps_xl.xlsx.parts.cells import Grid
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from helpers.features_of_files import COMMENTS
from helpers.fresh_books import fresh_book, staff_book
from helpers.soundness import faults
from helpers.staff_deeds import do, element, insert_row, refreshed, set_up, shown, type_in
from helpers.staff_features import OURS, OWN, WORKBOOK, parse, planted

_STAFF = staff_book()


def own(package: Package, row: int, column: int = 1) -> str:
    return shown(package, OWN)[row, column]


def reading(formula: str) -> Package:
    """A staff workbook with this formula on a sheet of theirs."""
    return do(_STAFF, type_in(5, 1, formula), part=OWN)


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=Alpha!A14", "=Alpha!A16"),
        ("=Alpha!B4", "=Alpha!B4"),
        ("=SUM(Alpha!$B$4:$B$6)", "=SUM(Alpha!$B$4:$B$8)"),
        ("=SUM(Alpha!B:B)", "=SUM(Alpha!B:B)"),
    ],
)
def test_a_formula_reads_the_row_that_it_read(formula: str, after: str) -> None:
    before = reading(formula)
    grown = refreshed(before, rows=5)
    assert own(grown, 5) == after
    assert own(refreshed(grown, rows=3), 5) == formula, "and again when the rows have gone"


def test_formulas_that_share_their_text_in_the_file_follow_each_by_itself() -> None:
    def share(sheet: etree._Element) -> None:
        data = sheet.find(main("sheetData"))
        assert data is not None
        for row, text in ((5, "Alpha!A6"), (6, None), (13, None)):
            cell = Grid(data).cell(row, 1)
            formula = etree.SubElement(cell, main("f"), t="shared", si="0")
            if text:
                formula.text = text
                formula.set("ref", "A5:A13")

    after = refreshed(do(_STAFF, share, part=OWN), rows=5)
    assert (own(after, 5), own(after, 6), own(after, 13)) == ("=Alpha!A6", "=Alpha!A9", "=Alpha!A16")


def test_a_sheet_that_reads_nothing_that_moved_stays_byte_for_byte() -> None:
    before = reading("=Alpha!B4*2")
    assert refreshed(before, rows=5).parts[OWN] == before.parts[OWN]


def test_names_rules_and_links_of_staffs_follow() -> None:
    rule = (
        '<conditionalFormatting sqref="A1:A3"><cfRule type="expression" priority="1"><formula>Alpha!$A$14=1</formula>'
    )
    link = '<hyperlinks><hyperlink ref="A3" location="Alpha!A14"/></hyperlinks>'

    def deed(sheet: etree._Element) -> None:
        after = sheet.find(main("sheetData"))
        assert after is not None
        after.addnext(parse(link))
        after.addnext(parse(rule + "</cfRule></conditionalFormatting>"))

    name = "<definedName name='Paragraph'>Alpha!$A$14</definedName></definedNames>"
    before = do(_STAFF, deed, part=OWN)
    book = before.parts[WORKBOOK].replace(b"</definedNames>", name.encode())
    after = refreshed(before.with_parts({WORKBOOK: book}), rows=5)
    assert b">Alpha!$A$16</definedName>" in after.parts[WORKBOOK]
    assert b"<formula>Alpha!$A$16=1</formula>" in after.parts[OWN]
    assert b'location="Alpha!A16"' in after.parts[OWN]


def test_a_formula_whose_row_went_is_told_before_it_breaks() -> None:
    before = reading("=Alpha!B6*2")
    told = graft_and_tell(before, fresh_book(rows=2))
    assert told.overwritten == (OverwrittenCell("Own!A5", "=Alpha!B6*2", "=Alpha!#REF!*2", reads_what_went=True),)
    assert "reads cells that the report no longer has" in told.overwritten[0].message
    assert own(told.package, 5) == "=Alpha!#REF!*2"


def test_a_name_whose_row_went_is_told_too() -> None:
    name = b"<definedName name='Third'>Alpha!$B$6</definedName></definedNames>"
    book = _STAFF.parts[WORKBOOK].replace(b"</definedNames>", name)
    told = graft_and_tell(_STAFF.with_parts({WORKBOOK: book}), fresh_book(rows=2)).overwritten
    assert [cell.where for cell in told] == ["The name Third"]


def charted(build: Callable[[xlsxwriter.Workbook, Any], object]) -> Package:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    inputs, sheet = book.add_worksheet("Supervision"), book.add_worksheet("Own")
    inputs.add_table(4, 0, 6, 1, {"name": "Supervision", "columns": [{"header": "Month"}, {"header": "Qualified due"}]})
    build(book, sheet)
    book.close()
    return graft(Package.from_bytes(buffer.getvalue(), "staff.xlsx"), fresh_book())


def test_a_chart_of_staffs_follows() -> None:
    def build(book: xlsxwriter.Workbook, sheet: Any) -> None:
        chart = book.add_chart({"type": "column"})
        points = {"values_data": [1, 2, 3], "categories_data": ["Row 1", "Row 2", "Row 3"]}
        chart.add_series({"values": "=Alpha!$B$4:$B$6", "categories": "=Alpha!$A$4:$A$6", **points})
        sheet.insert_chart("D2", chart)

    after = refreshed(charted(build), rows=4)
    part = next(data for data in after.parts.values() if b"Alpha!$B$4:$B$7" in data)
    assert b"Alpha!$A$4:$A$7" in part


class TestOnTheReportsOwnSheets:
    def test_a_note_beside_a_row_stays_beside_it_and_its_formula_reads_what_it_read(self) -> None:
        before = do(_STAFF, type_in(14, 8, "=A14&Own!A14"), type_in(6, 9, "the third row"))
        after = shown(refreshed(before, rows=5))
        assert after[16, 8] == "=A16&Own!A14"
        assert after[6, 9] == "the third row"
        assert shown(refreshed(refreshed(before, rows=5))) == shown(refreshed(before))

    def test_a_note_beside_a_row_that_went_stays_on_the_sheet(self) -> None:
        after = shown(refreshed(do(_STAFF, type_in(6, 9, "the third row")), rows=2))
        assert "the third row" in after.values()

    def test_a_comment_stays_with_its_row(self) -> None:
        anchor = "<x:Anchor>1, 15, 13, 2, 3, 15, 17, 4</x:Anchor>"
        box = '<xml xmlns:x="urn:schemas-microsoft-com:office:excel"><x:ClientData ObjectType="Note">'
        box += anchor + "<x:Row>13</x:Row><x:Column>0</x:Column></x:ClientData></xml>"
        thread = '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        thread += '<threadedComment ref="A14" id="{1}"/><threadedComment ref="A14" id="{2}"/></ThreadedComments>'
        before = planted(_STAFF, *COMMENTS)
        parts = before.parts
        before = before.with_parts(
            {
                "xl/comments2.xml": parts["xl/comments2.xml"].replace(b'"B4"', b'"A14"'),
                "xl/drawings/vmlDrawing2.vml": box.encode(),
                "xl/threadedComments/threadedComment2.xml": thread.encode(),
            }
        )
        after = refreshed(before, rows=5).parts
        assert b'ref="A16"' in after["xl/comments2.xml"]
        assert after["xl/threadedComments/threadedComment2.xml"].count(b'ref="A16"') == 2
        drawn = after["xl/drawings/vmlDrawing2.vml"]
        assert b"<x:Row>15<" in drawn
        assert b">1, 15, 15, 2, 3, 15, 19, 4<" in drawn
        assert after["xl/comments1.xml"] == before.parts["xl/comments1.xml"]

    def test_a_picture_stays_with_its_row_and_keeps_its_size(self) -> None:
        assert _picture_after("twoCell", rows=5) == [15, 20]
        assert _picture_after("absolute", rows=5) == [13, 18]

    def test_a_height_that_staff_set_stays_with_its_row(self) -> None:
        def deed(sheet: etree._Element) -> None:
            row = next(row for row in sheet.iter(main("row")) if row.get("r") == "14")
            row.set("ht", "80")
            row.set("customHeight", "1")

        after = refreshed(refreshed(do(_STAFF, deed), rows=5), 2, rows=5)
        heights = {row.get("r"): row.get("ht") for row in element(after, "sheetData") if row.get("ht")}
        assert heights == {"1": "27", "16": "80"}


def _picture_after(edit_as: str, rows: int) -> list[int]:
    """The rows of the corners of a shape drawn from row 13 to 18, after the report has this many rows."""
    draft = Draft(_STAFF)
    drawing = next(r.target for r in draft.relations(OURS) if r.kind == "drawing")
    corner = "<xdr:{0}><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row></xdr:{0}>"
    shape = '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="9" name="Cloud 1"/></xdr:nvSpPr></xdr:sp><xdr:clientData/>'
    anchor = f'<xdr:twoCellAnchor editAs="{edit_as}">{corner.format("from", 13)}{corner.format("to", 18)}{shape}'
    draft.change(drawing).append(parse(anchor + "</xdr:twoCellAnchor>"))
    after = Draft(refreshed(draft.package(), rows=rows)).root(drawing)
    drawn = next(
        anchor for anchor in after if anchor.get("editAs") == edit_as and anchor.find(f".//{_SHAPE}") is not None
    )
    return [int(row.text or "") for row in drawn.iter(f"{{{SHEET_DRAWING}}}row")]


_SHAPE = f"{{{SHEET_DRAWING}}}sp"


class TestRowsThatStaffPutIn:
    """Staff put a row in above the report's fourth row, as Excel does it."""

    @staticmethod
    def with_row() -> Package:
        def heights(sheet: etree._Element) -> None:
            for merged in sheet.iter(main("mergeCell")):
                merged.set("ref", "A15:E15")

        before = do(reading("=Alpha!A15"), insert_row(4), heights, set_up("sheetViews/sheetView/pane", ySplit=4))
        book = before.parts[WORKBOOK].replace(b"'Alpha'!$B$4", b"'Alpha'!$B$5").replace(b"$A$1:$E$16", b"$A$1:$E$17")
        return before.with_parts({WORKBOOK: book})

    def test_the_report_stands_where_it_did_and_what_read_it_reads_it_there(self) -> None:
        after = refreshed(self.with_row())
        assert shown(after) == shown(refreshed(_STAFF))
        assert own(after, 5) == "=Alpha!A14"

    def test_print_areas_panes_and_merged_cells_are_the_reports_again(self) -> None:
        after, plain = refreshed(self.with_row()), refreshed(_STAFF)
        assert element(after, "sheetViews/sheetView/pane").get("ySplit") == "3"
        assert [merged.get("ref") for merged in element(after, "mergeCells")] == ["A14:E14"]
        areas = [package.parts[WORKBOOK].count(b"'Alpha'!$A$1:$E$16") for package in (after, plain)]
        assert areas[0] == areas[1]


def test_what_staff_made_is_sound_after_rows_came_and_went() -> None:
    before = planted(do(_STAFF, type_in(14, 8, "note")), *COMMENTS)
    for rows in (5, 1, 9, 3):
        before = refreshed(before, rows=rows)
        assert faults(before.to_bytes()) == []
    assert shown(before)[14, 8] == "note"


_NOTES = st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 12)), st.integers(), min_size=1, max_size=8)


@settings(deadline=None, max_examples=25)
@given(_NOTES, st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_no_note_is_lost_without_a_word_however_often_rows_come_and_go(
    notes: dict[tuple[int, int], int], sizes: list[int]
) -> None:
    texts = {place: f"note {at}" for at, place in enumerate(notes)}
    package = do(_STAFF, *(type_in(*place, text) for place, text in texts.items()))
    told: set[str] = set()
    for rows in sizes:
        done = graft_and_tell(package, fresh_book(rows=rows))
        package = done.package
        told |= {cell.theirs for cell in done.overwritten}
        assert faults(package.to_bytes()) == []
    assert set(texts.values()) <= told | set(shown(package).values())
