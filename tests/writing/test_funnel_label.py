"""Our own name in a funnel lies over no other point, where one of four places is free of them."""

from __future__ import annotations

import pytest

from cyps_xl.writing.funnel_label import POSITIONS, Point, label_position

SIZE = 700.0, 330.0
NAME = "Example County Borough Council"
OWN = 500.0, 10.0
FAR = 1000.0, 20.0
NEAR: dict[str, Point] = {"above": (500, 12.5), "below": (500, 7.5), "right": (600, 10.0), "left": (400, 10.0)}


def test_it_stands_above_where_nothing_is_there() -> None:
    assert label_position(NAME, OWN, [FAR], SIZE) == ("above", True)
    assert label_position(NAME, OWN, [], SIZE)[1]


@pytest.mark.parametrize("taken", range(1, 4))
def test_it_stands_in_the_first_place_that_no_point_lies_in(taken: int) -> None:
    others = [FAR, *(NEAR[where] for where in POSITIONS[:taken])]
    assert label_position(NAME, OWN, others, SIZE) == (POSITIONS[taken], True)


def test_where_every_place_is_taken_it_lies_over_fewest_and_hides_none() -> None:
    twice = [*NEAR.values(), *((x + 4, y) for where, (x, y) in NEAR.items() if where != "right")]
    assert label_position(NAME, OWN, [FAR, *twice], SIZE) == ("right", False)


def test_a_place_beyond_the_plot_is_none() -> None:
    highest, broadest = (500.0, 23.0), (1000.0, 10.0)
    assert label_position(NAME, highest, [FAR, (500.0, 20.0)], SIZE)[0] == "right"
    assert label_position(NAME, broadest, [FAR, (1000.0, 12.5), (1000.0, 7.5)], SIZE)[0] == "left"


def test_of_no_figures_and_noughts_nothing_fails() -> None:
    assert label_position("", (0.0, 0.0), [(0.0, 0.0)], SIZE)[0] in POSITIONS
