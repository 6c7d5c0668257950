"""Making a workbook, bringing figures in, refreshing its report, and showing the headline."""

from __future__ import annotations

from pathlib import Path

import click

from cyps_xl.terminal import WORKBOOK, Door, at_the_door


@click.command()
@click.argument("path", type=WORKBOOK)
@click.option("--example", is_flag=True, help="Fill it with the example quarter.")
@click.option("--force", is_flag=True, help="Replace the file if it is already there.")
@click.pass_obj
def new(door: Door, path: Path, example: bool, force: bool) -> None:
    """Make a workbook from the template, its input tables empty.

    \b
    Example:  cyps-xl new "CYPS.xlsx"
    """
    with at_the_door(door):
        from cyps_xl import report

        door.outcome(report.new(path, example=example, force=force, tell=door.step))


@click.command("import")
@click.argument("path", type=WORKBOOK)
@click.argument("source", type=WORKBOOK)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_obj
def import_(door: Door, path: Path, source: Path, dry_run: bool) -> None:
    """Bring figures into the input tables: from a folder of CSV files, one CSV, or another workbook.

    Rows with the same key are updated, new ones added, all others stay. All or nothing: when
    any row is bad, nothing is written and every problem is named.

    \b
    Example:  cyps-xl import "CYPS.xlsx" figures --dry-run
    """
    with at_the_door(door):
        from cyps_xl import report

        door.imported(report.import_figures(path, source, dry_run=dry_run, tell=door.step))


@click.command()
@click.argument("path", type=WORKBOOK)
@click.option("--quarter", metavar="QUARTER", help='Set the reporting quarter first, for example "2017-18 Q2".')
@click.pass_obj
def refresh(door: Door, path: Path, quarter: str | None) -> None:
    """Bring the report in a closed workbook up to date, and prove every formula.

    \b
    Example:  cyps-xl refresh "CYPS.xlsx" --quarter "2017-18 Q3"
    """
    with at_the_door(door):
        from cyps_xl import report

        door.outcome(report.refresh(path, quarter=quarter, tell=door.step))


@click.command()
@click.argument("path", type=WORKBOOK)
@click.pass_obj
def show(door: Door, path: Path) -> None:
    """Print the report's headline: each indicator, its direction, what improved and what declined.

    \b
    Example:  cyps-xl show "CYPS.xlsx"
    """
    with at_the_door(door):
        from cyps_xl.show import show as headline_of

        door.headline(headline_of(path))
