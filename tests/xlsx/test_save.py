"""A saved workbook takes the old one's place whole, with a backup, or waits beside it."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from cyps_xl.errors import NotSaved
from cyps_xl.xlsx.saving.save import Saved, save
from helpers.disks import HeldDisk, PatientDisk

OLD, NEW = b"the old workbook", b"the new workbook"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook that is there already."""
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(OLD)
    return path


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file())


def test_a_new_workbook_is_written_without_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    assert save(path, NEW) == Saved(path)
    assert _files(tmp_path) == ["CYPS.xlsx"]
    assert path.read_bytes() == NEW


def test_the_old_workbook_is_kept_as_a_dated_backup(book: Path) -> None:
    saved = save(book, NEW, disk=PatientDisk())
    assert book.read_bytes() == NEW
    assert saved.backup == book.parent / "CYPS backups" / "CYPS 2018-01-12 09.30.00.xlsx"
    assert saved.backup.read_bytes() == OLD
    assert _files(book.parent) == ["CYPS backups/CYPS 2018-01-12 09.30.00.xlsx", "CYPS.xlsx"]


def test_no_backup_is_kept_when_none_is_wanted(book: Path) -> None:
    assert save(book, NEW, keep_backup=False) == Saved(book)
    assert _files(book.parent) == ["CYPS.xlsx"]


def test_a_file_that_holds_these_bytes_already_is_left_alone(book: Path) -> None:
    os.utime(book, (1_500_000_000, 1_500_000_000))
    assert save(book, OLD) == Saved(book)
    assert book.stat().st_mtime == 1_500_000_000
    assert _files(book.parent) == ["CYPS.xlsx"]


def test_the_five_newest_backups_are_kept_though_made_in_one_second(book: Path) -> None:
    for number in range(12):
        saved = save(book, b"version %d" % number, disk=PatientDisk())
        assert saved.backup is not None
        assert saved.backup.exists()
    kept = {path.read_bytes() for path in (book.parent / "CYPS backups").iterdir()}
    assert kept == {b"version %d" % number for number in range(6, 11)}


def test_what_staff_put_in_the_backup_folder_is_not_thinned_out(book: Path) -> None:
    folder = book.parent / "CYPS backups"
    folder.mkdir()
    for name in ("CYPS before the election.xlsx", "CYPS 2018-01-12 09.30.00.docx", "Other 2018-01-12 09.30.00.xlsx"):
        (folder / name).write_bytes(b"staff's own")
    for number in range(8):
        save(book, b"version %d" % number)
    assert sum(path.read_bytes() == b"staff's own" for path in folder.iterdir()) == 3
    assert len(list(folder.iterdir())) == 8


def test_what_a_killed_run_left_is_swept_at_the_next(book: Path) -> None:
    (book.parent / "CYPS backups").mkdir()
    left = ["~CYPS.xlsx.0123abcd.tmp", "~CYPS.xlsx.lock.tmp", "CYPS backups/~CYPS 2018-01-12 09.30.00.xlsx.tmp"]
    for name in left:
        (book.parent / name).write_bytes(b"half")
    (book.parent / "~Other.xlsx.0123abcd.tmp").write_bytes(b"another workbook's")
    save(book, NEW, disk=PatientDisk())
    assert _files(book.parent) == [
        "CYPS backups/CYPS 2018-01-12 09.30.00.xlsx",
        "CYPS.xlsx",
        "~Other.xlsx.0123abcd.tmp",
    ]


def test_leftovers_are_swept_even_when_nothing_has_changed(book: Path) -> None:
    (book.parent / "~CYPS.xlsx.0123abcd.tmp").write_bytes(b"half")
    save(book, OLD)
    assert _files(book.parent) == ["CYPS.xlsx"]


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_workbook_held_for_a_moment_is_waited_for(book: Path, winerror: int) -> None:
    disk = HeldDisk(book, winerror, seconds=1.0)
    saved = save(book, NEW, disk=disk)
    assert (saved.path, saved.note) == (book, "")
    assert book.read_bytes() == NEW
    assert 1.0 <= disk.waited < 2.5
    assert len(list((book.parent / "CYPS backups").iterdir())) == 1


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_work_on_a_workbook_that_stays_open_is_kept_beside_it(book: Path, winerror: int) -> None:
    disk = HeldDisk(book, winerror, seconds=1e9)
    saved = save(book, NEW, disk=disk)
    assert book.read_bytes() == OLD
    assert saved.path.parent == book.parent
    assert saved.path.read_bytes() == NEW
    assert saved.backup is None
    assert saved.note.startswith("CYPS.xlsx is open in another program, so it is as it was before")
    assert saved.path.name in saved.note
    assert 2.5 <= disk.waited < 4
    assert sorted(path.name for path in book.parent.iterdir()) == [
        "CYPS finished 2018-01-12 09.30.02.xlsx",
        "CYPS.xlsx",
    ]
    assert "delete" not in saved.note  # there is no file that a program left beside it


