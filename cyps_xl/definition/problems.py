"""Collecting what is wrong with a definition, each by its cell, so that one reading names it all."""

from __future__ import annotations

from cyps_xl.errors import Problem
from cyps_xl.inputs.records import Records, Row


class Problems:
    """What is wrong with the rows of a definition, in the order in which it was found."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, records: Records, row: Row, heading: str, message: str, remedy: str) -> None:
        """Name one cell, what is wrong with it and what to do."""
        self._found.append(Problem(records.where(row, heading), message, remedy))

    def tell(self, problem: Problem) -> None:
        """Name what no single cell is to blame for."""
        self._found.append(problem)

    @property
    def found(self) -> tuple[Problem, ...]:
        """All of them."""
        return tuple(self._found)
