"""The macro's own code, run by LibreOffice; what only Windows can do is played by a stand-in module."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_xl import report
from helpers.command_lines import words_of
from helpers.macros import ROOT
from helpers.scripts import script
from helpers.xlwings_lo_app import PIPE_VARIABLE
from helpers.xlwings_lo_uno import properties

STAND_IN = """Option Explicit

Private Function Board() As Object
    Set Board = ThisWorkbook.Worksheets("Members")
End Function

Public Function OnWindows() As Boolean
    OnWindows = Board().Range("H1").Value = "yes"
End Function

Public Function ExcelWindow() As String
    ExcelWindow = "1234"
End Function

Public Function RecordedPython() As String
    RecordedPython = Board().Range("H2").Value
End Function

Public Function IsThere(Path As String) As Boolean
    IsThere = Board().Range("H3").Value = "yes"
End Function

Public Function WouldBeMisread(CommandLine As String) As Boolean
    WouldBeMisread = InStr(CommandLine, "%TEMP%") > 0
End Function

Public Function RunAndWait(CommandLine As String) As Long
    Board().Range("H5").Value = CommandLine
    If Board().Range("H4").Value = "refuse" Then Err.Raise 70
    RunAndWait = CLng(Board().Range("H4").Value)
End Function

Public Sub KeepSettings()
    Board().Range("H6").Value = "kept "
End Sub

Public Sub PutSettingsBack()
    Board().Range("H6").Value = Board().Range("H6").Value & "put back "
End Sub

Public Sub ShowBusy(Busy As Boolean)
    Board().Range("H6").Value = Board().Range("H6").Value & IIf(Busy, "busy ", "free ")
End Sub

Public Sub Tell(Message As String)
    Board().Range("H7").Value = Message
End Sub
"""
PYTHON = r"C:\Users\Siân\AppData\Local\Programs\cyps xl\pythonw.exe"
SETTINGS = {"H1": "yes", "H2": PYTHON, "H3": "yes", "H4": "0"}


class Workbook:
    """The workbook with the button, open in LibreOffice with its macros allowed."""

    def __init__(self, program: Any, path: Path) -> None:
        options = properties(Hidden=True, MacroExecutionMode=4)  # run them without a question
        self.document = program.impl.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, options)
        self.board = self.document.Sheets.getByName("Members")
        for cell, value in SETTINGS.items():
            self.put(cell, value)

    def put(self, cell: str, text: str) -> None:
        """Set the stage: one cell of the stand-in's board."""
        self.board.getCellRangeByName(cell).String = text

    def seen(self, cell: str) -> str:
        """What the stand-in wrote down."""
        return str(self.board.getCellRangeByName(cell).String)

    def press(self, sheet: str) -> None:
        """Do what a click on the sheet's only button does."""
        form = self.document.Sheets.getByName(sheet).DrawPage.Forms.getByIndex(0)
        assert form.getByIndex(0).Label == "Recalculate report"
        event = form.getScriptEvents(0)[0]
        self.document.getScriptProvider().getScript(event.ScriptCode).invoke((), (), ())

    def call(self, function: str, *arguments: str) -> str:
        """Call a function of the module CypsStart."""
        url = f"vnd.sun.star.script:VBAProject.CypsStart.{function}?language=Basic&location=document"
        return str(self.document.getScriptProvider().getScript(url).invoke(arguments, (), ())[0])


@pytest.fixture(scope="module")
def with_stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project, template = script("macro_project"), script("make_template")
    texts = {**project.sources(project.BUTTON), "CypsWindows": STAND_IN}
    path = tmp_path_factory.mktemp("macro") / "Adroddiad plant – Tŷ'r Cyngor (2) & co.xlsm"
    path.write_bytes(template.with_button(texts))
    report.refresh(path)
    return path


@pytest.fixture
def workbook(spreadsheet_program: Any, with_stand_in: Path) -> Iterator[Workbook]:
    opened = Workbook(spreadsheet_program, with_stand_in)
    yield opened
    opened.document.close(True)


COMMAND = (
    f'"{PYTHON}" -I -m cyps_xl.excel_button --wb="Adroddiad plant – Tŷ\'r Cyngor (2) & co.xlsm" --from_xl=1 --hwnd=1234'
)


@pytest.mark.parametrize("sheet", ["Start", "Checks"])
def test_a_press_starts_the_program_on_the_workbook_and_says_nothing_itself(workbook: Workbook, sheet: str) -> None:
    workbook.press(sheet)
    assert workbook.seen("H5") == COMMAND
    assert (workbook.seen("H6"), workbook.seen("H7")) == ("kept busy free ", "")


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("H1", "no", "Excel for Windows only"),
        ("H2", "", "not set up for you"),
        ("H3", "no", "no longer where it was set up"),
        ("H2", r"C:\%TEMP%\pythonw.exe", "% signs"),
    ],
)
def test_what_cannot_be_started_is_said_and_not_tried(workbook: Workbook, cell: str, value: str, words: str) -> None:
    workbook.put(cell, value)
    workbook.press("Start")
    assert words in workbook.seen("H7")
    assert workbook.seen("H5") == ""


