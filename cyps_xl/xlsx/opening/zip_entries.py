"""The zip inside an .xlsx file: read with every limit checked before a byte is inflated, written the same each time."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.opening.file_kinds import GO_BACK
from cyps_xl.xlsx.opening.xml_part import SAVE_AGAIN

MAX_FILE = 200_000_000  # bytes, as the file stands on disk
MAX_ENTRY = 100_000_000  # bytes, one part of XML inflated
MAX_TOTAL = 200_000_000  # bytes, all parts of XML inflated
MAX_OTHERS = 400_000_000  # bytes, all other parts inflated: they are unpacked once, a piece at a time, to be checked
MAX_ENTRIES = 10_000  # each chart takes four, each sheet two
MAX_RATIO = 100  # inflated to packed
RATIO_COUNTS_FROM = 100 * 1024  # small parts of one repeated letter pack very well and harm nobody

XML_PARTS = (".xml", ".rels", ".vml")
"""How the names of parts end that may be parsed. A picture or a data model may pack as well as it likes."""

ASK_SENDER = "Do not use it; ask whoever sent it for the workbook as Excel saved it."
TOO_LARGE = (
    "If it is your own, delete large pictures, and the empty rows and columns around the figures; "
    "otherwise do not use it."
)

_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_FIRST_OF_JANUARY_1980 = 0x21
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|[\x00-\x1f]|(^|/)\.\.?(/|$)")
_PIECE = 1 << 20  # bytes that a check unpacks at a time


@dataclass(frozen=True)
class Entry:
    """One part as the zip holds it: packed, with what is needed to check and to copy it."""

    method: int
    crc: int
    size: int  # inflated
    packed: bytes


def pack(part: bytes, *, quickly: bool = False) -> Entry:
    """A part made ready for the zip; deflated where that makes it smaller."""
    level = zlib.Z_BEST_SPEED if quickly else zlib.Z_DEFAULT_COMPRESSION
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(part) + deflate.flush()
    smaller = len(packed) < len(part)
    return Entry(_DEFLATED if smaller else _STORED, zlib.crc32(part), len(part), packed if smaller else part)


def stored(part: bytes) -> Entry:
    """A part as it is, for a zip that only this program will read."""
    return Entry(_STORED, zlib.crc32(part), len(part), part)


def same_name(name: str) -> str:
    """What two names of parts have in common that Excel takes for one name.

    Capitals make no difference (ECMA-376 part 2, 6.2.2.3), "%20" stands for a space, and some
    programs write "\\" for "/".
    """
    plain = unquote(name) if "%" in name else name
    return plain.replace("\\", "/").lower()


def is_xml(part: str) -> bool:
    """Whether a part is XML by its name, and so may be parsed by somebody."""
    return part.lower().endswith(XML_PARTS)


def read_entries(data: bytes, name: str) -> Iterator[tuple[str, Entry]]:
    """Each part's name, as the zip spells it, and its packed entry, in the zip's order.

    Nothing is inflated, and the whole directory has been found to be within the limits.
    Raises UnusableFile; `name` is what the message calls the file.
    """
    infos = [info for info in _directory(data, name) if not info.orig_filename.endswith(("/", "\\"))]
    _check_names(infos, name)
    _check_sizes(infos, name)
    for info in infos:
        packed = _packed_bytes(data, info, name)
        yield info.orig_filename, Entry(info.compress_type, info.CRC, info.file_size, packed)


def inflated(entry: Entry, part: str, name: str = "The workbook") -> bytes:
    """A part's bytes, never more than its entry declares. Raises UnusableFile when they cannot be unpacked."""
    whole, data = True, entry.packed
    if entry.method == _DEFLATED:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = inflate.decompress(entry.packed, entry.size + 1)
        except zlib.error:
            raise _damaged(part, name) from None
        whole = inflate.eof
    if not whole or len(data) != entry.size or zlib.crc32(data) != entry.crc:
        raise _damaged(part, name)
    return data


def check_as_xml(entry: Entry, part: str, name: str) -> None:
    """Raise UnusableFile for a part that is XML under another name and too large, or packed too well, to be parsed."""
    if entry.size > MAX_ENTRY:
        raise UnusableFile(f"{name} unpacks to far more than a workbook needs (“{_printable(part)}”).", TOO_LARGE)
    _check_ratio(entry.size, len(entry.packed), _printable(part), name)


def check_whole(entry: Entry, part: str, name: str) -> None:
    """Raise UnusableFile unless a part can be unpacked. Takes next to no memory, however large the part."""
    try:
        size, crc, whole = _measured(entry)
    except zlib.error:
        raise _damaged(part, name) from None
    if not whole or size != entry.size or crc != entry.crc:
        raise _damaged(part, name)


