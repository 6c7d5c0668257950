"""Whatever the disk refuses, at whatever step: the old workbook or the new one is there, whole."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cyps_xl.errors import NotSaved
from cyps_xl.xlsx.saving.save import save
from helpers.disks import FaultyDisk

OLD, NEW = b"old" * 5_000, b"new" * 5_000
NUMBERS = {
    "full": errno.ENOSPC,
    "over quota": errno.EDQUOT,
    "failing": errno.EIO,
    "forbidden": errno.EACCES,
    "read-only": errno.EROFS,
    "gone": errno.ENOENT,
}
SENTENCES = {
    "full": "The disk is full: CYPS.xlsx was not saved, and nothing is changed.",
    "over quota": "The disk is full: CYPS.xlsx was not saved, and nothing is changed.",
    "failing": "CYPS.xlsx was not saved (Input/output error), and nothing is changed.",
    "forbidden": "may not be written to: CYPS.xlsx was not saved, and nothing is changed.",
    "read-only": "may not be written to: CYPS.xlsx was not saved, and nothing is changed.",
    "gone": "is not there.",
}


def _calls_of_a_sound_save(folder: Path) -> list[str]:
    folder.mkdir()
    (folder / "CYPS.xlsx").write_bytes(OLD)
    disk = FaultyDisk()
    save(folder / "CYPS.xlsx", NEW, disk=disk)
    return disk.calls


def test_a_save_writes_syncs_and_replaces_the_backup_and_the_workbook(tmp_path: Path) -> None:
    calls = _calls_of_a_sound_save(tmp_path / "sound")
    assert [call for call in calls if call != "remove"] == [
        *("read", "create", "write", "sync", "make_folder", "create", "write", "sync"),
        *("replace", "replace", "sync_folder"),
    ]


def test_the_bytes_are_on_the_disk_itself_before_they_take_the_old_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(OLD)
    real_fsync, found = os.fsync, []

    def note(handle: int) -> None:
        found.append((path.read_bytes() == OLD, os.fstat(handle).st_size))
        real_fsync(handle)

    monkeypatch.setattr(os, "fsync", note)
    save(path, NEW)
    assert found[:2] == [(True, len(NEW)), (True, len(OLD))]  # the workbook, then its backup


@pytest.mark.parametrize("trouble", NUMBERS)
def test_a_fault_at_any_step_leaves_the_old_workbook_or_the_new_one_whole(trouble: str, tmp_path: Path) -> None:
    calls = _calls_of_a_sound_save(tmp_path / "sound")
    exchange = len(calls) - 1 - calls[::-1].index("replace")
    for step, call in enumerate(calls, start=1):
        path = tmp_path / f"{step} {call}" / "CYPS.xlsx"
        path.parent.mkdir()
        path.write_bytes(OLD)
        disk = FaultyDisk(step, NUMBERS[trouble])
        if call == "remove" or step > exchange + 1:
            assert save(path, NEW, disk=disk).path == path
            assert path.read_bytes() == NEW
        else:
            with pytest.raises(NotSaved) as raised:
                save(path, NEW, disk=disk)
            assert SENTENCES[trouble] in raised.value.message
            assert path.read_bytes() == OLD
        save(path, b"later")
        left = [file.name for file in path.parent.rglob("~*")]
        assert left == [], f"left by {call}, the step {step}"


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_takes_no_lock_file_is_told_before_any_work(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(OLD)

    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(NotSaved, match="was not saved, and nothing is changed"):
        save(path, NEW)
    assert path.read_bytes() == OLD


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on what a program may write")
def test_a_disk_that_is_really_full_leaves_the_workbook_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(OLD)
    program = """
import resource, signal, sys
from pathlib import Path
from cyps_xl.errors import NotSaved
from cyps_xl.xlsx.saving.save import save
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    save(Path(sys.argv[1]), bytes(50_000))
except NotSaved as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("The disk is full: CYPS.xlsx was not saved")
    assert path.read_bytes() == OLD
    assert [file.name for file in tmp_path.iterdir()] == ["CYPS.xlsx"]
