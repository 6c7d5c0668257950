"""Checking a workbook without changing it: its figures and words, and the report that stands in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from cyps_xl.as_declared.workbook import as_declared
from cyps_xl.checks.acceptance import with_acceptance
from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Finding
from cyps_xl.checks.run import run
from cyps_xl.checks.workbook_state import Book, Retyped
from cyps_xl.disagreement import differing
from cyps_xl.inputs.records import Inputs
from cyps_xl.planning import book_of, plan_inputs, read_each
from cyps_xl.settings import read_settings
from cyps_xl.sheets.fingerprint import CHECKED, fingerprint
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.grafting.graft import graft_and_tell
from cyps_xl.xlsx.input_tables.workbook_catalogue import read_all_tables
from cyps_xl.xlsx.parts.named_cells import named_place, named_value
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Verdict:
    """What the checks find in a workbook, the gravest first; accepted findings among them."""

    quarter: str
    findings: tuple[Finding, ...]

    @property
    def blocks(self) -> bool:
        """Whether the report may not be published."""
        return any(finding.blocks for finding in self.findings)


def check(path: Path, *, today: dt.date | None = None, tell: Tell = lambda step: None) -> Verdict:
    """Check a workbook, which stays as it is.

    A cell that cannot be read is a finding here, and no error. Raises CypsError for a file
    that is no workbook of ours.
    """
    tell("Opening the workbook")
    upkeep = as_declared(Package.read(path)).upkeep
    package = upkeep.package
    raw = read_all_tables(package, upkeep.catalogue)
    inputs, problems = read_each(raw, upkeep.catalogue)
    settings = read_settings(inputs)
    book = replace(book_of(package, raw), keys=upkeep.keys)
    if not problems:
        tell("Working the report out")
        book = _with_report(book, package, inputs)
    tell("Checking")
    findings = run(Checked(inputs, settings, problems, today or dt.date.today(), book))
    return Verdict(settings.quarter, with_acceptance(findings, inputs))


def _with_report(book: Book, package: Package, inputs: Inputs) -> Book:
    """What is known of the report that stands in the workbook, beside the one that its inputs give."""
    planned = plan_inputs(inputs, our_tabs(package), named_value(package, CHECKED))
    fresh = Package.of_our_own(fresh_workbook(planned.plan), "the new output sheets")
    grafted = graft_and_tell(package, fresh)
    typed_over = (cell for cell in grafted.overwritten if not cell.reads_what_went)
    return replace(
        book,
        retyped=tuple(Retyped(cell.where, cell.theirs, cell.ours) for cell in typed_over),
        stale="" if fingerprint(inputs) in named_value(package, CHECKED) else named_place(package, CHECKED),
        differing=tuple(differing(planned, package, grafted.package)),
    )
