"""A workbook whose parts have other names, and whose relations lead to them in other words: as sound as before."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping

from lxml import etree

from cyps_xl.xlsx.opening.relations import owner_of, relative, rels_part, resolve

TYPES = "[Content_Types].xml"

Spelling = Callable[[str, str], str]
"""How a part (the first) writes the way to another (the second)."""


def absolute(owner: str, part: str) -> str:
    """From the root of the package."""
    return f"/{part}"


def dotted(owner: str, part: str) -> str:
    """Through folders and back."""
    return f"./nowhere/../{relative(owner, part)}"


def encoded(owner: str, part: str) -> str:
    """With a letter written as its number."""
    folder, _, name = relative(owner, part).rpartition("/")
    return f"{folder}{'/' if folder else ''}%{ord(name[0]):02X}{name[1:]}"


def with_backslashes(owner: str, part: str) -> str:
    """As some programs write it on Windows."""
    return relative(owner, part).replace("/", "\\")


def in_capitals(owner: str, part: str) -> str:
    """In capitals, whatever the part's name has."""
    return relative(owner, part).upper()


def renamed(
    parts: Mapping[str, bytes], new: Callable[[str], str] | Mapping[str, str], spelling: Spelling = relative
) -> dict[str, bytes]:
    """The parts under new names, with all that leads to them spelt anew. `new` gives the name of a part."""
    name_of = new if callable(new) else lambda part: new.get(part, part)
    names = {part: name_of(part) for part in parts if not part.endswith(".rels") and part != TYPES}
    made = {}
    for part, data in parts.items():
        if part == TYPES:
            made[part] = _types(data, names)
        elif part.endswith(".rels"):
            owner = owner_of(part)
            made[rels_part(names.get(owner, owner))] = _relations(data, owner, names, spelling)
        else:
            made[names[part]] = data
    return made


def _types(data: bytes, names: Mapping[str, str]) -> bytes:
    root = etree.fromstring(data)
    for element in root:
        part = element.get("PartName", "").lstrip("/")
        if part in names:
            element.set("PartName", f"/{names[part]}")
    return etree.tostring(root)


def _relations(data: bytes, owner: str, names: Mapping[str, str], spelling: Spelling) -> bytes:
    root = etree.fromstring(data)
    for element in root:
        part = resolve(owner, element.get("Target", ""))
        if element.get("TargetMode") != "External" and part in names:
            element.set("Target", spelling(names.get(owner, owner), names[part]))
    return etree.tostring(root)


def without_ending(part: str) -> str:
    """A name that does not say that the part is XML; the list of kinds says so."""
    return part.removesuffix(".xml") if "/sheet" in part or "Strings" in part or "styles" in part else part


def elsewhere(part: str) -> str:
    """A name that Excel would never give, in a folder where it never looks."""
    return f"content/{posixpath.basename(part).replace('.xml', '')} of staff's.xml" if part.endswith(".xml") else part
