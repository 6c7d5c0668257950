"""Which figures of the input tables belong together, said once for all rules."""

from __future__ import annotations

from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.tables.children import LOOKED_AFTER, READMISSIONS, REGISTRATIONS, STEP_UP_DOWN, TAF_CLOSURES
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, INDICATORS
from cyps_xl.inputs.tables.people import COVER_TEXT
from cyps_xl.inputs.tables.quality import AUDIT_FINDINGS
from cyps_xl.inputs.tables.staff import CASELOADS, SUPERVISION, WORKFORCE
from cyps_xl.measures.identities import PartOf

MONTHLY = (SUPERVISION, READMISSIONS, STEP_UP_DOWN, TAF_CLOSURES, REGISTRATIONS)
"""One row is a month."""

DATED = (CASELOADS, WORKFORCE, LOOKED_AFTER)
"""Rows are counts on a day, under As at."""

PARTS = tuple((table, found) for table in MONTHLY for found in table.identities if isinstance(found, PartOf))
"""Monthly counts that are some of another."""

IN_TWO_LANGUAGES = (
    (INDICATORS, "Name", "Name in Welsh"),
    (EXPLANATIONS, "English", "Welsh"),
    (AUDIT_FINDINGS, "English", "Welsh"),
    (COVER_TEXT, "English", "Welsh"),
)
"""What members read in English and Welsh: the table and its two columns."""


def figure_headings(table: Table) -> tuple[str, ...]:
    """The columns of a table that hold figures."""
    return tuple(column.heading for column in table.columns if column.kind in (Kind.WHOLE, Kind.DECIMAL))
