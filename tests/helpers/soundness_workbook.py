"""The list of sheets, the defined names and the order of calculation: what can be wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from helpers.soundness_terms import MAIN, OFFICE, Book, box, out_of_order

_ORDER = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
    "absPath",
    "revisionPtr",
]
_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc]")
_TAB = re.compile(r"(?:'((?:[^']|'')+)'|((?!#REF)[\w.]+))!")


def check(book: Book) -> Iterator[str]:
    """Every fault of the workbook's own part."""
    part = book.workbook()
    wrong = out_of_order(book.roots[part], _ORDER)
    if wrong:
        yield f"{part}: {wrong} stands in the wrong place"
    yield from _sheets(book)
    yield from _views(book)
    yield from _names(book)
    yield from _calculation(book)


def _sheets(book: Book) -> Iterator[str]:
    part = book.workbook()
    sheets = book.roots[part].findall(f"{MAIN}sheets/{MAIN}sheet")
    known = {relation.id for relation in book.related.get(part, ())}
    for what, values in (
        ("name", [sheet.get("name", "").lower() for sheet in sheets]),
        ("sheetId", [sheet.get("sheetId", "") for sheet in sheets]),
        ("relation", [sheet.get(f"{OFFICE}id", "") for sheet in sheets]),
    ):
        yield from (f"{part}: two sheets have the {what} {v!r}" for v, times in Counter(values).items() if times > 1)
    for sheet in sheets:
        name = sheet.get("name", "")
        if not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name):
            yield f"{part}: {name!r} cannot be the name of a sheet"
        if sheet.get(f"{OFFICE}id") not in known:
            yield f"{part}: the sheet {name!r} has no part"
    if all(sheet.get("state", "visible") != "visible" for sheet in sheets):
        yield f"{part}: no sheet can be seen"


def _views(book: Book) -> Iterator[str]:
    part = book.workbook()
    count = len(book.roots[part].findall(f"{MAIN}sheets/{MAIN}sheet"))
    for view in book.roots[part].iterfind(f"{MAIN}bookViews/{MAIN}workbookView"):
        for name in ("activeTab", "firstSheet"):
            if int(view.get(name, "0")) >= count:
                yield f"{part}: {name} is {view.get(name)}, and there are {count} sheets"
    chosen = [tab for tab, sheet in book.sheets() if _is_selected(book, sheet)]
    if len(chosen) > 1:
        yield f"{part}: {len(chosen)} sheets are selected together ({', '.join(chosen)})"


def _is_selected(book: Book, sheet: str) -> bool:
    views = book.roots[sheet].iterfind(f"{MAIN}sheetViews/{MAIN}sheetView") if sheet in book.roots else ()
    return any(view.get("tabSelected") in ("1", "true") for view in views)


def _names(book: Book) -> Iterator[str]:
    part = book.workbook()
    root = book.roots[part]
    tabs = [sheet.get("name", "").lower() for sheet in root.iterfind(f"{MAIN}sheets/{MAIN}sheet")]
    names = root.findall(f"{MAIN}definedNames/{MAIN}definedName")
    keys = Counter((name.get("name", "").lower(), name.get("localSheetId")) for name in names)
    yield from (f"{part}: the name {name!r} is defined {times} times" for (name, _), times in keys.items() if times > 1)
    for element in names:
        name, text = element.get("name", ""), element.text or ""
        if not _NAME.fullmatch(name) or _CELL.fullmatch(name):
            yield f"{part}: {name!r} cannot be a name"
        if int(element.get("localSheetId", "0")) >= len(tabs):
            yield f"{part}: the name {name} belongs to sheet {element.get('localSheetId')}, which is not there"
        if not text or text.startswith("="):
            yield f"{part}: the name {name} stands for {text!r}"
        for quoted, plain in _TAB.findall(text):
            tab = (quoted or plain).replace("''", "'").lower()
            if tab not in tabs and not tab.startswith("["):
                yield f"{part}: the name {name} stands for cells of {tab!r}, which is not there"


def _calculation(book: Book) -> Iterator[str]:
    chain = book.only("calcChain")
    if chain is None:
        return
    root = book.roots[book.workbook()]
    leads = {relation.id: relation.part for relation in book.related[book.workbook()]}
    listed = root.iterfind(f"{MAIN}sheets/{MAIN}sheet")
    parts = {sheet.get("sheetId", ""): leads.get(sheet.get(f"{OFFICE}id", ""), "") for sheet in listed}
    formulas = {sheet_id: _formula_cells(book, part) for sheet_id, part in parts.items()}
    sheet_id = ""
    for cell in chain:
        sheet_id = cell.get("i", sheet_id)
        if box(cell.get("r", "")) is None or cell.get("r") not in formulas.get(sheet_id, ()):
            yield f"calcChain: {cell.get('r')} of sheet {sheet_id} holds no formula"


def _formula_cells(book: Book, part: str) -> set[str]:
    if part not in book.roots:
        return set()
    cells = book.roots[part].iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c")
    return {cell.get("r", "") for cell in cells if cell.find(f"{MAIN}f") is not None}
