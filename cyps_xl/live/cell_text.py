"""What a cell holds as Excel's Formula property tells it and takes it, and when two such texts are one."""

from __future__ import annotations

import math
import re

from cyps_xl.inputs.formula_like import begins_like_formula
from cyps_xl.sheets.plan import CellPlan
from cyps_xl.xlsx.parts.sheet_cells import Content

_READ_AS_ANOTHER = re.compile(
    r"[#$£€%.,(]|\d|(true|false)$|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ /.-]*\d",
    re.IGNORECASE,
)
"""How texts begin in which Excel might see a number, a date, a truth or an error."""


def to_type(cell: CellPlan) -> str | float:
    """What to hand to Excel so that the cell holds what the plan says: formula, number or text."""
    if cell.formula is not None:
        return f"={cell.formula}"
    return typed_text(cell.value) if isinstance(cell.value, str) else cell.value


def typed_text(text: str) -> str:
    """A text that Excel leaves a text: with the apostrophe that says so, where there is a doubt."""
    return f"'{text}" if begins_like_formula(text) or _READ_AS_ANOTHER.match(text) else text


def is_there(cell: CellPlan, held: str) -> bool:
    """Whether a cell, by its Formula property, holds what the plan says already."""
    if cell.formula is not None:
        return held == f"={cell.formula}" or (held.startswith("=") and essence(held) == essence(f"={cell.formula}"))
    if isinstance(cell.value, str):
        return held == cell.value
    return _number(held) is not None and math.isclose(_number(held) or 0.0, cell.value, rel_tol=1e-12)


def essence(held: str) -> str:
    """A formula without what Excel writes as it pleases: quotes around tabs, spaces, line breaks."""
    return Content(held[1:], "").essence


def retyped(held: str, is_text: bool = False) -> str | float:
    """What to type to have a cell as it was.

    The Formula property does not tell a text from a number that looks alike: `is_text` does.
    A number is given back as one: typed as a text into a cell that shows percentages, 0.1 would be 0.1%.
    """
    if held.startswith("="):
        return held
    number = None if is_text else _number(held)
    return typed_text(held) if number is None else number


def _number(held: str) -> float | None:
    try:
        return float(held)
    except ValueError:
        return None
