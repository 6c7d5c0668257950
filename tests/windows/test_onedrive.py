"""A workbook that OneDrive keeps: known by its folder, refused while Excel has it open by its address, else told."""

from __future__ import annotations

import ast
import sys
from pathlib import Path, PureWindowsPath

import pytest
from click.testing import CliRunner

from cyps_xl import resources
from cyps_xl.cli import main
from cyps_xl.errors import NotSaved
from cyps_xl.windows.onedrive import is_kept_by_onedrive, onedrive_words, open_addresses, require_closed
from helpers.reg_files import registry

LIBRARY = (
    "[HKEY_CURRENT_USER\\Software\\SyncEngines\\Providers\\OneDrive\\abc]\n"
    '"MountPoint"="C:\\\\Users\\\\Siân\\\\Example Council\\\\Children - Documents"\n'
)
ENVIRONMENT = {"OneDriveCommercial": r"C:\Users\Siân\OneDrive - Example Council"}
CYPS = Path("CYPS 2018.xlsx")
COMMANDS = Path(resources.__file__).parent / "commands"


@pytest.mark.parametrize(
    ("folder", "kept"),
    [
        (r"C:\Users\Siân\OneDrive - Example Council", True),
        (r"c:\users\siân\onedrive - example council\Reports", True),
        (r"C:\Users\Siân\Example Council\Children - Documents\Reports", True),
        (r"C:\Users\Siân\OneDrive - Example Council 2", False),
        (r"C:\Users\Siân\Documents", False),
    ],
)
def test_onedrives_folders_are_known_by_what_it_tells_other_programs(folder: str, kept: bool) -> None:
    assert is_kept_by_onedrive(PureWindowsPath(folder, "CYPS.xlsx"), registry(LIBRARY), ENVIRONMENT) is kept


def test_without_onedrive_no_folder_is_kept() -> None:
    assert not is_kept_by_onedrive(PureWindowsPath(r"C:\CYPS.xlsx"), registry(), {"OneDrive": ""})


@pytest.mark.parametrize(
    "address",
    [
        "https://example.sharepoint.com/sites/children/CYPS%202018.xlsx",
        "https://example-my.sharepoint.com/personal/x/Documents/CYPS 2018.xlsx",
        "https://example.sharepoint.com/sites/children/cyps%202018.XLSX?web=1",
    ],
)
def test_a_workbook_that_excel_has_open_by_its_address_is_refused(address: str) -> None:
    with pytest.raises(NotSaved, match="is open in Excel, which works on it in OneDrive"):
        require_closed(CYPS, True, ["!{00000000-0000-0000-0000-000000000000}", address])


@pytest.mark.parametrize(
    "address",
    ["https://example.sharepoint.com/Old CYPS 2018.xlsx", r"C:\Reports\CYPS 2018.xlsx", "https://example.org/"],
)
def test_what_else_is_open_stops_nobody(address: str) -> None:
    require_closed(CYPS, True, [address])


def test_a_workbook_that_onedrive_does_not_keep_may_have_a_namesake_there() -> None:
    require_closed(CYPS, False, ["https://example.sharepoint.com/CYPS 2018.xlsx"])
    assert onedrive_words(CYPS, False) == ""


def test_what_cannot_be_seen_from_here_is_told() -> None:
    assert "If it is open on one of them" in onedrive_words(CYPS, True)


def test_a_computer_that_cannot_be_asked_has_nothing_open() -> None:
    assert all(isinstance(address, str) for address in open_addresses())


WRITERS = {"refresh", "import_figures", "count_into", "reconcile_into"}
"""What writes a workbook that is there."""


def test_every_command_that_writes_a_workbook_looks_whether_onedrive_has_it_open_and_says_what_to_look_to() -> None:
    found = {}
    for path in COMMANDS.glob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                called = {ast.unparse(one.func) for one in ast.walk(function) if isinstance(one, ast.Call)}
                if {name.rpartition(".")[2] for name in called} & WRITERS:
                    says = bool(called & {"say_of_onedrive", "lines_on_onedrive"})
                    found[function.name] = "kept_and_closed" in called and says
    assert len(found) >= len(WRITERS)
    assert [name for name, looks in found.items() if not looks] == []


@pytest.mark.skipif(sys.platform != "win32", reason="a path here is none of Windows")
def test_a_refresh_says_what_to_look_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = tmp_path / "CYPS.xlsx"
    workbook.write_bytes(resources.template_path().read_bytes())
    monkeypatch.setenv("OneDrive", str(tmp_path))
    assert "OneDrive keeps CYPS.xlsx" in CliRunner().invoke(main, ["refresh", str(workbook)]).output
    monkeypatch.setenv("OneDrive", str(tmp_path / "other"))
    assert "OneDrive" not in CliRunner().invoke(main, ["refresh", str(workbook)]).output
