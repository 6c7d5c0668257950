"""Made-up case records with known truth: `python scripts/make_records.py --children 500 --years 4 --seed 1 FOLDER`.

Writes the files of the layout "as declared", truth.csv (every count's right answer, worked out from the made-up lives
in plain Python, by no rule of the pack and no SQL) and, with --faults N, N faults of each kind, which faults.csv lists:
the truth stays that of the records without them. With --second OTHER it writes a second system's version of the same
records there, in a layout and with a rule of its own, with --differences N planted, which differences.csv lists: to be
found by `cyps-xl reconcile`. Nobody in them lives, or has lived.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from made_up_records.differences import CAUSES, plant_differences, write_second
from made_up_records.faults import FAULTS, plant
from made_up_records.lives import COLUMNS, Records, make
from made_up_records.truth import truth_of

from cyps_xl.measures.periods import Quarter


def write(records: Records, folder: Path) -> None:
    """A CSV for each table."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in records.tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS[table])
            writer.writerows(["" if cell is None else cell for cell in row.values()] for row in rows)


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--children", type=int, default=500)
    parser.add_argument("--years", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quarter", default="2025-26 Q4", help="the last quarter that the records reach to")
    kinds = ", ".join(FAULTS)
    parser.add_argument("--faults", type=int, default=0, metavar="N", help=f"N faults of each kind: {kinds}")
    parser.add_argument("--second", type=Path, metavar="OTHER", help="a folder for a second system's version of them")
    between = f"N differences between the two systems: {', '.join(CAUSES)}"
    parser.add_argument("--differences", type=int, default=0, metavar="N", help=between)
    options = parser.parse_args()
    if options.differences and options.second is None:
        parser.error("--differences goes with --second, the folder of the system that differs.")
    last = Quarter.parse(options.quarter)
    records = make(options.children, options.years, options.seed, last)
    if options.second is not None:
        second, differences = plant_differences(records, options.differences, options.seed, last)
        write_second(second, options.second)
        _write_list(options.second / "differences.csv", ("Cause", "Table", "Child"), differences)
        print(f"{options.second}: a second system with {len(differences)} differences in {last}.")
    quarters = [last, last.previous, last.last_year]
    truth = [(*key, number) for quarter in quarters for key, number in truth_of(records, quarter).items()]
    planted = plant(records, options.faults, options.seed)
    write(records, options.folder)
    _write_list(options.folder / "truth.csv", ("Count", "Quarter", "Month", "Group", "Number"), truth)
    _write_list(options.folder / "faults.csv", ("Fault", "Table", "Child"), planted)
    total = sum(len(rows) for rows in records.tables.values())
    print(f"{options.folder}: {total:,} rows, {len(truth):,} right answers, {len(planted)} faults.")


def _write_list(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
