"""Choosing what to withhold: small counts, then whatever would give one of them away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from math import ceil

from cyps_xl.disclosure.alternative_worlds import System, Told, Values
from cyps_xl.disclosure.facts import Fact, Figure
from cyps_xl.disclosure.joint_suppression import facts_to_withhold

MOST_CANDIDATES = 24
"""Facts tried one by one to hide a figure; past these the nearest is withheld and the search goes on."""


class Reason(Enum):
    """Why a fact is withheld."""

    SMALL = "a small number"
    TELLS = "a small number could be worked out from it"
    FOLLOWS = "worked out from a withheld number"


@dataclass(frozen=True)
class Suppression:
    """What is withheld, by the fact's name, with the reason; and what cannot be hidden any more.

    `exposed` are the small figures that a reader can work out whatever is withheld, because of
    what is known already.
    """

    withheld: dict[str, Reason]
    exposed: tuple[str, ...]


def protect(
    figures: Iterable[Figure],
    facts: Iterable[Fact],
    threshold: int,
    *,
    also: Collection[str] = (),
    rounded: bool = False,
) -> Suppression:
    """Withhold small counts, and as little else as keeps them hidden.

    A small count stays hidden when every number could stand in its place that the mark may
    stand for: from 1 to threshold − 1, but for those that rules alone exclude (a total of two
    withheld parts is 2 at least). Where rules leave none of these, and for any other withheld
    figure, at least one other number must be possible. A threshold of 0 or 1 withholds nothing.

    `also` are the facts to withhold whatever they tell: what the same edition withholds in
    another language. `rounded` says that counts are told as rounded, their facts being ranges: a
    range holds no mark, so each small count needs only one other number that is possible.
    """
    return _Protection(System(figures, facts), threshold, frozenset(also), rounded=rounded).done()


class _Protection:
    def __init__(self, system: System, threshold: int, also: frozenset[str], *, rounded: bool) -> None:
        self._system, self._threshold, self._also, self._rounded = system, threshold, also, rounded
        self._facts = tuple(row.fact for row in system.rows)
        self._costs = {fact.name: fact.cost for fact in self._facts}
        self._followers: dict[str, list[Fact]] = {}
        for fact in self._facts:
            for needed in fact.needs:
                self._followers.setdefault(needed, []).append(fact)
        self._chosen: dict[str, Reason] = {}
        self._proofs: dict[tuple[int, int], Values] = {}
        self._small = {at for at, figure in enumerate(system.figures) if figure.is_small(threshold)}
        self._others: dict[int, tuple[int, ...]] = {}
        self._given_up: set[int] = set()

    def done(self) -> Suppression:
        for fact in self._facts:
            if not fact.fixed and self._only(fact) in self._small:
                self._chosen[fact.name] = Reason.SMALL
            elif fact.name in self._also and self._may_go(fact):
                self._chosen[fact.name] = Reason.TELLS
        self._hide()
        self._give_back()
        withheld = {name: self._chosen.get(name, Reason.FOLLOWS) for name in self._everything(self._chosen)}
        exposed = (at for at in self._given_up if at in self._small)
        return Suppression(withheld, tuple(sorted(self._system.figures[at].name for at in exposed)))

    def _hide(self) -> None:
        """Withhold fact after fact until everything that should be is hidden, or can no longer be."""
        for at in self._small:
            self._others[at] = () if self._rounded else self._alternatives(at)
        while (figure := self._first_exposed()) is not None:
            facts = self._best_to_withhold(figure)
            self._chosen |= {fact.name: Reason.TELLS for fact in facts}
            if not facts:
                self._given_up.add(figure)

    def _only(self, fact: Fact) -> int | None:
        return None if fact.only_figure is None else self._system.number[fact.only_figure]

    def _alternatives(self, at: int) -> tuple[int, ...]:
        """Every other number that could stand behind the mark if all were withheld that can be."""
        nothing = Told(self._system, (fact.name for fact in self._facts if self._may_go(fact)))
        step, true = self._system.figures[at].step, self._system.true[at]
        numbers = range(1, ceil(self._threshold / step))
        return tuple(value for value in numbers if value != true and self._possible(at, value, nothing))

    def _everything(self, chosen: Iterable[str]) -> dict[str, None]:
        """The facts chosen, and all that are worked out from one of them."""
        found = dict.fromkeys(chosen)
        waiting = list(found)
        while waiting:
            for fact in self._followers.get(waiting.pop(), ()):
                if fact.name not in found and not fact.fixed:
                    found[fact.name] = None
                    waiting.append(fact.name)
        return found

    def _told(self, chosen: Iterable[str]) -> Told:
        return Told(self._system, self._everything(chosen))

    def _first_exposed(self) -> int | None:
        told = self._told(self._chosen)
        return next((at for at in self._to_hide() if at not in self._given_up and not self._hidden(at, told)), None)

    def _to_hide(self) -> Iterator[int]:
        """The small figures, then those that are withheld for their sake."""
        yield from self._small
        withheld = self._everything(self._chosen)
        for fact in self._facts:
            only = self._only(fact)
            if fact.name in withheld and only is not None and only not in self._small:
                yield only

    def _hidden(self, at: int, told: Told) -> bool:
        enough = all if self._others.get(at) else any
        return enough(self._possible(at, value, told) for value in self._wanted(at))

    def _possible(self, at: int, value: int, told: Told) -> bool:
        proof = self._proofs.get((at, value))
        if proof is not None and told.agrees(proof):
            return True
        found = told.witness(at, value)
        if found is not None:
            self._proofs[at, value] = found
        return found is not None

    def _best_to_withhold(self, figure: int) -> list[Fact]:
        """The cheapest fact whose absence hides the figure; else facts that hide it together.

        When neither is found, the nearest fact: a step on the way. Empty when nothing is left.
        """
        told = self._told(self._chosen)
        nearby = [(distance, fact) for distance, fact in told.near(figure) if self._may_go(fact)]
        nearby.sort(key=lambda found: (self._cost(found[1]) * (1 + found[0]), found[0], found[1].name))
        for _, fact in nearby[:MOST_CANDIDATES]:
            if self._hidden(figure, self._told([*self._chosen, fact.name])):
                return [fact]
        for value in self._wanted(figure):
            if not self._possible(figure, value, told):
                together = facts_to_withhold(self._system, told, figure, value, self._may_go, self._cost)
                if together:
                    return together
        return [fact for _, fact in nearby[:1]]

    def _wanted(self, at: int) -> tuple[int, ...]:
        """The numbers that a figure should be able to have, the nearest to the true one first."""
        true = self._system.true[at]
        values = self._others.get(at) or tuple(true + steps for steps in (1, -1, 2, -2, 3, -3))
        return tuple(sorted((value for value in values if value > 0), key=lambda value: (abs(value - true), -value)))

    def _may_go(self, fact: Fact) -> bool:
        """Not what is known anyway, and not a zero, which always stays."""
        return not fact.fixed and not (fact.only_figure is not None and fact.high == 0)

    def _cost(self, fact: Fact) -> float:
        """What the reader loses with a fact: its own cost and that of all that goes with it."""
        going = self._everything([fact.name])
        return sum(self._costs[name] for name in going if name not in self._chosen)

    def _give_back(self) -> None:
        """Show again what turned out not to be needed, the most precious first."""
        chosen = self._chosen.keys() - self._also
        extra = [fact for fact in self._facts if fact.name in chosen and self._chosen[fact.name] is Reason.TELLS]
        for fact in sorted(extra, key=lambda fact: (-self._cost(fact), fact.name)):
            before = self._chosen
            self._chosen = {name: reason for name, reason in before.items() if name != fact.name}
            if self._first_exposed() is not None:
                self._chosen = before
