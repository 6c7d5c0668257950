"""Worksheets and drawings: order of elements, rows and cells, formulas, merged cells, rules, drawn objects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from helpers.soundness_terms import MAIN, Book, box, local_name, meet, out_of_order

_ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_KINDS = ("b", "d", "e", "inlineStr", "n", "s", "str")
_CHART_REFERENCE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}f"
_TAB = re.compile(r"^\(?(?:'((?:[^']|'')+)'|([^'!:]+))!")
_LONGEST_TEXT = 32_767


def check(book: Book) -> Iterator[str]:
    """Every fault of every worksheet and drawing."""
    shared = book.only("sharedStrings")
    texts = 0 if shared is None else len(shared)
    tabs = {tab.lower() for tab, _ in book.sheets()}
    for tab, part in book.sheets():
        root = book.roots[part]
        wrong = out_of_order(root, _ORDER)
        if wrong:
            yield f"{tab}: {wrong} stands in the wrong place"
        for look in (_rows(root, texts), _formulas(root), _columns(root), _areas(root), _counted(root)):
            yield from (f"{tab}: {fault}" for fault in look)
        if book.leads(part, "comments") and root.find(f"{MAIN}legacyDrawing") is None:
            yield f"{tab}: has comments and no drawing to show them"
    for part, root in book.roots.items():
        if local_name(root) == "wsDr":
            yield from _drawing(part, root)
        if local_name(root) == "chartSpace":
            yield from _chart(part, root, tabs)


def _rows(root: etree._Element, texts: int) -> Iterator[str]:
    last_row = 0
    for row in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        number = int(row.get("r", str(last_row + 1)))
        if number <= last_row:
            yield f"row {number} comes after row {last_row}"
        last_row, last_column = number, 0
        for cell in row.iterfind(f"{MAIN}c"):
            place = box(cell.get("r", ""))
            if place is None or place[0] != number:
                yield f"the cell {cell.get('r')} stands in row {number}"
                continue
            if place[1] <= last_column:
                yield f"the cell {cell.get('r')} stands twice or too late in its row"
            last_column = place[1]
            fault = _cell(cell, texts)
            if fault:
                yield f"{cell.get('r')} {fault}"


def _cell(cell: etree._Element, texts: int) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind not in _KINDS:
        return f"is of the kind {kind!r}"
    if kind == "inlineStr" and (cell.find(f"{MAIN}is") is None or value is not None):
        return "holds no text of its own"
    if (kind == "s" and not (value or "").isdigit()) or (kind == "s" and int(value or "0") >= texts):
        return f"asks for text {value}, and there are {texts}"
    if kind == "n" and value is not None and not _NUMBER.fullmatch(value):
        return f"holds {value!r} as a number"
    if kind == "b" and value not in ("0", "1", None):
        return f"holds {value!r} as a truth"
    if len("".join(element.text or "" for element in cell.iter(f"{MAIN}t"))) > _LONGEST_TEXT:
        return "holds too long a text"
    return ""


def _formulas(root: etree._Element) -> Iterator[str]:
    formulas = root.findall(f"{MAIN}sheetData/{MAIN}row/{MAIN}c/{MAIN}f")
    given = [f.get("si") for f in formulas if f.get("t") == "shared" and f.get("ref")]
    yield from (f"two cells give the shared formula {si}" for si, times in Counter(given).items() if times > 1)
    for formula in formulas:
        cell = formula.getparent()
        place = "" if cell is None else cell.get("r")
        if formula.get("t") == "shared" and formula.get("si") not in given:
            yield f"{place} shares formula {formula.get('si')}, which no cell gives"
        if formula.get("t") != "shared" and not formula.text and formula.get("t") != "dataTable":
            yield f"{place} has a formula without a text"
        if (formula.text or "").startswith("="):
            yield f"{place} has a formula that begins with ="


def _columns(root: etree._Element) -> Iterator[str]:
    last = 0
    for column in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        if not last < int(column.get("min", "0")) <= int(column.get("max", "0")) <= 16_384:
            yield f"the columns {column.get('min')} to {column.get('max')} stand twice or in no order"
        last = int(column.get("max", "0"))
    if root.find(f"{MAIN}cols") is not None and not last:
        yield "the list of columns is empty"


def _areas(root: etree._Element) -> Iterator[str]:
    merged = [element.get("ref", "") for element in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")]
    yield from _clashes("merged", merged)
    ruled = [area for element in root.iter(f"{MAIN}dataValidation") for area in element.get("sqref", "").split()]
    yield from _clashes("ruled", ruled)
    for element in root.iter(etree.Element):
        for name in ("sqref", "ref"):
            areas = element.get(name, "").split()
            if name in element.attrib and (not areas or any(box(area) is None for area in areas)):
                yield f"{local_name(element)} stands at {element.get(name)!r}"


def _clashes(what: str, areas: list[str]) -> Iterator[str]:
    boxes = [(area, found) for area in areas if (found := box(area)) is not None]
    for at, (area, one) in enumerate(boxes):
        for other, two in boxes[at + 1 :]:
            if meet(one, two):
                yield f"{area} and {other} are both {what}"


def _counted(root: etree._Element) -> Iterator[str]:
    for name in ("mergeCells", "dataValidations", "tableParts", "hyperlinks"):
        found = root.find(f"{MAIN}{name}")
        if found is not None and (found.get("count", str(len(found))) != str(len(found)) or not len(found)):
            yield f"{name} says {found.get('count')} and holds {len(found)}"


def _drawing(part: str, root: etree._Element) -> Iterator[str]:
    ids = Counter(element.get("id", "") for element in root.iter(etree.Element) if local_name(element) == "cNvPr")
    yield from (f"{part}: {times} drawn objects have the number {number}" for number, times in ids.items() if times > 1)
    for anchor in root.iter(etree.Element):
        if local_name(anchor).endswith("CellAnchor") and local_name(anchor[-1]) != "clientData":
            yield f"{part}: an object does not end as it should"


def _chart(part: str, root: etree._Element, tabs: set[str]) -> Iterator[str]:
    for element in root.iter(_CHART_REFERENCE):
        found = _TAB.match(element.text or "")
        if found is None:
            continue
        tab = (found.group(1) or found.group(2)).replace("''", "'").lower()
        if tab not in tabs and not tab.startswith("[") and tab != "#ref":
            yield f"{part}: draws cells of {tab!r}, which is not there"
