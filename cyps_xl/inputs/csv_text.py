"""A CSV's bytes as rows of text: its encoding and its separator, decided by evidence."""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any

from cyps_xl.errors import UnusableFile

_SAVE_AGAIN = "In Excel choose File, Save As, CSV UTF-8, and bring that file in."
_NOT_TEXT = {
    b"PK\x03\x04": "is a workbook or a zip file under the name of a CSV",
    b"\xd0\xcf\x11\xe0": "is an old or encrypted workbook under the name of a CSV",
    b"%PDF": "is a PDF under the name of a CSV",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
HEADINGS_WITHIN = 20
"""Rows from the top in which the headings are looked for: titles and notes may stand above them."""
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_NONE = (0, 1)
"""No evidence for a separator: no heading was found, and no row has a second cell."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with what ends it, on any kind of machine."""
_SEPARATOR_LINE = re.compile(f"[^\\S\r\n]*sep=([{''.join(DELIMITERS)}])[^\\S\r\n]*(?:\r\n|\r|\n|$)", re.IGNORECASE)
"""Excel's first line "sep=;"."""
_MOST_TEXTS = 50_000
"""Texts that are kept for the cells that follow: far more than a column of codes, days or teams has."""

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CsvText:
    """The rows of a CSV as text, trimmed, with the encoding and the separator they were read by."""

    rows: Rows
    encoding: str
    delimiter: str


@dataclass(frozen=True)
class CsvLines:
    """A CSV that can be read from its first line to its last: its text, the encoding and the separator."""

    name: str
    text: str
    encoding: str
    delimiter: str

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows one after the other, trimmed."""
        return _rows(self.name, self.text, self.delimiter)


def read_rows(name: str, data: bytes, fits: Callable[[Sequence[str]], int]) -> CsvText:
    """The rows of a file. Raises as `read_lines`."""
    lines = read_lines(name, data, fits)
    return CsvText(tuple(lines.rows()), lines.encoding, lines.delimiter)


def read_lines(name: str, data: bytes, fits: Callable[[Sequence[str]], int]) -> CsvLines:
    """A file that can be read to its end. `fits` says how many cells of a row are headings that are looked for.

    The separator is the one that finds the most headings in one of the first rows. Raises
    UnusableFile when the bytes are no text, or hold nothing.
    """
    text, encoding = decoded(name, data)
    if not text.strip():
        raise UnusableFile(f"{name} is empty.", "Save the figures again and bring that file in.")
    text, said = _without_separator_line(text)
    delimiters = [said] if said else list(DELIMITERS)
    likeliest = max(delimiters, key=lambda delimiter: _evidence_at_top(name, text, delimiter, fits))
    try:
        top = _top(name, text, likeliest)
    except UnusableFile:
        top = ()
    if _evidence(top, fits) > _NONE:
        return CsvLines(name, text, encoding, likeliest)
    return CsvLines(name, text, encoding, _of_most_evidence(name, text, delimiters, fits))


def first_rows(name: str, data: bytes, fits: Callable[[Sequence[str]], int]) -> Iterator[tuple[str, ...]]:
    """The rows of a file from its first on, whatever stands further down. Raises UnusableFile as it comes to it.

    Its letters are all looked at, since by its first bytes alone an encoding cannot be told.
    """
    text, said = _without_separator_line(decoded(name, data)[0])
    delimiters = [said] if said else list(DELIMITERS)
    return _rows(name, text, max(delimiters, key=lambda one: _evidence_at_top(name, text, one, fits)))


def rows_by(name: str, data: bytes, delimiter: str) -> Iterator[tuple[str, ...]]:
    """The rows of a file once more, of which `read_lines` said by which separator."""
    return _rows(name, _without_separator_line(decoded(name, data)[0])[0], delimiter)


def _of_most_evidence(name: str, text: str, delimiters: Sequence[str], fits: Callable[[Sequence[str]], int]) -> str:
    """The separator of most evidence among those by which all of the file can be read."""
    readings: dict[str, Rows] = {}
    refused: UnusableFile | None = None
    for delimiter in delimiters:
        try:
            readings[delimiter] = _top(name, text, delimiter)
        except UnusableFile as error:
            refused = refused or error
    best = max(readings, key=lambda delimiter: _evidence(readings[delimiter], fits), default="")
    # A separator that is not the file's finds quotation marks in the middle of a cell; that is no fault of the file.
    if refused and (not best or _evidence(readings[best], fits) <= _NONE):
        raise refused
    return best


def decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text of a file, and the encoding that it was read by. Raises UnusableFile when the bytes are no text."""
    for beginning, what in _NOT_TEXT.items():
        if data.startswith(beginning):
            raise UnusableFile(f"{name} {what}.", _SAVE_AGAIN)
    if data.lstrip()[:100].lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise UnusableFile(f"{name} is a web page under the name of a CSV.", _SAVE_AGAIN)
    codec, encoding = _encoding(data)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise UnusableFile(f"{name} is not text in UTF-8, UTF-16 or Windows-1252.", _SAVE_AGAIN) from None
    if "\x00" in text:
        raise UnusableFile(f"{name} holds NUL bytes, so it is no CSV or it is damaged.", _SAVE_AGAIN)
    return text, encoding


def _encoding(data: bytes) -> tuple[str, str]:
    for mark, codec, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return codec, encoding
    # Latin text in UTF-16 has a NUL in every other byte, which no other text has.
    even, odd = data[0:2000:2], data[1:2000:2]
    if len(data) >= 4 and even.count(0) == 0 and odd.count(0) > len(odd) / 2:
        return "utf-16-le", "UTF-16"
    if len(data) >= 4 and odd.count(0) == 0 and even.count(0) > len(even) / 2:
        return "utf-16-be", "UTF-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", "Windows-1252"
    return "utf-8", "UTF-8"


def _without_separator_line(text: str) -> tuple[str, str]:
    """The text without Excel's first line "sep=;", and the separator that the line names."""
    found = _SEPARATOR_LINE.match(text)
    # An empty line in its place keeps the numbers of the rows.
    return ("\n" + text[found.end() :], found[1]) if found else (text, "")


class _Trimmed(dict[str, str]):
    """The text of each cell without the spaces about it: one text for all cells that have it, so that a large file fits
    into memory. It begins anew before a column of numbers or names has filled it with texts that come once."""

    def __missing__(self, cell: str) -> str:
        if len(self) >= _MOST_TEXTS:
            self.clear()
        self[cell] = cell.strip()
        return self[cell]


def _rows(name: str, text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """The rows by a separator, trimmed. Raises UnusableFile."""
    reader, trimmed = _reader(text, delimiter), _Trimmed().__getitem__
    try:
        for row in reader:
            yield tuple(map(trimmed, row))
    except csv.Error:
        raise _unreadable(name, reader.line_num) from None


def _reader(text: str, delimiter: str) -> Any:
    # A text as a file in memory would take four bytes a letter.
    return csv.reader(map(itemgetter(0), _LINE.finditer(text)), delimiter=delimiter, strict=True)


def _unreadable(name: str, line: int) -> UnusableFile:
    return UnusableFile(
        f"{name} has quotation marks that do not pair up, or a cell far too long, at line {line}.",
        "Correct that line, or save the file again from Excel.",
    )


def _top(name: str, text: str, delimiter: str) -> Rows:
    """The first rows of a text that can be read to its end by a separator. Raises UnusableFile where it cannot."""
    reader = _reader(text, delimiter)
    try:
        deque(reader, maxlen=0)
    except csv.Error:
        raise _unreadable(name, reader.line_num) from None
    return tuple(islice(_rows(name, text, delimiter), HEADINGS_WITHIN))


def _evidence_at_top(name: str, text: str, delimiter: str, fits: Callable[[Sequence[str]], int]) -> tuple[int, int]:
    try:
        return _evidence(tuple(islice(_rows(name, text, delimiter), HEADINGS_WITHIN)), fits)
    except UnusableFile:
        return _NONE


def _evidence(rows: Sequence[Sequence[str]], fits: Callable[[Sequence[str]], int]) -> tuple[int, int]:
    first = [row for row in rows[:HEADINGS_WITHIN] if any(row)]
    return max(map(fits, first), default=0), max(map(len, first), default=0)
