"""The command combine: councils' published figures added up for all of Wales."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyps_xl.commands.corrections import asked_corrections, corrections_options
from cyps_xl.commands.onedrive import kept_and_closed, say_of_onedrive
from cyps_xl.errors import WrongUse
from cyps_xl.terminal import WORKBOOK, Door, at_the_door

if TYPE_CHECKING:
    from cyps_xl.combined import Combined

_FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--out", type=_FOLDER, metavar="FOLDER", help="Write the figures into this folder, for cyps-xl import.")
@click.option("--into", type=WORKBOOK, metavar="WORKBOOK", help="Bring the figures into this workbook, as an import.")
@click.option("--quarter", metavar="QUARTER", help="Add up the editions of this quarter, and leave others aside.")
@click.option("--areas", type=WORKBOOK, metavar="FILE", help="The councils, as a CSV of Areas; else the 22 of Wales.")
@click.option("--dry-run", is_flag=True, help="Say what was added up and what would change, and write nothing.")
@corrections_options
@click.option("--force", is_flag=True, help="Replace the folder of --out if it is already there.")
@click.pass_obj
def combine(
    door: Door,
    folder: Path,
    out: Path | None,
    into: Path | None,
    quarter: str | None,
    areas: Path | None,
    dry_run: bool,
    overwrite: bool,
    keep_corrections: bool,
    force: bool,
) -> None:
    """Add up the figures that councils published, for all of Wales: each .csv of FOLDER with its metadata.

    Counts that are withheld or rounded make a range. A council that is missing is named, and a measure by which
    councils do not mean the same is left out. Without --out or --into nothing is written.

    \b
    Example:  cyps-xl combine "published" --out "Wales 2026-27 Q2"
              cyps-xl combine "published" --into "Children.xlsx" --dry-run
    """
    with at_the_door(door):
        from cyps_xl import combined

        corrections = asked_corrections(overwrite, keep_corrections)
        _refuse_idle_options(out, into, force=force, corrected=overwrite or keep_corrections)
        made = combined.combine(folder, quarter, areas, tell=door.step)
        if out is not None and not dry_run:
            combined.write(made, out, force=force)
        brought = None
        if into is not None:
            say_of_onedrive(door, into, not dry_run and kept_and_closed(into))
            brought = combined.bring_into(made, into, dry_run=dry_run, corrections=corrections, tell=door.step)
        _say(door, made)
        if out is not None and not dry_run:
            _say_written(door, out)
        if brought is not None and into is not None:
            door.imported(brought)
            _say_of_parts(door, made)
        if dry_run or (out is None and into is None):
            door.say("Nothing was written." if dry_run else "Nothing was written: add --out FOLDER or --into WORKBOOK.")


def _refuse_idle_options(out: Path | None, into: Path | None, *, force: bool, corrected: bool) -> None:
    """Raise WrongUse for options that would do nothing, or two that would leave half behind when one fails."""
    if out is not None and into is not None:
        raise WrongUse("--out and --into are two ways for the same figures.", "Give one of them.")
    if force and out is None:
        raise WrongUse("--force goes with --out.", "Leave it out: an import replaces no file.")
    if corrected and into is None:
        raise WrongUse("--overwrite and --keep-corrections go with --into.", "Leave them out.")


def _say(door: Door, made: Combined) -> None:
    """Say what was added up, of whom, what was not and why."""
    from cyps_xl.combining.wording import counts_in_words, figure_in_words, not_added, protected, whose, without

    for remark in made.gathered.remarks:
        door.say(remark)
    rows = [
        (
            one.called,
            one.period,
            *counts_in_words(one),
            figure_in_words(one),
            whose(one, made.expected),
            "; ".join(filter(None, (protected(one), _but(without(one), made)))),
        )
        for one in made.totals.sums
    ]
    door.table(("Measure", "Period", "Number", "Out of", "Figure", "Of", "Note"), rows)
    for line in not_added(made.totals):
        door.say(line)
    council = f"{len(made.gathered.editions)} of {len(made.expected.councils)} councils"
    lacking = f"; no edition of {', '.join(made.without)}" if made.without else ""
    door.say(f"{made.expected.whole}, {made.gathered.quarter}: {council}{lacking}.")


def _but(without: str, made: Combined) -> str:
    """The councils that a figure is without, where they are others than those that the whole is without."""
    return f"without {without}" if without and without != ", ".join(made.without) else ""


def _say_of_parts(door: Door, made: Combined) -> None:
    """Say under what name the sums of some councils stand: a comparison with Wales passes them over."""
    names = dict.fromkeys(made.expected.part(len(one.parts)) for one in made.totals.sums if one.missing)
    if names:
        named = " or ".join(f"“{name}”" for name in names)
        door.say(f"To set figures beside those of some councils, choose {named} under Compared with on Settings.")


def _say_written(door: Door, out: Path) -> None:
    from cyps_xl.combined import LIST_FILE

    door.say(f"{out}: every council’s figures and their sums, for cyps-xl import; {LIST_FILE} is the list to read.")
    door.say("For the workbook of one of these councils use --into: it leaves that council’s own figures alone.")
