"""Finding Excel and the workbooks open in it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from cyps_xl.errors import CypsError, UnusableFile, WrongUse
from cyps_xl.excel_link import hold_back
from cyps_xl.live.busy import NO_ANSWER, is_busy
from cyps_xl.live.log import note_error
from cyps_xl.sheets.plan import LOCATOR_PREFIX

_NOT_NEEDED = ("pandas", "numpy", "matplotlib", "PIL")


def xlwings() -> Any:
    """The xlwings package, without the packages that it imports where it finds them.

    It hands plain values over here and does without them; pandas alone takes longer to
    import than a press may take. None in sys.modules is Python's own way to say that a
    package is not to be found; afterwards they can be imported as ever.
    """
    with _out_of_sight(_NOT_NEEDED):
        package = importlib.import_module("xlwings")
    hold_back()
    return package


@contextmanager
def _out_of_sight(packages: Sequence[str]) -> Iterator[None]:
    hidden = [package for package in packages if package not in sys.modules]
    for package in hidden:
        sys.modules[package] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for package in hidden:
            del sys.modules[package]


def calling_workbook() -> Any:
    """The workbook whose macro started this program, by the program's own arguments.

    xlwings cuts the name off at an equals sign; a workbook with one is looked for by its whole name.
    """
    name = next((word.removeprefix("--wb=") for word in sys.argv if word.startswith("--wb=")), "")
    return open_workbook(name) if "=" in name else xlwings().Book.caller()


def open_workbook(name: str = "") -> Any:
    """The open workbook of that name (an xlwings Book), or the only one that holds our report.

    Capitals, folders and the ending of the name do not matter. Raises UnusableFile when there
    is no Excel that answers or no workbook of ours, and WrongUse when the name fits none or none
    was given and several are open; both name those that are there.
    """
    silent: list[Exception] = []
    try:
        return _chosen(_open_books(silent), name)
    except CypsError:
        if silent:  # the workbook may be open in the Excel that gave no answer
            raise UnusableFile(*NO_ANSWER) from silent[0]
        raise
    except Exception as error:
        if is_busy(error):
            raise UnusableFile(*NO_ANSWER) from error
        raise


def _chosen(books: Sequence[Any], name: str) -> Any:
    if name:
        return _named(books, name)
    if len(books) == 1:
        return books[0]  # which a press tells from a report
    ours = [book for book in books if _is_ours(book)]
    if len(ours) == 1:
        return ours[0]
    if ours:
        raise WrongUse(
            f"Several workbooks with the report are open: {_names(ours)}.",
            f'Say which one: cyps-xl recalculate "{ours[0].name}".',
        )
    raise UnusableFile(
        f"None of the workbooks open in Excel holds the report: {_names(books)}.",
        "Open the workbook in Excel first, or bring a closed one up to date with cyps-xl refresh.",
    )


def _open_books(silent: list[Exception]) -> list[Any]:
    """The workbooks of every Excel; what an Excel that is busy answered goes into `silent`."""
    xw = xlwings()
    if xw.engines.active is None:
        raise UnusableFile(
            "There is no Excel on this computer that could be worked with.",
            "Run this where the workbook is open in Excel, or close the workbook and run cyps-xl refresh.",
        )
    books: list[Any] = []
    for app in xw.apps:
        try:
            books += app.books
        except Exception as error:  # or one that shows nothing but Protected View: in it is no workbook to write to
            note_error(error)
            if is_busy(error):
                silent.append(error)
    if not books and not silent and not _is_installed():
        raise UnusableFile(
            "There is no Excel on this computer.",
            "Run this where the workbook is open in Excel, or bring the file up to date with cyps-xl refresh.",
        )
    if not books:
        raise UnusableFile(
            "No workbook is open in Excel.",
            "Open the workbook in Excel first, or bring a closed one up to date with cyps-xl refresh.",
        )
    return books


def _is_installed() -> bool:
    """Whether Excel is installed, by Windows' register of what programs can be asked for."""
    if sys.platform != "win32":
        return True
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Excel.Application"))
    except OSError:
        return False
    return True


def _named(books: Sequence[Any], name: str) -> Any:
    wanted = PurePath(name.replace("\\", "/")).name.lower()
    for book in books:
        if wanted in (str(book.name).lower(), PurePath(str(book.name)).stem.lower()):
            return book
    raise WrongUse(f"No workbook called “{name}” is open in Excel.", f"Open are: {_names(books)}.")


def _is_ours(book: Any) -> bool:
    return any(str(name.Name).startswith(LOCATOR_PREFIX) for name in book.api.Names)


def _names(books: Sequence[Any]) -> str:
    return ", ".join(f"“{book.name}”" for book in books)
