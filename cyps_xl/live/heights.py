"""Setting the heights of many rows of an open sheet in few requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from cyps_xl.live.changes import Changes

LONGEST = 250
"""Letters that Excel takes as one address of several areas, and a few to spare."""


def set_heights(sheet: Any, heights: Mapping[int, float], changes: Changes) -> None:
    """Set the heights, in points, of rows counted from 0: rows of one height together, wherever they stand."""
    for points in sorted(set(heights.values())):
        for address in _addresses([row for row, height in sorted(heights.items()) if height == points]):
            rows = sheet.range(address)
            before = rows.row_height
            if before != 0:  # staff have hidden them, and a height would show them
                changes.do(_setter(rows, points), _setter(rows, before))


def _addresses(rows: list[int]) -> Iterator[str]:
    """The rows as Excel's addresses of several areas: "3:5,9:9"."""
    address = ""
    for _, run in groupby(enumerate(rows), key=lambda item: item[1] - item[0]):
        numbers = [row + 1 for _, row in run]
        area = f"{numbers[0]}:{numbers[-1]}"
        if len(address) + len(area) >= LONGEST:
            yield address
            address = ""
        address += f",{area}" if address else area
    if address:
        yield address


def _setter(rows: Any, points: float | None) -> Callable[[], None]:
    """Give rows a height; None stands for rows that were not all alike, and leaves them."""

    def put() -> None:
        if points is not None:
            rows.row_height = points

    return put
