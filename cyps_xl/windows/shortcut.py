"""The shortcuts in the Start menu: for where Office may not start programs, and for the commands."""

from __future__ import annotations

import importlib
import os
from pathlib import Path, PureWindowsPath

from cyps_xl.errors import NotSaved
from cyps_xl.windows.places import is_of_a_server

ARGUMENTS = "-I -m cyps_xl.start_menu"
SAYS = "Brings the report in the workbook that is open in Excel up to date."
COMMANDS_SAYS = "Opens a window in which the command cyps-xl answers."


def make_shortcut(path: Path, python: Path) -> None:
    """Write a shortcut that runs cyps_xl.start_menu with a Python that opens a window. Raises NotSaved."""
    _write(path, str(python), ARGUMENTS, SAYS)


def make_commands_shortcut(path: Path, window: Path) -> None:
    """Write a shortcut that opens a command window in Documents and runs a .cmd in it. Raises NotSaved."""
    documents = _documents()
    folder = os.environ.get("USERPROFILE", "") if is_of_a_server(PureWindowsPath(documents)) else documents
    _write(path, os.environ.get("COMSPEC", "cmd.exe"), window_arguments(window, documents), COMMANDS_SAYS, folder)


def window_arguments(window: Path, documents: str = "") -> str:
    """What the command processor is told: to run a .cmd and stay, in Documents.

    In a folder of a server (\\\\server\\share) it does not start; it goes to Windows' own folder, where nothing may be
    written. `pushd` gives such a folder a letter for as long as the window is open.
    """
    to_documents = f'pushd "{documents}" & ' if is_of_a_server(PureWindowsPath(documents)) else ""
    return f'/k "{to_documents}"{window}""'


def _documents() -> str:
    """The user's Documents, wherever they were moved to; "" where Windows does not say."""
    try:
        shell = importlib.import_module("win32com.shell.shell")
        return str(shell.SHGetFolderPath(0, importlib.import_module("win32com.shell.shellcon").CSIDL_PERSONAL, None, 0))
    except Exception:  # pywin32 raises an error class of its own, which exists on Windows only
        return ""


def _write(path: Path, target: str, arguments: str, says: str, folder: str = "") -> None:
    """Through IShellLinkW: the shell's scripting object loses letters that the system's code page lacks, such as ŵ."""
    try:
        com = importlib.import_module("pythoncom")
        names = importlib.import_module("win32com.shell.shell")
        com.CoInitialize()
        link = com.CoCreateInstance(names.CLSID_ShellLink, None, com.CLSCTX_INPROC_SERVER, names.IID_IShellLink)
        link.SetPath(target)
        link.SetArguments(arguments)
        link.SetDescription(says)
        if folder:
            link.SetWorkingDirectory(folder)
        link.QueryInterface(com.IID_IPersistFile).Save(str(path), 0)
    except Exception as error:  # pywin32 raises an error class of its own, which exists on Windows only
        raise NotSaved(
            f"Windows would not make the shortcut {path.name}.",
            "The button and the ribbon work without it.",
        ) from error
