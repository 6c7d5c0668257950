"""The cells that formulas read, found in the formula's text and carried along when those cells move."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from cyps_xl.inputs.places import column_letters
from cyps_xl.xlsx.addresses import LAST_COLUMN, LAST_ROW, Area
from cyps_xl.xlsx.stored_cells import column_number

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_REFERENCE = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|\[[^\]]*\]"  # a table's column, or another workbook
    r"|(?<![\w.$\]])(?:(?P<tab>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    rf"(?P<area>{_CELL}(?::{_CELL})?|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})"
    r"(?![\w.(!\[])"
)
_END = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")
GONE = "#REF!"
"""What Excel writes for a cell that is no more."""


class Way(Protocol):
    """How the cells of a sheet moved."""

    def area(self, area: Area) -> Area | None:
        """Where an area stands now; None when it went."""


def carried_along(formula: str, tab: str, moved: Mapping[str, Way]) -> str:
    """A formula, without "=", that reads the same cells as before, wherever they stand now.

    `tab` is the sheet it stands on, "" for none; `moved` has what moved by the sheet's tab in
    small letters. Cells that went become #REF!, as they do in Excel.
    """
    own = moved.get(tab.lower())

    def replaced(found: re.Match[str]) -> str:
        if found["area"] is None:
            return found[0]
        named = found["tab"]
        way = own if named is None else moved.get(_plain(named).lower())
        if way is None:
            return found[0]
        before = found[0][: found.start("area") - found.start()]
        now = _moved(found["area"], way)
        return found[0] if now == found["area"] else before + now

    return _REFERENCE.sub(replaced, formula)


def reads_any(formula: str, tab: str, moved: Mapping[str, Way]) -> bool:
    """Whether a formula reads any of these sheets by its cells' addresses."""
    found = (match for match in _REFERENCE.finditer(formula) if match["area"])
    return any((_plain(match["tab"]) if match["tab"] else tab).lower() in moved for match in found)


def _plain(tab: str) -> str:
    return tab[1:-1].replace("''", "'") if tab.startswith("'") else tab


def _moved(text: str, way: Way) -> str:
    """An area's text where the area stands now, its dollars as they were."""
    first, _, last = text.partition(":")
    start, end = _END.fullmatch(first), _END.fullmatch(last or first)
    assert start is not None
    assert end is not None
    area = _area(start, end)
    if not 1 <= area.first_row <= area.last_row <= LAST_ROW:
        return text  # no address, or one turned upside down, which Excel never writes
    now = way.area(area)
    if now is None:
        return GONE
    if now == area:
        return text
    whole = _end(start, now.first_row, now.first_column)
    return f"{whole}:{_end(end, now.last_row, now.last_column)}" if last else whole


def _area(start: re.Match[str], end: re.Match[str]) -> Area:
    return Area(
        int(start[4] or 1),
        column_number(start[2]) if start[2] else 1,
        int(end[4] or LAST_ROW),
        column_number(end[2]) if end[2] else LAST_COLUMN,
    )


def _end(found: re.Match[str], row: int, column: int) -> str:
    """One end of an area, with the dollars it had; of whole rows or columns that alone."""
    letters = found[1] + column_letters(column) if found[2] else ""
    dollar = found[3] if found[2] else found[1] + found[3]
    return letters + (f"{dollar}{row}" if found[4] else "")
