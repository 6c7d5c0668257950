"""Which figures of the input tables belong together, said once for all rules."""

from __future__ import annotations

from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.tables.children import LOOKED_AFTER, READMISSIONS, REGISTRATIONS, STEP_UP_DOWN, TAF_CLOSURES
from cyps_xl.inputs.tables.indicators import EXPLANATIONS
from cyps_xl.inputs.tables.people import COVER_TEXT
from cyps_xl.inputs.tables.quality import AUDIT_FINDINGS
from cyps_xl.inputs.tables.staff import CASELOADS, SUPERVISION, WORKFORCE

MONTHLY = (SUPERVISION, READMISSIONS, STEP_UP_DOWN, TAF_CLOSURES, REGISTRATIONS)
"""One row is a month."""

DATED = (CASELOADS, WORKFORCE, LOOKED_AFTER)
"""Rows are counts on a day, under As at."""

PARTS = (
    (SUPERVISION, "Qualified in time", "Qualified due", "supervised in time", "due"),
    (SUPERVISION, "Unqualified in time", "Unqualified due", "supervised in time", "due"),
    (TAF_CLOSURES, "Successful", "Closed", "closed successfully", "closed"),
)
"""Counts that are some of another: table, part, whole, and the words for both."""

TEXTS = (EXPLANATIONS, AUDIT_FINDINGS, COVER_TEXT)
"""The tables whose English and Welsh members read."""

MONTHS_OF_A_QUARTER = 3


def figure_headings(table: Table) -> tuple[str, ...]:
    """The columns of a table that hold figures."""
    return tuple(column.heading for column in table.columns if column.kind in (Kind.WHOLE, Kind.DECIMAL))
