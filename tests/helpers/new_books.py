"""New workbooks of the packs that ship, as tests begin with them: each is made once in a run, whoever asks first."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cyps_xl import report
from cyps_xl.definition.packs import DEFAULT

_FOLDER = "CYPS_NEW_BOOKS"
"""Names the folder that the workers of a run share."""


def keep_in(folder: Path) -> None:
    """Keep new workbooks in a folder, for this process and those that it starts."""
    folder.mkdir(exist_ok=True)
    os.environ[_FOLDER] = str(folder)


def new_book(path: Path, pack: str = DEFAULT, *, example: bool = True, macros: bool = False) -> Path:
    """A workbook as `report.new` makes it at a path: the same bytes wherever it lies."""
    folder = Path(os.environ.get(_FOLDER) or tempfile.mkdtemp(prefix="cyps-new-books-"))
    kept = folder / f"{pack}{' example' if example else ''}{path.suffix}"
    if not kept.exists():
        being_made = folder / f"{os.getpid()} {kept.name}"
        report.new(being_made, pack=pack, example=example, macros=macros)
        being_made.replace(kept)
    path.write_bytes(kept.read_bytes())
    return path
