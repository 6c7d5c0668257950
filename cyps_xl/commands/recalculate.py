"""The command recalculate: the report brought up to date in a workbook that is open in Excel."""

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
        from cyps_xl.live.answers import pressed_and_asked
        from cyps_xl.live.excel import open_workbook
        from cyps_xl.live.reopen import reopen

        door.step("Looking for the workbook in Excel")
        book = open_workbook(name)
        door.step("Working the report out")
        pressed, told = pressed_and_asked(
            book, lambda message, question: _asked(door, message, question), lambda b, over: reopen(b, write_over=over)
        )
        if not told:
            _say(door, pressed.message)
    sys.exit(pressed.exit_code)


def _asked(door: Door, message: str, question: str) -> bool:
    """Whether the officer says yes; nobody does where nobody sits at the keyboard."""
    _say(door, message)
    return sys.stdin.isatty() and click.confirm(question)


def _say(door: Door, message: str) -> None:
    for line in filter(None, message.splitlines()):
        door.say(line)
