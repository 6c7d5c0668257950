"""What each part of a package is said to be, in the part that lists the kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import CONTENT_TYPES
from cyps_xl.xlsx.opening.part_names import Parts
from cyps_xl.xlsx.opening.zip_entries import same_name

TYPES_PART = "[Content_Types].xml"

OVERRIDE = f"{{{CONTENT_TYPES}}}Override"
_CHARTS = ("drawingml.chart+xml", "ms-office.chartex+xml")
_XML = re.compile(r"(?!image/).*[+/]xml")  # a drawn picture is never parsed
_DEFAULT = f"{{{CONTENT_TYPES}}}Default"


def content_type(types: etree._Element, part: str) -> str:
    """What a part is said to be, by itself or by its ending; "" when nothing is said. `types` is the list's root."""
    for element in said_of(types, part):
        return element.get("ContentType", "")
    ending = part.rpartition(".")[2].lower()
    found = (e.get("ContentType", "") for e in types.iter(_DEFAULT) if e.get("Extension", "").lower() == ending)
    return next(found, "")


def charts(types: etree._Element, parts: Iterable[str]) -> list[str]:
    """Those of these parts that are said to be charts, of the old kind or the new."""
    said = {same_name(e.get("PartName", "").lstrip("/")): e for e in reversed(types.findall(OVERRIDE))}
    by_ending = {e.get("Extension", "").lower(): e for e in reversed(types.findall(_DEFAULT))}

    def kind(part: str) -> str:
        found = said.get(same_name(part), by_ending.get(part.rpartition(".")[2].lower()))
        return "" if found is None else found.get("ContentType", "")

    return [part for part in parts if kind(part).endswith(_CHARTS)]


def said_to_be_xml(types: etree._Element, parts: Parts) -> set[str]:
    """The parts that are XML by what is said of them, whatever their names."""
    xml = [element for element in types if _XML.fullmatch(element.get("ContentType", ""))]
    named = {parts.spelt(element.get("PartName", "").lstrip("/")) for element in xml}
    endings = {element.get("Extension", "").lower() for element in xml} - {""}
    return {part for part in parts if part in named or part.rpartition(".")[2].lower() in endings}


def said_of(types: etree._Element, part: str) -> Iterator[etree._Element]:
    """The elements that say what this very part is."""
    wanted = same_name(part)
    return (e for e in types.findall(OVERRIDE) if same_name(e.get("PartName", "").lstrip("/")) == wanted)
