"""Rows of an open sheet named together, wherever they stand: Excel's addresses of several areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_xl.grid import Run

LONGEST = 250
"""Letters that Excel takes as one address of several areas, and a few to spare."""


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
