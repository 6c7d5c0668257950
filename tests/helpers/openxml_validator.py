"""Every workbook that a test makes, held against Microsoft's validator (Open XML SDK).

What the product makes is packed by `Package.to_bytes` and saved by `Disk.write`. Both are watched
here, so that no test has to ask. What a test packs itself is not the product's, and a fault that a
workbook had when the product read it is not either: tests plant the oddest things. A workbook is
judged once in a run, whichever test makes it first, and that test fails when it has a fault.
`scripts/openxml_sdk.py` lays the validator out; where it is not, nothing is judged, and
`tests/test_openxml.py` is skipped or, in CI, fails.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.saving.disk import Disk

HOME = Path(__file__).resolve().parents[2] / "build" / "openxml-sdk"
UNREADABLE = "cannot be read"
_WORKBOOK = b"PK\x03\x04"


def is_there() -> bool:
    """Whether the validator is laid out on this computer."""
    return (HOME / "ready").exists()


class Validator:
    """Microsoft's validator in a process of its own, started when it is first asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None

    def faults(self, data: bytes) -> list[str]:
        """What it says of a workbook, a text for each fault, with part and place."""
        path = self._folder / "judged.xlsx"
        path.write_bytes(data)
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        return list(json.loads(process.stdout.readline()))

    def _start(self) -> subprocess.Popen[str]:
        program = Path(__file__).with_name("openxml_process.py")
        self._process = subprocess.Popen(
            [str(HOME / "venv" / "bin" / "python"), str(program), str(HOME)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


class Made:
    """The workbooks made since the last look. `known`, a folder, is shared by all processes of a run."""

    def __init__(self, known: Path, judge: Validator) -> None:
        self.judge = judge
        self._known, self._waiting, self._read = known, dict[str, bytes](), dict[str, bytes]()
        known.mkdir(exist_ok=True)

    def note(self, data: bytes) -> None:
        """Keep a workbook for the next look, unless it was read before: so are backups."""
        digest = hashlib.sha256(data).hexdigest()
        if data.startswith(_WORKBOOK) and digest not in self._read:
            self._waiting[digest] = data

    def note_read(self, data: bytes) -> None:
        """Keep what the product has read, unless it has made it: its faults are not the product's."""
        digest = hashlib.sha256(data).hexdigest()
        if data.startswith(_WORKBOOK) and digest not in self._waiting:
            self._read[digest] = data

    def judged(self) -> list[list[str]]:
        """The faults in each workbook that nobody has looked at in this run, whichever process."""
        waiting, self._waiting, read, self._read = self._waiting, {}, self._read, {}
        found = [self.judge.faults(data) for digest, data in waiting.items() if self._is_new(digest)]
        if not any(found):
            return found
        planted = [fault for data in read.values() for fault in self.judge.faults(data)]
        if any(fault.startswith(UNREADABLE) for fault in planted):
            return []
        kinds = {_kind(fault) for fault in planted}
        return [[fault for fault in faults if _kind(fault) not in kinds] for faults in found]

    def _is_new(self, digest: str) -> bool:
        try:
            (self._known / digest).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@contextmanager
def watched(made: Made) -> Iterator[None]:
    """While this lasts, every workbook that leaves the product is noted."""
    to_bytes, write, from_bytes = Package.to_bytes, Disk.write, Package.from_bytes

    def noted_bytes(package: Package, *, deflated: bool = True) -> bytes:
        data = to_bytes(package, deflated=deflated)
        by_the_product = str(sys._getframe(1).f_globals.get("__name__", "")).startswith("cyps_xl.")
        if deflated and by_the_product:  # not deflated is read again at once, and never kept
            made.note(data)
        return data

    def noted_package(data: bytes, name: str, **how: Any) -> Package:
        made.note_read(data)
        return from_bytes(data, name, **how)

    def noted_write(disk: Disk, file: Any, data: bytes) -> None:
        made.note(data)
        write(disk, file, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Package, "to_bytes", noted_bytes)
        patch.setattr(Disk, "write", noted_write)
        patch.setattr(Package, "from_bytes", noted_package)
        yield


def _kind(fault: str) -> str:
    """A fault without its part and place."""
    return fault.partition(": ")[2]


def told(faults: Sequence[str]) -> str:
    """The faults as a failed test says them."""
    return "\n  ".join(["Microsoft's validator finds fault with a workbook that this test makes:", *faults[:20]])
