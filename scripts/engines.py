"""Holds every engine that is here against DuckDB: `python scripts/engines.py [--children 500] [--engines spark]`.

Each counts the same made-up records, with faults and without: every figure of three quarters, the ranges of the last
and every fault, every list row for row; and tries the rules of every pack on the pack's own cases. PostgreSQL is
started for it in a folder that vanishes. Spark wants `pip install "cyps-xl[records,spark]"` and Java, and is not among
what the tests install.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests"))


from made_up_records.faults import plant
from made_up_records.lives import make
from make_records import write

from cyps_xl.measures.periods import Quarter
from cyps_xl.records.counting import count_quarter
from cyps_xl.records.databases import Database
from cyps_xl.records.declared import Declared
from cyps_xl.records.files import read_source
from cyps_xl.records.listing import ListBehind
from cyps_xl.records.loading import Loaded
from cyps_xl.records.loading_files import load
from cyps_xl.records.quality import quality_of
from cyps_xl.records.read_declared import packs_with_counts, read_declared
from cyps_xl.records.rule_sql import periods_of
from cyps_xl.records.servers import connected, load_from_database
from cyps_xl.records.try_rules import try_rules
from helpers import postgresql_server

LAST = Quarter.parse("2025-26 Q4")
QUARTERS = (LAST, LAST.previous, LAST.last_year)
PACK = "wales-2020"
SPARK = "spark://{}?cores=2&memory=1g"


def main() -> int:
    """Hold them against each other; 1 where one differs, or is asked for and not here."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--children", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engines", nargs="*", choices=("postgresql", "spark"), help="these, and no others")
    options = parser.parse_args()
    here = {"postgresql": _has_postgresql(), "spark": importlib.util.find_spec("pyspark") is not None}
    wanted = options.engines or [name for name, is_here in here.items() if is_here]
    for name in wanted:
        if not here[name]:
            print(f"{name} is not here.")
    left = [name for name in here if name not in wanted]
    print(f"Held against DuckDB: {', '.join(wanted) or 'none'}." + (f" Left out: {', '.join(left)}." if left else ""))
    wanted = [name for name in wanted if here[name]]
    failed = len(wanted) < len(options.engines or ()) or not wanted
    with tempfile.TemporaryDirectory() as own, ExitStack() as stack:
        server = stack.enter_context(postgresql_server.running()) if "postgresql" in wanted else None
        for faults in (5, 0):
            folder = Path(own) / f"faults {faults}"
            _make(options.children, options.seed, faults, folder)
            for name in wanted:
                failed |= not _alike(name, server, folder, faults)
        for name in wanted:
            failed |= not _rules_hold(name, server)
    print("One of them differs." if failed else "Every engine says the same.")
    return int(failed)


def _has_postgresql() -> bool:
    return postgresql_server.programs() is not None and importlib.util.find_spec("psycopg") is not None


def _make(children: int, seed: int, faults: int, folder: Path) -> None:
    """Made-up records as CSV."""
    records = make(children, 4, seed, LAST)
    plant(records, faults, seed)
    write(records, folder)


def _database(name: str, server: postgresql_server.Server | None, folder: Path) -> Database:
    if server is not None and name == "postgresql":
        server.put("made up", folder)
        return Database("made up", server.url(), ("made up",))
    return Database("made up", SPARK.format(folder))


def _rules_hold(name: str, server: postgresql_server.Server | None) -> bool:
    """Whether every case of every pack is right in an engine."""
    with tempfile.TemporaryDirectory() as empty:
        engine = connected(_database(name, server, Path(empty)))
        try:
            tried = [try_rules(read_declared(pack), engine) for pack in packs_with_counts()]
        finally:
            engine.close()
    for problem in (problem for one in tried for problem in one.problems):
        print(f"{name}: {problem}")
    print(f"{name}: {sum(one.right for one in tried)} cases of the packs right.")
    return not any(one.problems for one in tried)


@contextmanager
def _both(name: str, server: postgresql_server.Server | None, folder: Path) -> Iterator[tuple[Loaded, Loaded]]:
    declared = read_declared(PACK)
    files = folder
    if name == "spark":  # one table as Parquet, with its days as days; the others as they are
        files = _partly_parquet(folder)
    first = load(read_source(files, declared.layouts, "as declared"), declared)
    other, _ = load_from_database(_database(name, server, files), declared, "as declared")
    try:
        yield first, other
    finally:
        first.engine.close()
        other.engine.close()


def _partly_parquet(folder: Path) -> Path:
    import duckdb

    made = folder.with_name(f"{folder.name} parquet")
    shutil.copytree(folder, made, dirs_exist_ok=True)
    read = f"read_csv('{folder / 'schools.csv'}', header = true, types = {{'child': 'VARCHAR'}})"
    duckdb.sql(f"COPY (SELECT * FROM {read}) TO '{made / 'schools.parquet'}' (FORMAT parquet)")
    (made / "schools.csv").unlink()
    return made


def _alike(name: str, server: postgresql_server.Server | None, folder: Path, faults: int) -> bool:
    """Whether all that is said of the records is what DuckDB says."""
    declared = read_declared(PACK)
    started = time.perf_counter()
    with _both(name, server, folder) as (first, other):
        held = [(what, one == two) for what, one, two in _held_against(declared, first, other)]
    differing = [what for what, is_alike in held if not is_alike]
    for what in differing[:10]:
        print(f"{name}, {faults} faults of each kind: {what} differs.", flush=True)
    kinds = [sum(what.startswith(kind) for what, _ in held) for kind in ("a figure", "the range", "the list")]
    print(
        f"{name}, {faults} faults of each kind: {kinds[0]} quarters of figures, {kinds[1]} ranges, {kinds[2]} lists; "
        f"{len(differing)} differ; {time.perf_counter() - started:.0f} s.",
        flush=True,
    )
    return not differing


def _held_against(declared: Declared, first: Loaded, other: Loaded) -> Iterator[tuple[str, object, object]]:
    """What each says, side by side."""
    both = (first, other)
    yield "what was read", (first.rows, first.set_aside), (other.rows, other.set_aside)
    why = [sorted((said, number) for _, said, number, _ in each.reasons()) for each in both]
    yield "why rows were set aside", why[0], why[1]
    doubts = [[(one.table, one.said, one.rows) for one in quality_of(declared, each).findings] for each in both]
    yield "what is in doubt", doubts[0], doubts[1]
    for quarter in QUARTERS:
        counted = [count_quarter(declared, each, quarter) for each in both]
        yield f"a figure of {quarter}", counted[0], counted[1]
    figures = count_quarter(declared, first, LAST).figures
    ranges = [quality_of(declared, each, figures).ranges for each in both]
    for figure, mine, theirs in zip(figures, *ranges, strict=True):
        yield f"the range of {figure.count.name}, {figure.period}, {figure.group}", mine, theirs
    for count in declared.counts:
        if count.holds_in(LAST):
            period = periods_of(count, LAST)[-1]
            mine, theirs = (_listed(ListBehind(declared, each, count, period)) for each in both)
            yield f"the list of {count.name}", mine, theirs


def _listed(behind: ListBehind) -> tuple[list[tuple[str, ...]], int]:
    """The rows without the place of each, which a table and a key say in a database; and the number that they make."""
    return [(row[0], row[1].partition(" with ")[0], *row[2:-2]) for row in behind.rows()], behind.number


if __name__ == "__main__":
    sys.exit(main())
