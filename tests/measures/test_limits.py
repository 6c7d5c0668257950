"""Limits of series against worked examples of the books, and the rules that mark a point."""

from __future__ import annotations

import pytest

from cyps_xl.measures import limits
from cyps_xl.measures.limits import Limits, Signal


def lies(found: Limits, centre: float, lower: float, upper: float) -> bool:
    return (found.centre, found.lower, found.upper) == pytest.approx((centre, lower, upper))


def test_shares_have_limits_for_their_own_whole_cut_at_nought_and_one() -> None:
    found = limits.of_shares([12, 8], [100, 80])
    spread = 3 * (1 / 9 * 8 / 9 / 100) ** 0.5
    assert lies(found[0], 1 / 9, 1 / 9 - spread, 1 / 9 + spread)
    assert limits.of_shares([99, 100], [100, 100])[0].upper == 1
    assert limits.of_shares([1, 0], [100, 100])[0].lower == 0


def test_a_point_that_is_left_out_moves_no_limit() -> None:
    assert limits.of_shares([12, 80], [100, 100], [True, False])[1] == limits.of_shares([12], [100])[0]


def test_rates_have_limits_for_their_own_base() -> None:
    assert lies(limits.of_rates([2, 3, 8], [50, 50, 100])[2], 0.065, 0, 0.065 + 3 * (0.065 / 100) ** 0.5)


def test_counts_have_limits_of_three_roots() -> None:
    assert lies(limits.of_counts([9, 9, 9]), 9, 0, 18)
    assert lies(limits.of_counts([16, 16]), 16, 4, 28)


def test_values_have_limits_by_their_moving_ranges() -> None:
    assert lies(limits.of_values([10, 12, 11, 13]), 11.5, 11.5 - 3 * (5 / 3) / 1.128, 11.5 + 3 * (5 / 3) / 1.128)


def test_a_range_that_is_no_part_of_what_is_usual_is_left_out_once() -> None:
    steady = [10, 11] * 10
    spread = limits.of_values([*steady, 60], screened=True).upper - limits.of_values([*steady, 60]).centre
    assert spread == pytest.approx(2.66)
    assert lies(limits.of_values([5, 5, 5], screened=True), 5, 5, 5)


def test_times_between_rare_events_are_worked_out_as_roots_and_turned_back() -> None:
    assert lies(limits.of_times_between([81, 81, 81]), 81, 81, 81)
    assert limits.of_times_between([1, 900, 4]).lower == 0


def test_a_funnel_narrows_with_the_whole() -> None:
    few, many = limits.funnel(0.8, 10, 0.95), limits.funnel(0.8, 1000, 0.95)
    assert few.upper == 1
    assert few.lower < many.lower < 0.8 < many.upper < few.upper


def test_seven_on_one_side_are_a_run_and_six_are_none() -> None:
    assert limits.run_on_one_side([1] * 6) == [0] * 6
    assert limits.run_on_one_side([-1] * 8 + [1]) == [0] * 6 + [-1, -1, 0]
    assert limits.run_on_one_side([1] * 6 + [0] + [1] * 6) == [0] * 13


def test_seven_each_above_the_one_before_are_a_trend() -> None:
    assert limits.trend([]) == []
    assert limits.trend([1, 2, 3, 4, 5, 6]) == [0] * 6
    assert limits.trend([2, 1, 2, 3, 4, 5, 6, 7, 3]) == [0] * 7 + [1, 0]
    assert limits.trend([7, 6, 5, 4, 3, 2, 1])[-1] == -1
    assert limits.trend([1, 2, 3, 3, 4, 5, 6]) == [0] * 7


def test_of_three_points_two_of_which_lie_near_a_limit_the_two_are_marked() -> None:
    wide = limits.Limits(50.0, 20.0, 80.0, 30.0)
    points = [50.5, 49.5, 72.0, 51.0, 73.0, 49.5, 50.5, 49.5]
    found = limits.signals(points, [wide] * 8, 50.0)
    assert found == [None, None, limits.Signal.NEAR, None, limits.Signal.NEAR, None, None, None]


def test_all_of_a_share_lies_near_no_limit_only_because_that_is_cut_there() -> None:
    """98% of 33 on average, and months of 100%: less than one standard deviation above."""
    found = limits.of_shares([33, 33, 31, 33, 32], [33] * 5)
    assert found[0].upper == 1 and found[0].reach > 0.05
    assert not any(limits.is_near(1.0, one) for one in found)
    assert limits.is_near(0.9, found[0])


