"""The editions of a folder, one a council: found, read, of one quarter, each whose it is. All of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from cyps_xl.combining.expected import Expected
from cyps_xl.combining.published import Edition, read_all
from cyps_xl.errors import Blocked, Problem, UnusableFile
from cyps_xl.printed.names import MEMORY, METADATA
from cyps_xl.settings import quarter_named

_BESIDE = (".xlsx", ".html", ".pdf", ".json")
"""What is published beside a CSV, under its name."""
_MOST_NAMED = 5
_PATTERNS = ("*", "*/*", "*/*/*")
"""As deep as files may lie: a council has a folder of its own, and in it one for each edition."""

Where = Callable[[Path], str]
"""How a file is named in what is said of it."""


@dataclass(frozen=True)
class Gathered:
    """The editions of a quarter by council, in the order of those expected; `remarks` say what was left aside."""

    quarter: str
    editions: dict[str, Edition]
    remarks: tuple[str, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that was read."""
        return tuple(
            file for one in self.editions.values() for file in (one.path, one.path.with_name(one.path.name + METADATA))
        )


def gather(folder: Path, expected: Expected, quarter: str | None = None) -> Gathered:
    """The editions of a folder and of two depths of folders in it, of one quarter where it is named.

    Raises Blocked with every file that cannot be used; UnusableFile where there is none at all.
    """
    wanted = None if quarter is None else str(quarter_named(quarter))
    folder = folder.resolve()

    def where(path: Path) -> str:
        return path.relative_to(folder).as_posix()

    found, others = _files_in(folder)
    editions, problems = _read(folder, found, expected, where)
    chosen = [one for one in editions if wanted in (None, one.described.quarter)]
    problems += _of_several_quarters(chosen, where)
    if problems:
        raise Blocked("Not all of the folder can be added up. Nothing was written.", problems)
    if not chosen:
        raise UnusableFile(f"{folder.name} has no edition of {wanted}.", "Check --quarter, or ask the councils for it.")
    others_quarter = (one for one in editions if wanted not in (None, one.described.quarter))
    aside = [f"{where(one.path)} is of {one.described.quarter}: left aside" for one in others_quarter]
    each, older = _one_each(chosen, expected, where)
    left = _left_aside([where(path) for path in others])
    return Gathered(chosen[0].described.quarter, each, (*older, *aside, *left))


def _read(
    folder: Path, found: Sequence[Path], expected: Expected, where: Where
) -> tuple[Sequence[Edition], list[Problem]]:
    """The editions among a folder's files, and a problem for each file that is none of somebody who is expected."""
    tables = [path for path in found if path.suffix.lower() == ".csv"]
    if not tables:
        raise UnusableFile(
            f"{folder.name} holds no published figures.",
            "Put the .csv of each council’s edition there, with the .csv-metadata.json beside it.",
        )
    alone = [
        path for path in found if path not in tables and path.with_name(path.name.removesuffix(METADATA)) not in found
    ]
    lonely = [
        Problem(where(path), "The figures that it describes are not beside it.", "Put the .csv there as well.")
        for path in alone
    ]
    editions, problems = read_all(tables, where)
    strangers = [_stranger(edition, expected, where(edition.path)) for edition in editions]
    return editions, [*problems, *lonely, *filter(None, strangers)]


def _files_in(folder: Path) -> tuple[list[Path], list[Path]]:
    """The tables and metadata of a folder and of two depths of folders in it, and all else, by name."""
    if not folder.is_dir():
        what = "is no folder" if folder.exists() else "is not there"
        raise UnusableFile(f"{folder.name} {what}.", "Give the folder that holds the councils’ published figures.")
    try:
        files = sorted(path for pattern in _PATTERNS for path in folder.glob(pattern) if path.is_file())
    except OSError as error:
        raise UnusableFile(f"{folder.name} cannot be opened ({error.strerror}).", "Ask for access to it.") from None
    files = [path for path in files if not any(part[0] in ".~" for part in path.relative_to(folder).parts)]
    found = [path for path in files if path.name.lower().endswith((".csv", METADATA))]
    stems = {(path.parent, path.stem) for path in found}
    others = [
        path
        for path in files
        if path not in found
        and not (path.suffix.lower() in _BESIDE and (path.parent, path.stem) in stems)
        and path.parent.name != MEMORY
    ]
    return found, others


def _stranger(edition: Edition, expected: Expected, where: str) -> Problem | None:
    """A problem where an edition is of nobody who is expected."""
    if expected.called(edition.publisher) is not None:
        return None
    said = f"It is published by “{edition.publisher}”" if edition.publisher else "It does not say which council’s it is"
    return Problem(
        where,
        f"{said}: none of the {len(expected.councils)} councils of {expected.whole}.",
        "Take it out of the folder. Where the council is called otherwise on its Settings, have it corrected and "
        "published again; where other councils are meant, name them with --areas.",
    )


def _of_several_quarters(editions: Sequence[Edition], where: Where) -> Iterator[Problem]:
    quarters = sorted({one.described.quarter for one in editions})
    if len(quarters) > 1:
        for one in editions:
            yield Problem(
                where(one.path),
                f"It is of {one.described.quarter}, and the folder has editions of {' and '.join(quarters)}.",
                f'Say which are meant, such as --quarter "{quarters[-1]}"; the others are left aside.',
            )


def _one_each(
    editions: Sequence[Edition], expected: Expected, where: Where
) -> tuple[dict[str, Edition], tuple[str, ...]]:
    """The edition of each council, the one issued last where it has several, and what is said of the older ones."""
    by_council = groupby(
        sorted(editions, key=lambda one: (_place(one, expected), one.issued, str(where(one.path)))),
        key=lambda one: _place(one, expected),
    )
    chosen, remarks, problems = {}, [], []
    for place, several in by_council:
        *older, last = several
        council = expected.councils[place]
        chosen[council] = last
        for one in older:
            if _same(one, last):
                remarks.append(f"{where(one.path)} tells what {where(last.path)} does: read once")
            elif one.issued and one.issued < last.issued:
                remarks.append(
                    f"{where(one.path)}, issued {one.issued}, is older than {where(last.path)}, issued {last.issued}: "
                    "left aside"
                )
            else:
                problems.append(
                    Problem(
                        f"{where(one.path)} and {where(last.path)}",
                        f"Both are {council}’s edition of {one.described.quarter}, they differ, and "
                        f"{'both were issued on ' + one.issued if one.issued else 'do not say which is newer'}.",
                        "Keep the one that the council stands by, and take the other out of the folder.",
                    )
                )
    if problems:
        raise Blocked("Not all of the folder can be added up. Nothing was written.", problems)
    return chosen, tuple(remarks)


def _place(edition: Edition, expected: Expected) -> int:
    called = expected.called(edition.publisher)
    assert called is not None
    return expected.councils.index(called)


def _same(one: Edition, other: Edition) -> bool:
    """Whether two editions tell the same counts: the two languages of one do."""

    def told(edition: Edition) -> object:
        return {
            (measure, period, at): (count.told, count.number)
            for measure, periods in edition.figures.items()
            for period, counts in periods.items()
            for at, count in enumerate((counts.number, counts.out_of, counts.figure))
        }

    return told(one) == told(other)


def _left_aside(names: Sequence[str]) -> Iterator[str]:
    if names:
        named = ", ".join(names[:_MOST_NAMED])
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        yield f"No published figures, left alone: {named}{more}"
