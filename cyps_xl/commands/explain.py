"""The command explain: any figure of the report followed down to the import or count that it came from."""

from __future__ import annotations

from pathlib import Path

import click

from cyps_xl.terminal import WORKBOOK, Door, at_the_door


@click.command()
@click.argument("path", type=WORKBOOK)
@click.argument("cell")
@click.pass_obj
def explain(door: Door, path: Path, cell: str) -> None:
    """Follow a figure down: its formula, the cells and input rows that it reads, and where those came from.

    CELL is written as Excel writes it: the sheet's tab, an exclamation mark, the cell. The workbook stays as it is.

    \b
    Example:  cyps-xl explain "CYPS.xlsx" "1 Indicators!M6"
    """
    with at_the_door(door):
        from cyps_xl.explaining.story import explain as lines_on

        door.step("Following the figure")
        for line in lines_on(path, cell):
            door.say(line)
