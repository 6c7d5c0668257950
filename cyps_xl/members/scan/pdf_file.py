"""What a PDF holds beside its pages: properties, attachments, programs, layers, unseen text, earlier versions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cyps_xl.errors import UnusableFile
from cyps_xl.members.scan.exposure import Exposure, exposure
from cyps_xl.members.scan.pdf_objects import Pdf, PdfObject, PdfReader, pairs, references
from cyps_xl.members.scan.pdf_tokens import Sort, Token
from cyps_xl.members.scan.pictures import carried_by_jpeg
from cyps_xl.xlsx.file_kinds import GO_BACK

_NAMES = {
    "an attached file": "EmbeddedFile EmbeddedFiles Filespec EF",
    "a program": "JavaScript JS Launch Rendition SubmitForm ImportData",
    "a link out": "GoToR GoToE",
    "layers that can be hidden": "OCG OCGs OCMD OCProperties",
    "a form": "AcroForm XFA",
    "private data of a program": "PieceInfo Thumb Collection",
}
_WHAT = {name: what for what, names in _NAMES.items() for name in names.split()}
_KINDS_OF_NOTES = """Text FreeText Popup FileAttachment Redact Stamp Ink Highlight Underline StrikeOut Squiggly Caret
Line Square Circle Polygon PolyLine Sound Movie Screen Watermark 3D RichMedia Widget"""
_NOTES = frozenset(_KINDS_OF_NOTES.split())
_OF_PERSONS = ("Author", "Keywords")
_PLAIN_PROPERTIES = frozenset(("Title", "CreationDate", "ModDate", "Trapped"))
_PROGRAMS = re.compile(
    r"(Calc|Writer|cyps-xl|LibreOffice)( [\d.]+)?|(Acrobat PDFMaker|Microsoft[®:]) ?(Print To PDF|(Office )?Excel)?®?"
    r"( for Microsoft 365| 20\d\d)?"
)
_PATH = re.compile(r"\b[A-Za-z]:[\\/](?:Users|Documents)\b|/(?:home|Users)/\w|\bfile:/|\\\\\w", re.IGNORECASE)
_PATH_IN_STREAM = re.compile(rb"[A-Za-z]:\\{1,2}(?:Users|Documents)\b|/(?:home|Users)/\w|\bfile:/")
_XMP_NAME = re.compile(rb"<(?:dc:creator|dc:contributor|dc:description|pdf:Keywords|xmpMM:History|xmp:Thumbnails)\b")
_MARK_UP = re.compile(rb"<[^<>]*>")
_UNSEEN = re.compile(rb"(?<![\d.])[37]\s{1,9}Tr\b")
_BETWEEN = frozenset(("xref", "trailer", "startxref", "f", "n", "R", "true", "false", "null"))
_SPARE = ("XRef", "ObjStm")


def is_pdf(data: bytes) -> bool:
    """Whether these bytes say that they are a PDF."""
    return b"%PDF-" in data[:1024]


def in_pdf(data: bytes, name: str) -> Iterator[Exposure]:
    """Everything in a PDF that its pages do not show. Raises UnusableFile when it is damaged or far too large."""
    reader = PdfReader(data, name)
    pdf = reader.read()
    if not pdf.objects:
        raise UnusableFile(f"{name} is damaged: it says it is a PDF, and holds none.", GO_BACK)
    before = data[: data.index(b"%PDF-")]
    if before.strip():
        yield exposure("pdf", "bytes before the beginning", before.decode("latin-1"))
    yield from _ends(data)
    roots = _roots(pdf)
    if any(token == Token(Sort.NAME, "Encrypt") for token in roots):
        yield exposure("pdf", "a password", "nothing in the file can be looked into")
        return
    yield from _between(pdf)
    yield from _loose(pdf, roots)
    yield from _properties(pdf, roots)
    for found in pdf.objects:
        yield from _in_words(found)
        if found.packed is not None:
            yield from _in_stream(found, reader)


def _ends(data: bytes) -> Iterator[Exposure]:
    after = data[data.rfind(b"%%EOF") + 5 :] if b"%%EOF" in data else b""
    if after.strip():
        yield exposure("pdf", "bytes after the end", after.decode("latin-1"))
    if data.count(b"%%EOF") > 1 and b"/Linearized" not in data[:2048]:
        yield exposure("pdf", "an earlier version", f"{data.count(b'%%EOF')} versions in one file")


def _roots(pdf: Pdf) -> tuple[Token, ...]:
    """What the file itself leads to: its trailers, or the objects that stand for them."""
    tables = [token for found in pdf.objects if found.value("Type") == "XRef" for token in found.words]
    return (*pdf.between, *tables)


def _between(pdf: Pdf) -> Iterator[Exposure]:
    """Words between objects that are neither a table of places nor a trailer; remarks, but for the usual two."""
    inside = 0
    for token in pdf.between:
        if token.sort is Sort.REMARK:
            usual = token.text.startswith(("PDF-", "%EOF")) and len(token.text) < 10
            if not usual and sum(" " <= letter <= "~" for letter in token.text) > 3:
                yield exposure("pdf", "a remark between the lines", token.text)
        elif token.text in ("<<", ">>"):
            inside += 1 if token.text == "<<" else -1
        elif inside <= 0 and token.text not in _BETWEEN and not token.text.isdigit():
            yield exposure("pdf", "bytes between the objects", token.text)


def _loose(pdf: Pdf, roots: tuple[Token, ...]) -> Iterator[Exposure]:
    """Objects that nothing leads to, and those that another of the same number has replaced."""
    for number, times in Counter(found.number for found in pdf.objects).items():
        if times > 1:
            yield exposure("pdf", "an earlier version", f"object {number}, {times} times")
    leads = {found.number: tuple(found.refers_to) for found in pdf.objects}
    seen: set[int] = set()
    waiting = list(references(roots))
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            waiting.extend(leads.get(number, ()))
    for found in pdf.objects:
        if found.number not in seen and found.value("Type") not in _SPARE and "Linearized" not in found.names:
            held = " ".join(token.text for token in found.words)
            yield exposure("pdf", "an object that nothing leads to", f"{found.number}: {held}")


def _properties(pdf: Pdf, roots: tuple[Token, ...]) -> Iterator[Exposure]:
    infos = {
        int(number.text) for (key, number) in pairs(roots) if key == Token(Sort.NAME, "Info") and number.text.isdigit()
    }
    for found in pdf.objects:
        if found.number in infos:
            for key, value in pairs(found.words):
                if key.sort is Sort.NAME and value.sort is Sort.TEXT and not _is_plain(key.text, value.text):
                    yield exposure("pdf", f"the property {key.text}", value.text)


def _is_plain(key: str, value: str) -> bool:
    if key in ("Creator", "Producer"):
        return _PROGRAMS.fullmatch(value) is not None
    return not value.strip() or key in _PLAIN_PROPERTIES


def _in_words(found: PdfObject) -> Iterator[Exposure]:
    for token in found.words:
        if token.sort is Sort.NAME and token.text in _WHAT:
            yield exposure("pdf", _WHAT[token.text], _texts(found) or token.text)
        elif token.sort is Sort.TEXT and _PATH.search(token.text):
            yield exposure("pdf", "a computer's path", token.text)
        elif token.sort is Sort.REMARK:
            yield exposure("pdf", "a remark between the lines", token.text)
    for before, after in pairs(found.words):
        if before == Token(Sort.NAME, "Subtype") and after.text in _NOTES:
            yield exposure("pdf", "a note", _texts(found) or after.text)
        elif before.text in _OF_PERSONS and before.sort is Sort.NAME and after.sort is Sort.TEXT and after.text:
            yield exposure("pdf", f"the property {before.text}", after.text)
        elif before == Token(Sort.NAME, "URI") and after.sort is Sort.TEXT:
            yield exposure("pdf", "a link out", after.text)


def _texts(found: PdfObject) -> str:
    return " ".join(token.text for token in found.words if token.sort is Sort.TEXT)


def _in_stream(found: PdfObject, reader: PdfReader) -> Iterator[Exposure]:
    if found.filters[-1:] in (["DCTDecode"], ["DCT"]):
        for carried in carried_by_jpeg(found.packed or b"") if len(found.filters) == 1 else ():
            yield exposure("pdf", "a picture that carries more than itself", carried)
        return
    if found.is_picture_or_font or found.value("Type") in _SPARE:
        return
    body = reader.unpacked(found)
    if body is None:
        yield exposure("pdf", "a stream that cannot be looked into", f"object {found.number}")
        return
    for match in _PATH_IN_STREAM.finditer(body):
        yield exposure("pdf", "a computer's path", body[match.start() : match.start() + 60].decode("latin-1"))
    for match in _XMP_NAME.finditer(body):
        words = _MARK_UP.sub(b" ", body[match.start() : match.start() + 400])
        yield exposure("pdf", "a name in the properties", words.decode("utf-8", errors="replace"))
    if b"BT" in body and _UNSEEN.search(body):
        yield exposure("pdf", "text that is not drawn", f"object {found.number}")
