"""Where the columns of a table of the report went, when its columns stand in another order than on staff's version.

What staff have read of a column shall be read where it stands now. A table is found by its rows (`row_map.py`); its
columns say much the same, so they are told by the names that the report gives them and by their headings. Where the two
contradict each other, or neither tells, a column is not known again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cyps_xl.grid import Area
from cyps_xl.xlsx.grafting.row_map import Across, Moves, Place

LEAST = 3
"""Columns with names that make a table of rows: what is fewer are cells that the report names for itself."""

_Rows = tuple[int, int]


@dataclass(frozen=True)
class Version:
    """A sheet of the report: the area of each of its names, and what its cells show."""

    names: Mapping[str, str]
    shown: Mapping[Place, str]

    def columns(self) -> Iterator[tuple[str, Area]]:
        """The names that stand for cells of one column, each with these."""
        for name, place in self.names.items():
            try:
                area = Area.parse(place)
            except ValueError:
                continue
            if area.first_column == area.last_column:
                yield name, area

    def headings(self, row: int) -> dict[str, int]:
        """The columns of a row of headings by what stands there, where it stands there once."""
        texts = [text for (at, _), text in self.shown.items() if at == row]
        return {text: column for (at, column), text in self.shown.items() if at == row and texts.count(text) == 1}


def columns_across(staff: Version, fresh: Version, moves: Moves) -> tuple[Across, ...]:
    """The tables whose columns stand elsewhere than on staff's version, whose rows go the way of `moves`."""
    tables: dict[_Rows, dict[str, int]] = {}
    for name, area in fresh.columns():
        tables.setdefault((area.first_row, area.last_row), {})[name] = area.first_column
    found = (_across(rows, columns, staff, fresh, moves) for rows, columns in tables.items() if len(columns) >= LEAST)
    return tuple(one for one in found if one is not None)


def _across(now: _Rows, columns: Mapping[str, int], staff: Version, fresh: Version, moves: Moves) -> Across | None:
    """Where the columns of the table that has these rows `now` went; None where all of them stayed."""
    rows = [row for row in range(1, moves.last + 1) if now[0] <= (moves.row(row) or 0) <= now[1]]
    if not rows:
        return None
    first, last = rows[0] - 1, rows[-1]  # with its headings
    named = {
        moves.column(area.first_column): columns[name]
        for name, area in staff.columns()
        if name in columns and first <= area.first_row <= last
    }
    after = fresh.headings(now[0] - 1)
    headed = {moves.column(at): after[text] for text, at in staff.headings(first).items() if text in after}
    contradicted = {column for column in named.keys() & headed.keys() if named[column] != headed[column]}
    known = {column: went for column, went in {**headed, **named}.items() if column not in contradicted}
    if all(column == went for column, went in known.items()):
        return None
    end = max({*named, *headed})
    filled = {moves.column(column) for row, column in staff.shown if first < row <= last and column > moves.columns}
    unknown = {column for column in filled - known.keys() if column <= end}
    return Across(first, last, {**dict.fromkeys(unknown), **known})
