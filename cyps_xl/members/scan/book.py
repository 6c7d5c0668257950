"""What the workbook says beside its sheets: names, settings, properties, texts that no cell shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.members.scan.exposure import Exposure, exposure, texts_in
from cyps_xl.members.scan.pages import Page
from cyps_xl.members.scan.words import Known
from cyps_xl.xlsx.namespaces import MAIN, main
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.sheet_cells import text_of
from cyps_xl.xlsx.workbook_part import WORKBOOK, defined_names

HARMLESS = frozenset(("fileVersion", "workbookPr", "bookViews", "sheets", "definedNames", "calcPr"))
_ATTRIBUTES = {
    "fileVersion": ("codeName",),
    "workbookPr": ("codeName",),
}
_PROGRAMS = ("Microsoft Excel", "LibreOffice")
_DATES = ("created", "modified")
_PLAIN = ("title", "subject", "language")
_SAID_BY_EXCEL = """Application DocSecurity ScaleCrop HeadingPairs TitlesOfParts LinksUpToDate SharedDoc
HyperlinksChanged AppVersion Company"""
_COUNTED = frozenset(_SAID_BY_EXCEL.split())
_REFERENCE = re.compile(r"\$?[A-Z]{1,3}\$?\d+|\$?\d+:\$?\d+|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|Print_(Area|Titles)")


def of_the_workbook(package: Package, pages: list[Page], known: Known) -> Iterator[Exposure]:
    """Everything of the workbook's own parts that no page shows."""
    root = parse_part(package.parts[WORKBOOK], WORKBOOK)
    yield from _features(root, known)
    yield from _names(root, pages, known)
    yield from _properties(package, known)
    yield from _texts(package, pages)


def _features(root: etree._Element, known: Known) -> Iterator[Exposure]:
    for child in root:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if etree.QName(child).namespace != MAIN or name not in HARMLESS:
            values = [str(value) for part in child.iter() for value in part.attrib.values()]
            yield exposure("workbook feature", WORKBOOK, f"{name} {' '.join(values)}")
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
        elif element.get("hidden") in ("1", "true"):
            yield exposure("unseen words", f"{place}, which is hidden", text)
        else:
            plain = _REFERENCE.sub(" ", text)
            for tab in sorted(tabs, key=len, reverse=True):
                plain = plain.replace(tab.replace("'", "''"), " ")
            yield from known.exposures(place, f"{name.removeprefix('_xlnm.')} {plain} {element.get('comment', '')}")


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
    elif (name not in _COUNTED and text) or (name == "Application" and text not in _PROGRAMS):
        yield exposure("properties", f"{part}, {name}", text)
        return
    pieces = " ".join(text for text in texts_in(element) if text.strip())
    yield from known.exposures(f"{part}, {name}", _REFERENCE.sub(" ", pieces) if name != "AppVersion" else "")


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
