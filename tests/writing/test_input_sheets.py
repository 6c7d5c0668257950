"""The template's input sheets, opened by readers that did not write them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.settings import ALL_SETTINGS, SETTINGS
from cyps_xl.settings import read_settings
from cyps_xl.sheets.row_heights import LINE_HEIGHT
from cyps_xl.sheets.text_width import line_count
from cyps_xl.writing.input_sheets import ROOM_TO_GROW, add_input_sheets
from helpers.packs import CYPS_TABLES

EVERY_TABLE = pytest.mark.parametrize("table", CYPS_TABLES, ids=lambda table: table.name)


def template() -> bytes:
    """A workbook that holds the input sheets alone."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})
    add_input_sheets(book, Inputs({}, CYPS_TABLES))
    book.close()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    """The template, opened by another library."""
    return openpyxl.load_workbook(io.BytesIO(template()))


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    """The template's parts as text, by name."""
    with zipfile.ZipFile(io.BytesIO(template())) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def as_found(book: openpyxl.Workbook, table: Table) -> RawTable:
    """A table of the template as any reader would find it."""
    sheet = book[table.sheet]
    rows = [[cell.value for cell in row] for row in sheet[sheet.tables[table.name].ref]]
    cells = tuple(tuple(row[: len(table.typed_columns)]) for row in rows[1:])
    return RawTable(table.name, table.sheet, tuple(rows[0]), cells, first_row=6)


@EVERY_TABLE
def test_every_table_stands_on_its_sheet_under_its_headings(book: openpyxl.Workbook, table: Table) -> None:
    sheet = book[table.sheet]
    rows = len(ALL_SETTINGS) if table is SETTINGS else 1
    assert list(sheet.tables) == [table.name]
    headings, *body = sheet[sheet.tables[table.name].ref]
    assert [cell.value for cell in headings] == [column.heading for column in table.columns]
    assert len(body) == rows
    assert headings[0].row == 5


def test_the_sheets_stand_in_their_declared_order(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [table.sheet for table in CYPS_TABLES]


def test_the_empty_template_reads_without_a_single_problem(book: openpyxl.Workbook) -> None:
    inputs, problems = read_inputs({table.name: as_found(book, table) for table in CYPS_TABLES}, CYPS_TABLES)
    assert problems == ()
    assert [len(inputs[table]) for table in CYPS_TABLES if table is not SETTINGS] == [0] * (len(CYPS_TABLES) - 1)
    found = {row["Setting"]: row["Value"] for row in inputs[SETTINGS]}
    assert found == {setting.name: setting.default for setting in ALL_SETTINGS}
    assert read_settings(inputs).quarter


@EVERY_TABLE
def test_every_column_is_validated_with_a_message_down_to_where_it_may_grow(
    book: openpyxl.Workbook, table: Table
) -> None:
    rules = book[table.sheet].data_validations.dataValidation
    first, last = 6, 5 + ROOM_TO_GROW
    for at, column in enumerate(table.columns, start=1):
        letter = openpyxl.utils.get_column_letter(at)
        address = f"{letter}6" if column.kind is Kind.SETTING else f"{letter}{first}:{letter}{last}"
        [rule] = [rule for rule in rules if str(rule.sqref) == address]
        assert rule.prompt, column.heading
        assert rule.error, column.heading
        assert rule.showInputMessage, column.heading
        assert rule.showErrorMessage, column.heading


def test_every_setting_is_validated_by_its_own_kind(book: openpyxl.Workbook) -> None:
    rules = {str(rule.sqref): rule for rule in book["Settings"].data_validations.dataValidation}
    kinds = {setting.name: rules[f"B{row}"].type for row, setting in enumerate(ALL_SETTINGS, start=6)}
    assert kinds["Reporting quarter"] == "custom"
    assert kinds["Months shown"] == "whole"
    assert kinds["Meeting date"] == "date"
    assert kinds["Language"] == "list"
    assert kinds["Tolerance"] == "decimal"
    assert kinds["Council"] == "textLength"


def test_every_row_of_settings_is_high_enough_for_what_it_says(book: openpyxl.Workbook) -> None:
    sheet = book["Settings"]
    for row, setting in enumerate(ALL_SETTINGS, start=6):
        lines = line_count(setting.what_it_does, sheet.column_dimensions["C"].width - 2)
        assert sheet.row_dimensions[row].height >= lines * LINE_HEIGHT, setting.name


def test_an_indicator_is_chosen_from_the_table_of_indicators(book: openpyxl.Workbook) -> None:
    rules = {str(rule.sqref): rule for rule in book["Indicator values"].data_validations.dataValidation}
    assert rules["A6:A2005"].formula1 == 'INDIRECT("Indicators[No]")'


@EVERY_TABLE
def test_what_excel_might_take_for_a_number_or_a_date_is_kept_as_text(book: openpyxl.Workbook, table: Table) -> None:
    for at, column in enumerate(table.columns, start=1):
        if column.kind in (Kind.TEXT, Kind.YEAR, Kind.PERIOD, Kind.QUARTER) and table is not SETTINGS:
            assert book[table.sheet].cell(6, at).number_format == "@", column.heading


@EVERY_TABLE
def test_the_cells_to_type_in_are_tinted_and_the_key_is_not(book: openpyxl.Workbook, table: Table) -> None:
    for at, column in enumerate(table.columns, start=1):
        fill = book[table.sheet].cell(6, at).fill.fgColor.rgb
        typed = column.kind is not Kind.KEY and (table is not SETTINGS or column.heading == "Value")
        assert (fill == "FFFFF8E1") == typed, column.heading


@EVERY_TABLE
def test_the_key_is_a_calculated_column_with_one_formula(parts: dict[str, str], table: Table) -> None:
    [part] = [text for text in parts.values() if f' name="{table.name}" ' in text and "<table " in text]
    formulas = re.findall("<calculatedColumnFormula>(.*?)</calculatedColumnFormula>", part)
    escaped = table.key_formula.replace("&", "&amp;").replace('"', "&quot;")
    assert [text.replace('"', "&quot;") for text in formulas] == ([escaped] if table.has_key_column else [])


@EVERY_TABLE
def test_no_word_of_a_heading_is_broken_by_a_narrow_column(table: Table) -> None:
    for column in table.columns:
        assert max(map(len, column.heading.split())) + 5 <= column.width, column.heading


@EVERY_TABLE
def test_every_sheet_is_set_up_to_print(book: openpyxl.Workbook, table: Table) -> None:
    sheet = book[table.sheet]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1), "one page wide is what the file format takes for granted"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "A6"
    assert sheet.oddFooter.right.text == "Page &P of &N"


@EVERY_TABLE
def test_numbers_stored_as_text_are_not_flagged(parts: dict[str, str], table: Table) -> None:
    [sheet] = [
        text for name, text in parts.items() if name == f"xl/worksheets/sheet{CYPS_TABLES.tables.index(table) + 1}.xml"
    ]
    has_text = any(column.kind in (Kind.TEXT, Kind.PERIOD, Kind.QUARTER, Kind.YEAR) for column in table.columns)
    assert ('numberStoredAsText="1"' in sheet) == has_text


def test_the_same_declarations_give_the_same_bytes() -> None:
    assert template() == template()
