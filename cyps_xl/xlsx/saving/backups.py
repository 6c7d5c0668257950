"""Dated copies of a workbook, a few of them, in a folder of their own beside it.

A folder, because dated copies next to the workbook get opened, or sent to members, by mistake.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from cyps_xl.xlsx.saving.disk import MAX_PATH, Disk, discard, path_length, write_whole

KEPT = 5


def backup_folder(path: Path) -> Path:
    """Where a workbook's backups are: "CYPS backups" beside CYPS.xlsx."""
    return path.with_name(f"{path.stem} backups")


def keep_backup(path: Path, data: bytes, disk: Disk) -> Path | None:
    """Write the workbook's bytes to a dated backup; None when its path would be longer than Excel opens.

    Raises OSError when the disk refuses.
    """
    backup = _free_name(path, disk)
    if path_length(backup) > MAX_PATH:
        return None
    disk.make_folder(backup.parent)
    half = backup.with_name(f"~{backup.name}.tmp")
    discard(disk, half)
    write_whole(disk, half, data)
    try:
        disk.replace(half, backup)
    finally:
        discard(disk, half)
    return backup


def take_back(backup: Path, disk: Disk) -> None:
    """Delete a backup that was not needed after all, and its folder where nothing else is in it."""
    discard(disk, backup)
    with suppress(OSError):
        disk.remove_folder(backup.parent)


def thin_out(path: Path, disk: Disk) -> None:
    """Delete all but the newest backups of this workbook."""
    folder = backup_folder(path)
    names = sorted((name for name in _names(folder) if _is_backup(path, name)), key=_age)
    for name in names[:-KEPT]:
        discard(disk, folder / name)


def sweep(path: Path, disk: Disk) -> None:
    """Delete the backups of this workbook that killed runs left half written."""
    folder = backup_folder(path)
    for name in _names(folder):
        if name.startswith("~") and name.endswith(".tmp") and _is_backup(path, name[1:].removesuffix(".tmp")):
            discard(disk, folder / name)


def _free_name(path: Path, disk: Disk) -> Path:
    """Named by the time it is made, with a number behind when that second has one already."""
    folder, when = backup_folder(path), f"{disk.now():%Y-%m-%d %H.%M.%S}"
    ages = [_age(name) for name in _names(folder) if _is_backup(path, name)]
    number = 1 + max((number for time, number in ages if time == when), default=0)
    again = f" ({number})" if number > 1 else ""
    return folder / f"{path.stem} {when}{again}{path.suffix}"


def _names(folder: Path) -> list[str]:
    try:
        return [file.name for file in folder.iterdir()]
    except OSError:
        return []


_WHEN = re.compile(r" (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?: \((\d+)\))?$")


def _is_backup(path: Path, name: str) -> bool:
    """Whether the name is one that this module gives; anything else in the folder is staff's."""
    stem, dot, ending = name.rpartition(".")
    found = _WHEN.search(stem)
    return dot + ending == path.suffix and found is not None and stem[: found.start()] == path.stem


def _age(name: str) -> tuple[str, int]:
    found = _WHEN.search(name.rpartition(".")[0])
    return (found.group(1), int(found.group(2) or 1)) if found else ("", 0)
