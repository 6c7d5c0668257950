"""The whole report as a plan: every output sheet, in the order of its tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cyps_xl.inputs.records import Inputs
from cyps_xl.settings import Settings
from cyps_xl.sheets import (
    audits,
    caseloads,
    checks,
    complaints,
    cover,
    flows,
    indicators,
    key,
    looked_after,
    readmissions,
    start,
    supervision,
    workforce,
)
from cyps_xl.sheets.checks import CheckLine
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.plan import ReportPlan

SECTIONS = (
    indicators.lay_out,
    supervision.lay_out,
    caseloads.lay_out,
    workforce.lay_out,
    audits.summary,
    looked_after.lay_out,
    readmissions.lay_out,
    flows.steps,
    flows.taf_outcomes,
    complaints.lay_out,
    flows.registrations,
    audits.lay_out,
)
"""Sections 1 to 5 in order; a new output sheet is added here."""


def lay_out(
    inputs: Inputs, settings: Settings, tabs: Mapping[str, str], findings: Sequence[CheckLine] = (), stamp: str = ""
) -> ReportPlan:
    """Lay out every output sheet.

    `tabs` holds the names staff gave our tabs, by sheet key; `findings` are what the checks
    found, `stamp` says when.
    """
    key_sheet, names = key.lay_out(settings, tabs)
    context = Context(inputs, settings, names, tabs)
    sections = tuple(section(context) for section in SECTIONS)
    cover_sheet = cover.lay_out(context, (key_sheet, *sections))
    checks_sheet = checks.lay_out(context, findings, stamp)
    start_sheet = start.lay_out(context, (cover_sheet, key_sheet, *sections, checks_sheet), stamp)
    footer = ", ".join(filter(None, (settings.council, settings.service, context.quarter.heading)))
    return ReportPlan((start_sheet, cover_sheet, key_sheet, *sections, checks_sheet), footer)
