"""Writing an edition's files: all of them appear at once, in a folder of their own, or none does."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from cyps_xl.errors import WrongUse
from cyps_xl.xlsx.saving.disk import DISK, MAX_PATH, Disk, not_saved, path_length, too_long, write_whole

UNFINISHED, _REPLACED = ".unfinished ", ".replaced "


def write_together(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    force: bool = False,
    disk: Disk = DISK,
    there: str = "has been published already",
) -> None:
    """Make `folder` with these files in it, in one step.

    The files are written to a hidden folder beside it, which is then renamed. Raises WrongUse
    when the folder is there and `force` is not given, NotSaved when the disk refuses; either
    way what was there stays. `there` is what is said of a folder that is there.
    """
    unfinished, replaced = _beside(folder, UNFINISHED), _beside(folder, _REPLACED)
    _refuse(folder, files)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _mend(folder, unfinished, replaced)
        if folder.exists() and not force:
            raise WrongUse(f"{folder.name} {there}.", "Add --force to replace it, or choose another folder.")
        unfinished.mkdir()
        try:
            for name, data in files.items():
                write_whole(disk, unfinished / name, data)
            disk.sync_folder(unfinished)
            _exchange(unfinished, folder, replaced, disk)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    except OSError as error:
        raise not_saved(error, folder) from error


def refuse_published(folder: Path, *, force: bool) -> None:
    """Raise WrongUse early, before any long work, when an edition is there that may not be replaced."""
    if folder.exists() and not force:
        raise WrongUse(
            f"{folder.name} has been published already.", "Add --force to replace it, or choose another folder."
        )


def _refuse(folder: Path, files: Mapping[str, bytes]) -> None:
    longest = max((folder / name for name in files), key=path_length)
    if path_length(longest) + len(UNFINISHED) > MAX_PATH:
        raise too_long(longest)


def _beside(folder: Path, prefix: str) -> Path:
    return folder.with_name(prefix + folder.name)


def _mend(folder: Path, unfinished: Path, replaced: Path) -> None:
    """Put right what a run left that was stopped: half-written files go, an edition set aside comes back."""
    if unfinished.exists():
        shutil.rmtree(unfinished)
    if replaced.exists():
        if folder.exists():
            shutil.rmtree(replaced)
        else:
            replaced.rename(folder)


def _exchange(unfinished: Path, folder: Path, replaced: Path, disk: Disk) -> None:
    """The finished folder takes its place; one that was there steps aside first, and comes back if that fails."""
    was_there = folder.exists()
    if was_there:
        folder.rename(replaced)
    try:
        disk.replace(unfinished, folder)
    except OSError:
        if was_there:
            replaced.rename(folder)
        raise
    disk.sync_folder(folder.parent)
    if was_there:
        shutil.rmtree(replaced, ignore_errors=True)
