"""What the command line prints: plain lines for a file or a pipe, tables and progress for a person."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyps_xl.errors import Blocked, CypsError, Problem

if TYPE_CHECKING:
    from cyps_xl.report import Headline, ImportOutcome, Outcome

UNFORESEEN = 3


class Door:
    """Prints what commands have to say. Steps go to standard error, and only to a terminal."""

    def __init__(self, debug: bool) -> None:
        self.debug = debug
        self._step = ""

    def step(self, words: str) -> None:
        """Show a step of long work, in place of the one before."""
        if sys.stderr.isatty():
            click.echo(f"\r{words} …".ljust(len(self._step)), err=True, nl=False)
            self._step = f"{words} …  "

    def clear(self) -> None:
        """Wipe the last step off the terminal."""
        if self._step:
            click.echo("\r" + " " * len(self._step) + "\r", err=True, nl=False)
            self._step = ""

    def say(self, line: str = "") -> None:
        """Print a line; what the terminal's alphabet lacks is written in letters it has."""
        self.clear()
        click.echo(printable(line, sys.stdout.encoding))

    def outcome(self, outcome: Outcome) -> None:
        """Say what a new or refreshed workbook holds and what stands out."""
        self.say(f"{outcome.path}")
        self.say(f"  {outcome.quarter}: {len(outcome.sheets)} sheets, {outcome.charts} charts.")
        self.say(f"  {outcome.formulas_proved:,} formulas, each worked out twice with the same result.")
        if outcome.backup is not None:
            self.say(f"  The workbook as it was: {outcome.backup}")
        for notice in outcome.notices:
            self.say(f"  {notice}")

    def imported(self, outcome: ImportOutcome) -> None:
        """Say how many rows of each table an import changed, or with a dry run would change."""
        for remark in outcome.remarks:
            self.say(remark)
        rows = [(c.table, str(c.updated), str(c.added), str(c.unchanged)) for c in outcome.counts]
        self.table(("Table", "Updated", "New", "As before"), rows)
        self.say("Dry run: nothing was written." if outcome.dry_run else f"{outcome.path} is up to date.")

    def headline(self, headline: Headline) -> None:
        """Print the indicators with their directions, then what improved and what declined."""
        self.say(headline.title)
        self.say(f"{headline.quarter}, compared with {headline.previous_quarter}")
        self.say()
        rows = [
            (line.no, line.reference, line.name, line.previous, line.current, line.arrow, line.direction)
            for line in headline.lines
        ]
        self.table(("No", "Reference", "Indicator", "A year ago", "Now", "", "Direction"), rows)
        for title, names in (("Improved", headline.improved), ("Declined", headline.declined)):
            self.say(f"{title}: {'; '.join(names) if names else 'none'}")
        for notice in headline.notices:
            self.say(notice)

    def table(self, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        """Print rows: a drawn table on a terminal, tab-separated lines elsewhere."""
        self.clear()
        if not sys.stdout.isatty():
            for row in (headings, *rows):
                self.say("\t".join(row))
            return
        from rich.console import Console
        from rich.table import Table

        table = Table(*headings, header_style="bold")
        for row in rows:
            table.add_row(*(printable(cell, sys.stdout.encoding) for cell in row))
        Console().print(table)

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Print every problem on standard error: where, what, what to do."""
        for problem in problems:
            click.echo(printable(f"  {problem}", sys.stderr.encoding), err=True)


def printable(text: str, encoding: str | None) -> str:
    """Text as a terminal of this encoding can print it: arrows in signs it has, the rest as question marks."""
    encoding = encoding or "ascii"
    for sign, plain in (("↑", "^"), ("↓", "v"), ("→", ">"), ("↘", "\\"), ("★", "*"), ("–", "-"), ("…", "...")):
        if not _has(sign, encoding):
            text = text.replace(sign, plain)
    return text.encode(encoding, errors="replace").decode(encoding)


def _has(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def at_the_door(door: Door) -> Iterator[None]:
    """Turn what goes wrong inside into a sentence and an exit code; no traceback reaches a user."""
    try:
        yield
    except CypsError as error:
        door.clear()
        click.echo(printable(f"Error: {error}", sys.stderr.encoding), err=True)
        if isinstance(error, Blocked):
            door.problems(error.problems)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        door.clear()
        click.echo("Stopped. Nothing was written.", err=True)
        sys.exit(130)
    except Exception as error:
        door.clear()
        if door.debug:
            raise
        click.echo(f"Error: cyps-xl met something it did not foresee ({type(error).__name__}).", err=True)
        click.echo(f"Nothing was written. Send {_log()} to whoever keeps cyps-xl for you.", err=True)
        sys.exit(UNFORESEEN)
    finally:
        door.clear()


def _log() -> Path:
    """Write the program's side of an unforeseen error to a file: places in the code, no figures."""
    with tempfile.NamedTemporaryFile("w", prefix="cyps-xl-", suffix=".log", delete=False, encoding="utf-8") as log:
        kind, _, trace = sys.exc_info()
        log.writelines(traceback.format_tb(trace))
        log.write(f"{kind.__name__ if kind else ''}\n")
    return Path(log.name)
