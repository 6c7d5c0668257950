"""What is held back of xlwings on Windows, and how an Excel is told that does not answer.

The part of xlwings that speaks with Excel for Windows cannot be imported here. In its place
stands a module with the two things of it that are held back.
"""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xlwings_package

from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.excel_link import PATIENCE
from cyps_xl.live.busy import LATER, REJECTED, SUSPENDED, is_busy
from cyps_xl.live.excel import open_workbook

ON_WINDOWS = """
import atexit, sys, types

class Apps:
    @staticmethod
    def cleanup():
        print("every Excel without a window is ended")

link = types.ModuleType("xlwings._xlwindows")
link.Apps, link.N_COM_ATTEMPTS = Apps, 0
atexit.register(lambda: link.Apps.cleanup())
sys.modules["xlwings._xlwindows"] = link
"""


class ComError(Exception):
    """As pywin32's com_error: numbers, and what Excel itself said."""

    def __init__(self, hresult: int, excepinfo: tuple[Any, ...] | None = None) -> None:
        super().__init__(hresult)
        self.hresult, self.excepinfo = hresult, excepinfo


class ExcelBusyError(Exception):
    """As xlwings calls its own."""


class Silent:
    """An Excel in which a cell is being edited."""

    @property
    def books(self) -> Any:
        raise ExcelBusyError


def run(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


def test_no_other_excel_is_ended_when_the_program_ends() -> None:
    assert "ended" in run(ON_WINDOWS)
    assert run(ON_WINDOWS + "from cyps_xl.live.excel import xlwings\nxlwings()") == ""


def test_a_program_started_by_the_button_does_not_wait_for_ever_for_excel() -> None:
    program = ON_WINDOWS + (
        "from contextlib import suppress\nfrom cyps_xl.live.excel import calling_workbook\n"
        "with suppress(Exception):\n    calling_workbook()\nprint(link.N_COM_ATTEMPTS)"
    )
    assert run(program) == f"{PATIENCE}\n"


@pytest.mark.parametrize(
    "error",
    [ComError(REJECTED), ComError(LATER), ComError(-2147352567, (0, "", "", "", 0, SUSPENDED)), ExcelBusyError()],
)
def test_an_excel_that_does_not_answer_is_told_by_its_error(error: Exception) -> None:
    assert is_busy(error)


@pytest.mark.parametrize(
    "error", [ComError(-2147352567, (0, "", "", "", 0, -2146827284)), ComError(-2147352567), ValueError("no such name")]
)
def test_an_excel_that_refuses_is_not_taken_for_busy(error: Exception) -> None:
    assert not is_busy(error)


def test_an_excel_in_which_a_cell_is_edited_is_said_not_to_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings_package.engines, "active", object())
    monkeypatch.setattr(xlwings_package, "apps", [Silent()])
    with pytest.raises(UnusableFile, match=r"does not answer.*Press Enter"):
        open_workbook()


def test_a_workbook_is_found_although_another_excel_does_not_answer(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings_package, "apps", [Silent(), *xlwings_package.apps])
    assert open_workbook("CYPS.xlsx").name == "CYPS.xlsx"


def test_an_excel_that_shows_protected_view_alone_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    class Protected:
        @property
        def books(self) -> Any:
            raise OSError("no window")

    monkeypatch.setattr(xlwings_package.engines, "active", object())
    monkeypatch.setattr(xlwings_package, "apps", [Protected(), SimpleNamespace(books=[SimpleNamespace(name="A.xlsx")])])
    with pytest.raises(WrongUse, match=r"A\.xlsx"):
        open_workbook("B.xlsx")
