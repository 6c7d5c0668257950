"""Proof that a figure stays hidden: other figures with which the page would read exactly the same.

Bounds alone prove nothing: an attacker who solves all equations together may narrow a figure
further than bounds passed from one equation to the next. So safety is never concluded from
them. It is shown by a *witness*: a full set of other figures that agrees with every fact still
told. Where the search finds none within its limit, the figure counts as exposed and more is
withheld: errors fall on the safe side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm

from cyps_xl.disclosure.facts import Fact, Figure

MOST_TRIES = 150
"""Changes tried before a search gives up. Nearly all that succeed need fewer than twenty."""

Values = dict[int, int]
"""The figures of a witness that are not the true ones: the figure's number, its value in steps."""


@dataclass(frozen=True)
class _Row:
    """A fact in whole numbers, each figure counted in its own steps."""

    fact: Fact
    terms: tuple[tuple[int, int], ...]
    low: int
    high: int
    pins: int | None  # the one figure it gives away


class System:
    """Figures and facts, numbered once so that many searches are quick."""

    def __init__(self, figures: Iterable[Figure], facts: Iterable[Fact]) -> None:
        self.figures = tuple(figures)
        self.number = {figure.name: at for at, figure in enumerate(self.figures)}
        self.true = [int(figure.value / figure.step) for figure in self.figures]
        self.rows = tuple(self._row(fact) for fact in facts)
        self.about: list[list[int]] = [[] for _ in self.figures]
        for at, row in enumerate(self.rows):
            for figure, _ in row.terms:
                self.about[figure].append(at)
        self.sums = [sum(weight * self.true[at] for at, weight in row.terms) for row in self.rows]

    def _row(self, fact: Fact) -> _Row:
        weights = {self.number[name]: weight * self._step(name) for name, weight in fact.terms.items() if weight}
        scale = lcm(*(Fraction(value).denominator for value in (*weights.values(), fact.low, fact.high)))
        terms = tuple((at, int(weight * scale)) for at, weight in weights.items())
        pins = None if fact.only_figure is None else self.number[fact.only_figure]
        return _Row(fact, terms, int(fact.low * scale), int(fact.high * scale), pins)

    def _step(self, name: str) -> Fraction:
        return self.figures[self.number[name]].step


class Told:
    """All that a reader is told: the facts left on the page, and what is known anyway."""

    def __init__(self, system: System, withheld: Iterable[str]) -> None:
        gone = frozenset(withheld)
        self._system = system
        self._told = [row.fact.fixed or row.fact.name not in gone for row in system.rows]
        self._lowest: dict[int, int] = {}
        self._pinned: set[int] = set()
        for row, told in zip(system.rows, self._told, strict=True):
            if row.pins is not None and told:
                self._pinned.add(row.pins)
            elif row.pins is not None:
                # A zero is always shown. So who sees that a figure is withheld knows that it is not 0.
                self._lowest[row.pins] = 1

    def witness(self, figure: int, value: int) -> Values | None:
        """Figures that agree with all that is told, one of them being `value` steps; None when none were found."""
        if figure in self._pinned or value < self._lowest.get(figure, 0):
            return None
        search = self.search()
        search.change(figure, value)
        return search.changed if search.mended() else None

    def agrees(self, changed: Mapping[int, int]) -> bool:
        """Whether a reader could hold these figures for the true ones."""
        search = self.search()
        for figure, value in changed.items():
            if figure in self._pinned or value < self._lowest.get(figure, 0):
                return False
            search.change(figure, value)
        return not search.broken

    def search(self) -> Search:
        """A fresh search among what is told."""
        return Search(self._system, self._told, self._lowest, self._pinned)

    def pins(self, figure: int) -> list[int]:
        """The facts told that give a figure away by themselves."""
        rows = self._system.rows
        return [at for at in self._system.about[figure] if self._told[at] and rows[at].pins == figure]

    def near(self, figure: int) -> Iterator[tuple[int, Fact]]:
        """The facts told that bear on a figure, each with how many facts away it is, the nearest first."""
        distance, figures, seen = 0, [figure], {figure}
        rows: set[int] = set()
        while figures:
            found = [at for one in figures for at in self._system.about[one] if self._told[at]]
            found = [at for at in dict.fromkeys(found) if at not in rows]
            rows.update(found)
            yield from ((distance, self._system.rows[at].fact) for at in found)
            nearby = (one for at in found for one, _ in self._system.rows[at].terms)
            figures = [one for one in dict.fromkeys(nearby) if one not in seen]
            seen.update(figures)
            distance += 1


