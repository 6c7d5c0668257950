"""Setting a user's Windows up for the button, and taking that back: three files, nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cyps_xl import resources
from cyps_xl.errors import CypsError, NotSaved, UnusableFile
from cyps_xl.windows.places import RECORD_ENCODING, Places, holds, is_from_the_store, with_window, without_window
from cyps_xl.windows.shortcut import ARGUMENTS, make_shortcut

PROGRAM = "cyps_xl.excel_button"
STARTING = (
    f"import {PROGRAM}; from cyps_xl.live.excel import xlwings; xlwings(); "
    "from cyps_xl.excel_link import require_link; require_link()"
)
"""What that program needs before it can speak with Excel."""
BY_HAND = "In its stead press the Windows key and R, and type:"
AGAIN = "Close Excel, all its windows, and set up again."
PATIENCE = 60  # seconds that a Python may take to answer

MakeShortcut = Callable[[Path, Path], None]
"""Makes a shortcut at a path that runs a Python: shortcut.make_shortcut."""
Require = Callable[[Path], None]
"""Raises UnusableFile when a Python will not do: require_startable."""


@dataclass(frozen=True)
class Step:
    """One file put in its place or taken away: what it is for, where it is, and how that went or would go."""

    path: Path
    purpose: str
    done: str
    instead: str = ""
    """What to do where it could not be done, and the rest works without it; "" where it was done."""


def require_startable(python: Path) -> None:
    """Raise UnusableFile unless Excel can have this Python run the report program."""
    if is_from_the_store(python):
        raise UnusableFile(
            "This Python comes from Microsoft Store, and Excel cannot see the files that it writes.",
            "Install Python from python.org, install cyps-xl with it, and run cyps-xl setup again.",
        )
    fault = starting_fault(python)
    if fault:
        raise UnusableFile(
            f"{python} cannot run the report program the way Excel starts it ({fault}).",
            "Install cyps-xl in a virtual environment, or with pipx or uv, and run cyps-xl setup again.",
        )


def require_unused(places: Places) -> None:
    """Raise NotSaved where Excel holds the add-in that is to be replaced: before anything is."""
    if not places.add_in.is_file() or holds(places.add_in, resources.add_in_path().read_bytes()):
        return
    try:
        with places.add_in.open("r+b"):
            pass
    except OSError as error:
        raise NotSaved(f"{places.add_in} is in use, or may not be written.", AGAIN) from error


def starting_fault(python: Path) -> str:
    """What goes wrong when a Python imports the program behind the button, cut off from its surroundings; or ""."""
    command = [str(with_window(python)), "-I", "-c", STARTING]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.SubprocessError) as error:
        return type(error).__name__
    if done.returncode == 0:
        return ""
    return (done.stderr.strip().splitlines() or [f"it ended with code {done.returncode}"])[-1]


def set_up(
    places: Places,
    python: Path,
    *,
    dry_run: bool = False,
    shortcut: MakeShortcut = make_shortcut,
    require: Require = require_startable,
) -> Iterator[Step]:
    """Put the record, the add-in and the shortcut in their places, one step after another.

    Doing it again writes the same files again. Raises UnusableFile before anything is written
    when the Python will not do, and NotSaved when a file cannot be written.
    """
    require(python)
    if not dry_run:
        require_unused(places)
    quiet = without_window(python)
    record = f"{quiet}\r\n".encode(RECORD_ENCODING)
    add_in = resources.add_in_path().read_bytes()
    yield _put(places.record, "tells the button which Python to start", record, dry_run)
    yield _put(places.add_in, "gives Excel the tab “Children’s services”", add_in, dry_run)
    yield _link(places.shortcut, with_window(python), shortcut, dry_run)


def take_back(places: Places, *, dry_run: bool = False) -> Iterator[Step]:
    """Remove what `set_up` made. The log of presses stays. Raises NotSaved when a file cannot be removed."""
    purposes = ("the record of the Python", "the add-in", "the shortcut")
    for path, purpose in zip((places.record, places.add_in, places.shortcut), purposes, strict=True):
        if not path.exists():
            yield Step(path, purpose, "was not there")
            continue
        if not dry_run:
            _remove(path)
        yield Step(path, purpose, "would be removed" if dry_run else "removed")


def _put(path: Path, purpose: str, data: bytes, dry_run: bool) -> Step:
    if holds(path, data):
        return Step(path, purpose, "is there already")
    if not dry_run:
        _write(path, data)
    return Step(path, purpose, "would be written" if dry_run else "written")


def _link(path: Path, python: Path, shortcut: MakeShortcut, dry_run: bool) -> Step:
    purpose = "does what the button does, where Excel may not start programs"
    if dry_run:
        return Step(path, purpose, "would be made")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shortcut(path, python)
    except (CypsError, OSError) as error:  # the button works without it: no reason to stop
        instead = f'{BY_HAND} "{python}" {ARGUMENTS}'
        return Step(path, purpose, f"not made: {error}", instead)
    return Step(path, purpose, "made")


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise NotSaved(f"{path} could not be written.", AGAIN) from error


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise NotSaved(f"{path} could not be removed.", "Close Excel, and try again.") from error
