"""A quick look at the cells a sheet stores, before anything reads them one by one.

The reader of cells lays a sheet out as a full grid up to its last value: one stray value in
XFD1048576 asks it for 500 GB and ends the whole program. So the grid is bounded here, by the
cells that are stored and never by the ranges that the file declares.
"""

from __future__ import annotations

import math
import re
import xml.parsers.expat
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from cyps_xl.errors import UnusableFile
from cyps_xl.grid import LAST_COLUMN, LAST_ROW, column_letters, column_number
from cyps_xl.xlsx.opening.xml_part import SAVE_AGAIN

MAX_GRID = 5_000_000  # cells from A1 to the last value; the reader takes some 60 bytes for each
MAX_CELLS = 1_000_000  # cells stored in all sheets together

_MAX_TAGS = 5_000_000  # what the slow road may have to walk through
_BLOCK = 1 << 20  # bytes looked at together, so that memory stays small
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"')
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ENDS_OF_TAG = (b" ", b">", b"/", b"\t", b"\n", b"\r")

# Every repetition below is bounded: a hostile part must not send a pattern back and forth for minutes.
_NOT_A_NUMBER = re.compile(
    rb"<v>\s{0,9}([+-]?(?:[nN][aA][nN]|[iI][nN][fF](?:inity)?|[0-9.]{1,30}[eE]\+?[0-9]{3,9}))\s{0,9}</v>"
)
_POINTER = re.compile(rb't="s"(?: \w{1,9}="\w{0,9}"){0,5}><v>([^<]{0,40})<')
_TAG_BEFORE = 40_000  # bytes: a cell's tag stands no farther before its value, even behind a long formula
_MOST_TEXTS_LIKE_NAN = 1_000
_OWN_REFERENCE = re.compile(rb'\br="([A-Za-z]{1,3}[0-9]{1,7})"')
_TYPED_AS_TEXT = re.compile(rb'\bt="(?:str|s|inlineStr|e|d)"')


@dataclass(frozen=True)
class Corner:
    """How far a sheet's values reach: the last row and column that hold one, and the cells that make them so."""

    row: int
    column: int
    lowest: str
    rightmost: str

    @property
    def is_on_sheet(self) -> bool:
        """Whether a sheet has such a row and column at all."""
        return self.row <= LAST_ROW and self.column <= LAST_COLUMN

    @property
    def can_be_read(self) -> bool:
        """Whether the grid from A1 to the corner lies on a sheet and is of moderate size."""
        return self.is_on_sheet and self.row * self.column <= MAX_GRID


def check_cells(sheets: Mapping[str, bytes], texts: int, name: str, *, in_a_grid: bool = True) -> None:
    """Raise UnusableFile unless every sheet's cells can be read in moderate memory and mean something.

    `sheets` maps each tab to its part; `texts` is the number of shared texts that cells may point at;
    `name` is what the message calls the file. Who reads cells one by one, not `in_a_grid`, takes them from afar.
    """
    total = 0
    for tab, data in sheets.items():
        stored = _count_cells(data)
        total += stored
        if total > MAX_CELLS:
            raise _too_many(tab, name)
        _check_corner(tab, data, stored, name, in_a_grid=in_a_grid)
        _check_numbers(tab, data, name)
        _check_pointers(tab, data, texts, name)


def _count_cells(data: bytes) -> int:
    """How many cells are stored, whatever prefix the sheet gives its elements."""
    plain = sum(data.count(b"<c" + end) for end in _ENDS_OF_TAG)
    if b":c" not in data:
        return plain
    return plain + sum(data.count(b":c" + end) for end in _ENDS_OF_TAG)


def _too_many(tab: str, name: str) -> UnusableFile:
    return UnusableFile(
        f"{name} stores more than {MAX_CELLS:,} cells, too many by its sheet “{tab}”.",
        "Delete the empty rows and columns around the figures, or move old lists to a workbook of their own.",
    )


def _check_corner(tab: str, data: bytes, stored: int, name: str, *, in_a_grid: bool) -> None:
    corner = _quick_corner(data, stored)
    if corner is None or not corner.can_be_read:
        corner = _exact_corner(tab, data, name)
    if corner.can_be_read if in_a_grid else corner.is_on_sheet:
        return
    apart = corner.lowest != corner.rightmost
    where = f"{corner.lowest} and {corner.rightmost}" if apart else corner.lowest
    what = "values too far apart" if apart else "a value too far away"
    raise UnusableFile(
        f"{name} has {what} to be read, on its sheet “{tab}” in {where}.",
        "Clear what is there by mistake, save, and try again.",
    )


