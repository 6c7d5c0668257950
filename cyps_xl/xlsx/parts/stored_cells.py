"""The cells that a sheet's part stores, one after another, without a tree of the whole sheet.

A large sheet takes ten times its size as a tree, and every element looked at costs microseconds. Sheets as Excel
and this program write them are read by a pattern, which has to account for every letter between the first cell and
the last; from the first letter that it does not know, the XML parser reads on. Both say the same of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from cyps_xl.grid import column_number
from cyps_xl.xlsx.opening.namespaces import MAIN
from cyps_xl.xlsx.opening.xml_part import parse_part
from cyps_xl.xlsx.parts.cells import CELL, FORMULA, INLINE, PHONETIC, SHEET_DATA, TEXT, VALUE, place_of
from cyps_xl.xlsx.parts.elements import rows_of

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_ROOT = re.compile(rb'\s{0,9}(?:<\?xml [^<>]{0,200}\?>)?\s{0,9}<worksheet xmlns="' + MAIN.encode() + rb'"[ >]')
_END_OF_ROW = b"</row>"
_BLOCK = 1 << 18  # bytes that are made text of together, up to the end of a row
_SMALL = 400_000  # bytes of a part whose cells are kept for the next who reads it: some ten megabytes for all of them
_F = "<f"
_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n")
"""What no XML may hold; and the other end of a line, which a parser reads as this one."""

# No repetition stands within another: a hostile part must not send the pattern back and forth for minutes.
_PIECE = re.compile(
    r'(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="([A-Za-z]{1,9})")?'
    r"(?:/>|>(?:(<f(?: [^<>/]*)?)(?:/>|>([^<]*)</f>))?(?:(<v)(?:/>|>([^<]*)</v>))?"
    r'(?:(<is)><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
    r"|<row [^<>]*>|</row>)"
)
_ROW = re.compile(rb"<row( [^<>]*)>|<row>")
_NUMBER = re.compile(rb' r="[1-9]')
_ATTRIBUTE = re.compile(r'([A-Za-z0-9]{1,20})="([^"&]*)"')
_ENTITY = re.compile(
    r"&(?:(lt|gt|amp|quot|apos)|#(9|1[03]|[3-9][0-9]|[1-9][0-9]{2,3})|#x([1-9A-Fa-f][0-9A-Fa-f]{1,2}));"
)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_NONE: Mapping[str, str] = MappingProxyType({})


class StoredCell(NamedTuple):
    """One cell as it is stored; row and column count from 1."""

    row: int
    column: int
    look: str
    """The number of its style, as it is written; "0" where nothing is said."""
    kind: str
    """The type of its value: "n" for a number, "s" for the number of a shared text, and so on."""
    formula: str | None
    """Without "="; "" where the cell only has its share in another's; None where there is none."""
    formula_attributes: Mapping[str, str]
    """What is said of the formula: "t" its kind, "si" the one that it shares, "ref" its area."""
    value: str | None
    """The stored value; "" for an empty one, None where there is none."""
    inline: str | None
    """The text that stands in the cell itself."""


def stored_cells(data: bytes, part: str) -> Iterator[StoredCell]:
    """Every stored cell of a sheet's part, in the order of the part.

    A cell without an address has that which follows from the one before. Raises UnusableFile where the part is
    not well-formed, as soon as that is met.
    """
    read = 0
    for cells in _quickly(data):
        if cells is None:
            yield from islice(cells_of_tree(parse_part(data, part)), read, None)
            return
        read += len(cells)
        yield from cells


def cells_of_tree(sheet: etree._Element) -> Iterator[StoredCell]:
    """As `stored_cells`, of a sheet that has been parsed."""
    for row_number, row in rows_of(sheet):
        number, column = 0, 0
        for cell in row.iterchildren(CELL):
            address = cell.get("r")
            if address is None:
                number, column = number or row_number, column + 1
            else:
                number, column = place_of(address)
            yield _of_element(cell, number, column)


