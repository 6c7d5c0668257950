"""The engine's sheets, and the charts on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import xlwings
from xlwings import base_classes, utils

from helpers.xlwings_lo_drawn import Charts, Shape
from helpers.xlwings_lo_range import MOST_COLUMNS, MOST_ROWS, Areas, Range
from helpers.xlwings_lo_tables import Tables
from helpers.xlwings_lo_trips import asked, trip

_CELL = r"\$?[A-Za-z]{1,3}\$?\d+"


class Sheets(base_classes.Sheets):
    """The sheets of a workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        return self.book.doc.Sheets

    @property
    def active(self) -> Sheet:
        controller = self.book.doc.CurrentController
        return Sheet(self.book, controller.ActiveSheet if controller else self.api.getByIndex(0))

    def __call__(self, key: int | str) -> Sheet:
        if isinstance(key, int):
            return Sheet(self.book, self.api.getByIndex(key - 1))
        if self.api.hasByName(key):
            return Sheet(self.book, self.api.getByName(key))
        for sheet in self:
            if sheet.xl.Name.lower() == key.lower():
                return sheet
        raise KeyError(key)

    def __len__(self) -> int:
        return int(self.api.Count)

    @asked
    def __iter__(self) -> Iterator[Sheet]:
        api = self.api
        return iter([Sheet(self.book, api.getByIndex(number)) for number in range(api.Count)])

    def __contains__(self, key: str) -> bool:
        return bool(self.api.hasByName(key))

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        position = before.index - 1 if before else after.index if after else 0
        self.api.insertNewByName(name, position)
        return Sheet(self.book, self.api.getByName(name))


class Sheet(base_classes.Sheet):
    """One sheet."""

    book: Any = None  # shadows a property of the base class

    def __init__(self, book: Any, xl: Any) -> None:
        self.book, self.xl = book, xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def index(self) -> int:
        return int(self.xl.RangeAddress.Sheet) + 1

    @property
    @asked
    def name(self) -> str:
        return str(self.xl.Name)

    @name.setter
    def name(self, name: str) -> None:
        self.xl.Name = name

    @property
    def visible(self) -> bool:
        return bool(self.xl.IsVisible)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def charts(self) -> Charts:
        return Charts(self)

    @property
    @asked
    def shapes(self) -> list[Shape]:
        page = self.xl.DrawPage
        return [Shape(page.getByIndex(number)) for number in range(page.Count)]

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self)

    @property
    @asked
    def notes(self) -> list[Note]:
        notes = self.xl.Annotations
        return [Note(self, notes.getByIndex(number)) for number in range(notes.Count)]

    @property
    def comments(self) -> list[Note]:
        """LibreOffice 7.4 knows no comments that can be answered."""
        return []

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, MOST_ROWS, MOST_COLUMNS)

    @property
    @asked
    def used_range(self) -> Range:
        cursor = self.xl.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return Range(self, 1, 1, end.EndRow + 1, end.EndColumn + 1)

    def activate(self) -> None:
        if self.book.doc.CurrentController:
            self.book.doc.CurrentController.setActiveSheet(self.xl)

    def delete(self) -> None:
        self.book.doc.Sheets.removeByName(self.xl.Name)

    def range(self, first: Any, last: Any = None) -> Range | Areas:
        if isinstance(first, str) and "," in first:
            return Areas(self, [Range(self, *self._area(area)) for area in first.split(",")])
        area = self._area(first)
        if last is not None:
            other = self._area(last)
            rows = max(area[0] + area[2], other[0] + other[2]) - min(area[0], other[0])
            columns = max(area[1] + area[3], other[1] + other[3]) - min(area[1], other[1])
            area = (min(area[0], other[0]), min(area[1], other[1]), rows, columns)
        return Range(self, *area)

    def _area(self, place: Any) -> tuple[int, int, int, int]:
        """First row and column, and how many rows and columns."""
        if isinstance(place, Range):
            return place.area
        if isinstance(place, tuple):
            return (place[0], place[1], 1, 1)
        rows = re.fullmatch(r"\$?(\d+):\$?(\d+)", place)
        if rows:
            return (int(rows[1]), 1, int(rows[2]) - int(rows[1]) + 1, MOST_COLUMNS)
        columns = re.fullmatch(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})", place)
        if columns:
            first, last = (utils.column_to_number(letters) for letters in columns.groups())
            return (1, first, MOST_ROWS, last - first + 1)
        if not re.fullmatch(rf"{_CELL}(:{_CELL})?", place):
            raise xlwings.NoSuchObjectError(f"the engine finds no range {place!r}")
        (row, column), end = utils.a1_to_tuples(place.replace("$", ""))
        last_row, last_column = end or (row, column)
        return (row, column, last_row - row + 1, last_column - column + 1)


class PageSetup(base_classes.PageSetup):
    """How a sheet prints."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    @asked
    def print_area(self) -> str | None:
        corners = [(a.StartRow + 1, a.StartColumn + 1, a.EndRow + 1, a.EndColumn + 1) for a in self.sheet.xl.PrintAreas]
        areas = [self.sheet.range(corner[:2], corner[2:]) for corner in corners]
        return ",".join(area.address for area in areas) or None

    @print_area.setter
    def print_area(self, address: str | None) -> None:
        self._set(address)

    @trip("page")
    def _set(self, address: str | None) -> None:
        areas = address.split(",") if address else []
        self.sheet.xl.setPrintAreas(tuple(self.sheet.range(area).xl.RangeAddress for area in areas))


class Note(base_classes.Note):
    """What somebody noted on a cell."""

    def __init__(self, sheet: Sheet, xl: Any) -> None:
        self.sheet, self.xl = sheet, xl

    @property
    @asked
    def location(self) -> Range:
        return Range(self.sheet, self.xl.Position.Row + 1, self.xl.Position.Column + 1)
