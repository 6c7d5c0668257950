"""What commands that write a workbook ask and say of OneDrive."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from cyps_xl.terminal import Door


def kept_and_closed(path: Path) -> bool:
    """Whether OneDrive keeps a workbook; NotSaved where Excel on this computer has it open there."""
    from cyps_xl.windows.onedrive import is_kept_by_onedrive, open_addresses, require_closed
    from cyps_xl.windows.places import user_environment
    from cyps_xl.windows.registry import registry_of_this_computer

    whole = PureWindowsPath(path.absolute())
    kept = is_kept_by_onedrive(whole, registry_of_this_computer(), user_environment())
    require_closed(path, kept, open_addresses() if kept else ())
    return kept


def say_of_onedrive(door: Door, path: Path, kept: bool) -> None:
    """Say what to look to, where OneDrive keeps the workbook that is about to be written."""
    for words in lines_on_onedrive(path, kept):
        door.say(words)


def lines_on_onedrive(path: Path, kept: bool) -> tuple[str, ...]:
    """The same as a line, where there is anything to say."""
    from cyps_xl.windows.onedrive import onedrive_words

    words = onedrive_words(path, kept)
    return (words,) if words else ()
