"""Small PDFs, written by hand, with a secret where their pages do not show it."""

from __future__ import annotations

import base64
import zlib

from helpers.planted import SECRET, jpeg

SECRET_BYTES = SECRET.encode()


def pdf(
    inside: bytes = b"",
    info: bytes = b"/Producer(LibreOffice 7.4)",
    trailer: bytes = b"",
    page: bytes = b"",
    catalogue: bytes = b"/ViewerPreferences 9 0 R",
    title: bytes = b"Performance report",
) -> bytes:
    """A small PDF of one page; object 9, which is its content and to which its catalogue leads, holds what is given."""
    return (
        b"%PDF-1.7\n%\xc3\xa4\xc3\xbc\xc3\xb6\n"
        b"1 0 obj<</Type/Catalog/Pages 2 0 R" + catalogue + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[4 0 R]>>endobj\n"
        b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 9 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>" + page + b">>endobj\n"
        b"5 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Arial>>endobj\n"
        b"3 0 obj<</Title(" + title + b")" + info + b">>endobj\n"
        b"9 0 obj\n" + (inside or b"null") + b"\nendobj\n"
        b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Info 3 0 R/Size 10" + trailer + b">>\n"
        b"startxref\n9\n%%EOF\n"
    )


def drawn(operators: bytes) -> bytes:
    """A PDF whose page draws what these operators say."""
    return pdf(stream(operators))


def of_pages(*drawn: bytes) -> bytes:
    """A PDF of several pages, by what is drawn on each."""
    numbers = range(20, 20 + len(drawn))
    leads = b" ".join(b"%d 0 R" % number for number in numbers)
    data = pdf(b"null").replace(b"/Count 1/Kids[4 0 R]", b"/Count %d/Kids[%s]" % (len(drawn), leads))
    data = data.replace(b"/ViewerPreferences 9 0 R", b"")
    first, last = data.index(b"4 0 obj"), data.index(b"5 0 obj")
    pages = (
        b"%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n%d 0 obj\n%s\nendobj\n"
        % (number, number + 100, number + 100, stream(body))
        for number, body in zip(numbers, drawn, strict=True)
    )
    nine = data.index(b"9 0 obj")
    rest = data[last:nine] + data[data.index(b"xref\n", nine) :]
    return data[:first] + b"".join(pages) + rest


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


DRAWN = b"BT /F1 11 Tf 72 720 Td (Performance report) Tj ET"
SAID = b"BT /F1 11 Tf 72 720 Td (" + SECRET_BYTES + b") Tj ET"
UNSEEN = b"BT /F1 11 Tf 3 Tr 72 720 Td (" + SECRET_BYTES + b") Tj ET"
WHITE, BLUE = b"1 1 1 rg ", b"0.1 0.4 0.6 rg "
GROUND = b"72 700 300 60 re f "
IN_XML = b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>'


def xmp(inside: bytes) -> bytes:
    """A PDF with these properties as XML."""
    return pdf(stream(IN_XML + inside + b"</rdf:RDF></x:xmpmeta>", b"/Type/Metadata/Subtype/XML"))


