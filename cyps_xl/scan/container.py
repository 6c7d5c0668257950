"""The file around its parts: remarks, gaps and stray bytes that no program shows."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from cyps_xl.scan.exposure import Exposure, exposure

_LOCAL_HEADER = 30  # bytes before the name of an entry
_DESCRIPTOR = 24  # bytes that may follow an entry's data: its checksum and sizes
_DIRECTORY_ENTRY, _DIRECTORY_END = 46, 22
_ROOM_TO_GROW, _MARK_OF_ROOM = 0xA220, 0xA028


def around_the_parts(data: bytes) -> Iterator[Exposure]:
    """Everything in a zip that is not a part: its comment, remarks on parts, bytes before, between and after."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        entries = sorted(book.infolist(), key=lambda entry: entry.header_offset)
        if book.comment:
            yield exposure("zip", "the file's comment", _text(book.comment))
        for entry in entries:
            if entry.comment:
                yield exposure("zip", f"remark on {entry.filename}", _text(entry.comment))
            if entry.is_dir():
                yield exposure("zip", "a folder", entry.filename)
            if not is_room_to_grow(entry.extra):
                yield exposure("zip", f"extra field of {entry.filename}", _text(entry.extra))
        yield from _stray_bytes(data, entries, book.start_dir)


def _stray_bytes(data: bytes, entries: list[zipfile.ZipInfo], directory: int) -> Iterator[Exposure]:
    end = 0
    for entry in entries:
        if entry.header_offset > end:
            yield exposure("zip", f"bytes before {entry.filename}", _text(data[end : entry.header_offset]))
        name, extra = struct.unpack("<HH", data[entry.header_offset + 26 : entry.header_offset + 30])
        start = entry.header_offset + _LOCAL_HEADER + name
        if not is_room_to_grow(data[start : start + extra]):
            yield exposure("zip", f"extra field of {entry.filename}", _text(data[start : start + extra]))
        end = start + extra + entry.compress_size
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            behind = _behind_the_packed(data[start + extra : end])
            if behind:
                yield exposure("zip", f"bytes behind the packed {entry.filename}", _text(behind))
        if entry.flag_bits & 0x08:
            end += _descriptor(data, end)
    if directory > end:
        yield exposure("zip", "bytes before the list of parts", _text(data[end:directory]))
    last = directory + sum(_listed(entry) for entry in entries) + _DIRECTORY_END
    if len(data) > last and not _only_comment(data, last):
        yield exposure("zip", "bytes after the end", _text(data[last:]))


def is_room_to_grow(extra: bytes) -> bool:
    """Whether an extra field is empty, or the zeros with which Excel keeps room for a part to grow.

    Office Open XML Part 2, annex C, "growth hint": the number 0xA220, a length, the mark 0xA028,
    how many zeros there were at first, and the zeros.
    """
    if not extra:
        return True
    if len(extra) < 8:
        return False
    number, length, mark, _ = struct.unpack_from("<4H", extra)
    return (number, length, mark) == (_ROOM_TO_GROW, len(extra) - 4, _MARK_OF_ROOM) and not any(extra[8:])


def _behind_the_packed(packed: bytes) -> bytes:
    """What stands behind the end of a packed part, which no program unpacks."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while packed and not inflate.eof:
        inflate.decompress(packed, 1 << 20)
        packed = inflate.unconsumed_tail
    return inflate.unused_data


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
    return raw.replace(b"\0", b" ").decode("utf-8", errors="replace")
