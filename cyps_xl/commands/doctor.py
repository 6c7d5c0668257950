"""The command doctor: prints what `windows/doctor.py` finds installed, and what would stop the button."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cyps_xl.terminal import WORKBOOK, Door, at_the_door

STOPPED = 1


@click.command()
@click.argument("workbook", type=WORKBOOK, required=False)
@click.pass_obj
def doctor(door: Door, workbook: Path | None) -> None:
    """Say what is installed, what would stop the button or the ribbon, and what to ask ICT for.

    With a WORKBOOK, it says also whether Excel will run that one's macro. Changes nothing. The
    exit code is 1 when something would stop the button.

    \b
    Example:  cyps-xl doctor "CYPS.xlsm"
    """
    with at_the_door(door):
        from cyps_xl.windows.doctor import examine, this_computer
        from cyps_xl.windows.places import user_environment
        from cyps_xl.windows.points import State
        from cyps_xl.windows.registry import registry_of_this_computer
        from cyps_xl.windows.telling import lines_on_points

        points = examine(this_computer(user_environment(), registry_of_this_computer()), workbook)
        for line in lines_on_points(points):
            door.say(line)
    if any(point.state is State.STOPS for point in points):
        sys.exit(STOPPED)
