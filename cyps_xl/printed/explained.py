"""Which indicator an explanation is of: it stands below the scorecard, and reads the indicator's number."""

from __future__ import annotations

from cyps_xl.formulas.references import own_cells
from cyps_xl.sheets.plan import CellPlan


def row_explained(cell: CellPlan) -> int | None:
    """The row of the indicator that a cell explains, whose number its formula reads; None where it reads none."""
    return next((row for row, column in own_cells(cell.formula or "") if column == 0), None)
