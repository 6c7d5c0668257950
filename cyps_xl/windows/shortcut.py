"""The shortcut in the Start menu, for where Office may not start programs."""

from __future__ import annotations

import importlib
from pathlib import Path

from cyps_xl.errors import NotSaved

ARGUMENTS = "-I -m cyps_xl.start_menu"
SAYS = "Brings the report in the workbook that is open in Excel up to date."


def make_shortcut(path: Path, python: Path) -> None:
    """Write a shortcut that runs cyps_xl.start_menu with a Python that opens a window. Raises NotSaved."""
    try:
        shell = importlib.import_module("win32com.client").Dispatch("WScript.Shell")
        link = shell.CreateShortcut(str(path))
        link.TargetPath = str(python)
        link.Arguments = ARGUMENTS
        link.Description = SAYS
        link.Save()
    except Exception as error:  # pywin32 raises an error class of its own, which exists on Windows only
        raise NotSaved(
            f"Windows would not make the shortcut {path.name}.",
            "The button and the ribbon work without it; cyps-xl recalculate does what it does.",
        ) from error
