"""The pages of a PDF as a reader meets them: texts with their sizes, and rules that each page must keep."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from cyps_xl.edition.drop_empty_rows import without_free_rows
from cyps_xl.edition.for_readers import page_count, with_page_numbers, without_plumbing
from cyps_xl.edition.markup import marked_up
from cyps_xl.edition.pdf import printed
from cyps_xl.edition.workbook_file import About, edition_file
from cyps_xl.inputs.records import Inputs
from cyps_xl.printed.leaving import edition_plan
from cyps_xl.scan.pdf_objects import PdfReader
from cyps_xl.scan.pdf_page import Drawn
from cyps_xl.scan.pdf_pages import OVER_THE_EDGE, Pages
from cyps_xl.scan.pdf_values import Document
from cyps_xl.settings import read_settings
from cyps_xl.sheets import cover, theme
from cyps_xl.sheets.pages import HEAD, MARGINS, paged
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan, Span
from cyps_xl.sheets.report_plan import lay_out_for_readers

CHART_SIZES = {9.0, 10.0}
_NEARLY = 0.15
"""Points by which letters of a chart that lie on their side are told smaller or larger than they are."""
_LEAST_ROWS = 3
"""Rows that show something, of which a page has at least."""
_LOW = 150.0
"""Points of rows that are little for a page."""
_TEXTS = ("section", "paragraph", "explanation")
HEADINGS = {float(size) for size in (theme.SECTION_SIZE, theme.TITLE_SIZE, theme.COVER_SIZE)}
_LETTERS_BELOW = 0.21
"""Of its size, how far a letter reaches below its line."""


@dataclass(frozen=True)
class Page:
    """A page: what stands at its head, and everything between head and foot."""

    number: int
    head: str
    body: tuple[Drawn, ...]

    @property
    def words(self) -> str:
        """All that is said between head and foot."""
        return " ".join(text.text for text in self.body)


def edition_of(inputs: Inputs) -> ReportPlan:
    """The members' edition of a report, as publish lays it out."""
    report = lay_out_for_readers(inputs, read_settings(inputs))
    (report,) = without_plumbing(*without_free_rows(report))
    plan = marked_up(edition_plan(report))
    return with_page_numbers(paged_again(plan))


def paged_again(plan: ReportPlan) -> ReportPlan:
    """The edition with its pages laid out for its size of text."""
    return replace(plan, sheets=tuple(paged(sheet, plan.size) for sheet in plan.sheets))


def pdf_of(plan: ReportPlan) -> bytes:
    """The edition as LibreOffice prints it."""
    data = printed(edition_file(plan, About("Report", "en-GB", dt.date(2018, 1, 1)), page_notes=True), "en-GB")
    assert data is not None
    return data


def pages_of(data: bytes) -> list[Page]:
    """The pages of a PDF that LibreOffice printed."""
    reader = PdfReader(data, "the PDF")
    pdf = reader.read()
    texts = [text for text in Pages(Document(pdf), reader).texts if text.text.strip()]
    found = []
    for number in range(1, max(text.page for text in texts) + 1):
        of_page = [text for text in texts if text.page == number and not _goes_on(text, texts)]
        top = max(text.box[3] for text in of_page)
        foot = 72 * MARGINS["bottom"]
        head = [text for text in of_page if text.box[1] > top - 72 * (MARGINS["top"] - HEAD) + 12]
        body = [text for text in of_page if text not in head and text.box[1] > foot]
        found.append(Page(number, " ".join(text.text for text in head), tuple(body)))
    return found


def _goes_on(text: Drawn, texts: list[Drawn]) -> bool:
    """Whether a text is none of this page: what a chart shows on another is drawn over this one's edge, and unseen."""
    return text.why in OVER_THE_EDGE and any(
        other.text == text.text and other.page != text.page and not other.why for other in texts
    )


def faults(plan: ReportPlan, pages: list[Page]) -> Iterator[str]:
    """What is wrong with the pages of an edition."""
    expected = [sheet.title for sheet in plan.sheets for _ in range(page_count(sheet))]
    if len(pages) != len(expected):
        yield f"{len(pages)} pages, and {len(expected)} planned"
    for page, title in zip(pages, expected, strict=False):
        yield from (f"page {page.number}: {fault}" for fault in _faults_of(page, title, plan.size))
    laid_out = ((sheet, paper) for sheet in plan.sheets for paper in papers(sheet))
    for number, (sheet, paper) in enumerate(laid_out, start=1):
        yield from (f"page {number}: {fault}" for fault in _faults_of_rows(sheet, paper))
    for sheet in plan.sheets:
        words = "".join("".join(page.words.split()) for page in pages if sheet.title in page.head)
        shown = (str(cell.value) for cell in sheet.cells if isinstance(cell.value, str) and not cell.number_format)
        if missing := [word for text in shown for word in text.split() if word not in words]:
            yield f"{sheet.title} lacks {missing}"
    yield from _wrong_contents(plan, pages)


