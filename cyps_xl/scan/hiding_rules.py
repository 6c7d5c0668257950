"""Conditional formats that hide figures: in white, in a format that shows nothing, or behind bars and icons."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cyps_xl.grid import Area, parse_areas
from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.formats import Formats
from cyps_xl.scan.pages import Page
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.elements import formats_of, is_off, rules_of


def rules_that_hide(page: Page, formats: Formats) -> Iterator[Exposure]:
    """Each conditional format that keeps a figure or text of its cells from being seen, when it applies or always."""
    for group in formats_of(page.root):
        sqref = group.get("sqref", "")
        areas = parse_areas(sqref)
        held = _held(page, areas)
        if not held:
            continue
        style = page.styles.get((areas[0].first_row, areas[0].first_column), "0")
        for rule in rules_of(group):
            why = formats.why_rule_hides(rule.get("dxfId"), style) or _stands_in(rule)
            if why:
                yield exposure("invisible text", f"{page.sheet.name}!{sqref}, a conditional format", f"{why}: {held}")


def _stands_in(rule: etree._Element) -> str:
    for drawn, words in (("dataBar", "bars"), ("iconSet", "icons")):
        element = rule.find(main(drawn))
        if element is not None and is_off(element, "showValue"):
            return f"{words} in place of figures"
    return ""


def _held(page: Page, areas: list[Area]) -> str:
    """The figures and texts that a reader should see there."""
    found = (content.value for place, content in page.visible.items() if any(area.holds(*place) for area in areas))
    return " ".join(value for value in found if value)
