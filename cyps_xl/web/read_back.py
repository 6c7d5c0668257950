"""A section of a finished page, read back: what it says, in order, each text with its lines and its language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from cyps_xl.web.elements import Element

_LINES = ("h2", "h3", "p", "li", "dt", "dd")


@dataclass(frozen=True)
class Text:
    """What one cell shows, line by line; `language` is a tag where that is not the page's."""

    lines: tuple[str, ...]
    language: str = ""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return any(self.lines)


@dataclass(frozen=True)
class Line:
    """A heading (level 2 or 3) or a text of its own (level 0)."""

    text: Text
    level: int = 0


@dataclass(frozen=True)
class Rows:
    """A table: its headings, and its rows from edge to edge. A row of one text goes over all columns."""

    headings: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


Part = Line | Rows


def section_in(page: bytes, name: str) -> tuple[Part, ...]:
    """The parts of a page's section of this identifier; none where the page has no such section."""
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    section = next((one for one in root.iter("section") if one.get("id") == name), None)
    return () if section is None else tuple(_parts(section))


def _parts(section: Element) -> Iterator[Part]:
    for one in section.iter(*_LINES, "table"):
        if one.tag == "table":
            yield Rows(_cells(one.find("thead/tr")), tuple(_cells(row) for row in one.iterfind("tbody/tr")))
        else:
            yield Line(_text(one), int(one.tag[1]) if one.tag in ("h2", "h3") else 0)


def _cells(row: Element | None) -> tuple[Text, ...]:
    return () if row is None else tuple(_text(cell) for cell in row)


def _text(one: Element) -> Text:
    """What stands in an element. The language may be said of a part that holds all of it, as of a note from edge to
    edge; of a part of the text it is not told on."""
    whole = (part for part in one.iter(etree.Element) if part.tag != "span")
    language = next((part.get("lang") for part in whole if part.get("lang")), None)
    lines = (" ".join(line.split()) for line in "".join(_pieces(one)).split("\n"))
    return Text(tuple(lines), language or "")


def _pieces(one: Element) -> Iterator[str]:
    yield one.text or ""
    for part in one:
        if part.tag == "br":
            yield "\n"
        else:
            yield from _pieces(part)
        yield part.tail or ""
