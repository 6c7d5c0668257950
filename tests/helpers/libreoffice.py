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

TIMEOUT = 180.0  # seconds

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
    return _converted(data, "xlsx:Calc MS Excel 2007 XML", ".xlsx")


def as_pdf(data: bytes) -> bytes:
    """The workbook printed."""
    return _converted(data, "pdf", ".pdf")


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
    page = html.document_fromstring(_converted(data, "html:HTML (StarCalc)", ".html").decode())
    return [[_across(row) for row in table.iter("tr")] for table in page.iter("table")]


def _across(row: html.HtmlElement) -> list[str]:
    """The texts of a row, as many as it has columns."""
    return [
        text
        for cell in row.iter("td")
        for text in (" ".join(cell.itertext()), *[""] * (int(cell.get("colspan", "1")) - 1))
    ]


def _converted(data: bytes, target: str, suffix: str) -> bytes:
    """Convert in a folder and with a profile of its own, so that several may run at the same time."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        source = Path(folder, "book.xlsx")
        source.write_bytes(data)
        out = Path(folder, "out")
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target]
        _run([*command, "--outdir", str(out), str(source)])
        made = out / f"book{suffix}"
        assert made.exists(), f"LibreOffice could not turn the workbook into {suffix}"
        return made.read_bytes()


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
