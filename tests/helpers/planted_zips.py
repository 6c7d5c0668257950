"""A secret in a workbook's zip, around its parts."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from helpers.planted import SECRET


def with_comment(data: bytes) -> bytes:
    """The file with the secret as the zip's comment."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as book:
        book.comment = SECRET.encode()
    return buffer.getvalue()


def with_remark_on_a_part(data: bytes) -> bytes:
    return _rewritten(data, comment=SECRET.encode())


def with_extra_field(data: bytes) -> bytes:
    return _rewritten(data, extra=struct.pack("<HH", 0xCAFE, len(SECRET)) + SECRET.encode())


def with_bytes_after(data: bytes) -> bytes:
    return data + SECRET.encode()


def with_bytes_between(data: bytes) -> bytes:
    """The list of parts moved back by a secret, and the end record told so."""
    end = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    moved = (start + len(SECRET)).to_bytes(4, "little")
    return data[:start] + SECRET.encode() + data[start : end + 16] + moved + data[end + 20 :]


def _rewritten(data: bytes, comment: bytes = b"", extra: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for at, entry in enumerate(source.infolist()):
            made = zipfile.ZipInfo(entry.filename)
            made.compress_type = zipfile.ZIP_DEFLATED
            if at == 3:
                made.comment, made.extra = comment, extra
            book.writestr(made, source.read(entry))
    return buffer.getvalue()


AROUND: Mapping[str, Callable[[bytes], bytes]] = {
    "comment of the zip": with_comment,
    "remark on a part": with_remark_on_a_part,
    "extra field": with_extra_field,
    "bytes after the end": with_bytes_after,
    "bytes between the parts": with_bytes_between,
}
