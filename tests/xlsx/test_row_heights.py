"""Rows fit their texts, and a height that staff chose stays."""

from __future__ import annotations

from lxml import etree

from cyps_xl.inputs.tables.indicators import EXPLANATIONS
from cyps_xl.xlsx.input_tables.row_heights import fit

LONG = "a word " * 60


def fitted(row: str, **values: str) -> str | None:
    element = etree.fromstring(row)
    fit(element, EXPLANATIONS, values)
    return element.get("ht")


def test_a_long_text_gets_a_taller_row() -> None:
    assert float(fitted("<row/>", English=LONG) or 0) > 60


def test_a_line_keeps_the_ordinary_height() -> None:
    assert fitted("<row/>", English="Short.") is None


def test_each_line_break_is_a_line() -> None:
    assert fitted("<row/>", Welsh="one\ntwo\nthree") == "48"


def test_a_height_that_staff_chose_stays() -> None:
    assert fitted('<row ht="20" customHeight="1"/>', English=LONG) == "20"


def test_no_row_is_taller_than_excel_allows() -> None:
    assert fitted("<row/>", English=LONG * 100) == "409"
