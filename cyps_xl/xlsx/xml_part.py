"""Reading an XML part of a workbook so that nothing in it can reach out or blow up."""

from __future__ import annotations

import re
from xml.parsers import expat

from lxml import etree

from cyps_xl.errors import UnusableFile

SAVE_AGAIN = "Open it in Excel and save it under a new name as Excel Workbook (.xlsx)."

_ENCODING = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)""")
_OTHER_UNICODE = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")
_PLAIN_ENCODINGS = (b"", b"utf-8", b"utf8", b"us-ascii", b"ascii")


def parse_part(data: bytes, part: str, name: str = "The workbook") -> etree._Element:
    """The root element of an XML part.

    Nothing outside the part is ever read, and no entity is put in place. `name` is what
    messages call the file.
    Raises UnusableFile when the part is not well-formed XML, or is refused by `refuse_odd_xml`.
    """
    refuse_odd_xml(data, part, name)
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


def refuse_odd_xml(data: bytes, part: str, name: str) -> None:
    """Raise UnusableFile for XML with a DOCTYPE or entities, or in an encoding that Excel does not write.

    `name` is what the message calls the file. The encoding matters because the reader of
    cells takes every part for UTF-8, and finds another one empty.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnusableFile(
            f"{name} holds a part, {part}, with a DOCTYPE or entities, which Excel never writes.", SAVE_AGAIN
        )
    declared = _ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    encoding = declared.group(1).lower() if declared else b""
    if data.startswith(_OTHER_UNICODE) or encoding not in _PLAIN_ENCODINGS:
        raise UnusableFile(f"{name} holds a part, {part}, that is not written in UTF-8.", SAVE_AGAIN)
