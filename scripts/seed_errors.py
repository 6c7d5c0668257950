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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cyps_xl.checks.checked import Checked  # noqa: E402
from cyps_xl.checks.finding import Finding  # noqa: E402
from cyps_xl.checks.run import run  # noqa: E402
from cyps_xl.inputs.read import read_inputs  # noqa: E402
from cyps_xl.settings import read_settings  # noqa: E402
from helpers.correct_quarters import Maker, raw_tables  # noqa: E402
from helpers.seeded_errors import KINDS, Seeded, Tables  # noqa: E402


def findings(tables: Tables) -> tuple[Finding, ...]:
    """What the checks say of these tables."""
    inputs, problems = read_inputs(tables)
    return run(Checked(inputs, read_settings(inputs), problems))


def seeded_runs(runs: int, first: int = 0) -> Iterator[tuple[str, Seeded, tuple[Finding, ...], tuple[Finding, ...]]]:
    """For each run the kind of error, the error, what was found before it and what it added."""
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
        added = [f for f in findings(seeded.tables) if (f.code, f.message) not in known]
        yield kind.__name__, seeded, before, tuple(added)


def main() -> None:
    """Run, and print a table of what was found by kind and by sheet."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=1000)
    arguments.add_argument("--first", type=int, default=0, help="the first run's number, from which its figures follow")
    arguments.add_argument("--missed", action="store_true", help="list what was not found")
    given = arguments.parse_args()
    made, found, in_place, alarms = Counter[str](), Counter[str](), Counter[str](), 0
    for kind, seeded, before, added in seeded_runs(given.runs, given.first):
        alarms += bool(before)
        sheet = seeded.tables[seeded.cell.table].source
        for group in (kind, f"sheet {sheet}", "all"):
            made[group] += 1
            found[group] += bool(added)
            in_place[group] += any(finding.sheet == sheet for finding in added)
        if given.missed and not added:
            print(f"missed: {kind}, {sheet}, {seeded.cell.heading}: {seeded.words}")
    print(f"{'':32}{'errors':>8}{'found':>9}{'in place':>10}")
    for group, count in sorted(made.items()):
        print(f"{group:32}{count:>8}{found[group] / count:>9.1%}{in_place[group] / count:>10.1%}")
    print(f"False alarms on {given.runs} correct quarters: {alarms} ({alarms / given.runs:.1%})")


if __name__ == "__main__":
    main()
