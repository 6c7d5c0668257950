"""Formulas are written as they are, and ours need nothing more."""

from __future__ import annotations

import io
import re
import zipfile

import xlsxwriter

from cyps_xl.proof import formulas
from cyps_xl.writing.plain_formulas import PlainFormulaSheet
from helpers.quarters import Size, inputs_of, made_up
from helpers.workbooks import planned

EXCEL_2010 = {
    *("ABS", "AND", "AVERAGE", "CHOOSE", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIFS", "DATE", "DAY", "EDATE", "IF"),
    *("HYPERLINK", "IFERROR", "INDEX", "ISNUMBER", "LARGE", "LEFT", "LEN", "MATCH", "MAX", "MIN", "MONTH", "NOT"),
    *("OR", "RIGHT", "ROUND", "ROWS", "SUM", "SUMIFS", "TRIM", "VALUE", "YEAR"),
}


def test_the_report_uses_only_functions_that_excel_2010_knows() -> None:
    texts = [cell.formula or "" for cell in formulas(planned(inputs_of(made_up(Size())))).values()]
    used = {name for text in texts for name in re.findall(r"\b([A-Z][A-Z0-9.]*)\(", re.sub(r'"[^"]*"', "", text))}
    assert used <= EXCEL_2010
    assert len(used) > 20


def test_a_formula_is_written_as_xlsxwriter_would_write_it() -> None:
    assert sheet_with(PlainFormulaSheet) == sheet_with(None)


def sheet_with(kind: type | None) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("S", kind)
    for row, cell in enumerate(formulas(planned(inputs_of(made_up(Size())))).values()):
        sheet.write_formula(row, 0, f"={cell.formula}", None, cell.value)
    book.close()
    return zipfile.ZipFile(buffer).read("xl/worksheets/sheet1.xml")
