"""Every figure worked out twice: what Python says against what a formula engine makes of the formula alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.records import as_excel_text
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.formulas import NOT_DRAWN
from cyps_xl.sheets.plan import CellPlan, ReportPlan, Scalar
from cyps_xl.xlsx.calculating.recalculate import (
    MOST_FORMULAS,
    FormulaError,
    Result,
    in_portions,
    recalculated,
)
from cyps_xl.xlsx.parts.package import Package

_NO_VALUE = FormulaError("no value")
"""What the engine found in a cell where it found no formula at all."""


@dataclass(frozen=True)
class Disagreement:
    """A cell of the report for which the engine's value is not Python's."""

    where: str
    tab: str
    place: str
    formula: str
    expected: Scalar
    found: object

    @property
    def message(self) -> str:
        """What the matter is, as the end of a sentence."""
        return f"shows {shown_value(self.expected)}, and its formula gives {shown_value(self.found)}."


def formulas(plan: ReportPlan) -> dict[tuple[str, str], CellPlan]:
    """Every formula cell of the report, by tab and address."""
    return {
        (sheet.tab, address(cell.row, cell.column)): cell
        for sheet in plan.sheets
        for cell in sheet.cells
        if cell.formula is not None
    }


def disagreements_in(
    plan: ReportPlan, package: Package, catalogue: Catalogue, at_a_time: int = MOST_FORMULAS
) -> list[Disagreement]:
    """The formulas of the report that a second engine works out otherwise, as they stand in the package.

    The engine judges our formulas alone: whatever else the sheets hold goes in as the value that it shows. So do the
    others of more formulas than it takes at a time: where each portion agrees with what the others show, all agree.
    Raises CannotWorkOut when the engine does not take the formulas.
    """
    tabs, values = [sheet.tab for sheet in plan.sheets], dict[tuple[str, str], Result]()
    for cells in in_portions(formulas(plan), at_a_time):
        values |= recalculated(package, tabs, catalogue, cells)
    return disagreements(plan, values)


def disagreements(plan: ReportPlan, values: Mapping[tuple[str, str], object]) -> list[Disagreement]:
    """The cells for which the engine's value is not Python's."""
    return [
        Disagreement(cell_place(tab, cell.column + 1, cell.row + 1), tab, place, cell.formula or "", cell.value, found)
        for (tab, place), cell in formulas(plan).items()
        if not same(cell.value, found := values.get((tab, place), _NO_VALUE))
    ]


def shown_value(value: object) -> str:
    """A value as people know it from cells, for a message."""
    if isinstance(value, FormulaError):
        return value.text
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return as_excel_text(value)
    return f"“{value}”" if value else "nothing"


def same(expected: Scalar, found: object) -> bool:
    """Whether two values are one: texts alike, numbers alike to a part in a thousand million."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    if isinstance(expected, int | float):
        return isinstance(found, int | float) and math.isclose(expected, found, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(found, FormulaError):
        return expected == NOT_DRAWN == found.text  # the one error that the report means: what a line passes over
    return expected == (found if found is not None else "")
