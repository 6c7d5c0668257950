"""Saving a workbook: whoever pulls the plug, the old file or the new file is there, whole."""

from __future__ import annotations

import re
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.errors import NotSaved
from cyps_xl.xlsx.saving import backups
from cyps_xl.xlsx.saving.disk import (
    DISK,
    MAX_PATH,
    Disk,
    discard,
    is_held,
    is_read_only,
    not_saved,
    path_length,
    too_long,
    write_whole,
)
from cyps_xl.xlsx.saving.in_use import marker_file, who_has_it_open
from cyps_xl.xlsx.saving.run_lock import only_one

__all__ = ["Saved", "only_one", "save"]

PATIENCE = 2.5  # seconds: a virus scanner or a synchronising drive lets go by then; Excel does not
_STEP = 0.25


@dataclass(frozen=True)
class Saved:
    """Where the work now is.

    `path` is the file asked for, or the one beside it when that was open elsewhere; `backup` holds
    what the file was before, None when nothing was replaced; `note` is what the user must
    read, or "".
    """

    path: Path
    backup: Path | None = None
    note: str = ""


def save(path: Path, data: bytes, *, keep_backup: bool = True, patience: float = PATIENCE, disk: Disk = DISK) -> Saved:
    """Put these bytes in the workbook's place in one step, and keep a dated backup of what was there.

    A file that holds these bytes already is left alone, date and all. A workbook that stays open
    elsewhere for `patience` seconds is left alone too: the finished work goes beside it under
    another name, and the note says so.
    Raises NotSaved, with the old file as it was, when the disk is full, read-only or gone, when
    the path is longer than Excel opens, or when another run is at work on this file.
    """
    target = path.resolve() if path.is_symlink() else path
    _refuse_impossible(target)
    with only_one(target, disk=disk):
        _sweep(target, disk)
        try:
            old = disk.read(target)
            if old == data:
                return Saved(target)
            finished = _write_beside(target, data, disk)
            try:
                return _Exchange(target, finished, old, keep_backup, disk).within(patience)
            finally:
                discard(disk, finished)
        except OSError as error:
            raise not_saved(error, target) from error


def _refuse_impossible(target: Path) -> None:
    if target.is_dir():
        raise NotSaved(f"{target.name or target} is a folder.", "Give the name of a workbook.")
    if path_length(target) > MAX_PATH:
        raise too_long(target)
    if is_read_only(target):
        raise NotSaved(
            f"{target.name} is marked read-only: it was not saved, and nothing is changed.",
            "Take the mark off in the file's properties, or work on a copy.",
        )


def _sweep(target: Path, disk: Disk) -> None:
    """Delete what killed runs left unfinished. Nobody else's can be there: this run has its turn."""
    backups.sweep(target, disk)
    ours = re.compile(re.escape(f"~{target.name}.") + r"[0-9a-f]{8}\.tmp")
    try:
        left = [file for file in target.parent.iterdir() if ours.fullmatch(file.name)]
    except OSError:
        return
    for file in left:
        discard(disk, file)


def _write_beside(target: Path, data: bytes, disk: Disk) -> Path:
    """The bytes in a file of their own in the same folder, from where one step puts them in place."""
    finished = target.with_name(f"~{target.name}.{secrets.token_hex(4)}.tmp")
    write_whole(disk, finished, data)
    with suppress(OSError):  # a new workbook, or a drive that has no such modes
        shutil.copymode(target, finished)  # colleagues who could write the workbook still can
    return finished


@dataclass
class _Exchange:
    """The finished file taking the old one's place, as soon as nobody holds the old one."""

    target: Path
    finished: Path
    old: bytes | None
    keep_backup: bool
    disk: Disk

    def within(self, patience: float) -> Saved:
        """Try until it works or the time is up; then leave the work beside the workbook."""
        until = self.disk.clock() + patience
        while True:
            holder = who_has_it_open(self.target) if self.old is not None else None
            if holder is None:
                saved = self._try()
                if saved is not None:
                    return saved
            if self.disk.clock() >= until:
                return self._leave_beside(holder or "another program")
            self.disk.wait(_STEP)

    def _try(self) -> Saved | None:
        """The backup and the exchange; None when a program holds the old file."""
        backup = None
        try:
            if self.old is not None and self.keep_backup:
                backup = backups.keep_backup(self.target, self.old, self.disk)
            self.disk.replace(self.finished, self.target)
        except OSError as error:
            if backup is not None:
                backups.take_back(backup, self.disk)
            if is_held(error):
                return None
            raise
        self._settle()
        missing = self.old is not None and self.keep_backup and backup is None
        return Saved(self.target, backup, "No backup was kept: its path is too long for Excel." if missing else "")

    def _settle(self) -> None:
        """What follows the exchange and cannot undo it: old or new, the file is whole by now."""
        with suppress(OSError):  # network drives often refuse
            self.disk.sync_folder(self.target.parent)
        if self.keep_backup:
            backups.thin_out(self.target, self.disk)

    def _leave_beside(self, holder: str) -> Saved:
        beside = self._free_name()
        if path_length(beside) > MAX_PATH:
            raise NotSaved(f"{self.target.name} is open in {holder}.", "Close it, and try again.")
        self.disk.replace(self.finished, beside)
        marker = marker_file(self.target)
        note = (
            f"{self.target.name} is open in {holder}, so it is as it was before and the finished work is beside it, "
            f"in “{beside.name}”. Close {self.target.name} and try again, or go on with that file."
        )
        left = f" If nobody has it open, delete {marker.name}." if marker else ""
        return Saved(beside, None, note + left)

    def _free_name(self) -> Path:
        """Dated, so that work left beside the workbook before is not lost."""
        when = f"{self.disk.now():%Y-%m-%d %H.%M.%S}"
        beside, number = self.target.with_name(f"{self.target.stem} finished {when}{self.target.suffix}"), 1
        while beside.exists():
            number += 1
            beside = self.target.with_name(f"{self.target.stem} finished {when} ({number}){self.target.suffix}")
        return beside
