"""The commands count, list and reconcile: counts from case records brought into a workbook, tried, listed row by row,
and reconciled between two systems."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyps_xl.commands.corrections import asked_corrections, corrections_options
from cyps_xl.commands.onedrive import kept_and_closed, say_of_onedrive
from cyps_xl.errors import WrongUse
from cyps_xl.terminal import WORKBOOK, Door, at_the_door

if TYPE_CHECKING:
    from cyps_xl.counted import CountOutcome
    from cyps_xl.reconciled import ReconcileOutcome

_records = click.option(
    "--records",
    metavar="WHERE",
    help="The records: a folder of CSV, Excel or Parquet files, one file, or a database by its name.",
)
_system = click.option("--system", metavar="NAME", help="The layout of the records, where it does not tell itself.")
_drawn = click.option("--drawn", metavar="DAY", help="The day on which the records were drawn, like 2025-07-10.")
_counts = click.option("--counts", metavar="PACK", help="The counts: the name of a pack, or the folder of its records.")


@click.command()
@click.argument("path", type=WORKBOOK, required=False)
@_records
@click.option("--quarter", "quarters", multiple=True, metavar="QUARTER", help="A quarter to count; may stand again.")
@_system
@_counts
@_drawn
@click.option("--new-group", "new_groups", multiple=True, metavar="GROUP", help="A new team; may stand again.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@corrections_options
@click.option("--faults", type=WORKBOOK, metavar="FILE", help="Write a list of the rows in doubt: file, line, why.")
@click.option("--check", "check_rules", is_flag=True, help="Try each rule on the records that its pack brings.")
@click.pass_obj
def count(
    door: Door,
    path: Path | None,
    records: str | None,
    quarters: tuple[str, ...],
    system: str | None,
    counts: str | None,
    drawn: str | None,
    new_groups: tuple[str, ...],
    dry_run: bool,
    overwrite: bool,
    keep_corrections: bool,
    faults: Path | None,
    check_rules: bool,
) -> None:
    """Count what the report needs from case records, and bring it in as an import does.

    \b
    Example:  cyps-xl count "Children.xlsx" --records export --quarter "2025-26 Q1" --dry-run
              cyps-xl count --check
    """
    with at_the_door(door):
        _require_engine()
        from cyps_xl import counted
        from cyps_xl.case_records import Asked
        from cyps_xl.records.databases import records_at

        if check_rules:
            _try_rules(door, records, counts)
            return
        if path is None or records is None:
            raise WrongUse(
                "The workbook or its records are not named.", 'Write: cyps-xl count "X.xlsx" --records FOLDER.'
            )
        corrections = asked_corrections(overwrite, keep_corrections)
        say_of_onedrive(door, path, not dry_run and kept_and_closed(path))
        asked = Asked(records_at(records), system, counts, new_groups, _day(drawn))
        outcome = counted.count_into(
            path, asked, quarters, dry_run=dry_run, corrections=corrections, faults=faults, tell=door.step
        )
        _say(door, outcome)


def _try_rules(door: Door, records: str | None, counts: str | None) -> None:
    """Work out the cases that packs bring, and say how many are right. Raises Blocked where one is not."""
    from cyps_xl import counted
    from cyps_xl.records.databases import records_at

    for declared, right in counted.try_counts(counts, records_at(records) if records else None):
        door.say(f"{declared.name}: {right} cases, every answer right. It lies in {declared.folder}.")


def _day(text: str | None) -> dt.date | None:
    """A day that was named."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise WrongUse(f"{text} is no day such as 2025-07-10.", "Write --drawn with one, or leave it out.") from None


def _require_engine() -> None:
    from cyps_xl.records.engine import require_engine

    require_engine()


def _say(door: Door, outcome: CountOutcome) -> None:
    """Say what was counted, and what became of it."""
    from cyps_xl.records.rule_sql import period_in_words

    for remark in outcome.remarks:
        door.say(remark)
    rows = [
        (
            one.count.name,
            one.count.words,
            period_in_words(one.count, one.period),
            one.group,
            f"{one.number:,}",
            could_be,
        )
        for one, could_be in zip(outcome.figures, outcome.ranges, strict=True)
    ]
    door.table(("Count", "It counts", "Period", "Group", "Number", "Could be"), rows)
    if outcome.brought is None:
        door.say("Nothing was counted, and nothing was written.")
    else:
        door.imported(outcome.brought)


