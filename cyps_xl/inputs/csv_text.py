"""A CSV's bytes as rows of text: its encoding and its separator, decided by evidence."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

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

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CsvText:
    """The rows of a CSV as text, trimmed, with the encoding and the separator they were read by."""

    rows: Rows
    encoding: str
    delimiter: str


def read_rows(name: str, data: bytes, fits: Callable[[Sequence[str]], int]) -> CsvText:
    """The rows of a file. `fits` says how many cells of a row are headings that are looked for.

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
        rows = _split(name, text, likeliest)
    except UnusableFile:
        rows = ()
    if _evidence(rows, fits) > _NONE:
        return CsvText(rows, encoding, likeliest)
    rows, delimiter = _by_every(name, text, delimiters, fits)
    return CsvText(rows, encoding, delimiter)


def _by_every(
    name: str, text: str, delimiters: Sequence[str], fits: Callable[[Sequence[str]], int]
) -> tuple[Rows, str]:
    """The rows by the separator of most evidence among those by which all of the file can be read."""
    readings: dict[str, Rows] = {}
    refused: UnusableFile | None = None
    for delimiter in delimiters:
        try:
            readings[delimiter] = _split(name, text, delimiter)
        except UnusableFile as error:
            refused = refused or error
    best = max(readings, key=lambda delimiter: _evidence(readings[delimiter], fits), default="")
    # A separator that is not the file's finds quotation marks in the middle of a cell; that is no fault of the file.
    if refused and (not best or _evidence(readings[best], fits) <= _NONE):
        raise refused
    return readings[best], best


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
    first, _, rest = text.partition("\n")
    first = first.strip()
    if first.lower().startswith("sep=") and len(first) == 5 and first[4] in DELIMITERS:
        # An empty line in its place keeps the numbers of the rows.
        return "\n" + rest, first[4]
    return text, ""


class _Trimmed(dict[str, str]):
    """The text of each cell without the spaces about it: one text for all cells that have it, so that a large file fits
    into memory."""

    def __missing__(self, cell: str) -> str:
        self[cell] = cell.strip()
        return self[cell]


def _split(name: str, text: str, delimiter: str, most: int | None = None) -> Rows:
    """All rows by a separator, or the first of them. Raises UnusableFile."""
    reader, trimmed = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), _Trimmed()
    try:
        return tuple(tuple(map(trimmed.__getitem__, row)) for row in islice(reader, most))
    except csv.Error:
        raise UnusableFile(
            f"{name} has quotation marks that do not pair up, or a cell far too long, at line {reader.line_num}.",
            "Correct that line, or save the file again from Excel.",
        ) from None


def _evidence_at_top(name: str, text: str, delimiter: str, fits: Callable[[Sequence[str]], int]) -> tuple[int, int]:
    try:
        return _evidence(_split(name, text, delimiter, HEADINGS_WITHIN), fits)
    except UnusableFile:
        return _NONE


def _evidence(rows: Sequence[Sequence[str]], fits: Callable[[Sequence[str]], int]) -> tuple[int, int]:
    first = [row for row in rows[:HEADINGS_WITHIN] if any(row)]
    return max(map(fits, first), default=0), max(map(len, first), default=0)
