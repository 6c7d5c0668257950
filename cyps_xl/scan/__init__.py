"""Looking into a finished file for what its pages do not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from cyps_xl.definition.labels import words_of_report
from cyps_xl.errors import UnusableFile
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import SHIPPED
from cyps_xl.scan.book import names_of, of_the_workbook
from cyps_xl.scan.cells_in_use import CellsInUse
from cyps_xl.scan.chart_texts import read_texts
from cyps_xl.scan.container import around_the_parts
from cyps_xl.scan.drawings import in_drawings
from cyps_xl.scan.exposure import KINDS, Exposure, Kind
from cyps_xl.scan.formats import Formats
from cyps_xl.scan.formula_words import FormulaWords
from cyps_xl.scan.letter import in_letter
from cyps_xl.scan.links import ways_out
from cyps_xl.scan.markup import in_markup
from cyps_xl.scan.naming import in_names
from cyps_xl.scan.pages import Page, pages_of
from cyps_xl.scan.parts import in_printer_settings, in_tables, names_of_tables, parts_beside_the_pages
from cyps_xl.scan.pdf_file import in_pdf, is_pdf
from cyps_xl.scan.pictures import in_pictures
from cyps_xl.scan.published import descriptions_beside
from cyps_xl.scan.sheets import beside_the_cells
from cyps_xl.scan.stale import stale_values
from cyps_xl.scan.unseen_drawings import unseen_drawings
from cyps_xl.scan.values import in_the_order_of_work, in_values, two_values
from cyps_xl.scan.web_against import section_names
from cyps_xl.scan.web_page import in_web_page, is_web_page
from cyps_xl.scan.words import Known
from cyps_xl.scan.workbook_shown import shown_in
from cyps_xl.xlsx.input_tables.workbook_catalogue import workbook_definition
from cyps_xl.xlsx.opening.file_kinds import GO_BACK
from cyps_xl.xlsx.opening.open_safely import read_bytes
from cyps_xl.xlsx.opening.relations import relations
from cyps_xl.xlsx.opening.zip_entries import TOO_LARGE
from cyps_xl.xlsx.parts.package import Package, parse_part

__all__ = [
    "KINDS",
    "Exposure",
    "Kind",
    "languages_of_workbook",
    "scan_bytes",
    "scan_file",
    "scan_letter",
    "words_of_workbook",
]

MAX_CELLS = 80_000
"""Cells that are looked through, some five seconds; an edition has 3,000."""
_WORKBOOKS = (".xlsx", ".xlsm")


def scan_file(path: Path, known: Iterable[str] = (), languages: Sequence[Language] = SHIPPED) -> tuple[Exposure, ...]:
    """What a workbook, PDF or web page holds that its pages do not show. Raises UnusableFile for any other file.

    `known` are texts whose words may stand anywhere, as those of the report it was made from. An edition that lies
    unchanged where it was published brings the descriptions of its charts along.
    """
    data = read_bytes(path)
    return scan_bytes(data, path.name, (*known, *descriptions_beside(path, data)), _workbook_beside(path), languages)


def _workbook_beside(path: Path) -> bytes | None:
    """The edition's workbook, where a web page lies beside one of its name."""
    workbook = path.with_suffix(".xlsx")
    return read_bytes(workbook) if is_web_page(path.name) and workbook.is_file() else None


def words_of_workbook(path: Path) -> tuple[str, ...]:
    """The texts of the report that a workbook declares. Raises UnusableFile and Blocked where it cannot be read."""
    return words_of_report(workbook_definition(Package.read(path)))


def languages_of_workbook(path: Path) -> Sequence[Language]:
    """The languages that editions of a workbook may be in. Raises as `words_of_workbook` does."""
    return workbook_definition(Package.read(path)).languages_known


def scan_bytes(
    data: bytes,
    name: str,
    known: Iterable[str] = (),
    workbook: bytes | None = None,
    languages: Sequence[Language] = SHIPPED,
) -> tuple[Exposure, ...]:
    """As `scan_file`, of the exact bytes that will be sent; each finding once, in the order of the file.

    `known` are texts whose words may stand anywhere, as a council's own labels. A web page is held against the
    `workbook` of its edition; `languages` are those that it may be in.
    """
    as_pdf = is_pdf(data) and not name.lower().endswith(_WORKBOOKS)  # a PDF renamed is told as what it is
    if is_web_page(name):
        found = in_web_page(data, name, known, workbook, languages)
    else:
        found = in_pdf(data, name, known) if as_pdf else _in_workbook(data, name, known)
    try:
        return tuple(dict.fromkeys(found))
    except ValueError:
        raise UnusableFile(f"{name} is damaged: a number or place in it is none.", GO_BACK) from None


def scan_letter(
    page: bytes,
    text: str,
    covering: Iterable[str],
    headings: Iterable[str],
    workbook: bytes,
    section: str,
    languages: Sequence[Language] = SHIPPED,
) -> tuple[Exposure, ...]:
    """What a letter says that neither its own words, `covering`, nor one sheet of its edition's workbook do.

    `page` is the letter as HTML, `text` as plain text. `headings` are those of the sheet's tables. `section` is
    the name that the sheet has on the edition's page; `languages` are those that a letter may be in.
    """
    sheets = shown_in(workbook, languages).sheets
    shown = dict(zip(section_names(sheets), sheets, strict=True))
    texts = shown[section].texts if section in shown else ()
    return tuple(dict.fromkeys(in_letter(page, text, tuple(covering), texts, tuple(headings), languages)))


def _in_workbook(data: bytes, name: str, texts: Iterable[str]) -> Iterator[Exposure]:
    package = Package.from_bytes(data, name, in_a_grid=False)  # a far cell is a finding
    yield from around_the_parts(data)
    yield from parts_beside_the_pages(package)
    formats = Formats(_related(package, "styles"), _related(package, "theme"))
    pages = pages_of(package, _related(package, "sharedStrings"), formats)
    if sum(len(page.cells) for page in pages) > MAX_CELLS:
        raise UnusableFile(f"{name} stores more than {MAX_CELLS:,} cells, too many to look through.", TOO_LARGE)
    for page in pages:
        yield from page.exposures
    known = Known((*_visible_texts(package, pages), *texts))
    cells = CellsInUse({page.sheet.name: page.reach for page in pages})
    formulas = FormulaWords(cells, known, (*names_of(package), *names_of_tables(package)))
    yield from ways_out(package, pages, known)
    for page in pages:
        yield from beside_the_cells(page, formats, known, formulas)
        yield from two_values(page)
    yield from of_the_workbook(package, pages, known, formulas)
    yield from formats.exposures(formulas)
    yield from in_tables(package, known, formulas)
    yield from in_drawings(package, pages, known, formulas)
    yield from unseen_drawings(package, pages)
    yield from in_pictures(package)
    yield from in_printer_settings(package)
    yield from in_markup(package, formulas)
    yield from in_names(package)
    yield from in_values(package, pages, formulas)
    yield from in_the_order_of_work(package, pages, known)
    yield from stale_values(package, pages)


def _related(package: Package, kind: str) -> etree._Element | None:
    part = next((r.target for r in relations(package.parts, package.workbook) if r.kind == kind), "")
    return parse_part(package.parts[part], part) if part in package.parts else None


def _visible_texts(package: Package, pages: list[Page]) -> Iterator[str]:
    """What a reader sees: the tabs, the cells and the words in charts."""
    yield from read_texts(package)
    for page in pages:
        if not page.hidden:
            yield page.sheet.name
            for content in page.visible.values():
                yield content.value
