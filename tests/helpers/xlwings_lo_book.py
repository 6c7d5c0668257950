"""The engine's workbooks and their defined names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes

from helpers.xlwings_lo_cells import to_calc, to_excel
from helpers.xlwings_lo_trips import asked, trip
from helpers.xlwings_lo_uno import properties, struct

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}


class Books(base_classes.Books):
    """The spreadsheets open in one LibreOffice."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def _all(self) -> list[Book]:
        found, components = [], self.app.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if component.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                found.append(Book(self.app, component))
        return found

    def __iter__(self) -> Iterator[Book]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: int | str) -> Book:
        if isinstance(key, int):
            return self._all()[key - 1]
        for book in self._all():
            if book.name.lower() == key.lower():
                return book
        raise KeyError(key)

    @property
    def active(self) -> Book:
        return self._all()[0]

    def _load(self, url: str, **options: Any) -> Book:
        doc = self.app.desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=True, **options))
        if doc is None:
            raise RuntimeError(f"LibreOffice could not open {url}")
        return Book(self.app, doc)

    def add(self) -> Book:
        return self._load("private:factory/scalc")

    def open(self, fullname: str, update_links: Any = None, read_only: Any = None, *_: Any, **__: Any) -> Book:
        return self._load(Path(fullname).as_uri(), ReadOnly=bool(read_only), MacroExecutionMode=0)


class Book(base_classes.Book):
    """One open workbook."""

    app: Any = None  # shadows a property of the base class

    def __init__(self, app: Any, doc: Any) -> None:
        self.app, self.doc = app, doc

    @property
    def api(self) -> Any:
        return self.doc

    @property
    def fullname(self) -> str:
        import uno

        return uno.fileUrlToSystemPath(self.doc.URL) if self.doc.URL else str(self.doc.Title)

    @property
    def name(self) -> str:
        return os.path.basename(self.fullname)  # noqa: PTH119

    @property
    def sheets(self) -> Any:
        from helpers.xlwings_lo_sheet import Sheets

        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        pass

    def close(self) -> None:
        self.doc.close(True)

    def save(self, path: str | None = None, password: Any = None) -> None:
        target = Path(path or self.fullname)
        url = target.resolve().as_uri()
        self.doc.storeAsURL(url, properties(FilterName=FILTERS[target.suffix.lower()], Overwrite=True))


class Names(base_classes.Names):
    """The defined names of a workbook, those of single sheets among them."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def _all(self) -> list[Name]:
        own = self.book.doc.NamedRanges
        found = [Name(self.book, own, name) for name in own.ElementNames]
        for sheet in self.book.sheets:
            ranges = sheet.xl.NamedRanges
            found += [Name(self.book, ranges, name, sheet.xl.Name) for name in ranges.ElementNames]
        return found

    @asked
    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name.text, name) for name in self._all()]

    @asked
    def __call__(self, key: str) -> Name:
        own = self.book.doc.NamedRanges
        if own.hasByName(key):
            return Name(self.book, own, key)
        for name in self._all():
            if key.lower() == name.text.lower():
                return name
        raise KeyError(key)

    def contains(self, key: str) -> bool:
        own = self.book.doc.NamedRanges
        return own.hasByName(key) or any(key.lower() == name.text.lower() for name in self._all())

    def __len__(self) -> int:
        return len(self._all())

    @trip("name")
    def add(self, name: str, refers_to: str) -> Name:
        """Define a name, in the place of one that is there."""
        ranges = self.book.doc.NamedRanges
        if ranges.hasByName(name):
            ranges.removeByName(name)
        ranges.addNewByName(name, to_calc(refers_to)[1:], struct("table.CellAddress"), 0)
        return Name(self.book, ranges, name)


class Name(base_classes.Name):
    """One defined name; `sheet` is the tab it belongs to, "" for the workbook's own."""

    def __init__(self, book: Book, ranges: Any, name: str, sheet: str = "") -> None:
        self.book, self.ranges, self.own, self.sheet = book, ranges, name, sheet

    @property
    def text(self) -> str:
        return f"{self.sheet}!{self.own}" if self.sheet else self.own

    @property
    @asked
    def name(self) -> str:
        return self.text

    @property
    @asked
    def refers_to(self) -> str:
        return to_excel("=" + self.ranges.getByName(self.own).Content)

    @refers_to.setter
    def refers_to(self, refers_to: str) -> None:
        self.book.names.add(self.own, refers_to)

    @property
    def refers_to_range(self) -> Any:
        from helpers.xlwings_lo_range import Range

        area = self.ranges.getByName(self.own).getReferredCells()
        if area is None:
            raise xlwings.XlwingsError(f"the name {self.own} refers to no cells")
        place = area.RangeAddress
        rows, columns = place.EndRow - place.StartRow + 1, place.EndColumn - place.StartColumn + 1
        return Range(self.book.sheets(place.Sheet + 1), place.StartRow + 1, place.StartColumn + 1, rows, columns)

    def delete(self) -> None:
        self.ranges.removeByName(self.own)
