"""Column letters, cell addresses, areas, tabs and names as Excel writes them; rows and columns count from 1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
HIGHEST_ROW = 409.0
"""Points. Excel has no row that is higher."""
LONGEST_TAB = 31
"""Letters that Excel takes for a tab."""
LONGEST_NAME = 255
"""Letters that Excel takes for the name of a table or of cells."""
OUR_NAMES = ("_cyps_", "cyps_")
"""How the defined names begin that every refresh writes anew."""

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_AREA = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]{0,7})(?::\$?([A-Za-z]{0,3})\$?([0-9]{0,7}))?")
_ON_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!(),\s\"]+))!([^!,]+)")
ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
"""How the files of Excel keep a sign by its number: to readers _x0026_ is &."""
_NOT_IN_A_TAB = re.compile(r"[\\/?*\[\]:\x00-\x1f]")
_PLAIN_TAB = re.compile(r"[^\W\d][\w.]*")
_LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc]|[Rr][0-9]*[Cc][0-9]*")
_NAME = re.compile(r"[^\W\d][\w.]*")
_KEPT_FOR_EXCEL = (
    "true", "false", "print_area", "print_titles", "criteria", "extract", "database", "consolidate_area", "sheet_title",
    "data_form", "recorder", "auto_open", "auto_close", "auto_activate", "auto_deactivate", "_filterdatabase",
)  # fmt: skip
"""Words that mean something of their own where a name may stand, in small letters."""


@cache
def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """The number of a column from its letters, in small letters or capitals: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_address(row: int, column: int) -> str:
    """The address of a cell: cell_address(7, 3) is "C7"."""
    return f"{column_letters(column)}{row}"


def parse_cell(address: str) -> tuple[int, int]:
    """The row and column of an address such as "C7" or "$C$7". ValueError when it is none."""
    found = _CELL.fullmatch(address)
    if found is None:
        raise ValueError(f"{address!r} is not the address of a cell")
    letters, row = found.groups()
    return int(row), column_number(letters)


@dataclass(frozen=True, order=True)
class Area:
    """A rectangle of cells, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def parse(cls, text: str) -> Area:
        """The area of "B2", "$B$2:$C$9", "B:C" or "2:9". ValueError when it is none."""
        found = _AREA.fullmatch(text)
        letters, row, last_letters, last_row = found.groups() if found else ("", "", "", "")
        if not (letters or row) or (last_letters is None and not (letters and row)):
            raise ValueError(f"{text!r} is not an area of cells")
        last_letters, last_row = (letters, row) if last_letters is None else (last_letters, last_row)
        rows = sorted((int(row or 1), int(last_row or LAST_ROW)))
        columns = sorted((column_number(letters or "A"), column_number(last_letters or "XFD")))
        return cls(rows[0], columns[0], rows[1], columns[1])

    def __str__(self) -> str:
        first, last = cell_address(self.first_row, self.first_column), cell_address(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"

    def fixed(self) -> str:
        """The area with every row and column fixed: "$B$2:$C$9"."""
        first = f"${column_letters(self.first_column)}${self.first_row}"
        last = f"${column_letters(self.last_column)}${self.last_row}"
        return first if first == last else f"{first}:{last}"

    def overlaps(self, other: Area) -> bool:
        """Whether the two have a cell in common."""
        return (
            self.first_row <= other.last_row
            and other.first_row <= self.last_row
            and self.first_column <= other.last_column
            and other.first_column <= self.last_column
        )

    def covers(self, other: Area) -> bool:
        """Whether every cell of the other is a cell of this one."""
        return (
            self.first_row <= other.first_row
            and other.last_row <= self.last_row
            and self.first_column <= other.first_column
            and other.last_column <= self.last_column
        )

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in the area."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of every cell, row by row."""
        for row in range(self.first_row, self.last_row + 1):
            for column in range(self.first_column, self.last_column + 1):
                yield row, column


Run = tuple[int, int]
"""The first and the last of rows or columns that follow each other."""


def runs(numbers: Iterable[int]) -> list[Run]:
    """The runs of numbers that follow each other, in order."""
    found = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda item: item[1] - item[0]):
        members = [number for _, number in run]
        found.append((members[0], members[-1]))
    return found


def parse_areas(sqref: str) -> list[Area]:
    """The areas of a list such as "B2:B9 D4". ValueError when one of them is none."""
    return [Area.parse(text) for text in sqref.split()]


def on_sheet(reference: str) -> tuple[str, str] | None:
    """The tab and the area's text of "'Looked after'!$A$1:$B$9"; None for anything else a name may stand for."""
    found = _ON_SHEET.fullmatch(reference.strip().removeprefix("="))
    if found is None:
        return None
    return (found.group(1) or found.group(2)).replace("''", "'"), found.group(3)


def is_tab(text: str) -> bool:
    """Whether Excel takes a text for a tab: 1 to 31 letters, none of \\ / ? * [ ] :, no apostrophe at either end.

    Nor what its files have for a sign, such as _x0026_."""
    return (
        0 < _letters(text) <= LONGEST_TAB
        and not _NOT_IN_A_TAB.search(text)
        and not ESCAPE.search(text)
        and not text.startswith("'")
        and not text.endswith("'")
        and text.casefold() != "history"  # that name Excel keeps for itself
    )


def is_name(text: str) -> bool:
    """Whether Excel takes a text for the name of a table or of cells: letters, digits, _ and dots, of one word.

    What looks like a cell, in either of Excel's ways to write one, is none, nor a word that Excel keeps for itself.
    """
    plain = text.casefold()
    return (
        _letters(text) <= LONGEST_NAME
        and _NAME.fullmatch(text) is not None
        and not _LOOKS_LIKE_A_CELL.fullmatch(text)
        and plain not in _KEPT_FOR_EXCEL
        and not plain.startswith("_xl")  # _xlnm, _xlfn, _xlws: how files write Excel's own names and functions
    )


def _letters(text: str) -> int:
    """How many letters a text has for Excel, to which an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def quoted_tab(tab: str) -> str:
    """A tab's name as it stands before "!" in a formula."""
    if _PLAIN_TAB.fullmatch(tab) and not _LOOKS_LIKE_A_CELL.fullmatch(tab):
        return tab
    return "'" + tab.replace("'", "''") + "'"
