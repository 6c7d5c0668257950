"""The tests' own witnesses: they see what a workbook holds, and do not repeat what it says of itself."""

from __future__ import annotations

import io
from collections.abc import Callable

import xlsxwriter

from helpers.libreoffice import as_pdf, needs_libreoffice, recalculated, stored_values
from helpers.outline import workbook_outline

Fill = Callable[[xlsxwriter.Workbook], None]


def workbook(fill: Fill) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        fill(book)
    return buffer.getvalue()


def small(book: xlsxwriter.Workbook) -> None:
    page = book.add_worksheet("Page")
    page.write_column("A1", [1, 2])
    page.write_formula("A3", "=SUM(A1:A2)", value=999)
    page.conditional_format("A1:A3", {"type": "icon_set", "icon_style": "5_arrows"})
    page.conditional_format("B1:B3", {"type": "formula", "criteria": "=$A1>1", "format": book.add_format()})
    page.data_validation("A1:A2", {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 9})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Page!$A$1:$A$2"})
    page.insert_chart("D1", chart)
    lists = book.add_worksheet("Lists")
    lists.add_table("A1:B3", {"name": "Months", "columns": [{"header": "Month"}, {"header": "Children"}]})
    lists.hide()
    book.define_name("Latest", "=Page!$A$2")


def test_an_outline_names_everything_that_works() -> None:
    assert workbook_outline(workbook(small)) == (
        "name Latest = Page!$A$2\n"
        "[Page] visible\n"
        "  A3 =SUM(A1:A2)\n"
        "  format A1:A3 5Arrows\n"
        "  format B1:B3 expression $A1>1\n"
        "  allow A1:A2 whole 0 ; 9\n"
        "  barChart Page!$A$1:$A$2\n"
        "[Lists] hidden\n"
        "  table Months A1:B3 Month | Children\n"
    )


@needs_libreoffice
def test_libreoffice_works_out_what_a_file_says_wrongly() -> None:
    data = workbook(small)
    assert stored_values(data)["Page", "A3"] == 999
    assert stored_values(recalculated(data))["Page", "A3"] == 3


@needs_libreoffice
def test_libreoffice_prints_a_workbook() -> None:
    assert as_pdf(workbook(small)).startswith(b"%PDF")
