"""What the workbook says beside its sheets: names, settings, properties, texts that no cell shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.members.scan.exposure import Exposure, exposure, texts_in, values_in
from cyps_xl.members.scan.extensions import in_extensions
from cyps_xl.members.scan.pages import Page
from cyps_xl.members.scan.words import Known
from cyps_xl.xlsx.addresses import on_sheet
from cyps_xl.xlsx.namespaces import MAIN, main
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.sheet_cells import text_of
from cyps_xl.xlsx.workbook_part import WORKBOOK, defined_names

HARMLESS = frozenset(("fileVersion", "workbookPr", "bookViews", "sheets", "definedNames", "calcPr", "extLst"))
_ATTRIBUTES = {
    "fileVersion": ("codeName",),
    "workbookPr": ("codeName",),
}
_PROGRAMS = re.compile(
    r"Microsoft Excel|LibreOffice|LibreOffice/[\d.]+\$\w+ LibreOffice_project/[0-9a-f]*|"
    r"Microsoft Excel Compatible / Openpyxl [\d.]+"
)
_EXCELS_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
_OF_A_NAME = ("comment", "customMenu", "description", "help", "statusBar")
_DATES = ("created", "modified")
_PLAIN = ("title", "subject", "language")
_SAID_BY_EXCEL = """Application DocSecurity ScaleCrop HeadingPairs TitlesOfParts LinksUpToDate SharedDoc
HyperlinksChanged AppVersion Company"""
_COUNTED = frozenset(_SAID_BY_EXCEL.split())
_FORMAL = ("Application", "AppVersion")
_REFERENCE = re.compile(r"\$?[A-Z]{1,3}\$?\d+|\$?\d+:\$?\d+|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|Print_(Area|Titles)")


def of_the_workbook(package: Package, pages: list[Page], known: Known) -> Iterator[Exposure]:
    """Everything of the workbook's own parts that no page shows."""
    root = parse_part(package.parts[package.workbook], WORKBOOK)
    yield from _features(root, known)
    yield from in_extensions(root, "workbook feature", WORKBOOK, known)
    yield from _names(root, pages, known)
    yield from _properties(package, known)
    yield from _texts(package, pages)


def _features(root: etree._Element, known: Known) -> Iterator[Exposure]:
    for child in root:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if (etree.QName(child).namespace != MAIN or name not in HARMLESS) and values_in(child):
            yield exposure("workbook feature", WORKBOOK, f"{name} {values_in(child)}")
        for attribute in _ATTRIBUTES.get(name, ()):
            if child.get(attribute, "ThisWorkbook") != "ThisWorkbook":
                yield from known.exposures(f"{WORKBOOK}, {attribute}", child.get(attribute, ""))


def _names(root: etree._Element, pages: list[Page], known: Known) -> Iterator[Exposure]:
    tabs = {page.sheet.name for page in pages if page.visible}
    for element in defined_names(root):
        name, text = element.get("name", ""), element.text or ""
        place = f"the name {name}"
        if "[" in text:
            yield exposure("link out", place, text)
        elif element.get("hidden") in ("1", "true") and not _is_filter(name, text):
            yield exposure("unseen words", f"{place}, which is hidden", text)
        else:
            plain = _REFERENCE.sub(" ", text)
            for tab in sorted(tabs, key=len, reverse=True):
                plain = plain.replace(tab.replace("'", "''"), " ")
            label = "" if name in _EXCELS_NAMES else name
            yield from known.exposures(place, f"{label} {plain} {_told(element)}")


def _is_filter(name: str, text: str) -> bool:
    """Whether a hidden name is Excel's own of a filtered table: an area, and no more."""
    return name == "_xlnm._FilterDatabase" and on_sheet(text) is not None


def _told(name: etree._Element) -> str:
    return " ".join(name.get(attribute, "") for attribute in _OF_A_NAME)


def _properties(package: Package, known: Known) -> Iterator[Exposure]:
    for part in ("docProps/core.xml", "docProps/app.xml"):
        if part in package.parts:
            for element in parse_part(package.parts[part], part):
                yield from _property(part, element, known)


def _property(part: str, element: etree._Element, known: Known) -> Iterator[Exposure]:
    name, text = etree.QName(element).localname, " ".join("".join(texts_in(element)).split())
    if part.endswith("core.xml"):
        if name in _DATES or not text:
            return
        if name not in _PLAIN:
            yield exposure("properties", f"{part}, {name}", text)
            return
    elif (name not in _COUNTED and text) or (name == "Application" and not _PROGRAMS.fullmatch(text)):
        yield exposure("properties", f"{part}, {name}", text)
        return
    pieces = " ".join(text for text in texts_in(element) if text.strip())
    yield from known.exposures(f"{part}, {name}", "" if name in _FORMAL else _REFERENCE.sub(" ", pieces))


def _texts(package: Package, pages: list[Page]) -> Iterator[Exposure]:
    """Shared texts that no cell points at."""
    part = "xl/sharedStrings.xml"
    if part not in package.parts:
        return
    used = {
        int(cell.findtext(main("v")) or "-1")
        for page in pages
        for cell in page.root.iter(main("c"))
        if cell.get("t") == "s"
    }
    root = parse_part(package.parts[part], part)
    for number, item in enumerate(root):
        if number not in used:
            yield exposure("unused text", part, text_of(item))
        for reading in item.iter(main("rPh")):
            yield exposure("unseen words", f"{part}, reading aid", "".join(texts_in(reading)))
