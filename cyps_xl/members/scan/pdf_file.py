"""What a PDF holds beside its pages: properties, attachments, programs, layers, unseen text, earlier versions."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from cyps_xl.members.scan.exposure import Exposure, exposure

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_MOST = 50_000_000  # bytes that all streams together may unpack to
_PATTERNS = (
    (re.compile(rb"/(?:Author|Keywords)\s*(\((?:\\.|[^\\)])+\)|<[0-9A-Fa-f]{6,}>)"), "author or keywords"),
    (re.compile(rb"/EmbeddedFiles?\b|/Filespec\b"), "an attached file"),
    (re.compile(rb"/JavaScript\b|/JS\b|/Launch\b|/OpenAction\s*<<[^>]*?/S\s*/(?!GoTo)"), "a program"),
    (re.compile(rb"/OCGs?\b|/OCProperties\b"), "layers that can be hidden"),
    (re.compile(rb"/Subtype\s*/(?:Text|FreeText|Popup|FileAttachment|Redact|Stamp|Ink|Highlight|Widget)\b"), "a note"),
    (re.compile(rb"/AcroForm\b|/XFA\b"), "a form"),
    (
        re.compile(rb"[A-Za-z]:\\\\?(?:Users|Documents)\b[^)\s]{0,60}|/(?:home|Users)/[^)\s]{1,60}"),
        "a computer's path",
    ),
    (re.compile(rb"/URI\s*\("), "a link out"),
    (re.compile(rb"/PieceInfo\b|/Thumb\b|/Collection\b"), "private data of a program"),
)
_XMP_NAMES = re.compile(rb"<(?:dc:creator|pdf:Keywords|xmpMM:History|dc:contributor)\b.*?</", re.DOTALL)
_UNSEEN = re.compile(rb"(?<![\d.])(?:3|7)\s+Tr\b")


def is_pdf(data: bytes) -> bool:
    """Whether these bytes say that they are a PDF."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def in_pdf(data: bytes) -> Iterator[Exposure]:
    """Everything in a PDF that its pages do not show."""
    if not data.lstrip().startswith(b"%PDF-"):
        yield exposure("pdf", "bytes before the beginning")
    after = data[data.rfind(b"%%EOF") + 5 :] if b"%%EOF" in data else data[-200:]
    if after.strip():
        yield exposure("pdf", "bytes after the end", after.decode("latin-1"))
    if data.count(b"%%EOF") > 1 and b"/Linearized" not in data[:2048]:
        yield exposure("pdf", "an earlier version", f"{data.count(b'%%EOF')} versions in one file")
    yield from _patterns(data)


def _patterns(data: bytes) -> Iterator[Exposure]:
    plain = _STREAM.sub(b"", data)
    bodies = [plain, *_streams(data)]
    for body in bodies:
        for pattern, what in _PATTERNS:
            for match in pattern.finditer(body):
                yield exposure("pdf", what, match[0].decode("latin-1"))
        for match in _XMP_NAMES.finditer(body):
            yield exposure("pdf", "a name in the properties", match[0].decode("utf-8", errors="replace"))
        if b"BT" in body and _UNSEEN.search(body):
            yield exposure("pdf", "text that is not drawn")
    for body in bodies:
        for remark in re.findall(rb"^%(?!PDF-|%EOF)([ -~]{4,})$", body if body is plain else b"", re.MULTILINE):
            yield exposure("pdf", "a remark between the lines", remark.decode("latin-1"))


def _streams(data: bytes) -> Iterator[bytes]:
    """The streams of a PDF, unpacked where they are packed in the usual way."""
    room = _MOST
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - 400) : match.start()].rpartition(b"obj")[2]
        if b"/Subtype/Image" in head.replace(b" ", b"") or b"/FontFile" in head or b"/Length1" in head:
            continue
        unpacked = _unpacked(match[1], room) if b"FlateDecode" in head else match[1]
        room -= len(unpacked)
        yield unpacked
        if room <= 0:
            return


def _unpacked(packed: bytes, room: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, max(room, 1))
    except zlib.error:
        return b""
