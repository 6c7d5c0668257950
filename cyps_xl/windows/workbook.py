"""The workbook that the doctor is shown: whether it holds the report and the button, and where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cyps_xl.errors import UnusableFile
from cyps_xl.windows.excel_policies import START_MENU
from cyps_xl.windows.mark_of_the_web import mark_points
from cyps_xl.windows.points import Point, State
from cyps_xl.xlsx.grafting.button import has_our_macro
from cyps_xl.xlsx.opening.identify_file import is_encrypted
from cyps_xl.xlsx.opening.open_safely import read_bytes
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs

WITHOUT_BUTTON = (
    "Press Recalculate on the tab “Children’s services”, unless a line above speaks against the ribbon. "
    f"Otherwise: {START_MENU}"
)


def workbook_points(workbook: Path, *, trusted: bool) -> Iterator[Point]:
    """Whether a workbook holds the report, and whether Excel will run the macro of its button. Opens it to see."""
    try:
        data = read_bytes(workbook)
        if is_encrypted(data):  # no hindrance to a press: whoever presses has opened it
            says = f"{workbook.name} is encrypted, so that only Excel can look into it; refresh and check cannot."
            yield Point(State.NOTE, says, "Look in Excel whether the button is on Start.")
            return
        package = Package.from_bytes(data, workbook.name)
        holds_report = bool(our_tabs(package))
    except UnusableFile as error:
        yield Point(State.STOPS, error.message, error.remedy)
        return
    if not holds_report:
        says = f"{workbook.name} is a workbook without the report."
        yield Point(State.STOPS, says, "Check that it is the right file. A new one is made with cyps-xl new.")
    elif has_our_macro(package):
        yield Point(State.FINE, f"{workbook.name} holds the report and the macro of its button.")
        yield from mark_points(workbook, trusted=trusted)
    else:
        yield _without_button(workbook)


def _without_button(workbook: Path) -> Point:
    """An .xlsx is as it should be; an .xlsm that has not our macro has lost it, or never had it."""
    if workbook.suffix.lower() == ".xlsm":
        says = f"{workbook.name} holds the report, but not the macro of the button (RecalculateReport)."
        return Point(State.NOTE, says, WITHOUT_BUTTON)
    return Point(State.FINE, f"{workbook.name} holds the report. It has no button, and needs none.", WITHOUT_BUTTON)