@click.command("list")
@click.argument("path", type=WORKBOOK)
@click.argument("name", metavar="COUNT")
@_records
@click.option("--out", type=WORKBOOK, required=True, metavar="FILE", help="The file for the list, a CSV.")
@click.option("--quarter", metavar="QUARTER", help="The quarter; the workbook's own where none is named.")
@click.option("--month", metavar="MONTH", help="Of a count by month: the month, like 2025-06; the last otherwise.")
@click.option("--group", default="", metavar="GROUP", help="Of a count by group: the group, such as a team.")
@_system
@_counts
@_drawn
@click.option("--force", is_flag=True, help="Replace the file if it is already there.")
@click.pass_obj
def list_(
    door: Door,
    path: Path,
    name: str,
    records: str | None,
    out: Path,
    quarter: str | None,
    month: str | None,
    group: str,
    system: str | None,
    counts: str | None,
    drawn: str | None,
    force: bool,
) -> None:
    """Write the list behind a count: each row of the records, in or out, and why.

    The file holds what the records say of persons. It is made so that only you may read it.

    \b
    Example:  cyps-xl list "Children.xlsx" "CH/043" --records export --quarter "2025-26 Q1" --out "CH043.csv"
    """
    with at_the_door(door):
        _require_engine()
        from cyps_xl.case_records import Asked
        from cyps_xl.listed import list_into
        from cyps_xl.records.databases import records_at

        if records is None:
            raise WrongUse("The records are not named.", "Add --records with their folder.")
        asked = Asked(records_at(records), system, counts, drawn=_day(drawn))
        done = list_into(path, name, asked, out, quarter, month=month, group=group, force=force, tell=door.step)
        door.say(f"{done.path}: {done.rows:,} rows; {done.what}: {done.number:,}.")
        _say_of_persons(door)


@click.command()
@click.argument("path", type=WORKBOOK)
@click.argument("old")
@click.argument("new")
@click.option("--out", type=WORKBOOK, required=True, metavar="FILE", help="The file for the list, a CSV.")
@click.option("--quarter", metavar="QUARTER", help="The quarter; the workbook's own where none is named.")
@click.option("--old-system", metavar="NAME", help="The layout of the old records, where it does not tell itself.")
@click.option("--new-system", metavar="NAME", help="The layout of the new records, where it does not tell itself.")
@_counts
@_drawn
@click.option("--new-counts", metavar="PACK", help="The counts for the new records, where they have others.")
@click.option("--mark", is_flag=True, help="Mark the break in Change points of the workbook, as an import would.")
@click.option("--from", "month", metavar="MONTH", help="With --mark: the first month counted the new way (2025-06).")
@click.option("--dry-run", is_flag=True, help="With --mark: say what would change, and leave the workbook as it is.")
@click.option("--force", is_flag=True, help="Replace the list if it is already there.")
@click.pass_obj
def reconcile(
    door: Door,
    path: Path,
    old: str,
    new: str,
    out: Path,
    quarter: str | None,
    old_system: str | None,
    new_system: str | None,
    counts: str | None,
    drawn: str | None,
    new_counts: str | None,
    mark: bool,
    month: str | None,
    dry_run: bool,
    force: bool,
) -> None:
    """Count a quarter from the records of two systems, and list what only one of them counts, with the cause.

    The list holds what the records say of persons. It is made so that only you may read it. The workbook stays as it
    is without --mark.

    \b
    Example:  cyps-xl reconcile "Children.xlsx" old-export new-export --quarter "2025-26 Q1" --out "Differences.csv"
    """
    with at_the_door(door):
        _require_engine()
        from cyps_xl import reconciled
        from cyps_xl.case_records import Asked
        from cyps_xl.records.databases import records_at

        if (month is not None or dry_run) and not mark:
            raise WrongUse("--from and --dry-run go with --mark.", "Add --mark, or leave them out: nothing is marked.")
        say_of_onedrive(door, path, mark and not dry_run and kept_and_closed(path))
        outcome = reconciled.reconcile_into(
            path,
            Asked(records_at(old), old_system, counts, drawn=_day(drawn)),
            Asked(records_at(new), new_system, new_counts or counts, drawn=_day(drawn)),
            out,
            quarter,
            marking=reconciled.Marking(month, dry_run) if mark else None,
            force=force,
            tell=door.step,
        )
        _say_reconciled(door, outcome)


def _say_reconciled(door: Door, outcome: ReconcileOutcome) -> None:
    """Say what differs, without a word on whom, and where the list is."""
    from cyps_xl.records.reconciled_list import SUMMARY

    for remark in outcome.remarks:
        door.say(remark)
    figures, differing = len(outcome.found.figures), len(outcome.found.differing)
    if not figures:
        door.say("Nothing was compared.")
    elif not differing:
        door.say(f"{outcome.quarter}: all {figures:,} figures are the same, of the same persons.")
        if outcome.out is not None:
            door.say(f"{outcome.out}: the list of before is empty now.")
    else:
        door.table(SUMMARY, outcome.summary)
        persons = "1 person" if outcome.persons == 1 else f"{outcome.persons:,} persons"
        door.say(f"{outcome.quarter}: {differing:,} of {figures:,} figures differ, in {persons}.")
        door.say(f"Persons by cause: {outcome.causes}.")
        if outcome.out is None:
            door.say("Dry run: the list of them was not written.")
        else:
            door.say(f"{outcome.out}: the list of them, each with its cause.")
            _say_of_persons(door)
    if outcome.marked is not None:
        door.imported(outcome.marked)


def _say_of_persons(door: Door) -> None:
    if os.name == "nt":
        door.say("On Windows a file has the rights of its folder: keep it in one that is yours alone.")
    door.say("It holds what the records say of persons: delete it when it has served.")
