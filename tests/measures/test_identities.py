"""When counts cannot all be right, and when a blank keeps one from saying so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.measures.identities import Count, Equation
from cyps_xl.measures.rates import Figure

small = st.integers(0, 20)


def counted(value: Figure, sign: int = 1, heading: str = "Number") -> Count:
    return Count("Table", 0, heading, value, sign)


def total_of(total: Figure, *parts: Figure, settled: bool = True) -> Equation:
    return Equation("a row", counted(total), tuple(counted(part) for part in parts), "others", settled=settled)


def test_a_total_that_is_not_its_parts_is_broken() -> None:
    assert total_of(5, 2, 2).is_broken and total_of(5, 3, 3).is_broken
    assert not total_of(5, 3, 2).is_broken


def test_a_part_above_its_whole_is_broken_and_one_below_is_not() -> None:
    assert total_of(98, 101, settled=False).is_broken
    assert not total_of(98, 97, settled=False).is_broken


def test_a_blank_part_is_not_taken_for_a_0() -> None:
    assert not total_of(5, 2, None).is_broken
    assert total_of(5, 6, None).is_broken


def test_a_blank_total_and_parts_that_are_all_blank_say_nothing() -> None:
    assert not total_of(None, 2).is_broken
    assert not total_of(2, None).is_broken and total_of(2, None).added is None


def test_a_blank_among_what_is_taken_off_says_nothing() -> None:
    carried = Equation("March", counted(191), (counted(189), counted(22), counted(None, -1)))
    assert not carried.is_broken
    assert Equation("March", counted(119), (counted(189), counted(22), counted(20, -1))).is_broken


def test_decimal_fractions_add_up_as_people_add_them() -> None:
    assert not total_of(0.3, 0.1, 0.2).is_broken


@given(st.lists(small, min_size=1, max_size=6), st.integers(-3, 3))
def test_a_settled_total_is_broken_exactly_when_it_is_another(parts: list[int], more: int) -> None:
    assert total_of(sum(parts) + more, *parts).is_broken == (more != 0)
    assert total_of(sum(parts) + more, *parts, settled=False).is_broken == (more < 0)
