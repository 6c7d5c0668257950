"""The add-in: made from its sources, read back, and its macros run by LibreOffice as far as it can."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from helpers.command_lines import words_of
from helpers.macros import ROOT, macros_in
from helpers.scripts import script
from helpers.xlwings_lo_uno import properties

ADD_IN = ROOT / "workbook_templates" / "cyps_report.xlam"
MACROS = ROOT / "workbook_templates" / "macros"
UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
EXTENSIBILITY = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(ADD_IN) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def ribbon(parts: dict[str, bytes]) -> etree._Element:
    """The ribbon's text, found as Excel finds it: by its relation."""
    targets = {r.get("Type"): r.get("Target", "") for r in etree.fromstring(parts["_rels/.rels"])}
    return etree.fromstring(parts[targets[EXTENSIBILITY]])


def test_the_committed_add_in_is_what_its_sources_make() -> None:
    sources = script("macro_project").sources(script("macro_project").RIBBON)
    assert ADD_IN.read_bytes() == script("make_add_in").add_in(sources), "run: python scripts/make_add_in.py"


def test_another_reader_finds_the_macros_as_their_sources_have_them() -> None:
    found = {name: text for name, text in macros_in(ADD_IN).items() if text.replace("(empty macro)", "").strip()}
    assert set(found) == {"CypsStart.bas", "CypsWindows.bas", "CypsAsk.bas", "CypsRibbon.bas"}
    for name, text in found.items():
        assert text.splitlines() == (MACROS / name).read_text(encoding="ascii").splitlines()[1:]


def test_it_is_an_add_in_by_its_type_and_shows_no_window(parts: dict[str, bytes]) -> None:
    assert b"ms-excel.addin.macroEnabled.main+xml" in parts["[Content_Types].xml"]
    assert b'visibility="hidden"' in parts["xl/workbook.xml"]


def test_the_tab_has_the_four_buttons_each_with_words_for_a_screen_reader(ribbon: etree._Element) -> None:
    assert [tab.get("label") for tab in ribbon.iter(f"{UI}tab")] == ["Children’s services"]
    buttons = list(ribbon.iter(f"{UI}button"))
    assert [button.get("label") for button in buttons] == ["Recalculate", "Check", "Publish…", "Help"]
    assert all(button.get("screentip") and button.get("supertip") and button.get("imageMso") for button in buttons)
    ids = [element.get("id") for element in ribbon.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_every_button_has_its_macro(ribbon: etree._Element) -> None:
    source = (MACROS / "CypsRibbon.bas").read_text(encoding="ascii")
    macros = set(re.findall(r"Public Sub (\w+)\(Control As IRibbonControl\)", source))
    assert {button.get("onAction") for button in ribbon.iter(f"{UI}button")} == {f"CypsRibbon.{m}" for m in macros}


WINDOWS = """Option Explicit
Public Function OnWindows() As Boolean
    OnWindows = True
End Function
Public Function ExcelWindow() As String
    ExcelWindow = "7"
End Function
Public Function RecordedPython() As String
    RecordedPython = "pythonw.exe"
End Function
Public Function IsThere(Path As String) As Boolean
    IsThere = True
End Function
Public Function WouldBeMisread(CommandLine As String) As Boolean
    WouldBeMisread = False
End Function
Public Function RunAndWait(CommandLine As String) As Long
    ThisWorkbook.Worksheets(1).Range("A1").Value = CommandLine
End Function
Public Sub KeepSettings()
End Sub
Public Sub PutSettingsBack()
End Sub
Public Sub ShowBusy(Busy As Boolean)
End Sub
Public Sub Tell(Message As String)
    ThisWorkbook.Worksheets(1).Range("A2").Value = Message
End Sub
"""
ASK = """Option Explicit
Public Function ActiveName() As String
    ActiveName = ThisWorkbook.Worksheets(1).Range("B1").Value
End Function
Public Function ActivePath() As String
    ActivePath = ThisWorkbook.Worksheets(1).Range("B2").Value
End Function
Public Function HasUnsavedChanges() As Boolean
    HasUnsavedChanges = ThisWorkbook.Worksheets(1).Range("B3").Value <> ""
End Function
Public Function SaveActive() As Boolean
    SaveActive = ThisWorkbook.Worksheets(1).Range("B5").Value = ""
    If SaveActive Then ThisWorkbook.Worksheets(1).Range("A3").Value = "saved"
End Function
Public Function ChosenFolder(Prompt As String) As String
    ChosenFolder = ThisWorkbook.Worksheets(1).Range("B4").Value
End Function
Public Function Agrees(Question As String) As Boolean
    Agrees = ThisWorkbook.Worksheets(1).Range("B3").Value = "agrees"
End Function
Public Sub Inform(Message As String)
    ThisWorkbook.Worksheets(1).Range("A2").Value = Message
End Sub
"""
NAME = "Plant – Tŷ'r Cyngor (2).xlsx"
PATH = rf"C:\Users\Siân\{NAME}"


class AddIn:
    """The add-in, open in LibreOffice; its first sheet is the stand-ins' board."""

    def __init__(self, program: Any, path: Path) -> None:
        options = properties(Hidden=True, MacroExecutionMode=4)
        self.document = program.impl.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, options)
        self.board = self.document.Sheets.getByIndex(0)
        for cell, text in (("B1", NAME), ("B2", PATH), ("B4", "D:\\")):
            self.put(cell, text)

    def put(self, cell: str, text: str) -> None:
        """Set the stage."""
        self.board.getCellRangeByName(cell).String = text

    def seen(self, cell: str) -> str:
        """What the stand-ins wrote down."""
        return str(self.board.getCellRangeByName(cell).String)

    def press(self, macro: str) -> None:
        """Run the macro of one of the ribbon's buttons."""
        url = f"vnd.sun.star.script:VBAProject.CypsRibbon.{macro}?language=Basic&location=document"
        self.document.getScriptProvider().getScript(url).invoke((self.board,), (), ())


