"""What an edition's bytes say of the whole workbook: the facts behind the accessibility checklist."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import openpyxl

from cyps_xl.edition.sheet_facts import SheetFacts, ground, ink
from cyps_xl.scan.contrast import contrast_of


@dataclass(frozen=True)
class BookFacts:
    """A workbook's facts. `contrasts` are pairs of ink and ground with their ratio."""

    title: str
    language: str
    first_is_active: bool
    has_macros: bool
    sheets: tuple[SheetFacts, ...]

    @property
    def font_sizes(self) -> list[float]:
        """The sizes of letters in use, in points, the smallest first."""
        return sorted({float(cell.font.sz or 11) for sheet in self.sheets for cell in sheet.cells})

    @property
    def contrasts(self) -> list[tuple[str, str, float]]:
        """Every ink with the ground it stands on, and their contrast."""
        pairs = {(ink(cell), ground(cell)) for sheet in self.sheets for cell in sheet.cells}
        return [(*pair, contrast_of(*pair)) for pair in sorted(pairs)]


def facts_of(workbook: bytes) -> BookFacts:
    """Read a workbook's facts from its bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of what it does not read; nothing is saved from it
        book = openpyxl.load_workbook(io.BytesIO(workbook))
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        names = package.namelist()
        silent = dict(_charts_without_words(package))
    sheets = tuple(SheetFacts(sheet, silent.get(at, 0)) for at, sheet in enumerate(book.worksheets, start=1))
    return BookFacts(
        title=book.properties.title or "",
        language=book.properties.language or "",
        first_is_active=book.active is book.worksheets[0],
        has_macros=any("vbaProject" in name for name in names),
        sheets=sheets,
    )


def _charts_without_words(package: zipfile.ZipFile) -> Iterator[tuple[int, int]]:
    """How many charts and pictures of each sheet, by its number, have no alternative text."""
    for name in package.namelist():
        sheet = re.fullmatch(r"xl/worksheets/_rels/sheet(\d+)\.xml\.rels", name)
        drawing = re.search(rb'Target="\.\./(drawings/drawing\d+\.xml)"', package.read(name)) if sheet else None
        if sheet and drawing:
            shapes = re.findall(rb"<xdr:cNvPr [^>]*>", package.read(f"xl/{drawing[1].decode()}"))
            yield int(sheet[1]), sum(not re.search(rb'descr="[^"]{20,}', shape) for shape in shapes)
