"""Staff: supervision, caseloads and the workforce."""

from __future__ import annotations

from cyps_xl.inputs.declare import Column, Kind, Table, key_column
from cyps_xl.measures.identities import NoMoreThan, PartOf

VACANCIES = "Vacancies"
AGENCY = "Agency"
WORKFORCE_MEASURES = (
    VACANCIES,
    "New starters",
    "Leavers",
    AGENCY,
    "Long-term sick",
    "Disciplinaries",
    "Grievances",
)
WORKFORCE_ROLES = (
    "Team manager",
    "Deputy manager",
    "Social worker",
    "Peripatetic social worker",
    "IRO",
    "Consultant social worker",
    "Support worker",
)


def _workers(heading: str, message: str) -> Column:
    return Column(heading, Kind.WHOLE, message, unit="workers", minimum=0, width=24)


SUPERVISION = Table(
    name="Supervision",
    sheet="Supervision",
    one_row_is="a month",
    guide="How many workers were due supervision in the month, and how many had it within 28 working days.",
    columns=(
        Column("Month", Kind.MONTH, "The month, typed like Dec 2017.", required=True),
        _workers("Qualified due", "Qualified workers due supervision in the month."),
        _workers("Qualified in time", "Of those, supervised within 28 working days."),
        _workers("Unqualified due", "Unqualified workers due supervision in the month."),
        _workers("Unqualified in time", "Of those, supervised within 28 working days."),
    ),
    key=("Month",),
    identities=(
        PartOf("Qualified in time", "Qualified due", "supervised in time", "due"),
        PartOf("Unqualified in time", "Unqualified due", "supervised in time", "due"),
    ),
)

CASELOADS = Table(
    name="Caseloads",
    sheet="Caseloads",
    one_row_is="a team at a date",
    guide="Cases held by qualified workers, deputy team managers included. One row a team each quarter.",
    columns=(
        Column("As at", Kind.DATE, "The date of the count, usually the quarter's last day.", required=True),
        Column("Team", Kind.TEXT, "The team's name, spelt the same each quarter.", required=True, width=26),
        Column(
            "Available hours",
            Kind.DECIMAL,
            "Contracted weekly hours of the workers who hold cases, absences left out.",
            unit="hours a week",
            minimum=0,
            width=20,
        ),
        Column("Caseload", Kind.WHOLE, "Cases the team holds.", unit="cases", minimum=0),
        Column("Highest", Kind.WHOLE, "The most cases any one worker holds.", unit="cases", minimum=0),
        Column("Lowest", Kind.WHOLE, "The fewest cases any one worker holds.", unit="cases", minimum=0),
        key_column("As at", "Team"),
    ),
    key=("As at", "Team"),
    identities=(
        NoMoreThan("Lowest", "Highest", "{Team}: highest {more}, lowest {less}", suspect="Highest"),
        NoMoreThan(
            "Highest",
            "Caseload",
            "{Team}: one worker holds {less} of the team's {more} cases",
            suspect="Highest",
        ),
    ),
)

WORKFORCE = Table(
    name="Workforce",
    sheet="Workforce",
    one_row_is="a count of one kind for one role at a date",
    guide="Vacancies, starters, leavers, agency, sickness, disciplinaries and grievances. "
    "Leave out what was not counted; type 0 where none were found.",
    columns=(
        Column("As at", Kind.DATE, "The date of the count, usually the month's last day.", required=True),
        Column("Measure", Kind.CHOICE, "What is counted.", required=True, choices=WORKFORCE_MEASURES, width=18),
        Column("Role", Kind.CHOICE, "Whose post it is.", required=True, choices=WORKFORCE_ROLES, width=28),
        Column("Number", Kind.DECIMAL, "How many; halves are allowed (4.5).", unit="posts", minimum=0),
        key_column("As at", "Measure", "Role"),
    ),
    key=("As at", "Measure", "Role"),
)
