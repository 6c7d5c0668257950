"""What a reader is told: figures, and facts about them. Knows no sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

WHOLE = Fraction(1)


@dataclass(frozen=True)
class Figure:
    """A number that a reader may try to find out, whether or not a page shows it. Never below 0.

    `people` says that it counts people, so that a small one may lead to somebody. `step` is the
    smallest difference between two such numbers: 1, or ½ where halves happen.
    """

    name: str
    value: Fraction
    people: bool = True
    step: Fraction = WHOLE

    def is_small(self, threshold: int) -> bool:
        """Whether it counts people and is under the threshold. None is not a small number of people."""
        return self.people and 0 < self.value < threshold


@dataclass(frozen=True)
class Fact:
    """Something that can be known of figures: their weighted sum lies between two limits, mostly equal ones.

    A count on a page is a fact about one figure. A total is a fact about its parts, 3 of 7
    = 42.9% the fact that 7 × part − 3 × whole = 0. `fixed` marks what the reader knows anyway: a
    rule such as "the register is last month's, plus, less", or what was published before.
    `needs` names the facts that this one is worked out from: it goes with any of them.
    `cost` is how much the reader misses it.
    """

    name: str
    terms: Mapping[str, Fraction]
    low: Fraction
    high: Fraction
    fixed: bool = False
    needs: tuple[str, ...] = ()
    cost: float = 1.0

    @property
    def only_figure(self) -> str | None:
        """The figure that this fact gives away by itself; None when it speaks of several."""
        return next(iter(self.terms)) if len(self.terms) == 1 and self.low == self.high else None


def count(name: str, figure: Figure, *, fixed: bool = False, cost: float = 1.0) -> Fact:
    """The fact that a figure is what it is."""
    return Fact(name, {figure.name: WHOLE}, figure.value, figure.value, fixed, cost=cost)


def adds_up(name: str, total: Figure, parts: Iterable[Figure]) -> Fact:
    """The rule that a total is the sum of its parts, which readers know without being told."""
    terms = {total.name: -WHOLE}
    for part in parts:
        terms[part.name] = terms.get(part.name, Fraction(0)) + 1
    return Fact(name, terms, Fraction(0), Fraction(0), fixed=True)


def share(name: str, part: Figure, whole: Figure, needs: Iterable[str], cost: float = 1.0) -> Fact:
    """A published share, as exact as a cell holds it: it gives the fraction away in its lowest terms."""
    terms = {part.name: whole.value, whole.name: -part.value}
    return Fact(name, terms, Fraction(0), Fraction(0), needs=tuple(needs), cost=cost)
