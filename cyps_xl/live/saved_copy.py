"""The copy that an open workbook saves of itself: what a press reads, and what it keeps as the way back."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from cyps_xl.errors import NotSaved, UnusableFile
from cyps_xl.live.busy import is_busy
from cyps_xl.live.log import log_folder, note_error
from cyps_xl.xlsx.saving.backups import keep_backup, thin_out
from cyps_xl.xlsx.saving.disk import DISK


@dataclass(frozen=True)
class SavedCopy:
    """A workbook as it is in Excel at this moment, saved or not.

    `path` is the file on this computer that it was opened from; None for one in the cloud and one never saved.
    """

    name: str
    data: bytes
    path: Path | None


def save_copy(book: Any) -> SavedCopy:
    """Have an open workbook (an xlwings Book) save a copy of itself, and read it.

    The copy lies in a folder that only this user can read, and is gone when this returns. Raises UnusableFile when
    Excel saves none.
    """
    name, full_name = str(book.name), str(book.api.FullName)
    folder = Path(tempfile.mkdtemp(prefix="cyps-xl-"))
    try:
        copy = folder / (name if PurePath(name).suffix else f"{name}.xlsx")
        book.api.SaveCopyAs(str(copy))
        data = copy.read_bytes()
    except Exception as error:
        if is_busy(error):
            raise
        note_error(error)
        raise UnusableFile(
            f"Excel did not let a copy of “{name}” be saved, without which nothing is written.",
            "Save it in a folder on this computer (File, Save As), and press the button again there.",
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return SavedCopy(name, data, _on_this_computer(full_name))


def keep_as_backup(copy: SavedCopy) -> Path:
    """Keep the copy where a refresh keeps its backups, or in the user's own folder where that cannot be.

    Raises NotSaved when neither folder takes it.
    """
    own = log_folder() / "copies" / copy.name
    for path in filter(None, (copy.path, own)):
        try:
            if path is own:
                own.parent.mkdir(parents=True, exist_ok=True)
            kept = keep_backup(path, copy.data, DISK)
        except OSError as error:
            note_error(error)
            continue
        if kept is not None:
            thin_out(path, DISK)
            return kept
    raise NotSaved(
        f"No copy of “{copy.name}” could be kept, neither beside it nor in your own folder. Nothing was written.",
        "Make room on the disk, or save the workbook in another folder, and press the button again.",
    )


def _on_this_computer(full_name: str) -> Path | None:
    """The path of a file; None for an address in SharePoint or OneDrive, and for a workbook never saved."""
    path = Path(full_name)
    return path if "://" not in full_name and path.is_absolute() else None
