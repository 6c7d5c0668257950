"""The buttons of the .xlsm: "Recalculate report" on Start and on Checks, clear of what the sheets say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cyps_xl.sheets import checks, start
from cyps_xl.sheets.plan import ReportPlan

if TYPE_CHECKING:
    import xlsxwriter

MACRO = "RecalculateReport"
CAPTION = "Recalculate report"
PLACES = {start.KEY: (2, 356), checks.KEY: (4, 96)}
"""The column, counted from 0, and the pixels from its left edge, where the top of a sheet has room for a button."""

WIDTH, HEIGHT, MARGIN = 170, 34, 6  # pixels


def add_buttons(book: xlsxwriter.Workbook, plan: ReportPlan) -> None:
    """Put a button on each sheet that has one. It does not print."""
    for sheet in plan.sheets:
        if sheet.key in PLACES:
            column, from_left = PLACES[sheet.key]
            options = {
                "macro": MACRO,
                "caption": CAPTION,
                "description": "Brings the report up to date with the input tables.",
                "width": WIDTH,
                "height": HEIGHT,
                "x_offset": from_left,
                "y_offset": MARGIN,
            }
            book.get_worksheet_by_name(sheet.tab).insert_button(0, column, options)
