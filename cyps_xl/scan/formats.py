"""Which formats hide what a cell holds: ink like its ground, letters too small, a number format that shows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.scan.colours import PAPER, Palette, alike
from cyps_xl.scan.exposure import Exposure, exposure, values_in
from cyps_xl.scan.extensions import in_extensions
from cyps_xl.scan.formula_words import FormulaWords
from cyps_xl.scan.number_formats import in_white, shows, words_in
from cyps_xl.xlsx.opening.namespaces import main

SMALLEST = 5.0  # points; smaller letters cannot be read
STYLES_OF_EXCEL = re.compile(
    r"Normal|Comma|Currency|Percent|(Comma|Currency) \[0\]|(Followed )?Hyperlink|Title|Heading [1-4]|Total|Input|"
    r"Output|Calculation|Check Cell|Linked Cell|Note|Warning Text|Explanatory Text|Good|Bad|Neutral|"
    r"((20|40|60)% - )?Accent[1-6]"
)
SMALL, WHITE, EMPTY = "letters too small to read", "ink like its ground", "a number format that does not show it"


class Formats:
    """The cell formats of a workbook, from its styles part and its theme."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None) -> None:
        self._root = styles if styles is not None else etree.Element(main("styleSheet"))
        self._palette = Palette(self._root, theme)
        self._fonts = self._all("fonts", "font")
        self._fills = self._all("fills", "fill")
        self._codes = {e.get("numFmtId", ""): e.get("formatCode", "") for e in self._all("numFmts", "numFmt")}
        self._formats = self._all("cellXfs", "xf")
        self._conditional = self._all("dxfs", "dxf")
        self._inks = [self._why_unread(xf) for xf in self._formats]
        self._grounds = [self._ground(_at(self._fills, xf.get("fillId"))) or PAPER for xf in self._formats]

    def why_hidden(self, style: str, value: str) -> str:
        """Why a cell of this format that holds this value cannot be read: in words; "" when it can."""
        return self._why_unshown(style, value) or self._at(self._inks, style, "")

    def why_run_hidden(self, style: str, value: str, run: etree._Element | None) -> str:
        """The same for a part of a cell's text that has, or has not, a look of its own."""
        own = None if run is None else self._why_unread_font(run, self._at(self._grounds, style, PAPER))
        return self._why_unshown(style, value) or (self._at(self._inks, style, "") if own is None else own)

    def why_rule_hides(self, rule: str | None, style: str) -> str:
        """Why a conditional format, by the number of its look, hides the cells of a format; "" when it does not."""
        look = _at(self._conditional, rule) if rule else None
        if look is None:
            return ""
        code = look.find(main("numFmt"))
        if code is not None and not all(shows(code.get("formatCode", ""), value) for value in ("1", "-1", "text")):
            return EMPTY
        fill = self._ground(look.find(main("fill")), of_a_rule=True)
        ground = fill or self._at(self._grounds, style, PAPER)
        ink = self._palette.rgb(look.find(f"{main('font')}/{main('color')}"))
        return WHITE if alike(ink, ground) else ""

    def exposures(self, formulas: FormulaWords) -> Iterator[Exposure]:
        """Words in the names of styles, fonts and in number formats, which no page shows."""
        known = formulas.known
        for style in self._all("cellStyles", "cellStyle"):
            if not STYLES_OF_EXCEL.fullmatch(style.get("name", "")):
                yield from known.exposures("the name of a cell style", style.get("name", ""))
        for code in {e.get("formatCode", "") for e in self._root.iter(main("numFmt"))}:
            yield from known.exposures("a number format", words_in(code))
        for name in {e.get("val", "") for e in self._root.iter(main("name"))}:
            yield from known.font("the name of a font", name)
        for child in self._root.iterfind(f"{main('tableStyles')}/*"):
            yield exposure("workbook feature", "xl/styles.xml", values_in(child))
        yield from in_extensions(self._root, "workbook feature", "xl/styles.xml", formulas)

    def _all(self, group: str, name: str) -> list[etree._Element]:
        return self._root.findall(f"{main(group)}/{main(name)}")

    def _at(self, of_formats: list[str], style: str, otherwise: str) -> str:
        number = int(style or "0")
        return of_formats[number] if 0 <= number < len(of_formats) else otherwise

    def _why_unshown(self, style: str, value: str) -> str:
        xf = _at(self._formats, style)
        code = "" if xf is None else self._codes.get(xf.get("numFmtId", "0"), "")
        if not code:
            return ""
        if not shows(code, value):
            return EMPTY
        return WHITE if in_white(code, value) and alike(PAPER, self._at(self._grounds, style, PAPER)) else ""

    def _why_unread(self, xf: etree._Element) -> str:
        font = _at(self._fonts, xf.get("fontId"))
        if font is None:
            return ""
        return self._why_unread_font(font, self._ground(_at(self._fills, xf.get("fillId"))) or PAPER) or ""

    def _why_unread_font(self, font: etree._Element, ground: str) -> str | None:
        """Why letters on this ground cannot be read; None where the font says nothing of colour or size."""
        size, colour = font.find(main("sz")), font.find(main("color"))
        if size is None and colour is None:
            return None
        if size is not None and float(size.get("val", "11")) < SMALLEST:
            return SMALL
        return WHITE if alike(self._palette.rgb(colour), ground) else ""

    def _ground(self, fill: etree._Element | None, of_a_rule: bool = False) -> str | None:
        """The colour of a solid fill. A conditional format names it otherwise: in bgColor, its pattern left out."""
        pattern = fill.find(main("patternFill")) if fill is not None else None
        if pattern is None or pattern.get("patternType", "solid" if of_a_rule else "none") != "solid":
            return None
        return self._palette.rgb(pattern.find(main("bgColor" if of_a_rule else "fgColor")))


def _at(elements: list[etree._Element], index: str | None) -> etree._Element | None:
    number = int(index or "0")
    return elements[number] if 0 <= number < len(elements) else None
