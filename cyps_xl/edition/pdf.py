"""The edition as a PDF, its bookmarks the tabs: printed by LibreOffice where it is installed, on
Windows otherwise by Excel."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

from cyps_xl.errors import CypsError
from cyps_xl.excel_link import hold_back

TIMEOUT = 180.0  # seconds
WINDOWS_PLACES = (r"C:\Program Files\LibreOffice\program\soffice.exe",)

NOBODY_PRINTS = "No PDF was made: neither LibreOffice nor Excel is installed here. The workbook is complete without it."

_OPTIONS = {
    "UseTaggedPDF": True,  # headings, tables and reading order for a screen reader
    "ExportBookmarks": True,  # one for each sheet
    "DisplayPDFDocumentTitle": True,
    "ExportNotes": False,
}

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="DefaultLocale" oor:op="fuse"><value>{language}</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{numbers}</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""
"""A profile of our own: the document's language, numbers as its sentences write them, the stored values as they are."""
_NUMBERS = "en-GB"
"""The place whose people write numbers as sentences of the report do: 1,234.5."""


def printed(workbook: bytes, language: str) -> bytes | None:
    """The workbook as a tagged, bookmarked PDF; None when nothing here can print it.

    `language` is a tag such as cy-GB. A PDF holds the moment it was printed, so that two of the
    same workbook differ. Raises CypsError when the program that prints gives up.
    """
    office = libreoffice()
    if office is not None:
        return _by_libreoffice(office, workbook, language)
    if sys.platform == "win32":
        return _by_excel(workbook)
    return None


def libreoffice() -> str | None:
    """The program's path, or None where it is not installed."""
    return shutil.which("soffice") or next((place for place in WINDOWS_PLACES if Path(place).is_file()), None)


def _by_libreoffice(office: str, workbook: bytes, language: str) -> bytes:
    """Print in a folder and with a profile of its own: an open LibreOffice is not in the way, and leaves no trace."""
    with tempfile.TemporaryDirectory(prefix="cyps-xl-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        tag = quoteattr(language)[1:-1]
        settings = _PROFILE.format(language=tag, numbers=tag if tag.endswith("-GB") else _NUMBERS)
        (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
        source = Path(folder, "edition.xlsx")
        source.write_bytes(workbook)
        options = {name: {"type": "boolean", "value": str(value).lower()} for name, value in _OPTIONS.items()}
        target = f"pdf:calc_pdf_Export:{json.dumps(options, separators=(',', ':'))}"
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target]
        _run([*command, "--outdir", folder, str(source)])
        made = Path(folder, "edition.pdf")
        if not made.is_file():
            raise CypsError("LibreOffice did not make a PDF of the edition.", "Try again, or publish with --no-pdf.")
        return made.read_bytes()


def _run(command: list[str]) -> None:
    """Run soffice in a group of its own: ending a wrapper alone would leave the program behind."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(TIMEOUT)
    except BaseException as error:
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            raise CypsError(
                f"LibreOffice did not finish the PDF within {TIMEOUT:.0f} seconds.",
                "Close LibreOffice and try again, or publish with --no-pdf.",
            ) from None
        raise


def _by_excel(workbook: bytes) -> bytes | None:
    """Print through Excel, out of sight; None where Excel cannot be reached.

    Written after xlwings' documentation; Windows with Excel is not among the machines on which the tests run.
    """
    try:
        import xlwings
    except ImportError:
        return None
    hold_back()
    with tempfile.TemporaryDirectory(prefix="cyps-xl-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "edition.xlsx"), Path(folder, "edition.pdf")
        source.write_bytes(workbook)
        try:
            with xlwings.App(visible=False, add_book=False) as app:
                app.books.open(source, read_only=True).to_pdf(target)
        except Exception:  # Excel is missing or refuses, in as many ways as it has versions
            return None
        return target.read_bytes() if target.is_file() else None
