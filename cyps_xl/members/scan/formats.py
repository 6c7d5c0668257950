"""Which formats hide what a cell holds: ink like its ground, letters too small, a number format that shows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.members.scan.exposure import Exposure, exposure
from cyps_xl.members.scan.words import Known
from cyps_xl.xlsx.namespaces import main

SMALLEST = 5.0  # points; smaller letters cannot be read
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_FONT_WORDS = """arial calibri cambria carlito aptos liberation sans verdana tahoma times new roman segoe ui symbol
light display narrow"""
_FONTS = frozenset(_FONT_WORDS.split())
_INDEXED = {"0": "000000", "1": "FFFFFF", "8": "000000", "9": "FFFFFF", "64": "000000", "65": "FFFFFF"}
_THEME = {"0": "FFFFFF", "1": "000000"}


class Formats:
    """The cell formats of a workbook, from its styles part."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._root = styles if styles is not None else etree.Element(main("styleSheet"))
        self._fonts = self._all("fonts", "font")
        self._fills = self._all("fills", "fill")
        self._codes = {e.get("numFmtId", ""): e.get("formatCode", "") for e in self._all("numFmts", "numFmt")}
        self._formats = self._all("cellXfs", "xf")
        self._hidden = {str(at): self._why_hidden(xf) for at, xf in enumerate(self._formats)}

    def why_hidden(self, style: str) -> str:
        """Why a cell of this format cannot be read: in words; "" when it can."""
        return self._hidden.get(style or "0", "")

    def exposures(self, known: Known) -> Iterator[Exposure]:
        """Words in the names of styles, fonts and in number formats, which no page shows."""
        for style in self._all("cellStyles", "cellStyle"):
            yield from known.exposures("the name of a cell style", style.get("name", ""))
        for code in self._codes.values():
            text = " ".join(quoted or escaped for quoted, escaped in _QUOTED.findall(code))
            yield from known.exposures("a number format", text)
        for name in {e.get("val", "") for e in self._root.iter(main("name"))}:
            if any(word not in _FONTS for word in name.casefold().split()):
                yield from known.exposures("the name of a font", name)
        for name in ("extLst", "tableStyles"):
            for child in self._root.iterfind(f"{main(name)}/*"):
                yield exposure("workbook feature", "xl/styles.xml", " ".join(map(str, child.attrib.values())) or name)

    def _all(self, group: str, name: str) -> list[etree._Element]:
        return self._root.findall(f"{main(group)}/{main(name)}")

    def _why_hidden(self, xf: etree._Element) -> str:
        code = self._codes.get(xf.get("numFmtId", "0"), "General")
        if code and not code.replace(";", "").strip():
            return "a number format that shows nothing"
        font = _at(self._fonts, xf.get("fontId"))
        size = font.find(main("sz")) if font is not None else None
        if size is not None and float(size.get("val", "11")) < SMALLEST:
            return "letters too small to read"
        ink, ground = _colour(font), self._ground(xf)
        return "ink like its ground" if ink is not None and ink == ground else ""

    def _ground(self, xf: etree._Element) -> str:
        fill = _at(self._fills, xf.get("fillId"))
        pattern = fill.find(main("patternFill")) if fill is not None else None
        if pattern is None or pattern.get("patternType") != "solid":
            return "FFFFFF"
        return _rgb(pattern.find(main("fgColor"))) or "FFFFFF"


def _colour(font: etree._Element | None) -> str | None:
    return _rgb(font.find(main("color"))) if font is not None else None


def _rgb(colour: etree._Element | None) -> str | None:
    """A colour as six hexadecimal digits; None when it cannot be told."""
    if colour is None:
        return None
    if colour.get("rgb"):
        return colour.get("rgb", "")[-6:].upper()
    if colour.get("theme") and not float(colour.get("tint", "0")):
        return _THEME.get(colour.get("theme", ""))
    return _INDEXED.get(colour.get("indexed", ""))


def _at(elements: list[etree._Element], index: str | None) -> etree._Element | None:
    number = int(index or "0")
    return elements[number] if 0 <= number < len(elements) else None
