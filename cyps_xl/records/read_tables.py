"""Reading the declared record tables, and how each system's columns and codes map to them."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.records import Row
from cyps_xl.records.declared import Layout, RecordTable, TableLayout
from cyps_xl.records.declared_cells import Cells, codes_of
from cyps_xl.records.tables import COUNTS, RECORD_COLUMNS, RECORD_TABLES, SYSTEM_CODES, SYSTEM_COLUMNS, YES

OWN_LAYOUT = "as declared"
"""The layout in which every file and every heading is called as the record tables call them."""


class TablesReader:
    """Reads record tables and layouts; what is wrong is kept by the cells."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self.tables = {str(row["Table"]): self._table(row) for row in cells.inputs[RECORD_TABLES]}
        for row in cells.inputs[RECORD_COLUMNS]:
            cells.known(RECORD_COLUMNS, row, "Table", self.tables)

    def layouts(self) -> tuple[Layout, ...]:
        """Those of the systems, and the one in which everything is called as it is declared."""
        return (*self._systems(), self._own_layout())

    def _table(self, row: Row) -> RecordTable:
        name = self._cells.named(RECORD_TABLES, row, "Table")
        rows = [one for one in self._cells.inputs[RECORD_COLUMNS] if one["Table"] == name]
        columns = tuple(self._column(one) for one in rows)
        names = [column.heading for column in columns]
        key = tuple(part.strip() for part in str(row["Key"]).split(";"))
        pairs = [(heading, str(row[heading])) for heading in ("Person", "Begins", "Ends") if row[heading]]
        for heading, column in (*pairs, *(("Key", part) for part in key)):
            if column not in names:
                self._cells.wrong(
                    RECORD_TABLES, row, heading, f"{name} has no column “{column}”.", "Declare it on Record columns."
                )
        return RecordTable(
            name,
            str(row["One row is"]),
            str(row["Person"]),
            str(row["Begins"] or ""),
            str(row["Ends"] or ""),
            key,
            row["Apart"] == YES,
            columns,
            tuple(str(one["Column"]) for one in rows if one["Wanted"] == YES),
            self._cells.condition(RECORD_TABLES, row, "Followed when", tuple(names), codes=codes_of(columns)),
            tuple(name for name in names if any(one["Group"] == name for one in self._cells.inputs[COUNTS])),
            self._cells.conditions(
                RECORD_TABLES, row, "Contradicts itself when", tuple(names), codes=codes_of(columns)
            ),
        )

    def _column(self, row: Row) -> Column:
        name = self._cells.named(RECORD_COLUMNS, row, "Column")
        kind = Kind(row["Holds"])
        choices = tuple(part.strip() for part in str(row["Codes"] or "").split(";") if part.strip())
        if (kind is Kind.CHOICE) != bool(choices):
            self._cells.wrong(
                RECORD_COLUMNS, row, "Codes", "A choice has codes, and nothing else has.", "Write them with semicolons."
            )
        return Column(name, kind, str(row["Help"]), required=row["Required"] == YES, choices=choices)

    def _own_layout(self) -> Layout:
        tables = self.tables.values()
        return Layout(
            OWN_LAYOUT, tuple(TableLayout(one, one.name, {name: name for name in one.names}) for one in tables)
        )

    def _systems(self) -> Iterator[Layout]:
        rows = [row for row in self._cells.inputs[SYSTEM_COLUMNS] if self._is_column(SYSTEM_COLUMNS, row)]
        codes = self._codes()
        for system in dict.fromkeys(str(row["System"]) for row in rows):
            own = [row for row in rows if row["System"] == system]
            layouts = []
            for table in dict.fromkeys(str(row["Table"]) for row in own):
                columns = [row for row in own if row["Table"] == table]
                headings = {str(row["Column"]): str(row["Heading"]) for row in columns}
                self._require_needed(columns[0], self.tables[table], headings)
                of_table = {column: found for (s, t, column), found in codes.items() if (s, t) == (system, table)}
                layouts.append(TableLayout(self.tables[table], str(columns[0]["File"]), headings, of_table))
            yield Layout(system, tuple(layouts))

    def _require_needed(self, row: Row, table: RecordTable, headings: dict[str, str]) -> None:
        for column in table.columns:
            if column.required and column.heading not in headings:
                self._cells.wrong(
                    SYSTEM_COLUMNS,
                    row,
                    "Column",
                    f"The system does not say where {table.name} has its {column.heading}.",
                    "Add a row for it.",
                )

    def _codes(self) -> dict[tuple[str, str, str], dict[str, str]]:
        found: dict[tuple[str, str, str], dict[str, str]] = {}
        for row in self._cells.inputs[SYSTEM_CODES]:
            if not self._is_column(SYSTEM_CODES, row):
                continue
            column = self.tables[str(row["Table"])].column(str(row["Column"]))
            if self._cells.known(SYSTEM_CODES, row, "Our code", column.choices):
                key = (str(row["System"]), str(row["Table"]), str(row["Column"]))
                found.setdefault(key, {})[str(row["Their code"]).casefold()] = str(row["Our code"])
        return found

    def _is_column(self, table: Table, row: Row) -> bool:
        if not self._cells.known(table, row, "Table", self.tables):
            return False
        return self._cells.known(table, row, "Column", self.tables[str(row["Table"])].names)
