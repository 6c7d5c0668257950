"""LibreOffice as a witness: what it works out of a workbook, and what it prints. Never a maker of deliverables."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

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


def recalculated(data: bytes) -> bytes:
    """The workbook as LibreOffice saves it after working every formula out itself."""
    return _converted(data, "xlsx:Calc MS Excel 2007 XML", ".xlsx")


def as_pdf(data: bytes) -> bytes:
    """The workbook printed."""
    return _converted(data, "pdf", ".pdf")


def _converted(data: bytes, target: str, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        source = Path(folder, "book.xlsx")
        source.write_bytes(data)
        out = Path(folder, "out")
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target]
        _run([*command, "--outdir", str(out), str(source)])
        return (out / f"book{suffix}").read_bytes()


def _run(command: list[str]) -> None:
    """Run soffice in a group of its own: the command is a wrapper, and killing it alone leaves the program behind."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
