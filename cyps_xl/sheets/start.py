"""Start: what to do next, and the state of the report at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_xl.inputs.declare import Table
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.fingerprint import CHECKED, NOT_CHECKED
from cyps_xl.sheets.formulas import Formula, filled_cells, joined
from cyps_xl.sheets.plan import SheetPlan

KEY, TAB = "start", "Start"

STEPS = (
    ("1", "Choose the quarter", "On Settings, change Reporting quarter. Every sheet follows at once."),
    (
        "2",
        "Bring in the figures",
        "Type them on the yellow input sheets, at the end of each table, or import a folder of CSV files.",
    ),
    (
        "3",
        "Write the words",
        "On Explanations: a reason for each decline, and the commentary of each section. Drafts says what changed.",
    ),
    (
        "4",
        "Bring the report up to date",
        "Press Recalculate report; or close the workbook and run cyps-xl refresh.",
    ),
    (
        "5",
        "Work through the checks",
        "On Checks, each finding leads to its cell. One that is right as it stands is accepted, on Accepted findings.",
    ),
    ("6", "Read it through", "From the cover to the last section, as a member will."),
    ("7", "Publish and send", "cyps-xl publish makes what members receive, cyps-xl email a message to each."),
)


def lay_out(context: Context, sheets: Sequence[SheetPlan], stamp: str) -> SheetPlan:
    """The first sheet an officer sees; `sheets` are those whose notices it repeats.

    `stamp` says when and from which inputs the report was made; it stands on Checks.
    """
    names = context.names
    title = joined(names.service, ": performance report")
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), str(title.value), (6, 58, 66))
    sheet.put(0, 0, title, "title")
    sheet.height(0, 27)
    council = Formula(
        f'IF({names.council.text}="","",{names.council.text}&" · ")',
        f"{names.council.value} · " if names.council.value else "",
    )
    sheet.put(1, 0, joined(council, names.quarter_heading, ", ", names.covers), "subtitle")
    sheet.put(2, 0, Formula(CHECKED, stamp or NOT_CHECKED), "subtitle")
    row = _steps(sheet, 4)
    row = _state(sheet, row + 1, sheets)
    _tables(sheet, context, row + 1)
    return sheet.plan()


def _steps(sheet: SheetBuilder, row: int) -> int:
    sheet.put(row, 0, "What to do, quarter by quarter", "section")
    sheet.header(row + 1, ("Step", "What", "How"), ("header", "header", "header"))
    for offset, (number, what, how) in enumerate(STEPS, start=row + 2):
        sheet.put(offset, 0, number, "text top")
        sheet.put(offset, 1, what, "text strong row")
        sheet.paragraph(offset, 2, how, sheet.widths[2])
    return row + 2 + len(STEPS)


def _state(sheet: SheetBuilder, row: int, sheets: Sequence[SheetPlan]) -> int:
    """Each output sheet with a link, and the lines in which it says what it does not show."""
    sheet.put(row, 0, "The report", "section")
    sheet.header(row + 1, ("", "Sheet", "State"), ("header", "header", "header"))
    for offset, plan in enumerate(sheets, start=row + 2):
        sheet.put(offset, 0, "", "text")
        sheet.put(offset, 1, plan.title, "link row", link=plan.locator)
        sheet.put(offset, 2, _state_of(plan), "state")
    return row + 2 + len(sheets)


def _state_of(plan: SheetPlan) -> Formula:
    """The sheet's notices one after another, or that it is up to date."""
    names = plan.notice_names
    spoken = " ".join(filter(None, plan.notices))
    if not names:
        return Formula('"Up to date"', "Up to date")
    spaced = '&" "&'.join(names)
    return Formula(f'IF({"&".join(names)}="","Up to date",TRIM({spaced}))', spoken or "Up to date")


def _tables(sheet: SheetBuilder, context: Context, row: int) -> None:
    """The input tables, and how many rows each holds."""
    sheet.put(row, 0, "The input tables", "section")
    sheet.header(row + 1, ("Rows", "Table", "One row is"), ("header right", "header indented", "header indented"))
    for offset, table in enumerate(context.inputs.catalogue, start=row + 2):
        sheet.put(offset, 0, _rows(context, table), "figure")
        sheet.put(offset, 1, table.sheet, "wrapped middle indented")
        sheet.put(offset, 2, table.one_row_is, "grey text")


def _rows(context: Context, table: Table) -> Formula:
    """How many rows of a table have the first column filled that none may leave empty."""
    first = next((column for column in table.columns if column.required), table.columns[0])
    return Formula(filled_cells(table, first.heading), len(context.inputs[table]))
