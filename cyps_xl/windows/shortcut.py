"""The shortcuts in the Start menu: for where Office may not start programs, and for the commands."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

from cyps_xl.errors import NotSaved

ARGUMENTS = "-I -m cyps_xl.start_menu"
SAYS = "Brings the report in the workbook that is open in Excel up to date."
COMMANDS_SAYS = "Opens a window in which the command cyps-xl answers."


def make_shortcut(path: Path, python: Path) -> None:
    """Write a shortcut that runs cyps_xl.start_menu with a Python that opens a window. Raises NotSaved."""
    _write(path, str(python), ARGUMENTS, SAYS)


def make_commands_shortcut(path: Path, window: Path) -> None:
    """Write a shortcut that opens a command window in Documents and runs a .cmd in it. Raises NotSaved."""
    _write(path, os.environ.get("COMSPEC", "cmd.exe"), f'/k ""{window}""', COMMANDS_SAYS, in_documents=True)


def _write(path: Path, target: str, arguments: str, says: str, *, in_documents: bool = False) -> None:
    """Through IShellLinkW: the shell's scripting object loses letters that the system's code page lacks, such as ŵ."""
    try:
        com = importlib.import_module("pythoncom")
        names = importlib.import_module("win32com.shell.shell")
        com.CoInitialize()
        link = com.CoCreateInstance(names.CLSID_ShellLink, None, com.CLSCTX_INPROC_SERVER, names.IID_IShellLink)
        link.SetPath(target)
        link.SetArguments(arguments)
        link.SetDescription(says)
        if in_documents:
            documents = importlib.import_module("win32com.shell.shellcon").CSIDL_PERSONAL
            link.SetWorkingDirectory(names.SHGetFolderPath(0, documents, None, 0))
        link.QueryInterface(com.IID_IPersistFile).Save(str(path), 0)
    except Exception as error:  # pywin32 raises an error class of its own, which exists on Windows only
        raise NotSaved(
            f"Windows would not make the shortcut {path.name}.",
            "The button and the ribbon work without it; cyps-xl recalculate does what it does.",
        ) from error
