"""The program in a folder of its own: copied to where it stays, replaced by a newer one, and taken away."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cyps_xl.errors import NotSaved, UnusableFile
from cyps_xl.windows.places import Places
from cyps_xl.windows.portable import Portable, contents, entry_for_commands, set_portable_up, take_portable_back
from helpers.disks import excel_holds


@pytest.fixture
def places(tmp_path: Path) -> Places:
    user = tmp_path / "Gŵen Llŷr"
    return Places.of({"LOCALAPPDATA": str(user / "Local"), "APPDATA": str(user / "Roaming")})


def link(path: Path, target: Path) -> None:
    """Stands in for Windows, which alone makes shortcuts."""
    path.write_text(str(target), encoding="utf-8")


def starts(python: Path) -> None:
    """Stands in for starting the folder's Python, which is a text here."""
    assert python.is_file()


def folder(place: Path, files: Mapping[str, str]) -> Path:
    """An unzipped folder; its program's Python."""
    program = place / "program"
    whole = {"python.exe": "python", "pythonw.exe": "pythonw", "commands/window.cmd": "@echo off", **files}
    for name, text in whole.items():
        path = program / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    lines = (f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in whole.items())
    (program / "files.txt").write_text("".join(lines), encoding="utf-8")
    (place / "Remove.cmd").write_text("@echo off", encoding="utf-8")
    return program / "python.exe"


def portable(python: Path, places: Places) -> Portable:
    found = Portable.of(python, places)
    assert found is not None
    return found


def placed(python: Path, places: Places) -> list[str]:
    """What became of each step of setting up."""
    here = portable(python, places)
    steps = set_portable_up(here, places, shortcut=link, commands_shortcut=link, require=starts)
    return [step.done for step in steps]


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_python_without_the_list_beside_it_is_no_portable_one(places: Places) -> None:
    assert Portable.of(Path(sys.executable), places) is None


def test_the_program_stays_in_local_data_and_all_that_starts_it_names_it_there(places: Places, tmp_path: Path) -> None:
    python = folder(tmp_path / "Downloads", {"site-packages/new.py": "new"})
    assert placed(python, places) == ["copied there", "written", "written", "made", "made"]
    home = places.record.with_name("program")
    assert places.recorded_python() == home / "pythonw.exe"
    assert places.shortcut.read_text(encoding="utf-8") == str(home / "python.exe")
    commands = places.shortcut.with_name("CYPS report commands.lnk")
    assert commands.read_text(encoding="utf-8") == str(home / "commands" / "window.cmd")
    assert home.with_name("Remove.cmd").is_file()
    assert set(contents(home)) | {"files.txt"} == files_in(home)


def test_files_that_are_not_of_the_program_do_not_come_along(places: Places, tmp_path: Path) -> None:
    python = folder(tmp_path, {})
    (python.parent / "__pycache__").mkdir()
    (python.parent / "__pycache__" / "made.pyc").write_bytes(b"")
    placed(python, places)
    assert not (places.record.with_name("program") / "__pycache__").exists()


def test_a_newer_program_takes_the_older_ones_place_whole(places: Places, tmp_path: Path) -> None:
    placed(folder(tmp_path / "old", {"site-packages/gone.py": "", "site-packages/stays.py": "old"}), places)
    record = places.record.read_bytes()
    done = placed(folder(tmp_path / "new", {"site-packages/stays.py": "new"}), places)
    home = places.record.with_name("program")
    assert done[0] == "put in the place of the one before"
    assert files_in(home / "site-packages") == {"stays.py"}
    assert (home / "site-packages" / "stays.py").read_text(encoding="utf-8") == "new"
    assert places.record.read_bytes() == record
    assert {path.name for path in home.parent.iterdir()} == {"program", "python.txt", "Remove.cmd"}


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda file: file.unlink(), "site-packages/one.py is missing"),
        (lambda file: file.write_bytes(b"other"), "site-packages/one.py is another file"),
    ],
    ids=["missing", "another"],
)
def test_a_folder_that_is_not_whole_is_refused_and_the_older_program_stays(
    places: Places, tmp_path: Path, spoil: object, says: str
) -> None:
    placed(folder(tmp_path / "old", {"site-packages/one.py": "old"}), places)
    python = folder(tmp_path / "new", {"site-packages/one.py": "new"})
    assert callable(spoil)
    spoil(python.parent / "site-packages" / "one.py")
    with pytest.raises(UnusableFile, match=says):
        placed(python, places)
    home = places.record.with_name("program")
    assert (home / "site-packages" / "one.py").read_text(encoding="utf-8") == "old"
    assert {path.name for path in home.parent.iterdir()} == {"program", "python.txt", "Remove.cmd"}


