"""Following a formula to the input cells it comes from, and what it makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cyps_xl.disclosure.counts import InputCell
from cyps_xl.sheets.plan import Scalar

Place = tuple[str, int, int]
"""A cell of the report: the sheet's key, the row and the column."""


@dataclass(frozen=True)
class Sum:
    """A weighted sum of counts, and a known number added to it."""

    terms: Mapping[InputCell, Fraction] = field(default_factory=dict)
    known: Fraction = Fraction(0)

    def plus(self, other: Sum, sign: int = 1) -> Sum:
        """This and the other, or this less the other."""
        terms = dict(self.terms)
        for cell, weight in other.terms.items():
            terms[cell] = terms.get(cell, Fraction(0)) + sign * weight
        return Sum({cell: weight for cell, weight in terms.items() if weight}, self.known + sign * other.known)

    def times(self, number: Fraction) -> Sum:
        """This many times over."""
        return Sum({cell: weight * number for cell, weight in self.terms.items() if number}, self.known * number)

    @property
    def adds_counts(self) -> bool:
        """Whether it is a plain sum of counts: then it counts people as they do."""
        return bool(self.terms) and not self.known and all(weight == 1 for weight in self.terms.values())


NOTHING: frozenset[Place] = frozenset()


@dataclass(frozen=True)
class Traced:
    """A value with its history.

    `value` is None for an empty cell. `sum` says how a number is made of counts, None when it
    is made otherwise; `share` are the two sums that were divided. `reads` are the cells of the
    report that its value depends on, `inputs` the counts that it takes straight from the
    input tables.
    """

    value: Scalar | Fraction | None
    sum: Sum | None = None
    share: tuple[Traced, Traced] | None = None
    reads: frozenset[Place] = NOTHING
    inputs: frozenset[InputCell] = frozenset()

    @property
    def number(self) -> Fraction | None:
        """The value as a number; None for text, an empty cell, yes and no."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float | Fraction):
            return None
        return self.value if isinstance(self.value, Fraction) else Fraction(self.value)

    def because_of(self, *others: Traced) -> Traced:
        """The same value, known to depend on these as well."""
        reads = self.reads.union(*(other.reads for other in others))
        inputs = self.inputs.union(*(other.inputs for other in others))
        return Traced(self.value, self.sum, self.share, reads, inputs)


def known(value: Scalar | Fraction | None) -> Traced:
    """A value that comes from no count."""
    traced = Traced(value)
    return traced if traced.number is None else Traced(value, Sum({}, traced.number))


def opaque(value: Scalar | Fraction | None, *sources: Traced) -> Traced:
    """A value made of others in a way that is not followed further."""
    return Traced(value).because_of(*sources)
