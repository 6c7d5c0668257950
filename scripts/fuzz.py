"""Look for faults at random, for as long as there is time: `python3 scripts/fuzz.py --minutes 30 tests/xlsx`.

The tests themselves are the same in every run. This runs those that have examples to choose
(with @given), all or the ones named, again and again with other seeds, and prints for each
find the command that repeats it. Other words are handed on to pytest.
"""

from __future__ import annotations

import argparse
import os
import sys

import environment

MINUTES = 10.0


def main() -> int:
    """Set up, search, say what was found; returns pytest's exit code: 0 when nothing was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=float, default=MINUTES, help=f"how long in all ({MINUTES:g})")
    length.add_argument("--seconds", type=float, help="how long for each test")
    length.add_argument("--seed", type=int, help="one round with this seed, to repeat what was found")
    chosen, words = parser.parse_known_args()
    environment.set_up("dev")
    search = [f"--search-minutes={chosen.minutes}"]
    search += [f"--search-seconds={chosen.seconds}"] if chosen.seconds else []
    search += [f"--search-seed={chosen.seed}"] if chosen.seed is not None else ["-n", "auto", "--dist", "worksteal"]
    os.environ["PYTHONPATH"] = str(environment.ROOT / "tests")  # where pytest finds the plugin
    return environment.run("-m", "pytest", "-q", "-p", "helpers.random_search", *search, *words)


if __name__ == "__main__":
    sys.exit(main())