class Search:
    """One search: a figure changed, and whatever no longer adds up put right, figure by figure."""

    def __init__(self, system: System, told: list[bool], lowest: dict[int, int], pinned: set[int]) -> None:
        self._system, self._told, self._lowest, self._pinned = system, told, lowest, pinned
        self.changed: Values = {}
        self.broken: set[int] = set()
        self._moved_sums: dict[int, int] = {}
        self._tries = 0

    def change(self, figure: int, value: int) -> None:
        """Give a figure another value."""
        before = self.changed.get(figure, self._system.true[figure])
        self.changed[figure] = value
        self._shift(figure, value - before)

    def change_back(self, figure: int) -> None:
        """Give a figure its true value again."""
        self._shift(figure, self._system.true[figure] - self.changed.pop(figure))

    def _shift(self, figure: int, by: int) -> None:
        for at in self._system.about[figure]:
            if self._told[at]:
                row = self._system.rows[at]
                weight = next(weight for one, weight in row.terms if one == figure)
                total = self.total(at) + weight * by
                self._moved_sums[at] = total
                (self.broken.discard if row.low <= total <= row.high else self.broken.add)(at)

    def total(self, at: int) -> int:
        """What a fact's sum comes to with the figures as they are now."""
        return self._moved_sums.get(at, self._system.sums[at])

    def mended(self) -> bool:
        """Whether everything adds up again; a figure changed once stays as it is."""
        if not self.broken:
            return True
        at, free = self._tightest()
        row, total = self._system.rows[at], self.total(at)
        missing = row.low - total if total < row.low else row.high - total
        weights = dict(row.terms)
        if not self._can_reach(free, weights, missing):
            return False
        for _, figure in free:
            self._tries += 1
            if self._tries > MOST_TRIES:
                return False
            for value in self.values(figure, missing, weights[figure], row.high - row.low):
                self.change(figure, value)
                if self.mended():
                    return True
                self.change_back(figure)
        return False

    def _tightest(self) -> tuple[int, list[tuple[int, int]]]:
        """The broken fact to mend first: one with a figure that nothing else speaks of can always be mended last."""
        free = {at: self._free(at) for at in sorted(self.broken)}
        at = min(free, key=lambda at: (bool(free[at]), -free[at][0][0] if free[at] else 0, len(free[at])))
        return at, free[at]

    def _free(self, at: int) -> list[tuple[int, int]]:
        """The figures of a fact that can still move, first those about which least is told."""
        return sorted(
            (sum(self._told[other] for other in self._system.about[figure]), figure)
            for figure, _ in self._system.rows[at].terms
            if figure not in self.changed and figure not in self._pinned
        )

    def _can_reach(self, free: list[tuple[int, int]], weights: Mapping[int, int], missing: int) -> bool:
        """Whether the figures that can move could make up what is missing at all."""
        reach = 0
        for _, figure in free:
            if (weights[figure] > 0) == (missing > 0):
                return True  # it can grow without limit
            reach += abs(weights[figure]) * (self._system.true[figure] - self._lowest.get(figure, 0))
        return reach >= abs(missing)

    def values(self, figure: int, missing: int, weight: int, room: int, *, hidden: bool = False) -> Iterator[int]:
        """The values with which a figure makes up what is missing, or as much of it as it can.

        `hidden` says that the figure's own cell is withheld, and so not 0.
        """
        steps = Fraction(missing, weight)
        short, beyond = (floor(steps), ceil(steps)) if steps > 0 else (ceil(steps), floor(steps))
        true, lowest = self._system.true[figure], max(self._lowest.get(figure, 0), int(hidden))
        if beyond != short and abs((beyond - steps) * weight) <= room and true + beyond >= lowest:
            yield true + beyond
        value = max(true + short, lowest)
        if value != true:
            yield value
