"""From a workbook's package to the planned report: read, check, lay out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cyps_xl.checks.acceptance import with_acceptance
from cyps_xl.checks.checked import Checked
from cyps_xl.checks.finding import Finding
from cyps_xl.checks.run import run
from cyps_xl.errors import Blocked
from cyps_xl.inputs.catalogue import TABLES
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.periods import long_date
from cyps_xl.settings import Settings, read_settings
from cyps_xl.sheets.checks import CheckLine
from cyps_xl.sheets.fingerprint import CHECKED, fingerprint
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.xlsx.named_cells import named_value
from cyps_xl.xlsx.package import Package
from cyps_xl.xlsx.tables import read_raw_tables
from cyps_xl.xlsx.workbook_part import our_tabs


@dataclass(frozen=True)
class Planned:
    """A workbook's inputs, what the checks say of them, and the report laid out from both."""

    inputs: Inputs
    settings: Settings
    findings: tuple[Finding, ...]
    plan: ReportPlan

    @property
    def notices(self) -> tuple[str, ...]:
        """The lines in which the sheets say what stands out or is not shown, each with its tab."""
        return tuple(f"{sheet.tab}: {notice}" for sheet in self.plan.sheets for notice in sheet.notices if notice)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings with which the report may not be published: those that block and are not accepted."""
        return tuple(finding for finding in self.findings if finding.blocks)


def inputs_of(package: Package) -> Inputs:
    """The input tables. Raises Blocked, naming every cell that cannot be read."""
    inputs, problems = read_inputs(read_raw_tables(package, tuple(TABLES)))
    if problems:
        raise Blocked("Some cells of the input tables cannot be read. Nothing was written.", problems)
    return inputs


def plan_report(package: Package, today: dt.date | None = None) -> Planned:
    """Read, check and lay out. Raises Blocked as `inputs_of` does.

    `today` is the day of the checks, the clock's when it is not given.
    """
    return plan_inputs(inputs_of(package), our_tabs(package), named_value(package, CHECKED), today)


def plan_inputs(inputs: Inputs, tabs: dict[str, str], checked: str = "", today: dt.date | None = None) -> Planned:
    """Check and lay out inputs that have been read, from a file or from an open workbook.

    `tabs` are the names staff gave our sheets, by the sheet's key; `checked` is the stamp
    that the Checks sheet bears from before.
    """
    today = today or dt.date.today()
    settings = read_settings(inputs)
    findings = with_acceptance(run(Checked(inputs, settings, today=today)), inputs)
    lines = [CheckLine(f.severity.value, f.reference, f.where, f.message, f.remedy) for f in findings]
    plan = lay_out(inputs, settings, tabs, lines, _stamp(inputs, checked, today))
    return Planned(inputs, settings, findings, plan)


def _stamp(inputs: Inputs, before: str, today: dt.date) -> str:
    """The day these inputs were first checked: kept while they stay, so that the same inputs give the same bytes."""
    mark = fingerprint(inputs)
    return before if mark in before else f"Checked {long_date(today)} · inputs {mark}"
