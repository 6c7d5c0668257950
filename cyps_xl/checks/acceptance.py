"""Findings that an officer accepts: each has a reference that follows it, whatever row it stands in."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cyps_xl.checks.finding import Acceptance, Finding
from cyps_xl.grid import column_letters
from cyps_xl.inputs.records import Inputs, Records, row_key
from cyps_xl.inputs.tables.checks import ACCEPTED

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def with_acceptance(findings: Iterable[Finding], inputs: Inputs) -> tuple[Finding, ...]:
    """The findings with their references, and those that the table of accepted findings names with its reason.

    A reference is made of the rule, the row's key and what is wrong, values included. So an
    acceptance goes with its row when the table is sorted, and lapses when the figure changes.
    """
    tabs = {records.sheet or records.table.sheet: _Tab.of(records) for records in inputs}
    return tuple(_marked(finding, tabs.get(finding.sheet), inputs) for finding in findings)


@dataclass(frozen=True)
class _Tab:
    """An input sheet's table, with its headings by column letters and its rows' keys by row number."""

    table: str
    headings: Mapping[str, str]
    keys: Mapping[int, str]

    @classmethod
    def of(cls, records: Records) -> _Tab:
        headings = {column_letters(column): heading for heading, column in records.columns.items()}
        return cls(records.table.name, headings, {row.number: row_key(records.table, row.values) for row in records})


def _marked(finding: Finding, tab: _Tab | None, inputs: Inputs) -> Finding:
    subject = "\n".join((finding.code, _subject(finding, tab), finding.message))
    digest = hashlib.sha256(subject.encode()).digest()
    reference = f"{finding.code}-{base64.b32encode(digest)[:4].decode()}"
    row = inputs[ACCEPTED].find(reference)
    if row is None or not row["Reason"]:
        return replace(finding, reference=reference)
    day = row["Date"]
    accepted = Acceptance(str(row["Reason"]), str(row["Accepted by"]), day if isinstance(day, dt.date) else None)
    return replace(finding, reference=reference, accepted=accepted)


def _subject(finding: Finding, tab: _Tab | None) -> str:
    """The table, row and heading that a finding speaks of, without their place on the sheet."""
    cell = _CELL.fullmatch(finding.cell)
    if tab is None or cell is None:
        return finding.where
    return "\n".join((tab.table, tab.headings.get(cell[1], ""), tab.keys.get(int(cell[2]), "")))
