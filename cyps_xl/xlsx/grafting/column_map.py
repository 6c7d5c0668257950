"""Where the columns of a table of the report went, when a new version of it has them in another order.

A formula of staff's that reads one of them shall read it there. Rows are matched by what they say (`row_map.py`);
columns of figures say much the same, so they are told by the names that the report gives them, else by their headings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cyps_xl.grid import Area
from cyps_xl.xlsx.grafting.row_map import Across, Place

LEAST = 3
"""Columns with names that make a table of rows: what is fewer are cells that the report names for itself."""


@dataclass(frozen=True)
class Version:
    """A sheet of the report: the area of each of its names, and what its cells show."""

    names: Mapping[str, str]
    shown: Mapping[Place, str]

    def columns(self) -> Iterator[tuple[str, Area]]:
        """The names that stand for cells of one column, each with these."""
        for name in self.names:
            if (area := self.column(name)) is not None:
                yield name, area

    def column(self, name: str) -> Area | None:
        """The cells of one column that a name stands for; None where it stands for anything else."""
        try:
            area = Area.parse(self.names.get(name, ""))
        except ValueError:
            return None
        return area if area.first_column == area.last_column else None

    def headings(self, first: int) -> dict[int, str]:
        """What stands above the columns of a table whose rows begin with the `first`, where it stands there once."""
        row = {column: text for (at, column), text in self.shown.items() if at == first - 1}
        texts = [*row.values()]
        return {column: text for column, text in row.items() if texts.count(text) == 1}


def columns_across(written: Mapping[str, str], staff: Version, fresh: Version, right: int) -> tuple[Across, ...]:
    """The tables whose columns stand in another order than they were written in.

    `written` has the area of each name as it was written. On staff's version the report stands so many columns to the
    `right`. A column that shows something, and that neither name nor heading tells, is not known again.
    """
    tables: dict[tuple[int, int], dict[int, Area]] = {}
    changed: set[tuple[int, int]] = set()
    was = Version(written, {})
    for name, now in fresh.columns():
        before, stands = was.column(name), staff.column(name)
        if before is None or stands is None:
            continue
        rows = stands.first_row, stands.last_row
        tables.setdefault(rows, {})[stands.first_column - right] = now
        if before.first_column != now.first_column:
            changed.add(rows)
    return tuple(
        _across(rows, tables[rows], staff, fresh, right) for rows in sorted(changed) if len(tables[rows]) >= LEAST
    )


def _across(rows: tuple[int, int], known: Mapping[int, Area], staff: Version, fresh: Version, right: int) -> Across:
    first, last = rows
    filled = {column - right for row, column in staff.shown if first <= row <= last}
    others = {column for column in filled - known.keys() if min(known) < column < max(known)}
    before = staff.headings(first)
    after = {text: column for column, text in fresh.headings(min(known.values()).first_row).items()}
    now = {column: after.get(before.get(column + right, "")) for column in others}
    return Across(first, last, {**now, **{column: area.first_column for column, area in known.items()}})
