"""What people may type, on its way into a cell: checked, then written so that it stays what it is."""

from __future__ import annotations

import datetime as dt
import math
import re

from lxml import etree

from cyps_xl.errors import Problem
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.records import Value, excel_serial
from cyps_xl.xlsx.parts.cells import clear, set_number, set_text

LONGEST_TEXT = 32_767
"""The characters that Excel keeps in a cell, counted as Excel does, in units of UTF-16."""

_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def value_problem(value: Value, tab: str, row: int, column: int) -> Problem | None:
    """Why a cell cannot hold this value; None when it can."""
    if isinstance(value, str):
        problem = _text_problem(value)
    elif isinstance(value, float) and not math.isfinite(value):
        problem = f"{value} is not a number that a cell can hold.", "Give a number, or leave it empty."
    else:
        return None
    return None if problem is None else Problem(cell_place(tab, column, row), *problem)


def put(cell: etree._Element, value: Value) -> None:
    """Make a cell hold a value; None empties it. A date becomes Excel's number for it, and the look stays."""
    if value is None:
        clear(cell)
    elif isinstance(value, str):
        set_text(cell, value.replace("\r\n", "\n").replace("\r", "\n"))
    elif isinstance(value, dt.date):
        set_number(cell, excel_serial(value))
    else:
        set_number(cell, value)


def _text_problem(text: str) -> tuple[str, str] | None:
    """What is wrong with a text, and what to do about it."""
    found = None if text.isascii() and text.isprintable() else _NEVER_IN_XML.search(text)
    if found is not None:
        message = f"The text holds a character that no cell can hold (number {ord(found.group())})."
        return message, "Type the text again, or paste it as plain text."
    length = len(text) if len(text) * 2 <= LONGEST_TEXT else len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > LONGEST_TEXT:
        message = f"The text has {length:,} characters, and a cell holds {LONGEST_TEXT:,}."
        return message, "Shorten it, or split it over two rows."
    return None
