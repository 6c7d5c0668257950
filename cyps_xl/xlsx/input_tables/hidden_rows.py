"""The rows of a table that nobody sees: hidden by hand, or by a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cyps_xl.xlsx.input_tables.tables import TableLocation, find_tables
from cyps_xl.xlsx.parts.cells import VALUE
from cyps_xl.xlsx.parts.elements import is_on, rows_of
from cyps_xl.xlsx.parts.package import Package, parse_part


def hidden_rows(package: Package, names: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """For each of these tables that has hidden rows with something in them, their numbers on its sheet."""
    places = find_tables(package)
    found = {name: _hidden_in(package, places[name]) for name in names if name in places}
    return {name: rows for name, rows in found.items() if rows}


def _hidden_in(package: Package, table: TableLocation) -> tuple[int, ...]:
    data = package.parts[table.sheet_part]
    if b"hidden=" not in data:
        return ()
    numbers = [
        number
        for number, row in rows_of(parse_part(data, table.sheet_part))
        if is_on(row, "hidden") and row.find(f".//{VALUE}") is not None
    ]
    return tuple(number for number in numbers if table.first_row <= number <= table.last_row)
