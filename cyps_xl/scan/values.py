"""Every setting of every part that a page needs: those that only a program reads, and those that can hold a text.

The other modules look at places that somebody thought of. This one walks through all the rest, so that a
place which nobody thought of is no place to hide in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from cyps_xl.grid import Area
from cyps_xl.scan.exposure import Exposure, exposure, texts_in
from cyps_xl.scan.formal_values import is_formal
from cyps_xl.scan.formats import STYLES_OF_EXCEL
from cyps_xl.scan.formula_words import FormulaWords
from cyps_xl.scan.naming import is_namespace
from cyps_xl.scan.pages import Page
from cyps_xl.scan.parts import needed_xml
from cyps_xl.scan.words import Known
from cyps_xl.xlsx.opening.namespaces import MAIN
from cyps_xl.xlsx.parts.cells import CELL, FORMULA, SHEET_DATA
from cyps_xl.xlsx.parts.package import Package, parse_part

_ADDRESSES = frozenset(("r", "ref", "sqref", "activeCell", "topLeftCell", "r1", "r2", "spans"))
_ROW = re.compile(r"\d{1,7}")
_SPAN = re.compile(r"\d{1,5}:\d{1,5}")
_ROWS = "m:row"
# One step each: "//" behind many cells takes libxml quadratic time.
_ODD_CELLS = (
    "descendant::m:c[@*[not(name()='r' or name()='s' or name()='t')]"
    " or @t[not(.='s' or .='n' or .='str' or .='b' or .='e')]]"
)
_IN_CELLS = "descendant::*[@*][not(self::m:row or self::m:c)]"
_WITH_TWO_VALUES = "descendant::m:c[count(m:v) + count(m:is) > 1 or count(m:f) > 1 or (m:is and not(@t='inlineStr'))]"
_LOOKED_AT_TEXT = """
sheet/name sheetPr/codeName definedName/name cellStyle/name numFmt/formatCode hyperlink/tooltip hyperlink/display
hyperlink/location dataValidation/prompt dataValidation/promptTitle dataValidation/error dataValidation/errorTitle
cfRule/text table/name table/displayName table/comment table/altText table/altTextSummary tableColumn/name
pt/formatCode cNvPr/name cNvPr/descr cNvPr/title clrScheme/name fontScheme/name fmtScheme/name custClr/name
theme/name ext/uri
"""
_LOOKED_AT = frozenset(_LOOKED_AT_TEXT.split())
"""Settings that another module reads, and knows more of."""
_FONTS = frozenset(("name/val", "rFont/val", "latin/typeface", "ea/typeface", "cs/typeface", "sym/typeface"))
_FONT_OF_A_SCRIPT = "font/typeface"
_USUAL = re.compile(r"Sheet\d+|Chart\d+|TableStyle(Light|Medium|Dark)\d+|PivotStyle(Light|Medium|Dark)\d+")


def in_values(package: Package, pages: list[Page], formulas: FormulaWords) -> Iterator[Exposure]:
    """Words in settings of the workbook's parts, and addresses of cells that are not in use."""
    tabs = {page.sheet.part: page for page in pages}
    for part, data in needed_xml(package):
        if part.endswith(".rels") or part.startswith("[") or part == "xl/calcChain.xml":
            continue
        page = tabs.get(part)
        place = page.sheet.name if page else part
        root = page.root if page else parse_part(data, part)
        settings = {*_settings(root), *(_of_cells(page) if page else ())}
        for setting in sorted(settings):
            if setting[:2] == ("dimension", "ref") and page and _reaches(page, setting[2]):
                continue
            yield from _judged(place, setting, formulas, page.sheet.name if page else None)


def _reaches(page: Page, area: str) -> bool:
    """Whether a sheet stores cells as far away as this; those are findings by themselves."""
    rows, columns = zip(*page.cells, strict=True) if page.cells else ((1,), (1,))
    told = Area.parse(area)
    return bool(told.last_row <= max(rows) and told.last_column <= max(columns))


def two_values(page: Page) -> Iterator[Exposure]:
    """Cells that store more than one value: a program shows one of them."""
    for cell in _found(page, _WITH_TWO_VALUES):
        yield exposure("covered", f"{page.sheet.name}!{cell.get('r')}, a value stored twice", " ".join(texts_in(cell)))


def in_the_order_of_work(package: Package, pages: list[Page], known: Known) -> Iterator[Exposure]:
    """Cells that the list of what to work out names, and which hold no formula."""
    part = "xl/calcChain.xml"
    if part not in package.parts:
        return
    worked_out = {page.root for page in pages}
    addresses = {cell.get("r", "") for root in worked_out for cell in root.iter(CELL) if cell.find(FORMULA) is not None}
    for element in parse_part(package.parts[part], part):
        for attribute, value in element.attrib.items():
            name = str(attribute)
            if not (value in addresses if name == "r" else is_formal("c", name, str(value))):
                yield from known.exposures(f"{part}, {name}", str(value))


def _settings(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    """The settings of a part by element, name and value; without cells and extensions, which are looked at apart."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag.endswith("}extLst"):
            continue
        name = element.tag.rpartition("}")[2]
        for attribute, value in element.attrib.items():
            yield name, str(attribute).rpartition("}")[2], str(value)
        if element.tag != SHEET_DATA:
            waiting.extend(element)


def _judged(place: str, setting: tuple[str, str, str], formulas: FormulaWords, tab: str | None) -> Iterator[Exposure]:
    (name, local, value), known, cells = setting, formulas.known, formulas.cells
    where = f"{place}, {name} {local}"
    both = f"{name}/{local}"
    if both in _LOOKED_AT or _USUAL.fullmatch(value):
        return
    if both in _FONTS or both == _FONT_OF_A_SCRIPT:
        yield from known.font(where, value)
    elif local.endswith("CellStyle") and STYLES_OF_EXCEL.fullmatch(value):
        return
    elif local in _ADDRESSES:
        if not (cells.all_near(value, tab) or _SPAN.fullmatch(value) or is_formal(name, local, value)):
            yield exposure("unseen words", where, value)
    elif not (is_formal(name, local, value) or (both == "graphicData/uri" and is_namespace(value))):
        yield from known.exposures(where, value)


def _of_cells(page: Page) -> Iterator[tuple[str, str, str]]:
    """Settings of rows and cells: there may be a million, so that libxml looks for the few that are not usual."""
    for path in (_ROWS, _ODD_CELLS, _IN_CELLS):
        for element in _found(page, path):
            name = str(element.tag).rpartition("}")[2]
            for attribute, value in element.attrib.items():
                local = str(attribute).rpartition("}")[2]
                if not (local == "r" and (name == "c" or _ROW.fullmatch(str(value)))):
                    yield name, local, str(value)


def _found(page: Page, path: str) -> list[etree._Element]:
    """The elements on a path below the sheet's cells."""
    cells = page.root.find(SHEET_DATA)
    return [] if cells is None else cast("list[etree._Element]", cells.xpath(path, namespaces={"m": MAIN}))
