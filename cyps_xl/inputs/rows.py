"""Reading one input table, row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cyps_xl.errors import Problem
from cyps_xl.inputs.cells import BadCell, read_cell
from cyps_xl.inputs.csv_cells import from_csv
from cyps_xl.inputs.declare import Column, Table
from cyps_xl.inputs.headings import Headings, find_headings, heading_cell_problems, repeated_heading_problems
from cyps_xl.inputs.keys import key_problems, refuse_unfindable
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.records import Records, Row, Value
from cyps_xl.inputs.tables.settings import ALL_SETTINGS, SETTINGS
from cyps_xl.inputs.wording import how_to_type

_SETTINGS_BY_NAME = {setting.name.lower(): setting for setting in ALL_SETTINGS}


@dataclass(frozen=True)
class TableReading:
    """An input table as read. `unsure_of_keys` when a row's key could not be read."""

    records: Records
    problems: tuple[Problem, ...]
    unsure_of_keys: bool


@dataclass(frozen=True)
class _RowReading:
    """One row as read; `bad` holds what is wrong, by heading."""

    row: Row
    bad: Mapping[str, BadCell]


def read_table(raw: RawTable, table: Table, *, part: bool) -> TableReading:
    """One table. With `part`, only the columns of its key must be filled."""
    found = find_headings(raw.headings, table)
    columns = {heading: raw.first_column + at for heading, at in found.positions.items()} if raw.is_sheet else {}
    readings = [
        reading
        for index, cells in enumerate(raw.rows)
        if (by_heading := _typed_cells(cells, table, found)) and _anything_in(by_heading)
        if (reading := _read_row(index, by_heading, raw, table, part)) is not None
    ]
    records = Records(table, tuple(reading.row for reading in readings), raw.source, columns)
    whole_keys = [reading.row for reading in readings if not set(reading.bad) & set(table.key)]
    problems = [
        *repeated_heading_problems(raw, found),
        *heading_cell_problems(raw, found),
        *(problem for reading in readings for problem in _problems(reading, records)),
        *key_problems(records, whole_keys),
    ]
    return TableReading(records, tuple(problems), len(whole_keys) < len(readings))


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


def _read_row(index: int, cells: Mapping[str, RawValue], raw: RawTable, table: Table, part: bool) -> _RowReading | None:
    """One row; None when it is a setting that nobody has declared, which is left alone."""
    values: dict[str, Value] = {}
    bad: dict[str, BadCell] = {}
    for declared in table.typed_columns:
        heading = declared.heading
        column = _column_of_setting(values["Setting"]) if _is_setting(table, heading) else declared
        if column is None:
            values[heading] = None
            continue
        try:
            values[heading] = _read_one(cells.get(heading), column, raw, table, part)
        except BadCell as refused:
            values[heading], bad[heading] = None, refused
    if table is SETTINGS and not bad and _column_of_setting(values["Setting"]) is None:
        return None
    name = raw.row_names[index] if raw.row_names else ""
    return _RowReading(Row(raw.first_row + index, values, name), bad)


def _read_one(cell: RawValue, column: Column, raw: RawTable, table: Table, part: bool) -> Value:
    if not raw.is_sheet and isinstance(cell, str):
        cell = from_csv(cell, column, raw.decimal_comma)
    value = read_cell(cell, column)
    refuse_unfindable(value, column, table)
    if value is None and column.required and (not part or column.heading in table.key):
        raise BadCell(f"The cell is empty, and every row needs its {column.heading}.", how_to_type(column))
    return value


def _is_setting(table: Table, heading: str) -> bool:
    return table is SETTINGS and heading == "Value"


def _column_of_setting(name: Value) -> Column | None:
    """What the cell beside this setting may hold; None when the setting is not one of ours."""
    setting = _SETTINGS_BY_NAME.get(str(name).lower())
    return setting.as_column() if setting else None
