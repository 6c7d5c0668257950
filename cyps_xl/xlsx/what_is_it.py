"""What a file is, told by its bytes and not by its name."""

from __future__ import annotations

from pathlib import Path

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.zip_entries import ASK_SENDER, MAX_FILE, SAVE_AGAIN


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises UnusableFile when it is missing, a folder, too large, or may not be read."""
    try:
        if path.is_dir():
            raise UnusableFile(f"{path.name} is a folder.", "Give the workbook inside it.")
        if path.stat().st_size > MAX_FILE:
            raise UnusableFile(f"{path.name} is larger than {MAX_FILE // 1_000_000} MB.", ASK_SENDER)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnusableFile(f"There is no file {path}.", "Check the name and the folder.") from None
    except PermissionError:
        raise UnusableFile(f"{path.name} may not be read.", "Close it in Excel, or ask for access to it.") from None
    except OSError as error:
        raise UnusableFile(f"{path.name} cannot be read: {error.strerror}.", "Copy it to this computer first.") from None


def refuse_other_kinds(data: bytes, name: str) -> None:
    """Raise UnusableFile, saying what the file is, unless it starts as a zip does."""
    if not data:
        raise UnusableFile(f"{name} is empty.", "Go back to a backup of it.")
    if not data.startswith(b"PK\x03\x04"):
        raise UnusableFile(f"{name} is not an Excel workbook.", SAVE_AGAIN)
