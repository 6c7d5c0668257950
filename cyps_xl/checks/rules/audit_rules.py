"""SM, continued: audits against what was found in them."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.audits import cases_by_theme, is_a_share_of
from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.indicators import number
from cyps_xl.checks.wording import plural, shown
from cyps_xl.inputs.tables.quality import AUDIT_FINDINGS, AUDITS


def finding_of_no_audit(checked: Checked) -> Iterator[Fault]:
    """An audit finding names a theme that is not among its quarter's audits."""
    records, audits = checked.inputs[AUDIT_FINDINGS], checked.inputs[AUDITS]
    for row in records:
        if row["Theme"] is not None and row["Quarter"] is not None and not audits.find(row["Quarter"], row["Theme"]):
            yield at(records, row, "Theme", f"“{row['Theme']}” is not among the audits of {row['Quarter']}.")


def audit_without_findings(checked: Checked) -> Iterator[Fault]:
    """An audit of the reporting quarter of which no finding is given, while others have some."""
    records = checked.inputs[AUDITS]
    quarter = str(checked.quarter)
    told = {str(row["Theme"]).lower() for row in checked.inputs[AUDIT_FINDINGS] if row["Quarter"] == quarter}
    for row in records:
        if row["Quarter"] == quarter and told and str(row["Theme"]).lower() not in told:
            yield at(records, row, "Theme", f"“{row['Theme']}” is among the audits, and no finding is given.")


def audit_percentage_that_no_count_gives(checked: Checked) -> Iterator[Fault]:
    """No whole number of the audited cases is this percentage, at the decimals it is typed with. It can be right
    where a question did not apply to every case. Shares of 1 have a rule of their own."""
    records = checked.inputs[AUDIT_FINDINGS]
    cases = cases_by_theme(checked)
    for row in records:
        percent = number(row["Percent"])
        audited = cases.get((str(row["Quarter"]), str(row["Theme"]).lower()))
        is_share = percent is not None and 0 < percent <= 1
        if percent is not None and not is_share and audited and not is_a_share_of(percent, audited):
            yield at(records, row, "Percent", f"No whole number of {plural(audited, 'case')} is {shown(percent)}%.")


RULES = (
    Rule(
        "SM07",
        Severity.SHOULD_FIX,
        "A finding belongs to no audit",
        "“Asessments” is not among the audits of 2017-18 Q3.",
        "Type the theme as on Audits, or add the audit.",
        finding_of_no_audit,
    ),
    Rule(
        "SM08",
        Severity.LOOK,
        "An audit has no findings",
        "“Repeat contacts” is among the audits, and no finding is given.",
        "Add its findings on Audit findings.",
        audit_without_findings,
    ),
    Rule(
        "SM09",
        Severity.LOOK,
        "A percentage that no number of cases gives",
        "No whole number of 51 cases is 72%.",
        "Look it up. It is right only when the question did not apply to every case.",
        audit_percentage_that_no_count_gives,
    ),
)
