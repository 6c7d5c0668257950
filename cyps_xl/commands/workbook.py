"""The commands new, import, refresh and show: a workbook made, figures brought in, its report refreshed, the
headline."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyps_xl.commands.corrections import asked_corrections, corrections_options
from cyps_xl.commands.onedrive import kept_and_closed, lines_on_onedrive, say_of_onedrive
from cyps_xl.commands.several import Told, is_several, work_through
from cyps_xl.terminal import WORKBOOK, Door, at_the_door

if TYPE_CHECKING:
    from cyps_xl.xlsx.grafting.explain import PartStory

keep_going_option = click.option(
    "--keep-going", is_flag=True, help="Write the report's own cells again where somebody typed over them."
)


def explanation(parts: Sequence[PartStory]) -> Iterator[str]:
    """What became of each part of the file: those that changed with the reason, those kept by their names."""
    for story in parts:
        if story.why:
            yield f"  {story.state.value:8} {story.part}: {story.why}"
    kept = [story.part for story in parts if not story.why]
    if kept:
        yield f"  {len(kept)} parts kept byte for byte:"
        yield from (f"  kept     {part}" for part in kept)


@click.command()
@click.argument("path", type=WORKBOOK)
@click.option("--pack", default="cyps", metavar="PACK", help="The report: the name of a pack, or its folder.")
@click.option("--example", is_flag=True, help="Fill it with the example quarter.")
@click.option("--macros", is_flag=True, help="Put the button in: the workbook is then an .xlsm.")
@click.option("--force", is_flag=True, help="Replace the file if it is already there.")
@click.pass_obj
def new(door: Door, path: Path, pack: str, example: bool, macros: bool, force: bool) -> None:
    """Make a workbook of a report, its input tables empty.

    \b
    Example:  cyps-xl new "CYPS.xlsx"
              cyps-xl new "Housing.xlsx" --pack "our report"
    """
    with at_the_door(door):
        from cyps_xl import report

        door.outcome(report.new(path, pack=pack, example=example, macros=macros, force=force, tell=door.step))


@click.command("import")
@click.argument("path", type=WORKBOOK)
@click.argument("source", type=WORKBOOK)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@corrections_options
@keep_going_option
@click.pass_obj
def import_(
    door: Door, path: Path, source: Path, dry_run: bool, overwrite: bool, keep_corrections: bool, keep_going: bool
) -> None:
    """Bring figures into the input tables: from a folder of CSV files, one CSV, or another workbook.

    Rows with the same key are updated, new ones added, all others stay; each figure that changes
    is listed. All or nothing: when any row is bad, nothing is written and every problem is named.
    A figure that somebody corrected since the last import is not replaced unasked.

    \b
    Example:  cyps-xl import "CYPS.xlsx" figures --dry-run
    """
    with at_the_door(door):
        from cyps_xl import report

        corrections = asked_corrections(overwrite, keep_corrections)
        say_of_onedrive(door, path, not dry_run and kept_and_closed(path))
        outcome = report.import_figures(
            path, source, dry_run=dry_run, keep_going=keep_going, corrections=corrections, tell=door.step
        )
        door.imported(outcome)


def _refreshed(path: Path, quarter: str | None, keep_going: bool, explain: bool) -> Told:
    """One of several workbooks, brought up to date."""
    from cyps_xl import report

    kept = kept_and_closed(path)
    outcome = report.refresh(path, quarter=quarter, keep_going=keep_going, explained=explain)
    checks = next(
        (notice for notice in outcome.notices if notice.startswith("Checks: ")), "Checks: nothing stands out."
    )
    note = f" {outcome.note}" if outcome.note else ""
    news = (*outcome.news, *lines_on_onedrive(path, kept))
    more = (*(f"  {line}" for line in news), *explanation(outcome.parts))
    return Told(f"{outcome.quarter}, up to date. {checks}{note}", more=more)


@click.command()
@click.argument("paths", metavar="PATH...", type=WORKBOOK, nargs=-1, required=True)
@click.option("--quarter", metavar="QUARTER", help='Set the reporting quarter first, for example "2017-18 Q2".')
@click.option("--explain", is_flag=True, help="List each part of the file as kept, changed (and why) or added.")
@keep_going_option
@click.pass_obj
def refresh(door: Door, paths: tuple[Path, ...], quarter: str | None, explain: bool, keep_going: bool) -> None:
    """Bring the report in a closed workbook up to date, and prove every formula.

    What staff added stays. When somebody typed over a cell of the report itself, nothing is
    written and the cell is named. Several workbooks, or a folder of them, are brought up to date
    at once, a line each.

    \b
    Example:  cyps-xl refresh "CYPS.xlsx" --quarter "2017-18 Q3"
              cyps-xl refresh reports --quarter "2017-18 Q3"
    """
    with at_the_door(door):
        if is_several(paths):
            work = partial(_refreshed, quarter=quarter, keep_going=keep_going, explain=explain)
            sys.exit(work_through(door, paths, work))
        from cyps_xl import report

        say_of_onedrive(door, paths[0], kept_and_closed(paths[0]))
        outcome = report.refresh(paths[0], quarter=quarter, keep_going=keep_going, explained=explain, tell=door.step)
        door.outcome(outcome)
        for line in explanation(outcome.parts):
            door.say(line)


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
