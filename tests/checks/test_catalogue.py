"""The catalogue in docs/ says of every rule what the rule says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cyps_xl.checks.finding import Rule
from cyps_xl.checks.run import ALL_RULES, FAMILIES
from helpers.scripts import script

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "checks.md"


def section(code: str) -> str:
    """The part of the page under a rule's heading."""
    return re.split(r"\n##+ ", PAGE.read_text(encoding="utf-8").partition(f"\n### {code} ")[2])[0]


def test_the_page_is_the_one_the_rules_make() -> None:
    made = script("make_docs").PAGES[PAGE.name]()
    assert PAGE.read_text(encoding="utf-8") == made, "run: python scripts/make_docs.py"


def test_there_is_one_heading_a_rule_and_none_without_one() -> None:
    headings = re.findall(r"^### (\S+) (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [(rule.code, rule.title) for rule in ALL_RULES]


def test_every_family_has_its_heading() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE)[: len(FAMILIES)] == [family for family, _ in FAMILIES]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_rule_is_there_with_its_severity_meaning_example_and_remedy(rule: Rule) -> None:
    text = section(rule.code)
    assert f"*{rule.severity.value.capitalize()}.* {rule.explanation}" in text
    assert f"- Example: {rule.example}" in text
    assert f"- What to do: {rule.remedy}" in text
