"""Leaving out the rows that the report keeps free for words nobody had to write, and ruling the lines that stay."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from dataclasses import replace

from cyps_xl.edition.taking_out import Gone, taken_out
from cyps_xl.sheets.indicator_words import WANTED
from cyps_xl.sheets.plan import ReportPlan, SheetPlan

_EXPLANATION = "explanation"
_HEADING = "section"
_PLACES = (_HEADING, "paragraph")
_LINE = "wrapped plain"
"""The look of a line that is free for another quarter, beside which what chooses it stands among the workings."""
_RULED = {"wrapped plain": "wrapped", "wrapped plain indented": "wrapped indented", "left free": "left top"}
"""How the cells of such lines look once no line is free: with a rule below each."""
_FREE = ("", WANTED)  # a demand for an explanation is for staff; where it may stand unmet, a check was accepted


def without_free_rows(*reports: ReportPlan) -> tuple[ReportPlan, ...]:
    """The same report in several languages, without the rows for words that are empty in each.

    Everything below moves up together, formulas with it, so that the languages stay alike cell for cell.
    """
    sheets = [_without(versions) for versions in zip(*(report.sheets for report in reports), strict=True)]
    return tuple(
        replace(report, sheets=tuple(versions[at] for versions in sheets)) for at, report in enumerate(reports)
    )


def _without(versions: tuple[SheetPlan, ...]) -> tuple[SheetPlan, ...]:
    gone = Gone(frozenset.intersection(*(_free_rows(sheet) for sheet in versions)))
    return tuple(_ruled(taken_out(sheet, gone, hidden=False)) for sheet in versions)


def _ruled(sheet: SheetPlan) -> SheetPlan:
    """The sheet with its lines ruled: those of a table, which begin in its first column."""
    rows = {cell.row for cell in sheet.cells if cell.column == 0 and cell.style in _RULED}
    cells = (
        replace(cell, style=_RULED.get(cell.style, cell.style)) if cell.row in rows else cell for cell in sheet.cells
    )
    return replace(sheet, cells=tuple(cells))


def _free_rows(sheet: SheetPlan) -> frozenset[int]:
    explanations = {cell.row for cell in sheet.cells if cell.style.startswith(_EXPLANATION) and cell.value in _FREE}
    places = {cell.row for cell in sheet.cells if cell.style in _PLACES and cell.formula is not None}
    speaking = {cell.row for cell in sheet.cells if cell.value != ""}
    lines = {cell.row for cell in sheet.cells if cell.style == _LINE and cell.formula is not None}
    printed = {cell.row for cell in sheet.cells if cell.value != "" and cell.column < sheet.printed_columns}
    return frozenset(
        explanations | (places - speaking) | (lines - printed) | set(_headings_of_none(sheet, explanations))
    )


def _headings_of_none(sheet: SheetPlan, free: Collection[int]) -> Iterator[int]:
    """The headings over explanations that are all free: a demand among them is shown to staff alone."""
    below = {cell.row for cell in sheet.cells if cell.style.startswith(_EXPLANATION)}
    for cell in sheet.cells:
        if cell.style == _HEADING and cell.row + 1 in below:
            last = next(row for row in itertools.count(cell.row + 1) if row not in below)
            if all(row in free for row in range(cell.row + 1, last)):
                yield cell.row
