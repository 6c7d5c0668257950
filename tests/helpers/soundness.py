"""What is wrong with an .xlsx file, found by reading its XML: what Excel would repair, and LibreOffice lets pass."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from helpers import soundness_sheets, soundness_styles, soundness_tables, soundness_workbook
from helpers.soundness_terms import OFFICE, PACKAGE, Book, Related, local_name, owner_of

_TYPES = "[Content_Types].xml"
_ENDINGS = (".xml", ".rels", ".vml")
_TYPE_OF = {
    "worksheet": "spreadsheetml.worksheet+xml",
    "styles": "spreadsheetml.styles+xml",
    "sharedStrings": "spreadsheetml.sharedStrings+xml",
    "table": "spreadsheetml.table+xml",
    "drawing": "drawing+xml",
    "chart": "drawingml.chart+xml",
    "comments": "comments+xml",
    "calcChain": "spreadsheetml.calcChain+xml",
}


def faults(data: bytes) -> list[str]:
    """Everything found wrong with a workbook, one line each; an empty list for a sound one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name}: stands twice in the zip" for name, times in Counter(map(str.lower, names)).items() if times > 1]
    roots, broken = _parse(parts)
    if broken:
        return found + broken
    book = Book(parts, roots, _relations(roots))
    found += [fault for check in (_content_types, _relation_faults, _used_ids, _orphans) for fault in check(book)]
    checks = (soundness_workbook.check, soundness_styles.check, soundness_tables.check, soundness_sheets.check)
    return found + [fault for check in checks for fault in check(book)]


def _parse(parts: Mapping[str, bytes]) -> tuple[dict[str, etree._Element], list[str]]:
    roots, broken = {}, []
    for part, data in parts.items():
        if part.endswith(_ENDINGS):
            try:
                roots[part] = etree.fromstring(data)
            except etree.XMLSyntaxError as error:
                broken.append(f"{part}: is no XML ({error.msg})")
    return roots, broken


def _relations(roots: Mapping[str, etree._Element]) -> dict[str, Sequence[Related]]:
    found: dict[str, Sequence[Related]] = {}
    for part, root in roots.items():
        if part.endswith(".rels"):
            owner = owner_of(part)
            found[owner] = [_related(owner, element) for element in root.iterfind(f"{PACKAGE}Relationship")]
    return found


def _related(owner: str, element: etree._Element) -> Related:
    target = element.get("Target", "")
    part = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")
    outside = element.get("TargetMode") == "External"
    kind = element.get("Type", "").rpartition("/")[2]
    return Related(element.get("Id", ""), kind, "" if outside else part)


def _content_types(book: Book) -> Iterator[str]:
    said = [e.get("PartName", "").lstrip("/") for e in book.roots[_TYPES] if local_name(e) == "Override"]
    endings = {e.get("Extension", "").lower() for e in book.roots[_TYPES] if local_name(e) == "Default"}
    yield from (f"{part}: its kind is said twice" for part, times in Counter(said).items() if times > 1)
    yield from (f"{part}: its kind is said, and it is not there" for part in said if part not in book.parts)
    for part in book.parts:
        if part != _TYPES and part not in said and part.rpartition(".")[2].lower() not in endings:
            yield f"{part}: nothing says what kind of part it is"
    kinds = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in book.roots[_TYPES]}
    for relations in book.related.values():
        for relation in relations:
            wanted = _TYPE_OF.get(relation.kind)
            if wanted and relation.part in book.parts and not kinds.get(relation.part, "").endswith(wanted):
                yield f"{relation.part}: is said to be {kinds.get(relation.part, 'nothing')!r}, not a {relation.kind}"


def _relation_faults(book: Book) -> Iterator[str]:
    for owner, relations in book.related.items():
        if owner and owner not in book.parts:
            yield f"{owner}: has relations, and is not there"
        for relation_id, times in Counter(relation.id for relation in relations).items():
            if times > 1:
                yield f"{owner}: has {times} relations {relation_id}"
        for relation in relations:
            if relation.part and relation.part not in book.parts:
                yield f"{owner}: relation {relation.id} leads to {relation.part}, which is not there"


def _used_ids(book: Book) -> Iterator[str]:
    for part, root in book.roots.items():
        known = {relation.id for relation in book.related.get(part, ())}
        for element in root.iter(etree.Element):
            for name, value in element.attrib.items():
                if str(name).startswith(OFFICE) and value and value not in known:
                    yield f"{part}: {local_name(element)} asks for relation {value!s}, which is not there"


def _orphans(book: Book) -> Iterator[str]:
    reached, waiting = {""}, [""]
    while waiting:
        for relation in book.related.get(waiting.pop(), ()):
            if relation.part and relation.part not in reached:
                reached.add(relation.part)
                waiting.append(relation.part)
    for part in book.parts:
        if part != _TYPES and not part.endswith(".rels") and part not in reached:
            yield f"{part}: nothing leads to it"
