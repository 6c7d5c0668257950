"""Run charts against the published table, and small series by hand."""

from __future__ import annotations

import pytest

from cyps_xl.measures.run_charts import fewest_crossings, longest_run, run_chart


@pytest.mark.parametrize(("points", "run", "crossings"), [(10, 6, 2), (20, 7, 6), (24, 8, 8), (64, 9, 25)])
def test_a_run_chart_has_anhoej_s_limits(points: int, run: int, crossings: int) -> None:
    assert (longest_run(points), fewest_crossings(points)) == (run, crossings)


def test_of_no_figures_nothing_is_asked_and_nothing_told() -> None:
    found = run_chart([0, 0])
    assert (found.useful, found.run, found.longest, found.crossings, found.fewest) == (0, 0, 0, 0, 0)
    assert not found.tells and not found.moved


def test_figures_on_the_median_are_passed_over() -> None:
    found = run_chart([1, 0, 1, -1, 0, -1, 1])
    assert (found.useful, found.run, found.crossings) == (5, 2, 2)


def test_a_line_that_crosses_its_median_too_seldom_has_moved() -> None:
    assert run_chart([-1] * 5 + [1] * 5).moved
    assert not run_chart([-1, -1, 1, -1, -1, 1, 1, -1, 1, 1]).moved


def test_too_long_a_run_has_moved_though_crossings_are_many() -> None:
    assert run_chart([1, -1, 1, -1, 1, *[-1] * 8, 1, -1]).moved


def test_of_eight_figures_it_tells_nothing() -> None:
    found = run_chart([-1] * 4 + [1] * 4)
    assert not found.tells and not found.moved
