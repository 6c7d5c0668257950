"""An attacker with everything that was published recovers nothing.

A part of the tables in every run; all 2,000 with
`CYPS_TABLES=2000 python -m pytest tests/leaving/disclosure/test_attack.py`.
"""

from __future__ import annotations

import os

import pytest

from cyps_xl.disclosure.facts import Fact
from cyps_xl.disclosure.protect import protect
from helpers.attacker import Attacker, truth_fits
from helpers.published_tables import Table, made_up

TABLES = int(os.environ.get("CYPS_TABLES", "60"))
BATCH = 20
THRESHOLD = 5


def found_by_an_attacker(table: Table, withheld: dict[str, object]) -> list[str]:
    """The figures that an attacker finds though they are withheld, or small and shown nowhere."""
    hidden = {fact.only_figure for fact in table.facts if fact.name in withheld and fact.only_figure}
    hidden |= {figure.name for figure in table.figures.values() if figure.is_small(THRESHOLD)}
    attacker = Attacker(table.figures.values(), table.facts, withheld)
    return [name for name in sorted(hidden) if attacker.range_of(name).is_found]


def known_before(table: Table) -> list[Fact]:
    return [fact for fact in table.facts if fact.name.startswith("before")]


@pytest.mark.parametrize("first", range(0, TABLES, BATCH))
def test_nothing_withheld_can_be_worked_out(first: int) -> None:
    for seed in range(first, min(first + BATCH, TABLES)):
        table = made_up(seed)
        assert truth_fits(table.figures, table.facts)
        suppression = protect(table.figures.values(), table.facts, THRESHOLD)
        # What an earlier edition gave away cannot be taken back; only that may be found.
        excused = set(suppression.exposed) | {fact.only_figure for fact in known_before(table)}
        assert not suppression.exposed or known_before(table), seed
        assert [
            name for name in found_by_an_attacker(table, dict(suppression.withheld)) if name not in excused
        ] == [], seed


def test_the_attacker_finds_what_is_left_open() -> None:
    """Without secondary suppression the same attacker finds small numbers in most tables: it is no straw man."""
    broken = 0
    for seed in range(20):
        table = made_up(seed)
        small = {figure.name for figure in table.figures.values() if figure.is_small(THRESHOLD)}
        withheld: dict[str, object] = {fact.name: None for fact in table.facts if fact.only_figure in small}
        broken += bool(found_by_an_attacker(table, withheld))
    assert broken >= 10
