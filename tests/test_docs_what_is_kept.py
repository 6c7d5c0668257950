"""docs/what-is-kept.md promises what the tests plant and find again, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from helpers.features_of_files import COMMENTS, PARTS_OF_SHEETS, PARTS_OF_THE_FILE
from helpers.features_of_sheets import ELEMENTS, NAMES, OF_THE_WORKBOOK
from helpers.staff_features import Feature

TESTS = Path(__file__).resolve().parent
PAGE = TESTS.parent / "docs" / "what-is-kept.md"
FAMILIES: dict[str, Sequence[Feature]] = {
    "Of the file": PARTS_OF_THE_FILE,
    "Of a sheet, in parts of its own": (*PARTS_OF_SHEETS, *COMMENTS),
    "Of a sheet": ELEMENTS,
    "Of the workbook": OF_THE_WORKBOOK,
    "Names": NAMES,
}


def kinds(features: Sequence[Feature]) -> list[str]:
    """The names of the features, one for the same thing on two sheets."""
    ends = (" on staff's sheet", " on our sheet", " on the input sheet")
    return list(
        dict.fromkeys(next((f.name.removesuffix(e) for e in ends if f.name.endswith(e)), f.name) for f in features)
    )


def test_the_page_lists_every_feature_and_how_many_there_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = [f"| {family} | {' · '.join(kinds(features))} |" for family, features in FAMILIES.items()]
    assert [row for row in rows if row not in page] == []
    count = sum(map(len, FAMILIES.values()))
    assert f"| {count} of {count} |" in page


def test_every_proof_that_the_page_names_is_a_test() -> None:
    named = re.findall(r"`(test_\w+)`", PAGE.read_text(encoding="utf-8"))
    tests = "".join(file.read_text(encoding="utf-8") for file in TESTS.rglob("test_*.py"))
    assert len(named) > 25
    assert [name for name in named if f"def {name}(" not in tests] == []
