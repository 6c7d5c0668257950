"""What a press of the button takes of Python's own time, and the calls that it makes into Excel."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

PRESSED = """
import sys, time
from pathlib import Path
from cyps_xl import live
from cyps_xl.memory import look_seldom_for_circles
from helpers.excel_calls import CALLS
from helpers.excel_on_file import FileBook
look_seldom_for_circles()
begun = time.process_time()
pressed = live.recalculate(FileBook(Path(sys.argv[1])))
print(time.process_time() - begun, len(CALLS.made), pressed.message if not pressed.done else "")
"""
"""A press of the button in a process of its own, as a macro starts one, on a file in the place of an open workbook."""

MOST_SECONDS = 0.6
"""Of Python's own time for a press with nothing to do."""


def press(folder: Path, runs: int) -> None:
    """What a press takes of Python's own time, and the calls that it makes into Excel, by what was done before.

    The time is the processor's, from the press to its message: what Python and its libraries take to be loaded, and
    Excel to save a copy and to write, come on top.
    """
    from helpers.presses import MOST_CALLS

    books = pressed_books(folder)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in books}
    for _ in range(runs + 1):
        for name, book in books.items():
            found[name].append(one_press(book, folder / "state"))
    print(f"A press of the button on the example, median of {runs}:\n")
    print(f"{'':32}{'seconds':>10}{'calls':>8}{'at most':>9}")
    for name, measured in found.items():
        seconds, calls = (statistics.median(column) for column in zip(*measured[1:], strict=True))
        print(f"{name:32}{seconds:10.3f}{calls:8.0f}{MOST_CALLS[name]:9}")
    print(f"\nseconds: of the processor. Goal: at most {MOST_SECONDS} for nothing; at most: calls.\n")


def pressed_books(folder: Path) -> dict[str, Path]:
    """The example as it is before each press, in a folder of its own."""
    from cyps_xl import report
    from helpers.presses import AFTER

    example = folder / "example.xlsx"
    report.new(example, example=True)
    books = {}
    for name, change in AFTER.items():
        books[name] = folder / name / "CYPS.xlsx"
        books[name].parent.mkdir()
        shutil.copy(example, books[name])
        change(books[name])
    return books


def one_press(book: Path, state: Path) -> tuple[float, float]:
    """Seconds of the processor and calls of one press; its log and what it keeps go into a folder of the benchmark."""
    own = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]), "XDG_STATE_HOME": str(state)}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", PRESSED, str(book)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env={**environment, **own})
    seconds, calls, message = told.stdout.strip("\n").split(" ", 2)
    if message:
        sys.exit(f"the press did not go through: {message}")
    return float(seconds), float(calls)
