"""The facts that a report tells, cell by cell, read off its formulas."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from math import log10

from cyps_xl.disclosure.counted_rows import CountedRows
from cyps_xl.disclosure.counts import InputCell
from cyps_xl.disclosure.facts import Fact, Figure, adds_up, count
from cyps_xl.disclosure.formula_tracer import Tracer
from cyps_xl.disclosure.provenance_value import Place, Sum, Traced
from cyps_xl.inputs.records import Inputs
from cyps_xl.sheets.plan import CellPlan, ReportPlan

UNSEEN = 0.01
"""What it costs a reader to miss a cell that does not print."""


class PageFacts:
    """The figures and facts of a report, and the cells that tell each fact. Cells in `unseen` leave with nobody."""

    def __init__(self, plan: ReportPlan, inputs: Inputs, unseen: Collection[Place] = ()) -> None:
        self.tracer = Tracer(plan, inputs)
        self.counts = self.tracer.counts
        self.figures: dict[str, Figure] = {}
        self.facts: dict[str, Fact] = {}
        self.cells: dict[str, list[Place]] = {}
        self.figure_of: dict[InputCell, Figure] = {}
        self.share_cells: dict[str, InputCell] = {}
        """The facts that are typed shares, each with the cell in which it is typed."""
        self._told_by: dict[Place, str] = {}
        told = {
            (sheet.key, cell.row, cell.column): (cell, cell.column < sheet.printed_columns)
            for sheet in plan.sheets
            for cell in sheet.cells
            if cell.formula is not None and cell.value != "" and (sheet.key, cell.row, cell.column) not in unseen
        }
        self._rows = CountedRows(self.tracer.traced(place) for place in told)
        for place, (cell, printed) in told.items():
            self._tell(place, cell, _worth(cell) if printed else UNSEEN)
        self._connect()

    def told_by(self, place: Place) -> str | None:
        """The name of the fact that a cell tells, if it tells one."""
        return self._told_by.get(place)

    @property
    def input_names(self) -> frozenset[str]:
        """The names of the figures that are cells of the input tables; the others are totals, numbers of rows, and what
        pages imply."""
        return frozenset(figure.name for cell, figure in self.figure_of.items() if not cell.is_row)

    def input_figure(self, cell: InputCell) -> Figure:
        """The figure of an input cell that holds a count; of a row, that of the rows that are counted with it."""
        if cell.is_row:
            return self._rows_figure(self._rows.part(cell))
        if cell not in self.figure_of:
            value = self.counts.value(cell)
            if value is None:
                raise KeyError(str(cell))
            figure = Figure(self.counts.where(cell), value, self.counts.is_people(cell), self.counts.step(cell))
            self.figure_of[cell] = self.figures[figure.name] = figure
        return self.figure_of[cell]

    def _rows_figure(self, rows: tuple[InputCell, ...]) -> Figure:
        """How many these rows are. Each by itself is a figure that earlier editions tell of as well."""
        first = rows[0]
        if first not in self.figure_of:
            name = f"{self.counts.row_numbers(rows)}: how many"
            figure = Figure(name, Fraction(len(rows)), self.counts.is_people(first))
            self.figure_of[first] = self.figures[name] = figure
            each = [self.hidden(self.counts.row_numbers([row]), Fraction(1), people=False) for row in rows]
            self.rule(adds_up(f"rows: {name}", figure, each))
        return self.figure_of[first]

    def rule(self, fact: Fact) -> None:
        """Add something that readers know without being told."""
        self.facts[fact.name] = replace(fact, fixed=True)

    def hidden(self, name: str, value: Fraction, *, people: bool = True) -> Figure:
        """A figure that no cell shows and that readers may work out."""
        self.figures[name] = Figure(name, value, people)
        return self.figures[name]

    def _tell(self, place: Place, cell: CellPlan, cost: float) -> None:
        traced = self.tracer.traced(place)
        if traced.sum is not None and traced.sum.terms and traced.number is not None:
            self._add(place, self._sum_fact(self._rows.parted(traced.sum), traced.number), cost)
        elif traced.share is not None or traced.reads or traced.inputs:
            fact = self._share_fact(place, traced)
            self._add(place, fact, cost)
            if traced.share is not None and cell.number_format.endswith("%"):
                self._rest(traced.share)

    def _add(self, place: Place, fact: Fact, cost: float) -> None:
        """Cells that tell the same fact stay or go together."""
        before = self.facts.get(fact.name)
        size = 1 + log10(1 + float(abs(fact.high))) / 4
        self.facts[fact.name] = replace(fact, cost=(before.cost if before else 0.0) + cost * size)
        self.cells.setdefault(fact.name, []).append(place)
        self._told_by[place] = fact.name

    def _sum_fact(self, total: Sum, value: Fraction) -> Fact:
        figures = {cell: self.input_figure(cell) for cell in total.terms}
        if len(figures) > 1 and total.adds_counts and all(figure.people for figure in figures.values()):
            return count(self._name(total), self._total(self._name(total), list(figures.values())))
        terms = {figures[cell].name: weight for cell, weight in total.terms.items()}
        told = value - total.known
        return Fact(self._name(total), terms, told, told)

    def _total(self, name: str, parts: list[Figure]) -> Figure:
        """A sum of counts of people counts people as well: it may be small itself."""
        if name not in self.figures:
            value = sum((part.value for part in parts), Fraction(0))
            self.figures[name] = Figure(name, value, True, min(part.step for part in parts))
            self.rule(adds_up(f"sum: {name}", self.figures[name], parts))
        return self.figures[name]

    def _share_fact(self, place: Place, traced: Traced) -> Fact:
        """What a share tells of its two sides; of any other cell only that it goes with what it reads."""
        name = f"cell: {place[0]} {place[1]} {place[2]}"
        part, whole = traced.share or (None, None)
        if part is None or whole is None or part.sum is None or whole.sum is None:
            typed = [cell for cell in traced.inputs if self.counts.is_share(cell)]
            return self._typed_share(name, typed[0]) if typed else Fact(name, {}, Fraction(0), Fraction(0))
        # part ÷ whole = the share, so whole's value × part − part's value × whole = 0.
        parts, wholes = self._rows.parted(part.sum), self._rows.parted(whole.sum)
        balance = parts.times(_of(whole)).plus(wholes.times(_of(part)), -1)
        terms = {self.input_figure(cell).name: weight for cell, weight in balance.terms.items()}
        return Fact(name, terms, -balance.known, -balance.known)

    def _typed_share(self, name: str, cell: InputCell) -> Fact:
        """What a typed share tells of the count behind it, while what it is out of is told."""
        nothing = Fact(name, {}, Fraction(0), Fraction(0))
        self.share_cells[name] = cell
        where, typed = self.counts.where(cell), self.counts.share(cell)
        if self.counts.tells_unseen(cell):
            # Nobody here can say how many, so that they are taken for few.
            return count(name, self.hidden(f"{where}: cases, of a number that stands elsewhere", Fraction(1)))
        wholes = [one for one in self.counts.share_of(cell) if self.counts.value(one) is not None]
        whole = sum((self.input_figure(one).value for one in wholes), Fraction(0))
        per = self.counts.share_per(cell)
        nearest = Fraction(round(typed * whole / per))
        if not wholes or not 0 <= nearest <= whole:
            return nothing
        part = self.hidden(f"{where}: cases", nearest)
        # Of an audit the other cases show how records are kept, and nothing of anyone's life.
        rest = self.hidden(f"{where}: other cases", whole - nearest, people=self.counts.rest_matters(cell))
        terms = {self.input_figure(one).name: Fraction(1) for one in wholes}
        terms |= {part.name: Fraction(-1), rest.name: Fraction(-1)}
        self.rule(Fact(f"rest: {where}", terms, Fraction(0), Fraction(0)))
        half = max(Fraction(1, 2 * 10 ** self.counts.share_decimals(cell)), abs(typed - per * nearest / whole))
        needs = tuple(self._unseen(one) for one in wholes)
        low, high = ((typed + side) * whole / per for side in (-half, half))
        return Fact(name, {part.name: Fraction(1)}, low, high, needs=needs)

    def _rest(self, sides: tuple[Traced, Traced]) -> None:
        """Those of the whole who are not in the part: a count that the page implies."""
        part, whole = (None if side.sum is None else self._rows.parted(side.sum) for side in sides)
        if (
            part is None
            or whole is None
            or not (part.adds_counts and whole.adds_counts)
            or _of(sides[0]) > _of(sides[1])
        ):
            return
        if not all(self.counts.may_be_left_over(cell) for cell in (*part.terms, *whole.terms)):
            return
        name = f"{self._name(whole)} but not {self._name(part)}"
        rest = self.hidden(name, _of(sides[1]) - _of(sides[0]))
        balance = whole.plus(part, -1)
        terms = {self.input_figure(cell).name: weight for cell, weight in balance.terms.items()}
        terms[rest.name] = Fraction(-1)
        self.rule(Fact(f"rest: {name}", terms, -balance.known, -balance.known))

    def _connect(self) -> None:
        """Have every share, arrow and word go with the figures it is worked out from."""
        for place, name in list(self._told_by.items()):
            if name.startswith("cell: "):
                traced = self.tracer.traced(place)
                needs = [self._told_by[read] for read in sorted(traced.reads) if read in self._told_by]
                needs += [self._unseen(cell) for cell in sorted(traced.inputs) if not self.counts.is_share(cell)]
                self.facts[name] = replace(self.facts[name], needs=(*dict.fromkeys([*self.facts[name].needs, *needs]),))
        counted = self._come_from_counts()
        for name in [name for name in self.facts if name not in counted]:
            del self.facts[name]  # a heading, a date: it comes from no count

    def _come_from_counts(self) -> set[str]:
        """The facts that tell a count, and all that are worked out from those, however many steps lie between."""
        read_by: dict[str, list[str]] = {}
        for name, fact in self.facts.items():
            for need in fact.needs:
                read_by.setdefault(need, []).append(name)
        waiting = [name for name, fact in self.facts.items() if fact.terms]
        found = set(waiting)
        while waiting:
            further = [name for name in read_by.get(waiting.pop(), ()) if name not in found]
            found.update(further)
            waiting += further
        return found

    def _name(self, total: Sum) -> str:
        """The name of a sum, the same for every cell that says it: the input cells it is made of."""
        parts = ((self.input_figure(cell).name, weight) for cell, weight in sorted(total.terms.items()))
        return " + ".join(name if weight == 1 else f"{weight} × {name}" for name, weight in parts)

    def _unseen(self, cell: InputCell) -> str:
        """The fact of a count that is worked with and shown nowhere. Taken as told: the safe side."""
        figure = self.input_figure(cell)
        name = self._name(self._rows.parted(Sum({cell: Fraction(1)})))
        self.facts.setdefault(name, count(name, figure, cost=UNSEEN))
        return name


def _worth(cell: CellPlan) -> float:
    """What a reader misses with a cell: totals more than parts, words and arrows less."""
    if cell.style.startswith(("total", "figure strong")):
        return 2.0
    return 0.3 if isinstance(cell.value, str) or cell.style.startswith("arrow") else 1.0


def _of(traced: Traced) -> Fraction:
    return traced.number or Fraction(0)
