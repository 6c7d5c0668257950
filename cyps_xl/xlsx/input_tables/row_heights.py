"""Rows tall enough for the texts an import puts into them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from lxml import etree

from cyps_xl.grid import HIGHEST_ROW
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Value
from cyps_xl.xlsx.parts.elements import is_on

LINE = 15.0  # points that a line of 11-point text takes


def fit(row: etree._Element, table: Table, values: Mapping[str, Value]) -> None:
    """Give a row the height its longest text needs in the column's declared width.

    Programs that draw the sheet without Excel do not fit rows themselves. The height is not
    marked as anybody's choice, so Excel fits it again when the text is edited. A height that
    staff chose stays.
    """
    if is_on(row, "customHeight"):
        return
    texts = [(column, values.get(column.heading)) for column in table.columns if column.kind is Kind.LONG_TEXT]
    lines = max((_lines(text, column.width) for column, text in texts if isinstance(text, str)), default=1)
    if lines > 1:
        row.set("ht", f"{min(HIGHEST_ROW, lines * LINE + 3):g}")


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(part) / width)) for part in text.split("\n"))