def test_a_policy_that_forbids_it_is_told_with_a_way_out(workbook: Workbook) -> None:
    workbook.put("H4", "refuse")
    workbook.press("Start")
    assert "not allowed to start" in workbook.seen("H7")
    assert "Start menu" in workbook.seen("H7") and "cyps-xl doctor" in workbook.seen("H7")
    assert workbook.seen("H6") == "kept busy put back free "


def test_a_program_that_ends_without_a_word_is_told_with_its_code(workbook: Workbook) -> None:
    workbook.put("H4", "3")
    workbook.press("Start")
    assert "(code 3)" in workbook.seen("H7") and "without saving" in workbook.seen("H7")
    assert workbook.seen("H6").startswith("kept busy free ")


def test_a_program_that_is_ended_half_way_leaves_excel_as_it_was(workbook: Workbook) -> None:
    """It had switched calculation and events off; only the macro is still there to put them back."""
    workbook.put("H4", "1")
    workbook.press("Start")
    assert workbook.seen("H6").endswith("put back ")


@pytest.mark.parametrize(
    "name",
    ["CYPS.xlsm", "Q3 2017-18 (2).xlsm", "Tŷ'r Cyngor & co.xlsm", "100% = all.xlsm", "a^b;c,d.xlsm", "-wb.xlsm"],
)
def test_every_name_arrives_whole_through_the_quoting_of_windows(workbook: Workbook, name: str) -> None:
    line = workbook.call("ReportCommand", PYTHON, "cyps_xl.excel_button", name, "7", "")
    assert words_of(line) == [PYTHON, "-I", "-m", "cyps_xl.excel_button", f"--wb={name}", "--from_xl=1", "--hwnd=7"]


def test_a_folder_that_ends_in_a_backslash_arrives_whole(workbook: Workbook) -> None:
    assert words_of(f"x --out={workbook.call('Quoted', 'C:' + chr(92))} y") == ["x", "--out=C:" + chr(92), "y"]


SIGNS = st.characters(exclude_characters='<>:"/\\|?*', exclude_categories=["Cc", "Cs"])
"""What Windows allows in the name of a file."""


def test_any_name_that_windows_allows_arrives_whole(workbook: Workbook) -> None:
    @settings(max_examples=60)
    @given(st.text(SIGNS, min_size=1, max_size=40))
    def arrives(name: str) -> None:
        line = workbook.call("ReportCommand", PYTHON, "m", f"{name}.xlsm", "7", "")
        assert words_of(line)[4] == f"--wb={name}.xlsm"

    arrives()


@pytest.mark.parametrize("module", ["cyps_xl.excel_button", "cyps_xl.excel_ribbon"])
def test_each_program_starts_cut_off_from_its_surroundings_and_without_a_console(module: str, tmp_path: Path) -> None:
    """As the macro starts it, with nowhere to print to; there is no such workbook, and the code says so."""
    command = [sys.executable, "-I", "-m", module, "--wb=gone=away.xlsm", "--from_xl=1", "--hwnd=0"]
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


RECEIVER = (
    "from helpers.xlwings_lo_uno import find_uno\nfind_uno()\nfrom helpers.xlwings_lo import register\nregister()\n"
    "import importlib, sys\nsys.exit(importlib.import_module(sys.argv.pop(1)).main())"
)
"""What stands in for an Excel that is there from the start; then the module that the command names."""


def test_what_the_macro_starts_finds_the_workbook_and_brings_it_up_to_date(
    workbook: Workbook, spreadsheet_program: Any, tmp_path: Path
) -> None:
    stamp = workbook.document.NamedRanges.getByName("cyps_checked").getReferredCells()
    before = stamp.String
    settings = workbook.document.Sheets.getByName("Settings").getCellRangeByName("A1:B30").DataArray
    row = 1 + [name for name, _ in settings].index("Reporting quarter")
    workbook.document.Sheets.getByName("Settings").getCellRangeByName(f"B{row}").String = "2018-19 Q1"
    workbook.press("Start")
    python, *switches, module, book, from_excel, window = words_of(workbook.seen("H5"))
    assert (python, switches) == (PYTHON, ["-I", "-m"])
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests"), "XDG_STATE_HOME": str(tmp_path)}
    environment[PIPE_VARIABLE] = spreadsheet_program.impl.pipe
    command = [sys.executable, "-c", RECEIVER, module, book, from_excel, window]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert stamp.String != before


@pytest.mark.parametrize("macro", ["OnWindows", "ExcelWindow", "KeepSettings", "PutSettingsBack"])
def test_the_module_that_the_stand_in_plays_is_sound_basic_as_well(
    spreadsheet_program: Any, tmp_path: Path, macro: str
) -> None:
    """LibreOffice knows these questions to Excel; the scripting objects of Windows it does not have."""
    path = tmp_path / "CYPS.xlsm"
    path.write_bytes(script("make_template").with_button(script("macro_project").sources(("CypsWindows",))))
    options = properties(Hidden=True, MacroExecutionMode=4)
    document = spreadsheet_program.impl.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, options)
    try:
        url = f"vnd.sun.star.script:VBAProject.CypsWindows.{macro}?language=Basic&location=document"
        document.getScriptProvider().getScript(url).invoke((), (), ())
    finally:
        document.close(True)
