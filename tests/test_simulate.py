"""What the documentation says of chance is what the command prints, and within its bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.scripts import script

PAGE = Path(__file__).parent.parent / "docs" / "figures-and-arrows.md"
BOUND = 0.055
"""At most so many of the pairs of which nothing changed may be called more than chance."""


@pytest.fixture(scope="module")
def simulated() -> dict[str, float]:
    return dict(script("simulate").simulated())


def test_of_pairs_of_which_nothing_changed_few_are_called_more_than_chance(simulated: dict[str, float]) -> None:
    assert len(simulated) == 3
    assert all(0.001 < share <= BOUND for share in simulated.values())


def test_the_page_tells_what_the_command_prints(simulated: dict[str, float]) -> None:
    page = PAGE.read_text(encoding="utf-8").replace("\n", " ")
    assert [f"{what} {share:.2%}" for what, share in simulated.items() if f"{what} {share:.2%}" not in page] == []
