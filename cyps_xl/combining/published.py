"""One council's published figures: the counts of its indicators, with what its metadata say of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from cyps_xl.errors import Problem, UnusableFile
from cyps_xl.inputs.csv_text import CsvText, read_rows
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.source_file import source_bytes
from cyps_xl.measures.periods import Quarter
from cyps_xl.printed.described import ISSUED, PUBLISHER, Described, Measure, words_of_id
from cyps_xl.printed.names import METADATA, PUBLIC, WITHHELD
from cyps_xl.sheets.shapes.scorecard_columns import NUMBER, OUT_OF

AGAIN = "Ask the council for its edition for the public, published with this version of cyps-xl or a newer one."
FIGURE = "Figure"
"""What stands under a heading that names the period alone."""
_NEEDED = ("id", "value", "status")
_OURS = re.compile(r"(?:Quarter [1-4] )?\d{4}-\d{2}")
"""Those headings; another area's begins with its name."""
_QUARTER, _YEAR = re.compile(r"(\d{4}-\d{2}) Q([1-4])"), re.compile(r"\d{4}-\d{2}")
_NO_EDITION = "It is no edition’s."
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,20})?(?:[eE][-+]?\d{1,2})?")


class Told(Enum):
    """How a count is published."""

    EXACT = "as it is"
    ROUNDED = "rounded"
    WITHHELD = "withheld"
    NOT = "not at all"


@dataclass(frozen=True)
class Published:
    """A count as it is published, and in which row of its file; `number` is None where it is not told."""

    told: Told
    number: Fraction | None
    row: int


NOT_THERE = Published(Told.NOT, None, 0)


@dataclass(frozen=True)
class Counts:
    """What is published of an indicator for a period. A plain number is `figure` alone."""

    number: Published = NOT_THERE
    out_of: Published = NOT_THERE
    figure: Published = NOT_THERE


@dataclass(frozen=True)
class Edition:
    """A council's edition: its file, whose it is, when it was issued, and its counts by indicator and period.

    `issued` is an ISO date, or "" where the edition does not say.
    """

    path: Path
    publisher: str
    issued: str
    described: Described
    figures: Mapping[Measure, Mapping[str, Counts]] = field(hash=False)

    @property
    def name(self) -> str:
        """The file's name with its folder's: editions of several councils may be called the same."""
        return f"{self.path.parent.name}/{self.path.name}"


def read_edition(path: Path) -> Edition:
    """An edition from its CSV and the metadata beside it. Raises UnusableFile where it is none that can be added."""
    described, said = _metadata(path.with_name(path.name + METADATA))
    _refuse_unpublished(path, described)
    text = read_rows(path.name, source_bytes(path, _NO_EDITION), _how_many_needed)
    figures = _figures(path, text, described)
    return Edition(path, str(said.get(PUBLISHER, "")).strip(), _day(said.get(ISSUED)), described, figures)


def _day(text: object) -> str:
    """A day as an ISO date; "" where it is none."""
    try:
        return dt.date.fromisoformat(str(text)).isoformat()
    except ValueError:
        return ""


def _metadata(path: Path) -> tuple[Described, Mapping[str, Any]]:
    if not path.exists():
        raise UnusableFile(
            f"{path.name} is not there, which says what the figures mean and how they are protected.",
            "It was published beside the .csv: put it into the same folder, under that name.",
        )
    try:
        said = json.loads(source_bytes(path, _NO_EDITION).decode("utf-8-sig"))
        if not isinstance(said, dict):
            raise TypeError
    except (ValueError, TypeError, RecursionError):
        raise UnusableFile(f"{path.name} is damaged, or no metadata of an edition.", "Download it again.") from None
    try:
        described = Described.from_metadata(said)
        Quarter.parse(described.quarter)
        return described, said
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError):
        raise UnusableFile(
            f"{path.name} does not say what its indicators mean and how small numbers are protected.", AGAIN
        ) from None


def _refuse_unpublished(path: Path, described: Described) -> None:
    """Raise UnusableFile for what not everybody has: a draft, or an edition for members."""
    if described.draft:
        raise UnusableFile(f"{path.name} is a draft.", "Take it out of the folder, and put the final edition there.")
    if described.audience != PUBLIC:
        raise UnusableFile(
            f"{path.name} is an edition for members, whose small numbers must not be told by a sum.",
            "Put the council’s edition for the public there instead.",
        )


def _how_many_needed(row: Sequence[str]) -> int:
    return len({folded(cell) for cell in row} & set(_NEEDED))


