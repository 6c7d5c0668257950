"""LibreOffice as a witness: what it works out of a workbook, and what it prints. Never a maker of deliverables."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from helpers.office import Office
from helpers.xlwings_lo_uno import find_uno

TIMEOUT = 180.0  # seconds
MOST = 100
"""Workbooks that one LibreOffice converts: it keeps a little of each."""

_offices: list[Office] = []

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Always work formulas out when a file is opened; otherwise LibreOffice trusts the stored values."""

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("CI"),
    reason="LibreOffice is not installed, so this proof was not run",
)
"""For tests that ask LibreOffice. In CI they run, and fail, where it is missing."""


def recalculated(data: bytes) -> bytes:
    """The workbook as LibreOffice saves it after working every formula out itself."""
    return _converted(data, "Calc MS Excel 2007 XML", ".xlsx")


def as_pdf(data: bytes) -> bytes:
    """The workbook printed."""
    return _converted(data, "calc_pdf_Export", ".pdf")


def stored_values(data: bytes) -> dict[tuple[str, str], object]:
    """What is stored in every filled cell, by tab and address, as openpyxl reads it; formulas by their values."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def shown(data: bytes) -> list[list[list[str]]]:
    """What each sheet shows, row by row and cell by cell from A1: numbers and days in their formats."""
    page = html.document_fromstring(_converted(data, "HTML (StarCalc)", ".html").decode())
    return [[_across(row) for row in table.iter("tr")] for table in page.iter("table")]


def _across(row: html.HtmlElement) -> list[str]:
    """The texts of a row, as many as it has columns."""
    return [
        text
        for cell in row.iter("td")
        for text in (" ".join(cell.itertext()), *[""] * (int(cell.get("colspan", "1")) - 1))
    ]


def _converted(data: bytes, filter_name: str, suffix: str) -> bytes:
    """Convert by a filter of LibreOffice's: by the one that serves the run where it can, else by one of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, "book.xlsx"), Path(folder, "out", f"book{suffix}")
        source.write_bytes(data)
        made.parent.mkdir()
        if not (find_uno() and _serving().converted(source, made, filter_name, TIMEOUT)):
            _by_its_own(source, made, filter_name)
        assert made.exists(), f"LibreOffice could not turn the workbook into {suffix}"
        return made.read_bytes()


def _serving() -> Office:
    """A LibreOffice that converts one workbook after the other: half of a conversion's time was its start."""
    if not (_offices and _offices[-1].is_running and _offices[-1].conversions < MOST):
        for office in _offices:
            office.kill()
        _offices.append(Office())
    return _offices[-1]


def _by_its_own(source: Path, made: Path, filter_name: str) -> None:
    """Convert by a LibreOffice with a profile of its own, that ends with it."""
    profile = Path(source.parent, "profile")
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    _run([*command, "--convert-to", f"{made.suffix[1:]}:{filter_name}", "--outdir", str(made.parent), str(source)])


def _run(command: list[str]) -> None:
    """Run soffice in a group of its own: the command is a wrapper, and killing it alone leaves the program behind."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(TIMEOUT)
    except BaseException:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        raise
