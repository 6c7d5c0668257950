"""Where the report's rows went: from those that stand on staff's version of a sheet to those of the fresh one.

A team more puts a row in, and everything below stands one row lower. Staff who put a row in
above the report moved it as well, and the fresh sheet stands where it always did. In either
case what staff wrote about a row (a formula that reads it, a note beside it) has to go with it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby

from cyps_xl.grid import LAST_ROW, Area, Run, runs
from cyps_xl.xlsx.parts.sheet_cells import Content

Place = tuple[int, int]
"""Row and column of a cell, counted from 1."""

_LABEL = "•"


@dataclass(frozen=True)
class Across:
    """The rows of a table, from its headings to the last, whose columns have another order now: where each went; None
    where that is not known. Columns that are not told of stay."""

    first: int
    last: int
    columns: Mapping[int, int | None]

    def now(self, first: int, last: int) -> tuple[int, int] | None:
        """Where a run of columns stands now; None when it does not stand together in its order, or nobody knows."""
        if last - first > max(self.columns):  # of whole rows
            return first, last
        now = [self.columns.get(column, column) for column in range(first, last + 1)]
        begins = now[0]
        if begins is None or now != [*range(begins, begins + len(now))]:
            return None
        return begins, begins + last - first

    def runs(self, first: int, last: int) -> list[Run]:
        """Where the columns stand now, each that is not known where it stood, those together that stand together."""
        return runs(self.columns.get(column) or column for column in range(first, last + 1))


@dataclass(frozen=True)
class Moves:
    """The way of a sheet's rows and columns from staff's version to the fresh one; all count from 1.

    `rows` has the new row of each of the report's rows; one that went is not in it. Rows after
    `last`, the report's last, follow its end `down`. The report stood `columns` to the right
    of where it stands now. `grown` has, by the last row of a run of rows of one kind (the
    teams), its first row and where its last one stands now, when rows were added to its end.
    `across` are the tables whose columns stand in another order.
    """

    rows: Mapping[int, int] = field(default_factory=dict)
    last: int = 0
    down: int = 0
    columns: int = 0
    grown: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    across: tuple[Across, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything stands elsewhere."""
        stays = self.columns == 0 and self.down == 0 and not self.across
        return not stays or any(self.rows.get(row) != row for row in range(1, self.last + 1))

    def row(self, row: int) -> int | None:
        """Where a row stands now; None when it went."""
        return min(row + self.down, LAST_ROW) if row > self.last else self.rows.get(row)

    def column(self, column: int) -> int:
        """Where a column stands now, but for tables whose columns have another order; those that staff put in before
        the report stay."""
        return column - self.columns if column > self.columns else column

    def column_in(self, row: int, column: int) -> int:
        """Where the column of a cell stands now; where it stood, when nobody knows."""
        met = (one.columns.get(self.column(column)) for one in self._met(Area(row, column, row, column)))
        return next((now for now in met if now is not None), self.column(column))

    def area(self, area: Area) -> Area | None:
        """Where cells that a formula reads stand now, with what was put in among them; None when every row of them
        went, or their columns do not stand together any more.

        An area that holds a whole run of rows of one kind holds those added to the run as well.
        """
        columns = self._columns_now(area)
        return None if columns is None else self._rows_now(area, *columns)

    def placed(self, area: Area) -> list[Area]:
        """Where what lies on an area lies now: in several where its columns parted, in none when all rows went."""
        first, last = self.column(area.first_column), self.column(area.last_column)
        within = [one for one in self._met(area) if one.first <= area.first_row and area.last_row <= one.last]
        runs = within[0].runs(first, last) if within else [(first, last)]
        return [now for run in runs if (now := self._rows_now(area, *run)) is not None]

    def _columns_now(self, area: Area) -> tuple[int, int] | None:
        first, last = self.column(area.first_column), self.column(area.last_column)
        now = {one.now(first, last) for one in self._met(area)} or {(first, last)}
        return now.pop() if len(now) == 1 else None

    def _met(self, area: Area) -> Iterator[Across]:
        """The tables that an area has rows of; none where it is of the columns that staff put in before the report."""
        if area.last_column > self.columns:
            yield from (one for one in self.across if one.first <= area.last_row and area.first_row <= one.last)

    def _rows_now(self, area: Area, first_column: int, last_column: int) -> Area | None:
        first = next((row for at in range(area.first_row, self.last + 1) if (row := self._within(at, area))), None)
        last = next((row for at in range(self._end(area), 0, -1) if (row := self._within(at, area))), None)
        if area.last_row > self.last:
            last = LAST_ROW if area.last_row == LAST_ROW else self.row(area.last_row)
            first = first or self.row(max(area.first_row, self.last + 1))
        if first is None or last is None:
            return None
        run = self.grown.get(area.last_row)
        if run is not None and area.first_row <= run[0]:
            last = run[1]
        return Area(first, first_column, max(first, last), last_column)

    def _within(self, row: int, area: Area) -> int | None:
        return self.rows.get(row) if area.first_row <= row <= area.last_row else None

    def _end(self, area: Area) -> int:
        return min(area.last_row, self.last)


