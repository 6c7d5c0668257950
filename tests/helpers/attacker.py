"""Somebody who has all that was published, solves it as one system, and tries to find out what was withheld.

Owes nothing to the package's own search: a mixed-integer programme (HiGHS, through scipy).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from cyps_xl.members.disclosure.facts import Fact, Figure

FAR = 1e6
"""More than any figure of a report: the attacker knows no better limit."""


@dataclass(frozen=True)
class Range:
    """The least and the most that a figure can be, for all that the attacker can tell."""

    least: Fraction
    most: Fraction

    @property
    def is_found(self) -> bool:
        return self.least == self.most


class Attacker:
    """Knows the facts left, every rule, and that whoever withholds a count never withholds a zero."""

    def __init__(self, figures: Iterable[Figure], facts: Iterable[Fact], withheld: Iterable[str]) -> None:
        self._figures = list(figures)
        self._column = {figure.name: at for at, figure in enumerate(self._figures)}
        gone = set(withheld)
        told = [fact for fact in facts if fact.fixed or fact.name not in gone]
        marked = {fact.only_figure for fact in facts if fact.name in gone and not fact.fixed}
        self._rows = LinearConstraint(*self._system(told)) if told else None
        least = [1.0 if figure.name in marked else 0.0 for figure in self._figures]
        self._bounds = Bounds(np.array(least), np.full(len(least), FAR))

    def _system(self, told: list[Fact]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Every fact as a row of whole numbers, a figure being counted in its own steps."""
        matrix = np.zeros((len(told), len(self._figures)))
        low, high = np.zeros(len(told)), np.zeros(len(told))
        for at, fact in enumerate(told):
            weights = {name: weight * self._step(name) for name, weight in fact.terms.items()}
            scale = lcm(*(Fraction(value).denominator for value in (*weights.values(), fact.low, fact.high)))
            for name, weight in weights.items():
                matrix[at, self._column[name]] = float(weight * scale)
            low[at], high[at] = float(fact.low * scale), float(fact.high * scale)
        return matrix, low, high

    def _step(self, name: str) -> Fraction:
        return self._figures[self._column[name]].step

    def range_of(self, name: str) -> Range:
        """What the attacker can tell of a figure."""
        return Range(self._bound(name, 1), self._bound(name, -1))

    def _bound(self, name: str, sign: int) -> Fraction:
        goal = np.zeros(len(self._figures))
        goal[self._column[name]] = sign
        found = milp(goal, constraints=self._rows, bounds=self._bounds, integrality=np.ones(len(self._figures)))
        if found.status == 3 or (found.status != 0 and sign < 0):
            return Fraction(int(FAR))
        assert found.status == 0, f"what was published cannot be true: {found.message}"
        return round(found.x[self._column[name]]) * self._step(name)


def truth_fits(figures: Mapping[str, Figure], facts: Iterable[Fact]) -> bool:
    """Whether the figures agree with every fact: a table that contradicts itself proves nothing."""
    return all(
        fact.low <= sum(weight * figures[name].value for name, weight in fact.terms.items()) <= fact.high
        for fact in facts
    )
