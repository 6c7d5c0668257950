"""Children: looked after, re-admitted, stepped up and down, closed, registered."""

from __future__ import annotations

from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.measures.identities import CarriedOver, PartOf

_MONTH = Column("Month", Kind.MONTH, "The month, typed like Dec 2017.", required=True)


def _count(heading: str, message: str, unit: str, width: float = 24) -> Column:
    return Column(heading, Kind.WHOLE, message, unit=unit, minimum=0, width=width)


LOOKED_AFTER = Table(
    name="LookedAfter",
    sheet="Looked after",
    one_row_is="a date",
    guide="How many children were looked after on a day, usually a quarter's last. Dates must not repeat.",
    columns=(
        Column("As at", Kind.DATE, "The date of the count.", required=True),
        _count("Children", "Children looked after on that day.", "children"),
    ),
    key=("As at",),
)

READMISSIONS = Table(
    name="Readmissions",
    sheet="Readmissions",
    one_row_is="a month",
    guide="Children who left care and came back within twelve months, by the month they came back.",
    columns=(_MONTH, _count("Children", "Children re-admitted in the month; 0 when none.", "children")),
    key=("Month",),
)

STEP_UP_DOWN = Table(
    name="StepUpDown",
    sheet="Step up and down",
    one_row_is="a month",
    guide="Cases that moved between the Team Around the Family (TAF) and children's services.",
    columns=(
        _MONTH,
        _count("Stepped down to TAF", "Cases passed from children's services to TAF.", "cases"),
        _count("Stepped up to CYPS", "Cases passed from TAF to children's services.", "cases"),
    ),
    key=("Month",),
)

TAF_CLOSURES = Table(
    name="TafClosures",
    sheet="TAF closures",
    one_row_is="a month",
    guide="Team Around the Family cases that closed, and how many because the plan had succeeded.",
    columns=(
        _MONTH,
        _count("Closed", "All cases closed in the month.", "cases"),
        _count("Successful", "Of those, closed because the plan's outcomes were reached.", "cases"),
    ),
    key=("Month",),
    identities=(PartOf("Successful", "Closed", "closed successfully", "closed"),),
)

REGISTRATIONS = Table(
    name="Registrations",
    sheet="Registrations",
    one_row_is="a month",
    guide="Children put on and taken off the child protection register, and how many were on it at the month's end.",
    columns=(
        _MONTH,
        _count("Registered", "Children registered in the month.", "children"),
        _count("De-registered", "Children taken off the register in the month.", "children"),
        _count("On the register", "Children on the register on the month's last day.", "children"),
    ),
    key=("Month",),
    identities=(CarriedOver("On the register", came="Registered", left="De-registered"),),
)
