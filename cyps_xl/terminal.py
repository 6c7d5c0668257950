"""What the command line prints: plain lines for a file or a pipe, tables and progress for a person."""

from __future__ import annotations

import re
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from cyps_xl.errors import Blocked, CypsError, alike_once, where_raised

if TYPE_CHECKING:
    from cyps_xl.report import ImportOutcome, Outcome
    from cyps_xl.show import Headline

UNFORESEEN = 3
WORKBOOK = click.Path(path_type=Path, dir_okay=True)
"""The path of a file, as an argument of a command."""
STOPPED = 130  # what shells expect of a command that Ctrl-C ended
_CORRECTED = {True: "corrected since the last import", False: ""}
WHOLE = "The workbook is whole: as it was, or finished."
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, which a terminal obeys
    r"\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # no width, or the other way round
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[\t\n\x0b\x0c\r\u2028\u2029]+")
_INSTEAD = "\ufffd"


class Door:
    """Prints what commands have to say. Steps go to standard error, and only to a terminal."""

    def __init__(self, debug: bool) -> None:
        self.debug = debug
        self._step = ""

    def step(self, words: str) -> None:
        """Show a step of long work, in place of the one before."""
        if sys.stderr.isatty():
            self.clear()
            self._step = printable(f"{words} …", sys.stderr.encoding)
            click.echo(self._step, err=True, nl=False)

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
        charts = "1 chart" if outcome.charts == 1 else f"{outcome.charts} charts"
        self.say(f"  {outcome.quarter}: {len(outcome.sheets)} sheets, {charts}.")
        self.say(f"  {outcome.formulas_proved:,} formulas, each worked out twice with the same result.")
        if outcome.backup is not None:
            self.say(f"  The workbook as it was: {outcome.backup}")
        for cell in outcome.overwritten:
            self.say(f"  {cell.where}: {cell.done}")
        for notice in filter(None, (outcome.note, *outcome.news, *outcome.notices)):
            self.say(f"  {notice}")

    def imported(self, outcome: ImportOutcome) -> None:
        """Say what an import changed, or with a dry run would change: rows of each table, then figure by figure."""
        for remark in outcome.remarks:
            self.say(remark)
        rows = [(c.table, str(c.updated), str(c.added), str(c.unchanged)) for c in outcome.counts]
        self.table(("Table", "Updated", "New", "As before"), rows)
        self._changes(outcome)
        self.say("Dry run: nothing was written." if outcome.dry_run else f"{outcome.path} is up to date.")
        for line in filter(None, (*outcome.news, outcome.note)):
            self.say(line)

    def _changes(self, outcome: ImportOutcome) -> None:
        """List each figure that an import changes, from what to what, and those that stay as they were corrected."""
        from cyps_xl.inputs.wording import in_words

        asked = sum(cell.corrected for cell in outcome.cells)
        if outcome.cells:
            lines = [
                (cell.where, cell.row, cell.heading, in_words(cell.old), in_words(cell.new), _CORRECTED[cell.corrected])
                for cell in outcome.cells
            ]
            self.table(("Cell", "Row", "Figure", "Was", "Becomes", ""), lines)
        if asked and outcome.dry_run:
            self.say(f"{asked} of these would stop the import, without --keep-corrections or --overwrite.")
        for cell in outcome.kept:
            words = f"{in_words(cell.old)} stays as it was corrected; {cell.source} has {in_words(cell.new)}"
            self.say(f"{cell.where}: {words}.")

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
        if sys.stdout.isatty():
            self.clear()
            _draw(sys.stdout, headings, rows)
        else:
            for row in (headings, *rows):
                self.clear()
                click.echo("\t".join(printable(cell, sys.stdout.encoding) for cell in row))

    def complain(self, error: CypsError) -> None:
        """Say on standard error what is wrong and what to do, and for figures that block, where each one is."""
        self.clear()
        _echo(f"Error: {error}")
        problems = alike_once(error.problems) if isinstance(error, Blocked) else []
        if problems and sys.stderr.isatty():
            rows = [(problem.where, problem.message, problem.remedy) for problem in problems]
            _draw(sys.stderr, ("Where", "What is wrong", "What to do"), rows)
        else:
            for problem in problems:
                _echo(f"  {problem}")

    def apologise(self, error: Exception) -> None:
        """Say that the program itself is at fault, and where the traces of that are kept."""
        self.clear()
        if self.debug:
            for line in "".join(traceback.format_exception(error)).splitlines():
                _echo(line)
            return
        _echo(f"Error: cyps-xl met something it did not foresee ({type(error).__name__}).")
        _echo(f"{WHOLE} Send {_log(error)} to whoever keeps cyps-xl for you, or see the same with: cyps-xl --debug …")


def _echo(line: str) -> None:
    click.echo(printable(line, sys.stderr.encoding), err=True)


def _draw(stream: TextIO, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*headings, header_style="bold")
    for row in rows:
        table.add_row(*(printable(cell, stream.encoding) for cell in row))
    Console(file=stream, markup=False, emoji=False, highlight=False).print(table)


def harmless(text: str) -> str:
    """A text from a file on one line, as a terminal may have it.

    A sign stands in place of each character that is not shown: escape sequences could wipe a finding off the
    screen or write another, and characters that turn the direction of writing around show it as another one.
    """
    return _UNSEEN.sub(_INSTEAD, _SPACES.sub(" ", text))


def printable(text: str, encoding: str | None) -> str:
    """Text on one line as a terminal of this encoding can print it.

    It is `harmless`; arrows are in signs that the terminal has, and the rest of what it lacks are question marks.
    """
    text, encoding = harmless(text), encoding or "ascii"
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
        door.complain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        door.clear()
        _echo(f"Stopped. {WHOLE}")
        sys.exit(STOPPED)
    except BrokenPipeError:
        raise  # whoever read the output has gone, and click ends quietly
    except Exception as error:
        door.apologise(error)
        sys.exit(UNFORESEEN)
    finally:
        door.clear()


def _log(error: Exception) -> Path:
    """Write the program's side of an unforeseen error to a file: places in the code, no figures, no names."""
    with tempfile.NamedTemporaryFile("w", prefix="cyps-xl-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write("\n".join([*where_raised(error), type(error).__name__, ""]))
    return Path(log.name)
