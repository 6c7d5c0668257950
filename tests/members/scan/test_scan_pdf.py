"""What a PDF holds beside its pages."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.members.publishing import Wanted, publish
from cyps_xl.members.scan import scan_bytes
from helpers.libreoffice import needs_libreoffice

CLEAN = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def with_object(inside: bytes) -> bytes:
    return CLEAN.replace(b"trailer", b"9 0 obj" + inside + b"endobj\ntrailer")


def packed(inside: bytes) -> bytes:
    return with_object(b"<</Filter/FlateDecode>>stream\n" + zlib.compress(inside) + b"\nendstream ")


def test_a_plain_pdf_is_left_in_peace() -> None:
    assert scan_bytes(CLEAN, "a.pdf") == ()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (with_object(b"<</Author(Zanzibar)>>"), "author or keywords"),
        (packed(b"<</Author(Zanzibar)>>"), "author or keywords"),
        (with_object(b"<</Type/EmbeddedFile>>"), "an attached file"),
        (with_object(b"<</S/JavaScript/JS(app.alert(1))>>"), "a program"),
        (with_object(b"<</Type/OCG/Name(Secret)>>"), "layers that can be hidden"),
        (with_object(b"<</Subtype/Text/Contents(Zanzibar)>>"), "a note"),
        (with_object(b"<</AcroForm 3 0 R>>"), "a form"),
        (with_object(b"(C:\\\\Users\\\\someone\\\\CYPS.xlsx)"), "a computer's path"),
        (with_object(b"<</S/URI/URI (https://example.org)>>"), "a link out"),
        (packed(b"BT 3 Tr (Zanzibar) Tj ET"), "text that is not drawn"),
        (with_object(b"<x:xmpmeta><dc:creator><li>Zanzibar</li></dc:creator>"), "a name in the properties"),
        (CLEAN + b"Zanzibar", "bytes after the end"),
        (CLEAN + CLEAN, "an earlier version"),
        (CLEAN.replace(b"1 0 obj", b"%Zanzibar was here\n1 0 obj", 1), "a remark between the lines"),
    ],
)
def test_what_hides_in_a_pdf_is_found(data: bytes, what: str) -> None:
    assert what in {found.place for found in scan_bytes(data, "a.pdf")}


@needs_libreoffice
def test_the_pdf_of_an_edition_is_left_in_peace(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    report.new(path, example=True)
    made = publish(path, tmp_path / "out", Wanted(draft=True))
    (printed,) = (data for name, data in made.files.items() if name.endswith(".pdf"))
    assert scan_bytes(printed, "a.pdf") == ()
