"""Several workbooks, or all of a folder, at once: a line each, one exit code, and none that fails stops another."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.errors import Blocked, CypsError, WrongUse
from cyps_xl.terminal import UNFORESEEN, Door

ENDINGS = (".xlsx", ".xlsm")
MOST_AT_ONCE = 8
"""Workbooks worked on at a time, however many processors there are: each takes some 100 MB."""


@dataclass(frozen=True)
class Told:
    """How it went with one workbook: the words after its name, and the exit code that it alone would give."""

    words: str
    code: int = 0


Work = Callable[[Path], Told]
"""What is done with one workbook. Runs in a process of its own, so it must be a function of a module."""


def is_several(paths: Sequence[Path]) -> bool:
    """Whether these are not one workbook but several, or a folder of them."""
    return len(paths) != 1 or paths[0].is_dir()


def work_through(door: Door, paths: Sequence[Path], work: Work) -> int:
    """Do the work with each workbook, several at a time; says a line each, in their order, and gives the exit code.

    It is that of the workbook with which it went worst. Raises WrongUse when there is none.
    """
    books = tuple(workbooks(paths))
    if not books:
        raise WrongUse("There is no workbook to work on.", "Name workbooks, or a folder that holds some.")
    codes = []
    at_once = min(len(books), os.cpu_count() or 1, MOST_AT_ONCE)
    with ProcessPoolExecutor(max_workers=at_once) as pool:
        for book, future in [(book, pool.submit(_safely, work, book)) for book in books]:
            told = _result(future)
            door.say(told.words if told.words.startswith(book.name) else f"{book.name}: {told.words}")
            codes.append(told.code)
    done = codes.count(0)
    door.say(f"{done} of {len(books)} done." if done < len(books) else f"All {len(books)} done.")
    return max(codes)


def workbooks(paths: Sequence[Path]) -> Iterator[Path]:
    """The workbooks named, and those that lie in the folders named: not in folders within, where backups are."""
    seen = set()
    for path in paths:
        inside = path.is_dir()
        for found in sorted(path.iterdir()) if inside else (path,):
            if inside and (found.suffix.lower() not in ENDINGS or found.name[0] in "~.$" or found.is_dir()):
                continue
            if found.resolve() not in seen:
                seen.add(found.resolve())
                yield found


def _safely(work: Work, book: Path) -> Told:
    """The work, with what goes wrong as words: an error of one workbook is no error of another."""
    try:
        return work(book)
    except Blocked as error:
        first = error.problems[0] if error.problems else None
        more = f" and {len(error.problems) - 1} more" if len(error.problems) > 1 else ""
        return Told(f"{error.message} {first}{more}" if first else error.message, error.exit_code)
    except CypsError as error:
        return Told(f"{error.message} {error.remedy}".strip(), error.exit_code)
    except Exception as error:  # what nobody foresaw must not stop the others
        words = f"cyps-xl itself failed ({type(error).__name__}). The workbook is whole. Try it alone, to see more."
        return Told(words, UNFORESEEN)


def _result(future: Future[Told]) -> Told:
    try:
        return future.result()
    except Exception as error:  # the process died: out of memory, or ended by somebody
        return Told(f"the work on it was broken off ({type(error).__name__}). Try it alone.", UNFORESEEN)