def _quick_corner(data: bytes, stored: int) -> Corner | None:
    """The corner of all stored cells, blank ones as well; None when some cell is not written as Excel writes it."""
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    found, start = 0, 0
    while start < len(data):
        end = data.find(b"<", start + _BLOCK)
        end = len(data) if end < 0 else end
        cells = _CELL.findall(data, start, end)
        columns.update(column for column, _ in cells)
        rows.update(row for _, row in cells)
        found, start = found + len(cells), end
    if found != stored:
        return None
    row = max(map(int, rows), default=0)
    column = max((column_number(letters.decode()) for letters in columns), default=0)
    return Corner(row, column, "", "")


def _exact_corner(tab: str, data: bytes, name: str) -> Corner:
    """The corner of the cells that hold something, found by an XML parser."""
    if data.count(b"<") > _MAX_TAGS:
        raise _too_many(tab, name)
    walk = _CellWalk()
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = walk.start
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError:
        raise UnusableFile(f"{name} is damaged: its sheet “{tab}” breaks off or is garbled.", SAVE_AGAIN) from None
    except _NoSuchCellError as wrong:
        raise UnusableFile(f"{name} is damaged: a cell of its sheet “{tab}” says it is {wrong}.", SAVE_AGAIN) from None
    return Corner(walk.last_row, walk.last_column, walk.lowest, walk.rightmost)


class _NoSuchCellError(Exception):
    """A cell or row carries a reference that is none."""


class _CellWalk:
    """Follows rows and cells, with or without references, and remembers the farthest cells with a value."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.last_row = self.last_column = 0
        self.lowest = self.rightmost = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in one element as it opens."""
        element = tag.rpartition(" ")[2]
        if element == "c":
            self._cell(attributes.get("r"))
        elif element == "row":
            self._row(attributes.get("r"))
        elif element in ("v", "is"):
            self._value()

    def _row(self, number: str | None) -> None:
        self.column = 0
        if number is None:
            self.row += 1
        elif number.isascii() and number.isdigit() and len(number) <= 7:
            self.row = int(number)
        else:
            raise _NoSuchCellError(f"in row “{number[:12]}”")

    def _cell(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
        elif place := _REFERENCE.fullmatch(reference):
            self.column, self.row = column_number(place.group(1)), int(place.group(2))
        else:
            raise _NoSuchCellError(f"“{reference[:12]}”")

    def _value(self) -> None:
        here = f"{column_letters(self.column)}{self.row}"
        if self.row > self.last_row:
            self.last_row, self.lowest = self.row, here
        if self.column > self.last_column:
            self.last_column, self.rightmost = self.column, here


def _check_numbers(tab: str, data: bytes, name: str) -> None:
    for found in islice(_NOT_A_NUMBER.finditer(data), _MOST_TEXTS_LIKE_NAN):
        tag = _tag_before(data, found.start())
        text = found.group(1).decode()
        if not _TYPED_AS_TEXT.search(tag) and not math.isfinite(float(text)):
            raise UnusableFile(
                f"{name} stores “{text}” where a number should be, on its sheet “{tab}”{_place(tag)}.",
                "Type the figure again in Excel, save, and try again.",
            )


def _check_pointers(tab: str, data: bytes, texts: int, name: str) -> None:
    wrong = {pointer for pointer in set(_POINTER.findall(data)) if not _points_at_text(pointer, texts)}
    if not wrong:
        return
    at = next(found.start() for found in _POINTER.finditer(data) if found.group(1) in wrong)
    raise UnusableFile(
        f"{name} is damaged: a cell points at a text that is not there, on its sheet “{tab}”"
        f"{_place(_tag_before(data, at))}.",
        "Open it in Excel, let it repair the file, and look at that cell.",
    )


def _points_at_text(pointer: bytes, texts: int) -> bool:
    digits = pointer.strip()
    return digits.isdigit() and len(digits) < 10 and int(digits) < texts


def _tag_before(data: bytes, end: int) -> bytes:
    return data[max(data.rfind(b"<c", max(0, end - _TAG_BEFORE), end), 0) : end]


def _place(tag: bytes) -> str:
    found = _OWN_REFERENCE.search(tag)
    return f" in {found.group(1).decode()}" if found else ""
