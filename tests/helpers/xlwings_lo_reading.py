"""What stands in an area of cells, read within LibreOffice itself: one round trip instead of one for each format.

The engine puts this file among LibreOffice's own scripts. Where LibreOffice runs no Python (Debian:
libreoffice-script-provider-python), the same function is called from outside.
"""

from __future__ import annotations

from typing import Any


def read(area: Any, formats: Any) -> tuple[Any, Any, tuple[tuple[int, int, int, int, int], ...]]:
    """Values, formulas, and of each group of cells alike the type of number format and first and last row and column.

    `formats` are the document's number formats. Rows and columns count from 0, on the sheet.
    """
    groups = area.getUniqueCellFormatRanges()
    found = []
    for number in range(groups.Count):
        group = groups.getByIndex(number)
        kind = formats.getByKey(group.getByIndex(0).NumberFormat).Type
        found += [(kind, a.StartRow, a.EndRow, a.StartColumn, a.EndColumn) for a in group.RangeAddresses]
    return area.getDataArray(), area.getFormulaArray(), tuple(found)
