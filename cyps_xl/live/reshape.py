"""Giving an open output sheet the rows of the plan, before their cells are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from cyps_xl.live.areas import runs
from cyps_xl.live.attached import CHART_PREFIX
from cyps_xl.live.cell_text import retyped
from cyps_xl.live.changes import Changes
from cyps_xl.live.kinds import held_kinds, holds_more
from cyps_xl.live.look import give_look, row_looks
from cyps_xl.live.months import month_step, with_columns
from cyps_xl.live.output_sheet import Held, Place, plan_rows
from cyps_xl.live.shape import reshaping
from cyps_xl.live.steps import OutOfShape, Reshaping, Step
from cyps_xl.sheets.plan import SheetPlan


def require_charts(sheet: Any, plan: SheetPlan) -> None:
    """Raise OutOfShape when the sheet lacks a chart that the plan has, or has one of ours that the plan lacks."""
    there = {name for chart in sheet.charts if (name := str(chart.name)).startswith(CHART_PREFIX)}
    if there != {chart.name for chart in plan.charts}:
        raise OutOfShape("a chart comes or goes")


def reshape(
    sheet: Any, plan: SheetPlan, held: Held, wanted: Reshaping, models: frozenset[int], changes: Changes
) -> Held:
    """Put in and take out columns, then rows; what the sheet holds then, as far as that can be told without asking.

    `models` are the plan's rows whose look may be copied to rows that have none.
    """
    if not wanted.steps and wanted.months is None:
        return held
    for row, first, texts in _ours(plan, held, wanted):
        changes.will_restore(sheet, row + 1, first + 1, [texts])
    if wanted.months is not None:
        held = _reshape_months(sheet, held, wanted.months, changes)
    rows = list(held.rows)
    for goes, steps in groupby(wanted.steps, key=lambda step: step.count < 0):
        together = list(steps)
        if goes:
            changes.delete_rows(sheet, [(step.at, step.at - step.count - 1) for step in together])
        for step in together:
            if not goes:
                changes.insert_rows(sheet, step.at + 1, step.count)
            rows[step.at : step.at - min(step.count, 0)] = [()] * max(step.count, 0)
    for row, model in give_look(sheet, plan, wanted.bare, models, changes):
        rows[row] = rows[model]  # a copy brings along what the cells hold
    return Held(tuple(rows), moved=True)


def _reshape_months(sheet: Any, held: Held, step: Step, changes: Changes) -> Held:
    if step.count > 0:
        changes.insert_columns(sheet, step.at + 1, step.count)
    else:
        changes.delete_columns(sheet, step.at + 1, -step.count)
    return with_columns(held, step, blank=True)


def wanted_shape(plan: SheetPlan, held: Held) -> Reshaping:
    """The way from a sheet's columns and rows to the plan's. Raises OutOfShape as `reshaping` does."""
    months = month_step(plan, held)
    if months is None:
        wanted = reshaping(plan, held)
    else:
        wanted = replace(reshaping(plan, with_columns(held, months)), months=months)
    return wanted


def rows_to_copy(plan: SheetPlan, held: Held, wanted: Reshaping, notes: frozenset[Place]) -> frozenset[int]:
    """The plan's rows whose look may be copied: they were there before, and hold and bear nothing of staff's."""
    kinds = held_kinds(plan, held.rows)
    noted = {row for row, _ in notes}

    def is_plain(row: int) -> bool:
        return row < len(kinds) and row not in noted and not holds_more(held.rows[row], kinds[row])

    stayed = wanted.rows_that_stayed(range(plan_rows(plan)))
    return frozenset(row for row, before in stayed.items() if is_plain(before))


def require_models(plan: SheetPlan, wanted: Reshaping, models: frozenset[int]) -> None:
    """Raise OutOfShape when rows come with arrows or bars, and no row is there that has them: codes would show."""
    looks = row_looks(plan)
    dressed = {looks[row] for row in models if row in looks}
    for span in (*plan.arrows, *plan.bars):
        rows = (row for row in wanted.bare if span.first_row <= row <= span.last_row)
        if any(looks[row] not in dressed for row in rows if row in looks):
            raise OutOfShape("arrows come where there were none, or where words of yours stand in every row")


def _ours(plan: SheetPlan, held: Held, wanted: Reshaping) -> Iterator[tuple[int, int, list[str | float]]]:
    """What stands in our cells: row and column of each run of neighbours, from 0, and what to type to have it back."""
    kinds = held_kinds(plan, held.rows)
    for row, cells in enumerate(held.rows):
        columns = {column for column, _ in kinds[row]} if row < len(kinds) else set()
        if wanted.months is not None:  # a month that goes, or is no longer the last, is of no kind of the plan's
            columns |= {column for column, text in enumerate(cells) if text.startswith("=")}
        for first, last in runs(columns):
            texts = [held.at(row, column) for column in range(first, last + 1)]
            yield row, first, [retyped(text, is_text=first + at == 0) for at, text in enumerate(texts)]
