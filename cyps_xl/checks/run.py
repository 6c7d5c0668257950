"""All rules, and running them: what was found, the gravest first, then in the order of the sheets."""

from __future__ import annotations

import re

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Finding, Rule
from cyps_xl.checks.rules import (
    belonging_rules,
    change_point_rules,
    chart_rules,
    date_rules,
    entry_rules,
    impossible_figures,
    input_rules,
    language_rules,
    name_rules,
    narrative_rules,
    privacy_rules,
    question_rules,
    reference_rules,
    scale_rules,
    series_rules,
    sum_rules,
    target_rules,
    time_rules,
    value_rules,
    workbook_rules,
)

_NUMBERS = re.compile(r"\d+")


def _by_code(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(sorted(rules, key=lambda rule: rule.code))


FAMILIES: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    (
        "Inputs",
        _by_code(input_rules.RULES + series_rules.RULES + entry_rules.RULES + name_rules.RULES + target_rules.RULES),
    ),
    ("A figure against itself", _by_code(impossible_figures.RULES + value_rules.RULES + scale_rules.RULES)),
    ("Figures against each other", _by_code(sum_rules.RULES + belonging_rules.RULES)),
    ("Figures against time", _by_code(time_rules.RULES + date_rules.RULES)),
    ("Limits", change_point_rules.RULES),
    ("Charts", chart_rules.RULES),
    (
        "Words",
        _by_code(
            narrative_rules.RULES
            + language_rules.RULES
            + reference_rules.RULES
            + name_rules.WORD_RULES
            + question_rules.RULES
        ),
    ),
    ("Personal data", privacy_rules.RULES),
    ("The workbook", workbook_rules.RULES),
)
"""The rules by family; a new rule goes into its family's module, a new family goes here."""

ALL_RULES: tuple[Rule, ...] = tuple(rule for _, rules in FAMILIES for rule in rules)


def run(checked: Checked) -> tuple[Finding, ...]:
    """Everything that the rules find, the gravest first, then in the order of sheets, rows and codes."""
    order = {(records.sheet or records.table.sheet): index for index, records in enumerate(checked.inputs)}
    found = [finding for rule in ALL_RULES for finding in rule.findings(checked)]

    def place(finding: Finding) -> tuple[int, int, int, str]:
        row = _NUMBERS.search(finding.cell or finding.where.removeprefix(finding.sheet))
        sheet = order.get(finding.sheet, len(order))
        return finding.severity.rank, sheet, int(row[0]) if row else 0, finding.code

    return tuple(sorted(found, key=place))