def test_a_folder_that_is_not_whole_leaves_nothing_where_nothing_was(places: Places, tmp_path: Path) -> None:
    python = folder(tmp_path / "new", {"one.py": "new"})
    (python.parent / "one.py").unlink()
    with pytest.raises(UnusableFile):
        placed(python, places)
    assert not places.record.parent.exists()


def test_a_program_in_use_is_not_replaced(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    placed(folder(tmp_path / "old", {"one.py": "old"}), places)
    home = places.record.with_name("program")
    rename = Path.rename

    def held(self: Path, target: Path) -> Path:
        """As Windows answers for a folder of which a file is in use."""
        if self == home:
            raise PermissionError(13, "Access is denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(NotSaved, match="could not be put") as refused:
        placed(folder(tmp_path / "new", {"one.py": "new"}), places)
    assert "Close Excel" in refused.value.remedy
    assert (home / "one.py").read_text(encoding="utf-8") == "old"
    assert not home.with_name("program.new").exists()


def test_a_newer_program_that_cannot_start_leaves_the_older_one_in_its_place(places: Places, tmp_path: Path) -> None:
    placed(folder(tmp_path / "old", {"one.py": "old"}), places)
    home = places.record.with_name("program")
    here = portable(folder(tmp_path / "new", {"one.py": "new"}), places)

    def cannot(python: Path) -> None:
        raise UnusableFile(f"{python} cannot run the report program.", "Install it.")

    with pytest.raises(UnusableFile, match="cannot run") as refused:
        list(set_portable_up(here, places, shortcut=link, commands_shortcut=link, require=cannot))
    assert "Unzip the whole folder again" in refused.value.remedy
    assert (home / "one.py").read_text(encoding="utf-8") == "old"
    assert {path.name for path in home.parent.iterdir()} >= {"program", "Remove.cmd"}
    assert not home.with_name("program.new").exists() and not home.with_name("program.old").exists()


def test_an_add_in_that_excel_holds_leaves_the_older_program_in_its_place(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed(folder(tmp_path / "old", {"one.py": "old"}), places)
    places.add_in.write_bytes(b"older")
    excel_holds(places.add_in, monkeypatch)
    with pytest.raises(NotSaved, match="in use") as refused:
        placed(folder(tmp_path / "new", {"one.py": "new"}), places)
    assert "Close Excel" in refused.value.remedy
    assert (places.record.with_name("program") / "one.py").read_text(encoding="utf-8") == "old"


def test_a_program_at_home_that_does_not_start_is_told_to_be_unzipped_again(places: Places, tmp_path: Path) -> None:
    placed(folder(tmp_path, {}), places)
    here = portable(places.record.with_name("program") / "python.exe", places)

    def cannot(python: Path) -> None:
        raise UnusableFile(f"{python} cannot run the report program.", "Install it with pipx.")

    with pytest.raises(UnusableFile, match="cannot run") as refused:
        list(set_portable_up(here, places, shortcut=link, commands_shortcut=link, require=cannot))
    assert "Unzip the whole folder again" in refused.value.remedy and "pipx" not in refused.value.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can make it")
def test_an_entry_that_could_not_be_made_says_what_to_type_in_its_stead(places: Places, tmp_path: Path) -> None:
    here = portable(folder(tmp_path, {}), places)
    *_, commands = set_portable_up(here, places, shortcut=link, require=starts)
    assert commands.done.startswith("not made")
    assert f'cmd /k ""{here.home / "commands" / "window.cmd"}""' in commands.instead


def test_a_program_that_an_administrator_put_in_place_has_an_entry_for_commands_too(
    places: Places, tmp_path: Path
) -> None:
    python = folder(tmp_path / "Program Files" / "cyps-xl", {})
    (python.parent / "files.txt").unlink()
    places.shortcut.parent.mkdir(parents=True)
    assert Portable.of(python, places) is None
    assert [step.done for step in entry_for_commands(python, places, shortcut=link)] == ["made"]
    entry = places.shortcut.with_name("CYPS report commands.lnk")
    assert entry.read_text(encoding="utf-8") == str(python.parent / "commands" / "window.cmd")
    assert [step.done for step in entry_for_commands(python, places, undo=True)] == ["removed"]
    assert not entry.exists() and list(entry_for_commands(python, places, undo=True)) == []
    assert list(entry_for_commands(Path(sys.executable), places)) == []


def test_what_a_set_up_that_was_broken_off_has_left_is_removed_too(places: Places, tmp_path: Path) -> None:
    here = portable(folder(tmp_path / "new", {}), places)
    left = here.home.with_name("program.new")
    left.mkdir(parents=True)
    (left / "one.py").write_text("new", encoding="utf-8")
    assert [step.done for step in take_portable_back(here, places)][-1] == "was not there"
    assert not left.parent.exists()


def test_a_full_disk_is_said_to_be_one(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = folder(tmp_path / "new", {})

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NotSaved, match="could not be copied") as refused:
        placed(here, places)
    assert "Make room on the disk" in refused.value.remedy


def test_setting_up_from_where_it_stays_copies_nothing(places: Places, tmp_path: Path) -> None:
    placed(folder(tmp_path, {}), places)
    assert placed(places.record.with_name("program") / "python.exe", places)[0] == "is there already"


def test_a_dry_run_copies_and_writes_nothing(places: Places, tmp_path: Path) -> None:
    here = portable(folder(tmp_path / "Downloads", {}), places)
    steps = list(set_portable_up(here, places, dry_run=True, require=starts))
    assert all(step.done.startswith("would be") for step in steps)
    assert not places.record.parent.exists()


def test_removal_leaves_nothing(places: Places, tmp_path: Path) -> None:
    here = portable(folder(tmp_path / "Downloads", {}), places)
    placed(here.source / "python.exe", places)
    (places.record.parent / "live.log").write_text("pressed", encoding="utf-8")
    before = list(take_portable_back(here, places, dry_run=True))
    assert {step.done for step in before} == {"would be removed"}
    assert {step.done for step in take_portable_back(here, places)} == {"removed"}
    assert not places.record.parent.exists()
    assert files_in(tmp_path / "Gŵen Llŷr") == set()


def test_copies_of_workbooks_stay_and_are_named(places: Places, tmp_path: Path) -> None:
    here = portable(folder(tmp_path / "Downloads", {}), places)
    placed(here.source / "python.exe", places)
    copy = places.record.parent / "copies" / "CYPS 2018-01-09.xlsx"
    copy.parent.mkdir()
    copy.write_bytes(b"theirs")
    last = list(take_portable_back(here, places))[-1]
    assert (last.path, last.done) == (copy.parent, "stays; it is yours")
    assert files_in(places.record.parent) == {"copies/CYPS 2018-01-09.xlsx"}


def test_a_program_that_removes_itself_leaves_its_folder_to_remove_cmd(places: Places, tmp_path: Path) -> None:
    placed(folder(tmp_path / "Downloads", {}), places)
    here = portable(places.record.with_name("program") / "python.exe", places)
    steps = list(take_portable_back(here, places))
    assert steps[-1].done == "goes when this window closes"
    assert here.home.exists()
    assert not places.record.exists()
