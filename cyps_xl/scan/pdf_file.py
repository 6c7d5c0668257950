"""What a PDF holds beside its pages: properties, attachments, programs, layers, unseen text, earlier versions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from cyps_xl.errors import UnusableFile
from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.pdf_objects import Pdf, PdfObject, PdfReader, pairs, references
from cyps_xl.scan.pdf_page import Drawn
from cyps_xl.scan.pdf_pages import OVER_THE_EDGE, REMARK, Pages
from cyps_xl.scan.pdf_tokens import Sort, Token, tokens
from cyps_xl.scan.pdf_told import FORMAL_TEXTS, PROGRAMS, Beside, words_drawn
from cyps_xl.scan.pdf_values import Document
from cyps_xl.scan.pictures import carried_by_jpeg
from cyps_xl.scan.words import Known
from cyps_xl.xlsx.opening.file_kinds import GO_BACK

_NAMES = {
    "an attached file": "EmbeddedFile EmbeddedFiles Filespec EF",
    "a program": "JavaScript JS Launch Rendition SubmitForm ImportData",
    "a link out": "GoToR GoToE",
    "layers that can be hidden": "OCG OCGs OCMD OCProperties",
    "a form": "AcroForm XFA",
    "private data of a program": "PieceInfo Thumb Collection SpiderInfo OPI Measure PtData GTS_Encapsulated",
    "an article": "Threads Thread Bead",
    "an attachment's place": "AF Requirements DPartRoot Perms Legal DSS Reference",
}
_WHAT = {name: what for what, names in _NAMES.items() for name in names.split()}
_KINDS_OF_NOTES = """Text FreeText Popup FileAttachment Redact Stamp Ink Highlight Underline StrikeOut Squiggly Caret
Line Square Circle Polygon PolyLine Sound Movie Screen Watermark 3D RichMedia Widget"""
_NOTES = frozenset(_KINDS_OF_NOTES.split())
_OF_PERSONS = ("Author", "Keywords")
_PLAIN_PROPERTIES = frozenset(("Title", "CreationDate", "ModDate", "Trapped"))
_PATH = re.compile(r"\b[A-Za-z]:[\\/](?:Users|Documents)\b|/(?:home|Users)/\w|\bfile:/|\\\\\w", re.IGNORECASE)
_PATH_IN_STREAM = re.compile(rb"[A-Za-z]:\\{1,2}(?:Users|Documents)\b|/(?:home|Users)/\w|\bfile:/")
_XML = re.compile(rb"<\?xpacket|<(?:\w+:)?xmpmeta|<\0\?\0x\0p\0a|<rdf:RDF|\0<\0\?\0x\0p")
_FONT_FILES = ("FontFile", "FontFile2", "FontFile3", "CIDToGIDMap", "CIDSet")
_CODES_OF_FONTS = ("ToUnicode", "Encoding")
_OF_COLOURS = ("SMask", "Mask", "JBIG2Globals", "Function", "TR", "BG", "UCR", "HT", "ICCBased", "DestOutputProfile")
_PARTS = frozenset((*_FONT_FILES, *_CODES_OF_FONTS, *_OF_COLOURS))
_MOST_OF_A_FONT = 5_000
_FINDINGS = frozenset((*_WHAT, *_NOTES))
_BETWEEN = frozenset(("xref", "trailer", "startxref", "f", "n", "R", "true", "false", "null"))
_SPARE = ("XRef", "ObjStm")


def is_pdf(data: bytes) -> bool:
    """Whether these bytes say that they are a PDF."""
    return b"%PDF-" in data[:1024]


def in_pdf(data: bytes, name: str, texts: Iterable[str] = ()) -> Iterator[Exposure]:
    """Everything in a PDF that its pages do not show. Raises UnusableFile when it is damaged or far too large.

    `texts` are texts whose words may stand anywhere.
    """
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
    pages = Pages(Document(pdf), reader)
    beside = Beside(Known(texts), words_drawn(text.text for text in pages.texts if not text.why))
    yield from _on_pages(pages, beside)
    parts = _parts_of_others(pdf)
    for found in pdf.objects:
        yield from _in_words(found)
        yield from beside.told(found, _FINDINGS)
        if found.packed is not None:
            yield from _in_stream(found, reader, pages, parts, beside)


def _on_pages(pages: Pages, beside: Beside) -> Iterator[Exposure]:
    """Texts of the pages that nobody sees, or that a page keeps without drawing them."""
    if pages.too_much:
        yield exposure("pdf", "pages with more on them than can be looked through")
    elsewhere = _drawn_elsewhere(pages)
    for text in pages.texts:
        if text.why and not (text.why in OVER_THE_EDGE and text.text in elsewhere[text.page]):
            yield exposure("pdf", text.why, text.text)
    for what, words in pages.loose:
        if what == REMARK:
            yield exposure("pdf", what, words)
        else:
            yield from beside.unknown("a text that no page draws", words)


def _drawn_elsewhere(pages: Pages) -> Mapping[int, frozenset[str]]:
    """By page, the texts over its edge that are a chart's whose other part stands on another page, where they are seen.

    That is the page before or after; or, as columns further to the right are printed between, another page under the
    same head that shows all that neither of them does.
    """
    seen: dict[int, set[str]] = {}
    over: dict[int, set[str]] = {}
    heads: dict[int, Drawn] = {}
    for text in pages.texts:
        if text.why:
            if text.why in OVER_THE_EDGE:
                over.setdefault(text.page, set()).add(text.text)
            continue
        seen.setdefault(text.page, set()).add(text.text)
        heads[text.page] = max(heads.get(text.page, text), text, key=lambda one: (one.box[3], -one.box[0]))
    found = {}
    for page, texts in over.items():
        beside = texts & (seen.get(page - 1, set()) | seen.get(page + 1, set()))
        rest = texts - beside
        of_section = (at for at in heads if at != page and page in heads and heads[at].text == heads[page].text)
        found[page] = frozenset(texts if any(rest <= seen[at] for at in of_section) else beside)
    return found


def _parts_of_others(pdf: Pdf) -> Mapping[int, str]:
    """Objects that are part of a font, a picture or a colour, by number, and by which key."""
    found: dict[int, str] = {}
    for holder in pdf.objects:
        words = holder.words
        for key, number, mark in zip(words, words[1:], words[3:], strict=False):
            is_reference = mark == Token(Sort.WORD, "R") and number.text.isdigit()
            if is_reference and key.sort is Sort.NAME and key.text in _PARTS:
                found[int(number.text)] = key.text
    return found


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
        return PROGRAMS.fullmatch(value) is not None
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


def _in_stream(
    found: PdfObject, reader: PdfReader, pages: Pages, parts: Mapping[int, str], beside: Beside
) -> Iterator[Exposure]:
    if found.value("Type") in _SPARE:
        return
    if found.filters in (["DCTDecode"], ["DCT"]):
        for carried in carried_by_jpeg(found.packed or b""):
            yield exposure("pdf", "a picture that carries more than itself", carried)
    part = parts.get(found.number, "")
    is_shape = found.value("Subtype") == "Image" or part in _FONT_FILES
    body = b"" if is_shape else reader.unpacked(found)
    if body is None:
        yield exposure("pdf", "a stream that cannot be looked into", f"object {found.number}")
        return
    for match in _PATH_IN_STREAM.finditer(body):
        yield exposure("pdf", "a computer's path", body[match.start() : match.start() + 60].decode("latin-1"))
    if found.value("Type") == "Metadata" or _XML.search(body[:4096]):
        yield from beside.told_in_xml(body)
    elif part in _CODES_OF_FONTS:
        yield from _in_codes(body, beside)
    elif found.number not in pages.drawn and not part:
        yield from _undrawn(found, body)


def _undrawn(found: PdfObject, body: bytes) -> Iterator[Exposure]:
    """A stream that no page draws; a function, a shading and a pattern are used in another way."""
    if not {"FunctionType", "PatternType", "ShadingType"} & found.names:
        yield exposure("pdf", "something that no page draws", f"object {found.number} {_start(body)}")
    elif b"BT" in body and "PatternType" in found.names:
        yield exposure("pdf", "text in a pattern", f"object {found.number} {_start(body)}")


def _in_codes(body: bytes, beside: Beside) -> Iterator[Exposure]:
    """Texts and remarks in what says which letters the codes of a font mean."""
    for token in islice(tokens(body, raw=True), _MOST_OF_A_FONT):
        is_word = token.sort is Sort.TEXT and token.text.isascii() and token.text.isprintable() and len(token.text) > 4
        if (is_word and token.text not in FORMAL_TEXTS) or token.sort is Sort.REMARK:
            yield from beside.unknown("a remark in a font", token.text.removeprefix("!PS-Adobe"))


def _start(body: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 else " " for byte in body[:200])
