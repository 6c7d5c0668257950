"""The long format of published statistics: a row a figure, with its description, year and authority.

StatsWales writes it as “Data values, Data description, Year, Local Authority”, with columns for other variables, for
area codes and for notes; its older service wrote Data, Measure_ItemName_ENG and so on. Either is known by its headings,
in any order and in Welsh as well.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.csv_text import DELIMITERS, HEADINGS_WITHIN, decoded
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.source_file import source_bytes

_VALUE, _DESCRIPTION, _YEAR, _AREA, _CODE, _NOTES = "value", "description", "year", "area", "code", "notes"
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    _VALUE: ("data values", "data value", "data", "value", "values", "gwerthoedd data", "gwerth data", "gwerth"),
    _DESCRIPTION: (
        "data description", "description", "measure", "disgrifiad o'r data", "disgrifiad data", "disgrifiad", "mesur",
    ),
    _YEAR: (
        "year", "financial year", "collection year", "reporting year", "period", "blwyddyn", "blwyddyn ariannol",
        "blwyddyn casglu", "cyfnod",
    ),
    _AREA: (
        "local authority", "local authorities", "authority", "council", "area", "area name", "awdurdod lleol",
        "awdurdodau lleol", "awdurdod", "cyngor", "ardal",
    ),
    _CODE: ("area code", "local authority code", "authority code", "cod ardal", "cod yr ardal", "area alt code1"),
    _NOTES: ("notes", "note", "note codes", "data notes", "shorthand", "nodiadau", "codau nodiadau", "byrfoddau"),
}  # fmt: skip
"""What the columns are called, the likelier first; what stands behind in brackets, and a day, does not count."""
_LINE_END = re.compile("\r\n|\r|\n")

_NEEDED = (_VALUE, _DESCRIPTION, _YEAR)
_AROUND = re.compile(r"\s*(?:\(.*\)|(?:at|as at|ar|ending)\s+31\s+\w+)$")
_NO_VARIABLE = re.compile(r"sort ?order|hierarchy|code\d?$|item notes|row ?key|partition ?key|^cod |trefn|hierarchaeth")
_BEGINNING = 65_536
"""Bytes by which a file is known."""


@dataclass(frozen=True)
class Layout:
    """Where the columns of a file stand, counted from 0, and its separator.

    `variables` are the columns, by heading, that tell apart rows of one description, year and authority.
    """

    headings: tuple[str, ...]
    heading_row: int
    delimiter: str
    columns: Mapping[str, int]

    @cached_property
    def variables(self) -> Mapping[str, int]:
        """Such as Age group: neither known columns nor the codes and orders that go with them."""
        known = set(self.columns.values())
        return {
            heading: at
            for at, heading in enumerate(self.headings)
            if heading and at not in known and not _NO_VARIABLE.search(_plain(heading))
        }

    @property
    def year_heading(self) -> str:
        """What stands over the years: “Collection Year (at 31 March)”."""
        return self.headings[self.columns[_YEAR]]


@dataclass(frozen=True)
class LongRow:
    """A row of the file: its number, counted from 1, and its cells. `variables` are those of other columns."""

    number: int
    description: str
    year: str
    area: str
    code: str
    value: str
    notes: str
    variables: Mapping[str, str]


@dataclass(frozen=True)
class LongFile:
    """A file of published statistics, not yet read row by row."""

    path: Path
    layout: Layout
    text: str
    encoding: str

    def rows(self, wanted: Callable[[str], object]) -> Iterator[LongRow]:
        """Its rows of wanted descriptions, one after another. Raises UnusableFile where the file is no table.

        `wanted` is asked once for each description: a file may have a hundred thousand rows of others.
        """
        asked: dict[str, object] = {}
        of = self.layout.columns[_DESCRIPTION]
        places = [self.layout.columns.get(one) for one in (_DESCRIPTION, _YEAR, _AREA, _CODE, _VALUE, _NOTES)]
        variables = tuple(self.layout.variables.items())
        width = 1 + max(self.layout.columns.values())
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.layout.delimiter)
        try:
            for number, cells in enumerate(reader, start=1):
                if number <= self.layout.heading_row + 1 or len(cells) < width:
                    continue  # trailing notes, or an empty line
                said = cells[of]
                if said not in asked:
                    asked[said] = wanted(said.strip())
                if not asked[said]:
                    continue
                description, year, area, code, value, notes = ("" if at is None else cells[at].strip() for at in places)
                rest = {heading: cells[at].strip() for heading, at in variables if at < len(cells)}
                yield LongRow(number, description, year, area, code, value, notes, rest)
        except csv.Error:
            raise UnusableFile(
                f"{self.path.name} has quotation marks that do not pair up, or a cell far too long, at line "
                f"{reader.line_num}.",
                "Download the file again, and bring it in as it is.",
            ) from None


def is_long_file(path: Path) -> bool:
    """Whether a file is in the long format, by its first rows. A file that cannot be read is not."""
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
        text, _ = decoded(path.name, _whole_letters(beginning))
    except (OSError, UnusableFile):
        return False
    return _layout(text) is not None


def read_long_file(path: Path) -> LongFile:
    """A file in the long format. Raises UnusableFile when it cannot be read, is none, or is too large."""
    data = source_bytes(path, "On StatsWales choose the filters you need, and download that view.")
    text, encoding = decoded(path.name, data)
    layout = _layout(text)
    if layout is None:
        raise UnusableFile(
            f"{path.name} has no columns of descriptions, years, authorities and data values.",
            "Download it from StatsWales as CSV, with a row for each value, and bring that file in.",
        )
    return LongFile(path, layout, text, encoding)


def _whole_letters(beginning: bytes) -> bytes:
    """The beginning of a file up to its last whole line, so that no letter is cut in two."""
    if b"\x00" in beginning:  # UTF-16, whose letters have two bytes, and a new line may be half of one
        return beginning[: len(beginning) // 2 * 2]
    end = max(beginning.rfind(b"\n"), beginning.rfind(b"\r"))
    return beginning if end < 0 or len(beginning) < _BEGINNING else beginning[: end + 1]


def _layout(text: str) -> Layout | None:
    """By which row and separator the first rows have the columns that are needed."""
    first = _LINE_END.split(text[:_BEGINNING], maxsplit=HEADINGS_WITHIN + 1)[: HEADINGS_WITHIN + 1]
    for delimiter in DELIMITERS:
        for at, cells in enumerate(_first_rows(first, delimiter)):
            columns = _columns(cells)
            if all(one in columns for one in _NEEDED) and (_AREA in columns or _CODE in columns):
                return Layout(tuple(cell.strip() for cell in cells), at, delimiter, columns)
    return None


def _first_rows(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Where each column stands that a row of headings has."""
    plain = [_plain(cell) for cell in cells]
    found: dict[str, int] = {}
    for column, names in _HEADINGS.items():
        at = next((plain.index(name) for name in names if name in plain), None)
        if at is not None:
            found[column] = at
    return found


def _plain(heading: str) -> str:
    """A heading in small letters, without what the older service writes around it or a reader's remark behind it."""
    words = re.sub(r"_?ItemName_(?:ENG|WEL)$", "", heading.strip("\ufeff \t\r\n"), flags=re.IGNORECASE)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words).replace("_", " ").replace("’", "'")
    return _AROUND.sub("", folded(words)).strip()
