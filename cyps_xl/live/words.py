"""Rows of words made taller in the open workbook where their words have grown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cyps_xl.live.changes import Changes
from cyps_xl.live.heights import set_heights
from cyps_xl.live.names import put_text
from cyps_xl.live.open_book import OpenBook
from cyps_xl.live.shape import Reshaping
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.text_heights import TEXT_HEIGHTS, heard, lines_of, text_rows, told

Lines = tuple[int, ...]
"""How many lines the rows of words of a sheet have room for, from the first to the last."""


def fit_words(opened: OpenBook, works: Sequence[tuple[SheetPlan, Reshaping | None]], changes: Changes) -> None:
    """Make rows taller whose words have grown since they were last set, and keep in a name how tall they are.

    Rows are never made lower: a quarter with few words leaves the room that the next one needs.
    `works` has every sheet of the report, in its order, with the way to its rows; None for one that waits.
    """
    known = heard(opened.text(TEXT_HEIGHTS), [plan.key for plan, _ in works])
    now = []
    for plan, wanted in works:
        before = known.get(plan.key, ())
        if wanted is None:
            now.append(before)
            continue
        set_heights(opened.sheet(plan.tab), _grown(plan, wanted, before), changes)
        now.append(_lines(plan, wanted, before))
    if told(now) != opened.text(TEXT_HEIGHTS):
        put_text(opened, TEXT_HEIGHTS, told(now), changes)


def _lines(plan: SheetPlan, wanted: Reshaping, before: Lines) -> Lines:
    planned = dict(zip(text_rows(plan), lines_of(plan), strict=True))
    room = {row: max(planned[row], old) for row, old in _room(plan, wanted, before).items()}
    return tuple((planned | room).values())


def _grown(plan: SheetPlan, wanted: Reshaping, before: Lines) -> Mapping[int, float]:
    """The heights to give, by row from 0: to all rows whose room is not known, and to those that have too little."""
    room = _room(plan, wanted, before)
    if not room and wanted == Reshaping():  # a report made before its rows were told
        return {}
    planned = zip(text_rows(plan), lines_of(plan), strict=True)
    return {row: plan.heights[row] for row, lines in planned if lines > room.get(row, 0) and row not in wanted.bare}


def _room(plan: SheetPlan, wanted: Reshaping, before: Lines) -> Mapping[int, int]:
    """For how many lines the rows have room that were there before; none where that is not known.

    Rows that went took some of what was told with them. Which, is plain while those that went followed each other.
    """
    stayed = wanted.rows_that_stayed(text_rows(plan))
    went = sorted(wanted.rows_that_go)
    if len(stayed) < len(before) and went and went[-1] - went[0] + 1 == len(went):
        above = sum(old < went[0] for old in stayed.values())
        before = (*before[:above], *before[above + len(before) - len(stayed) :])
    return dict(zip(stayed, before, strict=True)) if len(stayed) == len(before) else {}
