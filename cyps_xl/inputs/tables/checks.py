"""Findings that an officer has looked into and accepts, with the reason."""

from __future__ import annotations

from cyps_xl.inputs.declare import Column, Kind, Table

ACCEPTED = Table(
    name="Accepted",
    sheet="Accepted findings",
    one_row_is="a finding that stands, and why",
    guide="Copy the Reference from the Checks sheet, and say why the figure or text is right as it is.",
    columns=(
        Column("Reference", Kind.TEXT, "The finding's reference, such as FG01-K7QD.", required=True, width=16),
        Column("Reason", Kind.LONG_TEXT, "Why the figure or text may stand.", required=True, width=70),
        Column("Accepted by", Kind.TEXT, "The post that accepts it.", required=True, width=30),
        Column("Date", Kind.DATE, "When it was accepted.", required=True),
    ),
    key=("Reference",),
)
