"""What the shortcut in the Start menu runs, with LibreOffice in Excel's place."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import xlwings

from cyps_xl import start_menu
from cyps_xl.windows.shortcut import ARGUMENTS
from helpers.macros import ROOT
from helpers.new_books import new_book


def test_it_brings_the_open_report_up_to_date_and_waits_to_be_read(
    spreadsheet_program: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    path = tmp_path / "CYPS.xlsm"
    new_book(path, macros=True)
    book = xlwings.Book(path)
    try:
        assert start_menu.main() == 0
    finally:
        book.close()
    printed = capsys.readouterr().out
    assert "is up to date" in printed
    assert printed.endswith("Press Enter to close this window. ")


def test_without_excel_it_says_so_and_still_waits() -> None:
    """Run as the shortcut runs it; nothing is typed, as when the window is closed."""
    done = subprocess.run(
        [sys.executable, *ARGUMENTS.split()], cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if sys.platform == "linux":
        assert done.returncode == 2
        assert "no Excel on this computer" in done.stdout
    assert "Press Enter" in done.stdout
    assert done.stderr == ""
