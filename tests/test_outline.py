"""The example report as text, line by line: every name, formula, rule, validation, table and chart.

A change to a sheet shows here as a change of lines that can be read in a review. To take the
new outline over: `CYPS_OUTLINE=write python -m pytest tests/test_outline.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

from helpers.new_books import new_book
from helpers.outline import workbook_outline

OUTLINE = Path(__file__).parent / "outlines" / "example.txt"


def test_the_example_report_reads_as_it_was_last_reviewed(tmp_path: Path) -> None:
    path = tmp_path / "CYPS.xlsx"
    new_book(path)
    found = workbook_outline(path.read_bytes())
    if os.environ.get("CYPS_OUTLINE") == "write":
        OUTLINE.parent.mkdir(exist_ok=True)
        OUTLINE.write_text(found, encoding="utf-8", newline="\n")
    assert found.splitlines() == OUTLINE.read_text(encoding="utf-8").splitlines()
