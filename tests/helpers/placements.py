"""A catalogue that is not the template's: one table of months more, and a section that shows it."""

from __future__ import annotations

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.measures.identities import ColumnsAddUp
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.monthly import from_table, month_table, widths
from cyps_xl.sheets.plan import SheetPlan
from helpers.packs import CYPS_TABLES

PLACEMENTS = Table(
    name="Placements",
    sheet="Placements",
    one_row_is="a month",
    guide="Where looked after children lived on a month's last day.",
    columns=(
        Column("Month", Kind.MONTH, "The month.", required=True),
        Column("Fostering", Kind.WHOLE, "Children in foster care.", unit="children"),
        Column("Residential", Kind.WHOLE, "Children in residential care.", unit="children"),
        Column("Kinship", Kind.WHOLE, "Children with relatives.", unit="children"),
    ),
    key=("Month",),
    identities=(ColumnsAddUp(("Fostering", "Residential", "Kinship"), "Children", table="LookedAfter"),),
)


def placements_sheet(context: Context) -> SheetPlan:
    """A new section: three rows of months, and no total of their own."""
    builder = SheetBuilder("placements", "2.9 Placements", "2.9 Placements", widths(context.settings.months_shown))
    table = month_table(builder, context, 3, "Children")
    for offset, heading in enumerate(("Fostering", "Residential", "Kinship"), start=1):
        table.row(offset, heading, from_table(context, PLACEMENTS, heading))
    return builder.plan()


WITH_PLACEMENTS = Catalogue((*CYPS_TABLES, PLACEMENTS))
