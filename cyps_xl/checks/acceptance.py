"""Findings that an officer accepts: each has a reference that follows it, whatever row it stands in."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace

from cyps_xl.checks.finding import Acceptance, Finding
from cyps_xl.inputs.places import column_letters
from cyps_xl.inputs.records import Inputs, Records, row_key
from cyps_xl.inputs.tables.checks import ACCEPTED

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def with_acceptance(findings: Iterable[Finding], inputs: Inputs) -> tuple[Finding, ...]:
    """The findings with their references, and those that the table of accepted findings names with its reason.

    A reference is made of the rule, the row's key and what is wrong, values included. So an
    acceptance goes with its row when the table is sorted, and lapses when the figure changes.
    """
    by_tab = {records.sheet or records.table.sheet: records for records in inputs}
    return tuple(_marked(finding, by_tab, inputs) for finding in findings)


def _marked(finding: Finding, by_tab: dict[str, Records], inputs: Inputs) -> Finding:
    subject = "\n".join((finding.code, _subject(finding, by_tab), finding.message))
    digest = hashlib.sha256(subject.encode()).digest()
    reference = f"{finding.code}-{base64.b32encode(digest)[:4].decode()}"
    row = inputs[ACCEPTED].find(reference)
    if row is None or not row["Reason"]:
        return replace(finding, reference=reference)
    day = row["Date"]
    accepted = Acceptance(str(row["Reason"]), str(row["Accepted by"]), day if isinstance(day, dt.date) else None)
    return replace(finding, reference=reference, accepted=accepted)


def _subject(finding: Finding, by_tab: dict[str, Records]) -> str:
    """The table, row and heading that a finding speaks of, without their place on the sheet."""
    records = by_tab.get(finding.sheet)
    cell = _CELL.fullmatch(finding.cell)
    if records is None or cell is None:
        return finding.where
    headings = [heading for heading, column in records.columns.items() if column_letters(column) == cell[1]]
    keys = [row_key(records.table, row.values) for row in records if row.number == int(cell[2])]
    return "\n".join((records.table.name, *headings, *keys))
