"""docs/checks.md: what the checks look for, from the rules."""

from __future__ import annotations

from cyps_xl.checks.finding import Rule, Severity
from cyps_xl.checks.run import ALL_RULES, FAMILIES
from pages import markdown

_CHECKS_TOP = """# What the checks look for

`cyps-xl check`, every refresh and the workbook's button look for everything on this page. What
they find stands on the sheet *Checks*, each with its cell, what is wrong there and what to do.
This page is written from the rules themselves, so it cannot differ from them.

- **blocks publication**: a figure or text cannot be right, or must not leave the council. The
  report is not published while it stands, unless an officer accepts it with a reason.
- **should be fixed**: something is missing, or two figures do not agree.
- **worth a look**: it may well be right, but somebody should know.

To accept a finding, copy its reference to *Accepted findings* and say why it may stand. The
reference lapses when the figure changes.
"""

_CHECKS_END = """## How well they find errors

`python scripts/seed_errors.py --runs 1000` makes 1,000 correct quarters by chance, checks each,
puts one error into it and checks again. An error is found when there is a finding that the
correct quarter did not have; in place when that finding is on the sheet with the error.

| Error | Found | In place |
| --- | --- | --- |
| a month or date is another (a month, a year, or the row above's) | 100.0% | 100.0% |
| a minus sign before a figure | 100.0% | 100.0% |
| a row is there twice | 100.0% | 100.0% |
| a row is missing | 98.6% | 95.1% |
| a percentage is typed where the count belongs | 93.7% | 93.7% |
| two digits change places | 82.5% | 81.8% |
| a column is pasted one row too low from some row on | 63.6% | 51.7% |
| **all 1,000** | **91.2%** | **88.9%** |

False alarms: 1 of the 1,000 correct quarters (0.1%) had a finding, a figure that chance had made
exceptional. `--first 20000` makes 1,000 others: 91.1% found, 5 false alarms (0.5%). Rules were
not fitted to the second thousand.

What stays unseen, and why:

- **A column one row too low**, where nothing else counts the same thing: re-admissions, steps up
  and down, closures. Each figure is plausible in the month it slipped to, and only the latest is
  lost. A register, a rate or a total betrays it; a lone count cannot.
- **Digits that change places and make a small difference**: 112 for 121 workers due, 245 days for
  254, the hours of a team. The figure lies within what such figures do from month to month.
- **Figures of Wales and other areas**: there is one a year, and no history to hold it against. So with any figure
  that has fewer than six others of its kind.
- **A percentage typed as the count** where the count is near 100, so that the two are nearly the
  same: 96 for 101 of 105.
- **A missing row at the beginning of a history**, before which nothing is expected.
- **A figure that is wrong in the source** and right in the workbook: the checks see what was typed.
"""


def page() -> str:
    """The catalogue of rules as Markdown."""
    families = [f"## {family}\n\n" + "\n".join(map(_rule_section, rules)) for family, rules in FAMILIES]
    return "\n".join([_CHECKS_TOP, _count_of_rules(), *families, _CHECKS_END])


def _count_of_rules() -> str:
    of = {severity: sum(rule.severity is severity for rule in ALL_RULES) for severity in Severity}
    block, fix, look = (of[severity] for severity in (Severity.BLOCKS, Severity.SHOULD_FIX, Severity.LOOK))
    return (
        f"There are {len(ALL_RULES)} rules. {block} of them find what blocks publication, {fix} what should be fixed, "
        f"{look} what is worth a look.\n"
    )


def _rule_section(rule: Rule) -> str:
    return markdown.section(
        f"### {rule.code} {rule.title}",
        f"*{rule.severity.value.capitalize()}.* {rule.explanation}",
        f"- Example: {rule.example}\n- What to do: {rule.remedy}",
    )
