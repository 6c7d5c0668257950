"""The report of 2017, as the pack that ships declares it, and its tables by name."""

from __future__ import annotations

from cyps_xl.definition.packs import default_pack

CYPS = default_pack().definition
CYPS_TABLES = CYPS.catalogue

SUPERVISION = CYPS_TABLES["Supervision"]
CASELOADS = CYPS_TABLES["Caseloads"]
WORKFORCE = CYPS_TABLES["Workforce"]
LOOKED_AFTER = CYPS_TABLES["LookedAfter"]
READMISSIONS = CYPS_TABLES["Readmissions"]
REGISTRATIONS = CYPS_TABLES["Registrations"]
TAF_CLOSURES = CYPS_TABLES["TafClosures"]
COMPLAINTS = CYPS_TABLES["Complaints"]
AUDITS = CYPS_TABLES["Audits"]
AUDIT_FINDINGS = CYPS_TABLES["AuditFindings"]

WORKFORCE_MEASURES = WORKFORCE.column("Measure").choices
WORKFORCE_ROLES = WORKFORCE.column("Role").choices
FINDING_HEADINGS = AUDIT_FINDINGS.column("Heading").choices
