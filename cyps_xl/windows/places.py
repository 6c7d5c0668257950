"""Where things belong for one user of Windows: the record of the Python, the add-in, the shortcut."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from cyps_xl.errors import WrongUse

ADD_IN = "cyps_report.xlam"
SHORTCUT = "Recalculate CYPS report.lnk"
"""As the macro's message calls it, when Excel may not start programs (workbook_templates/macros/CypsStart.bas)."""
RECORD_ENCODING = "utf-16"
"""As the macro reads the record (CypsWindows.bas): with its byte order mark, so that no letter of a path is lost."""


@dataclass(frozen=True)
class Places:
    """The three files that make the button work for a user."""

    record: Path
    add_in: Path
    shortcut: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Places:
        """The places of the user whose environment this is. Raises WrongUse when Windows does not say."""
        local, roaming = environment.get("LOCALAPPDATA"), environment.get("APPDATA")
        if not local or not roaming:
            raise WrongUse(
                "Windows does not say where this user's files belong (LOCALAPPDATA and APPDATA are not set).",
                "Run it from an ordinary command prompt, signed in as the person who will press the button.",
            )
        microsoft = Path(roaming, "Microsoft")
        return cls(
            record=Path(local, "cyps-xl", "python.txt"),
            add_in=microsoft / "Excel" / "XLSTART" / ADD_IN,
            shortcut=microsoft / "Windows" / "Start Menu" / "Programs" / SHORTCUT,
        )

    def recorded_python(self) -> Path | None:
        """The Python that the macro would start; None when none is recorded, or the record cannot be read."""
        try:
            text = self.record.read_text(encoding=RECORD_ENCODING)
        except (OSError, UnicodeError):
            return None
        lines = text.splitlines()
        return Path(lines[0].strip()) if lines and lines[0].strip() else None


def holds(path: Path, data: bytes) -> bool:
    """Whether a file is there with these bytes, and may be read."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def without_window(python: Path) -> Path:
    """The Python beside this one that opens no console window; this one when there is none."""
    beside = python.with_name(python.name.lower().replace("python", "pythonw", 1))
    return beside if beside.exists() and "pythonw" not in python.name.lower() else python


def with_window(python: Path) -> Path:
    """The Python beside this one that opens a console window; this one when there is none."""
    beside = python.with_name(python.name.lower().replace("pythonw", "python", 1))
    return beside if beside.exists() else python


def is_of_a_server(path: PureWindowsPath) -> bool:
    """Whether a file or folder is named by its server, such as //server/share, and not by a drive."""
    return path.drive.startswith("\\\\")


def is_from_the_store(python: Path) -> bool:
    """Whether this Python, or the one that it was made from, is Microsoft Store's.

    Windows shows such a Python a private copy of the user's folders: what it writes there,
    Excel never sees (https://docs.python.org/3/using/windows.html, "Known issues").
    """
    parts = [part.lower() for part in str(python).replace("\\", "/").split("/")]
    return "windowsapps" in parts or any(part.startswith("pythonsoftwarefoundation.python") for part in parts)


def user_environment() -> Mapping[str, str]:
    """The environment of the person at the keyboard."""
    return os.environ
