"""The byte scan finds a word in every dress, and none where it is not."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib

import pytest

from helpers.byte_scan import finds

WORD = "Zanzibar-7731"


def zipped(data: bytes, name: str = "a.xml", comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, b"plain " + data + b" plain " * 40)
        book.comment = comment
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        WORD.encode(),
        WORD.upper().encode(),
        WORD.encode("utf-16-le"),
        WORD.encode("utf-16-be"),
        WORD.encode().hex().encode(),
        WORD.encode().hex().upper().encode(),
        WORD[::-1].encode(),
        b"some text " + base64.b64encode(b"before " + WORD.encode() + b" after"),
        base64.b64encode(WORD.encode("utf-16-le")),
        b"abc" + base64.b64encode(WORD.encode()),
        base64.b64encode(zipped(WORD.encode())),
        WORD.encode("utf-16-be").hex().encode(),
        "".join(f"&#{ord(letter)};" for letter in WORD).encode(),
        "".join(f"&#x{ord(letter):X};" for letter in WORD).encode(),
        zipped(WORD.encode()),
        zipped(zipped(zipped(WORD.encode()))),
        zipped(base64.b64encode(WORD.encode("utf-16-be"))),
        zipped(b"", name=f"{WORD}.xml"),
        zipped(b"", comment=WORD.encode()),
        zipped(b"") + WORD.encode(),
        b"1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(b"a " * 50 + WORD.encode()) + b"\nendstream endobj",
    ],
)
def test_a_word_is_found_in_whatever_dress(data: bytes) -> None:
    assert finds(data, WORD)


@pytest.mark.parametrize("data", [b"", b"Zanzibar", zipped(b"Zanzibar 7731"), base64.b64encode(b"7731 Zanzibar")])
def test_a_word_that_is_not_there_is_not_found(data: bytes) -> None:
    assert finds(data, WORD) == []
