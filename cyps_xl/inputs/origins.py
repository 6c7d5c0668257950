"""Where a figure that was counted came from: the records, their day and fingerprint, the count and its rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.last_import import RowMark, row_mark
from cyps_xl.inputs.records import Inputs, Row


@dataclass(frozen=True)
class Origin:
    """A count that was made. `day` is written as 2026-11-29; nothing in it tells of a person.

    `fingerprint` stands for the files that were read, `version` for the rule with all that it names: the same ones
    give the same letters.
    """

    count: str
    records: str
    fingerprint: str
    day: str
    counts: str
    version: str


CountedCells = Mapping[tuple[str, int], Mapping[str, Origin]]
"""The origins of cells that are brought in, by their table, their row's place among those brought in, and heading."""


@dataclass(frozen=True)
class Origins:
    """The origins of a workbook's figures, by row and heading; of no others is anything known."""

    cells: Mapping[RowMark, Mapping[str, Origin]] = field(default_factory=dict)

    def of(self, table: Table, row: Row, heading: str) -> Origin | None:
        """Where the figure came from that was last brought in for a cell; None where it was not counted."""
        return self.cells.get(row_mark(table, row.values), {}).get(heading)

    def with_figures(self, source: Inputs, counted: CountedCells) -> Origins:
        """The record after these figures were brought in; what was not counted has none of its own any more."""
        cells = {mark: dict(row) for mark, row in self.cells.items()}
        for records in source:
            for at, row in enumerate(records):
                held = cells.setdefault(row_mark(records.table, row.values), {})
                given = counted.get((records.table.name, at), {})
                for column in records.table.typed_columns:
                    if column.heading in given:
                        held[column.heading] = given[column.heading]
                    elif row[column.heading] is not None:
                        held.pop(column.heading, None)
        return Origins({mark: row for mark, row in cells.items() if row})
