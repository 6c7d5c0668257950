"""The input sheets of the template: one Excel Table each, written from its declaration."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cyps_xl.grid import Area, cell_address, column_letters
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.records import Inputs, Records, Row, Value, excel_serial, row_key
from cyps_xl.inputs.tables.definition import is_definition
from cyps_xl.inputs.tables.settings import ALL_SETTINGS, SETTINGS, column_of, is_settings
from cyps_xl.sheets import theme
from cyps_xl.sheets.row_heights import text_height
from cyps_xl.writing.input_formats import InputFormats
from cyps_xl.writing.input_rules import rule_for
from cyps_xl.writing.output_sheets import new_book
from cyps_xl.writing.same_bytes import closed
from cyps_xl.writing.strict_sheet import StrictSheet

if TYPE_CHECKING:
    import xlsxwriter

TITLE_ROW, GUIDE_ROW, UNIT_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 3, 4, 5
"""Rows of an input sheet, counted from 0."""
ROOM_TO_GROW = 2_000
"""Rows that the validations and formats reach down, so that rows typed below the table have them."""

_TYPED_AS_TEXT = (Kind.TEXT, Kind.YEAR, Kind.PERIOD, Kind.QUARTER, Kind.SETTING)
_A4 = 9
_BUTTON = 5  # characters that the indent and the filter button take of a heading's width
_INDENT = 2  # characters that an indent takes of a cell's width


def add_input_sheets(book: xlsxwriter.Workbook, inputs: Inputs) -> None:
    """Write the sheet of every input table with its rows: one blank row where it has none, the settings' defaults.

    Raises NotWritten when a declaration asks for more than Excel can hold.
    """
    formats = InputFormats(book)
    for table in inputs.catalogue:
        _add_input_sheet(book, formats, inputs[table], table.sheet)


def input_sheets_book(sheets: Mapping[str, Records]) -> bytes:
    """A new workbook of input sheets alone, ready to be put into staff's; `sheets` are tables' rows by tab.

    Raises NotWritten as `add_input_sheets` does. The same rows give the same bytes.
    """
    buffer = io.BytesIO()
    book = new_book(buffer)
    formats = InputFormats(book)
    for tab, records in sheets.items():
        _add_input_sheet(book, formats, records, tab)
    return closed(book, buffer)


def input_rules_book(columns: Sequence[tuple[Column, Area]]) -> bytes:
    """A workbook of one sheet, with the validation of each of these columns for its cells, in their order."""
    buffer = io.BytesIO()
    book = new_book(buffer)
    sheet = StrictSheet(book.add_worksheet())
    for column, area in columns:
        first = cell_address(area.first_row, area.first_column)
        place = (area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1)
        sheet.data_validation(*place, rule_for(column, first))
    return closed(book, buffer)


def _add_input_sheet(book: xlsxwriter.Workbook, formats: InputFormats, records: Records, tab: str) -> None:
    table, rows = records.table, records.rows
    sheet = StrictSheet(book.add_worksheet(tab))
    _write_top(sheet, table, formats)
    _write_columns(sheet, table, formats, len(rows))
    if is_settings(table):
        _write_settings(sheet, table, formats, {str(row["Setting"]): row["Value"] for row in rows})
    elif rows:
        _write_rows(sheet, table, formats, rows)
    else:
        _write_blank_row(sheet, table, formats)
    _set_up_page(sheet, table)


def _write_top(sheet: StrictSheet, table: Table, formats: InputFormats) -> None:
    sheet.write_string(TITLE_ROW, 0, table.sheet, formats.title)
    sheet.set_row(TITLE_ROW, 24)
    sheet.write_string(GUIDE_ROW, 0, f"One row is {table.one_row_is}. {table.guide}", formats.guide)
    for at, column in enumerate(table.columns):
        if column.unit:
            sheet.write_string(UNIT_ROW, at, column.unit, formats.unit(column))
    two_lines = any(len(column.heading) + _BUTTON > column.width for column in table.columns)
    sheet.set_row(HEADER_ROW, 34 if two_lines else 24)


def _write_columns(sheet: StrictSheet, table: Table, formats: InputFormats, rows: int) -> None:
    rows = len(ALL_SETTINGS) if is_settings(table) else max(rows, 1)
    sheet.add_table(
        *(HEADER_ROW, 0, HEADER_ROW + rows, len(table.columns) - 1),
        {
            "name": table.name,
            "style": None,
            "autofilter": not is_settings(table),
            "columns": [_table_column(table, column, formats) for column in table.columns],
        },
    )
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, formats.below(column))
        if column.kind is not Kind.SETTING:
            sheet.data_validation(*_room(at), rule_for(column, f"{column_letters(at + 1)}{FIRST_ROW + 1}"))
    text_columns = [at for at, column in enumerate(table.columns) if column.kind in _TYPED_AS_TEXT]
    if text_columns:
        sheet.ignore_errors({"number_stored_as_text": " ".join(_room_address(at) for at in text_columns)})


def _table_column(table: Table, column: Column, formats: InputFormats) -> dict[str, Any]:
    options = {"header": column.heading, "header_format": formats.header(column), "format": formats.cell(column)}
    if column.kind is Kind.KEY:
        options["formula"] = f"={table.key_formula}"
    return options


def _write_blank_row(sheet: StrictSheet, table: Table, formats: InputFormats) -> None:
    for at, column in enumerate(table.columns):
        if column.kind is Kind.KEY:
            key = row_key(table, {})
            sheet.write_formula(FIRST_ROW, at, f"={table.key_formula}", formats.cell(column), key)
        else:
            sheet.write_blank(FIRST_ROW, at, None, formats.cell(column))


def _write_rows(sheet: StrictSheet, table: Table, formats: InputFormats, rows: Sequence[Row]) -> None:
    """The rows that a pack brings, as an officer would have typed them."""
    for at, row in enumerate(rows, start=FIRST_ROW):
        for column_at, column in enumerate(table.columns):
            style = formats.cell(column)
            value = row_key(table, row.values) if column.kind is Kind.KEY else row.values.get(column.heading)
            if column.kind is Kind.KEY:
                sheet.write_formula(at, column_at, f"={table.key_formula}", style, value)
            else:
                _write_value(sheet, at, column_at, value, style)
        sheet.set_row(at, _height(table, row))


def _height(table: Table, row: Row) -> float:
    """A row tall enough for its longest text, which an indent leaves less room."""
    texts = ((str(row.values.get(column.heading) or ""), column.width - _INDENT) for column in table.typed_columns)
    return max(text_height(text, width) for text, width in texts)


def _write_settings(sheet: StrictSheet, table: Table, formats: InputFormats, values: Mapping[str, Value]) -> None:
    for row, setting in enumerate(ALL_SETTINGS, start=FIRST_ROW):
        column = dataclasses.replace(column_of(setting, table), heading=setting.name)
        sheet.write_string(row, 0, setting.name, formats.setting_name)
        _write_value(sheet, row, 1, values.get(setting.name, setting.default), formats.setting_value(setting))
        sheet.write_string(row, 2, setting.what_it_does, formats.setting_help)
        sheet.data_validation(row, 1, row, 1, rule_for(column, f"B{row + 1}"))
        sheet.set_row(row, max(18, text_height(setting.what_it_does, SETTINGS.columns[2].width - _INDENT)))


def _write_value(sheet: StrictSheet, row: int, column: int, value: Value, style: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, excel_serial(value) if isinstance(value, dt.date) else value, style)


def _set_up_page(sheet: StrictSheet, table: Table) -> None:
    sheet.set_tab_color(theme.TAB_DEFINITION if is_definition(table) else theme.TAB_INPUT)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.set_selection(FIRST_ROW, 1 if is_settings(table) else 0, FIRST_ROW, 1 if is_settings(table) else 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer(f'&L&"{theme.FONT},Regular"&9&A&R&"{theme.FONT},Regular"&9Page &P of &N')


def _room(column: int) -> tuple[int, int, int, int]:
    return FIRST_ROW, column, FIRST_ROW + ROOM_TO_GROW - 1, column


def _room_address(column: int) -> str:
    letters = column_letters(column + 1)
    return f"{letters}{FIRST_ROW + 1}:{letters}{FIRST_ROW + ROOM_TO_GROW}"
