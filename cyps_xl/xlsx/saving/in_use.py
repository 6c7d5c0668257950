"""Whether somebody has the workbook open in Excel or LibreOffice, told by the file that those leave beside it."""

from __future__ import annotations

import sys
from pathlib import Path


def who_has_it_open(path: Path) -> str | None:
    """The program that has the workbook open, with its user where known; None when none shows.

    "Excel (Ann Other)" for example. A file that Excel left behind when it crashed counts as
    well, except on Windows, where a file that nobody holds can be told.
    """
    marker = marker_file(path)
    if marker is None:
        return None
    if marker == _of_excel(path):
        return _with_user("Excel", _excel_user(marker))
    return _with_user("LibreOffice", _libreoffice_user(marker))


def marker_file(path: Path) -> Path | None:
    """The file by which that is told; None when neither program left one."""
    excel = _of_excel(path)
    if excel.is_file() and not _is_left_behind(excel):
        return excel
    libreoffice = path.with_name(f".~lock.{path.name}#")
    return libreoffice if libreoffice.is_file() else None


def _of_excel(path: Path) -> Path:
    return path.with_name(f"~${path.name}")


def _with_user(program: str, user: str) -> str:
    return f"{program} ({user})" if user else program


def _is_left_behind(owner_file: Path) -> bool:
    """On Windows a running Excel lets nobody else write its owner file."""
    if sys.platform != "win32":
        return False
    try:
        with owner_file.open("r+b"):
            return True
    except OSError:
        return False


def _excel_user(owner_file: Path) -> str:
    """The name after its length in the first byte."""
    data = _read(owner_file)
    return _clean(data[1 : 1 + data[0]].decode("cp1252", "replace")) if data else ""


def _libreoffice_user(lock_file: Path) -> str:
    """The first of the fields between commas."""
    return _clean(_read(lock_file).decode("utf-8", "replace").split(",")[0])


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(200)
    except OSError:
        return b""


def _clean(user: str) -> str:
    return "".join(letter for letter in user if letter.isprintable()).strip()
