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

from cyps_xl.disclosure.facts import Fact, Figure

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
    """Knows the facts left, every rule, and that whoever withholds a count never withholds a zero.

    Puts in what is told outright and solves what hangs together with one unknown at a time:
    the same answers as of one large programme, sooner.
    """

    def __init__(self, figures: Iterable[Figure], facts: Iterable[Fact], withheld: Iterable[str]) -> None:
        self._step = {figure.name: figure.step for figure in figures}
        facts, gone = list(facts), set(withheld)
        told = [fact for fact in facts if fact.fixed or fact.name not in gone]
        self._marked = {fact.only_figure for fact in facts if fact.name in gone and not fact.fixed}
        self._known = {
            fact.only_figure: fact.low / next(iter(fact.terms.values()))
            for fact in told
            if fact.only_figure is not None
        }
        self._equations = [equation for fact in told if (equation := self._open(fact)).terms]
        self._about: dict[str, list[int]] = {}
        for at, fact in enumerate(self._equations):
            for name in fact.terms:
                self._about.setdefault(name, []).append(at)

    def _open(self, fact: Fact) -> Fact:
        """A fact about the unknown alone."""
        known = sum((weight * self._known[n] for n, weight in fact.terms.items() if n in self._known), Fraction(0))
        terms = {name: weight for name, weight in fact.terms.items() if name not in self._known}
        return Fact(fact.name, terms, fact.low - known, fact.high - known)

    def range_of(self, name: str) -> Range:
        """What the attacker can tell of a figure."""
        if name in self._known:
            return Range(self._known[name], self._known[name])
        names, equations = self._around(name)
        programme = self._programme(names, equations)
        return Range(*(self._bound(names, name, sign, *programme) for sign in (1, -1)))

    def _around(self, name: str) -> tuple[list[str], list[Fact]]:
        """The unknowns that hang together with one, and the equations between them."""
        names, equations, waiting = {name}, set[int](), [name]
        while waiting:
            for at in self._about.get(waiting.pop(), ()):
                equations.add(at)
                new = self._equations[at].terms.keys() - names
                names |= new
                waiting += new
        return sorted(names), [self._equations[at] for at in sorted(equations)]

    def _programme(self, names: list[str], equations: list[Fact]) -> tuple[LinearConstraint | None, Bounds]:
        """Every equation as a row of whole numbers, a figure being counted in its own steps."""
        column = {name: at for at, name in enumerate(names)}
        matrix = np.zeros((len(equations), len(names)))
        low, high = np.zeros(len(equations)), np.zeros(len(equations))
        for at, fact in enumerate(equations):
            weights = {name: weight * self._step[name] for name, weight in fact.terms.items()}
            scale = lcm(*(Fraction(value).denominator for value in (*weights.values(), fact.low, fact.high)))
            for name, weight in weights.items():
                matrix[at, column[name]] = float(weight * scale)
            low[at], high[at] = float(fact.low * scale), float(fact.high * scale)
        least = np.array([1.0 if name in self._marked else 0.0 for name in names])
        rows = LinearConstraint(matrix, low, high) if equations else None
        return rows, Bounds(least, np.full(len(names), FAR))

    def _bound(self, names: list[str], name: str, sign: int, rows: LinearConstraint | None, bounds: Bounds) -> Fraction:
        goal = np.zeros(len(names))
        goal[names.index(name)] = sign
        found = milp(goal, constraints=rows, bounds=bounds, integrality=np.ones(len(names)))
        assert found.status == 0, f"what was published cannot be true: {found.message}"
        return round(found.x[names.index(name)]) * self._step[name]


def truth_fits(figures: Mapping[str, Figure], facts: Iterable[Fact]) -> bool:
    """Whether the figures agree with every fact: a table that contradicts itself proves nothing."""
    return all(
        fact.low <= sum(weight * figures[name].value for name, weight in fact.terms.items()) <= fact.high
        for fact in facts
    )
