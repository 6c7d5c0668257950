"""Whether a word is anywhere in a file's bytes: packed, in zips within zips, in other alphabets and codes."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}")
_ENTITY = re.compile(rb"&#(x?)([0-9A-Fa-f]+);")


def finds(data: bytes, word: str) -> list[str]:
    """The places of a file in which a word stands, in whatever dress; none when it is not there."""
    needles = [needle.lower() for needle in _dresses(word)]
    return [place for place, piece in _pieces("file", data, 0) if any(needle in piece.lower() for needle in needles)]


def _dresses(word: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield word.encode(encoding)
        yield word.encode(encoding).hex().encode()
    yield word[::-1].encode()


def _pieces(place: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    yield place, data
    yield f"{place}, entities", _ENTITY.sub(_plain, data)
    for found in _BASE64.findall(data):
        for start in range(4):  # letters in front may belong to something else
            yield from _unmasked(place, found.rstrip(b"=")[start:], depth)
    if depth < 3 and b"PK\x03\x04" in data:
        yield from _in_zip(place, data, depth)
    for number, stream in enumerate(_STREAM.findall(data)):
        try:
            yield f"{place}, stream {number}", zlib.decompressobj().decompress(stream, 50_000_000)
        except zlib.error:
            continue


def _unmasked(place: str, letters: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    plain = base64.b64decode(letters + b"=" * (-len(letters) % 4))
    yield f"{place}, base64", plain
    if depth < 3 and b"PK\x03\x04" in plain:
        yield from _in_zip(f"{place}, base64", plain, depth)


def _plain(entity: re.Match[bytes]) -> bytes:
    number = int(entity[2], 16 if entity[1] else 10)
    return chr(number).encode() if number < 0x110000 and not 0xD800 <= number < 0xE000 else b""


def _in_zip(place: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            yield f"{place}, comments", book.comment + b" ".join(entry.comment for entry in book.infolist())
            for entry in book.infolist():
                yield f"{place}, names", entry.filename.encode()
                yield from _pieces(f"{place}, {entry.filename}", book.read(entry), depth + 1)
    except zipfile.BadZipFile:
        return
