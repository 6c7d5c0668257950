"""Figures go into the input tables of a staff workbook, and everything else in it stays."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.errors import Blocked, CypsError, MissingTable
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.records import Value
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import find_tables
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.package import Package
from helpers.audits import HEADINGS, KEYED, NEW, SHEET, add, audits, cell, rows_of
from helpers.packs import CYPS_TABLES
from helpers.soundness import faults
from helpers.staff_books import add_table, package_of


def test_a_new_row_makes_the_table_one_longer() -> None:
    package = add(audits(), NEW)
    assert rows_of(package)[2:] == [("2017-18 Q3", "Supervision", None, 12.0)]
    assert b'ref="B3:F6"' in package.parts["xl/tables/table1.xml"]
    assert b'<autoFilter ref="B3:F6"' in package.parts["xl/tables/table1.xml"]
    assert b'<dimension ref="B3:F6"' in package.parts[SHEET]


def test_every_other_part_stays_byte_for_byte() -> None:
    before = audits()
    after = add(before, NEW)
    changed = {part for part in after.parts if before.parts.get(part) != after.parts[part]}
    assert changed == {SHEET, "xl/tables/table1.xml"}


def test_no_change_is_the_same_package() -> None:
    package = audits()
    assert apply_changes(package, [TableChange("Audits")], CYPS_TABLES) is package


def test_blank_rows_at_the_end_are_filled_first() -> None:
    package = add(audits(rows=0), NEW, NEW)
    assert len(rows_of(package)) == 2
    assert find_tables(package)["Audits"].last_row == 5


def test_a_blank_row_in_the_middle_stays() -> None:
    before = apply_changes(audits(), [TableChange("Audits", {4: dict.fromkeys(HEADINGS[:4])})], CYPS_TABLES)
    package = add(before, NEW)
    assert rows_of(package)[0] == (None,) * 4
    assert len(rows_of(package)) == 3


def test_cells_are_set_in_place_and_keep_their_look() -> None:
    def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write(3, 4, 1, book.add_format({"bold": True, "bg_color": "#FFFF00"}))

    before = audits(staff)
    after = apply_changes(before, [TableChange("Audits", {4: {"Cases": 7, "Theme": None}})], CYPS_TABLES)
    assert rows_of(after)[0] == ("2017-18 Q1", None, None, 7.0)
    assert cell(after, 4, 5).get("s") == cell(before, 4, 5).get("s") != "0"
    assert faults(after.to_bytes()) == []


def test_a_new_row_looks_like_the_row_above_it() -> None:
    def staff(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write(4, 4, 2, book.add_format({"num_format": "0.00"}))
        sheet.set_column(3, 3, 12, book.add_format({"num_format": "mmm yyyy"}))

    before = audits(staff)
    after = add(before, {**NEW, "Month": dt.date(2017, 12, 1)})
    assert cell(after, 6, 5).get("s") == cell(before, 5, 5).get("s")
    assert rows_of(after)[2][2] == dt.date(2017, 12, 1)


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 1234", "-", "@x", "\ttab", "http://x.example", "#N/A", "007", " a  b ", "A\nB"]
)
def test_what_people_typed_stays_text(text: str) -> None:
    package = add(audits(), {**NEW, "Theme": text})
    assert rows_of(package)[2][1] == text
    assert cell(package, 6, 3).find(main("f")) is None


def test_the_shared_texts_are_not_touched() -> None:
    before = audits()
    assert add(before, NEW).parts["xl/sharedStrings.xml"] == before.parts["xl/sharedStrings.xml"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("x" * 32_768, "The text has 32,768 characters"),
        ("\U0001f600" * 16_384, "The text has 32,768 characters"),
        ("a\x0bb", "a character that no cell can hold (number 11)"),
        ("a\ud800", "a character that no cell can hold (number 55296)"),
        (float("nan"), "nan is not a number"),
        (float("inf"), "inf is not a number"),
    ],
)
def test_what_no_cell_can_hold_is_refused_with_its_place(value: Value, message: str) -> None:
    change = TableChange("Audits", {4: {"Theme": value}}, (NEW, {**NEW, "Cases": value}))
    with pytest.raises(Blocked) as refused:
        apply_changes(audits(), [change], CYPS_TABLES)
    assert [problem.where for problem in refused.value.problems] == ["Audits!C4", "Audits!E7"]
    assert all(message in problem.message for problem in refused.value.problems)


@given(st.text(max_size=40))
def test_any_text_is_read_back_as_it_was_typed_or_refused(text: str) -> None:
    change = TableChange("Audits", {4: {"Theme": text}})
    try:
        package = apply_changes(_AUDITS, [change], CYPS_TABLES)
    except Blocked:
        return
    assert (rows_of(package)[0][1] or "") == text.replace("\r\n", "\n").replace("\r", "\n")


_AUDITS = audits()


@given(st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**15), 10**15)))
def test_any_number_is_read_back_as_it_was(number: float) -> None:
    assert rows_of(apply_changes(_AUDITS, [TableChange("Audits", {4: {"Cases": number}})], CYPS_TABLES))[0][3] == number


class TestKeys:
    def test_a_new_row_has_its_key_as_formula_and_as_text(self) -> None:
        row = {"Item": "PI 24", "Period": "2017-18 Q3", "Kind": "note", "Position": 1}
        package = add(_explanations(), row, table="Explanations")
        assert rows_of(package, "Explanations")[1][5] == "PI 24|2017-18 Q3|note|1"
        formula = cell(package, 3, 6).findtext(main("f"))
        assert formula.startswith('Explanations[[#This Row],[Item]]&"|"&Explanations[[#This Row],[Period]]')

    def test_a_date_in_a_key_is_excels_number(self) -> None:
        headings = ["As at", "Measure", "Role", "Number", "Key"]
        package = package_of(lambda book: add_table(book.add_worksheet(), (0, 0), headings, [], name="Workforce"))
        row = {"As at": dt.date(2017, 12, 31), "Measure": "leavers", "Role": "Manager", "Number": 4.5}
        assert rows_of(add(package, row, table="Workforce"), "Workforce")[0][4] == "43100|leavers|Manager"

    def test_a_key_follows_when_what_it_is_made_of_changes(self) -> None:
        change = TableChange("Explanations", {2: {"Kind": "narrative"}})
        after = apply_changes(_explanations(), [change], CYPS_TABLES)
        assert rows_of(after, "Explanations")[0][5] == "1|2016-17|narrative|2"

    def test_a_column_of_staffs_own_formulas_goes_on(self) -> None:
        def build(book: xlsxwriter.Workbook) -> None:
            columns: list[dict[str, str]] = [{"header": heading} for heading in HEADINGS]
            columns.append({"header": "Twice", "formula": "=Audits[[#This Row],[Cases]]*2"})
            book.add_worksheet().add_table("B3:G4", {"name": "Audits", "columns": columns})

        package = add(package_of(build), NEW, NEW)
        assert cell(package, 4, 7).findtext(main("f")) == cell(package, 5, 7).findtext(main("f"))
        assert cell(package, 5, 7).findtext(main("v")) is None


def _explanations() -> Package:
    rows = [["1", "2016-17", "note", 2, "Why", "1|2016-17|note|2"]]
    return package_of(lambda book: add_table(book.add_worksheet(), (0, 0), KEYED, rows, name="Explanations"))


def test_a_formula_that_other_cells_share_is_written_out_before_it_goes() -> None:
    package = audits(lambda book, sheet: sheet.write_formula(3, 4, "=H4*2", None, 2))
    data = package.parts[SHEET].replace(b"<f>H4*2</f>", b'<f t="shared" ref="E4:E5" si="0">H4*2</f>')
    data = data.replace(b'<c r="E5"><v>', b'<c r="E5"><f t="shared" si="0"/><v>')
    after = apply_changes(package.with_parts({SHEET: data}), [TableChange("Audits", {4: {"Cases": 9}})], CYPS_TABLES)
    assert cell(after, 5, 5).findtext(main("f")) == "H5*2"
    assert faults(after.to_bytes()) == []


def test_part_of_an_array_formula_is_refused() -> None:
    package = audits(lambda book, sheet: sheet.write_array_formula(3, 4, 4, 4, "{=H4:H5}", None, 2))
    with pytest.raises(CypsError, match=r"Audits!E5 is part of an array formula"):
        apply_changes(package, [TableChange("Audits", {5: {"Cases": 9}})], CYPS_TABLES)


def test_headings_are_found_whatever_their_order_capitals_and_spaces() -> None:
    headings = ["CASES", "Own", "quarter", "Theme ", "key"]
    package = package_of(lambda book: add_table(book.add_worksheet(), (0, 0), headings, [], name="audits"))
    assert rows_of(add(package, NEW)) == [(12.0, None, "2017-18 Q3", "Supervision")]


def test_a_missing_table_is_told() -> None:
    with pytest.raises(MissingTable, match="no table Complaints"):
        apply_changes(audits(), [TableChange("Complaints", added=({"Number": 1},))], CYPS_TABLES)


def test_a_row_outside_the_table_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="row 6 is not a data row of Audits"):
        apply_changes(audits(), [TableChange("Audits", {6: {"Cases": 1}})], CYPS_TABLES)


def test_an_order_of_calculation_is_dropped_and_everything_is_calculated_on_opening() -> None:
    before = audits(lambda book, sheet: sheet.write_formula("H1", "=1+1", None, 2))
    chain = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="H1" i="1"/></calcChain>'
    )
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    relation = b'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>'  # noqa: E501
    rels, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    package = before.with_parts(
        {
            "xl/calcChain.xml": chain,
            rels: before.parts[rels].replace(b"</Relationships>", relation),
            types: before.parts[types].replace(
                b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="' + kind + b'"/></Types>'
            ),
        }
    )
    assert faults(package.to_bytes()) == []
    after = add(package, NEW)
    assert "xl/calcChain.xml" not in after.parts
    assert b'fullCalcOnLoad="1"' in after.parts["xl/workbook.xml"]


def test_many_rows_take_time_in_proportion() -> None:
    package = audits()
    start = time.process_time()
    package = apply_changes(package, [TableChange("Audits", added=(NEW,) * 10_000)], CYPS_TABLES)
    assert time.process_time() - start < 3
    assert find_tables(package)["Audits"].last_row == 10_005
