"""Elements of a page, built one by one: text can never become markup."""

from __future__ import annotations

import re

from lxml import etree, html

Element = etree._Element

DOCTYPE = "<!DOCTYPE html>"
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *content: str | Element, **attributes: str) -> Element:
    """An element with texts and elements in it. A line break in a text becomes one on the page.

    Attributes that are words of Python end in _, and _ within stands for a hyphen; "" leaves one out.
    """
    made = etree.Element(
        tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value}
    )
    for part in content:
        if isinstance(part, str):
            add_text(made, part)
        else:
            made.append(part)
    return made


def add_text(parent: Element, text: str) -> None:
    """Put a text at the end of an element, its line breaks as such."""
    lines = _NOT_IN_XML.sub("", text).split("\n")
    for at, line in enumerate(lines):
        if at:
            etree.SubElement(parent, "br")
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + line
        else:
            parent.text = (parent.text or "") + line


def as_page(root: Element) -> bytes:
    """The bytes of a whole page: the same tree gives the same bytes."""
    page: bytes = html.tostring(root, doctype=DOCTYPE, encoding="utf-8", method="html")
    return page + b"\n"