def test_the_folder_of_backups_stays_where_something_is_in_it(book: Path) -> None:
    save(book, b"first")
    kept = _files(book.parent / "CYPS backups")
    save(book, NEW, disk=HeldDisk(book, 32, seconds=1e9))
    assert _files(book.parent / "CYPS backups") == kept


def test_work_kept_beside_an_open_workbook_is_never_overwritten(book: Path) -> None:
    paths = {save(book, b"version %d" % number, disk=HeldDisk(book, 32, seconds=1e9)).path for number in range(3)}
    assert {path.read_bytes() for path in paths} == {b"version 0", b"version 1", b"version 2"}


@pytest.mark.skipif(sys.platform == "win32", reason="there an owner file that nobody holds is known to be old")
def test_excels_owner_file_says_who_has_the_workbook_open(book: Path) -> None:
    user = b"Ann Other"
    (book.parent / "~$CYPS.xlsx").write_bytes(bytes([len(user)]) + user + b" " * 155)
    disk = PatientDisk()
    saved = save(book, NEW, disk=disk)
    assert book.read_bytes() == OLD
    assert saved.path.read_bytes() == NEW
    assert "is open in Excel (Ann Other)" in saved.note
    assert "delete ~$CYPS.xlsx." in saved.note


def test_libreoffices_lock_file_says_who_has_the_workbook_open(book: Path) -> None:
    (book.parent / ".~lock.CYPS.xlsx#").write_text("Ann Other,ann,pc1,12.01.2018 09:00,file:///home/ann;")
    saved = save(book, NEW, disk=PatientDisk())
    assert book.read_bytes() == OLD
    assert "is open in LibreOffice (Ann Other)" in saved.note
    assert "delete .~lock.CYPS.xlsx#." in saved.note


def test_another_workbooks_owner_file_stops_nobody(book: Path) -> None:
    (book.parent / "~$Other.xlsx").write_bytes(b"\x03Ann")
    assert save(book, NEW).path == book


def test_a_read_only_workbook_is_told_and_not_replaced(book: Path) -> None:
    book.chmod(stat.S_IREAD)
    with pytest.raises(NotSaved, match=r"CYPS\.xlsx is marked read-only"):
        save(book, NEW)
    assert book.read_bytes() == OLD
    assert _files(book.parent) == ["CYPS.xlsx"]


def test_a_folder_is_not_replaced_by_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="is a folder"):
        save(tmp_path, NEW)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match=r"The folder .*gone is not there"):
        save(tmp_path / "gone" / "CYPS.xlsx", NEW)


def test_a_path_longer_than_excel_opens_is_refused(tmp_path: Path) -> None:
    path = tmp_path / ("C" * (219 - len(str(tmp_path)) - 6) + ".xlsx")
    assert len(str(path)) == 219
    with pytest.raises(NotSaved, match="219 characters long; Excel opens at most 218"):
        save(path, NEW)
    assert _files(tmp_path) == []


def test_the_longest_path_that_excel_opens_is_saved_though_its_backup_has_no_room(tmp_path: Path) -> None:
    path = tmp_path / ("C" * (218 - len(str(tmp_path)) - 6) + ".xlsx")
    path.write_bytes(OLD)
    saved = save(path, NEW)
    assert saved.backup is None
    assert saved.note == "No backup was kept: its path is too long for Excel."
    assert path.read_bytes() == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_to_a_workbook_stays_a_link(book: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(book)
    save(link, NEW)
    assert link.is_symlink()
    assert book.read_bytes() == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such modes")
def test_colleagues_who_could_write_the_workbook_still_can(book: Path) -> None:
    book.chmod(0o664)
    save(book, NEW)
    assert stat.S_IMODE(book.stat().st_mode) == 0o664
