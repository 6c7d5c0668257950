"""What readers know without being told: how the council's counts hang together.

The identities are those that the input tables declare; the checks speak of counts that break
one. Such a one is left out here: who relied on it would find a wrong number.
"""

from __future__ import annotations

from fractions import Fraction

from cyps_xl.disclosure.counts import InputCell
from cyps_xl.disclosure.facts import Fact, Figure
from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.inputs.identities import all_equations
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.identities import Count, Equation


def add_rules(page: PageFacts, inputs: Inputs) -> None:
    """Add every declared identity that bears on the figures the report tells."""
    for table, identity, equation in all_equations(inputs):
        fact = _fact(page, f"rule: {table.name}, {type(identity).__name__}", equation)
        if fact is not None:
            page.rule(fact)


def _fact(page: PageFacts, kind: str, equation: Equation) -> Fact | None:
    """What an identity tells of the figures that the report tells; None where it tells nothing, or is not true.

    Parts that are not told, or not known, are among what may come on top of those that are.
    """
    total = page.figure_of.get(_cell(equation.total))
    told = [(part.sign, figure) for part in equation.parts if (figure := page.figure_of.get(_cell(part))) is not None]
    all_told = len(told) == len(equation.parts)
    if total is None or not told or not (all_told or equation.rest):
        return None
    terms = {total.name: Fraction(-1)}
    for sign, figure in told:
        terms[figure.name] = terms.get(figure.name, Fraction(0)) + sign
    left = total.value - sum((sign * figure.value for sign, figure in told), Fraction(0))
    if left < 0 or (left > 0 and not equation.rest):
        return None
    if left > 0 or not equation.settled:
        terms[_rest(page, equation, total, left).name] = Fraction(1)
    return Fact(
        f"{kind}, {total.name}: {' + '.join(figure.name for _, figure in told)}", terms, Fraction(0), Fraction(0)
    )


def _rest(page: PageFacts, equation: Equation, total: Figure, left: Fraction) -> Figure:
    """What comes on top of the parts. A share may tell of it already: of those of the whole who are not in the part."""
    if equation.rest in page.figures:
        return page.figures[equation.rest]
    matters = equation.rest_is_people and total.people and page.counts.may_be_left_over(_cell(equation.total))
    return page.hidden(equation.rest, left, people=matters)


def _cell(count: Count) -> InputCell:
    return InputCell(count.table, count.row, count.heading)
