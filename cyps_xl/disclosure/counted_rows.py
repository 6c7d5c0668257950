"""The rows of input tables that a report counts, parted by the counts that hold them.

How many rows there are is a count like any other, though no cell of an input table holds it. Rows that the very same
counts hold are one figure: of 12 children of which 3 are told apart, the 3 and the other 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from cyps_xl.disclosure.counts import InputCell
from cyps_xl.disclosure.provenance_value import Sum, Traced


class CountedRows:
    """The parts into which what a report tells divides the rows that it counts."""

    def __init__(self, told: Iterable[Traced]) -> None:
        held: dict[InputCell, list[tuple[int, Fraction]]] = {}
        for at, total in enumerate(total for traced in told for total in _sums_of(traced)):
            for cell, weight in total.terms.items():
                if cell.is_row:
                    held.setdefault(cell, []).append((at, weight))
        parts: dict[tuple[str, tuple[tuple[int, Fraction], ...]], list[InputCell]] = {}
        for cell in sorted(held):
            parts.setdefault((cell.table, tuple(held[cell])), []).append(cell)
        self._part = {cell: tuple(part) for part in parts.values() for cell in part}

    def part(self, row: InputCell) -> tuple[InputCell, ...]:
        """All the rows that are counted wherever this one is, itself among them."""
        return self._part[row]

    def parted(self, total: Sum) -> Sum:
        """A sum of counts in which each part of the rows is one count, that of the part's first row."""
        first = {cell: self._part[cell][0] if cell.is_row else cell for cell in total.terms}
        return Sum({first[cell]: weight for cell, weight in total.terms.items()}, total.known)


def _sums_of(traced: Traced) -> Iterator[Sum]:
    """The sums that a cell tells of: its number, the two sides of its share, and all that it depends on."""
    for side in (traced, *(traced.share or ())):
        if side.sum is not None:
            yield side.sum
    yield Sum({cell: Fraction(1) for cell in traced.inputs})
