"""Errors put into correct quarters: most are found, and a correct quarter is left in peace."""

from __future__ import annotations

import random
import runpy
from pathlib import Path
from typing import Any

import pytest

from cyps_xl.inputs.read import read_inputs
from helpers.correct_quarters import Maker, raw_tables
from helpers.packs import CYPS_TABLES
from helpers.seeded_errors import KINDS

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "seed_errors.py"
RUNS = 20 * len(KINDS)
ALWAYS_FOUND = {"share_typed_for_percentage", "month_misplaced", "sign_changed", "row_doubled"}


@pytest.fixture(scope="module")
def tally() -> Any:
    """The first runs of `python scripts/seed_errors.py`."""
    script = runpy.run_path(str(SCRIPT))
    found = script["Tally"]()
    for one in script["seeded_runs"](RUNS):
        found.count(one)
    return found


def test_nine_in_ten_errors_are_found(tally: Any) -> None:
    assert tally.made["all"] == RUNS
    assert tally.share_found() >= 0.9


@pytest.mark.parametrize("kind", sorted(ALWAYS_FOUND))
def test_some_kinds_are_always_found(tally: Any, kind: str) -> None:
    assert tally.share_found(kind) == 1


def test_at_most_one_correct_quarter_in_a_hundred_gives_a_false_alarm(tally: Any) -> None:
    assert tally.alarms <= 0.01 * RUNS


def test_a_correct_quarter_can_be_read_to_the_last_cell() -> None:
    for seed in range(5):
        assert read_inputs(raw_tables(Maker(seed).rows()), CYPS_TABLES)[1] == ()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_seeded_error_changes_one_table_where_it_says(kind: Any) -> None:
    maker = Maker(3)
    tables = raw_tables(maker.rows())
    chance = random.Random(3)
    seeded = None
    while seeded is None:
        seeded = kind(tables, maker.quarter, chance)
    changed = [name for name in tables if seeded.tables[name] != tables[name]]
    assert changed == [seeded.cell.table]
    rows = {"row_missing": -1, "row_doubled": 1}.get(kind.__name__, 0)
    assert len(seeded.tables[changed[0]].rows) == len(tables[changed[0]].rows) + rows
