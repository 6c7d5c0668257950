"""Rows and columns of a sheet that are hidden, filtered out, or so small that nothing in them can be read."""

from __future__ import annotations

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import main

_HIDDEN = ("1", "true")
LEAST_HEIGHT = 5.0  # points
LEAST_WIDTH = 1.0  # letters


class Folded:
    """The rows and columns of one sheet that nobody sees."""

    def __init__(self, root: etree._Element) -> None:
        usual = root.find(main("sheetFormatPr"))
        self._rows_by_themselves = usual is not None and usual.get("zeroHeight") in _HIDDEN
        width = "" if usual is None else usual.get("defaultColWidth", "")
        self._columns_by_themselves = bool(width) and float(width) < LEAST_WIDTH
        rows = root.findall(f"{main('sheetData')}/{main('row')}")
        self._rows = {int(row.get("r", "0")) for row in rows if self._is_folded_row(row)}
        columns = root.findall(f"{main('cols')}/{main('col')}")
        self._sized = [(int(c.get("min", "0")), int(c.get("max", "0")), self._is_folded(c)) for c in columns]
        self._columns: dict[int, bool] = {}

    def holds(self, place: tuple[int, int]) -> bool:
        """Whether a cell, by row and column, is in a row or column that nobody sees."""
        row, column = place
        if column not in self._columns:
            sized = [folded for first, last, folded in self._sized if first <= column <= last]
            self._columns[column] = any(sized) if sized else self._columns_by_themselves
        return row in self._rows or self._columns[column]

    def _is_folded_row(self, row: etree._Element) -> bool:
        if row.get("hidden") in _HIDDEN:
            return True
        height = row.get("ht")
        return self._rows_by_themselves if height is None else float(height) < LEAST_HEIGHT

    def _is_folded(self, column: etree._Element) -> bool:
        return column.get("hidden") in _HIDDEN or float(column.get("width", "9")) < LEAST_WIDTH
