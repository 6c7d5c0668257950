"""Looking into a finished file for what its pages do not show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from cyps_xl.members.scan.book import of_the_workbook
from cyps_xl.members.scan.container import around_the_parts
from cyps_xl.members.scan.drawings import in_drawings
from cyps_xl.members.scan.exposure import KINDS, Exposure, Kind
from cyps_xl.members.scan.formats import Formats
from cyps_xl.members.scan.pages import Page, pages_of
from cyps_xl.members.scan.parts import parts_beside_the_pages, tables_and_theme
from cyps_xl.members.scan.pdf_file import in_pdf, is_pdf
from cyps_xl.members.scan.pictures import in_pictures
from cyps_xl.members.scan.sheets import beside_the_cells
from cyps_xl.members.scan.words import Known
from cyps_xl.xlsx.open_safely import read_bytes
from cyps_xl.xlsx.package import Package, parse_part
from cyps_xl.xlsx.relations import relations
from cyps_xl.xlsx.workbook_part import WORKBOOK, sheets_of

__all__ = ["KINDS", "Exposure", "Kind", "scan_bytes", "scan_file"]


def scan_file(path: Path) -> tuple[Exposure, ...]:
    """What a workbook or PDF holds that its pages do not show. Raises UnusableFile for any other file."""
    return scan_bytes(read_bytes(path), path.name)


def scan_bytes(data: bytes, name: str) -> tuple[Exposure, ...]:
    """As `scan_file`, of the exact bytes that will be sent; each finding once, in the order of the file."""
    found = in_pdf(data) if is_pdf(data) else _in_workbook(data, name)
    return tuple(dict.fromkeys(found))


def _in_workbook(data: bytes, name: str) -> Iterator[Exposure]:
    package = Package.from_bytes(data, name)
    yield from around_the_parts(data)
    yield from parts_beside_the_pages(package)
    formats = Formats(_related(package, "styles"))
    pages = _pages(package, formats)
    for page in pages:
        yield from page.exposures
    known = Known(_visible_texts(pages))
    for page in pages:
        yield from beside_the_cells(page, known)
    yield from of_the_workbook(package, pages, known)
    yield from formats.exposures(known)
    yield from tables_and_theme(package, known)
    yield from in_drawings(package, pages, known)
    yield from in_pictures(package)


def _pages(package: Package, formats: Formats) -> list[Page]:
    roots = [(sheet, parse_part(package.parts[sheet.part], sheet.part)) for sheet in sheets_of(package)]
    workbook = parse_part(package.parts[WORKBOOK], WORKBOOK)
    return pages_of(roots, workbook, _related(package, "sharedStrings"), formats)


def _related(package: Package, kind: str) -> etree._Element | None:
    part = next((r.target for r in relations(package.parts, WORKBOOK) if r.kind == kind), "")
    return parse_part(package.parts[part], part) if part in package.parts else None


def _visible_texts(pages: list[Page]) -> Iterator[str]:
    """What a reader sees: the tabs and the cells."""
    for page in pages:
        if page.visible:
            yield page.sheet.name
            for content in page.visible.values():
                yield content.value
