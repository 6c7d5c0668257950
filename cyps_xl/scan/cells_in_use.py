"""Which cells a workbook has reason to name: those where its sheets hold something, and those near by.

Case numbers look like the addresses of cells: AB12345 is one, and so is CYP1234. An address
is taken for one only where the format expects it, and only when such a cell may be in use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from cyps_xl.grid import LAST_COLUMN, LAST_ROW, Area

FAR = 200
"""Rows and columns without anything, behind which a cell is far away."""
_ADDRESS = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_AREA = rf"{_ADDRESS}(?::{_ADDRESS})?|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}"
_REFERENCE = re.compile(rf"(?<![\w.$])(?:(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!)?({_AREA})(?![\w(.])")
_ROUND = 50
_LIMITS_OF_ROWS = (LAST_ROW, 65_536)
_LIMITS_OF_COLUMNS = (LAST_COLUMN, 256)


class CellsInUse:
    """How far the sheets of a workbook reach: the last row and column in use, by their tabs."""

    def __init__(self, reaches: Mapping[str, tuple[int, int]]) -> None:
        self._reach = {tab.casefold(): reach for tab, reach in reaches.items()}
        rows, columns = zip(*self._reach.values(), strict=True) if self._reach else ((0,), (0,))
        self._any = (max(rows), max(columns))

    def near(self, address: str, tab: str | None = None) -> bool:
        """Whether this is the address of cells in or near the used part of a sheet, or of any when none is named."""
        reach = self._any if tab is None else self._reach.get(tab.casefold())
        try:
            area = Area.parse(address)
        except ValueError:
            return False
        return reach is not None and _is_near(area, *reach)

    def all_near(self, addresses: str, tab: str | None = None) -> bool:
        """The same for a list such as "B2:B9 D4"."""
        return all(self.near(address, tab) for address in addresses.split())

    def without_addresses(self, text: str, tab: str | None) -> str:
        """A formula or place with the addresses of cells in use left out; those on no named sheet lie on `tab`.

        Where `tab` is None, an address has to name its sheet to be one.
        """

        def left(found: re.Match[str]) -> str:
            named = (found[1] or found[2] or "").replace("''", "'") or tab
            return " " if named is not None and self.near(found[3], named) else found[0]

        return _REFERENCE.sub(left, text)


def _is_near(area: Area, last_row: int, last_column: int) -> bool:
    # An area may go on to the sheet's end, or to a row that somebody found large enough.
    starts = area.first_row <= last_row + FAR and area.first_column <= last_column + FAR
    alone = area.first_row == area.last_row
    rows = area.last_row <= last_row + FAR or area.last_row in _LIMITS_OF_ROWS
    rows = rows or (not alone and area.last_row % _ROUND == 0)
    return starts and rows and (area.last_column <= last_column + FAR or area.last_column in _LIMITS_OF_COLUMNS)
