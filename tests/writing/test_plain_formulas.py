"""Formulas are written as they are, and ours need nothing more."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from cyps_xl.definition.packs import pack_names, read_pack
from cyps_xl.inputs.records import Inputs
from cyps_xl.proof import formulas
from cyps_xl.writing.plain_formulas import PlainFormulaSheet
from cyps_xl.writing.template import empty_inputs
from helpers.indicators import RATE, report
from helpers.quarters import Size, inputs_of, made_up
from helpers.random_definitions import random_report
from helpers.workbooks import planned

EXCEL_2010 = {
    *(
        "ABS",
        "AND",
        "AVERAGE",
        "AVERAGEIFS",
        "BINOMDIST",
        "CHAR",
        "CHIINV",
        "CHOOSE",
        "COUNT",
        "COUNTBLANK",
        "COUNTIFS",
        "CRITBINOM",
        "DATE",
        "DAY",
    ),
    *(
        "EDATE",
        "EXP",
        "FIND",
        "FIXED",
        "HYPERLINK",
        "IF",
        "IFERROR",
        "INDEX",
        "INT",
        "ISNUMBER",
        "LARGE",
        "LEFT",
        "LEN",
        "LOG",
        "MATCH",
    ),
    *("MAX", "MEDIAN", "MID", "MIN", "MOD", "MONTH", "NA", "NORMSINV", "NOT", "OR", "RIGHT", "ROUND", "ROWS", "SQRT"),
    *("SUBSTITUTE", "SUM", "SUMIFS", "SUMPRODUCT", "TRIM", "VALUE", "YEAR"),
}


PAGE = Path(__file__).resolve().parents[2] / "docs" / "figures-and-arrows.md"


def functions(inputs: Inputs) -> set[str]:
    """The functions in the formulas of a report."""
    texts = [re.sub(r'"[^"]*"', "", cell.formula or "") for cell in formulas(planned(inputs)).values()]
    return {name for text in texts for name in re.findall(r"\b([A-Z][A-Z0-9.]*)\(", text)}


def test_the_report_uses_only_functions_that_excel_2010_knows() -> None:
    used = functions(inputs_of(made_up(Size())))
    assert used <= EXCEL_2010
    assert len(used) > 20


@pytest.mark.parametrize("name", pack_names())
def test_no_report_that_ships_uses_any_other(name: str) -> None:
    assert functions(empty_inputs(read_pack(name))) <= EXCEL_2010


def test_a_report_of_everything_that_lines_can_say_uses_each_and_no_other() -> None:
    per_population = report(RATE | {"Unit": "per 1000"})
    reports = [inputs_of(made_up(Size())), per_population, *(random_report(seed) for seed in range(25))]
    links_of_findings = {"HYPERLINK"}
    assert {name for inputs in reports for name in functions(inputs)} | links_of_findings == EXCEL_2010


def test_the_page_on_figures_lists_these_functions() -> None:
    page = PAGE.read_text(encoding="utf-8").partition("Only functions that Excel 2010 knows:")[2]
    assert set(re.findall(r"`([A-Z]+)`", page[: page.index("None depends")])) == EXCEL_2010


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
