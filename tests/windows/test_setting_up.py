"""Setting Windows up for a user: three files in a user's folders, here in folders of the test's own."""

from __future__ import annotations

import sys
import venv
from pathlib import Path

import pytest
from click.testing import CliRunner

from cyps_xl import resources
from cyps_xl.cli import main
from cyps_xl.errors import NotSaved, UnusableFile, WrongUse
from cyps_xl.windows.places import Places, is_from_the_store, with_window, without_window
from cyps_xl.windows.setting_up import set_up, starting_fault, take_back
from cyps_xl.windows.shortcut import ARGUMENTS, make_shortcut, window_arguments
from helpers.disks import excel_holds

PYTHON = Path(sys.executable)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    user = tmp_path / "Siân Ŵyn"
    return Places.of({"LOCALAPPDATA": str(user / "Local"), "APPDATA": str(user / "Roaming")})


def link(path: Path, python: Path) -> None:
    """Stands in for Windows, which alone makes shortcuts."""
    path.write_text(f"{python} {ARGUMENTS}", encoding="utf-8")


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_three_files_are_put_in_their_places(places: Places, tmp_path: Path) -> None:
    steps = list(set_up(places, PYTHON, shortcut=link))
    assert [step.done for step in steps] == ["written", "written", "made"]
    assert files_in(tmp_path) == ["Recalculate CYPS report.lnk", "cyps_report.xlam", "python.txt"]
    assert places.add_in.read_bytes() == resources.add_in_path().read_bytes()
    assert places.add_in.parent.name == "XLSTART"


def test_the_record_is_read_back_with_every_letter(places: Places, tmp_path: Path) -> None:
    """As the macro reads it: UTF-16 with its mark, one line that ends as lines on Windows do."""
    places.record.parent.mkdir(parents=True)
    list(set_up(places, PYTHON, shortcut=link))
    data = places.record.read_bytes()
    assert data.startswith(b"\xff\xfe")
    assert data.decode("utf-16").endswith("\r\n")
    assert places.recorded_python() == without_window(PYTHON)
    places.record.write_bytes("C:\\Ŵyn\\pythonw.exe\r\n".encode("utf-16"))
    assert places.recorded_python() == Path("C:\\Ŵyn\\pythonw.exe")


def test_setting_up_twice_changes_nothing(places: Places) -> None:
    list(set_up(places, PYTHON, shortcut=link))
    before = places.add_in.stat().st_mtime_ns
    steps = list(set_up(places, PYTHON, shortcut=link))
    assert [step.done for step in steps[:2]] == ["is there already"] * 2
    assert places.add_in.stat().st_mtime_ns == before


def test_an_add_in_of_another_version_is_replaced(places: Places) -> None:
    places.add_in.parent.mkdir(parents=True)
    places.add_in.write_bytes(b"older")
    list(set_up(places, PYTHON, shortcut=link))
    assert places.add_in.read_bytes() == resources.add_in_path().read_bytes()


def test_a_dry_run_writes_nothing(places: Places, tmp_path: Path) -> None:
    steps = list(set_up(places, PYTHON, dry_run=True, shortcut=link))
    assert all(step.done.startswith("would be") for step in steps)
    assert list(tmp_path.iterdir()) == []


def test_taking_back_removes_what_was_set_up_and_nothing_else(places: Places, tmp_path: Path) -> None:
    list(set_up(places, PYTHON, shortcut=link))
    (places.record.parent / "live.log").write_text("kept", encoding="utf-8")
    (places.add_in.parent / "of_my_own.xlam").write_text("kept", encoding="utf-8")
    assert [step.done for step in take_back(places, dry_run=True)] == ["would be removed"] * 3
    assert [step.done for step in take_back(places)] == ["removed"] * 3
    assert files_in(tmp_path) == ["live.log", "of_my_own.xlam"]
    assert [step.done for step in take_back(places)] == ["was not there"] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can make it")
