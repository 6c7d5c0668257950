"""Which of a workbook's styles look the same, however the program that saved it wrote them.

Excel and others rewrite styles as they save: defaults are said or left out, black is a theme's colour or none at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.opening.relations import part_of_kind
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.signature import attributes_of

_BLACK = {("theme", "1"), ("indexed", "8"), ("indexed", "64"), ("auto", "1"), ("rgb", "FF000000")}
_AS_IT_IS = {
    "horizontal": "general",
    "vertical": "bottom",
    "wrapText": "0",
    "indent": "0",
    "textRotation": "0",
    "shrinkToFit": "0",
}
"""What an alignment says that says nothing."""

_FONT = ("name", "sz", "b", "i", "u", "strike", "vertAlign")
_SIDES = ("left", "right", "top", "bottom", "diagonal")

_BUILT_IN = {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "49": "@"}
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_MEANT = "%0#?.,/eEdmyhsDMYHSgGaA@_*[];"
"""Letters that mean something in a number format when they stand there bare."""

Key = tuple[object, ...]


def alike_styles(package: Package) -> list[int]:
    """For each of the workbook's cell styles the number of the first that looks the same."""
    part = part_of_kind(package.parts, package.workbook, "styles")
    if not part:
        return []
    root = parse_part(package.parts[part], part)
    first: dict[Key, int] = {}
    return [first.setdefault(key, at) for at, key in enumerate(_keys(root))]


def _keys(root: etree._Element) -> Iterator[Key]:
    fonts, fills, borders = ([*_group(root, name)] for name in ("fonts", "fills", "borders"))
    font_keys, fill_keys, border_keys = [*map(_font, fonts)], [*map(_fill, fills)], [*map(_border, borders)]
    formats = {e.get("numFmtId", ""): e.get("formatCode", "") for e in _group(root, "numFmts")}
    for look in _group(root, "cellXfs"):
        number = look.get("numFmtId", "0")
        yield (
            _format(formats.get(number) or _BUILT_IN.get(number, number)),
            _at(font_keys, look.get("fontId", "0")),
            _at(fill_keys, look.get("fillId", "0")),
            _at(border_keys, look.get("borderId", "0")),
            _alignment(look.find(main("alignment"))),
        )


def _format(code: str) -> str:
    """A number format with each letter of text written alike: bare, or after a backslash where it would mean more."""

    def literal(found: re.Match[str]) -> str:
        return "".join(f"\\{letter}" if letter in _MEANT else letter for letter in found[1] or found[2] or "")

    return _LITERAL.sub(literal, code)


def _group(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iterfind(f"{main(name)}/*")


def _at(keys: list[Key], number: str) -> Key:
    return keys[int(number)] if int(number) < len(keys) else ()


def _font(font: etree._Element) -> Key:
    said = {etree.QName(child).localname: child for child in font}
    return (*(_value(said.get(name)) for name in _FONT), _color(said.get("color")))


def _value(element: etree._Element | None) -> str:
    value = "" if element is None else element.get("val", "1")
    return {"false": "", "0": "", "true": "1", "none": "", "baseline": "", "single": "1"}.get(value, value)


def _color(element: etree._Element | None) -> Key:
    said = set() if element is None else set(attributes_of(element).items())
    return () if said <= _BLACK else tuple(sorted(said))


def _fill(fill: etree._Element) -> Key:
    pattern = fill.find(main("patternFill"))
    if pattern is None or pattern.get("patternType", "none") == "none":
        return () if pattern is not None or not len(fill) else (etree.tostring(fill),)
    return pattern.get("patternType"), _color(pattern.find(main("fgColor")))


def _border(border: etree._Element) -> Key:
    sides = ((side, border.find(main(side))) for side in _SIDES)
    return tuple(
        (name, side.get("style"), _color(side.find(main("color"))))
        for name, side in sides
        if side is not None and side.get("style", "none") != "none"
    )


def _alignment(alignment: etree._Element | None) -> Key:
    said = {} if alignment is None else attributes_of(alignment)
    plain = {name: {"true": "1", "false": "0"}.get(value, value) for name, value in said.items()}
    return tuple(sorted((name, plain[name]) for name, unsaid in _AS_IT_IS.items() if plain.get(name, unsaid) != unsaid))
