"""The command setup: Windows set up for the button and the ribbon, for the person who runs it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyps_xl.terminal import Door, at_the_door

if TYPE_CHECKING:
    from cyps_xl.windows.places import Places
    from cyps_xl.windows.portable import Portable


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--undo", is_flag=True, help="Take back what setup did.")
@click.pass_obj
def setup(door: Door, dry_run: bool, undo: bool) -> None:
    """Let Excel on this computer start cyps-xl: the button, the ribbon and the Start menu.

    For the person who runs it, without an administrator's rights. Each file that is written is
    named; a program that came as a folder is copied to where it stays. On Windows only.

    \b
    Example:  cyps-xl setup --dry-run
    """
    with at_the_door(door):
        from cyps_xl.errors import WrongUse
        from cyps_xl.windows.places import Places, user_environment
        from cyps_xl.windows.portable import Portable, entry_for_commands, set_portable_up, take_portable_back
        from cyps_xl.windows.setting_up import set_up, take_back
        from cyps_xl.windows.telling import lines_on_step

        if sys.platform != "win32":
            raise WrongUse("The button works in Excel for Windows only: there is nothing to set up here.")
        places = Places.of(user_environment())
        python = Path(sys.executable)
        portable = Portable.of(python, places)
        if portable:
            do = take_portable_back if undo else set_portable_up
            steps = do(portable, places, dry_run=dry_run)
        else:
            own = take_back(places, dry_run=dry_run) if undo else set_up(places, python, dry_run=dry_run)
            steps = chain(own, entry_for_commands(python, places, undo=undo, dry_run=dry_run))
        lacking = False
        for step in steps:
            lacking = lacking or bool(step.instead)
            for line in lines_on_step(step):
                door.say(line)
        if dry_run:
            door.say("Dry run: nothing was written.")
        elif not undo:
            for line in _next(places, portable, lacking=lacking):
                door.say(line)


def _next(places: Places, portable: Portable | None, *, lacking: bool) -> Iterator[str]:
    """What to do once it is set up; `lacking` an entry of the Start menu or not."""
    if lacking:
        yield "An entry of the Start menu could not be made: what to do in its stead stands above, with it."
    elif portable:
        yield f"In the Start menu: {places.shortcut.stem}, and {portable.commands.stem}."
    yield "Start Excel again. If the button does not work, run cyps-xl doctor."
    if portable and not portable.runs_at_home:
        yield "The folder that you unzipped may be deleted: Excel and the Start menu no longer need it."
