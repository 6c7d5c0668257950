"""What a letter holds that its edition's workbook does not show: each text against the sheet that it gives."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from lxml import etree, html

from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import SHIPPED
from cyps_xl.scan.exposure import Exposure, exposure, values_in
from cyps_xl.scan.web_against import words_in
from cyps_xl.web.elements import as_page
from cyps_xl.web.letter import STYLES

Element = etree._Element

_ATTRIBUTES = {
    **{"html": "lang", "head": "", "meta": "charset name content", "title": "", "body": "style", "div": "style"},
    **{"h1": "lang style", "h2": "lang style", "p": "lang style", "table": "style", "tbody": "", "tr": "", "br": ""},
    **{"th": "lang style scope colspan", "td": "lang style colspan", "span": "lang"},
}
"""The elements of a letter, each with its attributes."""
_VALUES = {
    "charset": r"utf-8",
    "name": r"viewport",
    "content": r"width=device-width, initial-scale=1",
    "scope": r"row|rowgroup",
    "colspan": r"2",
    "style": "|".join(re.escape(style) for style in STYLES.values()),
}
_UNITS = ("title", "h1", "h2", "p", "th", "td", "span")
"""The elements of which each is one text; one that holds spans is theirs."""
_BETWEEN = re.compile(r"[\s:;]*")
"""What plain text puts between the lines of cells."""


def in_letter(
    page: bytes,
    text: str,
    covering: Collection[str],
    shown: Collection[str],
    headings: Collection[str],
    languages: Collection[Language] = SHIPPED,
) -> Iterator[Exposure]:
    """Everything in a letter that no letter of ours has, or that neither its words nor the sheet say.

    `page` is the letter for programs that show a page, `text` the same for those that show plain text; `covering` are
    its subject and the paragraphs that go with every edition, `shown` the texts of the sheet's cells, each on a line,
    and `headings` those that may be left out: of a table's columns, said beside each figure where there is one.
    `languages` are those that a letter may be in.
    """
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    if as_page(root) != page:
        yield exposure("web page", "the letter", "it is not written as cyps-xl writes one")
    units = [one for one in root.iter(*_UNITS) if one.find("span") is None]
    yield from _markup(root, units, [language.tag for language in languages])
    said, own = {words_in(one): None for one in units}, {_line(paragraph) for paragraph in covering}
    for one in said:
        if one not in own and one not in shown:
            yield exposure("not the workbook’s", "in the letter alone", one)
    for one in dict.fromkeys(shown):
        if one and one not in said and one not in headings:
            yield exposure("not the workbook’s", "in the workbook alone", one)
    lines = {_line(line) for one in units for line in _with_breaks(one).split("\n")}
    yield from _in_plain(text, lines | {line for paragraph in covering for line in paragraph.split("\n")})


def _markup(root: Element, units: Collection[Element], tags: Collection[str]) -> Iterator[Exposure]:
    for one in (*root.itersiblings(preceding=True), *root.itersiblings(), *root.iter()):
        if not isinstance(one.tag, str):
            yield exposure("web page", "a remark between the lines", one.text if isinstance(one.text, str) else "")
            continue
        if one.tag not in _ATTRIBUTES:
            yield exposure("web page", f"the element {one.tag}", values_in(one))
            continue
        for name, value in ((str(name), str(value)) for name, value in one.attrib.items()):
            has_it = name in _ATTRIBUTES[one.tag].split()
            if not has_it or not (value in tags if name == "lang" else re.fullmatch(_VALUES[name], value)):
                yield exposure("web page", f"the attribute {name} of {one.tag}", value)
        if one not in units:
            yield from _loose(one)


def _loose(one: Element) -> Iterator[Exposure]:
    """Words beside the units, as between the rows of a table."""
    for text in (one.text, *(part.tail for part in one)):
        if text and text.strip():
            yield exposure("web page", f"between the parts of {one.tag}", text)


def _in_plain(text: str, lines: Iterable[str]) -> Iterator[Exposure]:
    """Plain text is the lines of the page and what parts them, and nothing else."""
    longest_first = sorted(filter(None, lines), key=len, reverse=True)
    for line in text.split("\n"):
        left = line
        for known in longest_first:
            left = left.replace(known, "\n")
        if not _BETWEEN.fullmatch(left):
            yield exposure("not the workbook’s", "in the plain letter alone", left)


def _with_breaks(one: Element) -> str:
    parts = [one.text or ""]
    for part in one:
        parts += ["\n" if part.tag == "br" else "", part.tail or ""]
    return "".join(parts)


def _line(text: str) -> str:
    return " ".join(text.split())
