"""The rows and cells of one sheet's XML: found by number, made where missing, set by kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from lxml import etree

from cyps_xl.grid import cell_address, column_number, parse_cell
from cyps_xl.xlsx.opening.namespaces import SPACE, main

ROW, CELL, FORMULA, VALUE, INLINE, TEXT = (main(name) for name in ("row", "c", "f", "v", "is", "t"))
SHEET_DATA, PHONETIC = main("sheetData"), main("rPh")
"""What holds a sheet's rows, and the reading aids beside a text, which are no part of it."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Grid:
    """A sheet's cells by row and column, counted from 1; new ones take their place in order.

    `data` is the element that holds the rows.
    """

    def __init__(self, sheet_data: etree._Element) -> None:
        self.data = sheet_data
        self._rows: dict[int, etree._Element] = {}
        self._numbers: list[int] = []
        for row in sheet_data.iterchildren(ROW):
            self._take(row)

    @classmethod
    def of(cls, sheet: etree._Element) -> Grid:
        """The cells of a parsed sheet. It has a place for them: a workbook with one that has none is refused."""
        data = sheet.find(SHEET_DATA)
        assert data is not None, "a sheet without a place for cells was opened"
        return cls(data)

    def rows(self) -> Iterator[tuple[int, etree._Element]]:
        """Every stored row with its number."""
        return ((number, self._rows[number]) for number in self._numbers)

    def find_row(self, number: int) -> etree._Element | None:
        """A row, or None when it is not stored."""
        return self._rows.get(number)

    def row(self, number: int) -> etree._Element:
        """A row, made when it is not stored."""
        found = self._rows.get(number)
        if found is not None:
            return found
        at = bisect_left(self._numbers, number)
        row = etree.Element(ROW, r=str(number))
        if at == len(self._numbers):
            self.data.append(row)
        else:
            self._rows[self._numbers[at]].addprevious(row)
        self._numbers.insert(at, number)
        self._rows[number] = row
        return row

    def find(self, row: int, column: int) -> etree._Element | None:
        """A cell, or None when it is not stored."""
        stored = self._rows.get(row)
        if stored is not None:
            for cell in stored.iterchildren(CELL):
                if column_of(cell) == column:
                    return cell
        return None

    def cell(self, row: int, column: int) -> etree._Element:
        """A cell, made empty when it is not stored."""
        stored = self.row(row)
        made = etree.Element(CELL, r=cell_address(row, column))
        for cell in reversed(stored):
            if cell.tag != CELL:
                continue
            found = column_of(cell)
            if found == column:
                return cell
            if found < column:
                cell.addnext(made)
                return made
        stored.insert(0, made)
        return made

    def span(self, row: int, first_column: int, last_column: int) -> dict[int, etree._Element]:
        """The cells of a row from one column to another, by column, made empty where not stored."""
        stored = self.row(row)
        if len(stored):
            return {column: self.cell(row, column) for column in range(first_column, last_column + 1)}
        return {
            column: etree.SubElement(stored, CELL, r=cell_address(row, column))
            for column in range(first_column, last_column + 1)
        }

    def _take(self, row: etree._Element) -> None:
        """Note a row; one without a number follows the row before it, and so do cells without an address."""
        text = row.get("r")
        number = int(text) if text else (self._numbers[-1] + 1 if self._numbers else 1)
        if text is None or any(cell.get("r") is None for cell in row.iterchildren(CELL)):
            _address(row, number)
        self._rows[number] = row
        self._numbers.append(number)


def _address(row: etree._Element, number: int) -> None:
    """Write out the number of a row and the addresses of its cells, where a program left them to be counted."""
    row.set("r", str(number))
    column = 0
    for cell in row.iterchildren(CELL):
        column = column_of(cell) if cell.get("r") else column + 1
        cell.set("r", cell_address(number, column))


def number_of(row: etree._Element) -> int:
    """The number of a row; one without a number follows the one before it."""
    down = 0
    for earlier in (row, *row.itersiblings(ROW, preceding=True)):
        if earlier.get("r"):
            return int(earlier.get("r", "0")) + down
        down += 1
    return down


def place_of_cell(cell: etree._Element) -> tuple[int, int]:
    """The row and column of a cell of a parsed sheet; one without an address follows the one before it."""
    address, row = cell.get("r"), cell.getparent()
    if address is not None:
        return place_of(address)
    further = 1
    for earlier in cell.itersiblings(CELL, preceding=True):
        if earlier.get("r"):
            number, column = place_of(earlier.get("r", ""))
            return number, column + further
        further += 1
    return 1 if row is None else number_of(row), further


def place_of(address: str) -> tuple[int, int]:
    """As `parse_cell`, for the hundreds of thousands of addresses of a large sheet."""
    letters = address.rstrip("0123456789")
    number = address[len(letters) :]
    return (int(number), column_number(letters)) if number and letters.isalpha() else parse_cell(address)


def column_of(cell: etree._Element) -> int:
    """The column of a cell, counted from 1."""
    return place_of_cell(cell)[1]


def is_blank(cell: etree._Element) -> bool:
    """Whether a cell holds nothing to see or to work out, whatever it looks like."""
    if cell.find(FORMULA) is not None or cell.find(INLINE) is not None:
        return False
    return not cell.findtext(VALUE)


def clear(cell: etree._Element) -> None:
    """Empty a cell; its look stays."""
    if len(cell):
        del cell[:]
    if cell.get("t") is not None or len(cell.attrib) > 2:
        for name in ("t", "cm", "vm", "ph"):
            cell.attrib.pop(name, "")


def set_number(cell: etree._Element, value: float) -> None:
    """Make a cell hold a number."""
    clear(cell)
    etree.SubElement(cell, VALUE).text = str(value) if isinstance(value, int) else repr(float(value)).removesuffix(".0")


def set_text(cell: etree._Element, text: str) -> None:
    """Make a cell hold a text, as it is: never a formula, a number or a link."""
    clear(cell)
    cell.set("t", "inlineStr")
    element = etree.SubElement(etree.SubElement(cell, INLINE), TEXT)
    element.text = _ESCAPE.sub("_x005F_", text)
    if text != text.strip() or "\n" in text:
        element.set(SPACE, "preserve")


def set_formula(cell: etree._Element, formula: str, text: str | None) -> None:
    """Make a cell hold a formula, without "=", and the text it gives; None leaves that to Excel."""
    clear(cell)
    etree.SubElement(cell, FORMULA).text = formula
    if text is not None:
        cell.set("t", "str")
        etree.SubElement(cell, VALUE).text = text
