"""How many errors the checks find, of those put into correct quarters: `python scripts/seed_errors.py --runs N`.

Each run makes a correct quarter, checks it (whatever is found there is a false alarm), puts one
error into it and checks again. An error counts as found when there is a finding that the correct
quarter did not have; and as found in place when that finding is on the sheet with the error.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cyps_xl.checks.check_input import Checked  # noqa: E402
from cyps_xl.checks.finding import Finding  # noqa: E402
from cyps_xl.checks.run import run  # noqa: E402
from cyps_xl.definition.packs import default_catalogue  # noqa: E402
from cyps_xl.inputs.read import read_inputs  # noqa: E402
from cyps_xl.settings import read_settings  # noqa: E402
from helpers.correct_quarters import Maker, raw_tables  # noqa: E402
from helpers.seeded_errors import KINDS, Seeded, Tables  # noqa: E402


@dataclass(frozen=True)
class SeededRun:
    """One error in one quarter: its kind, what was found before it (false alarms), and what it added."""

    kind: str
    seeded: Seeded
    alarms: tuple[Finding, ...]
    added: tuple[Finding, ...]

    @property
    def sheet(self) -> str:
        """The sheet with the error."""
        return self.seeded.tables[self.seeded.cell.table].source


@dataclass
class Tally:
    """How many errors of a kind, or on a sheet, were made and found."""

    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    in_place: Counter[str] = field(default_factory=Counter)
    alarms: int = 0

    def count(self, one: SeededRun) -> None:
        """Add a run to its kind, its sheet and the total."""
        self.alarms += bool(one.alarms)
        for group in (one.kind, f"sheet {one.sheet}", "all"):
            self.made[group] += 1
            self.found[group] += bool(one.added)
            self.in_place[group] += any(finding.sheet == one.sheet for finding in one.added)

    def share_found(self, group: str = "all") -> float:
        """The share of a group's errors that were found."""
        return self.found[group] / self.made[group]


def findings(tables: Tables) -> tuple[Finding, ...]:
    """What the checks say of these tables on the day of the meeting."""
    inputs, problems = read_inputs(tables, default_catalogue())
    settings = read_settings(inputs)
    return run(Checked(inputs, settings, tuple(problems), settings.meeting_date))


def seeded_runs(runs: int, first: int = 0) -> Iterator[SeededRun]:
    """One error of each kind in turn, each in a quarter of its own; the same numbers give the same errors."""
    for number in range(first, first + runs):
        maker = Maker(number)
        tables = raw_tables(maker.rows())
        before = findings(tables)
        kind = KINDS[number % len(KINDS)]
        chance = random.Random(number)
        seeded = None
        while seeded is None:
            seeded = kind(tables, maker.quarter, chance)
        known = {(finding.code, finding.message) for finding in before}
        added = tuple(f for f in findings(seeded.tables) if (f.code, f.message) not in known)
        yield SeededRun(kind.__name__, seeded, before, added)


def main() -> None:
    """Run, and print a table of what was found by kind and by sheet."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=1000)
    arguments.add_argument("--first", type=int, default=0, help="the first run's number, from which its figures follow")
    arguments.add_argument("--missed", action="store_true", help="list what was not found, and the false alarms")
    given = arguments.parse_args()
    tally = Tally()
    for one in seeded_runs(given.runs, given.first):
        tally.count(one)
        if given.missed and not one.added:
            print(f"missed: {one.kind}, {one.sheet}, {one.seeded.cell.heading}: {one.seeded.words}")
        for finding in one.alarms if given.missed else ():
            print(f"false alarm: {finding.code} {finding.where}: {finding.message}")
    print(f"{'':32}{'errors':>8}{'found':>9}{'in place':>10}")
    for group, count in sorted(tally.made.items()):
        print(f"{group:32}{count:>8}{tally.share_found(group):>9.1%}{tally.in_place[group] / count:>10.1%}")
    print(f"False alarms on {given.runs} correct quarters: {tally.alarms} ({tally.alarms / given.runs:.1%})")


if __name__ == "__main__":
    main()
