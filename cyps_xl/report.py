"""The story in order: read the inputs, work the report out, prove it, write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Tell = Callable[[str], None]
"""Called with a few words at each step of long work, so that a door can show progress."""


def _silent(step: str) -> None:
    """Nobody is watching."""


@dataclass(frozen=True)
class Outcome:
    """A report brought up to date.

    `notices` are the lines in which the sheets say what stands out or is not shown;
    `formulas_proved` counts the formulas that a second engine worked out alike.
    """

    path: Path
    quarter: str
    sheets: tuple[str, ...]
    charts: int
    formulas_proved: int
    notices: tuple[str, ...]
    backup: Path | None = None


@dataclass(frozen=True)
class TableCount:
    """What an import does to one table: rows whose figures change, new rows, rows alike already."""

    table: str
    updated: int
    added: int
    unchanged: int


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did, or with a dry run would do."""

    path: Path
    counts: tuple[TableCount, ...]
    remarks: tuple[str, ...]
    dry_run: bool


@dataclass(frozen=True)
class HeadlineLine:
    """One indicator as the terminal shows it; figures as published, "" where there is none."""

    no: str
    reference: str
    name: str
    previous: str
    current: str
    arrow: str
    direction: str


@dataclass(frozen=True)
class Headline:
    """The report's headline: the indicators with their direction, what improved, what declined."""

    title: str
    quarter: str
    previous_quarter: str
    lines: tuple[HeadlineLine, ...]
    improved: tuple[str, ...]
    declined: tuple[str, ...]
    notices: tuple[str, ...]


def new(path: Path, *, example: bool = False, force: bool = False, tell: Tell = _silent) -> Outcome:
    """Make a workbook from the template, empty or with the example quarter. WrongUse when it exists."""
    raise NotImplementedError


def refresh(path: Path, *, quarter: str | None = None, tell: Tell = _silent) -> Outcome:
    """Bring the output sheets up to date in place. Blocked when the figures or engines disagree."""
    raise NotImplementedError


def import_figures(path: Path, source: Path, *, dry_run: bool = False, tell: Tell = _silent) -> ImportOutcome:
    """Bring figures into the input tables, all or nothing. Blocked with every problem when any row is bad."""
    raise NotImplementedError


def show(path: Path) -> Headline:
    """The headline of a workbook's report, worked out from its input tables."""
    raise NotImplementedError
