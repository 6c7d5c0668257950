"""Sheets with months across that must show more of them, or fewer: columns put in or taken out among the months."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_xl.live.kinds import family
from cyps_xl.live.output_sheet import Held, plan_columns, plan_rows
from cyps_xl.live.steps import OutOfShape, Step
from cyps_xl.sheets.plan import SheetPlan

FEWEST = 3
"""Months side by side that make a row a header of months."""
_MONTH = "=EDATE("


def month_step(plan: SheetPlan, held: Held) -> Step | None:
    """The columns to put in or take out, before the last month, so that what reaches over the months follows.

    None when there are as many months as there should be. Raises OutOfShape when other
    cells, of the report or of staff's, stand in columns that would go.
    """
    wanted, now = _months(_plan_rows(plan)), _months(held.rows)
    if not wanted or not now or wanted == now:
        return None
    if wanted < now and plan_columns(plan) > wanted + 1:
        raise OutOfShape("another table stands under the months that would go")
    step = Step(now if wanted > now else wanted, wanted - now)
    if any(_has_more(row, step) for row in held.rows):
        raise OutOfShape("other cells, of a table or of yours, stand in the months that would go")
    return step


def _has_more(row: Sequence[str], step: Step) -> bool:
    """Whether a row holds anything in columns that would go but what its months before hold."""
    going = [text for text in row[step.at : step.at - step.count] if text]
    return any(not text.startswith("=") or _doing(text) != _doing(row[step.at - 1]) for text in going)


def _doing(formula: str) -> str:
    """What a formula does, whichever month it does it for: -2, -1 or 0 months from the quarter's last."""
    return family(formula).replace("-0", "0")


def with_columns(held: Held, step: Step, *, blank: bool = False) -> Held:
    """What a sheet holds once the columns are there or gone.

    Cells put in are taken to be like those before them, so that a row keeps its kind; with
    `blank` they are taken for what they are.
    """
    if step.count < 0:
        return Held(tuple(row[: step.at] + row[step.at - step.count :] for row in held.rows), moved=True)
    return Held(tuple(_widened(row, step, blank) for row in held.rows), moved=True)


def _widened(row: tuple[str, ...], step: Step, blank: bool) -> tuple[str, ...]:
    before = row[step.at - 1] if len(row) >= step.at else ""
    filling = before if before.startswith("=") and not blank else ""
    return (*row[: step.at], *([filling] * step.count), *row[step.at :])


def _plan_rows(plan: SheetPlan) -> list[list[str]]:
    rows = [[""] * plan_columns(plan) for _ in range(plan_rows(plan))]
    for cell in plan.cells:
        rows[cell.row][cell.column] = f"={cell.formula}" if cell.formula is not None else ""
    return rows


def _months(rows: Sequence[Sequence[str]]) -> int:
    """How many months stand side by side, from column B on; 0 when the sheet has no months."""
    found = 0
    for row in rows:
        months = 0
        while months + 1 < len(row) and row[months + 1].startswith(_MONTH):
            months += 1
        found = max(found, months)
    return found if found >= FEWEST else 0
