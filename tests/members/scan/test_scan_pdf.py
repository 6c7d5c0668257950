"""What a PDF holds beside its pages is found, however it is packed; a plain one is left in peace."""

from __future__ import annotations

import base64
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl import report
from cyps_xl.errors import UnusableFile
from cyps_xl.members.publishing import Wanted, publish
from cyps_xl.members.scan import scan_bytes
from helpers.libreoffice import needs_libreoffice
from helpers.planted import SECRET, jpeg

MOST_SECONDS = 5.0
SECRET_BYTES = SECRET.encode()
BOMB = zlib.compress(b"\0" * 200_000_000, 9)


def pdf(inside: bytes = b"", info: bytes = b"/Producer(LibreOffice 7.4)", trailer: bytes = b"") -> bytes:
    """A small PDF; object 9, to which its catalogue leads, holds what is given."""
    return (
        b"%PDF-1.7\n%\xc3\xa4\xc3\xbc\xc3\xb6\n"
        b"1 0 obj<</Type/Catalog/Pages 2 0 R/Extra 9 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
        b"3 0 obj<</Title(Performance report)" + info + b">>endobj\n"
        b"9 0 obj\n" + (inside or b"null") + b"\nendobj\n"
        b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Info 3 0 R/Size 10" + trailer + b">>\n"
        b"startxref\n9\n%%EOF\n"
    )


def stream(body: bytes, words: bytes = b"") -> bytes:
    return b"<<" + words + b"/Length " + str(len(body)).encode() + b">>stream\n" + body + b"\nendstream "


def deflated(body: bytes, words: bytes = b"") -> bytes:
    return stream(zlib.compress(body), words + b"/Filter/FlateDecode")


def object_stream(body: bytes) -> bytes:
    """An object within a packed object, as newer PDFs keep them; number 9 so that it is led to."""
    table = b"10 0 "
    return deflated(table + body, b"/Type/ObjStm/N 1/First " + str(len(table)).encode() + b"/Leads 10 0 R")


def sentence_on(data: bytes) -> str:
    """What a scan says of a file as a whole."""
    try:
        return f"a.pdf has {len(scan_bytes(data, 'a.pdf'))} findings."
    except UnusableFile as error:
        return error.message


DRAWN = b"BT /F1 11 Tf (a) Tj ET"
UNSEEN = b"BT 3 Tr (" + SECRET_BYTES + b") Tj ET"
UTF_16 = b"\xfe\xff" + SECRET.encode("utf-16-be")
HIDDEN = [
    (pdf(info=b"/Author(" + SECRET_BYTES + b")"), "the property Author"),
    (pdf(info=b"/Author<" + SECRET_BYTES.hex().encode() + b">"), "the property Author"),
    (pdf(info=b"/Keywords(" + UTF_16 + b")"), "the property Keywords"),
    (pdf(info=b"/Company(" + SECRET_BYTES + b")"), "the property Company"),
    (pdf(info=b"/Producer(" + SECRET_BYTES + b")"), "the property Producer"),
    (pdf(info=b"/#41uthor(" + SECRET_BYTES + b")"), "the property Author"),
    (pdf(object_stream(b"<</Author(" + SECRET_BYTES + b")>>")), "the property Author"),
    (pdf(b"<</Type/EmbeddedFile>>"), "an attached file"),
    (pdf(b"<</Type/Filespec/UF(" + SECRET_BYTES + b")>>"), "an attached file"),
    (pdf(b"<</S/JavaScript/JS(app.alert\\(1\\))>>"), "a program"),
    (pdf(b"<</S/Java#53cript>>"), "a program"),
    (pdf(object_stream(b"<</S/Launch/F(calc)>>")), "a program"),
    (pdf(b"<</Type/OCG/Name(" + SECRET_BYTES + b")>>"), "layers that can be hidden"),
    (pdf(b"<</Subtype/Text/Contents(" + SECRET_BYTES + b")>>"), "a note"),
    (pdf(b"<</Subtype /Highlight /T(" + SECRET_BYTES + b")>>"), "a note"),
    (pdf(b"<</AcroForm<</Fields[]>>>>"), "a form"),
    (pdf(b"<</PieceInfo<</Word<</V(" + SECRET_BYTES + b")>>>>>>"), "private data of a program"),
    (pdf(b"(C:\\\\Users\\\\someone\\\\CYPS.xlsx)"), "a computer's path"),
    (pdf(deflated(b"% /home/someone/CYPS.xlsx")), "a computer's path"),
    (pdf(b"<</S/URI/URI (https://example.org/" + SECRET_BYTES + b")>>"), "a link out"),
    (pdf(stream(UNSEEN)), "text that is not drawn"),
    (pdf(deflated(UNSEEN)), "text that is not drawn"),
    (pdf(stream(base64.a85encode(UNSEEN) + b"~>", b"/Filter/ASCII85Decode")), "text that is not drawn"),
    (pdf(stream(zlib.compress(UNSEEN).hex().encode() + b">", b"/Filter[/AHx/Fl]")), "text that is not drawn"),
    (pdf(stream(UNSEEN, b"/Filter/LZWDecode")), "a stream that cannot be looked into"),
    (pdf(stream(zlib.compress(DRAWN) + SECRET_BYTES, b"/Filter/Fl")), "a stream that cannot be looked into"),
    (pdf(stream(b"<x:xmpmeta><dc:creator><rdf:li>Zanzibar", b"/Type/Metadata")), "a name in the properties"),
    (pdf(stream(jpeg(SECRET_BYTES), b"/Subtype/Image/Filter/DCTDecode")), "a picture that carries more than itself"),
    (pdf() + SECRET_BYTES, "bytes after the end"),
    (SECRET_BYTES + pdf(), "bytes before the beginning"),
    (pdf() + pdf(), "an earlier version"),
    (pdf(b"null endobj 9 0 obj null "), "an earlier version"),
    (pdf(b"null endobj 8 0 obj (" + SECRET_BYTES + b")"), "an object that nothing leads to"),
    (pdf(b"null endobj " + SECRET_BYTES + b" 8 0 obj null "), "bytes between the objects"),
    (pdf(b"null endobj\n%" + SECRET_BYTES + b"\n8 0 obj null "), "a remark between the lines"),
    (pdf(b"<<%" + SECRET_BYTES + b"\n>>"), "a remark between the lines"),
    (pdf(trailer=b"/Encrypt 9 0 R"), "a password"),
]


