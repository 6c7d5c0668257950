"""One run at a time on a workbook: the second waits, or is told."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cyps_xl.errors import NotSaved
from cyps_xl.xlsx.saving.disk import DISK, Disk, not_saved

PATIENCE = 10.0  # seconds: a refresh takes one or two
_STEP = 0.1
_REFUSES_WHILE_DELETING = sys.platform == "win32"
"""Windows refuses a file that its last holder is just deleting; a moment later it is not there, and refused no more."""
_MOST_REFUSALS = 5
"""One after the other, then nobody may write to the folder."""
_NO_LOCKS_HERE = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}

_held: set[Path] = set()  # the lock files this program holds, so that a run may save within its own turn


@contextmanager
def only_one(path: Path, *, patience: float = PATIENCE, disk: Disk = DISK) -> Iterator[None]:
    """Hold the workbook's lock file for the length of a run that writes it.

    The system itself locks the file and lets go when the program ends, however it ends: so a
    lock file that a killed run left behind stops nobody. Within its own turn a program may ask
    again. A run that only reads needs no turn.
    Raises NotSaved when another run is still at work after `patience` seconds, or when the
    folder is missing or may not be written to.
    """
    lock = lock_file(path)
    if lock in _held:
        yield
        return
    handle = _wait_for(lock, path, patience, disk)
    _held.add(lock)
    try:
        yield
    finally:
        _held.discard(lock)
        _let_go(handle, lock)


def lock_file(path: Path) -> Path:
    """The lock file of a workbook, beside it. Its ending keeps OneDrive from sending it about."""
    whole = path.resolve()
    return whole.with_name(f"~{whole.name}.lock.tmp")


def _wait_for(lock: Path, path: Path, patience: float, disk: Disk) -> int:
    until, refusals = disk.clock() + patience, 0
    while True:
        try:
            handle = _take(lock)
        except OSError as error:
            refusals += 1
            if not (_REFUSES_WHILE_DELETING and isinstance(error, PermissionError) and refusals < _MOST_REFUSALS):
                raise not_saved(error, path) from error
        else:
            refusals = 0
            if handle is not None:
                return handle
            if disk.clock() >= until:
                raise NotSaved(
                    f"Another run of cyps-xl is at work on {path.name}.", "Wait until it has finished, then try again."
                )
        disk.wait(_STEP)


def _take(lock: Path) -> int | None:
    """The open lock file, locked; None when another program has it."""
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if _REFUSES_WHILE_DELETING and lock.exists():
            return None
        raise
    if _lock(handle) and _still_there(handle, lock):
        return handle
    os.close(handle)
    return None


def _still_there(handle: int, lock: Path) -> bool:
    """Whether the locked file is still the one under its name: its last holder may have deleted it meanwhile."""
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except FileNotFoundError:
        return False


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some network drives know no locks. Work goes on there: the replace is whole even so.
        return error.errno in _NO_LOCKS_HERE
    return True


def _let_go(handle: int, lock: Path) -> None:
    if sys.platform == "win32":
        os.close(handle)  # Windows deletes no open file
        _delete(lock)
    else:
        _delete(lock)  # while it is held, or another run's file of this name might go instead
        os.close(handle)


def _delete(lock: Path) -> None:
    with suppress(OSError):  # another run waits with the file open; the last one deletes it
        lock.unlink(missing_ok=True)
