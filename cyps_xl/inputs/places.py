"""How a message names a cell: as Excel's Name Box takes it, or by file, row and column."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLAIN_TAB = re.compile(r"[^\W\d]\w*")


def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_place(tab: str, column: int, row: int) -> str:
    """A cell of a sheet, column and row counted from 1: "Supervision!C7", "'Looked after'!B6"."""
    quoted = tab if _PLAIN_TAB.fullmatch(tab) else "'" + tab.replace("'", "''") + "'"
    return f"{quoted}!{column_letters(column)}{row}"


def place(source: str, row: int, heading: str, columns: Mapping[str, int], row_name: str = "") -> str:
    """A cell of an input table: on its sheet when the sheet's columns are known, else in its file.

    A heading the sheet does not have leads to the row's first cell.
    """
    if not columns:
        return f"{source}, {row_name or f'row {row}'}, {heading}"
    return cell_place(source, columns.get(heading, min(columns.values())), row)
