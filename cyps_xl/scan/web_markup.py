"""The elements and attributes that an edition's web page is made of, and the values that each attribute may have.

The list is closed: anything else is a finding, whether somebody thought of it or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cyps_xl.languages.language import Language
from cyps_xl.web.style import policy, style_sheet
from cyps_xl.web.tables import HEADING, WHOLE

_CLASSES = frozenset(re.findall(r"\.([a-z][a-z0-9-]*)", style_sheet()))
"""What the style sheet knows; a class of any other name looks like nothing."""
_ONLY_ON = {"said": "caption", "skip": "a", "wide": "text"}
"""Classes that hide, and the one element each may hide."""

_PLACE = r"\d{1,5}(\.\d{1,2})?%?"
_VALUES = {
    "id": r"main|contents|s\d{1,3}(-[tg]\d{1,3}(-(caption|title|desc|c\d{1,3}|r\d{1,4}))?)?",
    "charset": r"utf-8",
    "http-equiv": r"Content-Security-Policy",
    "name": r"viewport",
    "scope": r"col|row",
    "tabindex": r"0",
    "role": r"img|group|table|rowgroup|row|columnheader|rowheader|cell",
    "colspan": r"\d{1,3}",
    "aria-hidden": r"true",
    "dy": r"\d{1,2}",
    **dict.fromkeys(("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"), _PLACE),
}
_CONTENTS = (policy(), "width=device-width, initial-scale=1")
REFERENCES = ("headers", "aria-labelledby")

_TEXT = "class lang"
_MARK = "class x y width height"
_ELEMENTS = {
    **{"html": "lang", "head": "", "title": "id lang", "style": "", "meta": "charset http-equiv name content"},
    **{"body": "", "header": "", "nav": "aria-labelledby", "main": "id", "section": "id class"},
    **{"h1": "lang", "h2": "id lang", "h3": "lang", "p": _TEXT, "br": "", "b": "lang", "span": "class lang"},
    **{"a": "class href lang hreflang", "ul": "class", "li": "lang", "dl": "class", "dt": "lang", "dd": "lang"},
    **{"div": "class tabindex role aria-labelledby lang", "table": "class role", "caption": "id class"},
    **{"thead": "role", "tbody": "role", "tr": "role", "figure": "", "figcaption": ""},
    **{"th": "id class scope role lang", "td": f"class headers colspan role lang {HEADING}"},
    **{"svg": "width height role class aria-labelledby aria-hidden", "desc": "id lang", "rect": _MARK},
    **{"line": "class x1 y1 x2 y2", "circle": "class cx cy r", "text": "class x y", "tspan": "x dy"},
}

_WITH_TEXT = "title style h1 h2 h3 p a li dt dd div caption th td b span desc text tspan"
WITH_TEXT = frozenset(_WITH_TEXT.split())
"""Elements in which words may stand."""


_UNITS = "h1 h2 h3 p li dt dd th td"
_PARENTS = {
    **{"head": "html", "body": "html", "meta": "head", "style": "head", "title": "head svg"},
    **{"header": "body", "nav": "body", "main": "body", "section": "main", "h1": "header", "h2": "nav section"},
    **{"h3": "section", "p": "header section", "ul": "nav section figcaption", "li": "ul", "dl": "section"},
    **{"dt": "dl", "dd": "dl", "figure": "section", "figcaption": "figure", "svg": "figure li", "div": "section td"},
    **{"table": "div", "caption": "table", "thead": "table", "tbody": "table", "tr": "thead tbody"},
    **{"th": "tr", "td": "tr", "b": "figcaption", "span": f"figcaption a b div {_UNITS}", "desc": "svg", "rect": "svg"},
    **{"line": "svg", "circle": "svg", "text": "svg", "tspan": "text"},
    **{"a": f"body div {_UNITS}", "br": f"a div desc {_UNITS} title caption b span text"},
}


def is_in_place(tag: str, look: str, parents: Sequence[str]) -> bool:
    """Whether an element of this class may stand where it does; `parents` are the tags above it, the nearest first.

    So every text lies in an element that is held against the workbook.
    """
    parent = parents[0] if parents else ""
    if parent not in _PARENTS.get(tag, "").split():
        return tag == "html" and not parent
    in_a_legend = "figcaption" in parents
    match tag:
        case "a" if parent == "body":
            return look == "skip"
        case "div":
            return look == ("note" if parent == "td" else "scroll")
        case "span" if not look and not in_a_legend:  # a part in another language
            return True
        case "span" if parent == "th":
            return look == WHOLE
        case "span" | "svg":
            return in_a_legend or parent == "figure"
        case _:
            return True


def may_hold_text(tag: str, look: str, parents: Sequence[str]) -> bool:
    """Whether words may stand in an element itself, not only in its parts."""
    if tag == "div":
        return look == "note"
    return tag in WITH_TEXT and not (tag == "li" and "figcaption" in parents)


def is_element(tag: str) -> bool:
    """Whether a page of ours has such elements."""
    return tag in _ELEMENTS


def is_attribute(tag: str, name: str, value: str, languages: Iterable[Language]) -> bool:
    """Whether an element of a page of ours may have this attribute with this value; links, references and what a cell's
    heading says apart."""
    if name not in _ELEMENTS[tag].split():
        return False
    if name == "class":
        return all(one in _CLASSES and _ONLY_ON.get(one, tag) == tag for one in value.split())
    if name in ("lang", "hreflang"):
        return any(value == language.tag for language in languages)
    if name == "content":
        return value in _CONTENTS
    if name in (*REFERENCES, "href", HEADING):
        return True
    return re.fullmatch(_VALUES[name], value) is not None
