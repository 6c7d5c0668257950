"""Whole workbooks for tests: output sheets over bare input tables, and the values engines find in them."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import formualizer
import xlsxwriter
from python_calamine import CalamineWorkbook

from cyps_xl.edition.left_out import LeftOut, left_out
from cyps_xl.inputs.declare import KEY_HEADING
from cyps_xl.inputs.records import Inputs, Records, excel_serial, row_key
from cyps_xl.printed.leaving import leaving
from cyps_xl.settings import read_settings
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.formulas import NOT_DRAWN
from cyps_xl.sheets.plan import ReportPlan, SheetPlan
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.writing.output_sheets import add_output_sheets, fresh_workbook, new_book
from cyps_xl.xlsx.grafting.graft import graft_and_tell
from cyps_xl.xlsx.parts.package import Package

HEADER_ROW = 4


def planned(inputs: Inputs) -> ReportPlan:
    """The report of these inputs, laid out."""
    return lay_out(inputs, read_settings(inputs), {})


def sheet_of(plan: ReportPlan, key: str) -> SheetPlan:
    """One sheet of a report. StopIteration when it has none of this key."""
    return next(sheet for sheet in plan.sheets if sheet.key == key)


def workbook_of(inputs: Inputs, plan: ReportPlan) -> bytes:
    """The plan's sheets and every input table, the tables bare: values, headings and nothing else."""
    buffer = io.BytesIO()
    book = new_book(buffer)
    add_output_sheets(book, plan)
    for records in inputs:
        _add_table(book, records)
    book.close()
    return buffer.getvalue()


def _add_table(book: xlsxwriter.Workbook, records: Records) -> None:
    table = records.table
    sheet = book.add_worksheet(table.sheet)
    rows = max(1, len(records))
    for number, row in enumerate(records, start=HEADER_ROW + 1):
        for column, declared in enumerate(table.columns):
            is_key = declared.heading == KEY_HEADING
            value = row_key(table, row.values) if is_key else row.values.get(declared.heading)
            if isinstance(value, dt.date):
                sheet.write_number(number, column, excel_serial(value))
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)
    # formualizer takes a table past the last cell that holds something for a broken one
    sheet.write_string(HEADER_ROW + rows, len(table.columns), "end")
    columns = [{"header": column.heading} for column in table.columns]
    sheet.add_table(HEADER_ROW, 0, HEADER_ROW + rows, len(columns) - 1, {"name": table.name, "columns": columns})


def by_formualizer(data: bytes, plan: ReportPlan) -> dict[tuple[str, str], object]:
    """What formualizer makes of every cell of the plan."""
    return cell_values(formualizer.recalculate_xlsx_bytes(data)["bytes"], plan)


def cell_values(data: bytes, plan: ReportPlan) -> dict[tuple[str, str], object]:
    """The stored values of the plan's cells, by tab and address; dates as Excel's numbers."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: dict[tuple[str, str], object] = {}
    for sheet in plan.sheets:
        grid = book.get_sheet_by_name(sheet.tab).to_python(skip_empty_area=False)
        for cell in sheet.cells:
            inside = cell.row < len(grid) and cell.column < len(grid[cell.row])
            value = grid[cell.row][cell.column] if inside else ""
            if isinstance(value, dt.datetime):
                value = value.date()
            if value == "" and (cell.formula or "").endswith(",NA())"):
                value = NOT_DRAWN  # the reader shows no error; of a cell that holds a number it would show that
            found[sheet.tab, address(cell.row, cell.column)] = (
                excel_serial(value) if isinstance(value, dt.date) else value
            )
    return found


def poisoned(plan: ReportPlan) -> ReportPlan:
    """The same plan with every formula's value wrong, so that a value found right was worked out."""
    return replace(plan, sheets=tuple(_poison(sheet) for sheet in plan.sheets))


def _poison(sheet: SheetPlan) -> SheetPlan:
    return replace(sheet, cells=tuple(replace(c, value=-987654321.5) if c.formula else c for c in sheet.cells))


def left_out_by_staff(package: Package, plan: ReportPlan) -> LeftOut:
    """What staff hid of a report in a workbook, as publishing finds it."""
    fresh = Package.of_our_own(fresh_workbook(plan), "the report")
    return left_out(package, leaving(plan), graft_and_tell(package, fresh).parts)
