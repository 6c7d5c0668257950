"""An indicator's figure and its direction, by its unit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.measures.chance import Chance
from cyps_xl.measures.direction import Better, Direction, Measured
from cyps_xl.measures.indicators import Indicator, Typed, Unit, a_count, a_rate

RATE = Indicator(Unit.PERCENT, 1, Better.HIGHER, Measured.POINTS)
DAYS = Indicator(Unit.DAYS, 1, Better.LOWER)
NUMBER = Indicator(Unit.NUMBER, 0, Better.LOWER)

counts = st.integers(0, 500)


def test_a_rate_is_its_counts_divided_and_a_typed_one_is_in_percent() -> None:
    assert RATE.figure(Typed(11, 177)) == 11 / 177
    assert RATE.figure(Typed(value=6.2)) == 0.062
    assert RATE.figure(Typed(11, 177, 99)) == 11 / 177


def test_an_average_is_its_counts_divided_and_a_typed_one_is_as_it_stands() -> None:
    assert DAYS.figure(Typed(2883, 10)) == 288.3
    assert DAYS.figure(Typed(value=288.3)) == 288.3


def test_a_number_is_never_a_quotient() -> None:
    assert NUMBER.figure(Typed(104, 19_850)) is None
    assert NUMBER.figure(Typed(104, 19_850, 104)) == 104


PER_10000 = Indicator(Unit.PER_10000, 1, Better.LOWER)


def test_a_rate_per_population_is_its_count_for_so_many_of_it_and_a_typed_one_is_as_it_stands() -> None:
    assert PER_10000.figure(Typed(384, 28_000)) == pytest.approx(137.142857)
    assert Indicator(Unit.PER_1000, 1, Better.LOWER).figure(Typed(30, 20)) == 1500
    assert PER_10000.figure(Typed(value=137.1)) == 137.1
    assert PER_10000.figure(Typed(384, 0)) is None
    assert PER_10000.shown(137.142857) == "137.1"


def test_a_number_and_a_rate_per_population_grow_through_the_year_and_others_do_not() -> None:
    assert [Indicator(unit, 0, Better.LOWER).accumulates for unit in Unit] == [False, False, True, True, True]


def test_shares_and_rates_are_compared_with_another_area_s_by_their_counts() -> None:
    assert [unit.value for unit in Unit if unit.is_compared] == ["percent", "per 1000", "per 10000"]


def test_nothing_typed_and_nothing_to_divide_by_give_no_figure() -> None:
    assert RATE.figure(Typed()) is RATE.figure(Typed(0, 0)) is RATE.figure(Typed(3)) is None
    assert RATE.figure(Typed(3, None, 50)) == 0.5


def test_a_figure_is_shown_as_published() -> None:
    assert RATE.shown(0.61968) == "62.0%"
    assert DAYS.shown(1288.34) == "1,288.3"
    assert NUMBER.shown(None) == "–"


def test_two_rates_are_compared_as_published() -> None:
    assert RATE.direction(0.9764, 0.9762, 0.05) is Direction.MAINTAINED
    assert RATE.direction(1.0, None, 0.05) is Direction.BEST_POSSIBLE
    assert RATE.gain(0.9764, 0.9751) == 0.001
    assert RATE.gain(None, 0.9) is RATE.gain(0.9, None) is None


def test_a_number_at_0_is_not_the_best_possible_and_needs_something_to_compare_with() -> None:
    assert NUMBER.direction(0, None, 0.05) is Direction.NOT_COMPARABLE
    assert a_count(Better.LOWER).direction(18, 15, 0.05) is Direction.DECLINED


def test_wales_is_compared_by_the_same_decimals() -> None:
    assert RATE.against(0.9764, 0.9762) is Direction.MAINTAINED
    assert RATE.against(0.9, None) is Direction.NOT_COMPARABLE


def test_an_indicator_is_read_off_the_words_of_its_row() -> None:
    rate = Indicator.of(unit="percent", decimals=1, better="higher", measured="points", comparable="yes")
    assert rate == RATE
    assert (rate.places, DAYS.places) == (3, 1)


def test_empty_rules_mean_what_the_report_s_formulas_take_them_for() -> None:
    bare = Indicator.of(unit=None, decimals=None, better=None, measured=None, comparable=None)
    assert bare == Indicator(Unit.NUMBER, 0, Better.LOWER, Measured.RELATIVE, comparable=True)
    assert not Indicator.of(unit="days", decimals=0, better="lower", measured="relative", comparable="no").comparable


@given(counts, counts, st.sampled_from([RATE, DAYS]))
def test_counts_decide_whatever_is_published_beside_them(part: int, whole: int, indicator: Indicator) -> None:
    assert indicator.figure(Typed(part, whole, 7)) == indicator.figure(Typed(part, whole))


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_has_a_figure_of_its_own_value(unit: Unit) -> None:
    indicator = Indicator(unit, 1, Better.HIGHER)
    figure = indicator.figure(Typed(value=50))
    assert figure is not None and indicator.published(figure) == 50


@pytest.mark.parametrize(
    ("better", "target", "target_to", "figure", "met"),
    [
        (Better.HIGHER, 0.8, None, 0.8, True),
        (Better.HIGHER, 0.8, None, 0.7996, True),
        (Better.HIGHER, 0.8, None, 0.799, False),
        (Better.LOWER, 0.8, None, 0.8, True),
        (Better.LOWER, 0.8, None, 0.801, False),
        (Better.NEITHER, 0.8, None, 0.8, True),
        (Better.NEITHER, 0.8, None, 0.81, False),
        (Better.LOWER, 0.2, 0.4, 0.3, True),
        (Better.LOWER, 0.2, 0.4, 0.1, False),
        (Better.HIGHER, 0.2, 0.4, 0.5, False),
        (Better.HIGHER, None, None, 0.5, None),
        (Better.HIGHER, 0.8, None, None, None),
    ],
)
def test_a_target_is_a_bound_or_a_range_and_met_as_published(
    better: Better, target: float | None, target_to: float | None, figure: float | None, met: bool | None
) -> None:
    indicator = Indicator(Unit.PERCENT, 1, better, Measured.POINTS, target=target, target_to=target_to)
    assert indicator.meets_target(figure) is met


def test_a_target_is_typed_as_its_figure_is() -> None:
    rules = {"decimals": 1, "better": "higher", "measured": "points", "comparable": "yes"}
    rate = Indicator.of(unit="percent", target=82, target_to=90, **rules)
    assert (rate.target, rate.target_to) == (0.82, 0.9)
    assert Indicator.of(unit="days", target=82, **rules).target == 82
    assert Indicator.of(unit="days", target="soon", **rules).target is None


def test_neither_is_read_as_neither_and_anything_else_as_lower() -> None:
    rules = {"unit": "number", "decimals": 0, "measured": "relative", "comparable": "yes"}
    assert [Indicator.of(better=word, **rules).better for word in ("neither", "higher", "", None)] == [
        Better.NEITHER,
        Better.HIGHER,
        Better.LOWER,
        Better.LOWER,
    ]


def test_a_share_is_compared_in_points_and_a_count_relatively() -> None:
    assert a_rate(Better.HIGHER, 1) == Indicator(Unit.PERCENT, 1, Better.HIGHER, Measured.POINTS)
    assert a_count(Better.LOWER, 2) == Indicator(Unit.NUMBER, 2, Better.LOWER, Measured.RELATIVE)


CHANGED, SAME = Direction.DECLINED, Direction.MAINTAINED


def test_a_rate_and_a_number_say_whether_a_change_could_be_chance_and_an_average_does_not() -> None:
    rate, number, days = (Indicator(unit, 0, Better.LOWER) for unit in (Unit.PERCENT, Unit.NUMBER, Unit.DAYS))
    few, many = Typed(11, 177), Typed(9, 169)
    assert rate.chance(few, many, CHANGED) is Chance.COULD_BE
    assert rate.chance(Typed(290, 1770), many, CHANGED) is Chance.MORE
    assert number.chance(Typed(value=18), Typed(value=15), CHANGED) is Chance.COULD_BE
    assert rate.chance(few, many, SAME) is rate.chance(few, Typed(value=5), CHANGED) is None
    assert days.chance(Typed(value=58), Typed(value=15), CHANGED) is None
    pounds = replace(rate, counts_cases=False)
    assert pounds.chance(few, many, CHANGED) is pounds.chance_against(few, many, 0.05, CHANGED) is None


def test_a_rate_says_whether_how_it_stands_could_be_chance() -> None:
    rate = Indicator(Unit.PERCENT, 1, Better.HIGHER)
    assert rate.chance_against(Typed(3, 34), Typed(value=59.4), 0.594, CHANGED) is Chance.MORE
    assert rate.chance_against(Typed(10, 57), Typed(1, 10), 0.1, CHANGED) is Chance.COULD_BE
    assert rate.chance_against(Typed(value=8.8), Typed(value=59.4), 0.594, CHANGED) is None
    assert rate.chance_against(Typed(3, 34), Typed(), None, CHANGED) is None
    assert rate.chance_against(Typed(3, 34), Typed(value=59.4), 0.594, SAME) is None


def test_a_rate_per_population_says_whether_a_change_could_be_chance_by_its_counts() -> None:
    now, more = Typed(18, 9000), Typed(40, 9000)
    assert PER_10000.chance(now, Typed(15, 9000), CHANGED) is Chance.COULD_BE
    assert PER_10000.chance(now, more, CHANGED) is Chance.MORE
    assert PER_10000.chance(now, Typed(value=16.7), CHANGED) is PER_10000.chance(now, Typed(15, 0), CHANGED) is None
    assert PER_10000.chance(now, more, SAME) is None


def test_a_rate_per_population_stands_by_its_own_interval_or_by_both_counts() -> None:
    """18 in 9,000 are 20 in 10,000, and may be 11.9 to 31.6 (Byar); 4 are 4.4, and may be 1.2 to 11.4 (exact)."""
    own, few = Typed(18, 9000), Typed(4, 9000)
    for typed, within, outside in ((own, 31.6, 31.7), (own, 11.9, 11.8), (few, 11.3, 11.4), (few, 1.22, 1.2)):
        found = [PER_10000.chance_against(typed, Typed(value=one), one, CHANGED) for one in (within, outside)]
        assert found == [Chance.COULD_BE, Chance.MORE]
    assert PER_10000.chance_against(own, Typed(32, 9000), 35.6, CHANGED) is Chance.COULD_BE
    less = Typed(16, 9000)
    assert PER_10000.chance_against(less, Typed(5, 9000), 5.6, CHANGED) is Chance.MORE
    assert PER_10000.chance_against(less, Typed(5, 9000), 5.6, CHANGED, 5) is None  # it may be 7, which 16 could be
    assert PER_10000.chance_against(own, Typed(60, 9000), 66.7, CHANGED, 5) is Chance.MORE
    assert PER_10000.chance_against(Typed(value=20), Typed(33, 9000), 36.7, CHANGED) is None
    assert PER_10000.chance_against(own, Typed(), None, CHANGED) is None


def test_nothing_is_said_against_an_area_whose_rounding_could_turn_it() -> None:
    rate = Indicator(Unit.PERCENT, 1, Better.LOWER)
    own, other = Typed(19, 100), Typed(10, 110)
    exact = rate.chance_against(own, other, 10 / 110, Direction.DECLINED)
    assert exact is not None
    assert rate.chance_against(own, other, 10 / 110, Direction.DECLINED, 5) is None
    assert rate.chance_against(own, Typed(600, 6000), 0.1, Direction.DECLINED, 5) is Chance.MORE
