"""What a PDF says beside its pages: texts, keys and names of its objects, and its properties as XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.pdf_names import STANDARD_NAMES
from cyps_xl.scan.pdf_objects import PdfObject
from cyps_xl.scan.pdf_tokens import Sort, Token
from cyps_xl.scan.words import Known, is_usual_font, words_of

PROGRAMS = re.compile(
    r"(Calc|Writer|cyps-xl|LibreOffice)( [\d.]+)?|(Acrobat PDFMaker|Microsoft[®:]) ?(Print To PDF|(Office )?Excel)?®?"
    r"( for Microsoft 365| 20\d\d)?"
)
_DAY = re.compile(r"D:\d{4,14}([+Z-](\d\d'?(\d\d'?)?)?'?)?|\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?")
_RESOURCE = re.compile(
    r"(F|Im|Image|EGS|GS|R|P|Pr|Sh|Pat|Fm|Fo|Xf|TT|TTE|C|CS|Cs|Tr|TPL|X|XO|MC|FAAA?|G|Meta|Xi|L|p|KSP?|Xip?)\d{1,4}"
)
_FONT = re.compile(
    r"(?:[A-Z]{6}\+)?([A-Za-z][A-Za-z ]*?)(?:(?:PS)?MT)?(?:[-,](?:Bold|Italic|Oblique|Regular|Light|PS|MT)+)*"
)
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LANGUAGE = re.compile(r"[a-zA-Z]{2}([-_][a-zA-Z]{2})?")
_SUM = re.compile(r"[0-9A-Fa-f]{16,64}")
_FORMAL_KEYS = frozenset(("ID", "DocChecksum", "Registry", "Ordering", "Panose", "CheckSum"))
_FONT_KEYS = frozenset(("BaseFont", "FontName", "FontFamily"))
FORMAL_TEXTS = frozenset(("Adobe", "Identity", "UCS", "sRGB IEC61966-2.1", "sRGB", "S", "OneColumn"))
_TAG = re.compile(r"<[!?/]?([\w.-]+:)?([\w.-]+)([^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w.-]+:)?([\w.-]+)\s{0,3}=\s{0,3}(?:\"([^\"]*)\"|'([^']*)')")
_FORMAL_XMP = re.compile(
    r"(uuid|xmp\.(iid|did|id)):[0-9A-Fa-f-]{32,36}|application/pdf|[AB]|\d(\.\d)?|True|False|true|false|x-default|"
    r"W5M0MpCehiHzreSzNTczkc9d|adobe:ns:meta/?|Adobe XMP Core [\w., :/-]{1,60}|[rw]|\W*|[a-z]{2}-[A-Z]{2}|default|"
    r"http://(ns\.adobe\.com|www\.w3\.org|purl\.org|www\.aiim\.org|www\.npes\.org)/[a-zA-Z0-9/.#_-]{1,60}|Resource"
)
_PROGRAM_KEYS = frozenset(("Creator", "Producer", "CreatorTool"))
IN_PROPERTIES = "a name in the properties"
_OF_PERSONS = frozenset(("creator", "contributor", "Author", "Keywords", "Thumbnails", "History", "lastModifiedBy"))
_LISTS = frozenset(("li", "Seq", "Alt", "Bag", "Description"))
_FORMAL_TAG = re.compile(
    r"xmpmeta|xapmeta|RDF|Description|xpacket|format|title|Alt|Bag|Seq|li|creator|Producer|CreatorTool|CreateDate|"
    r"ModifyDate|MetadataDate|DocumentID|InstanceID|OriginalDocumentID|RenditionClass|VersionID|part|conformance|amd|rev|"
    r"PDFVersion|Keywords|Trapped|date|language|description|subject|contributor|publisher|rights|type|History|xml|about"
)
_UTF_16 = (b"\xfe\xff", b"\xff\xfe")


class Beside:
    """Judges what a PDF says beside its pages, by the words that everybody knows and those that the pages draw."""

    def __init__(self, known: Known, drawn: frozenset[str]) -> None:
        self._known, self._drawn = known, drawn

    def told(self, found: PdfObject, others: frozenset[str]) -> Iterator[Exposure]:
        """Texts of an object that no page draws, and keys and names that no standard has.

        `others` are names that are findings by themselves.
        """
        before = Token(Sort.WORD, "")
        for token in found.words:
            if token.sort is Sort.TEXT and not _is_formal(before, token.text):
                kind = before.text if before.sort is Sort.NAME and before.text in STANDARD_NAMES else "a text"
                yield from self.unknown(f"{kind} in an object", token.text)
            elif token.sort is Sort.NAME and token.text not in others and not _is_usual(before, token.text):
                yield from self.unknown("a name of its own", token.text)
            before = before if token.text in ("[", "]") else token

    def told_in_xml(self, packet: bytes) -> Iterator[Exposure]:
        """Texts of a PDF's properties as XML (XMP): between tags or in attributes, in any namespace and encoding."""
        if packet.startswith(_UTF_16):
            packet = packet.decode("utf-16", errors="replace").encode()
        text = packet.replace(b"\0", b"").decode("utf-8", errors="replace")
        at, inside = 0, ""
        for tag in _TAG.finditer(text):
            yield from self._property(inside, text[at : tag.start()])
            at, inside = tag.end(), inside if tag[2] in _LISTS else tag[2]
            for _, name, double, single in _ATTRIBUTE.findall(tag[3]):
                yield from self._property(name, double or single)
            if not _FORMAL_TAG.fullmatch(tag[2]):
                yield from self.unknown(IN_PROPERTIES, tag[2])
        yield from self._property(inside, text[at:])

    def unknown(self, place: str, text: str) -> Iterator[Exposure]:
        """A finding, where a text that no page draws holds words that no page draws either."""
        words = [word for word in self._known.unknown(text).split() if word.casefold() not in self._drawn]
        if words:
            yield exposure("pdf", place, " ".join(words))

    def _property(self, name: str, text: str) -> Iterator[Exposure]:
        text = text.strip()
        if not text or _FORMAL_XMP.fullmatch(text) or _DAY.fullmatch(text):
            return
        if name in _OF_PERSONS:
            yield exposure("pdf", IN_PROPERTIES, text)
        elif not (name in _PROGRAM_KEYS and PROGRAMS.fullmatch(text)):
            yield from self.unknown(IN_PROPERTIES, text)


