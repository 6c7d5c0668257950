"""The file around its parts: remarks, gaps and stray bytes that no program shows."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from cyps_xl.members.scan.exposure import Exposure, exposure

_LOCAL_HEADER = 30  # bytes before the name of an entry
_DESCRIPTOR = 24  # bytes that may follow an entry's data: its checksum and sizes
_DIRECTORY_ENTRY, _DIRECTORY_END = 46, 22


def around_the_parts(data: bytes) -> Iterator[Exposure]:
    """Everything in a zip that is not a part: its comment, remarks on parts, bytes before, between and after."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        entries = sorted(book.infolist(), key=lambda entry: entry.header_offset)
        if book.comment:
            yield exposure("zip", "the file's comment", _text(book.comment))
        for entry in entries:
            if entry.comment:
                yield exposure("zip", f"remark on {entry.filename}", _text(entry.comment))
            if entry.extra:
                yield exposure("zip", f"extra field of {entry.filename}", _text(entry.extra))
        yield from _stray_bytes(data, entries, book.start_dir)


def _stray_bytes(data: bytes, entries: list[zipfile.ZipInfo], directory: int) -> Iterator[Exposure]:
    end = 0
    for entry in entries:
        if entry.header_offset > end:
            yield exposure("zip", f"bytes before {entry.filename}", _text(data[end : entry.header_offset]))
        name, extra = struct.unpack("<HH", data[entry.header_offset + 26 : entry.header_offset + 30])
        start = entry.header_offset + _LOCAL_HEADER + name
        if extra:
            yield exposure("zip", f"extra field of {entry.filename}", _text(data[start : start + extra]))
        end = start + extra + entry.compress_size
        if entry.flag_bits & 0x08:
            end += _descriptor(data, end)
    if directory > end:
        yield exposure("zip", "bytes before the list of parts", _text(data[end:directory]))
    last = directory + sum(_listed(entry) for entry in entries) + _DIRECTORY_END
    if len(data) > last and not _only_comment(data, last):
        yield exposure("zip", "bytes after the end", _text(data[last:]))


def _descriptor(data: bytes, at: int) -> int:
    """How many bytes the checksum after an entry's data takes."""
    signed = data[at : at + 4] == b"PK\x07\x08"
    for size in (16 if signed else 12, _DESCRIPTOR if signed else 20):
        if data[at + size : at + size + 2] == b"PK":
            return size
    return 16 if signed else 12


def _listed(entry: zipfile.ZipInfo) -> int:
    return _DIRECTORY_ENTRY + len(entry.filename.encode()) + len(entry.extra) + len(entry.comment)


def _only_comment(data: bytes, last: int) -> bool:
    """Whether what follows the end record is the comment that the record announces, and no more."""
    (announced,) = struct.unpack("<H", data[last - 2 : last])
    return len(data) - last == int(announced)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")
