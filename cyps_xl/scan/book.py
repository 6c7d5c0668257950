"""What the workbook says beside its sheets: names, settings, properties, texts that no cell shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.grid import on_sheet
from cyps_xl.scan.exposure import Exposure, exposure, texts_in, values_in
from cyps_xl.scan.extensions import in_extensions
from cyps_xl.scan.formula_words import FormulaWords
from cyps_xl.scan.pages import Page
from cyps_xl.scan.words import Known
from cyps_xl.xlsx.opening.namespaces import MAIN, main
from cyps_xl.xlsx.parts.cells import CELL, PHONETIC, VALUE
from cyps_xl.xlsx.parts.elements import is_off, is_on
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.stored_cells import text_of
from cyps_xl.xlsx.parts.workbook_part import WORKBOOK, defined_names

HARMLESS = frozenset(
    ("fileVersion", "workbookPr", "bookViews", "sheets", "definedNames", "calcPr", "extLst", "revisionPtr")
)
_PROGRAMS = re.compile(
    r"Microsoft Excel|LibreOffice|LibreOffice/[\d.]+\$\w+ LibreOffice_project/[0-9a-f]*|"
    r"Microsoft Excel Compatible / Openpyxl [\d.]+"
)
_VERSION = re.compile(r"\d{1,2}(\.\d{1,4})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?)?")
_COUNT = re.compile(r"\d{1,3}|true|false")
_EXCELS_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
_OF_A_NAME = ("comment", "customMenu", "description", "help", "statusBar")
_DATES = ("created", "modified")
_PLAIN = ("title", "subject", "language")
_SAID_BY_EXCEL = """Application DocSecurity ScaleCrop HeadingPairs TitlesOfParts LinksUpToDate SharedDoc
HyperlinksChanged AppVersion Company"""
_COUNTED = frozenset(_SAID_BY_EXCEL.split())
_PRINTED_NAMES = re.compile(r"Print_(Area|Titles)")
_LEAST_WINDOW = 1_500  # twentieths of a point: a window of less shows nothing
_FARTHEST_WINDOW = 150_000  # beyond any row of screens


def of_the_workbook(package: Package, pages: list[Page], known: Known, formulas: FormulaWords) -> Iterator[Exposure]:
    """Everything of the workbook's own parts that no page shows."""
    root = parse_part(package.parts[package.workbook], WORKBOOK)
    yield from _features(root)
    yield from _window(root)
    yield from in_extensions(root, "workbook feature", WORKBOOK, formulas)
    yield from _names(root, known, formulas)
    yield from _properties(package, known)
    yield from _texts(package, pages)


def names_of(package: Package) -> Iterator[str]:
    """What formulas call cells and values."""
    root = parse_part(package.parts[package.workbook], WORKBOOK)
    return (element.get("name", "") for element in defined_names(root))


def _features(root: etree._Element) -> Iterator[Exposure]:
    for child in root:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        harmless = name in HARMLESS and (etree.QName(child).namespace == MAIN or name == "revisionPtr")
        if not harmless and values_in(child):
            yield exposure("workbook feature", WORKBOOK, f"{name} {values_in(child)}")


def _window(root: etree._Element) -> Iterator[Exposure]:
    """A window that nobody can see, and tabs that nobody can choose."""
    for view in root.iter(main("workbookView")):
        if is_off(view, "showSheetTabs"):
            yield exposure("workbook feature", WORKBOOK, "the tabs of the sheets are not shown")
        size = [int(view.get(side, "9999")) for side in ("windowWidth", "windowHeight")]
        corner = [abs(int(view.get(side, "0"))) for side in ("xWindow", "yWindow")]
        if (
            view.get("visibility", "visible") != "visible"
            or min(size) < _LEAST_WINDOW
            or max(corner) > _FARTHEST_WINDOW
        ):
            yield exposure("workbook feature", WORKBOOK, "the window is hidden, without size, or off the screen")


def _names(root: etree._Element, known: Known, formulas: FormulaWords) -> Iterator[Exposure]:
    for element in defined_names(root):
        name, text = element.get("name", ""), element.text or ""
        place = f"the name {name}"
        if is_on(element, "hidden") and not _is_filter(name, text):
            yield exposure("unseen words", f"{place}, which is hidden", text)
            continue
        yield from formulas.exposures(place, text, None)
        label = "" if name in _EXCELS_NAMES else name
        yield from known.exposures(place, f"{label} {_told(element)}")


def _is_filter(name: str, text: str) -> bool:
    """Whether a hidden name is Excel's own of a filtered table: an area, and no more."""
    return name == "_xlnm._FilterDatabase" and on_sheet(text) is not None


def _told(name: etree._Element) -> str:
    return " ".join(name.get(attribute, "") for attribute in _OF_A_NAME)


def _properties(package: Package, known: Known) -> Iterator[Exposure]:
    for part in ("docProps/core.xml", "docProps/app.xml"):
        if part in package.parts:
            root = parse_part(package.parts[part], part)
            yield from known.exposures(part, root.text or "")
            for element in root:
                yield from _property(part, element, known)


def _property(part: str, element: etree._Element, known: Known) -> Iterator[Exposure]:
    name, text = etree.QName(element).localname, " ".join("".join(texts_in(element)).split())
    place = f"{part}, {name}"
    if not text or _is_formal(name, text):
        return
    if name not in (_PLAIN if part.endswith("core.xml") else _COUNTED) or name == "Application":
        yield exposure("properties", place, text)
        return
    pieces = (text.strip() for text in texts_in(element))
    told = [text for text in pieces if not (name == "HeadingPairs" and _COUNT.fullmatch(text))]
    yield from known.exposures(place, _PRINTED_NAMES.sub(" ", " ".join(told)))


def _is_formal(name: str, text: str) -> bool:
    """Whether a property says what every file says: a date, the program and its version, a number or a truth."""
    if name in _DATES:
        return _DAY.fullmatch(text) is not None
    if name in ("Application", "AppVersion"):
        return (_PROGRAMS if name == "Application" else _VERSION).fullmatch(text) is not None
    return name in _COUNTED and name != "Company" and _COUNT.fullmatch(text) is not None


def _texts(package: Package, pages: list[Page]) -> Iterator[Exposure]:
    """Shared texts that no cell points at."""
    part = "xl/sharedStrings.xml"
    if part not in package.parts:
        return
    used = {
        int(cell.findtext(VALUE) or "-1") for page in pages for cell in page.root.iter(CELL) if cell.get("t") == "s"
    }
    root = parse_part(package.parts[part], part)
    for number, item in enumerate(root):
        if number not in used:
            yield exposure("unused text", part, text_of(item))
        for reading in item.iter(PHONETIC):
            yield exposure("unseen words", f"{part}, reading aid", "".join(texts_in(reading)))
