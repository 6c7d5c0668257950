"""What an XML element says, whatever prefixes, order of attributes and identifiers a program wrote it with."""

from __future__ import annotations

import zlib
from base64 import b64encode
from collections.abc import Collection

from lxml import etree

Signature = tuple[object, ...]

_TRUE = {"true": "1", "false": "0"}
_SAID_BY_NAME = ("b", "i", "strike", "outline", "shadow", "condense", "extend")  # <b/> says as much as <b val="1"/>


def attributes_of(element: etree._Element) -> dict[str, str]:
    """An element's attributes by full name."""
    return {str(name): str(value) for name, value in element.items()}


def signature(element: etree._Element, leave_out: Collection[str] = (), any_order: bool = False) -> Signature:
    """The element's name, attributes, text and children, to be compared with another's.

    `leave_out` names attributes that do not count; those of other namespaces, in which
    programs keep their own marks, never do. With `any_order` the order of children does not.
    """
    attributes = [
        (name, _TRUE.get(value, value))
        for name, value in attributes_of(element).items()
        if name not in leave_out and not name.startswith("{")
    ]
    name = etree.QName(element).localname
    if name in _SAID_BY_NAME and attributes == [("val", "1")]:
        attributes = []
    children = [signature(child, leave_out, any_order) for child in element if isinstance(child.tag, str)]
    if any_order:
        children.sort(key=repr)
    return name, tuple(sorted(attributes)), (element.text or "").strip(), *children


def digest(text: str) -> str:
    """Four characters that stand for a text: enough to see that it was changed."""
    return b64encode((zlib.crc32(text.encode("utf-8", "surrogatepass")) & 0xFFFFFF).to_bytes(3, "big")).decode()
