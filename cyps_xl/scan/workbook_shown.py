"""What an edition's workbook shows, read by another program than wrote it: for holding its web page against it."""

from __future__ import annotations

import io
import itertools
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from cyps_xl.languages.shipped import SHIPPED
from cyps_xl.scan.workbook_charts import ChartShown, Languages, charts_of, shown_text
from cyps_xl.xlsx.parts.package import Package

_PAGE = re.compile(r"([^\W\d]+) (\d{1,3})")
_NAMELESS = re.compile(r"Column\d{1,3}")
_MOST_PAGES = 10
"""Printed pages that a sheet takes at most, for telling a page's number from any other."""


@dataclass(frozen=True)
class SheetShown:
    """The texts of its cells as displayed, in reading order; those of a table also where they are empty. Its charts,
    from above."""

    texts: tuple[str, ...]
    charts: tuple[ChartShown, ...]


@dataclass(frozen=True)
class Shown:
    """Its sheets in their order, and its title."""

    sheets: tuple[SheetShown, ...]
    title: str

    @property
    def descriptions(self) -> tuple[str, ...]:
        """What is said of its charts."""
        return tuple(chart.description for sheet in self.sheets for chart in sheet.charts)


def shown_in(workbook: bytes, languages: Languages = SHIPPED) -> Shown:
    """What a workbook shows, its months in one of these languages. Raises UnusableFile where it cannot be read."""
    package = Package.from_bytes(workbook, "the workbook beside it")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of what it does not read; nothing is saved from it
        book = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    charts = charts_of(package, book, languages)
    sheets = []
    for at, sheet in enumerate(book.worksheets):
        left_out = _page_numbers(sheet, len(book.worksheets)) if at == 0 else frozenset()
        sheets.append(SheetShown(tuple(_texts(sheet, left_out, languages)), charts.get(sheet.title, ())))
    return Shown(tuple(sheets), book.properties.title or "")


def _page_numbers(cover: Worksheet, sheets: int) -> frozenset[str]:
    """The cells of a cover that give the printed pages to which the links beside them lead: a web page has none.

    They are the first column's, one word throughout, with numbers that rise and are no larger than could be. Where
    one is otherwise, none is taken for a page's number.
    """
    beside = [(row[0], row[1]) for row in cover.iter_rows(max_col=2) if len(row) > 1]
    cells = [cell for cell, link in beside if cell.value is not None and link.hyperlink and link.hyperlink.location]
    found = [_PAGE.fullmatch(cell.value) if isinstance(cell.value, str) else None for cell in cells]
    pages = [(match[1], int(match[2])) for match in found if match]
    numbers = [number for _, number in pages]
    rise = all(one < other for one, other in itertools.pairwise(numbers))
    fit = rise and len({word for word, _ in pages}) == 1 and len(pages) == len(cells)
    return frozenset(cell.coordinate for cell in cells) if fit and numbers[-1] <= sheets * _MOST_PAGES else frozenset()


def _texts(sheet: Worksheet, left_out: frozenset[str], languages: Languages) -> Iterator[str]:
    """Row by row; a table is read in its own columns, those that hold anything."""
    tables = [_Table(sheet, str(table.ref), languages) for table in sheet.tables.values()]
    again = frozenset(_said_again(sheet, tables))
    for row in sheet.iter_rows():
        if row[0].row in again:
            continue
        table = next((one for one in tables if one.holds(row[0].row)), None)
        if table is not None:
            yield from table.row(row)
            row = tuple(cell for cell in row if cell.column not in table.across)
        yield from (text for cell in row if cell.coordinate not in left_out and (text := shown_text(cell, languages)))


def _said_again(sheet: Worksheet, tables: Sequence[_Table]) -> Iterator[int]:
    """The rows of headings that a list has once more where it goes on on another printed page, as no web page does.

    Nothing parts them from the list, and they say word for word what stands above it.
    """
    for one, following in itertools.pairwise(sorted(tables, key=lambda table: table.first_row)):
        headings = following.first_row - one.last_row - 1
        rows = [range(first - headings, first + 1) for first in (one.first_row, following.first_row)]
        if headings in (0, 1) and rows[0][0] > 0:
            said = [[[shown_text(cell, SHIPPED) for cell in sheet[row]] for row in of_table] for of_table in rows]
            if said[0] == said[1]:
                yield from rows[1]


class _Table:
    def __init__(self, sheet: Worksheet, place: str, languages: Languages) -> None:
        self._languages = languages
        first, self.first_row, last, self.last_row = range_boundaries(place)
        self.across = range(first, last + 1)
        rows = sheet.iter_rows(self.first_row, self.last_row, first, last)
        self._filled = sorted({cell.column for row in rows for cell in row if self._text(cell)})

    def holds(self, row: int) -> bool:
        return bool(self.first_row <= row <= self.last_row)

    def row(self, row: Sequence[Cell]) -> list[str]:
        """A row's texts. One text alone, that is no number, goes from edge to edge; a row without any is left out."""
        cells = [cell for cell in row if cell.column in self._filled]
        texts = [self._text(cell) for cell in cells]
        alone = [cell for cell, text in zip(cells, texts, strict=True) if text]
        if cells and cells[0].row == self.first_row:
            return texts
        if len(alone) == 1 and len(cells) > 1 and isinstance(alone[0].value, str):
            return [self._text(alone[0])]
        return texts if alone else []

    def _text(self, cell: Cell) -> str:
        """What a cell shows. A table of Excel has no heading without words: it is called Column2."""
        is_nameless = cell.row == self.first_row and _NAMELESS.fullmatch(str(cell.value))
        return "" if is_nameless else shown_text(cell, self._languages)
