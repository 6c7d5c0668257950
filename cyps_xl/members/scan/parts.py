"""The parts of a workbook: those that its pages need, and all others, each by what it can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_xl.members.scan.exposure import Exposure, exposure, texts_in
from cyps_xl.members.scan.words import Known
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.relations import reachable, relations

_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml|xl/(workbook|styles|sharedStrings|calcChain)\.xml|"
    r"xl/theme/theme\d*\.xml|xl/worksheets/sheet\d+\.xml|xl/drawings/drawing\d+\.xml|xl/charts/chart\d+\.xml|"
    r"xl/tables/table\d+\.xml|xl/media/image\d+\.(png|jpe?g|gif)|(xl/)?(\w+/)?_rels/[\w.]+\.rels"
)
"""The parts that an edition is made of; every other is told."""
_KINDS = (
    (re.compile(r"vba|macrosheets|customUI|activeX|dialogsheets", re.IGNORECASE), "macro"),
    (re.compile(r"comment|person", re.IGNORECASE), "comment"),
    (re.compile(r"externalLink|connections|queryTable", re.IGNORECASE), "link out"),
)
_REMARK = re.compile(rb"<!--(.*?)-->|<\?(?!xml )(.*?)\?>", re.DOTALL)


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
            for remark, instruction in _REMARK.findall(data):
                yield exposure("xml", part, (remark or instruction).decode("utf-8", errors="replace"))
    yield from _ways_out(package)


def _ways_out(package: Package) -> Iterator[Exposure]:
    owners = [part for part in package.parts if not part.endswith(".rels")]
    for part in ("", *owners):
        for relation in relations(package.parts, part):
            if relation.external:
                yield exposure("link out", part or "the package", relation.target)


def tables_and_theme(package: Package, known: Known) -> Iterator[Exposure]:
    """Words in tables and themes that no page shows."""
    for part, data in package.parts.items():
        if part.startswith(("xl/tables/", "xl/theme/")) and part.endswith(".xml"):
            yield from _names_in(part, data, known)


def _names_in(part: str, data: bytes, known: Known) -> Iterator[Exposure]:
    root = parse_part(data, part)
    names = ("name", "displayName", "comment", "totalsRowLabel", "altText", "altTextSummary")
    if part.startswith("xl/theme/"):
        texts = [root.get("name", "")]  # the theme's own fonts and colours bear Microsoft's names
    else:
        texts = [element.get(name, "") for element in root.iter() for name in names]
        texts += [text for text in texts_in(root) if text.strip()]
    for text in texts:
        unknown = known.unknown("" if text in ("Office Theme", "Office") else text)
        if unknown:
            yield exposure("unseen words", part, unknown)


def _start(data: bytes) -> str:
    printable = bytes(byte if 32 <= byte < 127 else 32 for byte in data[:200])
    return printable.decode("ascii")
