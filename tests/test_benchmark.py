"""The programs that the benchmark times still run, and the floor writes what cyps-xl writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from helpers.new_books import new_book
from helpers.presses import MOST_CALLS
from helpers.scripts import script


def test_the_floor_writes_the_same_sheets_whether_or_not_it_searches_their_formulas(tmp_path: Path) -> None:
    benchmark = script("benchmark")
    book = tmp_path / "X.xlsx"
    new_book(book)
    plan = benchmark.pickled_plan(book)
    files = []
    for searched in ("yes", "no"):
        out = tmp_path / f"{searched}.xlsx"
        subprocess.run([sys.executable, "-c", benchmark.FLOOR, str(plan), str(out), searched], check=True)
        files.append(out.read_bytes())
    assert files[0] == files[1]


def test_the_refresh_that_tells_how_long_its_checks_take_tells_it(tmp_path: Path) -> None:
    benchmark = script("benchmark")
    book = tmp_path / "X.xlsx"
    new_book(book)
    words = [sys.executable, "-c", benchmark.TIMED, str(book), "2017-18 Q2"]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    checks, whole = map(float, done.stdout.split())
    assert 0 < checks < whole


def test_the_presses_that_are_timed_go_through_and_keep_to_their_calls(tmp_path: Path) -> None:
    benchmark = script("benchmark_press")
    books = benchmark.pressed_books(tmp_path)
    for name, most in MOST_CALLS.items():
        seconds, calls = benchmark.one_press(books[name], tmp_path / "state")
        assert seconds > 0
        assert 0 < calls <= most
