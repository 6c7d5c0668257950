"""What a sheet can hold beside its cells: rules, prompts, links, headers, and elements that nobody expects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.scan.exposure import Exposure, exposure, texts_in, values_in
from cyps_xl.scan.extensions import in_extensions
from cyps_xl.scan.formats import Formats
from cyps_xl.scan.formula_words import FormulaWords
from cyps_xl.scan.hiding_rules import rules_that_hide
from cyps_xl.scan.pages import Page
from cyps_xl.scan.words import Known, is_usual_font
from cyps_xl.xlsx.opening.namespaces import MAIN, main
from cyps_xl.xlsx.parts.cells import PHONETIC
from cyps_xl.xlsx.parts.elements import rules_of

_LOOKS = """sheetPr dimension sheetViews sheetFormatPr cols sheetData mergeCells conditionalFormatting hyperlinks
printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks ignoredErrors drawing tableParts autoFilter extLst
dataValidations sortState phoneticPr sheetCalcPr"""
HARMLESS = frozenset(_LOOKS.split())
"""Elements of a sheet that say how it looks, and no more; their texts are looked at one by one."""
_CODES = re.compile(r"&(?:[LCRPNDTZFAGBIUESXYHO]|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d{1,3})")
_FONT = re.compile(r"&\"([^\",]*),(?:Regular|Bold|Italic|Bold Italic|Rheolaidd)\"")


def beside_the_cells(page: Page, formats: Formats, known: Known, formulas: FormulaWords) -> Iterator[Exposure]:
    """Everything of a sheet that its visible cells do not show."""
    tab = page.sheet.name
    for child in page.root:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if (etree.QName(child).namespace != MAIN or name not in HARMLESS) and values_in(child):
            yield exposure("sheet feature", tab, f"{name} {values_in(child)}")
    yield from in_extensions(page.root, "sheet feature", tab, formulas)
    yield from _texts(page, known, formulas)
    yield from _typing_rules(page, known, formulas)
    yield from rules_that_hide(page, formats)
    yield from _formulas(page, formulas)
    yield from _links(page, known, formulas)
    for element in page.root.iter(PHONETIC):
        yield exposure("unseen words", f"{tab}, reading aid", "".join(texts_in(element)))


def _typing_rules(page: Page, known: Known, formulas: FormulaWords) -> Iterator[Exposure]:
    """Lists to choose from, prompts and warnings; a bare list and the texts in a formula are in quotation marks."""
    for rule in page.root.iter(main("dataValidation")):
        where = f"{page.sheet.name}!{rule.get('sqref', '')}"
        for name in ("promptTitle", "prompt", "errorTitle", "error"):
            yield from known.exposures(f"{where}, {name}", rule.get(name, ""))
        for formula in (*rule.iter(main("formula1")), *rule.iter(main("formula2"))):
            yield from formulas.exposures(f"{where}, what may be typed", formula.text or "", page.sheet.name)


def _texts(page: Page, known: Known, formulas: FormulaWords) -> Iterator[Exposure]:
    """Headers, footers, code names and rules with words in them."""
    tab = page.sheet.name
    for part in page.root.iterfind(f"{main('headerFooter')}/*"):
        yield from known.exposures(f"{tab}, header or footer", words_of_a_header(part.text or ""))
    properties = page.root.find(main("sheetPr"))
    code_name = "" if properties is None else properties.get("codeName", "")
    if not re.fullmatch(r"((Sheet|Taflen|Dalen)\d{1,3})?", code_name):
        yield from known.exposures(f"{tab}, the sheet's code name", code_name)
    for rule in rules_of(page.root):
        yield from known.exposures(f"{tab}, conditional format", rule.get("text", ""))
        for formula in rule.iter(main("formula")):
            yield from formulas.exposures(f"{tab}, conditional format", formula.text or "", tab)


def words_of_a_header(text: str) -> str:
    """What a header or footer prints, without the codes of its fonts and places."""
    return _CODES.sub(" ", _FONT.sub(lambda font: " " if is_usual_font(font[1].strip("-")) else font[0], text))


def _formulas(page: Page, formulas: FormulaWords) -> Iterator[Exposure]:
    for content in page.cells.values():
        if content.formula:
            yield from formulas.exposures(f"{page.sheet.name}, a formula", content.formula, page.sheet.name)


def _links(page: Page, known: Known, formulas: FormulaWords) -> Iterator[Exposure]:
    for link in page.root.iter(main("hyperlink")):
        place = f"{page.sheet.name}!{link.get('ref')}, link"
        for name in ("tooltip", "display"):
            yield from known.exposures(place, link.get(name, ""))
        location = link.get("location", "")
        if not formulas.names_something(location):
            yield from known.exposures(place, formulas.cells.without_addresses(location, page.sheet.name))
