"""How a cell reads on the page: its number in its format, as text, for data and the web page beside the edition."""

from __future__ import annotations

import datetime as dt
import re

from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.measures.rates import rounded
from cyps_xl.sheets.context import date_of
from cyps_xl.sheets.plan import CellPlan, Scalar

_LITERAL = re.compile(r'"([^"]*)"|_.|\\.|\[[^\]]*\]')
_QUOTED = re.compile(r'"([^"]*)"')
_PART_OF_A_DATE = re.compile(rf"{_LITERAL.pattern}|d+|m+|y+")
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
    language, pattern = cell.language or ENGLISH, cell.number_format
    names = language.months_in_a_day if "d" in _LITERAL.sub("", pattern) else language.months
    year, month, short = str(day.year), day.month, language.short_months
    said = {
        **{"d": str(day.day), "dd": f"{day.day:02d}"},
        **{"m": str(month), "mm": f"{month:02d}", "mmm": short[month - 1], "mmmm": names[month - 1]},
        **{"yy": year[-2:], "yyyy": year},
    }
    return _PART_OF_A_DATE.sub(lambda part: said.get(part[0], part[1] or ""), pattern)


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
