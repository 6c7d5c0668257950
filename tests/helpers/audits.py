"""A small staff workbook around one input table, and how to look into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.raw import RawValue
from cyps_xl.inputs.records import Value
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.cells import Grid
from cyps_xl.xlsx.parts.package import Package, parse_part
from helpers.packs import CYPS_TABLES
from helpers.soundness import faults
from helpers.staff_books import add_table, package_of

SHEET = "xl/worksheets/sheet1.xml"
HEADINGS = ["Quarter", "Theme", "Month", "Cases", "Key"]
KEYED = ["Item", "Period", "Kind", "Position", "English", "Key"]


def nobody(book: xlsxwriter.Workbook, sheet: Any) -> None:
    """Staff who put nothing on the sheet."""


def audits(staff: Callable[[xlsxwriter.Workbook, Any], object] = nobody, rows: int = 2, **options: Any) -> Package:
    """A sheet “Audits” whose table stands in B3:F5, with what `staff` put beside it."""

    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Audits")
        data = [["2017-18 Q1", f"Theme {row}", None, row + 1] for row in range(rows)]
        add_table(sheet, (2, 1), HEADINGS, data, name="Audits", **options)
        staff(book, sheet)

    return package_of(build)


def add(package: Package, *rows: Mapping[str, Value], table: str = "Audits") -> Package:
    """The package with rows added, checked to be sound."""
    changed = apply_changes(package, [TableChange(table, added=rows)], CYPS_TABLES)
    assert faults(changed.to_bytes()) == []
    return changed


def rows_of(package: Package, table: str = "Audits") -> list[tuple[RawValue, ...]]:
    """The table's rows; of Audits without the Key."""
    rows = read_raw_tables(package, [table])[table].rows
    return [row[:4] if table == "Audits" else row for row in rows]


def cell(package: Package, row: int, column: int, part: str = SHEET) -> Any:
    """The stored cell, or None."""
    data = parse_part(package.parts[part], part).find(main("sheetData"))
    assert data is not None
    return Grid(data).find(row, column)


NEW: Mapping[str, Value] = {"Quarter": "2017-18 Q3", "Theme": "Supervision", "Cases": 12}
