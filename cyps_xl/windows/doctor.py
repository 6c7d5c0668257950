"""The doctor: what is installed, what would stop the button or the ribbon, and what to ask ICT for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from cyps_xl import __version__, resources
from cyps_xl.errors import CypsError
from cyps_xl.windows.defender import defender_points
from cyps_xl.windows.excel_policies import excel_points, excel_version, in_trusted_location
from cyps_xl.windows.places import Places, holds, is_from_the_store
from cyps_xl.windows.points import Point, State
from cyps_xl.windows.registry import USER, Registry
from cyps_xl.windows.setting_up import starting_fault
from cyps_xl.windows.workbook import workbook_points

SET_UP = "Run cyps-xl setup."
ASK_CMD = "That this user may use PowerShell, or the command prompt, for the program named in python.txt."


@dataclass(frozen=True)
class Computer:
    """What the doctor looks at: the system, the user's environment, the registry, and this Python."""

    system: str
    environment: Mapping[str, str]
    registry: Registry
    python: Path


def examine(computer: Computer, workbook: Path | None = None) -> list[Point]:
    """Every point, in the order in which things have to be right. Looks only; changes nothing."""
    points = [Point(State.FINE, f"cyps-xl {__version__}, run by {computer.python}.")]
    if computer.system != "win32":
        says = "The button and the ribbon work in Excel for Windows only."
        return [*points, Point(State.STOPS, says, "Close the workbook and run cyps-xl refresh.")]
    points += _files(computer)
    version = excel_version(computer.registry)
    if not version:
        return [*points, Point(State.STOPS, "No Excel is installed.", "", "Excel for Windows, 2010 or newer.")]
    points.append(Point(State.FINE, f"Excel is installed (version {version})."))
    trusted = workbook is not None and in_trusted_location(
        computer.registry, version, PureWindowsPath(workbook.absolute()), computer.environment
    )
    add_in = _in_its_place(computer, lambda places: places.add_in)
    points += excel_points(
        computer.registry, version, trusted=trusted, add_in=PureWindowsPath(add_in) if add_in else None
    )
    points += _command_window(computer.registry)
    python = _in_its_place(computer, Places.recorded_python)
    points += defender_points(computer.registry, python, computer.environment, _launcher(python))
    if workbook is not None:
        points += workbook_points(workbook, trusted=trusted)
    return points


def _files(computer: Computer) -> Iterator[Point]:
    """The files that cyps-xl setup puts in their places."""
    if is_from_the_store(computer.python):
        says = "This Python comes from Microsoft Store, and Excel cannot see the files that it writes."
        yield Point(State.STOPS, says, "Install Python from python.org, and cyps-xl with it. Then run cyps-xl setup.")
        return
    try:
        places = Places.of(computer.environment)
    except CypsError as error:
        yield Point(State.STOPS, error.message, error.remedy)
        return
    yield _record(places)
    yield _add_in(places)
    if places.shortcut.exists():
        yield Point(State.FINE, f"“{places.shortcut.stem}” is in the Start menu.")
    else:
        yield Point(State.NOTE, f"“{places.shortcut.stem}” is not in the Start menu.", SET_UP)


def _command_window(registry: Registry) -> Iterator[Point]:
    """A note where the policy "Prevent access to the command prompt" is on; 1 forbids files such as Set up.cmd too."""
    state = registry.value(rf"{USER}\Software\Policies\Microsoft\Windows\System", "DisableCMD")
    if state in (1, 2):
        what = "“CYPS report commands” does not open" + (", nor do Set up and Remove run" if state == 1 else "")
        says = f"The command prompt is forbidden to this user: {what}."
        yield Point(State.NOTE, says, "A press in Excel needs none; PowerShell takes commands as well.", ASK_CMD)


def _in_its_place(computer: Computer, what: Callable[[Places], Path | None]) -> Path | None:
    """One of the user's places, such as the Python that the button starts; None where there is none."""
    try:
        return what(Places.of(computer.environment))
    except CypsError:
        return None


def _launcher(python: Path | None) -> Path | None:
    """The program cyps-xl.exe that pip made beside a Python; a portable one has none."""
    beside = python.with_name("cyps-xl.exe") if python else None
    return beside if beside and beside.exists() else None


def _record(places: Places) -> Point:
    python = places.recorded_python()
    if python is None:
        return Point(State.STOPS, f"No Python is recorded for the button ({places.record}).", SET_UP)
    if not python.exists():
        return Point(State.STOPS, f"The Python recorded for the button is gone: {python}.", SET_UP)
    fault = starting_fault(python)
    if fault:
        return Point(State.STOPS, f"The recorded {python} cannot run the report program ({fault}).", SET_UP)
    return Point(State.FINE, f"The button starts {python}.")


def _add_in(places: Places) -> Point:
    if not places.add_in.exists():
        return Point(State.NOTE, "The tab “Children’s services” is not installed.", SET_UP)
    if not holds(places.add_in, resources.add_in_path().read_bytes()):
        return Point(State.NOTE, "The tab “Children’s services” is of another version of cyps-xl.", SET_UP)
    return Point(State.FINE, "The tab “Children’s services” is installed.")


def this_computer(environment: Mapping[str, str], registry: Registry) -> Computer:
    """The computer that the doctor was called to."""
    return Computer(sys.platform, environment, registry, Path(sys.executable))
