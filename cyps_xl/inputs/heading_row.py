"""Where a table's headings stand: titles, notes and blank rows may stand above them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cyps_xl.inputs.csv_text import HEADINGS_WITHIN
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.wide import across

_A_FIGURE = re.compile(r"[-+£]?[0-9][0-9.,]*%?")


def heading_row(rows: Sequence[Sequence[str]], table: Table) -> int:
    """The row, counted from 0, that has the most headings of a table; the first that holds anything when none has."""
    first = next((at for at, row in enumerate(rows) if any(row)), 0)
    top = range(first, min(len(rows), first + HEADINGS_WITHIN))
    best = max(top, key=lambda at: headings_in(rows[at], table), default=first)
    return best if rows and headings_in(rows[best], table) else first


def headings_in(row: Sequence[str], table: Table) -> int:
    """How many cells of a row are headings of the table, or values of its key side by side: 0 where a figure stands."""
    if any(_A_FIGURE.fullmatch(cell) for cell in row):
        return 0
    return len(find_headings(row, table).positions) + across(row, table)
