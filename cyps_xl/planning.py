"""From a workbook's package to the planned report: read, check, lay out."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.checks.checked import Checked
from cyps_xl.checks.finding import Finding
from cyps_xl.checks.run import run
from cyps_xl.errors import Blocked
from cyps_xl.inputs.catalogue import TABLES
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.settings import Settings, read_settings
from cyps_xl.sheets.checks import CheckLine
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out
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


def inputs_of(package: Package) -> Inputs:
    """The input tables. Raises Blocked, naming every cell that cannot be read."""
    inputs, problems = read_inputs(read_raw_tables(package, tuple(TABLES)))
    if problems:
        raise Blocked("Some cells of the input tables cannot be read. Nothing was written.", problems)
    return inputs


def plan_report(package: Package) -> Planned:
    """Read, check and lay out. Raises Blocked as `inputs_of` does."""
    inputs = inputs_of(package)
    settings = read_settings(inputs)
    findings = run(Checked(inputs, settings))
    lines = [CheckLine(f.severity.value, f.code, f.where, f.message, f.remedy) for f in findings]
    return Planned(inputs, settings, findings, lay_out(inputs, settings, our_tabs(package), lines))
