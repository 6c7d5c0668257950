"""Giving an open output sheet the rows of the plan, before their cells are written."""

from __future__ import annotations

from typing import Any

from cyps_xl.live.cell_text import retyped
from cyps_xl.live.changes import Changes
from cyps_xl.live.look import give_look
from cyps_xl.live.output_sheet import Held, read_held
from cyps_xl.live.shape import OutOfShape, Reshaping
from cyps_xl.sheets.plan import SheetPlan

CHART_PREFIX = "cyps "
"""How the names of our charts begin."""


def require_charts(sheet: Any, plan: SheetPlan) -> None:
    """Raise OutOfShape when the sheet lacks a chart that the plan has, or has one of ours that the plan lacks."""
    there = {name for chart in sheet.charts if (name := str(chart.name)).startswith(CHART_PREFIX)}
    if there != {chart.name for chart in plan.charts}:
        raise OutOfShape("a chart comes or goes")


def reshape(sheet: Any, plan: SheetPlan, held: Held, wanted: Reshaping, changes: Changes) -> Held:
    """Put rows in and take rows out; what the sheet holds then."""
    for step in wanted.steps:
        if step.count > 0:
            changes.insert_rows(sheet, step.at + 1, step.count)
        else:
            before = held.rows[step.at : step.at - step.count]
            changes.delete_rows(sheet, step.at + 1, [[retyped(text) for text in row] for row in before])
    if wanted.bare:
        give_look(sheet, plan, wanted.bare, changes)
    return read_held(sheet, plan) if wanted.steps or wanted.bare else held
