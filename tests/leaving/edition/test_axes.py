"""The axes of an edition's charts, whose figures change no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.printed.axes import with_axis
from cyps_xl.sheets.plan import ChartPlan, Span

CHART = ChartPlan("c", "C", 0, (0, 5), Span(0, 0, 3, 0), (), "", "", "c")
LIMITS = replace(CHART, drawn=Charts.LIMITS)


@pytest.mark.parametrize(
    ("form", "drawn", "axis"),
    [
        ("0%", (0.824, 0.9, 1.0), (0.8, 1.0, 0.05)),
        ("0%", (0.921, 0.934), (0.92, 0.94, 0.01)),
        ("#,##0", (98, 131, 120), (90, 140, 10)),
        ("#,##0", (3, 5), (3, 5, 1)),
        ("#,##0", (7, 7), (7, 8, 1)),
        ("0.0", (4.1, 5.2), (4.0, 5.5, 0.5)),
        ("#,##0", (-3, 12), (-5, 15, 5)),
    ],
)
def test_an_axis_lies_close_about_limits_at_round_numbers(
    form: str, drawn: tuple[float, ...], axis: tuple[float, float, float]
) -> None:
    made = with_axis(replace(LIMITS, axis_format=form, maximum=1.0 if "%" in form else None), drawn)
    assert (made.minimum, made.maximum, made.step) == axis


def test_what_is_not_known_counts_for_no_axis() -> None:
    assert with_axis(LIMITS, ("–", None, 98, 131)).minimum == 90
    assert with_axis(LIMITS, ("–",)).minimum is None


def test_where_few_are_counted_each_gridline_is_a_whole_number() -> None:
    few, many = (with_axis(CHART, drawn) for drawn in ((0, 3), (0, 30)))
    assert (few.minimum, few.maximum, few.step) == (None, 4, 1)
    assert many.maximum is None


def test_columns_stand_on_nought() -> None:
    assert with_axis(replace(CHART, axis_format="0%", maximum=1.0), (0.9, 1.0)).minimum is None


def test_the_axis_of_a_line_that_lies_high_shows_how_it_moves_and_another_begins_at_nought() -> None:
    line = replace(CHART, drawn=Charts.LINE)
    high = with_axis(line, (314, 300, 291))
    assert (high.minimum, high.maximum, high.step) == (290, 320, 10)
    assert with_axis(line, (121, 100, 89)).minimum is None
    assert with_axis(line, (0, 0)).minimum is None
    assert with_axis(CHART, (314, 300, 291)).minimum is None  # columns