def form(words: bytes, page: bytes) -> bytes:
    """A PDF with a form, object 8, that its page may draw or not."""
    return pdf(
        stream(page) + b"endobj 8 0 obj " + stream(words, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"),
        catalogue=b"/ViewerPreferences 9 0 R",
        page=b"/Resources<</Font<</F1 5 0 R>>/XObject<</Fm1 8 0 R>>>>",
    )


UTF_16 = b"\xfe\xff" + SECRET.encode("utf-16-be")
PICTURE = "a picture that carries more than itself"
SEEN = {
    "plain": pdf(),
    "text": drawn(DRAWN),
    "packed": pdf(deflated(DRAWN)),
    "packed objects": pdf(object_stream(b"<</Type/Page>>")),
    "white on blue": drawn(BLUE + GROUND + WHITE + SAID),
    "form": form(SAID, b"/Fm1 Do"),
    "title that stands on the page": pdf(stream(SAID), title=SECRET_BYTES),
    "properties as XML": xmp(b"<dc:format>application/pdf</dc:format><xmp:CreateDate>2018-03-08</xmp:CreateDate>"),
    "text over what was drawn before": drawn(b"0.9 g " + GROUND + b"0 g " + SAID),
    "cut, and within the cut": drawn(b"q 60 700 300 60 re W n " + SAID + b" Q"),
}
"""PDFs that hold nothing but what their pages show."""
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
    (pdf(title=b"CYP1234"), "Title in an object"),
    (pdf(b"<</Type/Outlines/First<</Title(CYP1234)>>>>"), "Title in an object"),
    (pdf(b"<</PageLabels<</Nums[0<</P(AB12345 )>>]>>>>"), "P in an object"),
    (pdf(b"<</Zanzibar-7731 true>>"), "a name of its own"),
    (pdf(b"<</CYP1234(x)>>"), "a name of its own"),
    (pdf(b"<</Subtype/Link/Contents(CYP1234)>>"), "Contents in an object"),
    (pdf(b"<</Type/StructElem/S/Figure/Alt(AB12345)>>"), "Alt in an object"),
    (pdf(b"<</Type/StructElem/S/Span/ActualText(" + UTF_16 + b")>>"), "ActualText in an object"),
    (pdf(b"<</Names[(CYP1234)[4 0 R/Fit]]>>"), "Names in an object"),
    (pdf(b"<</Threads[]>>"), "an article"),
    (pdf(b"<</AF[]>>"), "an attachment's place"),
    (xmp(b"<dc:title><rdf:Alt><rdf:li>CYP1234</rdf:li></rdf:Alt></dc:title>"), "a name in the properties"),
    (xmp(b'<rdf:Description dc:source="CYP1234"/>'), "a name in the properties"),
    (xmp(b"<my:Zanzibar>1</my:Zanzibar>"), "a name in the properties"),
    (
        pdf(stream((IN_XML + b"<a:b>CYP1234</a:b>").decode().encode("utf-16"), b"/Type/Metadata")),
        "a name in the properties",
    ),
    (drawn(WHITE + SAID), "text in the colour of its ground"),
    (drawn(BLUE + GROUND + BLUE + SAID), "text in the colour of its ground"),
    (drawn(SAID.replace(b"11 Tf", b"1 Tf")), "text too small to read"),
    (drawn(b"q 0.1 0 0 0.1 0 0 cm " + SAID.replace(b"72 720", b"720 7200") + b" Q"), "text too small to read"),
    (drawn(SAID.replace(b"72 720", b"72 -50")), "text beyond the page"),
    (drawn(SAID.replace(b"72 720", b"900 720")), "text beyond the page"),
    (pdf(stream(SAID), page=b"/CropBox[0 0 595 600]"), "text beyond the page"),
    (drawn(b"q 0 0 50 50 re W n " + SAID + b" Q"), "text that is cut off"),
    (drawn(SAID + b" 0.9 g " + GROUND), "text under something"),
    (drawn(SAID.replace(b"Td", b"Td 7 Tr")), "text that is not drawn"),
    (drawn(b"/Span<</ActualText(CYP1234)>>BDC " + DRAWN + b" EMC"), "a text that no page draws"),
    (drawn(DRAWN + b" (CYP1234) pop"), "a text that no page draws"),
    (drawn(DRAWN + b"\n% CYP1234\n"), "a remark between the lines"),
    (form(SAID, DRAWN), "something that no page draws"),
    (form(WHITE + SAID, b"/Fm1 Do"), "text in the colour of its ground"),
    (pdf(stream(b"CYP1234", b"/Length1 7")), "a text that no page draws"),
    (pdf(stream(jpeg(b"")[:-2] + b"\xff\xd9" + jpeg(SECRET_BYTES), b"/Subtype/Image/Filter/DCTDecode")), PICTURE),
]
"""PDFs with a secret or a program, and what a scan has to call the place."""
