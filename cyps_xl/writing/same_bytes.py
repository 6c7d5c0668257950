"""A finished workbook of XlsxWriter's, the same bytes on every system."""

from __future__ import annotations

import io
import struct

import xlsxwriter

MADE_ON = 3
"""The system that a zip's directory names for each file: Unix. Python names the one that it runs on, Windows or not."""

_END = struct.Struct("<4s4H2LH")
_FILE = struct.Struct("<4s2B5H3L3H")
_REST_OF_FILE = 12
"""Bytes of a file's entry behind its lengths: where it lies, and what it is."""


def closed(book: xlsxwriter.Workbook, buffer: io.BytesIO) -> bytes:
    """Close a workbook that is written into a buffer; its bytes."""
    book.close()
    for sheet in book.worksheets():
        sheet.table.clear()  # book and sheets hold each other: Python would keep all cells until it looks for circles
    return made_on_one_system(buffer.getvalue())


def made_on_one_system(data: bytes) -> bytes:
    """A zip without a comment, whose directory names `MADE_ON` for every file; nothing else of it changes."""
    changed = bytearray(data)
    *_, count, _, at, _ = _END.unpack_from(data, len(data) - _END.size)
    for _ in range(count):
        *_, name, extra, comment = _FILE.unpack_from(data, at)
        changed[at + 5] = MADE_ON
        at += _FILE.size + _REST_OF_FILE + name + extra + comment
    return bytes(changed)
