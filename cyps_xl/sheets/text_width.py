"""How wide Arial sets a text: what decides where a line wraps, how high a row is, and whether a heading is cut.

Excel keeps a row as high as the file says, and cuts what does not fit into it; so heights have to be right in the file.
Liberation Sans, by which LibreOffice prints Arial, has the same widths letter for letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_THOUSANDTHS = {
    191: "'",
    222: "ijl‘’",
    278: " !,./:;I[]ft·\\",
    333: "()-`r“”",
    389: "*",
    500: "Jcksvxyz",
    584: "+<=>~−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    960: "★",
    1000: "—…",
    1015: "@",
}
_BOLD_THOUSANDTHS = {
    238: "'",
    278: " ,./Iijl·‘’\\",
    333: "!()-:;[]`ft",
    389: "*r",
    500: "z“”",
    584: "+<=>~−",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    960: "★",
    975: "@",
    1000: "—…",
}
_YEAR = re.compile(r"\d{4}-\d{2}")
_ANY_OTHER = 556
"""Of a letter or digit that stands in neither list: most are as wide."""


class _Widths(dict[str, int]):
    """The width of each letter; of one that was not asked for yet, that of the letter without its accent."""

    def __init__(self, letters_by_width: Iterable[tuple[int, str]]) -> None:
        super().__init__({letter: width for width, letters in letters_by_width for letter in letters})

    def __missing__(self, letter: str) -> int:
        self[letter] = width = self.get(_bare(letter), _ANY_OTHER)
        return width


_PLAIN, _BOLD = _Widths(_THOUSANDTHS.items()), _Widths(_BOLD_THOUSANDTHS.items())

_PIXELS_A_CHARACTER, _CELL_PADDING = 7, 5
"""Pixels of a column, of the workbook's own font (Calibri 11), as Excel reckons widths."""
_PIXELS_AN_EM = 11 * 96 / 72
_MARGINS = 6
"""Pixels that a cell leaves free at both sides of its text, together."""
SLACK = 1.03
"""Programs round letters to dots in their own ways: a line that just fits in one wraps in the other."""


@lru_cache(maxsize=20_000)  # a report is laid out in several ways and languages, and says the same words in each
def ems(text: str, *, bold: bool = False) -> float:
    """The width of a line of text, in sizes of its font: 12 ems of 11 points are 132 points."""
    return sum(map((_BOLD if bold else _PLAIN).__getitem__, text)) / 1000


def column_width(text: str, *, bold: bool = False, indent: int = 0) -> float:
    """The width in characters of a column in which a text of 11 points stands on one line."""
    pixels = ems(text, bold=bold) * _PIXELS_AN_EM * SLACK + _MARGINS + 9 * indent
    return (pixels - _CELL_PADDING) / _PIXELS_A_CHARACTER


def line_count(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes where it wraps in a column so many characters wide."""
    room = (width * _PIXELS_A_CHARACTER + _CELL_PADDING - _MARGINS) / _PIXELS_AN_EM
    return lines_on(text, room, bold=bold)


def lines_on(text: str, room: float, *, bold: bool = False) -> int:
    """How many lines a text takes where it wraps on lines so many ems long."""
    return sum(_lines(part, max(room / SLACK, 1.0), bold) for part in text.split("\n"))


def parts_a_year(text: str, room: float, *, bold: bool = False) -> bool:
    """Whether a financial year in a text is parted at its hyphen where the text wraps, on lines so many ems long."""
    return any(_parts_a_year(line, room, bold) for line in text.split("\n"))


def _parts_a_year(line: str, room: float, bold: bool) -> bool:
    used, space = 0.0, ems(" ", bold=bold)
    for word in line.split():
        wide = ems(word, bold=bold)
        if used + space * (used > 0) + wide <= room:
            used += space * (used > 0) + wide
            continue
        start, hyphen, end = word.partition("-")
        if _YEAR.match(word) and used + space * (used > 0) + ems(start + hyphen, bold=bold) <= room:
            return True
        used = ems(end, bold=bold) if hyphen and wide > room else wide
    return False


@lru_cache(maxsize=20_000)
def _lines(part: str, room: float, bold: bool) -> int:
    lines, used, space = 1, 0.0, ems(" ", bold=bold)
    for word in part.split(" "):
        wide = ems(word, bold=bold)
        if used and used + space + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (space if used else 0.0)
        while used > room:  # a word longer than the line is broken where the line ends
            lines, used = lines + 1, used - room
    return lines


def _bare(letter: str) -> str:
    """A letter without its accent, which takes no room: ŵ is as wide as w."""
    return letter if letter.isascii() else unicodedata.normalize("NFD", letter)[0]
