"""Small PDFs, written by hand, with a secret where their pages do not show it."""

from __future__ import annotations

import base64
import zlib

from helpers.planted import SECRET, jpeg

SECRET_BYTES = SECRET.encode()


def pdf(inside: bytes = b"", info: bytes = b"/Producer(LibreOffice 7.4)", trailer: bytes = b"") -> bytes:
    """A small PDF; object 9, to which its catalogue leads, holds what is given."""
    return (
        b"%PDF-1.7\n%\xc3\xa4\xc3\xbc\xc3\xb6\n"
        b"1 0 obj<</Type/Catalog/Pages 2 0 R/ViewerPreferences 9 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[4 0 R]>>endobj\n"
        b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 9 0 R>>endobj\n"
        b"3 0 obj<</Title(Performance report)" + info + b">>endobj\n"
        b"9 0 obj\n" + (inside or b"null") + b"\nendobj\n"
        b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Info 3 0 R/Size 10" + trailer + b">>\n"
        b"startxref\n9\n%%EOF\n"
    )


def stream(body: bytes, words: bytes = b"") -> bytes:
    """An object with a stream, as it is."""
    return b"<<" + words + b"/Length " + str(len(body)).encode() + b">>stream\n" + body + b"\nendstream "


def deflated(body: bytes, words: bytes = b"") -> bytes:
    """An object with a stream packed in the usual way."""
    return stream(zlib.compress(body), words + b"/Filter/FlateDecode")


def object_stream(body: bytes) -> bytes:
    """An object within a packed object, as newer PDFs keep them; number 9 so that it is led to."""
    table = b"10 0 "
    return deflated(table + body, b"/Type/ObjStm/N 1/First " + str(len(table)).encode() + b"/Extends 10 0 R")


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
"""PDFs with a secret or a program, and what a scan has to call the place."""