def _measured(entry: Entry) -> tuple[int, int, bool]:
    """How many bytes a part has unpacked, their checksum, and whether the packed bytes say that they end."""
    if entry.method == _STORED:
        return len(entry.packed), zlib.crc32(entry.packed), True
    inflate, size, crc, rest = zlib.decompressobj(-zlib.MAX_WBITS), 0, 0, entry.packed
    while not inflate.eof and size <= entry.size:
        piece = inflate.decompress(rest, _PIECE)
        rest = inflate.unconsumed_tail
        size, crc = size + len(piece), zlib.crc32(piece, crc)
        if not piece and not rest:
            break
    return size, crc, inflate.eof


def write_entries(entries: Mapping[str, Entry]) -> bytes:
    """The zip of these entries, in their order: no dates, comments or extra fields, so the same each time."""
    out, directory = BytesIO(), BytesIO()
    for part, entry in entries.items():
        raw_name = part.encode("utf-8")
        flags = 0 if part.isascii() else _UTF8_NAME
        what = (flags, entry.method, 0, _FIRST_OF_JANUARY_1980, entry.crc, len(entry.packed), entry.size, len(raw_name))
        at = out.tell()
        out.write(_LOCAL.pack(b"PK\x03\x04", 20, *what, 0))
        out.write(raw_name)
        out.write(entry.packed)
        directory.write(_CENTRAL.pack(b"PK\x01\x02", 20, 20, *what, 0, 0, 0, 0, 0, at))
        directory.write(raw_name)
    at, listing = out.tell(), directory.getvalue()
    out.write(listing)
    out.write(_END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(listing), at, 0))
    return out.getvalue()


def _directory(data: bytes, name: str) -> list[zipfile.ZipInfo]:
    # Counted before zipfile builds an object for each: a directory of millions takes it minutes.
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise UnusableFile(f"{name} is made of more than {MAX_ENTRIES:,} parts, which no workbook needs.", ASK_SENDER)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError, struct.error):
        raise UnusableFile(f"{name} is incomplete or damaged: its end is missing or broken.", GO_BACK) from None


def _check_names(infos: Iterable[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for info in infos:
        part = info.orig_filename.replace("\\", "/")  # as some programs write it
        if not part or _UNSAFE_NAME.search(part):
            raise UnusableFile(f"{name} holds a part with an unsafe name, “{_printable(info.filename)}”.", ASK_SENDER)
        if same_name(part) in seen:
            raise UnusableFile(f"{name} holds two parts named “{_printable(part)}”.", SAVE_AGAIN)
        seen.add(same_name(part))


def _check_sizes(infos: Iterable[zipfile.ZipInfo], name: str) -> None:
    total = others = 0
    for info in infos:
        part, size = _printable(info.filename), info.file_size
        if info.flag_bits & _ENCRYPTED:
            raise UnusableFile(f"{name} is a zip with a password, not a workbook as Excel saves it.", SAVE_AGAIN)
        if info.compress_type not in (_STORED, _DEFLATED):
            raise UnusableFile(f"{name} holds a part, “{part}”, packed in a way that Excel does not use.", SAVE_AGAIN)
        total, others = (total + size, others) if is_xml(info.filename) else (total, others + size)
        if (is_xml(info.filename) and size > MAX_ENTRY) or total > MAX_TOTAL or others > MAX_OTHERS:
            raise UnusableFile(f"{name} unpacks to far more than a workbook needs (“{part}”).", TOO_LARGE)
        if is_xml(info.filename):
            _check_ratio(size, info.compress_size, part, name)


def _check_ratio(size: int, packed: int, part: str, name: str) -> None:
    if size > RATIO_COUNTS_FROM and size > MAX_RATIO * packed:
        raise UnusableFile(
            f"{name} holds a part, “{part}”, that unpacks to over {MAX_RATIO} times its size.", TOO_LARGE
        )


def _packed_bytes(data: bytes, info: zipfile.ZipInfo, name: str) -> bytes:
    at = info.header_offset
    if at < 0 or data[at : at + 4] != b"PK\x03\x04" or len(data) < at + _LOCAL.size:
        raise _damaged(info.filename, name)
    name_length, extra_length = struct.unpack_from("<HH", data, at + 26)
    start = at + _LOCAL.size + name_length + extra_length
    own_name = data[at + _LOCAL.size : at + _LOCAL.size + name_length]
    packed = data[start : start + info.compress_size]
    if own_name != _raw_name(info) or len(packed) != info.compress_size:
        raise _damaged(info.filename, name)
    return packed


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    """The name as the directory spells it; the part itself must spell it so too."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437")


def _damaged(part: str, name: str) -> UnusableFile:
    return UnusableFile(f"{name} is damaged: its part “{_printable(part)}” cannot be unpacked.", GO_BACK)


def _printable(part: str) -> str:
    text = "".join(letter if letter.isprintable() else "?" for letter in part)
    return text if len(text) <= 60 else text[:57] + "..."
