"""Disks that misbehave on purpose: full, failing, held by Excel, with a clock that tests may turn."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from cyps_xl.xlsx.saving.disk import Disk


def excel_holds(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file answer as Windows does for one that Excel has loaded: it may be read and not written."""
    opened = Path.open

    def held(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if self == file and mode == "r+b":
            raise PermissionError(13, "The process cannot access the file")
        return opened(self, mode, *more, **named)

    monkeypatch.setattr(Path, "open", held)


class PatientDisk(Disk):
    """A sound disk whose clock moves only when somebody waits."""

    def __init__(self) -> None:
        self.waited = 0.0

    def wait(self, seconds: float) -> None:
        self.waited += seconds

    def clock(self) -> float:
        return self.waited

    def now(self) -> datetime:
        return datetime(2018, 1, 12, 9, 30) + timedelta(seconds=self.waited)


class FaultyDisk(PatientDisk):
    """Fails with an error number at its nth call, and counts the calls: a write fails half way."""

    def __init__(self, fails_at: int = 0, number: int = 0) -> None:
        super().__init__()
        self.calls: list[str] = []
        self._fails_at, self._number = fails_at, number

    def _call(self, what: str) -> bool:
        self.calls.append(what)
        return len(self.calls) == self._fails_at

    def _fail(self) -> OSError:
        return OSError(self._number, os.strerror(self._number))

    def read(self, path: Path) -> bytes | None:
        if self._call("read"):
            raise self._fail()
        return super().read(path)

    def create(self, path: Path) -> BinaryIO:
        if self._call("create"):
            raise self._fail()
        return super().create(path)

    def write(self, file: BinaryIO, data: bytes) -> None:
        if self._call("write"):
            super().write(file, data[: len(data) // 2])
            raise self._fail()
        super().write(file, data)

    def sync(self, file: BinaryIO) -> None:
        if self._call("sync"):
            raise self._fail()
        super().sync(file)

    def replace(self, new: Path, old: Path) -> None:
        if self._call("replace"):
            raise self._fail()
        super().replace(new, old)

    def remove(self, path: Path) -> None:
        if self._call("remove"):
            raise self._fail()
        super().remove(path)

    def make_folder(self, folder: Path) -> None:
        if self._call("make_folder"):
            raise self._fail()
        super().make_folder(folder)

    def sync_folder(self, folder: Path) -> None:
        if self._call("sync_folder"):
            raise self._fail()
        super().sync_folder(folder)


class HeldDisk(PatientDisk):
    """Windows while a program holds the workbook: nothing takes its place until the clock says so."""

    def __init__(self, held: Path, winerror: int, seconds: float) -> None:
        super().__init__()
        self._held, self._winerror, self._seconds = held, winerror, seconds

    def replace(self, new: Path, old: Path) -> None:
        if old == self._held and self.clock() < self._seconds:
            error = PermissionError(13, "The process cannot access the file")
            error.winerror = self._winerror  # type: ignore[attr-defined]  # Linux has no such errors of its own
            raise error
        super().replace(new, old)