@pytest.fixture(scope="module")
def with_stand_ins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = script("macro_project")
    texts = {**project.sources(project.RIBBON), "CypsWindows": WINDOWS, "CypsAsk": ASK}
    texts["CypsRibbon"] = texts["CypsRibbon"].replace("IRibbonControl", "Object")  # Office's own, unknown elsewhere
    path = tmp_path_factory.mktemp("add-in") / "cyps_report.xlsm"  # LibreOffice opens no .xlam
    path.write_bytes(script("make_add_in").workbook(project.macro_project(texts, 1)))
    return path


@pytest.fixture
def add_in(spreadsheet_program: Any, with_stand_ins: Path) -> Iterator[AddIn]:
    opened = AddIn(spreadsheet_program, with_stand_ins)
    yield opened
    opened.document.close(True)


def test_recalculate_starts_what_the_button_in_a_workbook_starts(add_in: AddIn) -> None:
    add_in.press("RecalculateActive")
    expected = ["pythonw.exe", "-I", "-m", "cyps_xl.excel_button", f"--wb={NAME}", "--from_xl=1", "--hwnd=7"]
    assert words_of(add_in.seen("A1")) == expected


def test_check_names_the_file(add_in: AddIn) -> None:
    add_in.press("CheckActive")
    words = words_of(add_in.seen("A1"))
    assert words[3] == "cyps_xl.excel_ribbon"
    assert words[-2:] == ["--do=check", f"--file={PATH}"]


def test_publish_names_the_file_and_the_folder_chosen(add_in: AddIn) -> None:
    add_in.press("PublishActive")
    assert words_of(add_in.seen("A1"))[-3:] == ["--do=publish", f"--file={PATH}", "--out=D:\\"]


def test_publish_without_a_folder_chosen_does_nothing(add_in: AddIn) -> None:
    add_in.put("B4", "")
    add_in.press("PublishActive")
    assert add_in.seen("A1") == ""


@pytest.mark.parametrize("macro", ["RecalculateActive", "CheckActive", "PublishActive"])
def test_without_an_open_workbook_every_button_says_so(add_in: AddIn, macro: str) -> None:
    add_in.put("B1", "")
    add_in.press(macro)
    assert add_in.seen("A1") == ""
    assert "Open the workbook" in add_in.seen("A2")


def test_a_workbook_never_saved_is_not_checked(add_in: AddIn) -> None:
    add_in.put("B2", NAME)
    add_in.press("CheckActive")
    assert add_in.seen("A1") == ""
    assert "Save the workbook first" in add_in.seen("A2")


def test_unsaved_changes_are_saved_when_the_officer_agrees(add_in: AddIn) -> None:
    add_in.put("B3", "agrees")
    add_in.press("CheckActive")
    assert add_in.seen("A3") == "saved"
    assert "--do=check" in add_in.seen("A1")


def test_unsaved_changes_are_left_alone_when_the_officer_does_not_agree(add_in: AddIn) -> None:
    add_in.put("B3", "does not")
    add_in.press("CheckActive")
    assert (add_in.seen("A3"), add_in.seen("A1")) == ("", "")


@pytest.mark.parametrize("macro", ["CheckActive", "PublishActive"])
def test_a_workbook_that_excel_does_not_save_is_told_and_left(add_in: AddIn, macro: str) -> None:
    add_in.put("B3", "agrees")
    add_in.put("B5", "read-only")
    add_in.press(macro)
    assert "has not saved the workbook" in add_in.seen("A2")
    assert add_in.seen("A1") == ""


def test_help_says_what_each_button_does(add_in: AddIn) -> None:
    add_in.press("ShowHelp")
    assert all(word in add_in.seen("A2") for word in ("Recalculate", "Check", "Publish", "cyps-xl doctor"))
