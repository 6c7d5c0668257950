"""The engine's workbooks: found, opened and closed through xlwings; all else is asked of Excel's object model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from helpers.calc_as_excel import Workbook, record_of
from helpers.excel_calls import Com, counted
from helpers.xlwings_lo_uno import properties


class Books(base_classes.Books):
    """The spreadsheets open in one LibreOffice; their records by the address of the file."""

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


class Application(Com):
    """What Excel's own object model knows of the program: a way to open workbooks."""

    def __init__(self, books: Books) -> None:
        self.books = books

    def get_workbooks(self) -> Application:
        return self

    def do_open(self, path: str) -> None:
        self.books.open(path)


class Book(base_classes.Book):
    """One open workbook."""

    app: Any = None  # shadows a property of the base class

    def __init__(self, app: Any, doc: Any) -> None:
        self.app, self.doc = app, doc

    @property
    def api(self) -> Workbook:
        url = self.doc.URL
        if url not in self.app.records:
            import uno

            path = Path(uno.fileUrlToSystemPath(url)) if url else None
            self.app.records[url] = record_of(path) if path is not None and path.is_file() else []
        return Workbook(self.doc, self.app.records[url], Application(self.app.books))

    @property
    def name(self) -> str:
        import uno

        with counted("Workbook Name"):
            return Path(uno.fileUrlToSystemPath(self.doc.URL)).name if self.doc.URL else str(self.doc.Title)

    @property
    def fullname(self) -> str:
        import uno

        return str(uno.fileUrlToSystemPath(self.doc.URL)) if self.doc.URL else str(self.doc.Title)

    def activate(self) -> None:
        pass

    def close(self) -> None:
        self.app.records.pop(self.doc.URL, None)
        self.doc.close(True)
