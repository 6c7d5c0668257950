"""Every rule speaks of the workbook that breaks it, says where, and is silent once that is mended."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cyps_xl.checks.finding import Rule
from cyps_xl.checks.run import ALL_RULES, FAMILIES, run
from helpers.checking import says, workbook
from helpers.rule_examples import EACH_OTHER, ITSELF, TIME, Example
from helpers.rule_examples_limits import CHARTS, LIMITS
from helpers.rule_examples_words import INPUTS, PERSONAL, WORDS, WORKBOOK

EXAMPLES: dict[str, Example] = {
    **INPUTS,
    **ITSELF,
    **EACH_OTHER,
    **TIME,
    **LIMITS,
    **CHARTS,
    **WORDS,
    **PERSONAL,
    **WORKBOOK,
}


def test_every_rule_has_an_example_and_every_example_a_rule() -> None:
    assert sorted(EXAMPLES) == sorted(rule.code for rule in ALL_RULES)


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_a_rule_speaks_of_what_breaks_it_and_is_silent_once_it_is_mended(code: str) -> None:
    example = EXAMPLES[code]
    assert says(code, **example.wrong) == [example.says]
    assert says(code, **example.right) == []


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_what_a_rule_finds_is_among_all_findings_with_a_place_a_sentence_and_a_remedy(code: str) -> None:
    found = [f for f in run(workbook(**EXAMPLES[code].wrong)) if f.code == code]
    assert [f"{f.where}: {f.message}" for f in found] == [EXAMPLES[code].says]
    for finding in found:
        assert re.fullmatch(r"[A-Z]+[0-9]+", finding.cell) or finding.where == finding.sheet == "Explanations"
        assert re.search(r"[.?]$", finding.message), finding.message
        assert re.search(r"\.$", finding.remedy), finding.remedy


def test_codes_are_told_apart_and_numbered_without_a_gap_in_their_family() -> None:
    assert [code for code, count in Counter(rule.code for rule in ALL_RULES).items() if count > 1] == []
    for _, rules in FAMILIES:
        letters = rules[0].code[:2]
        assert [rule.code for rule in rules] == [f"{letters}{number:02d}" for number in range(1, len(rules) + 1)]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_rule_says_in_its_catalogue_entry_what_it_is(rule: Rule) -> None:
    assert rule.title and not rule.title.endswith(".")
    assert rule.example.endswith((".", "”"))
    assert rule.remedy.endswith(".")
    assert rule.explanation.endswith(".")


def test_nothing_is_found_in_a_workbook_with_nothing_in_it_but_what_is_missing() -> None:
    missing = {"IN04", "IN05", "IN07", "IN09"}
    assert {finding.code for finding in run(workbook())} == missing
