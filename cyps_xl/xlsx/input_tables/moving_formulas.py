"""Cells of tables that change by themselves: formulas with today's date, or with chance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cyps_xl.inputs.places import cell_place
from cyps_xl.xlsx.input_tables.tables import TableLocation, find_tables
from cyps_xl.xlsx.parts.cells import CELL, FORMULA, place_of_cell
from cyps_xl.xlsx.parts.package import Package, parse_part

_MOVES = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\s*\(", re.IGNORECASE)
_MAY_MOVE = re.compile(_MOVES.pattern.encode(), re.IGNORECASE)
_IN_CAPITALS = (b"TODAY", b"NOW", b"RAND")
"""Without one of which a part need not be searched, letter by letter, for any."""

_TEXT = re.compile('"(?:[^"]|"")*"')


def moving_formulas(package: Package, names: Iterable[str]) -> Mapping[str, str]:
    """The cells of these tables that give another value tomorrow: their formulas, by their places."""
    places = find_tables(package)
    found: dict[str, str] = {}
    for name in names:
        if name in places:
            found |= _moving_in(package, places[name])
    return found


def _moving_in(package: Package, table: TableLocation) -> dict[str, str]:
    data = package.parts[table.sheet_part]
    capitals = data.upper()
    if not any(word in capitals for word in _IN_CAPITALS) or not _MAY_MOVE.search(data):
        return {}
    shared: dict[str, str] = {}
    found: dict[str, str] = {}
    for cell in parse_part(data, table.sheet_part).iter(CELL):
        formula = cell.find(FORMULA)
        if formula is None:
            continue
        text = formula.text or ""
        if formula.get("t") == "shared":
            # Only the first cell of a shared formula holds its text; the others bear its number.
            text = shared.setdefault(formula.get("si", ""), text)
        row, column = place_of_cell(cell)
        area = table.data
        inside = area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column
        if inside and _MOVES.search(_TEXT.sub("", text)):
            found[cell_place(table.sheet, column, row)] = f"={text}"
    return found
