"""Quality: complaints, compliments, audits and their findings."""

from __future__ import annotations

from cyps_xl.inputs.declare import Column, Kind, Table, key_column
from cyps_xl.measures.direction import Better
from cyps_xl.measures.identities import RowsAddUp, ToDate

STAGE_1 = "Stage 1"
STAGE_2 = "Stage 2"
OMBUDSMAN = "Ombudsman"
COMPLIMENTS = "Compliments"

BETTER_WHEN = {
    STAGE_1: Better.LOWER,
    STAGE_2: Better.LOWER,
    OMBUDSMAN: Better.LOWER,
    COMPLIMENTS: Better.HIGHER,
}
"""Which way is good, of what section 3 draws an arrow for."""

TOTAL = "total"
UPHELD = "upheld"
NOT_UPHELD = "not upheld"
PARTIALLY_UPHELD = "partially upheld"
OTHER = "other"

FINDING_HEADINGS = ("Doing well", "Will improve", "How", "Learnt", "Next")

COMPLAINTS = Table(
    name="Complaints",
    sheet="Complaints",
    one_row_is="a count of one kind and outcome for a period",
    guide="Complaints by stage and outcome, and compliments. Quarters count from 1 April; a total is typed as well.",
    columns=(
        Column(
            "Period",
            Kind.PERIOD,
            "A full year like 2016-17 (also for quarter 4), or a quarter to date like 2017-18 Q3.",
            required=True,
        ),
        Column(
            "Kind",
            Kind.CHOICE,
            "The stage of complaint, or compliments.",
            required=True,
            choices=(STAGE_1, STAGE_2, OMBUDSMAN, COMPLIMENTS),
        ),
        Column(
            "Outcome",
            Kind.CHOICE,
            "total, or the outcome counted. Compliments have a total only.",
            required=True,
            choices=(TOTAL, UPHELD, NOT_UPHELD, PARTIALLY_UPHELD, OTHER),
            width=18,
        ),
        Column("Number", Kind.WHOLE, "How many; 0 when there were none.", unit="complaints or compliments", minimum=0),
        key_column("Period", "Kind", "Outcome"),
    ),
    key=("Period", "Kind", "Outcome"),
    identities=(
        RowsAddUp("Number", by="Outcome", total=TOTAL, called="outcomes"),
        # What is still open is counted as other, and leaves it once it is decided.
        ToDate(("Number",), but=("Outcome", OTHER)),
    ),
)

AUDITS = Table(
    name="Audits",
    sheet="Audits",
    one_row_is="an audit",
    guide="The thematic audits of each quarter.",
    columns=(
        Column("Quarter", Kind.QUARTER, "The quarter of the audit, like 2017-18 Q3.", required=True),
        Column("Theme", Kind.TEXT, "What the audit looked at.", required=True, width=40),
        Column("Month", Kind.MONTH, "The month it was completed.", required=True),
        Column("Cases", Kind.WHOLE, "Cases audited.", unit="cases", minimum=0),
        key_column("Quarter", "Theme"),
    ),
    key=("Quarter", "Theme"),
)

AUDIT_FINDINGS = Table(
    name="AuditFindings",
    sheet="Audit findings",
    one_row_is="a finding",
    guide="What the audits found, by heading. Leave Theme empty for a finding about all of them.",
    columns=(
        Column("Quarter", Kind.QUARTER, "The quarter of the audit, like 2017-18 Q3.", required=True),
        Column("Theme", Kind.TEXT, "The audit's theme, as in Audits; empty for all of them.", width=40),
        Column("Heading", Kind.CHOICE, "Where in the report it stands.", required=True, choices=FINDING_HEADINGS),
        Column(
            "Position",
            Kind.WHOLE,
            "1 for the first finding under its theme and heading, 2 for the next.",
            unit="order",
            required=True,
            minimum=1,
            maximum=50,
            width=14,
        ),
        Column(
            "Percent",
            Kind.DECIMAL,
            "The share of cases, 82 for 82%; empty when the finding has none.",
            unit="% of cases",
            minimum=0,
            maximum=100,
            one_percent=1,
            width=14,
        ),
        Column("English", Kind.LONG_TEXT, "The finding. Never a name, nor a child's story.", width=60),
        Column("Welsh", Kind.LONG_TEXT, "The same in Welsh.", width=60),
        key_column("Quarter", "Theme", "Heading", "Position"),
    ),
    key=("Quarter", "Theme", "Heading", "Position"),
)
