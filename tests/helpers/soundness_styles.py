"""The styles part, and every index that leads into it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from helpers.soundness_terms import MAIN, Book, out_of_order

_ORDER = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
]
_LEADS_INTO = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
_FIRST_OWN_FORMAT = 164


def check(book: Book) -> Iterator[str]:
    """Every fault of the styles, and every index of a cell, row, column, rule or table that leads past their end."""
    styles = book.only("styles")
    if styles is None:
        yield "there are no styles"
        return
    wrong = out_of_order(styles, _ORDER)
    if wrong:
        yield f"styles: {wrong} stands in the wrong place"
    yield from _counts(styles)
    yield from _formats(styles)
    yield from _indexes(styles)
    looks, rules = _length(styles, "cellXfs"), _length(styles, "dxfs")
    for part, root in book.roots.items():
        if root.tag in (f"{MAIN}worksheet", f"{MAIN}table"):
            yield from _uses(part, root, looks, rules)


def _length(styles: etree._Element, name: str) -> int:
    found = styles.find(f"{MAIN}{name}")
    return 0 if found is None else len(found)


def _counts(styles: etree._Element) -> Iterator[str]:
    for element in styles:
        if element.get("count", str(len(element))) != str(len(element)):
            yield f"styles: {etree.QName(element).localname} says {element.get('count')} and holds {len(element)}"


def _formats(styles: etree._Element) -> Iterator[str]:
    ids = [int(element.get("numFmtId", "0")) for element in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")]
    if len(ids) != len(set(ids)):
        yield "styles: two number formats have one number"
    for look in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
        number = int(look.get("numFmtId", "0"))
        if number >= _FIRST_OWN_FORMAT and number not in ids:
            yield f"styles: the number format {number} is not there"


def _indexes(styles: etree._Element) -> Iterator[str]:
    for group in ("cellStyleXfs", "cellXfs"):
        for at, look in enumerate(styles.iterfind(f"{MAIN}{group}/{MAIN}xf")):
            for name, into in (
                ("fontId", "fonts"),
                ("fillId", "fills"),
                ("borderId", "borders"),
                ("xfId", "cellStyleXfs"),
            ):
                if int(look.get(name, "0")) >= _length(styles, into) and (name != "xfId" or group == "cellXfs"):
                    yield f"styles: {group} {at} asks for {name} {look.get(name)}, which is not there"


def _uses(part: str, root: etree._Element, looks: int, rules: int) -> Iterator[str]:
    for element in root.iter(f"{MAIN}c", f"{MAIN}row"):
        if int(element.get("s", "0")) >= looks:
            yield f"{part}: {element.get('r')} asks for style {element.get('s')}, and there are {looks}"
    for column in root.iter(f"{MAIN}col"):
        if int(column.get("style", "0")) >= looks:
            yield f"{part}: column {column.get('min')} asks for style {column.get('style')}, and there are {looks}"
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(name).lower().endswith("dxfid") and int(value) >= rules:
                yield f"{part}: {etree.QName(element).localname} asks for {name!s} {value!s}, and there are {rules}"
