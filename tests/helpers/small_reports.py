"""Small reports in full: their inputs, and their sheet with every figure worked out a second time."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_xl.inputs.records import Inputs
from cyps_xl.proof import disagreements
from cyps_xl.sheets.plan import SheetPlan
from helpers import libreoffice
from helpers.definitions import Rows, definition, rows_of
from helpers.quarters import Values, inputs_of
from helpers.workbooks import by_formualizer, cell_values, planned, poisoned, workbook_of


def inputs_with(declared: Mapping[str, Rows], months: int = 12, **figures: list[Values]) -> Inputs:
    """The inputs of a workbook with this report, of the third quarter of 2025-26, and the figures of its tables."""
    settings = [
        {"Setting": "Reporting quarter", "Value": "2025-26 Q3", "What it does": "x"},
        {"Setting": "Months shown", "Value": months, "What it does": "x"},
    ]
    report = definition(declared)
    defined, _ = rows_of(declared)
    found = inputs_of({"Settings": settings, **figures}, report.catalogue)
    return Inputs({**defined.records, **found.records}, report.catalogue)


def proved(inputs: Inputs) -> SheetPlan:
    """The sheet of the section visits, once formualizer has got every figure of the report from its formula alone."""
    plan = planned(inputs)
    assert disagreements(plan, by_formualizer(workbook_of(inputs, poisoned(plan)), plan)) == []
    return next(sheet for sheet in plan.sheets if sheet.key == "visits")


def proved_in_libreoffice(inputs: Inputs) -> dict[tuple[str, str], object]:
    """What LibreOffice finds in every cell, once it has got every figure of a report from its formula alone."""
    plan = planned(inputs)
    found = cell_values(libreoffice.recalculated(workbook_of(inputs, poisoned(plan))), plan)
    assert [str(problem) for problem in disagreements(plan, found)] == []
    return found


def table_of(sheet: SheetPlan, label: str) -> list[object]:
    """What is printed in the row that begins with a label, the label left out."""
    [row] = {cell.row for cell in sheet.cells if cell.column == 0 and cell.value == label}
    cells = [cell for cell in sheet.cells if cell.row == row and 0 < cell.column < sheet.printed_columns]
    return [cell.value for cell in sorted(cells, key=lambda cell: cell.column)]


def notices_of(sheet: SheetPlan) -> list[object]:
    """What the sheet says of what it does not show."""
    return [cell.value for cell in sheet.cells if cell.style == "notice" and cell.value]