def _figures(path: Path, text: CsvText, described: Described) -> dict[Measure, dict[str, Counts]]:
    """The counts of each indicator by period."""
    by_label: dict[str, Measure] = {}
    for measure in described.measures:
        if by_label.setdefault(measure.label, measure) != measure:
            raise UnusableFile(f"{path.name} has two indicators {measure.label}.", AGAIN)
    found: dict[Measure, dict[str, dict[str, Published]]] = {measure: {} for measure in described.measures}
    for row, cells in _rows(path, text):
        words = words_of_id(cells["id"])
        shown = by_label.get(words[1]) if words else None
        what = _what(words[2]) if words and shown else None
        period = _period(words[3]) if words else ""
        if shown is None or what is None or not period:
            continue
        told = _told(path, row, cells, text.delimiter)
        if told.told is Told.ROUNDED and described.rounded_to is None:
            raise UnusableFile(f"{path.name} does not say what its counts are rounded to.", AGAIN)
        if told.told is not Told.NOT or cells["value"]:
            _put(found[shown].setdefault(period, {}), what, told, f"{shown.called}, {period}", path)
    return {measure: {when: _counts(said) for when, said in periods.items()} for measure, periods in found.items()}


def _put(said: dict[str, Published], what: str, told: Published, called: str, path: Path) -> None:
    """Keep what a row tells. Where two rows tell of one figure, one that withholds it takes nothing back."""
    before = said.setdefault(what, told)
    if before.number is None:
        said[what] = told if told.number is not None else before
    elif told.number is not None and (before.told, before.number) != (told.told, told.number):
        raise UnusableFile(
            f"{path.name}, rows {before.row} and {told.row}, say two things of {called}.",
            "Download it again; if it is so still, tell the council.",
        )


def _counts(said: Mapping[str, Published]) -> Counts:
    return Counts(said.get(NUMBER, NOT_THERE), said.get(OUT_OF, NOT_THERE), said.get(FIGURE, NOT_THERE))


def _rows(path: Path, text: CsvText) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under the headings, each with its number and its cells by heading; other columns are passed over."""
    top = next((at for at, row in enumerate(text.rows) if _how_many_needed(row) == len(_NEEDED)), None)
    if top is None:
        raise UnusableFile(
            f"{path.name} has no columns {', '.join(_NEEDED)}, so it is not the .csv of an edition.",
            "Take it out of the folder, or download it again.",
        )
    headings = [folded(cell) for cell in text.rows[top]]
    for number, row in enumerate(text.rows[top + 1 :], start=top + 2):
        if not any(row):
            continue
        if len(row) < len(headings):
            raise UnusableFile(
                f"{path.name}, row {number}, has {len(row)} cells under {len(headings)} headings.", "Download it again."
            )
        yield number, dict(zip(headings, row, strict=False))


def _what(column: str) -> str | None:
    """What stands under a heading of the scorecard: number, out of, or the figure; None of another area's."""
    words = column.partition(", ")[0]
    if words in (NUMBER, OUT_OF):
        return words
    return FIGURE if _OURS.fullmatch(column) else None


def _period(text: str) -> str:
    """A period as Indicator values has it: of quarter 4 the full year; "" where it is none of those."""
    quarter = _QUARTER.fullmatch(text)
    if quarter is not None:
        return quarter[1] if quarter[2] == "4" else text
    return text if _YEAR.fullmatch(text) else ""


def _told(path: Path, row: int, cells: Mapping[str, str], delimiter: str) -> Published:
    value, status = cells["value"], folded(cells["status"])
    if status == WITHHELD:
        return Published(Told.WITHHELD, None, row)
    if not value:
        return Published(Told.NOT, None, row)
    plain = value.replace(",", ".") if delimiter == ";" else value
    if not _NUMBER.fullmatch(plain):
        raise UnusableFile(f"{path.name}, row {row}: “{value}” is no number.", "Download it again.")
    told = {"": Told.EXACT, "rounded": Told.ROUNDED}.get(status, Told.NOT)  # what is worked out is no count itself
    return Published(told, None if told is Told.NOT else Fraction(plain), row)


Read = tuple[tuple[Edition, ...], tuple[Problem, ...]]


def read_all(paths: Sequence[Path], where: Callable[[Path], str]) -> Read:
    """The editions of these files, and a problem for each that is none; `where` says how a file is named."""
    editions, problems = [], []
    for path in paths:
        try:
            editions.append(read_edition(path))
        except UnusableFile as error:
            problems.append(Problem(where(path), error.message, error.remedy))
    return tuple(editions), tuple(problems)
