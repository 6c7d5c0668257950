"""All input tables, in the order of their sheets, and how to find one."""

from __future__ import annotations

from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.tables.checks import ACCEPTED
from cyps_xl.inputs.tables.children import LOOKED_AFTER, READMISSIONS, REGISTRATIONS, STEP_UP_DOWN, TAF_CLOSURES
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, INDICATOR_VALUES, INDICATORS
from cyps_xl.inputs.tables.people import COVER_TEXT, MEMBERS
from cyps_xl.inputs.tables.quality import AUDIT_FINDINGS, AUDITS, COMPLAINTS
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.inputs.tables.staff import CASELOADS, SUPERVISION, WORKFORCE

ALL_TABLES: tuple[Table, ...] = (
    SETTINGS,
    INDICATORS,
    INDICATOR_VALUES,
    EXPLANATIONS,
    SUPERVISION,
    CASELOADS,
    WORKFORCE,
    LOOKED_AFTER,
    READMISSIONS,
    STEP_UP_DOWN,
    TAF_CLOSURES,
    COMPLAINTS,
    REGISTRATIONS,
    AUDITS,
    AUDIT_FINDINGS,
    COVER_TEXT,
    ACCEPTED,
    MEMBERS,
)

TABLES: dict[str, Table] = {table.name: table for table in ALL_TABLES}
