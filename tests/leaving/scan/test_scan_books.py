"""Workbooks of other makes: what Excel's own features hide is found; clean ones are left in peace."""

from __future__ import annotations

import time

import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.scan import scan_bytes
from cyps_xl.scan.number_formats import shows
from cyps_xl.xlsx.parts.package import Package
from helpers.book_writers import book
from helpers.clean_books import CLEAN, by_openpyxl
from helpers.planted_books import HIDDEN

NAME = "book.xlsx"
SHEET = "xl/worksheets/sheet1.xml"
MOST_SECONDS = 5.0


def with_sheet(old: bytes, new: bytes) -> bytes:
    package = Package.from_bytes(book(), NAME)
    assert old in package.parts[SHEET]
    return package.with_parts({SHEET: package.parts[SHEET].replace(old, new, 1)}).to_bytes()


@pytest.mark.parametrize("what", CLEAN)
def test_a_clean_workbook_is_left_in_peace(what: str) -> None:
    assert scan_bytes(CLEAN[what], NAME) == ()


def test_a_clean_workbook_of_openpyxl_is_left_in_peace() -> None:
    assert scan_bytes(by_openpyxl(), NAME) == ()


@pytest.mark.parametrize("what", HIDDEN)
def test_what_is_hidden_is_found_in_its_place(what: str) -> None:
    data, kind, place = HIDDEN[what]
    found = scan_bytes(data, NAME)
    assert [e for e in found if e.kind == kind and place in e.place], found


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0.0%", "0.5", True),
        ("d mmmm yyyy", "43000", True),
        ("[h]:mm", "2", True),
        ('0;-0;"–"', "0", True),
        ('0;-0;"–"', "4", True),
        ("0;-0;;@", "0", False),
        (";;;", "text", False),
        ("0;;;@", "-5", False),
        ("General;General;General;", "text", False),
        ('"none"', "4", False),
        ("[>=5]0;", "4", False),
        ("[>=5]0;", "5", True),
        ('"0"', "4", False),
        ("\\0", "4", False),
    ],
)
def test_a_number_format_shows_a_value_or_hides_it(code: str, value: str, shown: bool) -> None:
    assert shows(code, value) is shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<row ", b'<row ht="tall" '),
        (b"<pageMargins", b'<mergeCells><mergeCell ref="everything"/></mergeCells><pageMargins'),
        (b"<pageMargins", b'<conditionalFormatting sqref="?"/><pageMargins'),
    ],
)
def test_numbers_and_places_that_are_none_are_told_in_a_sentence(old: bytes, new: bytes) -> None:
    with pytest.raises(UnusableFile, match=r"book\.xlsx is damaged"):
        scan_bytes(with_sheet(old, new), NAME)


def test_thousands_of_merged_cells_and_columns_over_each_other_end_in_time() -> None:
    merged = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % row for row in range(1, 5000))
    columns = b"".join(b'<col min="1" max="16384" width="%d"/>' % width for width in range(1, 5000))
    began = time.process_time()
    assert scan_bytes(with_sheet(b"<pageMargins", b"<mergeCells>" + merged + b"</mergeCells><pageMargins"), NAME)
    assert scan_bytes(with_sheet(b"<sheetData", b"<cols>" + columns + b"</cols><sheetData"), NAME) == ()
    assert time.process_time() - began < MOST_SECONDS


def test_a_workbook_with_more_cells_than_can_be_looked_through_is_told_in_a_sentence() -> None:
    cells = b"".join(b'<row r="%d">%s</row>' % (row, b"<c/>" * 50) for row in range(10, 1700))
    with pytest.raises(UnusableFile, match="too many to look through"):
        scan_bytes(with_sheet(b"</sheetData>", cells + b"</sheetData>"), NAME)
