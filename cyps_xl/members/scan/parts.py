"""The parts of a workbook: those that its pages need, and all others, each by what it can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_xl.members.scan.exposure import Exposure, exposure, texts_in
from cyps_xl.members.scan.extensions import in_extensions
from cyps_xl.members.scan.words import Known
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.relations import reachable, relations

_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml|xl/(workbook|styles|sharedStrings|calcChain)\.xml|"
    r"xl/theme/theme\d*\.xml|xl/worksheets/sheet\d+\.xml|xl/drawings/drawing\d+\.xml|"
    r"xl/charts/(chart|style|colors)\d+\.xml|"
    r"xl/tables/table\d+\.xml|xl/media/image\d+\.(png|jpe?g|gif)|(xl/)?(\w+/)?_rels/[\w.]+\.rels"
)
"""The parts that an edition is made of; every other is told."""
_KINDS = (
    (re.compile(r"vba|macrosheets|customUI|activeX|dialogsheets", re.IGNORECASE), "macro"),
    (re.compile(r"comment|person", re.IGNORECASE), "comment"),
    (re.compile(r"externalLink|connections|queryTable", re.IGNORECASE), "link out"),
)
_EXCELS_NAMES = re.compile(r"Table\d+|TableStyle(Light|Medium|Dark)\d+")
_REMARK = re.compile(rb"<!--|<\?(?!xml )")


def parts_beside_the_pages(package: Package) -> Iterator[Exposure]:
    """Parts that no page needs, parts that nothing leads to, remarks between the lines, and ways out."""
    led_to = reachable(package.parts)
    for part, data in package.parts.items():
        if not _NEEDED.fullmatch(part):
            kind = next((kind for pattern, kind in _KINDS if pattern.search(part)), "foreign part")
            yield exposure(kind, part, _start(data))
        elif part not in led_to and not part.endswith(".rels") and part != "[Content_Types].xml":
            yield exposure("loose part", part, _start(data))
        if part.endswith((".xml", ".rels")):
            for remark in _remarks(data):
                yield exposure("xml", part, remark.decode("utf-8", errors="replace"))
    yield from _ways_out(package)


def _remarks(data: bytes) -> Iterator[bytes]:
    """Comments and instructions to programs; what is never closed runs to the end, so that none is looked for twice."""
    at = 0
    while (found := _REMARK.search(data, at)) is not None:
        close = b"-->" if found[0] == b"<!--" else b"?>"
        end = data.find(close, found.end())
        at = len(data) if end < 0 else end + len(close)
        yield data[found.end() : at].removesuffix(close)


def needed_xml(package: Package) -> Iterator[tuple[str, bytes]]:
    """The XML parts that make an edition and that something leads to; the others are findings as they are."""
    led_to = reachable(package.parts) | {"[Content_Types].xml"}
    for part, data in package.parts.items():
        if _NEEDED.fullmatch(part) and part in led_to and part.endswith((".xml", ".rels")):
            yield part, data


def _ways_out(package: Package) -> Iterator[Exposure]:
    owners = [part for part in package.parts if not part.endswith(".rels")]
    for part in ("", *owners):
        for relation in relations(package.parts, part):
            if relation.external:
                yield exposure("link out", part or "the package", relation.target)
            elif relation.target not in package.parts:
                yield exposure("loose part", f"{part or 'the package'}, a relation to nothing", relation.target)
            if not re.fullmatch(r"rId\d+", relation.id):
                yield exposure("xml", f"{part or 'the package'}, the name of a relation", relation.id)
    for element in parse_part(package.parts["[Content_Types].xml"], "[Content_Types].xml"):
        named = element.get("PartName", "").lstrip("/")
        if named and named not in package.parts:
            yield exposure("loose part", "[Content_Types].xml, a part that is not there", named)


def in_tables(package: Package, known: Known) -> Iterator[Exposure]:
    """Words in tables that no page shows."""
    for part, data in package.parts.items():
        if part.startswith("xl/tables/") and part.endswith(".xml"):
            yield from _names_in(part, data, known)


def _names_in(part: str, data: bytes, known: Known) -> Iterator[Exposure]:
    root = parse_part(data, part)
    names = ("name", "displayName", "comment", "totalsRowLabel", "altText", "altTextSummary")
    texts = [element.get(name, "") for element in root.iter() for name in names]
    texts += [text for text in texts_in(root) if text.strip()]
    for text in texts:
        if not _EXCELS_NAMES.fullmatch(text):
            yield from known.exposures(part, text)
    yield from in_extensions(root, "sheet feature", part, known)


def _start(data: bytes) -> str:
    printable = bytes(byte if 32 <= byte < 127 else 32 for byte in data[:200])
    return printable.decode("ascii")