def test_a_shortcut_that_cannot_be_made_does_not_stop_the_rest(places: Places) -> None:
    steps = list(set_up(places, PYTHON, shortcut=make_shortcut))
    assert places.record.exists() and places.add_in.exists()
    assert "would not make the shortcut" in steps[-1].done
    assert ARGUMENTS in steps[-1].instead and not any(step.instead for step in steps[:-1])


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing_half(places: Places) -> None:
    places.add_in.mkdir(parents=True)  # a folder where the file belongs: Windows refuses a file in use alike
    with pytest.raises(NotSaved, match="Close Excel"):
        list(set_up(places, PYTHON, shortcut=link))
    assert [path.name for path in places.add_in.parent.iterdir()] == [places.add_in.name]


def test_an_add_in_that_excel_holds_is_told_before_anything_is_written(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.add_in.parent.mkdir(parents=True)
    places.add_in.write_bytes(b"older")
    excel_holds(places.add_in, monkeypatch)
    with pytest.raises(NotSaved, match="in use") as refused:
        list(set_up(places, PYTHON, shortcut=link))
    assert "Close Excel" in refused.value.remedy
    assert files_in(tmp_path) == ["cyps_report.xlam"]


@pytest.mark.parametrize(
    ("documents", "begins"),
    [
        (r"C:\Users\Siân\Documents", '/k ""'),
        (r"\\server\users\Siân\Documents", r'/k "pushd "\\server\users\Siân\Documents" & "'),
        ("", '/k ""'),
    ],
)
def test_the_window_for_commands_opens_in_documents_on_a_server_too(documents: str, begins: str) -> None:
    assert window_arguments(Path("window.cmd"), documents) == f'{begins}window.cmd""'


@pytest.fixture(scope="module")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python without cyps-xl."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False)
    return next((folder / name).joinpath(PYTHON.name) for name in ("bin", "Scripts") if (folder / name).exists())


def test_a_python_that_cannot_run_the_program_is_refused_before_anything_is_written(
    places: Places, bare_python: Path, tmp_path: Path
) -> None:
    with pytest.raises(UnusableFile, match="No module named 'cyps_xl'"):
        list(set_up(places, bare_python, shortcut=link))
    assert list(tmp_path.iterdir()) == []


def test_a_python_that_is_not_there_is_a_fault() -> None:
    assert starting_fault(Path("/nowhere/python")) == "FileNotFoundError"
    assert starting_fault(PYTHON) == ""


@pytest.mark.parametrize(
    ("path", "store"),
    [
        (r"C:\Users\x\AppData\Local\Microsoft\WindowsApps\python.exe", True),
        (r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.12_3.12.2_x64\python3.12.exe", True),
        (r"C:\Users\x\AppData\Local\Programs\Python\Python312\python.exe", False),
    ],
)
def test_a_python_of_microsoft_store_is_known_by_its_folder(path: str, store: bool) -> None:
    assert is_from_the_store(Path(path)) is store


def test_a_python_of_microsoft_store_is_refused(places: Places, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=r"python\.org"):
        list(set_up(places, tmp_path / "WindowsApps" / "python.exe", shortcut=link))


def test_the_button_starts_the_python_without_a_window_and_the_shortcut_the_one_with(tmp_path: Path) -> None:
    for name in ("python.exe", "pythonw.exe"):
        (tmp_path / name).touch()
    assert without_window(tmp_path / "python.exe").name == "pythonw.exe"
    assert without_window(tmp_path / "pythonw.exe").name == "pythonw.exe"
    assert with_window(tmp_path / "pythonw.exe").name == "python.exe"
    assert with_window(tmp_path / "python.exe").name == "python.exe"


def test_a_python_without_a_brother_stays_itself(tmp_path: Path) -> None:
    (tmp_path / "python.exe").touch()
    assert without_window(tmp_path / "python.exe").name == "python.exe"


def test_an_environment_that_says_nothing_is_a_sentence() -> None:
    with pytest.raises(WrongUse, match="LOCALAPPDATA"):
        Places.of({"APPDATA": "x"})


def test_the_macro_speaks_of_the_shortcut_by_its_name() -> None:
    macro = resources.template_path().parent / "macros" / "CypsStart.bas"
    places = Places.of({"LOCALAPPDATA": "x", "APPDATA": "y"})
    assert places.shortcut.stem in macro.read_text(encoding="ascii")


def test_elsewhere_than_on_windows_setup_is_one_sentence() -> None:
    if sys.platform != "win32":
        done = CliRunner().invoke(main, ["setup"])
        assert done.exit_code == 2
        assert "Excel for Windows only" in done.output
