"""How tall the rows of words are, told in a defined name: the button need not ask row by row.

Excel fits a row to its words by itself only where no cells are merged, and not when a formula
shows other words. So the report says for each such row how tall it was made, and the button
makes taller what has grown.
"""

from __future__ import annotations

import math
import string
from collections.abc import Mapping, Sequence

from cyps_xl.sheets.builder import LINE_HEIGHT
from cyps_xl.sheets.plan import SheetPlan

TEXT_HEIGHTS = "cyps_text_heights"
"""The defined name; it stands for a text and not for cells."""

MOST_LETTERS = 255
"""That Excel takes as one text in a formula."""

_WRAPPED = ("wrapped", "paragraph", "explanation")
_LINK = "HYPERLINK("
_LETTERS = string.ascii_letters


def text_rows(plan: SheetPlan) -> tuple[int, ...]:
    """The rows, from 0, whose height follows words that a formula shows."""
    formulas = [(cell.row, cell.style, cell.formula) for cell in plan.cells if cell.formula is not None]
    words = {row for row, style, _ in formulas if style.startswith(_WRAPPED)}
    findings = {row for row, _, formula in formulas if formula.startswith(_LINK)}  # Excel fits them when asked
    return tuple(sorted(words & plan.heights.keys() - findings))


def lines_of(plan: SheetPlan) -> tuple[int, ...]:
    """How many lines of words the plan's rows of words have room for, from the first to the last."""
    return tuple(math.ceil((plan.heights[row] - LINE_HEIGHT / 2) / LINE_HEIGHT) for row in text_rows(plan))


def told(lines: Sequence[Sequence[int]]) -> str:
    """What the name says: for each sheet in the order of the report, a letter a row.

    Where that grows too long for Excel, the sheets with the most words go without.
    """
    words = ["".join(_LETTERS[count - 1] for count in sheet) for sheet in lines]
    while sum(map(len, words)) + len(words) - 1 > MOST_LETTERS:
        words[max(range(len(words)), key=lambda at: len(words[at]))] = ""
    return " ".join(words)


def heard(text: str, keys: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """The lines by the key of the sheet, from what the name says; none where that is not to be understood."""
    words = text.split(" ")
    if len(words) != len(keys) or set("".join(words)) - set(_LETTERS):
        return {}
    return {key: tuple(_LETTERS.index(letter) + 1 for letter in word) for key, word in zip(keys, words, strict=True)}
