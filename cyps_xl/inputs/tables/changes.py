"""Where a series with limits changed by what somebody did or counted, and what of it says nothing of chance."""

from __future__ import annotations

from enum import Enum

from cyps_xl.inputs.declare import Column, Kind, Table, key_column


class Change(Enum):
    """What a change point does to the limits of a block."""

    BREAK = "break"
    """They are worked out anew from this month on."""
    LEFT_OUT = "left out"
    """This month alone says nothing of them: it is drawn, and no more."""


CHANGE_POINTS = Table(
    name="ChangePoints",
    sheet="Change points",
    one_row_is="a month in which a figure with limits changed for a known reason",
    guide="Only what is known to have changed, with its reason: limits are never worked out anew by themselves.",
    columns=(
        Column(
            "Block",
            Kind.TEXT,
            "The chart with limits, as the sheet Blocks names it.",
            required=True,
            choices_from=("ReportBlocks", "Block"),
            width=26,
        ),
        Column("From", Kind.MONTH, "The month of the change: the first that is counted the new way.", required=True),
        Column(
            "Kind",
            Kind.CHOICE,
            "break: limits begin anew with this month. left out: this month alone is drawn and not counted.",
            required=True,
            choices=tuple(kind.value for kind in Change),
        ),
        Column("English", Kind.LONG_TEXT, "The reason, which stands below the chart: what changed.", width=60),
        Column("Welsh", Kind.LONG_TEXT, "The same in Welsh.", width=60),
        key_column("Block", "From"),
    ),
    key=("Block", "From"),
)
