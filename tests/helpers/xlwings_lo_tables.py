"""The engine's tables: LibreOffice knows them as database ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from helpers.xlwings_lo_range import Range
from helpers.xlwings_lo_trips import asked


class Tables(base_classes.Tables):
    """The tables on a sheet: LibreOffice knows them as database ranges."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        return self.sheet.book.doc.DatabaseRanges

    def _all(self) -> list[Table]:
        api, at = self.api, self.sheet.index - 1
        ranges = (api.getByName(name) for name in api.ElementNames)
        return [Table(self.sheet, xl) for xl in ranges if xl.DataArea.Sheet == at]

    @asked
    def __len__(self) -> int:
        return len(self._all())

    @asked
    def __iter__(self) -> Iterator[Table]:
        return iter(self._all())

    @asked
    def __call__(self, key: int | str) -> Table:
        found = self._all()
        if isinstance(key, int):
            return found[key - 1]
        return next(table for table in found if table.xl.Name.lower() == key.lower())


class Table(base_classes.Table):
    """One table."""

    def __init__(self, sheet: Any, xl: Any) -> None:
        self.sheet, self.xl = sheet, xl

    @property
    @asked
    def name(self) -> str:
        return str(self.xl.Name)

    @property
    @asked
    def range(self) -> Range:
        area = self.xl.DataArea
        rows, columns = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(self.sheet, area.StartRow + 1, area.StartColumn + 1, rows, columns)

    @property
    @asked
    def show_totals(self) -> bool:
        return bool(self.xl.TotalsRow)

    @property
    @asked
    def show_headers(self) -> bool:
        return bool(self.xl.ContainsHeader)

    def resize(self, target: Any) -> None:
        self.xl.DataArea = target.xl.RangeAddress
