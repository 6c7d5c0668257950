"""The words that the soundness checks share: a book of parsed parts, their relations, addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""


@dataclass(frozen=True)
class Related:
    """One relation: `kind` is the last word of its type; `part` is where it leads, "" when outside the workbook."""

    id: str
    kind: str
    part: str


@dataclass(frozen=True)
class Book:
    """A workbook's parts, the root elements of those that are XML, and the relations of each part."""

    parts: Mapping[str, bytes]
    roots: Mapping[str, etree._Element]
    related: Mapping[str, Sequence[Related]]

    def leads(self, part: str, kind: str) -> list[Related]:
        """The relations of one kind that a part has."""
        return [relation for relation in self.related.get(part, ()) if relation.kind == kind]

    def workbook(self) -> str:
        """The name of the workbook's part."""
        return next(relation.part for relation in self.leads("", "officeDocument"))

    def only(self, kind: str) -> etree._Element | None:
        """The root of the workbook's one part of this kind, such as its styles."""
        found = [relation.part for relation in self.leads(self.workbook(), kind) if relation.part in self.roots]
        return self.roots[found[0]] if found else None

    def sheets(self) -> list[tuple[str, str]]:
        """Each tab with its part, worksheets only."""
        leads = {relation.id: relation for relation in self.leads(self.workbook(), "worksheet")}
        listed = self.roots[self.workbook()].iterfind(f"{MAIN}sheets/{MAIN}sheet")
        return [
            (element.get("name", ""), leads[element.get(f"{OFFICE}id", "")].part)
            for element in listed
            if element.get(f"{OFFICE}id") in leads
        ]


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def owner_of(rels: str) -> str:
    """The part whose relations a part holds; "" for the package's own."""
    folder, _, name = rels.rpartition("/")
    return posixpath.join(folder.removesuffix("_rels").rstrip("/"), name.removesuffix(".rels"))


def box(text: str) -> Box | None:
    """The cells of "A1" or "A1:B9"; None when the text is no such area or runs off the sheet."""
    found = _AREA.fullmatch(text)
    if found is None:
        return None
    letters, row, last_letters, last_row = found.groups()
    first = int(row), number_of(letters)
    last = (int(last_row), number_of(last_letters)) if last_row else first
    inside = last[0] <= LAST_ROW and last[1] <= LAST_COLUMN and first[0] <= last[0] and first[1] <= last[1]
    return (*first, *last) if inside else None


def number_of(letters: str) -> int:
    """The number of a column from its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def meet(one: Box, other: Box) -> bool:
    """Whether two areas have a cell in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def out_of_order(parent: etree._Element, order: Sequence[str], once: bool = True) -> str | None:
    """The first child that is unknown, too late or there twice; None when all stand right."""
    last = -1
    for child in parent:
        name = local_name(child)
        if not name or name == "AlternateContent":
            continue
        if name not in order:
            return name
        at = order.index(name)
        repeats = at == last and (once and name not in ("conditionalFormatting",))
        if at < last or repeats:
            return name
        last = at
    return None
