"""What is asked of a cell and answered by asking the cells that it reads, however long the chain of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from cyps_xl.disclosure.provenance_value import Place

T = TypeVar("T")

_DEEPEST = 20
"""Cells asked one within the other, at most: a list that grows from cell to cell may be hundreds long, and Python ends
after a thousand calls within each other."""


class CellByCell(Generic[T]):
    """Answers by cell, found when they are asked for. `find` asks those of other cells of the same object."""

    def __init__(self, find: Callable[[Place], T]) -> None:
        self._find = find
        self._found: dict[Place, T] = {}
        self._deep = 0  # how many cells are being asked, each for the one before

    def of(self, place: Place) -> T:
        """The answer of a cell. Raises what `find` raises; RecursionError where cells ask each other in a circle."""
        if place in self._found:
            return self._found[place]
        if self._deep:
            return self._for_another(place)
        waiting = [place]
        while waiting:
            try:
                self._for_another(waiting[-1])
                waiting.pop()
            except _TooDeep as further:
                if further.place in waiting:
                    raise RecursionError(f"a formula that reads itself: {further.place}") from None
                waiting.append(further.place)
        return self._found[place]

    def _for_another(self, place: Place) -> T:
        if self._deep == _DEEPEST:
            raise _TooDeep(place)
        self._deep += 1
        try:
            found = self._found[place] = self._find(place)
        finally:
            self._deep -= 1
        return found


class _TooDeep(Exception):
    """The cell that has to be asked by itself before any other."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place