@pytest.mark.parametrize(
    "data", [pdf(), pdf(stream(DRAWN)), pdf(deflated(DRAWN)), pdf(object_stream(b"<</Type/Page>>"))]
)
def test_a_plain_pdf_is_left_in_peace(data: bytes) -> None:
    assert scan_bytes(data, "a.pdf") == ()


@pytest.mark.parametrize(("data", "what"), HIDDEN, ids=[f"{at} {what}" for at, (_, what) in enumerate(HIDDEN)])
def test_what_hides_in_a_pdf_is_found(data: bytes, what: str) -> None:
    assert what in {found.place for found in scan_bytes(data, "a.pdf")}


@needs_libreoffice
def test_the_pdf_of_an_edition_is_left_in_peace(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    report.new(path, example=True)
    made = publish(path, tmp_path / "out", Wanted(draft=True))
    (printed,) = (data for name, data in made.files.items() if name.endswith(".pdf"))
    assert scan_bytes(printed, "a.pdf") == ()


@pytest.mark.parametrize(
    "word", [b"stream\n", b"/OpenAction<<", b"/Author(\\", b"1 0 obj ", b"<dc:creator ", b"<< " * 9]
)
def test_a_pdf_of_one_word_over_and_over_ends_in_time(word: bytes) -> None:
    began = time.monotonic()
    assert sentence_on(b"%PDF-1.7\n9 0 obj " + word * (2_000_000 // len(word))).startswith("a.pdf ")
    assert time.monotonic() - began < MOST_SECONDS


def test_a_pdf_that_unpacks_to_far_too_much_is_refused() -> None:
    with pytest.raises(UnusableFile, match=r"a\.pdf holds far more than a report needs"):
        scan_bytes(pdf(stream(BOMB, b"/Filter/FlateDecode")), "a.pdf")


def test_a_pdf_without_anything_in_it_is_damaged() -> None:
    with pytest.raises(UnusableFile, match=r"a\.pdf is damaged"):
        scan_bytes(b"%PDF-1.7\n", "a.pdf")


@given(st.binary(max_size=200), st.integers(0, 10_000))
def test_no_bytes_in_a_pdf_are_met_with_more_than_a_sentence(noise: bytes, at: int) -> None:
    whole = pdf(deflated(DRAWN))
    at %= len(whole)
    assert sentence_on(b"%PDF-" + whole[:at] + noise + whole[at + len(noise) :]).startswith("a.pdf ")
