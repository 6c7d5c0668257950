"""Where a figure came from: the file or the records, their day and fingerprint, and of a count its rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.last_import import RowMark, row_mark
from cyps_xl.inputs.records import Inputs, Row


@dataclass(frozen=True)
class Origin:
    """An import, or a count that was made. `day` is written as 2026-11-29; nothing in it tells of a person.

    `source` is the name of the file or folder. `fingerprint` stands for the files that were read, `version` for the
    rule with all that it names: the same ones give the same letters. An import has neither count nor rule. `month`,
    `group`, `system` and `drawn` are what the command is given that lists whom the figure counts; "" where it is not.
    """

    source: str
    fingerprint: str
    day: str
    count: str = ""
    counts: str = ""
    version: str = ""
    month: str = ""
    group: str = ""
    system: str = ""
    drawn: str = ""


CountedCells = Mapping[tuple[str, int], Mapping[str, Origin]]
"""The origins of cells that are brought in, by their table, their row's place among those brought in, and heading."""


@dataclass(frozen=True)
class Origins:
    """The origins of a workbook's figures, by row and heading; of no others is anything known."""

    cells: Mapping[RowMark, Mapping[str, Origin]] = field(default_factory=dict)

    def of(self, table: Table, row: Row, heading: str) -> Origin | None:
        """Where the figure came from that was last brought in for a cell; None where it was not counted."""
        return self.cells.get(row_mark(table, row.values), {}).get(heading)

    def with_figures(self, source: Inputs, counted: CountedCells, otherwise: Origin | None = None) -> Origins:
        """The record after these figures were brought in: `otherwise` is where those came from that were not counted.

        A figure that came from somewhere else, or nobody knows where, has lost the origin that it had.
        """
        cells = {mark: dict(row) for mark, row in self.cells.items()}
        for records in source:
            for at, row in enumerate(records):
                held = cells.setdefault(row_mark(records.table, row.values), {})
                given = counted.get((records.table.name, at), {})
                for column in records.table.typed_columns:
                    if column.heading in given:
                        held[column.heading] = given[column.heading]
                    elif row[column.heading] is not None and column.heading not in records.table.key:
                        held.pop(column.heading, None)
                        held.update({column.heading: otherwise} if otherwise else {})
        return Origins({mark: row for mark, row in cells.items() if row})
