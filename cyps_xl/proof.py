"""Every figure worked out twice: what Python says against what a formula engine makes of the formula alone."""

from __future__ import annotations

import math
from collections.abc import Mapping

from cyps_xl.errors import Problem
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import CellPlan, ReportPlan, Scalar
from cyps_xl.xlsx.package import Package
from cyps_xl.xlsx.recalculate import recalculated

REMEDY = "X"


def unproved(plan: ReportPlan, package: Package) -> list[Problem]:
    """The formulas of the report that a second engine works out otherwise, as they stand in the package.

    The engine judges our formulas alone: whatever else the sheets hold goes in as the value that it shows.
    """
    return disagreements(plan, recalculated(package, [sheet.tab for sheet in plan.sheets], formulas(plan)))


def formulas(plan: ReportPlan) -> dict[tuple[str, str], CellPlan]:
    """Every formula cell of the report, by tab and address."""
    return {
        (sheet.tab, address(cell.row, cell.column)): cell
        for sheet in plan.sheets
        for cell in sheet.cells
        if cell.formula is not None
    }


def disagreements(plan: ReportPlan, values: Mapping[tuple[str, str], object]) -> list[Problem]:
    """The cells for which the engine's value is not Python's, one problem each."""
    problems = []
    for (tab, place), cell in formulas(plan).items():
        found = values.get((tab, place), "no value")
        if not same(cell.value, found):
            message = f"the report says {cell.value!r}, and its formula gives {found!r}."
            problems.append(Problem(f"{tab}!{place}", message, REMEDY))
    return problems


def same(expected: Scalar, found: object) -> bool:
    """Whether two values are one: texts alike, numbers alike to a part in a thousand million."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    if isinstance(expected, int | float):
        return isinstance(found, int | float) and math.isclose(expected, found, rel_tol=1e-9, abs_tol=1e-12)
    return expected == (found if found is not None else "")
