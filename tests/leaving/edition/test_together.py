"""An edition's files appear together or not at all."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import BinaryIO

import pytest

from cyps_xl.edition.write_folder import write_together
from cyps_xl.errors import NotSaved, WrongUse
from cyps_xl.xlsx.saving.disk import Disk

FILES = {"a.xlsx": b"new a", "a.csv": b"new b", "a.json": b"new c"}


class FullDisk(Disk):
    """Has room for so many writes; the next one, and a replace after them, fails."""

    def __init__(self, room: int) -> None:
        self.room = room

    def _step(self) -> None:
        self.room -= 1
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    def write(self, file: BinaryIO, data: bytes) -> None:
        self._step()
        super().write(file, data)

    def replace(self, new: Path, old: Path) -> None:
        self._step()
        super().replace(new, old)


def found(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_files_are_there_and_nothing_else(tmp_path: Path) -> None:
    write_together(tmp_path / "out" / "edition", FILES)
    assert found(tmp_path) == {f"out/edition/{name}": data for name, data in FILES.items()}


@pytest.mark.parametrize("room", range(4))
def test_a_disk_that_fills_up_leaves_nothing_new(tmp_path: Path, room: int) -> None:
    with pytest.raises(NotSaved):
        write_together(tmp_path / "edition", FILES, disk=FullDisk(room))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("room", range(4))
def test_a_disk_that_fills_up_leaves_the_old_edition_whole(tmp_path: Path, room: int) -> None:
    old = {"a.xlsx": b"old a", "a.pdf": b"old p"}
    write_together(tmp_path / "edition", old)
    with pytest.raises(NotSaved):
        write_together(tmp_path / "edition", FILES, force=True, disk=FullDisk(room))
    assert found(tmp_path) == {f"edition/{name}": data for name, data in old.items()}


def test_an_edition_is_not_written_over_unasked(tmp_path: Path) -> None:
    write_together(tmp_path / "edition", {"a.xlsx": b"old"})
    with pytest.raises(WrongUse, match="--force"):
        write_together(tmp_path / "edition", FILES)
    assert found(tmp_path) == {"edition/a.xlsx": b"old"}


def test_what_a_stopped_run_left_is_put_right_by_the_next(tmp_path: Path) -> None:
    for name in (".unfinished edition", ".replaced edition"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.xlsx").write_bytes(name.encode())
    with pytest.raises(WrongUse):  # the edition that was set aside is back, and is not replaced unasked
        write_together(tmp_path / "edition", FILES)
    assert found(tmp_path) == {"edition/a.xlsx": b".replaced edition"}


def test_a_path_that_excel_cannot_open_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="characters long"):
        write_together(tmp_path / ("e" * 120) / ("f" * 90), FILES)
    assert list(tmp_path.iterdir()) == []
