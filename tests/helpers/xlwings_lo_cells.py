"""What stands in cells, between the way Excel says it and the way LibreOffice does."""

from __future__ import annotations

import re

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


def typed(value: str | float | bool) -> str:
    """What to type into a cell of LibreOffice's for what Excel is handed."""
    if isinstance(value, str):
        return to_calc(value) if value.startswith("=") and len(value) > 1 else value
    return repr(float(value)) if value != int(value) else str(int(value))
