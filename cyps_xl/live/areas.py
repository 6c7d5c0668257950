"""Rows of an open sheet named together, wherever they stand: Excel's addresses of several areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

LONGEST = 250
"""Letters that Excel takes as one address of several areas, and a few to spare."""

Run = tuple[int, int]
"""The first and the last of rows or columns that follow each other."""


def runs(numbers: Iterable[int]) -> list[Run]:
    """The runs of numbers that follow each other, in order."""
    found = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda item: item[1] - item[0]):
        members = [number for _, number in run]
        found.append((members[0], members[-1]))
    return found


def row_addresses(rows: Iterable[Run]) -> Iterator[str]:
    """Runs of rows, counted from 1, as few addresses: "3:5,9:9"."""
    address = ""
    for first, last in rows:
        area = f"{first}:{last}"
        if address and len(address) + len(area) >= LONGEST:
            yield address
            address = ""
        address += f",{area}" if address else area
    if address:
        yield address
