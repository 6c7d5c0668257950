"""Reading an XML part of a workbook so that nothing in it can reach out or blow up."""

from __future__ import annotations

import codecs
import re
from xml.parsers import expat

from lxml import etree

from cyps_xl.errors import UnusableFile

SAVE_AGAIN = "Open it in Excel and save it under a new name as Excel Workbook (.xlsx)."

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([^"']{0,40})""")
_DECLARATION = re.compile(r"""(<\?xml[^>]{0,200}?)\s{1,9}encoding\s{0,9}=\s{0,9}(?:"[^"]{0,40}"|'[^']{0,40}')""")
_OPEN_BREAK = re.compile(rb"<br\s{0,9}>", re.IGNORECASE)
"""A line break in the words on a button, or in an old comment: Excel writes it as web pages do, without an end."""

_UTF8_MARK = b"\xef\xbb\xbf"
_STARTS_OF_WIDE = (  # in this order: the mark of UTF-16 begins that of UTF-32
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_ONE_BYTE_A_LETTER = re.compile(r"iso8859-\d+|cp\d+|koi8-\w|mac-\w+|ptcp154|tis-620")
_MORE_BYTES = ("shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "gb2312", "gbk", "gb18030", "big5", "big5hkscs")
_UTF8 = ("utf-8", "ascii")


def parse_part(data: bytes, part: str, name: str = "The workbook") -> etree._Element:
    """The root element of an XML part, in whatever encoding.

    Nothing outside the part is ever read, and no entity is put in place. `name` is what
    messages call the file.
    Raises UnusableFile when the part is not well-formed XML, or is refused by `refuse_odd_xml`.
    """
    data = in_utf8(data)
    refuse_odd_xml(data, part, name)
    if part.lower().endswith(".vml"):
        data = _OPEN_BREAK.sub(b"<br/>", data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _garbled(part, name, error.lineno) from None
    except ValueError:
        raise _garbled(part, name, None) from None


def check_well_formed(data: bytes, part: str, name: str) -> None:
    """Raise UnusableFile unless the part is well-formed XML. Takes next to no memory, however large the part."""
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        raise _garbled(part, name, error.lineno) from None


def _garbled(part: str, name: str, line: int | None) -> UnusableFile:
    place = f" in line {line}" if line else ""
    return UnusableFile(f"{name} is damaged: its part {part} breaks off or is garbled{place}.", SAVE_AGAIN)


def in_utf8(data: bytes) -> bytes:
    """XML in UTF-8, without a mark of its encoding, whatever encoding it came in; anything else as it came.

    What is to be looked at byte by byte, or given to a reader that takes every part for UTF-8
    and finds another one empty, has to be in it.
    """
    encoding = _encoding(data)
    if encoding is None:
        return data
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        return data
    if not text.lstrip().startswith("<"):
        return data
    return _DECLARATION.sub(r"\1", text, count=1).encode() if text.startswith("<?xml") else text.encode()


def _encoding(data: bytes) -> str | None:
    """How Python calls the encoding of a part that is not plainly in UTF-8; None for one that is, or that is no XML."""
    for start, encoding in _STARTS_OF_WIDE:
        if data.startswith(start):
            return encoding
    declared = _declared(data)
    if declared in _UTF8:
        return "utf-8" if data.startswith(_UTF8_MARK) else None
    if declared.startswith(("utf-16", "utf-32")):  # as it says in a text that was written in UTF-8 all the same
        return "utf-8"
    return declared if _ONE_BYTE_A_LETTER.fullmatch(declared) or declared in _MORE_BYTES else None


def _declared(data: bytes) -> str:
    """The encoding that a part's first line declares, as Python calls it; as it stands there when Python has none."""
    found = _DECLARED.match(data[:400].removeprefix(_UTF8_MARK))
    name = found.group(1).decode("latin-1") if found else "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name.lower()


def refuse_odd_xml(data: bytes, part: str, name: str) -> None:
    """Raise UnusableFile for XML with a DOCTYPE or entities, or in an encoding that `in_utf8` could not read.

    `name` is what the message calls the file. To be asked of whatever is parsed, by us or by
    another reader that is given the part.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnusableFile(
            f"{name} holds a part, {part}, with a DOCTYPE or entities, which Excel never writes.", SAVE_AGAIN
        )
    if _declared(data) not in _UTF8 or any(data.startswith(start) for start, _ in _STARTS_OF_WIDE):
        raise UnusableFile(f"{name} holds a part, {part}, in an encoding that cannot be read.", SAVE_AGAIN)
