"""The program in a folder of its own, with its own Python: put where it stays, and taken away again.

Who unzips the folder and runs *Set up* has it in Downloads, in OneDrive or on a network drive, where programs do not
stay. So the program is copied to the user's local data, and everything that starts it names the copy. The folder is
made by scripts/make_windows_folder.py.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cyps_xl.errors import CypsError, NotSaved, UnusableFile
from cyps_xl.windows.places import Places, with_window
from cyps_xl.windows.setting_up import (
    BY_HAND,
    MakeShortcut,
    Require,
    Step,
    require_startable,
    require_unused,
    set_up,
    take_back,
)
from cyps_xl.windows.shortcut import make_commands_shortcut, make_shortcut, window_arguments

FILES = "files.txt"
"""Beside a portable program's Python: a line for each file of the program, its SHA-256 and its name."""
REMOVE = "Remove.cmd"
"""Beside the program, in the unzipped folder and where it stays."""
COMMANDS = Path("commands", "window.cmd")
"""What the entry for commands in the Start menu opens, in the program's folder."""
COMMANDS_SHORTCUT = "CYPS report commands.lnk"

UNZIP_AGAIN = (
    "Unzip the whole folder again (right-click the zip, Extract All) and run Set up in it. "
    "If the file is gone again, ask ICT whether the virus scanner took it away."
)
IN_USE = "Close Excel and the windows of CYPS report, and try again."
NOT_COPIED = (
    "Unzip into a folder with a shorter path, such as one in Documents, and run Set up there. "
    "If it says the same again, ask ICT whether the virus scanner or a rule stopped it."
)
_DISK_FULL = 112
"""Windows' number for it."""
_TRIES, _BETWEEN = 4, 0.5
"""Times that the new program is put in place, and the seconds between."""


@dataclass(frozen=True)
class Portable:
    """A program in a folder of its own: where it runs from, and where it stays."""

    source: Path
    home: Path
    start_menu: Path

    @classmethod
    def of(cls, python: Path, places: Places) -> Portable | None:
        """The program that this Python belongs to; None when it is installed in another way."""
        if not (python.parent / FILES).is_file():
            return None
        return cls(python.parent, places.record.with_name("program"), places.shortcut.parent)

    @property
    def python(self) -> Path:
        """The Python where the program stays."""
        return self.home / "python.exe"

    @property
    def runs_at_home(self) -> bool:
        """Whether this is already the copy that stays."""
        return self.home.exists() and self.source.samefile(self.home)

    @property
    def commands(self) -> Path:
        """The Start menu's entry for commands."""
        return self.start_menu / COMMANDS_SHORTCUT


def set_portable_up(
    portable: Portable,
    places: Places,
    *,
    dry_run: bool = False,
    shortcut: MakeShortcut = make_shortcut,
    commands_shortcut: MakeShortcut = make_commands_shortcut,
    require: Require = require_startable,
) -> Iterator[Step]:
    """Put the program where it stays, in an older one's place, and then what `set_up` puts in its places.

    Raises UnusableFile when the folder is not whole and NotSaved when something cannot be written;
    an older program then is as it was.
    """
    is_new = not dry_run and not portable.runs_at_home
    if is_new:
        require_unused(places)
    yield _put_program(portable, dry_run, require)
    python = with_window(portable.source / "python.exe") if dry_run else portable.python
    tried = _tried if is_new else partial(_require_whole, require)
    yield from set_up(places, python, dry_run=dry_run, shortcut=shortcut, require=tried)
    yield _put_commands(portable, commands_shortcut, dry_run)


def take_portable_back(portable: Portable, places: Places, *, dry_run: bool = False) -> Iterator[Step]:
    """Remove what `set_portable_up` made, and the log of presses.

    A program cannot remove itself while it runs: where it runs at home, Remove.cmd does, after this.
    Copies of workbooks stay. Raises NotSaved when something cannot be removed.
    """
    yield from take_back(places, dry_run=dry_run)
    logs = dict.fromkeys(sorted(places.record.parent.glob("live.log*")), "the log of presses")
    for path, purpose in {portable.commands: "the entry for commands", **logs}.items():
        if path.exists():
            if not dry_run:
                _remove(path)
            yield Step(path, purpose, "would be removed" if dry_run else "removed")
    yield _take_program(portable, dry_run)
    copies = places.record.with_name("copies")
    if copies.is_dir() and any(copies.iterdir()):
        yield Step(copies, "copies of workbooks in OneDrive and SharePoint, kept before a press", "stays; it is yours")


def entry_for_commands(
    python: Path,
    places: Places,
    *,
    undo: bool = False,
    dry_run: bool = False,
    shortcut: MakeShortcut = make_commands_shortcut,
) -> Iterator[Step]:
    """The Start menu's entry for commands where an administrator has put the folder's program in place.

    That is one without its list, whose Python has the file for the window beside it all the same.
    """
    here = Portable(python.parent, python.parent, places.shortcut.parent)
    if not (here.home / COMMANDS).is_file():
        return
    if not undo:
        yield _put_commands(here, shortcut, dry_run)
    elif here.commands.exists():
        if not dry_run:
            _remove(here.commands)
        yield Step(here.commands, "the entry for commands", "would be removed" if dry_run else "removed")


