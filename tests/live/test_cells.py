"""What a cell of the open workbook holds, as it is handed over and as it is given back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from cyps_xl.inputs.raw import ErrorCell
from cyps_xl.live.cell_text import retyped
from cyps_xl.live.open_book import raw_value

SPILL, CALC = -2146826243, -2146826238


@pytest.mark.parametrize(
    ("handed", "held"),
    [
        (12.5, 12.5),
        (0.0, 0.0),
        (Decimal("37.5"), 37.5),
        ("", None),
        (None, None),
        ("North", "North"),
        (True, True),
        (dt.datetime(2017, 12, 31), dt.datetime(2017, 12, 31)),
        ("#N/A", ErrorCell("#N/A")),
    ],
)
def test_a_cell_holds_what_is_handed_over(handed: Any, held: Any) -> None:
    assert raw_value(handed) == held


@pytest.mark.parametrize(("handed", "error"), [(SPILL, "#SPILL!"), (CALC, "#CALC!"), (-2146826200, "an error")])
@pytest.mark.parametrize("kind", [int, float])
def test_an_error_that_is_handed_over_as_a_number_is_no_figure(handed: int, error: str, kind: type) -> None:
    assert raw_value(kind(handed)) == ErrorCell(error)


def test_a_number_is_given_back_as_a_number() -> None:
    assert retyped("0.1") == 0.1  # typed as a text into a cell of percentages it would be 0.1%


def test_a_text_that_looks_like_a_number_is_given_back_as_a_text() -> None:
    assert retyped("2.10", is_text=True) == "'2.10"


def test_a_formula_is_given_back_as_it_was() -> None:
    assert retyped("=A1+1") == "=A1+1"