STILL = Moves()
"""Nothing moved."""


def moves(staff: Mapping[Place, Content], fresh: Mapping[Place, Content], columns: int = 0) -> Moves:
    """How the report's rows moved, from what its own cells hold on staff's version and hold now.

    Rows are matched by what they say and by the formulas in them, whatever addresses those
    read. Where as many rows stand between two matches as before, they are the same rows with
    other words.
    """
    before = _rows({(row, column - columns): content for (row, column), content in staff.items()})
    after = _rows(fresh)
    found = {old + 1: new + 1 for old, new in _pairs(before, after)}
    stayed = len(before) == len(after) == len(found) and all(old == new for old, new in found.items())
    grown = {} if stayed else dict(_grown([*map(_kind, before)], [*map(_kind, after)], found))
    return Moves(found, len(before), len(after) - len(before), columns, grown)


def _grown(
    before: list[Hashable], after: list[Hashable], found: Mapping[int, int]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """The runs of two rows and more to whose end rows of their kind were added."""
    end = 0
    known = set(found.values())
    for kind, rows in groupby(before):
        first, end = end + 1, end + len(list(rows))
        if kind == () or end == first or end not in found:
            continue
        last = found[end]
        while last < len(after) and after[last] == kind and last + 1 not in known:
            last += 1
        if last != found[end]:
            yield end, (first, last)


def places_now(places: Iterable[Place], way: Moves) -> dict[Place, Place]:
    """Where cells stand now, each in a place of its own: those of rows that went stay, or below if that is taken."""
    wanted = sorted(set(places))
    found = {
        (row, column): (now, way.column_in(row, column)) for row, column in wanted if (now := way.row(row)) is not None
    }
    taken = set(found.values())
    for row, column in wanted:
        if (row, column) not in found:
            place = row, way.column(column)
            while place in taken:
                place = place[0] + 1, place[1]
            taken.add(place)
            found[row, column] = place
    return found


_Cells = tuple[tuple[int, Content], ...]


def _rows(cells: Mapping[Place, Content]) -> list[_Cells]:
    """What each row shows, from the first to the last that shows anything."""
    found: dict[int, list[tuple[int, Content]]] = {}
    for (row, column), content in sorted(cells.items(), key=lambda item: item[0]):
        if content.shown:
            found.setdefault(row, []).append((column, content))
    return [tuple(found.get(row, ())) for row in range(1, max(found, default=0) + 1)]


def _words(cells: _Cells) -> Hashable:
    """A row as it reads: its labels, and its formulas without addresses."""
    return tuple((column, content.shape if content.formula else content.value) for column, content in cells)


def _kind(cells: _Cells) -> Hashable:
    """A row by what its formulas do, its labels all alike."""
    return tuple((column, content.family if content.formula else _LABEL) for column, content in cells)


def _pairs(before: Sequence[_Cells], after: Sequence[_Cells]) -> Iterator[tuple[int, int]]:
    """The rows that are the same, counted from 0: by their words, and between those by their kind."""
    for i1, i2, j1, j2, same in _stretches([*map(_words, before)], [*map(_words, after)]):
        if same or i2 - i1 == j2 - j1:
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
            continue
        for k1, k2, l1, l2, alike in _stretches([*map(_kind, before[i1:i2])], [*map(_kind, after[j1:j2])]):
            if alike or k2 - k1 == l2 - l1:
                yield from zip(range(i1 + k1, i1 + k2), range(j1 + l1, j1 + l2), strict=True)


def _stretches(one: list[Hashable], other: list[Hashable]) -> Iterator[tuple[int, int, int, int, bool]]:
    """Stretches of rows that are the same, and those between; blank rows alone make no match."""
    if one == other:
        return iter([(0, len(one), 0, len(other), True)])
    matcher = SequenceMatcher(lambda row: row == (), one, other, autojunk=False)
    return ((i1, i2, j1, j2, verb == "equal") for verb, i1, i2, j1, j2 in matcher.get_opcodes())
