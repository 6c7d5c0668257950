"""A workbook of which OneDrive keeps a copy on this computer, and which may be open elsewhere all the same.

With AutoSave on, Excel works on the file's address (https://…) and not on the copy: no file beside the copy tells so,
and Windows lets the copy be replaced. OneDrive then has two versions, and may keep both, as two files.
"""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote

from cyps_xl.errors import NotSaved
from cyps_xl.windows.registry import USER, Registry

NAMES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Where OneDrive tells other programs its folders, in the environment."""
LIBRARIES = rf"{USER}\Software\SyncEngines\Providers\OneDrive"
"""Where it tells them the folder of each library of SharePoint (MountPoint)."""


def is_kept_by_onedrive(workbook: PureWindowsPath, registry: Registry, environment: Mapping[str, str]) -> bool:
    """Whether a workbook lies in a folder that OneDrive keeps in step with other computers."""
    known = {name.upper(): value for name, value in environment.items()}
    folders = [known.get(name.upper(), "") for name in NAMES]
    folders += [str(registry.value(rf"{LIBRARIES}\{key}", "MountPoint") or "") for key in registry.subkeys(LIBRARIES)]
    return any(PureWindowsPath(folder) in workbook.parents for folder in folders if folder)


def require_closed(workbook: Path, kept: bool, addresses: Iterable[str]) -> None:
    """Raise NotSaved where Excel on this computer has the workbook open by its address, of which it is a copy."""
    if not kept:
        return
    for address in addresses:
        if address.lower().startswith("https://") and _name_in(address) == _compared(workbook.name):
            raise NotSaved(
                f"{workbook.name} is open in Excel, which works on it in OneDrive and not on the copy here.",
                "Close it in Excel, wait until OneDrive has finished, and try again. "
                "Or press the button, the ribbon or the Start menu’s entry while it is open.",
            )


def _name_in(address: str) -> str:
    """The name of the file that an address ends with, whatever is asked of it behind a question mark."""
    return _compared(unquote(address.partition("?")[0]).rpartition("/")[2])


def _compared(name: str) -> str:
    """A name as Windows compares it: without regard to capitals, an accent upon its letter."""
    return unicodedata.normalize("NFC", name).casefold()


def onedrive_words(workbook: Path, kept: bool) -> str:
    """What to say before a copy is replaced: whether it is open on another computer cannot be seen from here."""
    if not kept:
        return ""
    return (
        f"OneDrive keeps {workbook.name} in step with other computers. If it is open on one of them, OneDrive may keep "
        "two files: whoever has it open saves what they typed under another name, closes it, and opens this one."
    )


def open_addresses() -> list[str]:
    """The files and addresses that programs on this computer say they have open; none where that cannot be asked."""
    with suppress(Exception):  # pywin32 raises an error class of its own, which exists on Windows only
        com = importlib.import_module("pythoncom")
        com.CoInitialize()
        table, context = com.GetRunningObjectTable(), com.CreateBindCtx(0)
        return [moniker.GetDisplayName(context, None) for moniker in table.EnumRunning()]
    return []
