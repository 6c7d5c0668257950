"""Reading one input table, row by row and cell by cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cyps_xl.errors import Problem
from cyps_xl.inputs.cells import BadCell, read_cell, refuse_misread_percentage
from cyps_xl.inputs.csv_cells import from_text, has_two_readings, separators_by_evidence
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.garbled import garbled
from cyps_xl.inputs.headings import Headings, find_headings, heading_cell_problems, repeated_heading_problems
from cyps_xl.inputs.keys import key_problems, refuse_unfindable
from cyps_xl.inputs.marks import Meaning, meaning_of_mark
from cyps_xl.inputs.raw import RawTable, RawValue, Separators
from cyps_xl.inputs.records import Records, Row, Value
from cyps_xl.inputs.tables.settings import column_of, is_settings, setting_called
from cyps_xl.inputs.wording import how_to_type, shown


@dataclass(frozen=True)
class TableReading:
    """An input table as read. `unsure_of_keys` when a row's key could not be read.

    `marks` counts the marks that stand where figures would, by what they say and their text.
    """

    records: Records
    problems: tuple[Problem, ...]
    unsure_of_keys: bool
    marks: Counter[tuple[Meaning, str]]


@dataclass(frozen=True)
class _RowReading:
    """One row as read; `bad` holds what is wrong, by heading."""

    row: Row
    bad: Mapping[str, BadCell]


class _Reader:
    """Reads the cells of one table as its door wants them read, and counts the marks among them.

    `part` is a table to be brought in: its texts are read as people write them, from a CSV as from a
    sheet. In the workbook itself a text stays a text, for the report's formulas take it for one.
    """

    def __init__(self, raw: RawTable, table: Table, *, part: bool) -> None:
        self._table = table
        self._part = part
        self._is_sheet = raw.is_sheet
        self._as_written = part or not raw.is_sheet
        self._separators = separators_of(raw, table, ",") if self._as_written and raw.is_sheet else raw.separators
        self.marks: Counter[tuple[Meaning, str]] = Counter()

    def value(self, cell: RawValue, column: Column) -> Value:
        """The value of a cell. Raises BadCell."""
        value = read_cell(self._as_found(cell, column), column)
        refuse_unfindable(value, column, self._table)
        if value is None and column.required and (not self._part or column.heading in self._table.key):
            raise BadCell(f"The cell is empty, and every row needs its {column.heading}.", how_to_type(column))
        return value

    def _as_found(self, cell: RawValue, column: Column) -> RawValue:
        """What the cell says: in a table to be brought in, the number or date that its text is written for."""
        if not self._part:
            refuse_misread_percentage(cell, column)
        if not isinstance(cell, str) or not self._as_written:
            return cell
        meaning = meaning_of_mark(cell, column, self._table)
        if meaning is not None:
            self.marks[meaning, cell.strip()] += 1
            return None
        if has_two_readings(cell, column, self._separators):
            raise _two_readings(cell, self._separators)
        if self._is_sheet and column.kind is Kind.LONG_TEXT:
            return cell
        found = from_text(cell, column, self._separators)
        # A workbook's texts are in one alphabet; what was pasted into them is for the checks to find.
        wrong = garbled(found) if isinstance(found, str) and not self._is_sheet else ""
        if wrong:
            raise BadCell(
                f"The text was read in the wrong alphabet: {wrong}.",
                "Save the file from Excel as CSV UTF-8, from the program that it first came from.",
            )
        return found


def _two_readings(cell: str, separators: Separators) -> BadCell:
    """A number that is a thousand by one way of writing and one and a bit by another."""
    digits = cell.strip()
    whole, decimal = re.sub("[.,]", "", digits), digits.replace(",", ".").rstrip("0")
    beside = f": there is also {separators.shown_by}" if separators.shown_by else ""
    return BadCell(
        f"{shown(digits)} may be {whole} or {decimal}{beside}.",
        "Write the numbers of the file in one way: without a separator of thousands, and with a decimal point.",
    )


def separators_of(raw: RawTable, table: Table, delimiter: str) -> Separators:
    """How the numbers of a table are written where they are text, by the evidence of all of them."""
    return separators_by_evidence(_number_texts(raw, table), delimiter)


def _number_texts(raw: RawTable, table: Table) -> Iterator[tuple[str, str]]:
    """Each text under a heading of numbers, with its place in the source."""
    positions = find_headings(raw.headings, table).positions
    for heading, at in positions.items():
        if table.column(heading).kind in (Kind.WHOLE, Kind.DECIMAL) or _is_setting(table, heading):
            for index, row in enumerate(raw.rows):
                cell = row[at] if at < len(row) else None
                if isinstance(cell, str):
                    name = raw.row_names[index] if raw.row_names else f"row {raw.first_row + index}"
                    yield f"{name}, {heading}", cell


def read_table(raw: RawTable, table: Table, *, part: bool) -> TableReading:
    """One table. With `part`, only the columns of its key must be filled."""
    found = find_headings(raw.headings, table)
    columns = {heading: raw.first_column + at for heading, at in found.positions.items()} if raw.is_sheet else {}
    reader = _Reader(raw, table, part=part)
    readings = [
        reading
        for index, cells in enumerate(raw.rows)
        if (by_heading := _typed_cells(cells, table, found)) and _anything_in(by_heading)
        if (reading := _read_row(index, by_heading, raw, table, reader)) is not None
    ]
    records = Records(table, tuple(reading.row for reading in readings), raw.source, columns)
    whole_keys = [reading.row for reading in readings if not set(reading.bad) & set(table.key)]
    problems = [
        *repeated_heading_problems(raw, found),
        *heading_cell_problems(raw, found),
        *(problem for reading in readings for problem in _problems(reading, records)),
        *key_problems(records, whole_keys),
    ]
    return TableReading(records, tuple(problems), len(whole_keys) < len(readings), reader.marks)


def _typed_cells(cells: tuple[RawValue, ...], table: Table, found: Headings) -> dict[str, RawValue]:
    at = found.positions
    typed = (column.heading for column in table.typed_columns)
    return {heading: cells[at[heading]] for heading in typed if heading in at and at[heading] < len(cells)}


def _anything_in(cells: Mapping[str, RawValue]) -> bool:
    return any(cell is not None and cell != "" for cell in cells.values())


def _problems(reading: _RowReading, records: Records) -> list[Problem]:
    return [
        Problem(records.where(reading.row, heading), bad.message, bad.remedy) for heading, bad in reading.bad.items()
    ]


def _read_row(
    index: int, cells: Mapping[str, RawValue], raw: RawTable, table: Table, reader: _Reader
) -> _RowReading | None:
    """One row; None when it is a setting that nobody has declared, which is left alone."""
    values: dict[str, Value] = {}
    bad: dict[str, BadCell] = {}
    for declared in table.typed_columns:
        heading = declared.heading
        column = _column_of_setting(table, values["Setting"]) if _is_setting(table, heading) else declared
        if column is None:
            values[heading] = None
            continue
        try:
            values[heading] = reader.value(cells.get(heading), column)
        except BadCell as refused:
            values[heading], bad[heading] = None, refused
    if is_settings(table) and not bad and setting_called(str(values["Setting"])) is None:
        return None
    name = raw.row_names[index] if raw.row_names else ""
    return _RowReading(Row(raw.first_row + index, values, name), bad)


def _is_setting(table: Table, heading: str) -> bool:
    return is_settings(table) and heading == "Value"


def _column_of_setting(table: Table, name: Value) -> Column | None:
    """What the cell beside this setting may hold; None when the setting is not one of ours."""
    setting = setting_called(str(name))
    return column_of(setting, table) if setting else None