def _is_formal(before: Token, text: str) -> bool:
    key = before.text if before.sort is Sort.NAME else ""
    if key in _FORMAL_KEYS or _DAY.fullmatch(text) or text in FORMAL_TEXTS or not text.strip():
        return key not in ("ID", "DocChecksum") or not text.isprintable() or len(text) in (16, 32)
    if key in _PROGRAM_KEYS:
        return PROGRAMS.fullmatch(text) is not None
    if key in _FONT_KEYS:
        return is_usual_font(_spaced(text))
    return key == "Lang" and _LANGUAGE.fullmatch(text) is not None


def _is_usual(before: Token, name: str) -> bool:
    """Whether a name is one of the standard's, a resource's number, or a font's."""
    if name in STANDARD_NAMES or _RESOURCE.fullmatch(name) or name == "":
        return True
    if before.text in _FONT_KEYS:
        font = _FONT.fullmatch(name)
        return font is not None and is_usual_font(_spaced(font[1]))
    if before.text == "DocChecksum":
        return _SUM.fullmatch(name) is not None
    return before.text == "Lang" and _LANGUAGE.fullmatch(name) is not None


def _spaced(name: str) -> str:
    return _CAPITAL.sub(" ", name)


def words_drawn(texts: Iterable[str]) -> frozenset[str]:
    """The words of what the pages show, in small letters; those that a page draws in pieces are put together."""
    pieces = list(texts)
    return frozenset(words_of("".join(pieces)) | words_of(" ".join(pieces)))