def contents(folder: Path) -> dict[str, str]:
    """The program's files by its own list: name, with "/" between folders, and SHA-256."""
    lines = (folder / FILES).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _tried(python: Path) -> None:
    """Nothing: the program was tried before it took its place."""


def _put_program(portable: Portable, dry_run: bool, require: Require) -> Step:
    purpose = "the program with its own Python"
    if portable.runs_at_home:
        return Step(portable.home, purpose, "is there already")
    if dry_run:
        return Step(portable.home, purpose, "would be copied there")
    replaces = portable.home.exists()
    _copy(portable, require)
    return Step(portable.home, purpose, "put in the place of the one before" if replaces else "copied there")


def _copy(portable: Portable, require: Require) -> None:
    """The new program beside the old one, whole and tried, and then in its place in one step."""
    new, old = portable.home.with_name("program.new"), portable.home.with_name("program.old")
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    try:
        _copy_whole(portable, new)
        _require_whole(require, new / "python.exe")
        _put_in_place(new, portable.home, old)
    finally:  # what a run still holds goes at the next Set up
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        _drop_if_empty(portable.home.parent)
    remove = portable.source.with_name(REMOVE)
    if remove.is_file():
        portable.home.with_name(REMOVE).write_bytes(remove.read_bytes())


def _copy_whole(portable: Portable, new: Path) -> None:
    try:
        _copy_files(portable.source, new)
    except OSError as error:
        room = error.errno == errno.ENOSPC or getattr(error, "winerror", 0) == _DISK_FULL
        raise NotSaved(
            f"The program could not be copied to {portable.home} ({error.strerror}).",
            "Make room on the disk (it needs 150 MB), and try again." if room else NOT_COPIED,
        ) from error


def _require_whole(require: Require, python: Path) -> None:
    """Have the folder's program start; what to do where it does not is not what an installed one needs."""
    try:
        require(python)
    except UnusableFile as error:
        raise UnusableFile(error.message, f"An older program is as it was. {UNZIP_AGAIN}") from None


def _put_in_place(new: Path, home: Path, old: Path) -> None:
    for left in reversed(range(_TRIES)):
        try:
            _exchange(new, home, old)
            return
        except OSError as error:
            if not left:
                raise NotSaved(f"The program could not be put into {home} ({error.strerror}).", IN_USE) from error
            time.sleep(_BETWEEN)  # a virus scanner may still look through what was just written


def _exchange(new: Path, home: Path, old: Path) -> None:
    replaces = home.exists()
    if replaces:
        home.rename(old)  # Windows refuses while one of its files is in use
    try:
        new.rename(home)
    except OSError:
        if replaces:
            old.rename(home)
        raise


def _copy_files(source: Path, target: Path) -> None:
    """Copy each listed file by its bytes alone: the mark of the internet that Windows gave it is no part of them."""
    for name, digest in contents(source).items():
        try:
            data = (source / name).read_bytes()
        except FileNotFoundError:
            raise UnusableFile(f"The folder is not whole: {name} is missing.", UNZIP_AGAIN) from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise UnusableFile(f"The folder is not as it was made: {name} is another file.", UNZIP_AGAIN)
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (target / FILES).write_bytes((source / FILES).read_bytes())


def _put_commands(portable: Portable, shortcut: MakeShortcut, dry_run: bool) -> Step:
    purpose = "opens a window for the commands"
    if dry_run:
        return Step(portable.commands, purpose, "would be made")
    try:
        shortcut(portable.commands, portable.home / COMMANDS)
    except (CypsError, OSError) as error:
        instead = f"{BY_HAND} cmd {window_arguments(portable.home / COMMANDS)}"
        return Step(portable.commands, purpose, f"not made: {error}", instead)
    return Step(portable.commands, purpose, "made")


def _take_program(portable: Portable, dry_run: bool) -> Step:
    purpose = "the program with its own Python"
    if not portable.home.exists():
        if not dry_run:  # what a Set up that was broken off has left
            _take_leftovers(portable)
        return Step(portable.home, purpose, "was not there")
    if dry_run:
        return Step(portable.home, purpose, "would be removed")
    if portable.runs_at_home:
        return Step(portable.home, purpose, "goes when this window closes")
    aside = portable.home.with_name("program.old")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        portable.home.rename(aside)  # all of it or nothing: Windows refuses while one of its files is in use
        shutil.rmtree(aside)
    except OSError as error:
        raise NotSaved(f"{portable.home} could not be removed ({error.strerror}).", IN_USE) from error
    _take_leftovers(portable)
    return Step(portable.home, purpose, "removed")


def _take_leftovers(portable: Portable) -> None:
    for left in ("program.new", "program.old"):
        shutil.rmtree(portable.home.with_name(left), ignore_errors=True)
    with suppress(OSError):
        portable.home.with_name(REMOVE).unlink()
    _drop_if_empty(portable.home.parent)


def _drop_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise NotSaved(f"{path} could not be removed.", IN_USE) from error
