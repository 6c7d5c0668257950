"""Excel's validations: short enough, helpful, and of one mind with the reader."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import formualizer
import pytest
import python_calamine
import xlsxwriter

from cyps_xl.inputs.cells import BadCell, read_cell
from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.raw import RawValue
from cyps_xl.inputs.tables.settings import ALL_SETTINGS
from cyps_xl.writing.input_rules import LONGEST_MESSAGE, rule_for
from helpers.packs import CYPS_TABLES

EVERY_COLUMN = [
    *((table.name, column) for table in CYPS_TABLES for column in table.columns),
    *(("Settings", setting.as_column()) for setting in ALL_SETTINGS),
]


@pytest.mark.parametrize(("table", "column"), EVERY_COLUMN, ids=lambda part: getattr(part, "heading", part))
def test_every_column_has_messages_that_excel_can_show_whole(table: str, column: Column) -> None:
    rule = rule_for(column, "A6")
    for title in ("input_title", "error_title"):
        assert 0 < len(rule[title]) <= 32, table
    for message in ("input_message", "error_message"):
        assert 10 < len(rule[message]) <= LONGEST_MESSAGE, table
        assert not rule[message].endswith("…"), table


def accepted(column: Column, values: Sequence[RawValue]) -> list[bool]:
    """Which values the column's own formula lets be typed, worked out by a formula engine."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd", "in_memory": True})
    sheet = book.add_worksheet()
    for row, value in enumerate(values):
        cell = f"A{row + 1}"
        sheet.write(row, 0, value)
        formula = rule_for(column, cell)["value"]
        sheet.write_formula(row, 1, f"=IF(IFERROR({formula.removeprefix('=')},FALSE),1,0)", None, -1)
    book.close()
    done = formualizer.recalculate_xlsx_bytes(buffer.getvalue())["bytes"]
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(done)).get_sheet_by_index(0).to_python()
    assert {row[1] for row in rows} <= {0, 1}
    return [row[1] == 1 for row in rows]


def read_as_right(column: Column, value: RawValue) -> bool:
    """Whether the reader takes the value."""
    try:
        return read_cell(value, column) is not None
    except BadCell:
        return False


YEARS = ["2016-17", "2099-00", "2016-18", "2016-7", "2016", "16-17", "2016/17", "2016-17 ", "x", "2016-2017"]
QUARTERS = ["2017-18 Q1", "2017-18 Q3", "2017-18 Q4", "2017-18 Q5", "2017-18 q3", "2017-18Q3", "2017-19 Q3", "Q3"]
NUMBERS = [2016, 42_736, 1.5]


@pytest.mark.parametrize("kind", [Kind.YEAR, Kind.PERIOD, Kind.QUARTER])
def test_excel_and_the_reader_take_the_same_years_periods_and_quarters(kind: Kind) -> None:
    column = Column("Period", kind, "")
    values: list[RawValue] = [*YEARS, *QUARTERS, *NUMBERS]
    reader = [read_as_right(column, value) for value in values]
    assert accepted(column, values) == reader
    assert True in reader
    assert False in reader


def test_excel_and_the_reader_take_the_same_months() -> None:
    column = Column("Month", Kind.MONTH, "")
    values: list[RawValue] = [
        dt.datetime(2017, 12, 1),
        dt.datetime(2000, 1, 1),
        dt.datetime(2017, 12, 31),
        dt.datetime(2017, 12, 1, 9, 30),
        dt.datetime(1999, 12, 1),
        dt.datetime(2100, 1, 1),
        "Dec 2017",
    ]
    reader = [read_as_right(column, value) for value in values]
    assert accepted(column, values) == reader == [True, True, False, False, False, False, False]
