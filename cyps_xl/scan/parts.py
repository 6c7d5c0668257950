"""The parts of a workbook: those that its pages need, and all others, each by what it can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_xl.scan.exposure import Exposure, exposure, texts_in
from cyps_xl.scan.extensions import in_extensions
from cyps_xl.scan.formula_words import FormulaWords
from cyps_xl.scan.words import Known
from cyps_xl.xlsx.opening.relations import reachable
from cyps_xl.xlsx.parts.package import Package, parse_part

_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml|xl/(workbook|styles|sharedStrings|calcChain)\.xml|"
    r"xl/theme/theme\d*\.xml|xl/worksheets/sheet\d+\.xml|xl/drawings/drawing\d+\.xml|"
    r"xl/charts/(chart|style|colors)\d+\.xml|"
    r"xl/tables/table\d+\.xml|xl/media/image\d+\.(png|jpe?g|gif)|xl/printerSettings/printerSettings\d+\.bin|"
    r"(xl/)?(\w+/)?_rels/[\w.]+\.rels"
)
"""The parts that an edition is made of; every other is told."""
_KINDS = (
    (re.compile(r"vba|macrosheets|customUI|activeX|dialogsheets", re.IGNORECASE), "macro"),
    (re.compile(r"comment|person", re.IGNORECASE), "comment"),
    (re.compile(r"externalLink|connections|queryTable", re.IGNORECASE), "link out"),
)
_NAMES_IN_TABLES = ("name", "displayName", "comment", "totalsRowLabel", "altText", "altTextSummary")
_EXCELS_NAMES = re.compile(r"Table\d+|TableStyle(Light|Medium|Dark)\d+")
_WIDE_WORDS = re.compile(rb"(?:[ -~]\0){4,}")
_PLAIN_WORDS = re.compile(rb"[ -~]{5,}")
_OF_EVERY_PRINTER = re.compile(
    r"Microsoft (Print to PDF|XPS Document Writer)( \(redirected.*)?|winspool|SMTJ|{[0-9A-F-]{36}}|InputSlot|"
    r"FORMSOURCE|"
    r"RESDLL|UniresDLL|Interleaving|ImageType|JPEGMed|Orientation|PORTRAIT|LANDSCAPE(_CC90)?|Collate|Resolution|"
    r"UseReso?lution|Option\d|\d{2,4}dpi|PaperSize|LETTER|A[345]|ColorMode|\d{0,2}bpp|Color24bpp|Mono(chrome)?|"
    r"MediaType|PLAIN|Normal|OutputBin|Staple|Duplex|NONE|DDIT|TTFontDownload|Halftone|HT_PATSIZE_AUTO|\s*"
)
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


def in_printer_settings(package: Package) -> Iterator[Exposure]:
    """The names of printers and of their folders; what every printer of Windows' own says is left in peace."""
    for part, data in package.parts.items():
        if part.startswith("xl/printerSettings/"):
            words = [found.decode("utf-16-le") for found in _WIDE_WORDS.findall(data)]
            words += [found.decode("ascii") for found in _PLAIN_WORDS.findall(data)]
            told = " ".join(word for word in words if not _OF_EVERY_PRINTER.fullmatch(word.strip()))
            if told:
                yield exposure("foreign part", part, told)


def in_tables(package: Package, known: Known, formulas: FormulaWords) -> Iterator[Exposure]:
    """Words in tables that no page shows."""
    for part, data in package.parts.items():
        if part.startswith("xl/tables/") and part.endswith(".xml"):
            root = parse_part(data, part)
            texts = [element.get(name, "") for element in root.iter() for name in _NAMES_IN_TABLES]
            for text in texts:
                if not _EXCELS_NAMES.fullmatch(text):
                    yield from known.exposures(part, text)
            for formula in filter(None, texts_in(root)):
                yield from formulas.exposures(part, formula, None)
            yield from in_extensions(root, "sheet feature", part, formulas)


def names_of_tables(package: Package) -> Iterator[str]:
    """What formulas call the tables."""
    for part, data in package.parts.items():
        if part.startswith("xl/tables/") and part.endswith(".xml"):
            yield parse_part(data, part).get("displayName", "")


def _start(data: bytes) -> str:
    printable = bytes(byte if 32 <= byte < 127 else 32 for byte in data[:200])
    return printable.decode("ascii")
