"""Two runs on one workbook take turns; a dead one holds nobody up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from cyps_xl.errors import NotSaved
from cyps_xl.xlsx.saving import run_lock
from cyps_xl.xlsx.saving.save import only_one, save

HOLDER = """
import os, sys
from pathlib import Path
from cyps_xl.xlsx.saving import run_lock
from cyps_xl.xlsx.saving.save import only_one
with only_one(Path(sys.argv[1])):
    print(os.getpid(), flush=True)
    sys.stdin.readline()
"""
SAVER = """
import sys
from pathlib import Path
from cyps_xl.xlsx.saving import run_lock
from cyps_xl.xlsx.saving.save import save
for number in range(20):
    save(Path(sys.argv[1]), f"{sys.argv[2]} {number}".encode() * 10_000)
"""


@contextmanager
def _another_run(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with _another_run_and_its_number(path) as (run, _):
        yield run


@contextmanager
def _another_run_and_its_number(path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A run that holds the workbook, and the process that does so: on Windows the `python` of a virtual environment
    starts another, which Wine lets live when the first is killed."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        yield run, int(run.stdout.readline())
        run.kill()


def test_the_second_run_is_told_when_the_first_goes_on_too_long(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    told = pytest.raises(NotSaved, match=r"Another run of cyps-xl is at work on CYPS\.xlsx\. Wait")
    with _another_run(path), told, only_one(path, patience=0.2):
        pass


def test_the_second_run_waits_for_the_first_to_finish(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    with _another_run(path) as run:
        assert run.stdin is not None
        run.stdin.write(b"\n")
        run.stdin.flush()
        with only_one(path):
            assert run.wait(5) == 0
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_killed_run_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    with _another_run_and_its_number(path) as (run, number):
        os.kill(number, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        run.wait(5)
        assert [file.name for file in tmp_path.iterdir()] == ["~CYPS.xlsx.lock.tmp"]
        with only_one(path, patience=2):
            pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")
def test_a_lock_file_deleted_by_its_last_holder_is_not_taken_for_a_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "~CYPS.xlsx.lock.tmp"
    real_open, opened = os.open, []

    def open_as_the_last_holder_deletes(path: Path, *how: int) -> int:
        opened.append(real_open(path, *how))
        if len(opened) == 1:
            lock.unlink()
        return opened[-1]

    monkeypatch.setattr(os, "open", open_as_the_last_holder_deletes)
    with only_one(tmp_path / "CYPS.xlsx"):
        assert lock.exists()  # else a third run would take a turn of its own


@pytest.mark.parametrize("refused", [1, 4, 5])
def test_where_a_file_that_is_being_deleted_is_refused_the_next_run_tries_again_for_half_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    real_open, opened = os.open, []

    def open_as_windows(path: Path, *how: int) -> int:
        opened.append(path)
        if len(opened) <= refused:
            raise PermissionError(13, "Permission denied")
        return real_open(path, *how)

    monkeypatch.setattr(run_lock, "_REFUSES_WHILE_DELETING", True)
    monkeypatch.setattr(os, "open", open_as_windows)
    no_right = pytest.raises(NotSaved, match="may not be written to")
    with no_right if refused == 5 else nullcontext(), only_one(tmp_path / "CYPS.xlsx"):
        assert len(opened) > refused


def test_a_run_may_save_within_its_own_turn(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    with only_one(path):
        save(path, b"new")
        assert [file.name for file in tmp_path.iterdir() if file.name.startswith("~")] == ["~CYPS.xlsx.lock.tmp"]
    assert [file.name for file in tmp_path.iterdir()] == ["CYPS.xlsx"]


def test_the_turn_ends_when_the_run_fails(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    with pytest.raises(ZeroDivisionError), only_one(path):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_runs_on_other_workbooks_of_the_folder_do_not_wait(tmp_path: Path) -> None:
    with _another_run(tmp_path / "Other.xlsx"), only_one(tmp_path / "CYPS.xlsx", patience=0):
        pass


def test_many_runs_at_once_leave_one_whole_workbook_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    runs = [subprocess.Popen([sys.executable, "-c", SAVER, str(path), letter]) for letter in "abc"]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    last = path.read_bytes()
    assert last in {f"{letter} 19".encode() * 10_000 for letter in "abc"}
    assert [file.name for file in tmp_path.rglob("~*")] == []
    assert len(list((tmp_path / "CYPS backups").iterdir())) == 5
