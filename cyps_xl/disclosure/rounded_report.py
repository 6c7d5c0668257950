"""A report laid out from rounded counts: its totals rounded each on its own, and all else worked out anew from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from cyps_xl.disclosure.cell_by_cell import CellByCell
from cyps_xl.disclosure.counts import InputCell
from cyps_xl.disclosure.formula_tracer import Tracer, exactly
from cyps_xl.disclosure.functions import ExcelError
from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.disclosure.provenance_value import Place, Sum, Traced
from cyps_xl.disclosure.rounding import BASE, LEAST_OUT_OF, rounded_inputs, sides_rounded, to_base
from cyps_xl.disclosure.shape import reasons_of
from cyps_xl.formulas.tree import NotUnderstood, parse
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.direction import Direction
from cyps_xl.printed.leaving import is_within
from cyps_xl.settings import Settings
from cyps_xl.sheets.plan import CellPlan, ReportPlan, Scalar
from cyps_xl.sheets.report_plan import lay_out_for_readers

_PERCENT = 100
_DIRECTIONS = tuple(one.value for one in Direction if one is not Direction.NOT_COMPARABLE)


class RoundedReport:
    """A report laid out from rounded counts, its totals rounded on their own and all else worked out again.

    `left_out` are the shares out of too few, and the arrows that rounding may have turned.
    """

    @classmethod
    def of(cls, inputs: Inputs, settings: Settings, page: PageFacts) -> RoundedReport:
        """The rounded report of exact inputs; `page` are the facts of the exact one."""
        inputs = rounded_inputs(inputs)
        return cls(lay_out_for_readers(inputs, replace(settings, language="English")), inputs, page)

    def __init__(self, plan: ReportPlan, inputs: Inputs, page: PageFacts) -> None:
        self.inputs = inputs
        self._evaluator = _Evaluator(plan, inputs, _totals(page))
        self.left_out: set[Place] = set()
        self.plan = replace(
            plan,
            sheets=tuple(
                replace(sheet, cells=tuple(self._cell(sheet.key, cell) for cell in sheet.cells))
                for sheet in plan.sheets
            ),
        )
        self.left_out |= set(self._directions())

    def _cell(self, key: str, cell: CellPlan) -> CellPlan:
        place = (key, cell.row, cell.column)
        share = self._evaluator.share(place)
        if share is not None and (share[1].number or 0) < LEAST_OUT_OF and self._of_people(share[1].sum):
            self.left_out.add(place)
        if any(self._is_left_out(one) for one in self._evaluator.traced(place).inputs):
            self.left_out.add(place)
        return replace(cell, value=self._evaluator.value(place))

    def _is_left_out(self, cell: InputCell) -> bool:
        """Whether an indicator's Value is of too few, or of a number that stands elsewhere."""
        counts = self._evaluator.counts
        if not (counts.is_of_indicator(cell) and counts.is_share(cell)):
            return False
        few = bool(counts.share_of(cell)) and sides_rounded(cell, counts)[1] < LEAST_OUT_OF
        return few or counts.tells_unseen(cell)

    def _of_people(self, total: Sum | None) -> bool:
        return total is None or any(self._evaluator.counts.is_people(cell) for cell in total.terms)

    def _directions(self) -> Iterator[Place]:
        """The arrows that rounding may have turned, and every star, since it cannot tell whether a rate is perfect."""
        for sheet in self.plan.sheets:
            for cell in sheet.cells:
                place = (sheet.key, cell.row, cell.column)
                if is_within(cell, sheet.arrows) and cell.value in _DIRECTIONS:
                    rests_on_people = next(self._counts_behind(place), None) is not None
                    if rests_on_people and (cell.value == Direction.BEST_POSSIBLE.value or self._may_be_turned(place)):
                        yield place

    def _may_be_turned(self, arrow: Place) -> bool:
        """Whether the two figures that an arrow compares could stand the other way round before rounding."""
        near = self._evaluator.traced(arrow).reads
        near |= {read for one in near for read in self._evaluator.traced(one).reads}
        ranges = [self._range(place) for place in near if self._evaluator.is_figure(place)]
        return any(one[0] <= other[1] and other[0] <= one[1] for one, other in combinations(ranges, 2))

    def _range(self, place: Place) -> tuple[Fraction, Fraction]:
        """The least and the most that a figure may be before rounding: a count, or a part of a whole."""
        share, traced = self._evaluator.share(place), self._evaluator.traced(place)
        typed = [(cell, sides) for cell in traced.inputs if (sides := self._typed_sides(cell)) is not None]
        if typed:
            (cell, (cases, out_of)), slack = typed[0], Fraction(BASE // 2)
            per = self._evaluator.counts.share_per(cell)
            per = 1 if per == _PERCENT else per  # a percentage is a share of 1 on the page
            low, high = max(cases - slack, Fraction(0)), cases + slack
            return per * low / (out_of + slack), per * high / max(out_of - slack, Fraction(1))
        if share is None:
            return self._around(exactly(self._evaluator.value(place)), traced.sum)
        part, whole = (self._around(side.number, side.sum) for side in share)
        return part[0] / whole[1], part[1] / max(whole[0], Fraction(1))

    def _around(self, number: object, total: Sum | None) -> tuple[Fraction, Fraction]:
        value = number if isinstance(number, Fraction) else Fraction(0)
        slack = Fraction(0)
        if total is not None and total.terms and self._of_people(total):
            # A count per 1,000 of a population moves by 1,000 times as much.
            slack = BASE // 2 * max(Fraction(1), *(abs(weight) for weight in total.terms.values()))
        return max(value - slack, Fraction(0)), value + slack

    def may_be_few(self, place: Place, threshold: int) -> bool:
        """Whether a count behind the direction that an explanation reads, or the rest of a whole, may be small."""
        reads, few = reasons_of(self.plan)[place], threshold + (BASE - 1) // 2
        return any(
            any(number < few for number in self._counts_behind(read))
            or any(number < few + (BASE - 1) // 2 for number in self._rests_behind(read))
            for read in reads
        )

    def _counts_behind(self, place: Place) -> Iterator[Fraction]:
        """The rounded counts of people that a cell is worked out from."""
        counts = self._evaluator.counts
        for one in self._evaluator.behind(place):
            for cell in self._evaluator.traced(one).inputs:
                number = counts.value(cell)
                if number is not None and counts.is_people(cell):
                    yield number
                if (sides := self._typed_sides(cell)) is not None:
                    yield sides[0]

    def _rests_behind(self, place: Place) -> Iterator[Fraction]:
        """Those of each share's whole who are not in its part."""
        for one in self._evaluator.behind(place):
            share = self._evaluator.traced(one).share
            if share is not None:
                yield (share[1].number or Fraction(0)) - (share[0].number or Fraction(0))
            for cell in self._evaluator.traced(one).inputs:
                if (sides := self._typed_sides(cell)) is not None:
                    yield sides[1] - sides[0]

    def _typed_sides(self, cell: InputCell) -> tuple[Fraction, Fraction] | None:
        """The rounded cases behind an indicator's Value and what they are out of; None of any other cell."""
        counts = self._evaluator.counts
        is_typed = counts.is_of_indicator(cell) and counts.is_share(cell) and bool(counts.share_of(cell))
        return sides_rounded(cell, counts) if is_typed else None


def _totals(page: PageFacts) -> dict[Place, Fraction]:
    """The cells that add several counts of people, each with its rounded total."""
    inputs = page.input_names
    totals = {
        name: page.figures[fact.only_figure]
        for name, fact in page.facts.items()
        if fact.only_figure is not None and fact.only_figure not in inputs
    }
    return {
        place: to_base(figure.value)
        for name, figure in totals.items()
        if figure.people
        for place in page.cells.get(name, ())
        if (total := page.tracer.traced(place).sum) is not None and total.adds_counts
    }


class _Evaluator(Tracer):
    """Works out every cell that follows from a total again, cell after cell as it is needed."""

    def __init__(self, plan: ReportPlan, inputs: Inputs, totals: Mapping[Place, Fraction]) -> None:
        super().__init__(plan, inputs)
        self._plain = Tracer(plan, inputs)
        self._totals = totals
        self._values = CellByCell(self._worked_out_again)

    def value(self, place: Place) -> Scalar:
        """What the cell shows."""
        return self._values.of(place)

    def share(self, place: Place) -> tuple[Traced, Traced] | None:
        """The two sides of a cell that divides them, as they are now."""
        traced = self._plain.traced(place)
        if traced.share is None:
            return None
        return self._again(place).share if self._follows(place) else traced.share

    def is_figure(self, place: Place) -> bool:
        """Whether a cell is set as a figure of the page and holds a number."""
        cell = self._cells.get(place)
        return cell is not None and cell.style.startswith("figure") and isinstance(self.value(place), int | float)

    def behind(self, place: Place) -> Iterator[Place]:
        """The cell and all that it is worked out from."""
        waiting, seen = [place], {place}
        while waiting:
            here = waiting.pop()
            yield here
            new = self._plain.traced(here).reads - seen
            seen |= new
            waiting += new

    def traced(self, place: Place) -> Traced:
        return self._plain.traced(place)

    def reference(self, place: Place) -> Traced:
        plain = self._plain.reference(place)
        return replace(plain, value=exactly(self.value(place))) if place in self._cells else plain

    def row_count(self, table: str, rows: Sequence[int]) -> Traced:
        """A number of rows that are people, rounded: no input table holds it, so it is rounded where it is counted."""
        exact = super().row_count(table, rows)
        return replace(exact, value=to_base(Fraction(len(rows)))) if exact.sum and exact.sum.terms else exact

    def _follows(self, place: Place) -> bool:
        return any(one in self._totals or self._counts_rows(one) for one in self.behind(place))

    def _counts_rows(self, place: Place) -> bool:
        """Whether a cell's figure, a side of its share, or what it was worked out from, counts rows that are people."""
        traced = self._plain.traced(place)
        sums = (side.sum for side in (traced, *(traced.share or ())))
        counted = (cell for total in sums if total is not None for cell in total.terms)
        return any(cell.is_row for cell in (*counted, *traced.inputs))

    def _worked_out_again(self, place: Place) -> Scalar:
        cell = self._cells[place]
        if place in self._totals and isinstance(cell.value, int | float):
            return int(self._totals[place])
        if cell.formula is None or not self._follows(place):
            return cell.value
        found = self._again(place).value
        if isinstance(found, Fraction):
            return int(found) if found.denominator == 1 and isinstance(cell.value, int) else float(found)
        return "" if found is None else found

    def _again(self, place: Place) -> Traced:
        formula = self._cells[place].formula or ""
        try:
            return self.worked_out(place[0], parse(formula))
        except (NotUnderstood, ExcelError) as error:
            raise TypeError(f"a formula that rounding cannot follow: {formula}") from error
