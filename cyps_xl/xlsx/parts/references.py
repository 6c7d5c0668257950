"""The cells that formulas read, found in the formula's text and carried along when those cells move."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from cyps_xl.grid import LAST_COLUMN, LAST_ROW, Area, column_letters, column_number

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_AREA = rf"{_CELL}(?::{_CELL})?|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}"
_REFERENCE = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    rf"|\[[^\]]*\](?:[^\W\d][\w.]*!(?:{_AREA})?)?"  # a table's column, or what another workbook holds
    r"|(?<![\w.$\]])(?:(?P<tab>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    rf"(?P<area>{_AREA})(?![\w.(!\[])"
)
_COPIED = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|'(?:[^']|'')*'"  # a tab in quotation marks
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]"  # a table's columns, or another workbook
    rf"|(?<![\w.$])(?P<area>{_AREA})(?![\w.(!\[])"
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


def copied(formula: str, down: int, right: int) -> str:
    """A formula, without "=", as Excel would copy it so many rows down and columns to the right.

    Whatever else it holds stays as it is. Past the end of a sheet Excel goes on at its beginning.
    """

    def replaced(found: re.Match[str]) -> str:
        area = found["area"]
        if area is None:
            return found[0]
        now = ":".join(_shifted(end, down, right) for end in area.split(":"))
        return area if _is_upside_down(now) and not _is_upside_down(area) else now

    return _COPIED.sub(replaced, formula)


def _is_upside_down(area: str) -> bool:
    """Whether an area ends before it begins, as one that went past the end of the sheet."""
    first, _, last = area.partition(":")
    start, end = _END.fullmatch(first), _END.fullmatch(last or first)
    assert start is not None
    assert end is not None
    found = _area(start, end)
    return found.first_row > found.last_row or found.first_column > found.last_column


def _shifted(text: str, down: int, right: int) -> str:
    """One end of an area, moved where it has no dollar."""
    end = _END.fullmatch(text)
    assert end is not None
    row, column = int(end[4] or 1), column_number(end[2]) if end[2] else 1
    if row > LAST_ROW or column > LAST_COLUMN:
        return text
    dollar_before_row = end[3] if end[2] else end[1] + end[3]
    row = row if dollar_before_row else (row - 1 + down) % LAST_ROW + 1
    column = column if end[1] else (column - 1 + right) % LAST_COLUMN + 1
    return _end(end, row, column)


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
