"""What the documentation says of chance is what the command prints, and within its bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.scripts import script

PAGE = Path(__file__).parent.parent / "docs" / "figures-and-arrows.md"
THEORY = 0.0027
"""Of a normal distribution so much lies past three standard deviations."""
BOUND = 0.055
"""At most so many of the pairs of which nothing changed may be called more than chance."""


@pytest.fixture(scope="module")
def simulated() -> dict[str, float]:
    return dict(script("simulate").simulated())


def test_of_pairs_of_which_nothing_changed_few_are_called_more_than_chance(simulated: dict[str, float]) -> None:
    assert len(simulated) == 3
    assert all(0.001 < share <= BOUND for share in simulated.values())


@pytest.fixture(scope="module")
def in_control() -> dict[str, tuple[float, float]]:
    simulate = script("simulate")
    return dict(simulate.in_control(simulate.example(), 2017))


def test_of_months_in_control_as_many_lie_outside_as_theory_has(in_control: dict[str, tuple[float, float]]) -> None:
    assert all(abs(outside - THEORY) <= 0.01 for outside, _ in in_control.values())
    assert all(outside < marked <= 0.02 for outside, marked in in_control.values())


def test_the_page_tells_of_months_in_control(in_control: dict[str, tuple[float, float]]) -> None:
    page = PAGE.read_text(encoding="utf-8").replace("\n", " ")
    (share, all_shares), (count, all_counts) = in_control.values()
    assert f"of a share {share:.2%}, of a count {count:.2%}" in page
    assert f"marked by any rule {all_shares:.2%} and {all_counts:.2%}" in page


def test_the_page_tells_what_the_command_prints(simulated: dict[str, float]) -> None:
    page = PAGE.read_text(encoding="utf-8").replace("\n", " ")
    assert [f"{what} {share:.2%}" for what, share in simulated.items() if f"{what} {share:.2%}" not in page] == []
