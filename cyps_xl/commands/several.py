"""Several workbooks, or all of a folder, at once: a line each, one exit code, and none that fails stops another."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from cyps_xl.errors import Blocked, CypsError, WrongUse
from cyps_xl.terminal import UNFORESEEN, WHOLE, Door

ENDINGS = (".xlsx", ".xlsm")
MOST_AT_ONCE = 8
"""Workbooks worked on at a time, however many processors there are: each takes some 100 MB."""

_DIED = (
    f"the work on it was broken off: somebody ended it, or the computer's memory ran out. {WHOLE} "
    "Close other programs, and try it alone."
)


@dataclass(frozen=True)
class Told:
    """How it went with one workbook: the words after its name, and the exit code that it alone would give.

    `more` are lines that were asked for besides.
    """

    words: str
    code: int = 0
    more: tuple[str, ...] = ()


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
    lanes = SimpleQueue[_Lane]()
    for _ in range(at_once):
        lanes.put(_Lane())
    try:
        with ThreadPoolExecutor(at_once) as waiting:
            for book, told in zip(books, waiting.map(lambda book: _in_a_lane(lanes, work, book), books), strict=True):
                words = told.words.removeprefix(book.name)
                door.say(f"{_name(book, books)}{words}" if words != told.words else f"{_name(book, books)}: {words}")
                for line in told.more:
                    door.say(line)
                codes.append(told.code)
    finally:
        while not lanes.empty():
            lanes.get().close()
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


def require_names_apart(paths: Sequence[Path], out: Path) -> None:
    """Raise WrongUse when two workbooks would be written into one folder, which bears a workbook's name."""
    books = tuple(workbooks(paths))
    counts = Counter(book.stem.lower() for book in books)
    alike = [book for book in books if counts[book.stem.lower()] > 1]
    if alike:
        same = [book for book in alike if book.stem.lower() == alike[0].stem.lower()]
        raise WrongUse(
            f"{' and '.join(map(str, same))} would be published into one folder, {out / same[0].stem}.",
            "Publish each with another folder for --out, or give one of the workbooks another name.",
        )


class _Lane:
    """A process that does one workbook after another; where one ends it, the next has a new one.

    Processes of one pool are all ended when one of them dies: so each has a pool of its own.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def do(self, work: Work, book: Path) -> Told:
        """The work with one workbook, in words also when the process did not outlive it."""
        if self._pool is None:
            # A process forked while others are waited for may never begin; Windows begins each anew as well.
            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        try:
            return self._pool.submit(_safely, work, book).result()
        except Exception:  # it died, could not begin, or what it answered could not be handed over
            self.close()
            return Told(_DIED, UNFORESEEN)

    def close(self) -> None:
        """Let the process go."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def _in_a_lane(lanes: SimpleQueue[_Lane], work: Work, book: Path) -> Told:
    lane = lanes.get()
    try:
        return lane.do(work, book)
    finally:
        lanes.put(lane)


def _name(book: Path, books: Sequence[Path]) -> str:
    """A workbook's name, with its folder where another has the same."""
    return book.name if [other.name for other in books].count(book.name) == 1 else str(book)


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
