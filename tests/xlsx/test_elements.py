"""What the elements of a sheet say: rows by their numbers, runs of columns, truths."""

from __future__ import annotations

import pytest
from lxml import etree

from cyps_xl.xlsx.opening.namespaces import MAIN
from cyps_xl.xlsx.parts.elements import cells_of, columns_of, is_off, is_on, rows_of


def sheet(inside: str) -> etree._Element:
    return etree.fromstring(f'<worksheet xmlns="{MAIN}">{inside}</worksheet>')


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        ("", []),
        ('<row r="2"/><row r="5"/>', [2, 5]),
        ("<row/><row/>", [1, 2]),
        ('<row r="4"/><row/><row r="9"/><row/>', [4, 5, 9, 10]),
    ],
)
def test_a_row_without_a_number_follows_the_one_before_it(rows: str, numbers: list[int]) -> None:
    assert [number for number, _ in rows_of(sheet(f"<sheetData>{rows}</sheetData>"))] == numbers


def test_cells_come_row_by_row() -> None:
    found = cells_of(sheet('<sheetData><row><c r="A1"/><c r="B1"/></row><row><c r="A2"/></row></sheetData>'))
    assert [cell.get("r") for cell in found] == ["A1", "B1", "A2"]


def test_a_run_of_columns_has_its_first_and_its_last() -> None:
    runs = columns_of(sheet('<cols><col min="2" max="4" width="9"/><col min="7"/></cols>'))
    assert [(run.first, run.last, run.element.get("width")) for run in runs] == [(2, 4, "9"), (7, 7, None)]


@pytest.mark.parametrize(
    ("said", "on", "off"), [("1", True, False), ("true", True, False), ("0", False, True), ("false", False, True)]
)
def test_a_truth_is_said_in_two_ways(said: str, on: bool, off: bool) -> None:
    row = etree.fromstring(f'<row hidden="{said}"/>')
    assert (is_on(row, "hidden"), is_off(row, "hidden")) == (on, off)


def test_where_nothing_is_said_a_truth_is_neither() -> None:
    row = etree.fromstring("<row/>")
    assert not is_on(row, "hidden") and not is_off(row, "hidden")
