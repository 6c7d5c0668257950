"""Made-up tables as a report has them: parts, totals both ways, shares, differences, and what was published before."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from fractions import Fraction

from cyps_xl.disclosure.facts import Fact, Figure, adds_up, count, share


@dataclass
class Table:
    """Figures and the facts published of them."""

    figures: dict[str, Figure] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)

    def figure(self, name: str, value: int | Fraction, *, people: bool = True, step: Fraction = Fraction(1)) -> Figure:
        self.figures[name] = Figure(name, Fraction(value), people, step)
        return self.figures[name]

    def shown(self, name: str, value: int | Fraction, *, cost: float = 1, step: Fraction = Fraction(1)) -> Figure:
        figure = self.figure(name, value, step=step)
        self.facts.append(count(name, figure, cost=cost))
        return figure

    def total(self, name: str, parts: list[Figure], *, cost: float = 2) -> Figure:
        step = min(part.step for part in parts)
        total = self.shown(name, sum((part.value for part in parts), Fraction(0)), cost=cost, step=step)
        self.facts.append(adds_up(f"rule of {name}", total, parts))
        return total

    def rest(self, name: str, part: Figure, whole: Figure) -> Figure:
        """The others, whom no page counts."""
        rest = self.figure(name, whole.value - part.value)
        self.facts.append(adds_up(f"rule of {name}", whole, [part, rest]))
        return rest

    def share(self, name: str, part: Figure, whole: Figure) -> None:
        if whole.value:
            self.facts.append(share(name, part, whole, (part.name, whole.name)))

    def difference(self, name: str, now: Figure, before: Figure) -> None:
        change = now.value - before.value
        self.facts.append(Fact(name, {now.name: Fraction(1), before.name: Fraction(-1)}, change, change, cost=0.5))


def made_up(seed: int) -> Table:
    """A table of one to five rows and two to seven columns, with some of everything."""
    chance = random.Random(seed)
    table = Table()
    rows, columns = chance.randint(1, 5), chance.randint(2, 7)
    largest = chance.choice((4, 8, 15, 40))
    step = Fraction(1, 2) if chance.random() < 0.1 else Fraction(1)
    cells = [
        [
            table.shown(f"r{r}c{c}", chance.randint(0, int(largest / step)) * step, step=step)
            if chance.random() > 0.15
            else table.shown(f"r{r}c{c}", 0, step=step)
            for c in range(columns)
        ]
        for r in range(rows)
    ]
    across = [table.total(f"r{r}", row) for r, row in enumerate(cells)] if chance.random() < 0.8 else []
    if rows > 1 and chance.random() < 0.7:
        down = [table.total(f"c{c}", [row[c] for row in cells]) for c in range(columns)]
        if across:
            table.total("all", down, cost=3)
    if step == 1:
        _more(table, cells, across, chance)
    _before(table, cells, chance)
    return table


def _more(table: Table, cells: list[list[Figure]], across: list[Figure], chance: random.Random) -> None:
    """Shares with their rest, changes from column to column, and counts to date."""
    if across and chance.random() < 0.6:
        for r, row in enumerate(cells):
            table.share(f"share of r{r}", row[0], across[r])
            table.rest(f"rest of r{r}", row[0], across[r])
    if chance.random() < 0.5:
        row = cells[0]
        for c in range(1, len(row)):
            table.difference(f"change to c{c}", row[c], row[c - 1])
    if chance.random() < 0.5:
        to_date = [table.total(f"to date {c}", cells[-1][: c + 1]) for c in range(1, len(cells[-1]))]
        assert to_date


def _before(table: Table, cells: list[list[Figure]], chance: random.Random) -> None:
    """What an earlier edition told: single counts that were not small, and some sums of columns."""
    if chance.random() < 0.4:
        for figure in cells[0][:2]:
            if not figure.is_small(5):
                table.facts.append(count(f"before: {figure.name}", figure, fixed=True))
    if chance.random() < 0.3 and len(cells[-1]) > 2:
        some = cells[-1][:-1]
        total = sum((figure.value for figure in some), Fraction(0))
        if not 0 < total < 5:
            terms = {figure.name: Fraction(1) for figure in some}
            table.facts.append(Fact("before: sum", terms, total, total, fixed=True))
