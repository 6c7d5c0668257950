"""What the last import brought in, so that a figure which somebody has corrected since can be told from it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Inputs, Row, Value, as_excel_text, row_key

_ROW_CHARACTERS, _CELL_CHARACTERS = 8, 4

RowMark = tuple[str, str]
"""A row: its table and what stands for its key."""


@dataclass(frozen=True)
class LastImport:
    """A few characters for each cell that was ever brought in, by row and heading: no figure, and no text.

    A cell that was typed by hand, and never brought in, is not here.
    """

    cells: Mapping[RowMark, Mapping[str, str]] = field(default_factory=dict)

    def says_of(self, table: Table, row: Row, heading: str) -> str:
        """What stands for the value that was last brought in for a cell; "" when none ever was."""
        return self.cells.get(row_mark(table, row.values), {}).get(heading, "")

    def corrected(self, table: Table, row: Row, heading: str) -> bool:
        """Whether a cell of the workbook holds something else than was last brought in for it."""
        before = self.says_of(table, row, heading)
        return bool(before) and before != cell_mark(table, row, heading, row[heading])

    def with_figures(self, source: Inputs) -> LastImport:
        """The record after these figures were brought in."""
        cells = {mark: dict(row) for mark, row in self.cells.items()}
        for records in source:
            table = records.table
            for row in records:
                held = cells.setdefault(row_mark(table, row.values), {})
                for column in table.typed_columns:
                    value = row[column.heading]
                    if column.heading not in table.key and value is not None:
                        held[column.heading] = cell_mark(table, row, column.heading, value)
        return LastImport(cells)


def row_mark(table: Table, values: Mapping[str, Value]) -> RowMark:
    """What stands for a row, whatever the capitals of its key."""
    return table.name, _digest(f"{table.name}\n{row_key(table, values).casefold()}")[:_ROW_CHARACTERS]


def cell_mark(table: Table, row: Row, heading: str, value: Value) -> str:
    """What stands for a value in a cell: the same for 37 and 37.0."""
    where = f"{table.name}\n{row_key(table, row.values).casefold()}\n{heading}"
    return _digest(f"{where}\n{as_excel_text(value)}")[:_CELL_CHARACTERS]


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()).decode()
