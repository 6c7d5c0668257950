"""What the elements of a sheet's part say, each read in one way: a truth, a row's number, a run of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import main

_ROWS = f"{main('sheetData')}/{main('row')}"
_CELLS = f"{_ROWS}/{main('c')}"
_COLUMNS = f"{main('cols')}/{main('col')}"


Said = etree._Element | Mapping[str, str]
"""An element, or what is said of one by name: what attributes are asked of."""


class ColumnRun(NamedTuple):
    """Columns beside each other that look alike: the first and the last, counted from 1, and what is said of them."""

    first: int
    last: int
    element: etree._Element


def is_on(element: Said, name: str) -> bool:
    """Whether a truth is said to be; where nothing is said it is not."""
    return element.get(name) in ("1", "true")


def is_off(element: Said, name: str) -> bool:
    """Whether a truth is said not to be; where nothing is said it may be."""
    return element.get(name) in ("0", "false")


def rows_of(sheet: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Every stored row of a sheet by its number; one that some programs write without follows the one before it."""
    number = 0
    for row in sheet.iterfind(_ROWS):
        number = int(row.get("r") or number + 1)
        yield number, row


def cells_of(sheet: etree._Element) -> Iterator[etree._Element]:
    """Every stored cell of a sheet, row by row."""
    return sheet.iterfind(_CELLS)


def columns_of(sheet: etree._Element) -> Iterator[ColumnRun]:
    """The runs of columns of which a sheet says anything."""
    for column in sheet.iterfind(_COLUMNS):
        first = int(column.get("min") or 1)
        yield ColumnRun(first, int(column.get("max") or first), column)
