"""From where rows stand to where they shall stand, as rows put in and taken out, by what the graft knows of them.

Excel lets charts, rules, names and formulas that reach over rows grow with what is put in *inside* them, and not
with what is put in at their end. So where rows were added to the end of a run of their kind (a team more), they
are put in before its last row, and the cells are written to suit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from cyps_xl.grid import Run
from cyps_xl.live.edits import DeleteRows, InsertRows
from cyps_xl.xlsx.grafting.row_map import STILL, Moves


@dataclass(frozen=True)
class RowSteps:
    """The steps from a sheet's rows to others, and where each row stands after them all.

    `came` are the rows that were put in, counted afterwards; `inserted` those, and rows that are others now.
    """

    steps: tuple[InsertRows | DeleteRows, ...] = ()
    moves: Moves = STILL
    came: frozenset[int] = frozenset()
    inserted: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.steps)


NO_STEPS = RowSteps()


def row_steps(tab: str, graft_moves: Moves, grown: Mapping[int, int]) -> RowSteps:
    """The steps that bring a sheet's rows to where a graft has them; columns stay.

    `grown` has, by the last row of what must reach over rows that came after it, the last of those rows.
    """
    wanted = dict(graft_moves.rows) | {end: now for end, (_, now) in graft_moves.grown.items()}
    last = graft_moves.last
    wanted[last + 1] = last + 1 + graft_moves.down
    for end, now in grown.items():
        if end in wanted and wanted[end] < now < wanted.get(end + 1, 0):
            wanted[end] = now
    changes = list(_changes(wanted))
    if not changes:
        return NO_STEPS
    steps = steps_of(tab, changes, last)
    stayed = set(graft_moves.rows.values())
    others = {row for row in range(1, last + graft_moves.down + 1) if row not in stayed}
    return replace(steps, inserted=steps.inserted | others)


def steps_of(tab: str, changes: list[tuple[int, int]], last: int) -> RowSteps:
    """The steps for changes from the last row up: so many rows put in before a row, or from it on taken out if < 0.

    The changes are told by rows as they stand before any of them; `last` is a row after which nothing comes or goes.
    """
    rows: list[int | None] = [*range(1, last + 1)]
    steps: list[InsertRows | DeleteRows] = []
    gone: list[Run] = []
    for at, more in sorted(changes, reverse=True):
        if more > 0:
            rows[at - 1 : at - 1] = [None] * more
        else:
            del rows[at - 1 : at - 1 - more]
            gone.append((at, at - more - 1))
    # what goes is taken out first, and all at once: the rows that come are told as they stand without it
    if gone:
        steps.append(DeleteRows(tab, tuple(sorted(gone))))
    for at, more in sorted(changes, reverse=True):
        if more > 0:
            before = sum(min(end, at - 1) - first + 1 for first, end in gone if first < at)
            steps.append(InsertRows(tab, at - before, more))
    now = {row: place for place, row in enumerate(rows, start=1) if row is not None}
    came = frozenset(place for place, row in enumerate(rows, start=1) if row is None)
    return RowSteps(tuple(steps), Moves(now, last, len(rows) - last), came, came)


def way_back(tab: str, steps: Iterable[InsertRows | DeleteRows]) -> RowSteps:
    """The steps that bring a sheet's rows back to where they stood before these were taken."""
    rows: list[int | None] = []
    last = 0
    for step in steps:
        needed = max(last for _, last in step.runs) if isinstance(step, DeleteRows) else step.at
        rows += range(last + 1, last + 1 + max(0, needed + 1 - len(rows)))
        last = max([last, *(row for row in rows if row is not None)])
        if isinstance(step, InsertRows):
            rows[step.at - 1 : step.at - 1] = [None] * step.count
        else:
            for first, end in sorted(step.runs, reverse=True):
                del rows[first - 1 : end]
    back = {place: row for place, row in enumerate(rows, start=1) if row is not None}
    changes = list(_changes(back | {len(rows) + 1: last + 1}))
    return steps_of(tab, changes, len(rows)) if changes else NO_STEPS


def _changes(wanted: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Where rows come or go between those that stay; as many rows of others as before are written over."""
    old, new = 0, 0
    for row in sorted(wanted):
        now = wanted[row]
        if now <= new:
            continue  # two rows cannot change places: the one is written over
        more = (now - new) - (row - old)
        if more > 0:
            yield row, more
        elif more < 0:
            yield row + more, more
        old, new = row, now
