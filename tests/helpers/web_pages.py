"""Web pages of editions with the workbooks beside them, and what a reader finds on a page."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree, html

from cyps_xl.definition.packs import definition_of
from cyps_xl.edition.build import Made, Wanted, made_edition
from cyps_xl.edition.web import page_of
from cyps_xl.edition.words import Words
from cyps_xl.edition.workbook_file import About, edition_file
from cyps_xl.planning import Planned, plan_report
from cyps_xl.printed.names import EditionName
from cyps_xl.scan import Exposure, scan_bytes
from cyps_xl.scan.web_against import words_in
from cyps_xl.web.elements import as_page
from cyps_xl.xlsx.parts.package import Package
from helpers.new_books import new_book

PACKS = ("cyps", "housing-repairs", "wales-2020")


@dataclass(frozen=True)
class WebEdition:
    """An edition with its page and its workbook as bytes."""

    made: Made
    page: bytes
    workbook: bytes

    @property
    def root(self) -> etree._Element:
        return html.document_fromstring(self.page.decode())

    @property
    def read_out(self) -> list[str]:
        """What no page shows and readers come upon."""
        return [text for sheet in self.made.plan.sheets for text in (*(chart.alt for chart in sheet.charts), sheet.tab)]


@cache
def planned_pack(pack: str) -> Planned:
    """A pack's example quarter."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "Report.xlsx")
        new_book(path, pack)
        return plan_report(Package.read(path))


@cache
def web_edition(pack: str, language: str = "en", audience: str = "members") -> WebEdition:
    """The edition of a pack's example quarter, English standing in where Welsh is missing."""
    return edition_of(planned_pack(pack), language, audience)


def edition_of(planned: Planned, language: str, audience: str = "members") -> WebEdition:
    """The edition of a report, English standing in where Welsh is missing."""
    made, words = made_of(planned, language, audience)
    workbook = edition_file(made.plan, About(made.name.title, made.name.language_tag, dt.date(2018, 3, 1)))
    return WebEdition(made, next(iter(page_of(made, language, words).values())), workbook)


def made_of(planned: Planned, language: str, audience: str = "members") -> tuple[Made, Words | None]:
    """The same before it is files, and its Welsh."""
    words = Words.of(None, definition_of(planned.inputs)) if language == "cy" else None
    name = EditionName.of(planned.settings, definition_of(planned.inputs).languages[language], audience, False)
    wanted = Wanted(language=language, audience=audience, allow_english=True)
    return made_edition(planned, name, words, wanted), words


def line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def words_of(element: etree._Element) -> str:
    """What an element says, on one line: what keeps a year whole parts no words."""
    return words_in(element)


def scanned(edition: WebEdition, page: bytes, *, alone: bool = False) -> tuple[Exposure, ...]:
    """What the scan finds in a page, beside its workbook or by itself."""
    return scan_bytes(page, "report.html", edition.read_out, None if alone else edition.workbook)


def rewritten(edition: WebEdition, change: Callable[[etree._Element], None]) -> bytes:
    """The page with something changed in its tree."""
    root = edition.root
    change(root)
    return as_page(root)
