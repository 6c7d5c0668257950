"""What one cell holds, as it has to be typed: formula, number, text, truth or error told apart."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from cyps_xl.inputs.formula_like import begins_like_formula
from cyps_xl.xlsx.parts.sheet_cells import Content

NUMBER, TEXT, TRUTH, ERROR = "n", "s", "b", "e"

LONGEST_IN_A_BLOCK = 8_000
"""Letters of a text that Excel takes within a block of cells; a longer one is written by itself."""

_READ_AS_ANOTHER = re.compile(
    r"[#$£€%.,(+-]|\d|(true|false)$|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ /.-]*\d",
    re.IGNORECASE,
)
"""How texts begin in which Excel might see a number, a date, a truth or an error."""


class Held(NamedTuple):
    """A formula without "=", or else a value as a text and its kind; both "" for a blank cell.

    The value that a file stores beside a formula has no part in it: Excel works that out by itself.
    """

    formula: str = ""
    value: str = ""
    kind: str = TEXT

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing."""
        return not self.formula and not self.value

    @property
    def is_long(self) -> bool:
        """Whether it is a text too long to be written in a block."""
        return not self.formula and len(self.value) > LONGEST_IN_A_BLOCK

    def typed(self) -> str | float | bool:
        """What to hand to Excel so that a cell holds it."""
        if self.formula:
            return f"={self.formula}"
        if self.kind == NUMBER and self.value:
            return float(self.value)
        if self.kind == TRUTH:
            return self.value in ("1", "true")
        return typed_text(self.value) if self.kind == TEXT else self.value


BLANK = Held()

UNKNOWN = Held(value="what was copied along with a look", kind="?")
"""What a cell holds that was copied for its look alone: equal to nothing that a workbook holds."""


def same(one: Held, other: Held) -> bool:
    """Whether two cells hold the same, however Excel writes it."""
    if one == other:
        return True
    if one.formula or other.formula:
        return bool(one.formula and other.formula) and _essence(one) == _essence(other)
    if one.kind == other.kind == NUMBER and one.value and other.value:
        return math.isclose(float(one.value), float(other.value), rel_tol=1e-12)
    return one.kind == other.kind and one.value == other.value


def typed_text(text: str) -> str:
    """A text that Excel leaves a text: with the apostrophe that says so, where there is a doubt."""
    return f"'{text}" if begins_like_formula(text) or _READ_AS_ANOTHER.match(text) else text


def _essence(held: Held) -> str:
    return Content(held.formula, "").essence
