"""Sheets of the report that staff have filtered: Excel cannot be trusted to write to those.

Where a filter hides rows, Excel puts the first cell of what is written in bulk into every row
that shows, and leaves the hidden ones (https://github.com/xlwings/xlwings/issues/747).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cyps_xl.errors import UnusableFile


def require_unfiltered(sheets: Iterable[Any]) -> None:
    """Raise UnusableFile when a filter hides rows of one of the sheets."""
    filtered = [f"“{sheet.name}”" for sheet in sheets if _is_filtered(sheet)]
    if filtered:
        raise UnusableFile(
            f"Rows of the report are hidden by a filter on {', '.join(filtered)}. Nothing was written.",
            "Choose Data, Clear there, and press the button again.",
        )


def _is_filtered(sheet: Any) -> bool:
    """Whether a filter of the sheet, or of a table that staff made on it, hides rows.

    xlwings itself has no word for it. What is not Excel does not have these properties.
    """
    return any(bool(getattr(on, "FilterMode", False)) for on in (sheet.api, *_table_filters(sheet)))


def _table_filters(sheet: Any) -> Iterable[Any]:
    return [table.api.AutoFilter for table in sheet.tables if getattr(table.api, "ShowAutoFilter", False)]
