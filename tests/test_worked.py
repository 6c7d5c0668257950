"""`scripts/worked.py`: published numbers against the rules and against the workbook's own formulas."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from helpers.libreoffice import needs_libreoffice
from helpers.scripts import script

VALVES = (286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96)
"""Hours between failures of a valve (Montgomery, Statistical Quality Control)."""
PANELS = (21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15)
"""Faults in samples of 100 boards (the same); the sixth and the twentieth had causes of their own."""


def t_chart() -> list[dict[str, Any]]:
    roots = [hours ** (1 / 3.6) for hours in VALVES]
    centre, moved = sum(roots) / 20, sum(abs(b - a) for a, b in pairwise(roots)) / 19
    low, high = max(0.0, centre - 3 / 1.128 * moved), centre + 3 / 1.128 * moved
    return [
        {"failure": at, "hours": hours, "centre": centre**3.6, "lower": low**3.6, "upper": high**3.6}
        for at, hours in enumerate(VALVES, start=1)
    ]


def c_chart() -> list[dict[str, Any]]:
    chosen = [at not in (6, 20) for at in range(1, 27)]
    mean = sum(count for count, wanted in zip(PANELS, chosen, strict=True) if wanted) / 24
    ends = {"centre": mean, "lower": mean - 3 * math.sqrt(mean), "upper": mean + 3 * math.sqrt(mean)}
    pairs = enumerate(zip(PANELS, chosen, strict=True), start=1)
    return [{"sample": at, "count": count, "in_baseline": int(wanted), **ends} for at, (count, wanted) in pairs]


def p_chart_in_parts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for part, counts in enumerate((PANELS[:13], PANELS[13:]), start=1):
        mean = sum(counts) / (13 * 50)
        spread = 3 * math.sqrt(mean * (1 - mean) / 50)
        ends = {"centre": mean, "lower": max(0.0, mean - spread), "upper": mean + spread}
        found += [
            {"sample": 0, "nonconforming": count, "size": 50, "part": part, "included": "TRUE", "rate": count / 50}
            | ends
            for count in counts
        ]
    return found


def written(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path.parent


@needs_libreoffice
@pytest.mark.parametrize("rows", [t_chart(), c_chart(), p_chart_in_parts()], ids=["t", "c", "p in parts"])
def test_what_no_file_of_ours_has_agrees_by_rules_and_by_formulas(rows: list[dict[str, Any]]) -> None:
    worked = script("worked")
    texts = [{heading: str(value) for heading, value in row.items()} for row in rows]
    shape = worked.shape_of(texts)
    (by_rules, _), (by_formulas, values) = (
        worked.greatest(pairs) for pairs in (shape.by_rules(texts), shape.by_formulas(texts))
    )
    assert by_rules < 1e-9 and by_formulas < 1e-9
    assert values == 3 * len(rows) * 2  # two engines


def test_a_line_a_file_and_none_for_what_is_not_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"useful_points": 10, "longest_run_allowed": 6, "fewest_crossings_allowed": 2}
    folder = written(tmp_path / "runs.csv", [row])
    written(tmp_path / "other.csv", [{"a": 1}])
    assert script("worked").main(str(folder)) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "other.csv: not of these shapes" and second.startswith("runs.csv: run chart, 0; 0 by formulas (")


def test_what_is_no_number_differs_endlessly() -> None:
    greatest = script("worked").greatest
    assert greatest(iter([(1.0, 1.0), (1.0, "–")])) == greatest(iter([(1.0, math.nan), (1.0, 1.0)])) == (math.inf, 2)
