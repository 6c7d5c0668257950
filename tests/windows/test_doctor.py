"""The doctor's points on computers of several kinds, made of folders, registry exports and files with their marks."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from cyps_xl import resources
from cyps_xl.cli import main
from cyps_xl.windows.defender import CHILD_PROCESSES
from cyps_xl.windows.doctor import Computer, examine
from cyps_xl.windows.mark_of_the_web import zone_of
from cyps_xl.windows.places import Places
from cyps_xl.windows.points import Point, State
from cyps_xl.windows.registry import NoRegistry
from cyps_xl.windows.setting_up import set_up
from cyps_xl.windows.telling import lines_on_points
from helpers.reg_files import registry

EXCEL = '[HKEY_CLASSES_ROOT\\Excel.Application\\CurVer]\n@="Excel.Application.16"\n'
ASR = r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR"
FORBIDDEN = f'[{ASR}\\Rules]\n"{CHILD_PROCESSES}"="1"\n'


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer on which everything is as it should be."""
    environment = {"LOCALAPPDATA": str(tmp_path / "Local"), "APPDATA": str(tmp_path / "Roaming")}
    list(set_up(Places.of(environment), Path(sys.executable), shortcut=lambda path, python: path.touch()))
    return Computer("win32", environment, registry(EXCEL), Path(sys.executable))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "CYPS.xlsm"
    shutil.copyfile(resources.template_path(macros=True), path)
    return path


def places(computer: Computer) -> Places:
    return Places.of(computer.environment)


def in_state(points: list[Point], state: State) -> list[str]:
    return [point.says for point in points if point.state is state]


def test_where_everything_is_right_nothing_stops_the_button(computer: Computer, workbook: Path) -> None:
    points = examine(computer, workbook)
    assert {point.state for point in points} == {State.FINE}
    assert list(lines_on_points(points))[-1] == "Nothing was found that would stop the button."


@pytest.mark.parametrize(("value", "says"), [(1, "nor do Set up"), (2, "does not open")])
def test_a_forbidden_command_prompt_is_a_note_that_says_what_does_not_open(
    computer: Computer, value: int, says: str
) -> None:
    key = r"HKEY_CURRENT_USER\Software\Policies\Microsoft\Windows\System"
    points = examine(replace(computer, registry=registry(EXCEL, f'[{key}]\n"DisableCMD"=dword:{value:08x}\n')))
    (note,) = in_state(points, State.NOTE)
    assert says in note and in_state(points, State.STOPS) == []


def test_without_a_record_it_says_to_run_setup(computer: Computer) -> None:
    places(computer).record.unlink()
    (says,) = in_state(examine(computer), State.STOPS)
    assert "No Python is recorded" in says


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\xff\xfex", "\r\n".encode("utf-16")])
def test_a_record_that_says_nothing_is_as_good_as_none(computer: Computer, data: bytes) -> None:
    places(computer).record.write_bytes(data)
    assert "No Python is recorded" in in_state(examine(computer), State.STOPS)[0]


def test_a_recorded_python_that_is_gone_stops_the_button(computer: Computer) -> None:
    places(computer).record.write_text("C:\\gone\\pythonw.exe\n", encoding="utf-16")
    assert "is gone: C:\\gone\\pythonw.exe" in in_state(examine(computer), State.STOPS)[0]


def test_a_recorded_program_that_is_no_python_stops_the_button(computer: Computer, tmp_path: Path) -> None:
    (tmp_path / "python").write_text("no program", encoding="utf-8")
    places(computer).record.write_text(str(tmp_path / "python"), encoding="utf-16")
    says = in_state(examine(computer), State.STOPS)[0]
    refused = "OSError" if sys.platform == "win32" else "PermissionError"  # WinError 193: not a valid Win32 application
    assert f"cannot run the report program ({refused})" in says


def test_a_missing_ribbon_or_shortcut_is_a_note(computer: Computer) -> None:
    places(computer).add_in.unlink()
    places(computer).shortcut.unlink()
    points = examine(computer)
    assert len(in_state(points, State.NOTE)) == 2
    assert in_state(points, State.STOPS) == []


def test_a_ribbon_of_another_version_is_a_note(computer: Computer) -> None:
    places(computer).add_in.write_bytes(b"older")
    assert "another version" in in_state(examine(computer), State.NOTE)[0]


def test_a_policy_is_told_with_what_to_ask_for_in_one_place(computer: Computer) -> None:
    points = examine(replace(computer, registry=registry(EXCEL, FORBIDDEN)))
    lines = list(lines_on_points(points))
    assert lines[-1] == "One of these would stop the button."
    assert any(line.startswith("  • ") and CHILD_PROCESSES in line for line in lines)


def test_the_page_to_send_to_ict_is_where_the_doctor_says(computer: Computer) -> None:
    lines = list(lines_on_points(examine(replace(computer, registry=registry(EXCEL, FORBIDDEN)))))
    (page,) = (line.partition(": ")[2] for line in lines if line.startswith("Send them this page"))
    assert CHILD_PROCESSES in Path(page).read_text(encoding="utf-8")


def test_without_excel_it_stops_there(computer: Computer) -> None:
    assert examine(replace(computer, registry=registry()))[-1].says == "No Excel is installed."


def test_a_python_of_the_store_is_told_before_its_files_are_looked_for(computer: Computer) -> None:
    points = examine(replace(computer, python=Path(r"C:\Users\x\AppData\Local\Microsoft\WindowsApps\python.exe")))
    (says,) = in_state(points, State.STOPS)
    assert "Microsoft Store" in says


def test_an_environment_that_says_nothing_is_a_point(computer: Computer) -> None:
    assert "LOCALAPPDATA" in in_state(examine(replace(computer, environment={})), State.STOPS)[0]


def test_elsewhere_than_on_windows_it_points_to_refresh() -> None:
    points = examine(Computer("linux", {}, NoRegistry(), Path(sys.executable)))
    assert points[-1].state is State.STOPS
    assert "cyps-xl refresh" in points[-1].remedy


def marked(workbook: Path, text: str) -> Path:
    """Where a file name may hold a colon, a file beside the workbook is what the stream is on Windows."""
    if sys.platform == "win32":
        pytest.skip("written as an ordinary file, which Windows does not allow")
    Path(f"{workbook}:Zone.Identifier").write_bytes(text.encode())
    return workbook


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://mail.example/\r\n", True),
        ("[ZoneTransfer]\nzoneid = 4\n", True),
        ("[ZoneTransfer]\r\nZoneId=1\r\n", False),
        ("[ZoneTransfer]\r\n", False),
    ],
)
def test_a_workbook_from_the_internet_is_blocked_by_its_mark(
    computer: Computer, workbook: Path, text: str, stopped: bool
) -> None:
    points = examine(computer, marked(workbook, text))
    assert bool(in_state(points, State.STOPS)) is stopped
    if stopped:
        assert "tick Unblock" in points[-1].remedy


def test_a_file_without_the_mark_has_no_zone(workbook: Path) -> None:
    assert zone_of(workbook) is None


def test_the_command_ends_with_1_when_something_stops_the_button() -> None:
    done = CliRunner().invoke(main, ["doctor"])
    assert done.exit_code == (1 if "stops it" in done.output else 0)
    assert done.output.startswith("fine      cyps-xl ")
