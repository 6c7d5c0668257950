"""The names that tie a package together: of namespaces, of relations and their types, of the types of parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.formal_values import PREFIXES
from cyps_xl.scan.parts import needed_xml
from cyps_xl.xlsx.opening.content_types import TYPES_PART
from cyps_xl.xlsx.opening.relations import owner_of, relations
from cyps_xl.xlsx.parts.package import Package, parse_part

_NAMESPACE = re.compile(rb"""\bxmlns(?::([\w.-]{1,60}))?\s{0,9}=\s{0,9}["']([^"'<]*)""")
_MAKERS = re.compile(
    r"http://(?:schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.org/dc|purl\.oclc\.org|www\.w3\.org)/(.*)"
)
_OTHERS = re.compile(
    r"urn:schemas-microsoft-com:(vml|office:(office|excel|word|powerpoint))|http://openoffice\.org/2009/office|"
    r"urn:org:documentfoundation:names:experimental:(calc|office):xmlns:(calcext|loext):1\.0"
)
_STEP = re.compile(r"\d{1,4}|1\.1|revision\d{0,2}|richdata\d?")
_STEPS_TEXT = """
ac acx calcfeatures characteristics chart chartDrawing chartStyle chartex compatibility content-types
core-properties custom-properties dcmitype decorative diagram docPropsVTypes drawing drawingml dynamicarray elements
excel excelDrawing extended-properties hashtag hyperlinkcolor lockedCanvas mac main markup-compatibility math
metadata namespace office officeDocument package picture powerpoint relationships sketchyshapes slicer
spreadsheetDrawing spreadsheetml svg terms thememl threadedcomments timeslicer word wordml webextensions x14 x15 XML
XMLSchema XMLSchema-instance worksheetdrawing sheet
"""
_STEPS = frozenset(_STEPS_TEXT.split())
_KINDS_OF_RELATIONS_TEXT = """
officeDocument core-properties extended-properties worksheet styles theme sharedStrings calcChain drawing chart
image table hyperlink chartStyle chartColorStyle printerSettings chartsheet
"""
_KINDS_OF_RELATIONS = frozenset(_KINDS_OF_RELATIONS_TEXT.split())
_WORDS_OF_TYPES_TEXT = """
application xml vnd openxmlformats officedocument package ms office excel spreadsheetml drawingml extended
properties core relationships sheet main worksheet chartsheet styles theme sharedStrings calcChain drawing chart
chartstyle chartcolorstyle table printerSettings image png jpeg jpg gif chartshapes vmlDrawing bin
"""
_WORDS_OF_TYPES = frozenset(_WORDS_OF_TYPES_TEXT.split())
_ENDINGS_TEXT = """
rels xml png jpeg jpg gif bin vml
"""
_ENDINGS = frozenset(_ENDINGS_TEXT.split())
_PARTS_OF_A_TYPE = re.compile(r"[./+-]")


def in_names(package: Package) -> Iterator[Exposure]:
    """Namespaces, types and names of relations that nothing of a report has."""
    needed = dict(needed_xml(package))
    for part, data in needed.items():
        yield from _namespaces(part, data)
        if part.endswith(".rels"):
            yield from _relations(package, part, needed)
    yield from _types(package, needed)


def _namespaces(part: str, data: bytes) -> Iterator[Exposure]:
    for prefix, raw in sorted(set(_NAMESPACE.findall(data))):
        address, name = raw.decode("utf-8", errors="replace"), prefix.decode("utf-8", errors="replace")
        if not (is_namespace(address) or _OTHERS.fullmatch(address)):
            yield exposure("xml", f"{part}, the address of a namespace", address)
        if name and name not in PREFIXES:
            yield exposure("xml", f"{part}, the name of a namespace", name)


def is_namespace(address: str) -> bool:
    """Whether this is the address of a namespace that parts of a report have."""
    found = _MAKERS.fullmatch(address)
    return found is not None and all(s in _STEPS or _STEP.fullmatch(s) for s in found[1].split("/") if s)


def _relations(package: Package, part: str, needed: Collection[str]) -> Iterator[Exposure]:
    owner = owner_of(part)
    place = owner or "the package"
    for relation in relations(package.parts, owner):
        expected = relation.kind in _KINDS_OF_RELATIONS and is_namespace(relation.type.rpartition("/")[0])
        if not expected and (relation.target in needed or relation.target not in package.parts):
            yield exposure("xml", f"{place}, the type of a relation", relation.type)
        if not re.fullmatch(r"[rR]?Id\d{1,4}", relation.id):
            yield exposure("xml", f"{place}, the name of a relation", relation.id)
    for element in parse_part(package.parts[part], part):
        if element.get("TargetMode", "External") not in ("External", "Internal"):
            yield exposure("xml", f"{place}, a relation's TargetMode", element.get("TargetMode", ""))
        for name in {str(name) for name in element.attrib} - {"Id", "Type", "Target", "TargetMode"}:
            yield exposure("xml", f"{place}, a relation's {name}", element.get(name, ""))


def _types(package: Package, needed: Collection[str]) -> Iterator[Exposure]:
    for element in parse_part(package.parts[TYPES_PART], TYPES_PART):
        kind, ending = element.get("ContentType", ""), element.get("Extension", "")
        named = element.get("PartName", "").lstrip("/")
        if named and named not in package.parts:
            yield exposure("loose part", f"{TYPES_PART}, a part that is not there", named)
        if ending and ending.lower() not in _ENDINGS and not any(part.endswith(f".{ending}") for part in package.parts):
            yield exposure("xml", f"{TYPES_PART}, the ending of a name", ending)
        if (not named or named in needed) and not set(_PARTS_OF_A_TYPE.split(kind)) <= _WORDS_OF_TYPES:
            yield exposure("xml", f"{TYPES_PART}, a type", kind)
