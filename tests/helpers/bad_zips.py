"""Zips that are damaged, deceitful or far too large, each with the sentence that it must get."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from helpers.bad_kinds import BadFile, raw
from helpers.good_files import SHEET, good_file, good_parts, with_part, zipped

_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def _truncated(share: float) -> Callable[[], bytes]:
    return lambda: good_file()[: int(len(good_file()) * share)]


def _patched(signature: bytes, offset: int, value: bytes, *, number: int = 0) -> Callable[[], bytes]:
    """The workbook with bytes of its nth local (PK34) or directory (PK12) record put otherwise."""

    def make() -> bytes:
        data = bytearray(good_file())
        at = -1
        for _ in range(number + 1):
            at = data.find(signature, at + 1)
        data[at + offset : at + offset + len(value)] = value
        return bytes(data)

    return make


def _last_entry_flipped() -> bytes:
    """One byte of a part's packed bytes is another."""
    data = bytearray(good_file())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("xl/sharedStrings.xml")
    data[info.header_offset + 30 + len(info.filename) + 20] ^= 0xFF
    return bytes(data)


def damaged() -> list[BadFile]:
    """Copies that broke off, and bytes that changed on the way."""
    end = "is incomplete or damaged: its end is missing or broken."
    types = "is damaged: its part “[Content_Types].xml” cannot be unpacked."
    texts = "is damaged: its part “xl/sharedStrings.xml” cannot be unpacked."
    return [
        BadFile("cut.xlsx", raw(b"PK\x03\x04"), end),
        *(BadFile("cut.xlsx", _truncated(share), end) for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99)),
        BadFile("cut.xlsx", lambda: good_file()[:-1], end),
        BadFile("cut.xlsx", lambda: good_file()[:-4] + b"\xff" * 4, types),
        BadFile("cut.xlsx", lambda: good_file().replace(b"PK\x05\x06", b"PK\x05\x07"), end),
        BadFile("cut.xlsx", _patched(_CENTRAL, 0, b"XX"), end),
        BadFile("cut.xlsx", _patched(_LOCAL, 0, b"XX"), "is not an Excel workbook."),
        BadFile("cut.xlsx", _patched(_LOCAL, 26, b"\xff\xff"), types),
        BadFile("cut.xlsx", _patched(_LOCAL, 30, b"[content"), types),
        BadFile("cut.xlsx", _patched(_CENTRAL, 42, struct.pack("<L", 99)), types),
        BadFile("cut.xlsx", _patched(_CENTRAL, 42, struct.pack("<L", 0xFFFFFFF0)), types),
        BadFile("cut.xlsx", _patched(_CENTRAL, 20, struct.pack("<L", 40)), types),
        BadFile("cut.xlsx", _patched(_CENTRAL, 24, struct.pack("<L", 40)), types),
        BadFile("cut.xlsx", _patched(_CENTRAL, 16, b"\0\0\0\0"), types),
        BadFile("cut.xlsx", _last_entry_flipped, texts),
        BadFile(
            "cut.xlsx",
            _patched(_CENTRAL, 8, b"\x01\x00"),
            "is a zip with a password, not a workbook as Excel saves it.",
        ),
        BadFile(
            "cut.xlsx",
            _patched(_CENTRAL, 10, b"\x0c\x00"),
            "holds a part, “[Content_Types].xml”, packed in a way that Excel does not use.",
        ),
        BadFile(
            "cut.xlsx",
            _patched(_CENTRAL, 10, b"\x63\x00"),
            "holds a part, “[Content_Types].xml”, packed in a way that Excel does not use.",
        ),
    ]


def _named(name: str) -> Callable[[], bytes]:
    return lambda: zipped({**good_parts(), name: b"<x/>"})


def _twice() -> bytes:
    """The same part twice, as the standard library would not write without a warning."""
    data = zipped({**good_parts(), "xl/workbook.xmk": b"<x/>"})
    return data.replace(b"xl/workbook.xmk", b"xl/workbook.xml")


def names() -> list[BadFile]:
    """Parts whose names lead out of the workbook, or clash."""
    unsafe = "holds a part with an unsafe name, “{}”."
    return [
        *(
            BadFile("sent.xlsx", _named(name), unsafe.format(name))
            for name in (
                "../evil.xml",
                "xl/../../evil.xml",
                "/etc/passwd",
                "C:/evil.xml",
                "xl\\..\\evil.xml",
                "\\etc\\passwd",
                "xl/./a.xml",
                "..",
            )
        ),
        BadFile(
            "sent.xlsx", lambda: _named("xl/a#b.xml")().replace(b"xl/a#b.xml", b"xl/a\0b.xml"), unsafe.format("xl/a")
        ),
        BadFile("sent.xlsx", _named("xl/a\x1bb.xml"), unsafe.format("xl/a?b.xml")),
        BadFile("sent.xlsx", _twice, "holds two parts named “xl/workbook.xml”."),
        BadFile("sent.xlsx", _named("xl/Workbook.xml"), "holds two parts named “xl/Workbook.xml”."),
        BadFile("sent.xlsx", _named("XL/WORKBOOK.XML"), "holds two parts named “XL/WORKBOOK.XML”."),
    ]


