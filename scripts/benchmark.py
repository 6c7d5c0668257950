"""How fast a refresh is, against the floor and the usual way, and how it grows: `python scripts/benchmark.py`.

Medians over whole processes, the orders of the commands mixed so that a slow moment of the
machine hits them alike. The floor is a program that only writes the same output sheets from
values in memory. The usual way is openpyxl filling the inputs and LibreOffice recalculating.
"""

from __future__ import annotations

import argparse
import csv
import os
import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import benchmark_press
import benchmark_records

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

FLOOR = """
import pickle, sys
from pathlib import Path
from xlsxwriter.worksheet import Worksheet
from cyps_xl.writing import output_sheets
plan, out, searched = sys.argv[1:]
if searched == "yes":
    output_sheets.PlainFormulaSheet._prepare_formula = Worksheet._prepare_formula
Path(out).write_bytes(output_sheets.fresh_workbook(pickle.loads(Path(plan).read_bytes())))
"""
"""XlsxWriter as it comes searches every formula for young functions; cyps-xl tells it not to. Both are measured."""

USUAL = """
import csv, subprocess, sys
from pathlib import Path
import openpyxl
template, figures, out, profile = map(Path, sys.argv[1:])
book = openpyxl.load_workbook(template)
for sheet in book.worksheets:
    for table in sheet.tables.values():
        first = int("".join(c for c in table.ref.partition(":")[0] if c.isdigit()))
        if not (figures / f"{table.name}.csv").exists():
            continue  # how the report is defined comes with the template
        with open(figures / f"{table.name}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        for number, row in enumerate(rows[1:], start=first + 1):
            for column, text in enumerate(row, start=1):
                try:
                    value = float(text)
                except ValueError:
                    value = text or None
                sheet.cell(number, column, value)
        end = table.ref.partition(":")[2].rstrip("0123456789")
        table.ref = f"{table.ref.partition(':')[0]}:{end}{max(first + 1, first + len(rows) - 1)}"
filled = out / "filled.xlsx"
book.save(filled)
done = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
subprocess.run([*done, "--outdir", str(out / "calculated"), str(filled)], check=True, capture_output=True)
"""

TIMED = """
import sys, time
from pathlib import Path
start = time.perf_counter()
import cyps_xl.settings
loading = time.perf_counter()
import cyps_xl.checks.run
loaded = time.perf_counter()
from cyps_xl import planning, report
spent = [loaded - loading]
def timed(do):
    def done(*given):
        begun = time.perf_counter()
        found = do(*given)
        spent.append(time.perf_counter() - begun)
        return found
    return done
planning.run, planning.with_acceptance = timed(planning.run), timed(planning.with_acceptance)
report.refresh(Path(sys.argv[1]), quarter=sys.argv[2])
print(sum(spent), time.perf_counter() - start)
"""
"""A refresh that tells how long its checks took, the loading of their rules included, and how long everything."""

SIZES = ((13, 8, 12), (130, 80, 120), (1300, 800, 1200))
"""Indicators, teams and months of the growing workbook; indicators have values for 8 quarters."""


