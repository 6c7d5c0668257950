"""Bringing the report up to date in a workbook that is open in Excel."""

from __future__ import annotations

import sys

import click

from cyps_xl.terminal import Door, at_the_door


@click.command()
@click.argument("name", default="")
@click.pass_obj
def recalculate(door: Door, name: str) -> None:
    """Bring the report up to date in a workbook that is open in Excel, as its button does.

    For where Office may not start programs. NAME is needed only when several workbooks with
    the report are open.

    \b
    Example:  cyps-xl recalculate "CYPS.xlsx"
    """
    with at_the_door(door):
        from cyps_xl import live
        from cyps_xl.live.excel import open_workbook

        door.step("Looking for the workbook in Excel")
        book = open_workbook(name)
        door.step("Working the report out")
        pressed = live.recalculate(book)
        for line in filter(None, pressed.message.splitlines()):
            door.say(line)
    sys.exit(pressed.exit_code)
