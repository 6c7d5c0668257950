"""Which formulas may leave."""

from __future__ import annotations

import pytest

from cyps_xl.formulas.references import own_cells
from cyps_xl.printed.page_formulas import page_formula
from cyps_xl.sheets.plan import Scalar

PAGE: dict[tuple[int, int], Scalar] = {(0, 0): 6, (0, 1): 3, (0, 2): "–", (0, 3): 0, (1, 0): 4}
"""A1 is 6, B1 is 3, C1 a dash, D1 zero, A2 4."""


@pytest.mark.parametrize(
    ("formula", "value", "left"),
    [
        ("A1/B1", 2, "A1/B1"),
        ('IF(AND(ISNUMBER(A1),ISNUMBER(B1)),IF(B1=0,"–",A1/B1),"–")', 2, "A1/B1"),
        ("IF(AND(ISNUMBER(A1),ISNUMBER(B1)),A1/B1,INDEX(Values[Value],MATCH(A1,Values[Key],0)))", 2, "A1/B1"),
        ('IF(COUNT(A1:B1)=0,"–",SUM(A1:D1))', 9, "SUM(A1:D1)"),
        ("AVERAGE(A1:C1)", 4.5, "AVERAGE(A1:C1)"),
        ('IF(AND(COUNT(A1:B1)=COUNT(A1:A2),COUNT(A1:A2)=2),A1/A2,"–")', 1.5, "A1/A2"),
        ('IF(OR(ISNUMBER(C1),NOT(ISNUMBER(A1))),"a, (b",$A$1-B1)', 3, "$A$1-B1"),
        ("A1+B1-A2", 5, "A1+B1-A2"),
    ],
)
def test_a_figure_worked_out_on_the_page_keeps_its_sum_without_its_guards(
    formula: str, value: float, left: str
) -> None:
    assert page_formula(formula, value, PAGE) == left


@pytest.mark.parametrize(("formula", "value"), [("A1/B1", 2.1), ("SUM(A1:C1)", 12), ("A1+C1", 9), ("A1/D1", 0)])
def test_a_sum_that_the_page_does_not_bear_out_leaves_as_its_value(formula: str, value: float) -> None:
    """As when one of its cells is withheld."""
    assert page_formula(formula, value, PAGE) is None


@pytest.mark.parametrize(
    "formula",
    [
        "INDEX(Supervision[Due],MATCH(A1,Supervision[Month],0))",
        "A1/cyps_full_time_hours",
        "'Looked after'!A1+B1",
        "A1+Z9",  # not a cell of the page
        "6/3",  # nothing to follow
        "IF(ISNUMBER(A1),INDEX(T[V],1),A1/B1)",
    ],
)
def test_a_figure_that_reads_anything_else_leaves_as_its_value(formula: str) -> None:
    assert page_formula(formula, 2.0, PAGE) is None


def test_words_leave_as_words() -> None:
    assert page_formula('IF(A1=6,"Improved","Declined")', "Improved", PAGE) is None
    assert page_formula(None, 6, PAGE) is None


def test_ranges_are_read_cell_by_cell_and_text_is_not_read_at_all() -> None:
    assert list(own_cells('SUM($A$1:B2)&"C3"')) == [(0, 0), (0, 1), (1, 0), (1, 1)]
