"""The way from the rows and columns that stand on an open sheet to those of the plan, as steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class OutOfShape(Exception):
    """The sheet cannot be given its new shape while the workbook is open; a refresh of the closed one can.

    Its words say to the officer what stands in the way.
    """


@dataclass(frozen=True)
class Step:
    """Put in `count` rows before the row `at`, or take out as many from it on where `count` is below 0."""

    at: int
    count: int


@dataclass(frozen=True)
class Reshaping:
    """The way from a sheet's rows to the plan's.

    `steps` are taken in their order, the last row's first. `bare` are the plan's rows that
    then have no look of their own yet; `grown` those put into a block, which have that of their
    neighbours.
    """

    steps: tuple[Step, ...] = ()
    bare: tuple[int, ...] = ()
    grown: tuple[int, ...] = ()
    months: Step | None = None

    @property
    def rows_that_go(self) -> tuple[int, ...]:
        """The rows that are taken out, counted before any came or went."""
        return tuple(row for step in self.steps for row in range(step.at, step.at - step.count))

    @property
    def columns_that_go(self) -> tuple[int, ...]:
        """The columns of months that are taken out, counted before any came or went."""
        return () if self.months is None else tuple(range(self.months.at, self.months.at - self.months.count))

    def rows_that_stayed(self, rows: Sequence[int]) -> dict[int, int]:
        """Of some of the plan's rows those that were there before, each with the row on which it then stood."""
        last = max(rows, default=-1) + len(self.rows_that_go)
        before: list[int | None] = list(range(last + 1))
        for step in self.steps:
            if step.count > 0:
                before[step.at : step.at] = [None] * step.count
            else:
                del before[step.at : step.at - step.count]
        new = {*self.bare, *self.grown}
        return {row: old for row in rows if row not in new and (old := before[row]) is not None}
