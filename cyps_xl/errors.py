"""Every error a user can meet. Each says what is wrong and what to do next.

CypsError
├── WrongUse          a command was asked for something it cannot do            exit 2
├── UnusableFile      a file is not what it should be                           exit 2
│   └── MissingTable  a workbook lacks an input table or one of its headings    exit 2
├── NotSaved          the work is done but could not be written                 exit 2
└── Blocked           the figures themselves stand in the way: nothing written  exit 1
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True)
class Problem:
    """One thing wrong, where it is, and what to do about it.

    `where` names a sheet and cell ("Supervision!C7") or a file, row and column
    ("Supervision.csv, row 7, Qualified due").
    """

    where: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} {self.remedy}"


MOST_PLACES = 3
"""Places that are named one by one where many have the same thing wrong."""


def alike_once(problems: Sequence[Problem]) -> list[Problem]:
    """Problems in which the same is wrong and to be done as one, which names the first places and counts the rest."""
    places: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        places.setdefault((problem.message, problem.remedy), []).append(problem.where)
    return [Problem(_listed(where), message, remedy) for (message, remedy), where in places.items()]


def _listed(places: Sequence[str]) -> str:
    named, left = places[:MOST_PLACES], len(places) - MOST_PLACES
    return f"{', '.join(named)} and {left} more" if left > 0 else ", ".join(named)


class CypsError(Exception):
    """Something a user must know about, in the user's words."""

    exit_code = 2

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy


class WrongUse(CypsError):
    """The command cannot do what was asked of it."""


class UnusableFile(CypsError):
    """The file is not a workbook or CSV that can be worked with."""


class MissingTable(UnusableFile):
    """The workbook has lost an input table, or a heading of one."""


class NotSaved(CypsError):
    """The finished work could not take the place of the old file."""


class Blocked(CypsError):
    """Figures that cannot be right stand in the way; nothing was written."""

    exit_code = 1

    def __init__(self, message: str, problems: Sequence[Problem]) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


def where_raised(error: BaseException) -> list[str]:
    """Where in the program an error arose, a line a step: no folders, which may bear a user's name, and no values."""
    return [f"{_module(step.filename)}:{step.lineno} {step.name}" for step in traceback.extract_tb(error.__traceback__)]


def _module(file: str) -> str:
    """A module's file within its package; its name alone where it belongs to none."""
    parts = PurePath(file).parts
    packages = [at for at, part in enumerate(parts) if part in ("cyps_xl", "site-packages")]
    return "/".join(parts[packages[-1] :] if packages else parts[-1:])