def _spaces(size: int, noise: int) -> bytes:
    """Mostly spaces, with some that does not pack, so that the ratio stays under the limit."""
    return b" " * size + random.Random(2).randbytes(noise)


def _many(count: int) -> bytes:
    return zipped({**good_parts(), **{f"xl/media/{number}.png": b"" for number in range(count)}})


def _nested_directory() -> bytes:
    """Two million directory records and nothing else: slow for whoever counts them one by one."""
    record = _CENTRAL + bytes(42)
    listing = record * 400_000
    return good_file()[:30] + listing + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 65535, 65535, len(listing), 30, 0)


def _one_part(packed: bytes, size: int, crc: int) -> bytes:
    """A zip of one part, whose directory says of it what it is told to say."""
    name = b"xl/media/a.png"
    sizes = (crc, len(packed), size, len(name))
    local = struct.pack("<4s5H3L2H", _LOCAL, 20, 0, 8, 0, 33, *sizes, 0) + name + packed
    directory = struct.pack("<4s6H3L5H2L", _CENTRAL, 20, 20, 0, 8, 0, 33, *sizes, 0, 0, 0, 0, 0, 0) + name
    return local + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(local), 0)


def _named_otherwise(part: str, data: bytes) -> bytes:
    """A sheet under a name that does not say that it is XML."""
    parts = {part if name == SHEET else name: content for name, content in good_parts().items()}
    types = parts["[Content_Types].xml"].replace(SHEET.encode(), part.encode())
    return zipped({**parts, part: data, "[Content_Types].xml": types})


def _liar() -> bytes:
    """A part that says it is small and unpacks to a gigabyte."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = deflate.compress(bytes(1_000_000)) + deflate.flush(zlib.Z_FULL_FLUSH)
    return _one_part(block * 1_000 + deflate.flush(), size=60_000, crc=0)


def _endless() -> bytes:
    """A part that holds what it should, but whose packed bytes never say that they end."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(b"figures") + deflate.flush(zlib.Z_SYNC_FLUSH)
    return _one_part(packed, size=7, crc=zlib.crc32(b"figures"))


def bombs() -> list[BadFile]:
    """Small files that unpack to giants."""
    far = "unpacks to far more than a workbook needs (“{}”)."
    ratio = "holds a part, “{}”, that unpacks to over 100 times its size."
    many = "is made of more than 10,000 parts, which no workbook needs."
    return [
        BadFile("boom.xlsx", lambda: with_part(SHEET, b" " * 20_000_000), ratio.format(SHEET)),
        BadFile("boom.xlsx", lambda: with_part("xl/styles.xml", b"<" * 200_000), ratio.format("xl/styles.xml")),
        BadFile("boom.xlsx", lambda: with_part("xl/a.xml", _spaces(100_000_001, 0)), far.format("xl/a.xml")),
        BadFile("boom.xlsx", _patched(_CENTRAL, 24, struct.pack("<L", 0xFFFFFFF0)), far.format("[Content_Types].xml")),
        BadFile(
            "boom.xlsx",
            lambda: zipped({**good_parts(), **{f"xl/{n}.xml": _spaces(70_000_000, 900_000) for n in range(3)}}),
            far.format("xl/2.xml"),
        ),
        BadFile("boom.xlsx", lambda: _one_part(b"", size=400_000_001, crc=0), far.format("xl/media/a.png")),
        BadFile(
            "boom.xlsx", lambda: _named_otherwise("xl/sheet1.dat", b" " * 20_000_000), ratio.format("xl/sheet1.dat")
        ),
        BadFile("boom.xlsx", lambda: _named_otherwise("xl/a.dat", _spaces(100_000_001, 0)), far.format("xl/a.dat")),
        BadFile("boom.xlsx", lambda: _many(10_000), many),
        BadFile("boom.xlsx", lambda: _many(50_000), many),
        BadFile("boom.xlsx", _nested_directory, many),
        BadFile("boom.xlsx", _endless, "is damaged: its part “xl/media/a.png” cannot be unpacked."),
        BadFile("boom.xlsx", _liar, "is damaged: its part “xl/media/a.png” cannot be unpacked."),
    ]
