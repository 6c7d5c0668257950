"""Rows and columns of a sheet that are hidden, filtered out, or so small that nothing in them can be read."""

from __future__ import annotations

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.elements import columns_of, is_on, rows_of

LEAST_HEIGHT = 5.0  # points
LEAST_WIDTH = 1.0  # letters


class Folded:
    """The rows and columns of one sheet that nobody sees."""

    def __init__(self, root: etree._Element) -> None:
        usual = root.find(main("sheetFormatPr"))
        self._rows_by_themselves = usual is not None and is_on(usual, "zeroHeight")
        width = "" if usual is None else usual.get("defaultColWidth", "")
        self._columns_by_themselves = bool(width) and float(width) < LEAST_WIDTH
        self._rows = {number for number, row in rows_of(root) if self._is_folded_row(row)}
        self._sized = [(run.first, run.last, self._is_folded(run.element)) for run in columns_of(root)]
        self._columns: dict[int, bool] = {}

    def holds(self, place: tuple[int, int]) -> bool:
        """Whether a cell, by row and column, is in a row or column that nobody sees."""
        row, column = place
        if column not in self._columns:
            sized = [folded for first, last, folded in self._sized if first <= column <= last]
            self._columns[column] = any(sized) if sized else self._columns_by_themselves
        return row in self._rows or self._columns[column]

    def _is_folded_row(self, row: etree._Element) -> bool:
        if is_on(row, "hidden"):
            return True
        height = row.get("ht")
        return self._rows_by_themselves if height is None else float(height) < LEAST_HEIGHT

    def _is_folded(self, column: etree._Element) -> bool:
        return is_on(column, "hidden") or float(column.get("width", "9")) < LEAST_WIDTH
