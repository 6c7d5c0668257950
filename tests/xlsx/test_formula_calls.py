"""A formula taken apart: calls, comparisons, and the cells of its own sheet."""

import pytest

from cyps_xl.formulas.calls import call_of, sides_of
from cyps_xl.formulas.references import own_cells


@pytest.mark.parametrize(
    ("formula", "call"),
    [
        ('IF(A1="a,(b",SUM(B1:B2),"")', ("IF", ('A1="a,(b"', "SUM(B1:B2)", '""'))),
        ("COUNT(A1:B2)", ("COUNT", ("A1:B2",))),
        ("INDEX(Values[Value, net],1)", ("INDEX", ("Values[Value, net]", "1"))),
        ("CHOOSE({1,2},A1)", ("CHOOSE", ("{1,2}", "A1"))),
        ("NA()", ("NA", ("",))),
        ("SUM(A1)+SUM(A2)", None),
        ("(A1)", None),
        ("A1", None),
        ("IF(A1", None),
    ],
)
def test_one_call_is_its_function_and_its_arguments(formula: str, call: tuple[str, tuple[str, ...]] | None) -> None:
    assert call_of(formula) == call


@pytest.mark.parametrize(
    ("formula", "sides"),
    [
        ("COUNT(A1:B1)=2", ("COUNT(A1:B1)", "=", "2")),
        ('A1<>"="', ("A1", "<>", '"="')),
        ("IF(A1=1,2,3)", None),
        ("A1>2", None),
    ],
)
def test_a_comparison_is_its_two_sides(formula: str, sides: tuple[str, str, str] | None) -> None:
    assert sides_of(formula, ("=", "<>")) == sides


def test_cells_in_texts_headings_other_sheets_and_whole_columns_are_no_cells_of_the_sheet() -> None:
    formula = "\"A1\"&Audits[PI24]&'Looked after'!B2&SUM(C:C)&$D$4:E4"
    assert list(own_cells(formula)) == [(3, 3), (3, 4)]
