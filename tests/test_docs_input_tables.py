"""The page on the input tables says what the declarations say."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl.inputs.declare import Table
from helpers.packs import CYPS_TABLES
from helpers.scripts import script

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "input-tables.md"


def test_the_page_is_the_one_the_declarations_make() -> None:
    made = script("make_docs").PAGES[PAGE.name]()
    assert PAGE.read_text(encoding="utf-8") == made, "run: python scripts/make_docs.py"


@pytest.mark.parametrize("table", CYPS_TABLES, ids=lambda table: table.name)
def test_every_column_and_choice_is_on_the_page(table: Table) -> None:
    section = PAGE.read_text(encoding="utf-8").partition(f"## {table.sheet}\n")[2].partition("\n## ")[0]
    for column in table.typed_columns:
        row = next(line for line in section.splitlines() if line.startswith(f"| {column.heading} |"))
        assert all(choice in row for choice in column.choices), column.heading
        assert (" | yes | " in row) == column.required, column.heading
