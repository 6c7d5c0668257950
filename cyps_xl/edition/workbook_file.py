"""An edition's plan as a workbook's bytes: titled, dated as told, in its language, opening on the cover."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from cyps_xl.edition.heading_style import with_headings
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.writing.output_sheets import add_output_sheets, new_book
from cyps_xl.xlsx.parts.package import Package

CORE = "docProps/core.xml"
APP = "docProps/app.xml"
_APP = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft \
Excel</Application><AppVersion>12.0000</AppVersion></Properties>"""
"""All that the file says of the program: XlsxWriter's own part repeats every tab and print area.

The version has to stay: by it LibreOffice knows that a chart's labels show what they name, and no more.
"""

_LANGUAGE = re.compile(rb'(lang=|<c:lang val=)"[A-Za-z-]+"')
_CREATED_BY = re.compile(rb"<dc:creator>.*?</dc:creator>|<cp:lastModifiedBy>.*?</cp:lastModifiedBy>", re.DOTALL)


@dataclass(frozen=True)
class About:
    """What the file says of itself. `language` is a tag such as en-GB; `day` is the day of publication."""

    title: str
    language: str
    day: dt.date


def edition_file(plan: ReportPlan, about: About, *, page_notes: bool = False) -> bytes:
    """The workbook. The same plan gives the same bytes.

    `page_notes` puts headers and footers on printed pages: for making a PDF. The workbook
    that is sent has none, since a screen reader passes over them.
    """
    buffer = io.BytesIO()
    book = new_book(buffer)
    book.set_properties({"title": about.title, "created": dt.datetime.combine(about.day, dt.time())})
    book.calc_on_load = False  # every value is there; else Excel asks to save what nobody changed
    add_output_sheets(book, plan, locators=False, page_notes=page_notes)
    book.close()
    made = Package.of_our_own(buffer.getvalue(), "the edition")
    return with_headings(_in_language(made, about.language)).to_bytes()


def _in_language(package: Package, language: str) -> Package:
    """The package with its language where a screen reader and a spelling checker look for it.

    XlsxWriter cannot be told one: the document's properties lack it, and charts say en-US.
    """
    core = _CREATED_BY.sub(b"", package.parts[CORE])
    element = f"<dc:language>{escape(language)}</dc:language>".encode()
    changes: dict[str, bytes | None] = {
        APP: _APP,
        CORE: core.replace(b"</cp:coreProperties>", element + b"</cp:coreProperties>"),
    }
    for name, content in package.parts.items():
        if name.startswith("xl/charts/"):
            changes[name] = _LANGUAGE.sub(rb'\1"' + language.encode() + b'"', content)
    return package.with_parts(changes)
