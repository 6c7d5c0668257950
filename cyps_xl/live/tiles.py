"""Rows that look alike, or in turns alike: which can be dressed at once, and from which rows that are dressed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_IN_TURN = 3
"""Rows of different looks that may follow each other in turns: an indicator and the words below it."""


@dataclass(frozen=True)
class RowLook:
    """How a row of the plan looks: style and number format by column, and how far a paragraph reaches."""

    cells: tuple[tuple[int, str, str], ...]
    merged_to: int

    @property
    def last_column(self) -> int:
        """The last column that has a look, counted from 0."""
        return max([self.merged_to, *(column for column, _, _ in self.cells)])


Model = tuple[int, int]
"""The first and the last of the dressed rows to copy from."""


def tiles(
    bare: Sequence[int], looks: Mapping[int, RowLook], dressed: Mapping[int, RowLook]
) -> Iterator[tuple[int, int, Model | None]]:
    """Part bare rows into runs to dress at once: the first row, the last, and the rows to copy, or None.

    A run is a whole number of times as long as its model, which may be a run that came before.
    Rows without cells are left out.
    """
    rows, dressed = sorted(bare), dict(dressed)
    at = 0
    while at < len(rows):
        count, model = max(_tiled(rows, at, turn, looks, dressed) for turn in range(1, MOST_IN_TURN + 1))
        if count:
            yield rows[at], rows[at] + count - 1, model
        elif looks.get(rows[at]) is not None and looks[rows[at]].cells:
            count = _alike(rows, at, looks)
            yield rows[at], rows[at] + count - 1, None
        dressed.update((row, looks[row]) for row in rows[at : at + count])
        at += max(count, 1)


def _tiled(
    rows: Sequence[int], at: int, turn: int, looks: Mapping[int, RowLook], dressed: Mapping[int, RowLook]
) -> tuple[int, Model]:
    """How many rows from `at` on look like a model of `turn` rows over and over, and the model; 0 when none does."""
    wanted = [looks.get(row) for row in rows[at : at + turn]]
    if len(wanted) < turn or any(look is None or not look.cells for look in wanted):
        return 0, (0, 0)
    for first in sorted(dressed):
        if [dressed.get(first + step) for step in range(turn)] == wanted:
            count = 0
            while at + count < len(rows) and rows[at + count] == rows[at] + count:
                if looks.get(rows[at + count]) != wanted[count % turn]:
                    break
                count += 1
            return count - count % turn, (first, first + turn - 1)
    return 0, (0, 0)


def _alike(rows: Sequence[int], at: int, looks: Mapping[int, RowLook]) -> int:
    """How many rows from `at` on follow each other and look alike."""
    count = 1
    while at + count < len(rows) and rows[at + count] == rows[at] + count:
        if looks.get(rows[at + count]) != looks.get(rows[at]):
            break
        count += 1
    return count
