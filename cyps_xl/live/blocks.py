"""Cells to be written, as few rectangles as leave every cell alone that must not be touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from cyps_xl.grid import Area, runs
from cyps_xl.xlsx.grafting.row_map import Place

MOST_BESIDES = 2_000
"""Cells that are written for company, so that there is one rectangle where there would be two."""


def blocks(wrong: Iterable[Place], untouchable: Collection[Place]) -> list[Area]:
    """Rectangles that hold every wrong cell and none that is untouchable."""
    found: list[Area] = []
    for stretch in _stretches(wrong):
        for at in range(len(found) - 1, -1, -1):
            around = _around(found[at], stretch)
            if _size(around) <= _size(found[at]) + _size(stretch) + MOST_BESIDES and _is_free(around, untouchable):
                found[at] = around
                break
        else:
            found.append(stretch)
    return found


def _stretches(wrong: Iterable[Place]) -> Iterable[Area]:
    """Wrong cells that are neighbours in a row."""
    for row, places in groupby(sorted(wrong), key=lambda place: place[0]):
        for first, last in runs(column for _, column in places):
            yield Area(row, first, row, last)


def _around(one: Area, other: Area) -> Area:
    return Area(
        min(one.first_row, other.first_row),
        min(one.first_column, other.first_column),
        max(one.last_row, other.last_row),
        max(one.last_column, other.last_column),
    )


def _size(area: Area) -> int:
    return (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)


def _is_free(area: Area, untouchable: Collection[Place]) -> bool:
    return not any(area.holds(*place) for place in untouchable)
