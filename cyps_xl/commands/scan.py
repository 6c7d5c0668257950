"""The command scan: what a finished file holds that its pages do not show."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from cyps_xl.terminal import WORKBOOK, Door, at_the_door

FOUND = 1


@click.command()
@click.argument("path", metavar="FILE", type=WORKBOOK)
@click.option(
    "--workbook",
    metavar="FILE",
    type=WORKBOOK,
    help="The workbook that the file was published from: the words of its report are known.",
)
@click.option(
    "--format", "form", type=click.Choice(("table", "json")), default="table", help="json for other programs."
)
@click.pass_obj
def scan(door: Door, path: Path, workbook: Path | None, form: str) -> None:
    """Look into a workbook, PDF or web page for what its pages do not show: what is hidden, comments,
    old figures, names.

    The exit code is 1 when something is found. Scan the very file that you attach: Excel adds
    names and paths at every save.

    \b
    Example:  cyps-xl scan "CYPS report.xlsx"
    """
    with at_the_door(door):
        from cyps_xl.languages.shipped import SHIPPED
        from cyps_xl.scan import languages_of_workbook, scan_file, words_of_workbook

        languages = languages_of_workbook(workbook) if workbook else SHIPPED
        found = scan_file(path, words_of_workbook(workbook) if workbook else (), languages)
        if form == "json":
            records = [{"kind": e.kind, "place": e.place, "found": e.found, "remedy": e.remedy} for e in found]
            for line in json.dumps(records, indent=2).splitlines():
                door.say(line)
        elif found:
            door.table(("What", "Where", "There", "What to do"), [(e.what, e.place, e.found, e.remedy) for e in found])
        else:
            door.say(f"{path.name}: nothing but what its pages show.")
    if found:
        sys.exit(FOUND)
