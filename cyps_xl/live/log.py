"""A log of presses in the user's own folder: what happened and where in the program, never a figure or a name."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import suppress
from pathlib import Path

from cyps_xl.errors import where_raised

LARGEST = 200_000  # bytes; then the log is put aside, and the one put aside before goes
NAME = "live.log"


def log_folder() -> Path:
    """Where this user's log is kept: local data on Windows, the state folder elsewhere."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "cyps-xl"
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "cyps-xl"


def note(line: str) -> Path | None:
    """Add a line; returns the log. None, and nothing else happens, where it cannot be written."""
    with suppress(OSError):
        folder = log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / NAME
        if log.exists() and log.stat().st_size > LARGEST:
            log.replace(folder / f"{NAME}.1")
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{dt.datetime.now():%Y-%m-%d %H:%M:%S} {line}\n")
        return log
    return None


def note_error(error: BaseException) -> Path | None:
    """Add where in the program an error arose. Its own words stay out: they may hold what stands in a cell."""
    return note("\n    ".join([type(error).__name__, *where_raised(error)]))
