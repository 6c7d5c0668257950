"""How wide a column must be for a number: Excel prints ### where there is too little room."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cyps_xl.sheets.formulas import Formula

_AIR = 1.5
"""Characters that the cell's own margins take, and bold figures beyond plain ones."""


def printed_width(value: float, number_format: str) -> float:
    """The characters that a number takes in its column under a number format; 0 for one printed as a date."""
    parts = number_format.split(";")
    used = parts[1] if value < 0 and len(parts) > 1 else parts[0]
    bare = re.sub(r"_.", "", used)
    if re.search("[dmy]", re.sub('"[^"]*"', "", bare)):
        return 0
    minus = value < 0 and len(parts) == 1
    if "0" not in bare:
        return len(f"{round(value, 1):.15g}") + _AIR  # General rounds decimals to the room that there is
    before, _, after = bare.partition(".")
    share = bare.endswith("%")
    digits = len(f"{abs(value) * (100 if share else 1):,.0f}")
    places = after.count("0") + 1 if after else 0
    written = len(re.sub(r'[#,0%"]', "", before)) + share
    return digits + places + written + used.count("_") + minus + _AIR


def widest(cells: Iterable[Formula], number_format: str) -> float:
    """The characters that the widest of these numbers takes; 0 where there is none."""
    numbers = (cell.value for cell in cells if isinstance(cell.value, int | float))
    return max((printed_width(number, number_format) for number in numbers), default=0)
