"""How a cell reads on the page: its number in its format, as text, for data beside the edition."""

from __future__ import annotations

import datetime as dt
import re

from cyps_xl.measures.rates import rounded
from cyps_xl.sheets.context import date_of
from cyps_xl.sheets.plan import CellPlan, Scalar

_LITERAL = re.compile(r'"([^"]*)"|_.|\\.|\[[^\]]*\]')
_DAY_OR_MONTH = re.compile(r"[dmy]", re.IGNORECASE)


MARK = "[c]"
"""Confidential: the mark that the Government Statistical Service harmonised for spreadsheets, in both languages."""


def is_date(cell: CellPlan) -> bool:
    """Whether the cell shows its number as a day or a month."""
    pattern = _LITERAL.sub("", cell.number_format)
    return isinstance(cell.value, int | float) and pattern != "General" and bool(_DAY_OR_MONTH.search(pattern))


def iso_date(value: Scalar) -> str:
    """A date cell's day as 2017-12-31."""
    day = date_of(value)
    return day.isoformat() if isinstance(day, dt.date) else str(value)


def as_shown(cell: CellPlan) -> str:
    """The cell as it is read on the page. Formats are those of the theme: whole, decimals, percent, signed."""
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    if is_date(cell):
        return iso_date(cell.value)
    pattern = cell.number_format.partition(";")[0]
    if pattern in ("", "General"):
        return f"{cell.value:.15g}"
    digits = _LITERAL.sub("", pattern)
    places = len(digits.rstrip("%").partition(".")[2])
    percent = digits.endswith("%")
    number = rounded(cell.value * 100 if percent else cell.value, places)
    sign = "+" if digits.startswith("+") and number > 0 else ""
    words = f"{number:,.{places}f}" if "," in digits else f"{number:.{places}f}"
    return f"{sign}{words}{'%' if percent or chr(34) + '%' + chr(34) in pattern else ''}".replace("-", "−")
