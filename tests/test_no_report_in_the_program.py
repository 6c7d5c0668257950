"""The program knows no report: what only the report of 2017 says stands in its pack, and in no module."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cyps_xl.definition.packs import default_pack
from cyps_xl.inputs.catalogue import OWN_TABLES
from cyps_xl.inputs.tables.definition import BLOCKS, LINES, RELATIONS, REPORT_COLUMNS, REPORT_TABLES, SECTIONS, TERMS
from cyps_xl.resources import example_folder

HOUSE = Path(__file__).resolve().parents[1] / "cyps_xl"
MODULES = sorted(HOUSE.rglob("*.py"))

SAYS = {
    REPORT_TABLES: ("Table", "Sheet"),
    REPORT_COLUMNS: ("Heading", "Choices"),
    SECTIONS: ("Section", "Title", "Tab"),
    BLOCKS: ("Title", "Called", "Chart title"),
    LINES: ("Label",),
    RELATIONS: ("Indicator", "Words"),
    TERMS: ("Term", "In full"),
}
"""Where a report's own words stand in its definition."""

ORDINARY = """
as at; audit; children; closed; count; declined; due; finding; highest; how; kind; leavers; local; lowest; measure;
month; next; no; number; other; outcome; percent; period; posts; quarter; role; team; theme; total; what is counted;
within tolerance; cases; cases closed; not compared; improved; maintained; steps; outcomes; available hours; registered;
cyps; annual; reported annually; n/a, new; all wales figure; wales
"""
"""Words of a report that are everybody's English, the program's own name, or its own words for scorecards."""

EXCEPTIONS = {
    ("inputs/tables/indicators.py", "public accountability measure"): "a choice of Indicators in workbooks in use",
    ("inputs/statistics/councils.py", "taf"): "Rhondda Cynon Taf, a council",
}
"""Words that a module needs for a reason of its own."""


def parts(text: object) -> list[str]:
    """The texts of a cell, which may hold several."""
    return [part.strip() for part in str(text or "").split(";") if part.strip()]


def its_words() -> set[str]:
    """What the report of 2017 says of itself, in small letters: not what the program's own tables say as well."""
    rows = default_pack().inputs
    found = {
        part.casefold()
        for table, headings in SAYS.items()
        for row in rows[table]
        for heading in headings
        for part in parts(row[heading])
    }
    with (example_folder() / "Indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        found |= {row["Reference"].casefold() for row in csv.DictReader(file) if row["Reference"]}
    return found - its_own() - {word.strip() for word in ORDINARY.split(";")}


def its_own() -> set[str]:
    """What the program's own tables are called, and hold to choose from."""
    names = {name.casefold() for table in OWN_TABLES for name in (table.name, table.sheet)}
    columns = [column for table in OWN_TABLES for column in table.columns]
    return names | {word.casefold() for column in columns for word in (column.heading, *column.choices)}


WORDS = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(its_words(), key=len, reverse=True)))


def said_in(module: Path) -> Iterator[tuple[str, int]]:
    """The texts and names of a module's code, in small letters, with their lines; not what it says of itself."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks:
            yield node.value.casefold(), node.lineno
        elif isinstance(node, ast.Name | ast.FunctionDef | ast.ClassDef):
            name = node.id if isinstance(node, ast.Name) else node.name
            yield re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").casefold(), node.lineno


def test_the_report_of_2017_has_many_words_of_its_own() -> None:
    words = its_words()
    assert len(words) >= 120
    assert {"supervision", "pi 27", "social worker", "long-term sick", "what is going well", "lookedafter"} <= words


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_no_module_says_a_word_of_the_report_of_2017(module: Path) -> None:
    name = module.relative_to(HOUSE).as_posix()
    found = {(match[0], line) for text, line in said_in(module) for match in WORDS.finditer(text)}
    assert {one for one in found if (name, one[0]) not in EXCEPTIONS} == set()


def test_every_exception_is_still_needed() -> None:
    needed = {
        (module, match[0])
        for module in {name for name, _ in EXCEPTIONS}
        for text, _ in said_in(HOUSE / module)
        for match in WORDS.finditer(text)
    }
    assert set(EXCEPTIONS) == needed
