"""Workbooks as Excel saves them: what every save adds is no finding, what a save gives away is one."""

from __future__ import annotations

import pytest

from cyps_xl.scan import scan_bytes
from helpers.clean_books import CLEAN, by_openpyxl, more_clean_books
from helpers.excel_saved import as_excel_saves, with_room_to_grow

NAME = "book.xlsx"
BOOKS = CLEAN | more_clean_books() | {"of openpyxl": by_openpyxl()}


@pytest.mark.parametrize("what", BOOKS)
def test_what_excel_saves_is_left_in_peace(what: str) -> None:
    assert scan_bytes(as_excel_saves(BOOKS[what]), NAME) == ()


@pytest.mark.parametrize("what", more_clean_books())
def test_what_was_called_a_hiding_place_and_is_none_is_left_in_peace(what: str) -> None:
    assert scan_bytes(BOOKS[what], NAME) == ()


def test_room_to_grow_with_anything_but_zeros_in_it_is_found() -> None:
    found = scan_bytes(with_room_to_grow(CLEAN["plain"], b"CYP1234"), NAME)
    assert {exposure.kind for exposure in found} == {"zip"}
    assert all("CYP1234" in exposure.found for exposure in found)


def test_the_folder_that_a_workbook_was_saved_in_is_found() -> None:
    found = scan_bytes(as_excel_saves(CLEAN["plain"], path="C:\\Users\\Someone\\Case 7731\\"), NAME)
    assert [e for e in found if e.kind == "workbook feature" and "Someone" in e.found]


def test_the_name_of_a_printer_is_found() -> None:
    (found,) = scan_bytes(as_excel_saves(CLEAN["plain"], printer="\\\\SRV-7\\Children-2nd-floor"), NAME)
    assert (found.kind, found.place) == ("foreign part", "xl/printerSettings/printerSettings1.bin")
    assert "Children-2nd-floor" in found.found
