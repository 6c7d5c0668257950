"""What a picture carries beside its points: where and with what it was taken, remarks, a smaller picture."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.members.scan.exposure import Exposure, exposure
from cyps_xl.xlsx.package import Package

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD pHYs acTL fcTL fdAT".split())
_JPEG_MARKERS = frozenset((0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, 0xEE))


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
    at = len(_PNG)
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name not in _PNG_CHUNKS:
            yield f"{name!r} {data[at + 8 : at + 48]!r}"
        at += 12 + length
        if name == b"IEND":
            break
    if at < len(data):
        yield f"bytes after its end {data[at : at + 40]!r}"


def carried_by_jpeg(data: bytes) -> Iterator[str]:
    """What a JPEG carries that is no picture, each in words."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] not in _JPEG_MARKERS:
            yield f"{data[at + 4 : at + 44]!r}"
        at += 2 + length
    end = data.rfind(b"\xff\xd9")
    if end == -1 or end + 2 < len(data):
        yield "bytes after its end"
