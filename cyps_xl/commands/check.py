"""The command check: what is wrong with a workbook's figures and words, for a person or for a machine."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyps_xl.commands.several import Told, is_several, work_through
from cyps_xl.errors import WrongUse
from cyps_xl.terminal import WORKBOOK, Door, at_the_door

if TYPE_CHECKING:
    from cyps_xl.checking import Verdict
    from cyps_xl.checks.finding import Finding

BLOCKED = 1
FORMATS = ("table", "json", "csv")
COLUMNS = (
    "reference",
    "code",
    "severity",
    "sheet",
    "cell",
    "where",
    "message",
    "remedy",
    "accepted because",
    "accepted by",
    "accepted on",
)


def _checked(path: Path) -> Told:
    """One of several workbooks, checked."""
    from cyps_xl import checking

    verdict = checking.check(path)
    return Told(f"{verdict.quarter}: {_counts(verdict)}", BLOCKED if verdict.blocks else 0)


@click.command()
@click.argument("paths", metavar="PATH...", type=WORKBOOK, nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="json or csv for other programs.")
@click.pass_obj
def check(door: Door, paths: tuple[Path, ...], form: str) -> None:
    """List what is missing, impossible, inconsistent or unexplained, each with its cell and its remedy.

    The workbook stays as it is. The exit code is 1 when a finding blocks publication that nobody
    has accepted. Of several workbooks, or a folder of them, it counts what stands out, a line each.

    \b
    Example:  cyps-xl check "CYPS.xlsx"
    """
    with at_the_door(door):
        if is_several(paths):
            if form != "table":
                raise WrongUse(f"--format {form} goes with one workbook.", "Name one, or leave --format out.")
            sys.exit(work_through(door, paths, _checked))
        from cyps_xl import checking

        verdict = checking.check(paths[0], tell=door.step)
        _print(door, paths[0], verdict, form)
    if verdict.blocks:
        sys.exit(BLOCKED)


def _print(door: Door, path: Path, verdict: Verdict, form: str) -> None:
    if form == "table":
        _say(door, path, verdict)
        return
    records = [_record(finding) for finding in verdict.findings]
    text = _as_json(verdict, records) if form == "json" else _as_csv(records)
    for line in text.splitlines():
        door.say(line)


def _say(door: Door, path: Path, verdict: Verdict) -> None:
    """The list for a person, and how many there are of each severity."""
    if verdict.findings:
        headings = ("How much it matters", "Reference", "Where", "What is wrong", "What to do")
        door.table(headings, [_row(finding) for finding in verdict.findings])
    door.say(f"{path.name}, {verdict.quarter}: {_counts(verdict)}")


def _row(finding: Finding) -> tuple[str, ...]:
    matters = finding.severity.value if finding.accepted is None else f"accepted ({finding.severity.value})"
    remedy = finding.remedy if finding.accepted is None else f"{finding.accepted.reason} ({finding.accepted.by})"
    return (matters, finding.reference, finding.where, finding.message, remedy)


def _counts(verdict: Verdict) -> str:
    """For example: "2 block publication, 6 are worth a look, 1 is accepted."."""
    still_open = [finding.severity.value for finding in verdict.findings if finding.accepted is None]
    accepted = len(verdict.findings) - len(still_open)
    parts = [f"{value}: {still_open.count(value)}" for value in dict.fromkeys(still_open)]
    parts += [f"accepted: {accepted}"] * bool(accepted)
    return "; ".join(parts) + "." if parts else "nothing stands out."


def _record(finding: Finding) -> dict[str, str]:
    accepted = finding.accepted
    values = (
        finding.reference,
        finding.code,
        finding.severity.value,
        finding.sheet,
        finding.cell,
        finding.where,
        finding.message,
        finding.remedy,
        accepted.reason if accepted else "",
        accepted.by if accepted else "",
        accepted.date.isoformat() if accepted and accepted.date else "",
    )
    return dict(zip(COLUMNS, values, strict=True))


def _as_json(verdict: Verdict, records: list[dict[str, str]]) -> str:
    whole = {"quarter": verdict.quarter, "blocks": verdict.blocks, "findings": records}
    return json.dumps(whole, indent=2)


def _as_csv(records: list[dict[str, str]]) -> str:
    """One line a finding; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in record.items()} for record in records)
    return out.getvalue()


def _harmless(value: str) -> str:
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
