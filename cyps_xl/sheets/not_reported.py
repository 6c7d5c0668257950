"""What stands on the sheet of a section that left the report, when the sheet stays for what staff have on it."""

from __future__ import annotations

from dataclasses import replace

from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.plan import SheetPlan

TITLE = "Not part of the report"
KEPT = (
    "This section is not reported now. What you wrote and drew on this sheet is kept where it was; the section's "
    "figures stay on their input sheet. When the section is reported again, it comes back to this sheet."
)


def lay_out(key: str, tab: str) -> SheetPlan:
    """The sheet that a section leaves behind: two cells, and no figure."""
    sheet = SheetBuilder(key, tab, TITLE, (60,))
    sheet.put(0, 0, TITLE, "title")
    sheet.put(1, 0, KEPT, "subtitle")
    return replace(sheet.plan(), reported=False)
