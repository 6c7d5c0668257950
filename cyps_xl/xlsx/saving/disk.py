"""The few things that saving asks of a disk, in one place, so that each can be made to fail in a test."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from cyps_xl.errors import NotSaved

MAX_PATH = 218  # characters, folders and name together: Excel opens no longer ones

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_HELD_ON_WINDOWS = {5, 32, 33}  # access denied, sharing violation, lock violation: what an open workbook gives
_TOO_LONG_ON_WINDOWS = {123, 206}


class Disk:
    """The computer's own disk and clock."""

    def read(self, path: Path) -> bytes | None:
        """The file's bytes; None when there is no such file."""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def create(self, path: Path) -> BinaryIO:
        """A new file, open for writing; FileExistsError when there is one."""
        return path.open("xb")

    def write(self, file: BinaryIO, data: bytes) -> None:
        """Hand all the bytes to the system."""
        file.write(data)
        file.flush()

    def sync(self, file: BinaryIO) -> None:
        """Wait until the file's bytes are on the disk itself."""
        os.fsync(file.fileno())

    def replace(self, new: Path, old: Path) -> None:
        """Put one file in another's place in a single step."""
        new.replace(old)

    def remove(self, path: Path) -> None:
        """Delete a file, if it is there."""
        path.unlink(missing_ok=True)

    def make_folder(self, folder: Path) -> None:
        """Make a folder, unless it is there."""
        folder.mkdir(exist_ok=True)

    def remove_folder(self, folder: Path) -> None:
        """Delete a folder; OSError when something is in it."""
        folder.rmdir()

    def sync_folder(self, folder: Path) -> None:
        """Wait until the folder's list of names is on the disk itself; Windows sees to that alone."""
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def wait(self, seconds: float) -> None:
        """Let some time pass."""
        time.sleep(seconds)

    def clock(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def now(self) -> datetime:
        """The local date and time."""
        return datetime.now()


DISK = Disk()


def write_whole(disk: Disk, path: Path, data: bytes) -> None:
    """Write a new file down to the disk itself; an unfinished one is removed again."""
    try:
        with disk.create(path) as file:
            disk.write(file, data)
            disk.sync(file)
    except FileExistsError:
        raise
    except BaseException:
        discard(disk, path)
        raise


def discard(disk: Disk, path: Path) -> None:
    """Remove a file of ours if that can be done; the next run sweeps what stays."""
    with suppress(OSError):
        disk.remove(path)


def is_read_only(path: Path) -> bool:
    """Whether the file is marked read-only. Asked, since replacing a file does not mind the mark everywhere."""
    try:
        return not path.stat().st_mode & stat.S_IWUSR
    except OSError:
        return False


def is_held(error: OSError) -> bool:
    """Whether the error is the one by which Windows says that a program holds the file."""
    return getattr(error, "winerror", None) in _HELD_ON_WINDOWS


def not_saved(error: OSError, path: Path) -> NotSaved:
    """What a disk's error means for the workbook, in one sentence, and what to do."""
    name, folder = path.name, path.parent
    if error.errno in _FULL:
        return NotSaved(
            f"The disk is full: {name} was not saved, and nothing is changed.", "Free some space and try again."
        )
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) in _TOO_LONG_ON_WINDOWS:
        return too_long(path)
    if error.errno in _FORBIDDEN:
        return NotSaved(
            f"The folder {folder} may not be written to: {name} was not saved, and nothing is changed.",
            "Ask for access, or copy the workbook to a folder of your own.",
        )
    if error.errno == errno.ENOENT:
        return NotSaved(f"The folder {folder} is not there.", "Check the name, and that the drive is connected.")
    reason = error.strerror or type(error).__name__
    return NotSaved(
        f"{name} was not saved ({reason}), and nothing is changed.",
        "Check the drive and the connection, and try again.",
    )


def path_length(path: Path) -> int:
    """The characters of the whole path, as Excel counts them."""
    return len(str(path.absolute()))


def too_long(path: Path) -> NotSaved:
    """The error for a path that Excel cannot open."""
    return NotSaved(
        f"The path of {path.name} is {path_length(path)} characters long; Excel opens at most {MAX_PATH}.",
        "Use a shorter name, or a folder nearer the top.",
    )
