"""What a sheet can hold beside its cells: rules, prompts, links, headers, and elements that nobody expects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.members.scan.exposure import Exposure, exposure, texts_in, values_in
from cyps_xl.members.scan.extensions import in_extensions
from cyps_xl.members.scan.formats import Formats
from cyps_xl.members.scan.hiding_rules import rules_that_hide
from cyps_xl.members.scan.pages import Page
from cyps_xl.members.scan.words import Known
from cyps_xl.xlsx.namespaces import MAIN, main

_LOOKS = """sheetPr dimension sheetViews sheetFormatPr cols sheetData mergeCells conditionalFormatting hyperlinks
printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks ignoredErrors drawing tableParts autoFilter extLst
dataValidations"""
HARMLESS = frozenset(_LOOKS.split())
"""Elements of a sheet that say how it looks, and no more; their texts are looked at one by one."""
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_OTHER_BOOK = re.compile(r"\[\d+\]|\[[^\]]+\.xl\w+\]", re.IGNORECASE)
_CODES = re.compile(r"&[A-Z]|&\"[^\"]*\"|&\d+")
_PHONETIC = main("rPh")


def beside_the_cells(page: Page, formats: Formats, known: Known) -> Iterator[Exposure]:
    """Everything of a sheet that its visible cells do not show."""
    tab = page.sheet.name
    for child in page.root:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if (etree.QName(child).namespace != MAIN or name not in HARMLESS) and values_in(child):
            yield exposure("sheet feature", tab, f"{name} {values_in(child)}")
    yield from in_extensions(page.root, "sheet feature", tab, known)
    yield from _texts(page, known)
    yield from _typing_rules(page, known)
    yield from rules_that_hide(page, formats)
    yield from _formulas(page, known)
    yield from _links(page, known)
    for element in page.root.iter(_PHONETIC):
        yield exposure("unseen words", f"{tab}, reading aid", "".join(texts_in(element)))


def _typing_rules(page: Page, known: Known) -> Iterator[Exposure]:
    """Lists to choose from, prompts and warnings; a bare list and the texts in a formula are in quotation marks."""
    for rule in page.root.iter(main("dataValidation")):
        where = f"{page.sheet.name}!{rule.get('sqref', '')}"
        for name in ("promptTitle", "prompt", "errorTitle", "error"):
            yield from known.exposures(f"{where}, {name}", rule.get(name, ""))
        for formula in (*rule.iter(main("formula1")), *rule.iter(main("formula2"))):
            yield from _literals(known, f"{where}, what may be typed", formula.text or "")
            if _OTHER_BOOK.search(_LITERAL.sub("", formula.text or "")):
                yield exposure("link out", where, formula.text or "")


def _texts(page: Page, known: Known) -> Iterator[Exposure]:
    """Headers, footers, code names, filters and rules with words in them."""
    tab = page.sheet.name
    for part in page.root.iterfind(f"{main('headerFooter')}/*"):
        yield from known.exposures(f"{tab}, header or footer", _CODES.sub(" ", part.text or ""))
    properties = page.root.find(main("sheetPr"))
    code_name = "" if properties is None else properties.get("codeName", "")
    if not re.fullmatch(r"(Sheet\d+)?", code_name):
        yield from known.exposures(f"{tab}, the sheet's code name", code_name)
    for element in page.root.iterfind(f"{main('autoFilter')}//*"):
        yield from known.exposures(f"{tab}, filter", element.get("val", ""))
    for rule in page.root.iter(main("cfRule")):
        yield from known.exposures(f"{tab}, conditional format", rule.get("text", ""))
        for formula in rule.iter(main("formula")):
            yield from _literals(known, f"{tab}, conditional format", formula.text or "")


def _formulas(page: Page, known: Known) -> Iterator[Exposure]:
    for content in page.cells.values():
        if content.formula:
            yield from _literals(known, f"{page.sheet.name}, a formula", content.formula)
            if _OTHER_BOOK.search(_LITERAL.sub("", content.formula)):
                yield exposure("link out", page.sheet.name, content.formula)


def _links(page: Page, known: Known) -> Iterator[Exposure]:
    for link in page.root.iter(main("hyperlink")):
        for name in ("tooltip", "display", "location"):
            yield from known.exposures(f"{page.sheet.name}!{link.get('ref')}, link", _plain(link.get(name, "")))


def _plain(location: str) -> str:
    """A place without its cell address: what is left are words."""
    return re.sub(r"\$?\b[A-Z]{1,3}\$?\d+\b", " ", location)


def _literals(known: Known, place: str, formula: str) -> Iterator[Exposure]:
    for text in _LITERAL.findall(formula):
        yield from known.exposures(place, text)
