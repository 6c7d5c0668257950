"""Finding what must be withheld together so that a figure is hidden: a search that may open cells on its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf

from cyps_xl.disclosure.alternative_worlds import System, Told
from cyps_xl.disclosure.facts import Fact

MOST_TRIES = 400
MOST_OPENED = 6
"""Facts withheld at once for the sake of one figure; a rectangle in a table needs three."""
CHEAPER_BY = 2
"""How many facts more a cheaper set may have than the smallest: three parts rather than two totals."""


def facts_to_withhold(
    system: System, told: Told, figure: int, value: int, may_go: Callable[[Fact], bool], cost: Callable[[Fact], float]
) -> list[Fact]:
    """A few cheap facts without which the figure could have this value; none when the search finds no such set."""
    prices = {at: cost(row.fact) for at, row in enumerate(system.rows) if may_go(row.fact)}
    best: set[int] = set()
    limit, last, budget = 1, MOST_OPENED, inf
    while limit <= last:
        opening = _Opening(system, told, prices, limit, budget)
        opening.search.change(figure, value)
        if opening.mended():
            last = min(last, len(best or opening.opened) + CHEAPER_BY)
            best, budget = opening.opened, opening.price
        limit += 1
    return [system.rows[at].fact for at in sorted(best)]


class _Opening:
    """Mends as a witness is sought, and where nothing can move any more withholds a fact, up to a limit."""

    def __init__(self, system: System, told: Told, prices: Mapping[int, float], limit: int, budget: float) -> None:
        self.search = told.search()
        self.opened: set[int] = set()
        self._tries = 0
        self._system, self._told, self._prices, self._limit, self._budget = system, told, prices, limit, budget

    @property
    def price(self) -> float:
        """What the reader misses with all that was opened."""
        return sum(self._prices[at] for at in self.opened)

    def _affordable(self, new: set[int]) -> bool:
        price = self.price + sum(self._prices[at] for at in new)
        return len(self.opened) + len(new) <= self._limit and price < self._budget

    def mended(self) -> bool:
        """Whether everything adds up again, but for what was opened."""
        broken = self.search.broken - self.opened
        if not broken:
            return True
        at = min(broken, key=lambda row: (row in self._prices, len(self._system.rows[row].terms), row))
        return any(self._opened_for(pins, figure, at) for pins, figure in self._moves(at)) or self._dropped(at)

    def _moves(self, at: int) -> list[tuple[tuple[int, ...], int]]:
        """The figures of a fact that could move, each with what must be opened for it: the cheapest first."""
        found = []
        for figure, _ in self._system.rows[at].terms:
            pins = tuple(pin for pin in self._told.pins(figure) if pin not in self.opened)
            if figure not in self.search.changed and all(pin in self._prices for pin in pins):
                price = sum(self._prices[pin] for pin in pins)
                found.append((price, len(self._system.about[figure]), figure, pins))
        return [(pins, figure) for _, _, figure, pins in sorted(found)]

    def _opened_for(self, pins: tuple[int, ...], figure: int, at: int) -> bool:
        """Whether all can be mended with this figure moved, its own facts opened."""
        new = set(pins) - self.opened
        if not self._affordable(new):
            return False
        row, total = self._system.rows[at], self.search.total(at)
        missing = row.low - total if total < row.low else row.high - total
        weight = next(weight for one, weight in row.terms if one == figure)
        for value in self.search.values(figure, missing, weight, row.high - row.low, hidden=bool(pins)):
            self._tries += 1
            if self._tries > MOST_TRIES:
                return False
            self.opened |= new
            self.search.change(figure, value)
            if self.mended():
                return True
            self.search.change_back(figure)
            self.opened -= new
        return False

    def _dropped(self, at: int) -> bool:
        """Whether all can be mended without the fact that does not hold any more."""
        if at not in self._prices or not self._affordable({at}):
            return False
        self.opened.add(at)
        if self.mended():
            return True
        self.opened.discard(at)
        return False
