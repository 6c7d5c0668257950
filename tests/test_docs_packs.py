"""The pages on packs and on what waits to be confirmed say what the declarations and the files of words say."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from pathlib import Path

import pytest

from cyps_xl.definition.packs import DEFINITION, pack_names, read_pack
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.tables.choices import Shape
from cyps_xl.languages.shipped import texts_path
from cyps_xl.translations.po_files import Phrase, read_po
from helpers.scripts import script

ROOT = Path(__file__).resolve().parents[1]
PACK = ROOT / "docs" / "a-pack.md"
COUNTS = ROOT / "docs" / "how-counts-are-worked-out.md"
TO_CONFIRM = ROOT / "docs" / "translations-to-confirm.md"
RUN = "run: python scripts/make_docs.py"


@pytest.mark.parametrize("page", [PACK, COUNTS, TO_CONFIRM], ids=lambda page: page.name)
def test_the_page_is_the_one_the_declarations_make(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == script("make_docs").PAGES[page.name](), RUN


@pytest.mark.parametrize("table", DEFINITION, ids=lambda table: table.sheet)
def test_every_column_is_on_the_page_with_each_choice_that_has_a_meaning(table: Table) -> None:
    section = PACK.read_text(encoding="utf-8").partition(f"## {table.sheet}\n")[2].partition("\n## ")[0]
    for column in table.typed_columns:
        row = next(line for line in section.splitlines() if line.startswith(f"| {column.heading} |"))
        assert (" | yes | " in row) == column.required, column.heading
        if (table.name, column.heading) in script("pages/a_pack").CHOICES:
            told = {line.partition("*: ")[0] for line in section.splitlines() if line.startswith("- *")}
            assert {f"- *{choice}" for choice in column.choices} <= told, column.heading


def test_every_shape_is_told_with_what_its_lines_read() -> None:
    page = PACK.read_text(encoding="utf-8")
    assert [shape for shape in Shape if f"\n| {shape.value} | " not in page] == []


def test_a_choice_without_a_meaning_is_no_page() -> None:
    with pytest.raises(KeyError, match="SECOND"):
        script("pages/a_pack").meanings_of(Told)


class Told(Enum):
    """Something to choose."""

    FIRST = 1
    """The first."""
    SECOND = 2


def phrases() -> list[Phrase]:
    translations = [one for name in pack_names() for one in read_pack(name).definition.translations]
    return [*read_po(texts_path("cy")), *translations]


def test_what_nobody_has_confirmed_is_on_the_page_and_nothing_else() -> None:
    page = TO_CONFIRM.read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith(("| English", "| ---"))]
    waiting = [one for one in phrases() if one.fuzzy or not one.translation]
    assert Counter(rows) == Counter(f"| {one.text} | {one.translation} |" for one in waiting)
    assert waiting


def test_a_text_of_the_program_s_is_translated_in_its_file_alone() -> None:
    program = {one.text for one in read_po(texts_path("cy"))}
    for name in pack_names():
        again = [one.text for one in read_pack(name).definition.translations if one.text in program]
        assert again == [], f"{name}: the program's own file of words has them"
