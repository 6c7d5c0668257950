"""The committed template is what the declarations make."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from cyps_xl.definition.packs import default_pack
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES
from cyps_xl.writing.template import template_bytes
from helpers.packs import CYPS_TABLES

TEMPLATE = Path(__file__).resolve().parents[2] / "workbook_templates" / "cyps_quarterly.xlsx"


def test_the_committed_template_is_what_the_declarations_make() -> None:
    assert TEMPLATE.read_bytes() == template_bytes(default_pack()), "run: python scripts/make_template.py"


def test_the_template_holds_every_table_under_its_name_and_headings() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_bytes(default_pack())))
    found = {
        table.name: tuple(column.name for column in table.tableColumns)
        for sheet in book.worksheets
        for table in sheet.tables.values()
    }
    assert found == {table.name: tuple(column.heading for column in table.columns) for table in CYPS_TABLES}


def test_start_is_the_first_sheet_and_the_definition_stands_last() -> None:
    names = openpyxl.load_workbook(io.BytesIO(template_bytes(default_pack()))).sheetnames
    assert (names[0], names[-1]) == ("Start", DEFINITION_TABLES[-1].sheet)


def test_no_tab_name_is_longer_than_excel_allows() -> None:
    names = openpyxl.load_workbook(io.BytesIO(template_bytes(default_pack()))).sheetnames
    assert max(map(len, names)) <= 31
    assert len({name.lower() for name in names}) == len(names)
