"""How a cell reads on the page: its number in its format, as text, for data and the web page beside the edition."""

from __future__ import annotations

import datetime as dt
import re

from cyps_xl.measures.periods import MONTH_NAMES, WELSH_MONTH_NAMES
from cyps_xl.measures.rates import rounded
from cyps_xl.sheets.context import date_of
from cyps_xl.sheets.plan import CellPlan, Scalar
from cyps_xl.translations.phrases import SHORT_MONTHS, WELSH_SHORT

WELSH_DATES = "[$-452]"
"""Begins a number format whose months are named in Welsh, whatever language Excel speaks."""

_LITERAL = re.compile(r'"([^"]*)"|_.|\\.|\[[^\]]*\]')
_QUOTED = re.compile(r'"([^"]*)"')
_PART_OF_A_DATE = re.compile(r"d+|m+|y+")
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


def as_read(cell: CellPlan) -> str:
    """The cell as a reader of the page sees it: as it is shown, a day or month in the words of its format."""
    return _in_words(cell) if is_date(cell) else as_shown(cell)


def _in_words(cell: CellPlan) -> str:
    """A date as its format writes it: 31 December 2017, Rhag 17."""
    day = date_of(cell.value)
    if day is None:
        return str(cell.value)
    is_welsh = cell.number_format.startswith(WELSH_DATES)
    names, short = (WELSH_MONTH_NAMES, WELSH_SHORT) if is_welsh else (MONTH_NAMES, SHORT_MONTHS)
    year, month = str(day.year), day.month
    said = {
        **{"d": str(day.day), "dd": f"{day.day:02d}"},
        **{"m": str(month), "mm": f"{month:02d}", "mmm": short[month - 1], "mmmm": names[month - 1]},
        **{"yy": year[-2:], "yyyy": year},
    }
    return _PART_OF_A_DATE.sub(lambda part: said.get(part[0], part[0]), _LITERAL.sub("", cell.number_format))


def as_shown(cell: CellPlan) -> str:
    """The cell as data give it: as it is read on the page, but a date as 2017-12-31.

    Formats are those of the theme: whole, decimals, percent, signed, money.
    """
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
    before, _, after = pattern.partition(digits[:1] or pattern)
    before, after = (_words(part) for part in (before, after))
    words = words.removeprefix("-")
    if number < 0:
        before = f"−{before}"
    return f"{before}{sign}{words}{'%' if percent else ''}{after}"


def _words(part: str) -> str:
    """What a part of a format writes as it stands: the texts in quotation marks."""
    return "".join(_QUOTED.findall(part))
