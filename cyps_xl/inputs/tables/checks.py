"""Findings that an officer has looked into and accepts, with the reason."""

from __future__ import annotations

from cyps_xl.inputs.declare import Column, Kind, Table, key_column

ACCEPTED = Table(
    name="Accepted",
    sheet="Accepted findings",
    one_row_is="a finding that stands, and why",
    guide="Copy Code and Where from the Checks sheet, and say why the figure is right as it is.",
    columns=(
        Column("Code", Kind.TEXT, "The finding's code, such as FG101.", required=True, width=12),
        Column("Where", Kind.TEXT, "The finding's place, as the Checks sheet gives it.", required=True, width=30),
        Column("Reason", Kind.LONG_TEXT, "Why the figure or text may stand.", required=True, width=70),
        Column("Accepted by", Kind.TEXT, "The post that accepts it.", required=True, width=30),
        Column("Date", Kind.DATE, "When it was accepted.", required=True),
        key_column("Code", "Where"),
    ),
    key=("Code", "Where"),
)
