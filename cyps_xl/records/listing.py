"""The list behind a count: every row of its records, in or out, and why. It leaves for a file of the user's alone."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cyps_xl.errors import NotSaved, WrongUse
from cyps_xl.inputs.formula_like import begins_like_formula
from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.loading import FILE, ROW, Loaded
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


@dataclass(frozen=True)
class Listed:
    """The list behind a count: headings, rows as text, and the number that its counted rows make."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    number: int


def list_behind(declared: Declared, loaded: Loaded, count: Count, period: Period, group: str = "") -> Listed:
    """Every row of a count's records with its reason; only those of a group, where one is named."""
    facts = tuple(fact.name for fact in declared.facts_of(count))
    shown = tuple(name for name in (*count.table.names, *facts) if name != count.table.person)
    steps = tuple(step(number) for number, _ in enumerate(steps_of(count)))
    columns = (ROW, FILE, LINE, PERSON, GROUP, DAYS, IN_TIME, COUNTED, *steps, *shown)
    chosen = ", ".join(f'"{name}"' for name in columns)
    sql = f'SELECT {chosen} FROM ({rows_sql(declared, count, period)}) AS listed ORDER BY "{ROW}"'
    found = [dict(zip(columns, row, strict=True)) for row in loaded.engine.run(sql)]
    reasons = _Reasons(count, period)
    rows = []
    number = 0
    for row in found:
        if group and str(row[GROUP] or "").casefold() != group.casefold():
            continue
        adds, why = reasons.of(row)
        number += adds
        cells = (row[PERSON], *(row[name] for name in shown), row[FILE], row[LINE])
        rows.append((str(adds) if adds else "", why, *map(as_cell, cells)))
    headings = ("Counts", "Why", count.table.person, *shown, *loaded.place)
    return Listed(headings, tuple(rows), number)


class _Reasons:
    """Says of one row after the other what it adds to the count, and why."""

    def __init__(self, count: Count, period: Period) -> None:
        self._count = count
        self._dates = date_rule_in_words(count, period).partition(":")[0]
        self._steps = steps_of(count)
        self._seen: dict[tuple[object, object], dict[str, Any]] = {}

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
            first = self._seen.setdefault((row[PERSON], row[GROUP]), row)
            if first is not row:
                return 0, f"in, and counted already with {place(str(first[FILE]), first[LINE])}"
        return 1, f"in: {self._dates}"


def as_cell(value: object) -> str:
    """A cell's text. What a spreadsheet would work out gets an apostrophe in front, as it would be typed there."""
    text = "" if value is None else str(value)
    return f"'{text}" if begins_like_formula(text) else text


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as a CSV that Excel opens with the right letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


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


def write_for_the_user_alone(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a CSV that nobody else may read, from its first byte on. Raises as `require_free`; NotSaved.

    Windows gives it the rights of its folder: there the folder must be the user's alone.
    """
    require_free(path, force=force)
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_THE_USER)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NotSaved(
            f"{path.name} could not be written ({error.strerror}).", "Close it elsewhere, or choose another folder."
        ) from None
