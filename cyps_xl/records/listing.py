"""The list behind a count: every row of its records, in or out, and why. It leaves for a file of the user's alone."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from cyps_xl.errors import NotSaved, WrongUse
from cyps_xl.inputs.formula_like import begins_like_formula
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.engine import BadRule
from cyps_xl.records.loading import EVERYBODY, FILE, ROW, Loaded
from cyps_xl.records.rule_sql import (
    COUNTED,
    DAYS,
    GROUP,
    IN_TIME,
    PERSON,
    Period,
    date_rule_in_words,
    rows_sql,
    step,
    steps_of,
)
from cyps_xl.records.shown import place
from cyps_xl.records.tables import Counts
from cyps_xl.records.typing_cells import LINE

ONLY_THE_USER = 0o600


class ListBehind:
    """The list behind a count: its headings, and every row of the count's records with its reason.

    The rows come one after the other, since all of them may be too many for memory: in the order of the files, or of
    records in slices, in that of the slices. `listed` is how many have come, `number` what those among them that count
    make. Only rows of a group come, where one is named.
    """

    def __init__(self, declared: Declared, loaded: Loaded, count: Count, period: Period, group: str = "") -> None:
        facts = tuple(fact.name for fact in declared.facts_of(count))
        self._shown = tuple(name for name in (*count.table.names, *facts) if name != count.table.person)
        self.headings = ("Counts", "Why", count.table.person, *self._shown, *loaded.place)
        self.number = self.listed = 0
        steps = tuple(step(number) for number, _ in enumerate(steps_of(count)))
        self._columns = (ROW, FILE, LINE, PERSON, GROUP, DAYS, IN_TIME, COUNTED, *steps, *self._shown)
        chosen = ", ".join(f'"{name}"' for name in self._columns)
        self._sql = f'SELECT {chosen} FROM ({rows_sql(declared, count, period)}) AS listed ORDER BY "{ROW}"'
        self._loaded, self._count, self._period, self._group = loaded, count, period, group.casefold()

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows as text."""
        for _ in self._loaded.slices.each() if self._loaded.slices else (EVERYBODY,):
            reasons = _Reasons(self._count, self._period)
            for values in self._each_row():
                row = dict(zip(self._columns, values, strict=True))
                if self._group and str(row[GROUP] or "").casefold() != self._group:
                    continue
                adds, why = reasons.of(row)
                self.number += adds
                self.listed += 1
                cells = (row[PERSON], *(row[name] for name in self._shown), row[FILE], row[LINE])
                yield (str(adds) if adds else "", why, *map(as_cell, cells))

    def _each_row(self) -> Iterator[tuple[Any, ...]]:
        """The rows that are there now. Raises BadRule with the name of the count."""
        try:
            yield from self._loaded.engine.each_row(self._sql)
        except BadRule as error:
            raise error.of(self._count.name) from None


class _Reasons:
    """Says of one row after the other what it adds to the count, and why; all rows of a person have come with it."""

    def __init__(self, count: Count, period: Period) -> None:
        self._count = count
        self._dates = date_rule_in_words(count, period).partition(":")[0]
        self._steps = steps_of(count)
        self._seen: dict[tuple[object, object], str] = {}

    def of(self, row: dict[str, Any]) -> tuple[int, str]:
        """What a row adds, and its reason."""
        if not row[IN_TIME]:
            return 0, f"out: not {self._dates}"
        for number, one in enumerate(self._steps):
            if not row[step(number)]:
                rule = f"the rule of {one.whose}" if one.whose != self._count.name else "the rule"
                said = "leaves out" if one.leaves_out else "asks for"
                return 0, f"out: {rule} {said} {one.condition.text}"
        if self._count.counts is Counts.DAYS:
            return int(str(row[DAYS])), f"in: {self._dates}"
        if self._count.counts is Counts.PEOPLE:
            whose = (row[PERSON], row[GROUP])
            if whose in self._seen:
                return 0, f"in, and counted already with {self._seen[whose]}"
            self._seen[whose] = place(str(row[FILE]), row[LINE])
        return 1, f"in: {self._dates}"


def as_cell(value: object) -> str:
    """A cell's text. What a spreadsheet would work out gets an apostrophe in front, as it would be typed there."""
    text = "" if value is None else str(value)
    return f"'{text}" if begins_like_formula(text) else text


def require_free(path: Path, *, force: bool = False, records: Sequence[Path] = ()) -> None:
    """Raise WrongUse where a list may not be written: over what is there unasked, over no workbook at all, and not
    among the records, of which it would be one when they are read again."""
    if path.suffix.lower() != ".csv":
        raise WrongUse(f"{path.name} does not end in .csv.", f'Name the list "{path.stem}.csv".')
    if path.exists() and not force:
        raise WrongUse(f"{path.name} is already there.", "Choose another name, or delete it first.")
    if not path.resolve().parent.is_dir():
        raise WrongUse(f"There is no folder {path.resolve().parent.name} for {path.name}.", "Make it, or name another.")
    folder = next((one for one in records if path.resolve().is_relative_to(one.resolve())), None)
    if folder is not None:
        raise WrongUse(
            f"{path.name} would lie among the records, in {folder.resolve().name}.", "Choose another folder for it."
        )


def is_a_list(path: Path, last_heading: str) -> bool:
    """Whether a file is a list that was written here before, by its first line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), [])[-1:] == [last_heading]
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


def write_for_the_user_alone(
    path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]], *, force: bool = False
) -> None:
    """Write a CSV that nobody else may read, row by row, and that Excel opens with the right letters.

    Where the rows end in an error, nothing is left of it. Windows gives it the rights of its folder: there the folder
    must be the user's alone. Raises as `require_free`; NotSaved.
    """
    require_free(path, force=force)
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_THE_USER)
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(headings)
            writer.writerows(rows)
        part.replace(path)
    except OSError as error:
        raise NotSaved(
            f"{path.name} could not be written ({error.strerror}).", "Close it elsewhere, or choose another folder."
        ) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
