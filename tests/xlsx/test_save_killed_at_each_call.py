"""A save that is killed before, in the middle of and after each thing it asks of the disk: nothing is destroyed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cyps_xl.xlsx.saving.save import save
from helpers.disks import FaultyDisk

OLD, NEW = b"old" * 50_000, b"new" * 50_000
PROGRAM = """
import os, signal, sys
from pathlib import Path
from cyps_xl.xlsx.saving.disk import Disk
from cyps_xl.xlsx.saving.save import save

at, when, path = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
calls = 0

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def deadly(name):
    real = getattr(Disk, name)
    def call(self, *arguments):
        global calls
        calls += 1
        if calls == at and when == "before":
            die()
        if calls == at and when == "half way" and name == "write":
            real(self, arguments[0], arguments[1][: len(arguments[1]) // 2])
            die()
        answer = real(self, *arguments)
        if calls == at and when == "after":
            die()
        return answer
    return call

names = ("read", "create", "write", "sync", "replace", "remove", "make_folder", "sync_folder")
deadly_disk = type("DeadlyDisk", (Disk,), {name: deadly(name) for name in names})
save(path, b"new" * 50_000, disk=deadly_disk())
"""


def _calls(folder: Path) -> list[str]:
    folder.mkdir()
    (folder / "CYPS.xlsx").write_bytes(OLD)
    disk = FaultyDisk()
    save(folder / "CYPS.xlsx", NEW, disk=disk)
    return disk.calls


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_the_old_workbook_or_the_new_one_is_there_whole_wherever_the_save_is_killed(tmp_path: Path) -> None:
    calls = _calls(tmp_path / "sound")
    moments = [(at, when) for at in range(1, len(calls) + 1) for when in ("before", "after")]
    moments += [(at, "half way") for at, call in enumerate(calls, start=1) if call == "write"]
    for at, when in moments:
        path = tmp_path / f"{at} {when}" / "CYPS.xlsx"
        path.parent.mkdir()
        path.write_bytes(OLD)
        run = subprocess.run([sys.executable, "-c", PROGRAM, str(at), when, str(path)], check=False)
        assert run.returncode < 0, f"{at} {when}: not killed"
        assert path.read_bytes() in (OLD, NEW), f"killed {when} {calls[at - 1]}, call {at}"
        backups = list((path.parent / "CYPS backups").glob("CYPS*"))
        assert all(file.read_bytes() == OLD for file in backups)
        save(path, NEW)
        assert [file.name for file in path.parent.rglob("~*")] == [], "leftovers are swept at the next save"
        assert path.read_bytes() == NEW
