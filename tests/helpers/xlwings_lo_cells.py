"""What stands in cells, between the way Excel says it and the way LibreOffice does."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

EPOCH = dt.datetime(1899, 12, 30)
DATE, CURRENCY, LOGICAL, TEXT = 2 | 4, 8, 1024, 256
"""Bits of LibreOffice's types of number format."""
LAST_DAY = 2_958_466  # 1 January 10000, past which Excel has no dates

_ERRORS = {
    502: "#NUM!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
_EXCEL = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|(?P<table>\[(?:[^\[\]]|\[[^\]]*\])*\])"""
    r"""|(?P<tab>'(?:[^']|'')*'|[^\W\d]\w*)!|(?P<comma>,)|(?P<array>[{}])"""
)
_CALC = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|(?P<table>\[(?:[^\[\]]|\[[^\]]*\])*\])"""
    r"""|\$?(?P<tab>'(?:[^']|'')*'|[^\W\d]\w*)\.(?=\$?[A-Z]{1,3}\$?\d)|(?P<semicolon>;)"""
)


_ADD_IN = "COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETEDATE("
"""What LibreOffice calls EDATE where it speaks for itself."""


class ErrorValue(str):
    """An Excel error value such as #N/A, on its way to the caller."""


def to_calc(formula: str) -> str:
    """A formula as Excel writes it, as LibreOffice takes it: `=SUM(Data!A1,1)` gives `=SUM($Data.A1;1)`."""

    def turned(found: re.Match[str]) -> str:
        if found["array"]:
            raise NotImplementedError("the engine knows no arrays in formulas")
        if found["tab"]:
            return f"${found['tab']}."
        if found["table"]:
            return found["table"].replace("],[", "];[")
        return ";" if found["comma"] else found[0]

    return _EXCEL.sub(turned, formula).replace("EDATE(", _ADD_IN)


def to_excel(formula: str) -> str:
    """A formula as LibreOffice gives it, as Excel writes it."""

    def turned(found: re.Match[str]) -> str:
        if found["tab"]:
            return f"{found['tab']}!"
        if found["table"]:
            return found["table"].replace("];[", "],[")
        return "," if found["semicolon"] else found[0]

    return _CALC.sub(turned, formula.replace(_ADD_IN, "EDATE("))


def value_of(held: Any, kind: int, cell: Any, is_formula: bool) -> Any:
    """What Excel would hand over for a cell, from what LibreOffice does.

    `kind` holds the bits of the cell's number format; `cell` gives the cell where there is
    need to ask.
    """
    if held is None:
        code = cell().getError()
        return ErrorValue(_ERRORS.get(code, "#VALUE!")) if code else None
    if not isinstance(held, float):
        return held
    if kind & LOGICAL or (is_formula and held in (0.0, 1.0) and cell().String in ("TRUE", "FALSE")):
        return bool(held)
    if kind & CURRENCY:  # Excel hands these over as decimal numbers of four places
        return Decimal(f"{held:.4f}")
    if kind & DATE and held < LAST_DAY:
        return EPOCH + dt.timedelta(seconds=round(held * 86400, 3))
    return held


def formula_of(held: Any, formula: str) -> str:
    """What Excel's Formula property says of a cell: its formula, or its value as typed."""
    if formula.startswith("=") and held != formula:
        return to_excel(formula)
    if isinstance(held, float):
        return f"{held:.15g}"
    return held or ""


def typed(value: Any, kind: int) -> tuple[str, int]:
    """What to type into a cell for a value, and the number format that typing it gives the cell, 0 for none."""
    if value is None or value == "":
        return "", 0
    if isinstance(value, bool):
        return str(int(value)), LOGICAL
    if isinstance(value, int | float | Decimal):
        return repr(float(value)) if value != int(value) else str(int(value)), 0
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
        return repr((moment - EPOCH).total_seconds() / 86400), 0 if kind & DATE else 2
    if value.startswith("=") and len(value) > 1 and not kind & TEXT:
        return to_calc(value), 0
    return ("'" + value if kind & TEXT and not value.startswith("'") else value), 0
