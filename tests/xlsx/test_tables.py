"""The input tables are found wherever they stand, and read as they are."""

from __future__ import annotations

import datetime as dt

import pytest
import xlsxwriter

from cyps_xl.inputs.raw import ErrorCell, NoResult, RawValue
from cyps_xl.xlsx.input_tables.tables import find_tables, read_raw_tables
from cyps_xl.xlsx.parts.workbook_part import our_tabs
from helpers.staff_books import add_table, package_of


def test_a_table_is_found_by_name_on_whatever_sheet_and_place() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Notes")
        add_table(
            book.add_worksheet("Supervision of staff"), (6, 2), ["Month", "Due"], [[1, 2], [3, 4]], name="Supervision"
        )

    table = find_tables(package_of(build))["Supervision"]
    assert (table.sheet, table.sheet_part) == ("Supervision of staff", "xl/worksheets/sheet2.xml")
    assert (table.header_row, table.first_column, table.last_row) == (7, 3, 9)
    assert table.headings == ("Month", "Due")
    assert not table.totals_row


def test_the_capitals_of_a_table_name_do_not_matter() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        add_table(book.add_worksheet(), (0, 0), ["As at"], [[1]], name="LOOKEDAFTER")

    package = package_of(build)
    assert find_tables(package)["LookedAfter"].name == "LOOKEDAFTER"
    assert "lookedafter" in find_tables(package)
    assert read_raw_tables(package, ["LookedAfter"])["LookedAfter"].name == "LookedAfter"


def test_a_totals_row_is_no_data_row() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        add_table(book.add_worksheet(), (0, 0), ["Month"], [["a"], ["b"]], name="Readmissions", total_row=True)

    package = package_of(build)
    assert find_tables(package)["Readmissions"].totals_row
    assert read_raw_tables(package, ["Readmissions"])["Readmissions"].rows == (("a",), ("b",))


def test_cells_are_read_where_they_stand_though_the_sheet_begins_lower_down() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        add_table(sheet, (9, 4), ["When", "Figure", "Words", "Empty"], [[None, 2.5, "three", None]], name="Audits")
        sheet.write_datetime(10, 4, dt.datetime(2017, 12, 31), date)

    raw = read_raw_tables(package_of(build), ["Audits"])["Audits"]
    assert raw.rows == ((dt.date(2017, 12, 31), 2.5, "three", None),)
    assert (raw.first_row, raw.first_column, raw.source) == (11, 5, "Sheet1")


def test_an_error_cell_is_told_from_an_empty_one() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        add_table(sheet, (0, 0), ["Figure"], [[1], [2], [None]], name="Audits")
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")
        sheet.write_string(2, 0, "#N/A")

    assert read_raw_tables(package_of(build), ["Audits"])["Audits"].rows == ((ErrorCell("#N/A"),), ("#N/A",), (None,))


def test_rows_under_the_last_figure_are_blank_rows() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        add_table(
            book.add_worksheet(), (0, 0), ["Figure", "Key"], [[1, "x"], [None, None], [None, None]], name="Audits"
        )

    rows = read_raw_tables(package_of(build), ["Audits"])["Audits"].rows
    assert rows == ((1.0, "x"), (None, None), (None, None))


def figure_holding(inside: bytes) -> RawValue:
    """What is read of the one cell of a table, stored as `inside` says from its attributes on."""
    package = package_of(lambda book: add_table(book.add_worksheet(), (0, 0), ["Figure"], [[1]], name="Audits"))
    part = "xl/worksheets/sheet1.xml"
    sheet = package.parts[part].replace(b'<c r="A2"><v>1</v></c>', b'<c r="A2"' + inside + b"</c>")
    assert sheet != package.parts[part]
    return read_raw_tables(package.with_parts({part: sheet}), ["Audits"])["Audits"].rows[0][0]


@pytest.mark.parametrize(
    "inside",
    [
        b' t="str"><f>""</f><v></v>',
        b' t="str"><v></v>',
        b' t="inlineStr"><is><t></t></is>',
        b' t="inlineStr"><is/>',
        b"><v></v>",
        b">",
    ],
)
def test_an_empty_text_is_an_empty_cell(inside: bytes) -> None:
    assert figure_holding(inside) is None


@pytest.mark.parametrize("inside", [b"><f>50*2</f>", b"><f>50*2</f><v></v>", b"><f>50*2</f><v/>"])
def test_a_formula_without_a_stored_result_is_no_empty_cell(inside: bytes) -> None:
    assert figure_holding(inside) == NoResult("50*2")


@pytest.mark.parametrize("error", ["#N/A", "#SPILL!", "#BUSY!", "#PYTHON!", "Err:502"])
def test_an_error_of_any_age_is_an_error(error: str) -> None:
    assert figure_holding(b' t="e"><v>%s</v>' % error.encode()) == ErrorCell(error)


def test_a_table_that_is_not_there_is_left_out() -> None:
    assert read_raw_tables(package_of(lambda book: book.add_worksheet()), ["Supervision"]) == {}


def test_our_sheets_are_found_by_locator_though_staff_renamed_them() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Performance, Q3's")
        book.add_worksheet("Key (2)")
        book.add_worksheet("Key")
        book.define_name("_cyps_sheet_key", "='Performance, Q3''s'!$A$1")

    assert our_tabs(package_of(build)) == {"key": "Performance, Q3's"}


@pytest.mark.parametrize("refers_to", ["=#REF!$A$1", "=Gone!$A$1", '="text"'])
def test_a_locator_that_leads_nowhere_finds_nothing(refers_to: str) -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Key")
        book.define_name("_cyps_sheet_key", refers_to)

    assert our_tabs(package_of(build)) == {}


def test_a_copy_of_our_sheet_is_staffs_own() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Key")
        book.add_worksheet("Key (2)")
        book.define_name("_cyps_sheet_key", "=Key!$A$1")
        book.define_name("'Key (2)'!_cyps_sheet_key", "='Key (2)'!$A$1")

    assert our_tabs(package_of(build)) == {"key": "Key"}
