"""Text and names that stand in a part's markup where no program looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.members.scan.exposure import Exposure, exposure
from cyps_xl.members.scan.extensions import in_extensions
from cyps_xl.members.scan.parts import needed_xml
from cyps_xl.members.scan.words import Known
from cyps_xl.xlsx.namespaces import OFFICE_RELATION, XML
from cyps_xl.xlsx.package import Package, parse_part

_WITH_TEXT = """t v f is formula formula1 formula2 definedName oddHeader oddFooter evenHeader evenFooter firstHeader
firstFooter calculatedColumnFormula totalsRowFormula formatCode row rowOff col colOff sqref"""
_WORKBOOK_TEXT = frozenset(_WITH_TEXT.split())
_NAMESPACE = re.compile(rb"""\bxmlns(?::[\w.-]{1,60})?\s{0,9}=\s{0,9}["']([^"'<]*)""")
_KNOWN_ADDRESSES = re.compile(
    rb"http://(schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.org/dc|purl\.oclc\.org|www\.w3\.org)/[\w./-]*"
)
_NUMBER_OF_A_THING = re.compile(r"\{[0-9A-Fa-f-]{36}\}|[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_FORMAL_ATTRIBUTES = frozenset((f"{{{OFFICE_RELATION}}}", f"{{{XML}}}"))
_WORDY = ("macro", "textlink", "tooltip")
_NAMED_IN_THEMES = ("clrScheme", "fontScheme", "fmtScheme", "custClr")


def in_markup(package: Package, known: Known) -> Iterator[Exposure]:
    """Loose text between elements, words in the addresses of namespaces, and attributes of strangers."""
    for part, data in needed_xml(package):
        root = parse_part(data, part)
        yield from _loose_text(part, root, known)
        yield from _addresses(part, data)
        yield from _attributes(part, root, known)
        if part.startswith("xl/theme/"):
            yield from _theme(part, root, known)


def _loose_text(part: str, root: etree._Element, known: Known) -> Iterator[Exposure]:
    told = part.startswith("docProps/")  # there each element's text is looked at by itself
    for element in root.iter():
        tail = (element.tail or "").strip()
        if tail:
            yield exposure("xml", f"{part}, between the lines", tail)
        text = (element.text or "").strip()
        if not text or told or not isinstance(element.tag, str) or _NUMBER_OF_A_THING.fullmatch(text):
            continue
        if etree.QName(element).localname not in _WORKBOOK_TEXT:
            yield from known.exposures(f"{part}, in a place that holds no text", text)


def _addresses(part: str, data: bytes) -> Iterator[Exposure]:
    for address in sorted(set(_NAMESPACE.findall(data))):
        if not _KNOWN_ADDRESSES.fullmatch(address):
            yield exposure("xml", f"{part}, the address of a namespace", address.decode("utf-8", errors="replace"))


def _attributes(part: str, root: etree._Element, known: Known) -> Iterator[Exposure]:
    is_drawn = part.startswith(("xl/drawings/", "xl/charts/"))
    for element in root.iter():
        for name, value in element.attrib.items() if isinstance(element.tag, str) else ():
            space, _, local = str(name).rpartition("}")
            place = f"{part}, {local}"
            if space and f"{space}}}" not in _FORMAL_ATTRIBUTES and not _is_formal(local, str(value)):
                yield from known.exposures(place, str(value))
            elif is_drawn and local == "typeface" and not str(value).startswith("+"):
                yield from known.font(place, str(value))
            elif is_drawn and local in _WORDY:
                yield from known.exposures(place, str(value))


def _is_formal(name: str, value: str) -> bool:
    return name in ("Ignorable", "type", "dyDescent", "Requires") or _NUMBER_OF_A_THING.fullmatch(value) is not None


def _theme(part: str, root: etree._Element, known: Known) -> Iterator[Exposure]:
    for element in (root, *(e for name in _NAMED_IN_THEMES for e in root.iter(f"{{*}}{name}"))):
        name = re.sub(r"\bOffice\b( Theme)?( \d+( - \d+)?)?", "", element.get("name", ""))
        yield from known.exposures(part, name)
    yield from in_extensions(root, "workbook feature", part, known)
