"""Giving an open output sheet the rows of the plan, before their cells are written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from typing import Any

from cyps_xl.live.cell_text import retyped
from cyps_xl.live.changes import Changes
from cyps_xl.live.kinds import held_kinds
from cyps_xl.live.look import give_look, row_looks
from cyps_xl.live.months import month_step, with_columns
from cyps_xl.live.output_sheet import Held
from cyps_xl.live.shape import OutOfShape, Reshaping, Step, reshaping
from cyps_xl.sheets.plan import SheetPlan

CHART_PREFIX = "cyps "
"""How the names of our charts begin."""


def require_charts(sheet: Any, plan: SheetPlan) -> None:
    """Raise OutOfShape when the sheet lacks a chart that the plan has, or has one of ours that the plan lacks."""
    there = {name for chart in sheet.charts if (name := str(chart.name)).startswith(CHART_PREFIX)}
    if there != {chart.name for chart in plan.charts}:
        raise OutOfShape("a chart comes or goes")


def require_no_notes(sheet: Any, wanted: Reshaping) -> None:
    """Raise OutOfShape when a row that would go bears a note or a comment of staff's."""
    going = {row + 1 for row in wanted.rows_that_go}
    if going and going & set(_noted_rows(sheet)):
        raise OutOfShape("a row that would go bears a note")


def _noted_rows(sheet: Any) -> Iterator[int]:
    for note in sheet.notes:
        yield note.location.row
    with suppress(Exception):  # an Excel that is too old for comments that can be answered has none
        for comment in sheet.comments:
            yield comment.location.row


def reshape(sheet: Any, plan: SheetPlan, held: Held, wanted: Reshaping, changes: Changes) -> Held:
    """Put in and take out columns, then rows; what the sheet holds then, as far as that can be told without asking."""
    if not wanted.steps and wanted.months is None:
        return held
    for row, first, texts in _ours(plan, held):
        changes.will_restore(sheet, row + 1, first + 1, [texts])
    if wanted.months is not None:
        held = _reshape_months(sheet, held, wanted.months, changes)
    rows = list(held.rows)
    for step in wanted.steps:
        if step.count > 0:
            changes.insert_rows(sheet, step.at + 1, step.count)
            rows[step.at : step.at] = [()] * step.count
        else:
            changes.delete_rows(sheet, step.at + 1, -step.count)
            del rows[step.at : step.at - step.count]
    if wanted.bare:
        give_look(sheet, plan, wanted.bare, changes)
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
    _require_models(plan, wanted)
    return wanted


def _require_models(plan: SheetPlan, wanted: Reshaping) -> None:
    """Raise OutOfShape when rows come with arrows or bars, and no row is there that has them: codes would show."""
    looks = row_looks(plan)
    dressed = {look for row, look in looks.items() if row not in wanted.bare}
    for span in (*plan.arrows, *plan.bars):
        rows = (row for row in wanted.bare if span.first_row <= row <= span.last_row)
        if any(looks[row] not in dressed for row in rows if row in looks):
            raise OutOfShape("arrows come where there were none")


def _ours(plan: SheetPlan, held: Held) -> Iterator[tuple[int, int, list[str | float]]]:
    """What stands in our cells: row and column of each run of neighbours, from 0, and what to type to have it back."""
    for row, kind in enumerate(held_kinds(plan, held.rows)):
        for _, run in groupby(enumerate(column for column, _ in kind), key=lambda item: item[1] - item[0]):
            columns = [column for _, column in run]
            texts = [held.at(row, column) for column in columns]
            yield (
                row,
                columns[0],
                [retyped(text, is_text=column == 0) for text, column in zip(texts, columns, strict=True)],
            )
