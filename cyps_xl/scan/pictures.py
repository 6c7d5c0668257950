"""What a picture carries beside its points: where and with what it was taken, remarks, a smaller picture."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.xlsx.parts.package import Package

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = {
    b"IHDR": 13,
    b"PLTE": 768,
    b"IDAT": 1 << 31,
    b"IEND": 0,
    b"tRNS": 256,
    b"gAMA": 4,
    b"cHRM": 32,
    b"sRGB": 1,
    b"sBIT": 4,
    b"bKGD": 6,
    b"pHYs": 9,
}
"""What a PNG needs to be drawn, and how many bytes of it; an animated one holds further pictures."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_LARGEST = 100_000_000  # bytes that the points of a picture may take
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_OF_THE_PICTURE = frozenset((0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDC, 0xDD))
_SCAN, _END = 0xDA, 0xD9
_PLAIN_SEGMENTS = {0xE0: re.compile(rb"JFIF\0.{7}\0\0", re.DOTALL), 0xEE: re.compile(rb"Adobe.{7}", re.DOTALL)}
"""Segments of a program's own that say no more than how the points are meant; a JFIF one without a smaller picture."""


def in_pictures(package: Package) -> Iterator[Exposure]:
    """What the pictures of a workbook carry that is no picture."""
    for part, data in package.parts.items():
        if part.startswith("xl/media/"):
            for found in _carried(data):
                yield exposure("picture", part, found)


def _carried(data: bytes) -> Iterator[str]:
    if data.startswith(_PNG):
        yield from _of_png(data)
    elif data.startswith(b"\xff\xd8"):
        yield from carried_by_jpeg(data)
    else:
        yield "a kind of picture that is not looked into"


def _of_png(data: bytes) -> Iterator[str]:
    at, packed, head = len(_PNG), [], b""
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if length > _PNG_CHUNKS.get(name, -1):
            yield f"{name!r} {body[:40]!r}"
        if name == b"IHDR":
            head = body
        elif name == b"IDAT":
            packed.append(body)
        at += 12 + length
        if name == b"IEND":
            break
    if at < len(data):
        yield f"bytes after its end {data[at : at + 40]!r}"
    yield from _beside_the_points(head, b"".join(packed))


def _beside_the_points(head: bytes, packed: bytes) -> Iterator[str]:
    """What the packed points of a PNG hold beyond its last row."""
    if len(head) < 13 or head[12]:  # in passes, whose sizes are another reckoning
        return
    width, height = (int.from_bytes(head[at : at + 4], "big") for at in (0, 4))
    rows = height * (1 + (width * head[8] * _CHANNELS.get(head[9], 4) + 7) // 8)
    inflate = zlib.decompressobj()
    try:
        points = inflate.decompress(packed, min(rows, _LARGEST) + 1)
    except zlib.error:
        yield "points that cannot be unpacked"
        return
    if inflate.unused_data or len(points) > rows:
        yield f"bytes behind its points {(inflate.unused_data or points[rows:])[:40]!r}"


def carried_by_jpeg(data: bytes) -> Iterator[str]:
    """What a JPEG carries that is no picture, each in words: remarks, where it was taken, further pictures."""
    at, drawn = 2, False
    while (found := _NEXT_MARKER.search(data, at)) is not None:
        if not drawn and data[at : found.start()].strip(b"\xff"):
            yield f"bytes between its parts {data[at : found.start()][:40]!r}"
        drawn = drawn or found[0][1] == _SCAN
        marker, at = found[0][1], found.end()
        if marker == _END:
            if at < len(data):
                yield f"bytes after its end {data[at : at + 40]!r}"
            return
        length = int.from_bytes(data[at : at + 2], "big")
        body = data[at + 2 : at + length]
        usual = _PLAIN_SEGMENTS.get(marker)
        if marker not in _OF_THE_PICTURE and not (usual and usual.fullmatch(body)):
            yield f"{body[:40]!r}"
        at += max(length, 2)
    yield "no end"