def test_of_times_a_point_lies_near_a_limit_by_its_root() -> None:
    found = limits.of_times_between([20, 30, 25, 40, 22, 35])
    middle = found.centre ** (1 / limits.ROOT)
    near, far = ((middle + share * found.reach) ** limits.ROOT for share in (0.7, 0.6))
    assert limits.is_near(near, found, limits.ROOT) and not limits.is_near(far, found, limits.ROOT)


def test_two_of_three_near_a_limit_count_only_on_one_side() -> None:
    assert limits.near_a_limit([True, False, True], [1, 1, 1]) == [1, 1, 1]
    assert limits.near_a_limit([True, False, True], [1, -1, 1]) == [0, 0, 0]
    assert limits.near_a_limit([False, True, False], [1, 1, 1]) == [0, 0, 0]


def test_limits_in_another_unit_are_as_many_times_as_large() -> None:
    assert Limits(1, 0.5, 2, 1).times(1000) == Limits(1000, 500, 2000, 1000)


STEADY = Limits(20, 11, 29, 9)


@pytest.mark.parametrize(
    ("points", "marks"),
    [
        ([20, 30, 10, 20], {1: Signal.ABOVE, 2: Signal.BELOW}),
        ([*[21] * 7, 20], {6: Signal.RUN}),
        ([*[21] * 6, None, 21], {}),
        ([14, 16, 18, 20, 22, 24, 26], {6: Signal.TREND}),
        ([26, 24, 22, None, 20, 18, 16, 14], {}),
        ([27, 22, 27, 20], {0: Signal.NEAR, 2: Signal.NEAR}),
        ([13, 18, 13, 20], {0: Signal.NEAR, 2: Signal.NEAR}),
        ([27, 20, 27, 20], {}),
        ([None, None], {}),
    ],
)
def test_a_point_is_marked_by_the_plainest_of_what_sets_it_apart(
    points: list[float | None], marks: dict[int, Signal]
) -> None:
    found = limits.signals(points, [STEADY] * len(points), STEADY.centre)
    assert {at: said for at, said in enumerate(found) if said is not None} == marks


def test_without_limits_only_runs_and_trends_are_told() -> None:
    points = [100, *[21] * 7]
    assert limits.signals(points, [None] * 8, 20) == [*[None] * 6, Signal.RUN, Signal.RUN]


def test_an_average_of_equal_values_is_on_no_side_of_them() -> None:
    values = [0.1] * 12
    found = limits.of_values(values, screened=True)
    assert limits.signals(values, [found] * 12, found.centre) == [None] * 12


def test_a_missing_value_has_no_range_on_either_side() -> None:
    assert lies(limits.of_values([10, 12, None, 40, 42]), 26, 26 - 3 / 1.128 * 2, 26 + 3 / 1.128 * 2)
    assert lies(limits.of_values([10, None, 12]), 11, 11, 11)


def test_what_cannot_lie_below_nought_has_no_limit_there() -> None:
    assert Limits(2, -1, 5).from_nought() == Limits(2, 0, 5)
    assert Limits(2, 1, 3).from_nought() == Limits(2, 1, 3)


@pytest.mark.parametrize(("centre", "upper"), [(0, 0), (0.125, 2), (0.5, 4), (0.99, 5), (0.0001, 0)])
def test_rare_counts_have_an_exact_upper_limit_and_none_below(centre: float, upper: float) -> None:
    """P(X > 2) is 0.0003 where 0.125 come a month, P(X > 1) 0.007; P(X > 3) is 0.0018 where it is a half, too many."""
    found = limits.of_rare_counts(centre)
    assert (found.centre, found.lower) == (centre, 0)
    assert found.upper == pytest.approx(upper)


def test_of_rare_counts_no_run_is_news() -> None:
    few = [limits.of_rare_counts(0.4)] * 9
    assert limits.signals([0] * 8 + [9], few, 0.4, alone=True) == [None] * 8 + [Signal.ABOVE]
    assert Signal.RUN in limits.signals([0] * 8 + [9], few, 0.4)


def test_a_series_breaks_into_parts_that_know_nothing_of_each_other() -> None:
    parts = limits.parts_of([False] * 4 + [True] + [False] * 4)
    assert parts == [slice(0, 4), slice(4, 9)]
    assert limits.parts_of([]) == []
    assert limits.parts_of([True, False]) == [slice(0, 2)]
    assert limits.in_parts(limits.run_lengths, parts, [1] * 9) == [1, 2, 3, 4, 1, 2, 3, 4, 5]