def stored_rows(data: bytes, part: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Every stored row of a sheet's part, by its number, with what is said of it."""
    within = rows_within(data)
    found = [] if within is None or data.find(b"<!", *within) >= 0 else _ROW.findall(data, *within)
    if found and all(_NUMBER.match(row) for row in found):
        for row in found:
            said = dict(_ATTRIBUTE.findall(row.decode("latin-1")))
            yield int(said["r"]), said
        return
    for number, element in rows_of(parse_part(data, part)):
        yield number, {str(name): str(said) for name, said in element.items()}


def outline(data: bytes, part: str) -> etree._Element:
    """The root element of a sheet's part without its rows, which are nearly all of it."""
    within = rows_within(data)
    root = parse_part(data if within is None else data[: within[0]] + data[within[1] :], part)
    take_rows_out(root)
    return root


def take_rows_out(sheet: etree._Element) -> None:
    """Leave a sheet its outline."""
    for rows in sheet.iterfind(SHEET_DATA):
        # Row by row: lxml looks through a whole part that was taken out each time one of its elements is let go.
        del rows[:]
        rows.text = None


def text_of(element: etree._Element) -> str:
    """The text of a shared or inline string, its rich runs together, without readings aids."""
    if len(element) == 1 and element[0].tag == TEXT:
        return element[0].text or ""
    texts = (text for text in element.iter(TEXT) if not any(up.tag == PHONETIC for up in text.iterancestors()))
    return "".join(text.text or "" for text in texts)


def rows_within(data: bytes) -> tuple[int, int] | None:
    """Where a part's rows begin and end in its bytes; None where it is not written as Excel writes it."""
    begin, end = data.find(_BEGIN), data.rfind(_END)
    if begin < 0 or end < 0 or not _ROOT.match(data, 0, begin) or b"<!" in data[:begin]:
        return None
    return begin + len(_BEGIN), end


def blocks_of_rows(data: bytes, begin: int, end: int) -> Iterator[bytes]:
    """The rows between two places of a part, some hundred thousand bytes together, each row whole."""
    while begin < end:
        at = data.find(_END_OF_ROW, begin + _BLOCK, end)
        after = end if at < 0 else at + len(_END_OF_ROW)
        yield data[begin:after]
        begin = after


def _quickly(data: bytes) -> Iterable[Sequence[StoredCell] | None]:
    """The cells, some rows at a time, as long as they are written as Excel writes them; None where they are not."""
    return _of_small_part(data) if len(data) <= _SMALL else _of_part(data)


@lru_cache(maxsize=96)  # a refresh reads a sheet several times: to put its tables right, for the proof, to graft
def _of_small_part(data: bytes) -> Sequence[Sequence[StoredCell] | None]:
    return tuple(_of_part(data))


def _of_part(data: bytes) -> Iterator[Sequence[StoredCell] | None]:
    within = rows_within(data)
    if within is None:
        yield None
        return
    yield from _quickly_within(data, *within)


def _quickly_within(data: bytes, begin: int, end: int) -> Iterator[Sequence[StoredCell] | None]:
    for block in blocks_of_rows(data, begin, end):
        text = _as_text(block)
        found = [] if text is None else _PIECE.findall(text)
        # Every letter has to be a known one: of a sheet that holds anything else, only a parser knows the cells.
        if text is None or sum([len(piece[0]) for piece in found]) != len(text):
            yield None
            return
        yield _of_pieces(found, _plain if "&" in text else str)


def _as_text(block: bytes) -> str | None:
    """Rows as a text; None where only a parser may read them."""
    if len(block.translate(None, _CONTROLS)) != len(block):
        return None
    try:
        text = block.decode()
    except UnicodeDecodeError:
        return None
    return text if "&" not in text or text.count("&") == len(_ENTITY.findall(text)) else None


def _of_pieces(pieces: Iterable[tuple[str, ...]], plain: Callable[[str], str]) -> list[StoredCell]:
    """The cells among what the pattern found; `plain` gives a text of the part as it reads."""
    return [
        StoredCell(
            int(number),
            column_number(letters),
            look or "0",
            kind or "n",
            plain(formula) if begin else None,
            dict(_ATTRIBUTE.findall(begin)) if len(begin) > len(_F) else _NONE,
            plain(value) if has_value else None,
            plain(text) if has_text else None,
        )
        for _, letters, number, look, kind, begin, formula, has_value, value, has_text, text in pieces
        if letters
    ]


def _plain(text: str) -> str:
    """A text of the part as it reads."""
    if "&" not in text:
        return text
    if "&#" in text:
        return _ENTITY.sub(_entity, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&amp;", "&")  # the last, or "&amp;lt;" would end as "<"


def _entity(found: re.Match[str]) -> str:
    name, decimal, hexadecimal = found.groups()
    return _NAMED[name] if name else chr(int(decimal) if decimal else int(hexadecimal, 16))


def _of_element(cell: etree._Element, row: int, column: int) -> StoredCell:
    formula = value = inline = None
    attributes = _NONE
    for child in cell:
        tag = child.tag
        if tag == FORMULA:
            formula = child.text or ""
            attributes = {str(name): str(said) for name, said in child.items()}
        elif tag == VALUE:
            value = child.text or ""
        elif tag == INLINE:
            inline = text_of(child)
    return StoredCell(row, column, cell.get("s", "0"), cell.get("t", "n"), formula, attributes, value, inline)
