"""How many lines of At a glance have room on one page at an edition's size of text; a line counts the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.sheets.page_breaks import printed_height
from cyps_xl.sheets.pages import Paper
from cyps_xl.sheets.row_heights import LOW_LINE
from cyps_xl.sheets.text_width import line_count
from cyps_xl.sheets.theme import EDITION_SIZE

_OF_ONE_PAGE = 30
"""Indicators of which one page tells; of more, the lines may have a page to themselves."""
_WORDIER = 1.1
"""By so much words of the program may be longer in another language. Staff's are known in both."""


@dataclass(frozen=True)
class Block:
    """The lines of a scorecard: the points of what stands above them, and of each line, first those that are filled."""

    above: float
    lines: Sequence[float]
    filled: int

    def height(self, told: int) -> float:
        """The points of so many lines, with one that counts the others."""
        return self.above + sum(self.lines[:told]) + (low_row(1) if told < self.filled else 0.0)


def low_row(lines: int) -> float:
    """The points in print of a row of so many lines, as low as it may be."""
    return printed_height(lines * LOW_LINE + 1, EDITION_SIZE)


def lines_of(text: str, room: float) -> int:
    """The lines of a sentence of the program, of so many characters each, in whichever language is longer."""
    return line_count(text, room / _WORDIER)


def most_told(above: float, blocks: Sequence[Block]) -> list[int]:
    """How many lines of each scorecard may be told, one at least: in turn, as long as there is room."""
    page = Paper.of(landscape=True).height
    is_one = sum(len(block.lines) for block in blocks) <= _OF_ONE_PAGE
    room = page - above if is_one else page
    told = [block.filled for block in blocks]
    if _height(blocks, told) > room:
        told = [min(1, block.filled) for block in blocks]
    goes_on = True
    while goes_on:
        goes_on = False
        for at, block in enumerate(blocks):
            more = [*told[:at], told[at] + 1, *told[at + 1 :]]
            if told[at] < len(block.lines) and _height(blocks, more) <= room:
                told, goes_on = more, True
    return [max(1, number) for number in told]


def _height(blocks: Sequence[Block], told: Sequence[int]) -> float:
    return sum(block.height(number) for block, number in zip(blocks, told, strict=True))