def papers(sheet: SheetPlan) -> Iterator[Span]:
    """The cells of each page of a sheet, one after the other."""
    for area in sheet.printed_areas:
        starts = [area.first_row, *(row for row in sheet.page_breaks if area.first_row < row <= area.last_row)]
        for first, end in pairwise([*starts, area.last_row + 1]):
            yield Span(first, area.first_column, end - 1, area.last_column)


def _faults_of_rows(sheet: SheetPlan, paper: Span) -> Iterator[str]:
    """What is wrong with what stands together on a page that is not the first of its sheet."""
    if paper.first_row == 0:
        return
    shown: dict[int, str] = {}
    for cell in sheet.cells:
        if cell.value != "" and _is_on(paper, cell):
            shown.setdefault(cell.row, cell.style)
    charts = [chart.row for chart in sheet.charts if paper.first_row <= chart.row <= paper.last_row]
    has_chart = bool(charts) and paper.first_column == 0
    header = sheet.repeat_rows
    if header and paper.first_row > header[1]:
        first = min(shown, default=paper.last_row)
        if (has_chart and charts[0] < first) or shown.get(first, _TEXTS[0]).startswith(_TEXTS):
            yield "repeats a header above none of its rows"
    is_parted = paper.first_column == 0 or paper not in sheet.printed_further
    is_low = sum(sheet.heights.get(row, 0) for row in shown) < _LOW
    figures = [style for style in shown.values() if not style.startswith(("section", "header"))]
    is_little = len(shown) < _LEAST_ROWS - (paper.first_column > 0) or len(figures) == 1
    if is_parted and is_low and not has_chart and is_little:
        yield f"has little alone: {len(shown)} rows"
    if shown and not has_chart and all(style.startswith(_TEXTS[:2]) for style in shown.values()):
        yield "has words alone"


def _is_on(paper: Span, cell: CellPlan) -> bool:
    across = paper.first_column <= cell.column <= paper.last_column
    return across and paper.first_row <= cell.row <= paper.last_row


def _faults_of(page: Page, title: str, size: float) -> Iterator[str]:
    if title not in page.head:
        yield f"does not name its section: {title}"
    if not page.body:
        yield "is blank"
        return
    sizes = Counter({_size(text): 0 for text in page.body})
    for text in page.body:
        sizes[_size(text)] += len(text.text)
    if others := set(sizes) - {size} - CHART_SIZES - HEADINGS:
        yield f"has text of {sorted(others)} points"
    if size not in sizes and not sizes.keys() & CHART_SIZES:
        yield "has headings alone"
    lowest = min(page.body, key=lambda text: text.box[1])
    if round(lowest.size, 1) == theme.SECTION_SIZE and any(letter.isalpha() for letter in lowest.text):
        yield f"ends with a heading: {lowest.text}"
    yield from (f"cuts {text.text!r}" for text in page.body if is_cut(text))
    if "###" in page.words:
        yield "has a number without room"


def _size(text: Drawn) -> float:
    """The size of a text's letters in points."""
    return next((size for size in CHART_SIZES if abs(text.size - size) < _NEARLY), round(text.size, 1))


def is_cut(text: Drawn) -> bool:
    """Whether part of a text stands where nothing could be drawn."""
    (left, bottom, right, top), (room_left, room_bottom, room_right, room_top) = text.box, text.room
    is_upright = right - left < top - bottom and len(text.text.strip()) > 1
    below = 0.0 if is_upright else _LETTERS_BELOW * text.size
    air = 1.0
    across = left < room_left - air or right > room_right + air
    return bool(text.why) or across or bottom - below < room_bottom - air or top > room_top + air


def _wrong_contents(plan: ReportPlan, pages: list[Page]) -> Iterator[str]:
    """The sections that do not begin where the cover says."""
    front = next(sheet for sheet in plan.sheets if sheet.key == cover.KEY)
    cells = {(cell.row, cell.column): cell for cell in front.cells}
    for (row, column), cell in cells.items():
        if cell.link and column:
            told = int(str(cells[row, 0].value).split()[-1])  # Page 3, Tudalen 3
            found = next((page.number for page in pages if str(cell.value) in page.head), None)
            if told != found:
                yield f"the contents say page {told} for {cell.value}, which begins on {found}"