GROWN = "2099-00 Q3"
"""The grown workbook's quarter: 1,200 months before its end reach back to January 2000, the earliest that is taken."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command (after one not counted)")
    parser.add_argument(
        "--only", choices=("speed", "publishing", "checks", "press", "growth", "records"), help="print one table"
    )
    parser.add_argument("--episodes", type=int, default=benchmark_records.EPISODES, help="how many, of --only records")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = {
            "speed": speed,
            "publishing": publishing,
            "checks": checks,
            "press": benchmark_press.press,
            "growth": growth,
        }
        for name, table in tables.items():
            if options.only in (None, name):
                (Path(folder) / name).mkdir()
                table(Path(folder) / name, options.runs)
        if options.only in (None, "records"):
            (Path(folder) / "records").mkdir()
            records(Path(folder) / "records", options.runs, options.episodes)


def speed(folder: Path, runs: int) -> None:
    """Whole-process time and memory: refresh, the floor, the usual way."""
    from cyps_xl import report, resources

    book = folder / "example.xlsx"
    report.new(book, example=True)
    plan = pickled_plan(book)
    stale = folder / "stale.xlsx"
    report.new(stale, example=True)
    report.refresh(stale, quarter="2017-18 Q2")
    commands = {
        "cyps-xl refresh": ["-m", "cyps_xl", "refresh", str(folder / "work.xlsx"), "--quarter", "2017-18 Q3"],
        "floor: bare XlsxWriter": ["-c", FLOOR, str(plan), str(folder / "floor.xlsx"), "yes"],
        "floor, formulas not searched": ["-c", FLOOR, str(plan), str(folder / "floor.xlsx"), "no"],
    }
    if shutil.which("soffice"):
        usual = [str(p) for p in (resources.template_path(), resources.example_folder(), folder, folder / "profile")]
        commands["usual: openpyxl + LibreOffice"] = ["-c", USUAL, *usual]

    def prepare() -> None:
        shutil.copy(stale, folder / "work.xlsx")

    found = compare(commands, runs, prepare)
    ours = statistics.median(t for t, _ in found["cyps-xl refresh"])
    print(f"Refresh of the example, whole process, median of {runs}:\n")
    print(f"{'':32}{'seconds':>10}{'MB':>8}{'ratio':>9}")
    for name, measured in found.items():
        seconds = statistics.median(t for t, _ in measured)
        memory = statistics.median(m for _, m in measured)
        print(f"{name:32}{seconds:10.3f}{memory:8.0f}{ours / seconds:9.2f}")
    print(
        "\nratio: cyps-xl refresh against that row. Goals: at most 1.7 for the floor, at most 0.2 for the usual way.\n"
    )


PUBLISHED = ("wales-2020", "housing-repairs")
"""The packs whose examples nothing keeps from being published."""


def publishing(folder: Path, runs: int) -> None:
    """Whole-process time and memory of an edition, without the PDF that LibreOffice prints."""
    from cyps_xl import report
    from cyps_xl.printed.names import MEMBERS, PUBLIC

    commands = {}
    for pack in PUBLISHED:
        book = folder / f"{pack}.xlsx"
        report.new(book, pack=pack, example=True)
        for audience in (MEMBERS, PUBLIC):
            words = ["publish", str(book), "--out", str(folder / "editions"), "--audience", audience]
            commands[f"{pack}, {audience}"] = ["-m", "cyps_xl", *words, "--no-pdf", "--force", "--first-edition"]
    print(f"An edition of the example, whole process, median of {runs}:\n")
    print(f"{'':32}{'seconds':>10}{'MB':>8}")
    for name, measured in compare(commands, runs, lambda: None).items():
        seconds, memory = (statistics.median(column) for column in zip(*measured, strict=True))
        print(f"{name:32}{seconds:10.3f}{memory:8.0f}")
    print()


def pickled_plan(book: Path) -> Path:
    """What a refresh of a workbook writes, its list of findings with it, for the floor to write from memory."""
    from cyps_xl.planning import plan_report
    from cyps_xl.xlsx.parts.package import Package

    plan = book.with_suffix(".pickle")
    plan.write_bytes(pickle.dumps(plan_report(Package.read(book)).plan))
    return plan


def checks(folder: Path, runs: int) -> None:
    """What the checks take of a refresh of the example, measured inside its process."""
    from cyps_xl import report

    stale, work = folder / "stale.xlsx", folder / "work.xlsx"
    report.new(stale, example=True)
    report.refresh(stale, quarter="2017-18 Q2")
    found = []
    for _ in range(runs + 1):
        shutil.copy(stale, work)
        told = subprocess.run([sys.executable, "-c", TIMED, str(work), "2017-18 Q3"], capture_output=True, check=True)
        spent, whole = map(float, told.stdout.split())
        found.append((spent, whole - spent))
    seconds, rest = (statistics.median(column) for column in zip(*found[1:], strict=True))
    print(f"Refresh of the example, from the first import on, median of {runs}:\n")
    print(f"{'checks':32}{seconds:10.3f}\n{'everything else':32}{rest:10.3f}")
    print(f"\nThe checks add {seconds / rest:.1%} (goal: at most 20%).\n")


def growth(folder: Path, runs: int) -> None:
    """Cost per input row as the workbook grows tenfold and a hundredfold, and the floor of each size."""
    from cyps_xl import report
    from helpers.quarters import Size, made_up

    print(f"Growth, whole process of cyps-xl refresh, median of {runs}:\n")
    headings = f"{'indicators':>10}{'teams':>8}{'months':>8}{'rows':>9}{'seconds':>10}{'ms a row':>10}{'MB':>8}"
    print(f"{headings}{'floor':>9}{'ratio':>8}")
    costs = []
    for indicators, teams, months in SIZES:
        rows = made_up(Size(indicators=indicators, teams=teams, months=months, quarters=8), GROWN)
        source = folder / f"figures {indicators}"
        write_csvs(source, rows)
        book = folder / f"grown {indicators}.xlsx"
        report.new(book)
        report.import_figures(book, source)
        count = sum(map(len, rows.values()))
        report.refresh(book, quarter="2099-00 Q2")

        def prepare(book: Path = book) -> None:
            shutil.copy(book, folder / "work.xlsx")

        commands = {
            "refresh": ["-m", "cyps_xl", "refresh", str(folder / "work.xlsx"), "--quarter", GROWN],
            "floor": ["-c", FLOOR, str(pickled_plan(book)), str(folder / "floor.xlsx"), "yes"],
        }
        found = compare(commands, runs if indicators < 1000 else min(runs, 3), prepare)
        seconds, floor = (statistics.median(t for t, _ in found[name]) for name in ("refresh", "floor"))
        memory = statistics.median(m for _, m in found["refresh"])
        costs.append(seconds / count)
        row = f"{indicators:10}{teams:8}{months:8}{count:9}{seconds:10.2f}{1000 * seconds / count:10.3f}{memory:8.0f}"
        print(f"{row}{floor:9.2f}{seconds / floor:8.2f}")
    print(
        "\nfloor: bare XlsxWriter writing the same sheets from memory. Goals: a ratio of at most 1.7 at the first size"
    )
    print("and 2.5 at the others, and at most 400 MB at the largest.")
    print(f"\nCost per row at the largest against the middle: {costs[2] / costs[1]:.2f} (goal: at most 1.3)")


def records(folder: Path, runs: int, episodes: int) -> None:
    """All counts of a quarter from many episodes: whole-process time and memory, and plain pandas for the same.

    Of more than a million pandas would take all of a computer's memory, and is left out.
    """
    export = folder / "export"
    export.mkdir()
    size = benchmark_records.make(export, episodes)
    print(f"\n{episodes:,} episodes and what goes with them, {size / 1e6:.0f} MB of Parquet.")
    counted, by_pandas = (["-c", program, str(export)] for program in benchmark_records.PROGRAMS)
    told = subprocess.run([sys.executable, *counted, "told"], capture_output=True, text=True, check=True, cwd=ROOT)
    print(told.stdout.strip())
    commands = {"cyps-xl, every count": counted}
    if episodes <= benchmark_records.EPISODES:
        commands["plain pandas"] = by_pandas
    found = compare(commands, runs, lambda: None)
    for name, measured in found.items():
        seconds, megabytes = (statistics.median(values) for values in zip(*measured, strict=True))
        print(f"{name:24} {seconds:6.1f} s {megabytes:7.0f} MB")


def write_csvs(folder: Path, tables: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
    """A made-up quarter as one CSV per table."""
    folder.mkdir()
    for name, rows in tables.items():
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            writer.writerows(rows)


def compare(
    commands: dict[str, list[str]], runs: int, prepare: Callable[[], None]
) -> dict[str, list[tuple[float, float]]]:
    """Seconds and megabytes of every counted run, the commands taken in turn."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, arguments in commands.items():
            prepare()
            measured = once([sys.executable, *arguments])
            if turn:
                found[name].append(measured)
    return found


MEASURED = """
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.perf_counter() - start, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))
"""
"""A small program that runs another: Linux counts to a process what the one that started it had taken by then."""


def once(command: Sequence[str]) -> tuple[float, float]:
    """Seconds of one whole process with its children, and its peak memory in MB."""
    # As on an officer's computer, where Python keeps what it has compiled.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    measure = [sys.executable, "-I", "-c", MEASURED, *command]
    told = subprocess.run(measure, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=environment).stdout
    seconds, megabytes, code = told.split()
    if code != "0":
        sys.exit(f"{command[1:4]} ended with {code}")
    return float(seconds), float(megabytes)


if __name__ == "__main__":
    if sys.platform == "win32":
        sys.exit("The benchmark needs Linux or macOS: Windows does not report a process's memory in the same way.")
    main()
