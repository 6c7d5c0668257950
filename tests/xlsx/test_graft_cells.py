"""Cells of our sheets: written anew each time, with what staff typed beside them kept, and over them told."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from cyps_xl.xlsx.grafting.graft import graft_and_tell
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.cells import Grid
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from helpers.excel import as_excel_saves
from helpers.fresh_books import fresh_book, staff_book
from helpers.staff_deeds import do, element, insert_row, refreshed, shown, type_in, type_text
from helpers.staff_features import OURS
from helpers.wider_books import with_one_more

_STAFF = staff_book()


def told(package: Package, quarter: int = 1, rows: int = 3) -> list[OverwrittenCell]:
    overwritten = graft_and_tell(package, fresh_book(quarter, rows)).overwritten
    return [cell for cell in overwritten if not cell.reads_what_went]


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
        (4, 2, 99, "7.33333"),
        (4, 2, "=1+1", "7.33333"),
        (5, 1, "Row two", "Row 2"),
        (5, 1, 2, "Row 2"),
    ],
)
def test_what_staff_typed_over_our_cells_is_told_and_goes(row: int, column: int, what: str | float, ours: str) -> None:
    before = do(_STAFF, type_in(row, column, what))
    place = "Alpha!" + {1: "A", 2: "B"}[column] + str(row)
    assert told(before) == [OverwrittenCell(place, str(what), ours)]
    after = refreshed(before)
    assert shown(after)[row, column] == shown(_STAFF)[row, column]
    assert told(after) == []


def test_a_note_where_the_report_shows_something_new_is_told() -> None:
    before = do(_STAFF, type_in(5, 8, "My note"))
    assert told(before) == []
    assert graft_and_tell(before, with_one_more("H5")).overwritten == (OverwrittenCell("Alpha!H5", "My note", "Ours"),)


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


def test_since_the_button_was_pressed_a_number_over_a_formula_is_told() -> None:
    pressed = b"<definedName name='cyps_pressed_beta'>Beta!$A$30:$E$31</definedName></definedNames>"
    book = _STAFF.parts["xl/workbook.xml"].replace(b"</definedNames>", pressed)
    before = do(_STAFF.with_parts({"xl/workbook.xml": book}), type_in(4, 2, 99), type_in(4, 1, "Row one"))
    assert told(before) == [OverwrittenCell("Alpha!B4", "99", "7.33333")]


def test_without_a_record_a_note_stays_and_a_number_over_a_formula_is_told() -> None:
    without = without_record(do(_STAFF, type_in(5, 8, "Note"), type_in(4, 2, 99), type_in(30, 3, "=B30*2")))
    assert told(without) == [OverwrittenCell("Alpha!B4", "99", "7.33333")]
    after = shown(refreshed(without))
    assert (after[5, 8], after[30, 3], after[4, 2]) == ("Note", "=B30*2", "=SUM(Supervision[Qualified due])/3")


@pytest.mark.parametrize("rows", [1, 2, 3, 8])
def test_without_a_record_nothing_of_ours_is_taken_for_staffs(rows: int) -> None:
    without = without_record(_STAFF)
    assert told(without, 2, rows) == []
    left = set(shown(refreshed(without, 2, rows=rows))) - set(shown(refreshed(_STAFF, 2, rows=rows)))
    assert left <= {(5, 1), (6, 1)}, "of rows that went, the labels alone cannot be told from staff's words"


_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
_LIKE_FORMULAS = st.sampled_from(["=", "==", "'=", "+", "-", "@", "=B4*2", "＝", " =", "=SUM(Own!A1:A9)", "#REF!", "'"])
TEXTS = st.builds("".join, st.lists(st.one_of(_LIKE_FORMULAS, st.text(_LETTERS, min_size=1)), min_size=1, max_size=4))


@given(st.integers(1, 30), st.integers(1, 12), TEXTS)
@example(5, 8, "=")
@example(5, 8, "==")
@example(4, 2, "=")
@example(4, 2, "=SUM(Supervision[Qualified due])/3")
def test_any_text_anywhere_is_kept_or_told(row: int, column: int, text: str) -> None:
    before = do(_STAFF, type_text(row, column, text))
    fresh = fresh_book(2)
    found = shown(refreshed(before, 2)).get((row, column))
    lost = [cell.theirs for cell in graft_and_tell(before, fresh).overwritten]
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
