"""Text and names that stand in a part's markup where no program looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.extensions import in_extensions
from cyps_xl.scan.formula_words import FormulaWords
from cyps_xl.scan.parts import needed_xml
from cyps_xl.xlsx.opening.namespaces import MAIN
from cyps_xl.xlsx.parts.cells import SHEET_DATA
from cyps_xl.xlsx.parts.package import Package, parse_part

_WITH_TEXT = {
    "t": ("si", "is", "r", "fld"),
    "v": ("c", "pt", "tx"),
    "f": ("c", "strRef", "numRef", "multiLvlStrRef", "sparkline"),
    "formula": ("cfRule",),
    "formula1": ("dataValidation",),
    "formula2": ("dataValidation",),
    "definedName": ("definedNames",),
    "calculatedColumnFormula": ("tableColumn",),
    "totalsRowFormula": ("tableColumn",),
    "formatCode": ("numRef", "numCache", "numLit"),
    "row": ("from", "to"),
    "rowOff": ("from", "to"),
    "col": ("from", "to"),
    "colOff": ("from", "to"),
} | dict.fromkeys(
    ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"], ("headerFooter",)
)
"""Elements that hold a text, and where: what they say is looked at by other modules."""
_STRAY_TEXT = "descendant::text()[normalize-space()][not(parent::m:v or parent::m:f or parent::m:t)]"
"""Text among cells that belongs to none: libxml looks for it, since there may be a million cells."""
_NUMBER_OF_A_THING = re.compile(r"\{[0-9A-Fa-f-]{36}\}|[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_NAMED_IN_THEMES = ("clrScheme", "fontScheme", "fmtScheme", "custClr")


def in_markup(package: Package, formulas: FormulaWords) -> Iterator[Exposure]:
    """Loose text between elements, text where none belongs, and the names of a theme."""
    for part, data in needed_xml(package):
        root = parse_part(data, part)
        yield from _loose_text(part, root, formulas)
        if part.startswith("xl/theme/"):
            yield from _theme(part, root, formulas)


def _loose_text(part: str, root: etree._Element, formulas: FormulaWords) -> Iterator[Exposure]:
    told = part.startswith("docProps/")  # there each element's text is looked at by itself
    for cells in root.iterchildren(SHEET_DATA):
        for text in cast("list[str]", cells.xpath(_STRAY_TEXT, namespaces={"m": MAIN})):
            yield exposure("xml", f"{part}, between the lines", text)
    for element in outside_extensions(root):
        tail = (element.tail or "").strip()
        if tail:
            yield exposure("xml", f"{part}, between the lines", tail)
        text = (element.text or "").strip()
        if not text or told or not isinstance(element.tag, str) or _holds_text(element):
            continue
        if not _NUMBER_OF_A_THING.fullmatch(text):
            yield from formulas.known.exposures(f"{part}, in a place that holds no text", text)


def outside_extensions(root: etree._Element) -> Iterator[etree._Element]:
    """The elements of a part, but for cells and what stands in lists of extensions: those are looked at apart."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        is_passed_over = not isinstance(element.tag, str) or element.tag.endswith("}extLst")
        if not is_passed_over and element.tag != SHEET_DATA:
            waiting.extend(element)


def _holds_text(element: etree._Element) -> bool:
    parents = _WITH_TEXT.get(etree.QName(element).localname)
    parent = element.getparent()
    return parents is not None and parent is not None and str(parent.tag).rpartition("}")[2] in parents


def _theme(part: str, root: etree._Element, formulas: FormulaWords) -> Iterator[Exposure]:
    for element in (root, *(e for name in _NAMED_IN_THEMES for e in root.iter(f"{{*}}{name}"))):
        name = re.sub(r"\bOffice\b( Theme)?( \d+( - \d+)?)?", "", element.get("name", ""))
        yield from formulas.known.exposures(part, name)
    yield from in_extensions(root, "workbook feature", part, formulas)
