"""Rows of words made taller in the open workbook where their words have grown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cyps_xl.live.changes import Changes
from cyps_xl.live.heights import hidden_rows, set_heights
from cyps_xl.live.kinds import held_kinds, plan_kinds
from cyps_xl.live.names import put_text
from cyps_xl.live.open_book import OpenBook
from cyps_xl.live.output_sheet import Held
from cyps_xl.live.steps import Reshaping
from cyps_xl.sheets.pages import ROW_HEIGHT
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.text_heights import TEXT_HEIGHTS, heard, lines_of, text_rows, told

Lines = tuple[int, ...]
"""How many lines the rows of words of a sheet have room for, from the first to the last."""


@dataclass(frozen=True)
class SheetOfWords:
    """A sheet of the report: its plan, what stood on it, and the way from there to the plan's rows.

    `wanted` is None for a sheet that waits for a refresh.
    """

    plan: SheetPlan
    held: Held
    wanted: Reshaping | None


def fit_words(opened: OpenBook, sheets: Sequence[SheetOfWords], changes: Changes) -> None:
    """Make rows taller whose words have grown since they were last set, and keep in a name how tall they are.

    Rows are never made lower: a quarter with few words leaves the room that the next one needs.
    `sheets` are all those of the report, in its order.
    """
    known = heard(opened.text(TEXT_HEIGHTS), [sheet.plan.key for sheet in sheets])
    now = []
    for sheet in sheets:
        before = known.get(sheet.plan.key, ())
        if sheet.wanted is None:
            now.append(before)
            continue
        room = _room(sheet.plan, sheet.held, sheet.wanted, before)
        cells, grown = opened.sheet(sheet.plan.tab), _grown(sheet.plan, sheet.wanted, room)
        heights = {**_born_hidden(cells, sheet.plan, sheet.wanted, grown), **grown}
        set_heights(cells, heights, changes, new=sheet.wanted.grown)
        now.append(_lines(sheet.plan, room))
    if told(now) != opened.text(TEXT_HEIGHTS):
        put_text(opened, TEXT_HEIGHTS, told(now), changes)


def _lines(plan: SheetPlan, room: Mapping[int, int]) -> Lines:
    planned = dict(zip(text_rows(plan), lines_of(plan), strict=True))
    return tuple(max(lines, room.get(row, 0)) for row, lines in planned.items())


def _grown(plan: SheetPlan, wanted: Reshaping, room: Mapping[int, int]) -> Mapping[int, float]:
    """The heights to give, by row from 0: to all rows whose room is not known, and to those that have too little."""
    if not room and wanted == Reshaping():  # a report made before its rows were told
        return {}
    planned = zip(text_rows(plan), lines_of(plan), strict=True)
    return {row: plan.heights[row] for row, lines in planned if lines > room.get(row, 0) and row not in wanted.bare}


def _born_hidden(cells: Any, plan: SheetPlan, wanted: Reshaping, others: Collection[int]) -> Mapping[int, float]:
    """The heights of rows that were put in among hidden ones, and came out hidden as well."""
    rows = [row for row in wanted.grown if row not in others]
    return {row: plan.heights.get(row, ROW_HEIGHT) for row in hidden_rows(cells, rows)}


def _room(plan: SheetPlan, held: Held, wanted: Reshaping, before: Lines) -> Mapping[int, int]:
    """For how many lines the rows have room that were there before; none where that is not known.

    Rows that went took some of what was told with them: those of the kinds that have words.
    """
    stayed = wanted.rows_that_stayed(text_rows(plan))
    told_of = sorted([*stayed.values(), *_went_with_words(plan, held, wanted)])
    if len(told_of) != len(before):
        return {}
    lines = dict(zip(told_of, before, strict=True))
    return {row: lines[old] for row, old in stayed.items()}


def _went_with_words(plan: SheetPlan, held: Held, wanted: Reshaping) -> list[int]:
    if not wanted.rows_that_go:
        return []
    planned, kinds = plan_kinds(plan), held_kinds(plan, held.rows)
    with_words = {planned[row] for row in text_rows(plan)}
    return [row for row in wanted.rows_that_go if row < len(kinds) and kinds[row] in with_words]
