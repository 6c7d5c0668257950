"""A report with marks in place of what is withheld: cells, formulas, arrows, charts and the line that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cyps_xl.disclosure.provenance_value import Place
from cyps_xl.formulas.references import own_cells
from cyps_xl.printed.displayed_text import MARK
from cyps_xl.sheets.plan import NOTICE_PREFIX, CellPlan, ReportPlan, SheetPlan, Span

WITHHELD_NOTE = "[c] stands for a count under {number}, or for a figure from which one could be worked out."
SHOWN_NOTE = "Counts under {number} are shown here: this edition is for members only."
ROUNDED_NOTE = "Counts are rounded to the nearest 5, each on its own; what is worked out comes from rounded counts."
ROUNDED_AND_LEFT_OUT_NOTE = f"{ROUNDED_NOTE} [c] stands for what they cannot tell."
NOTE_PLACE = (2, 0)
"""Below the line that says what a sheet covers, where its notice would speak."""


def marked(plan: ReportPlan, places: frozenset[Place], notes: Mapping[str, str]) -> ReportPlan:
    """The report with the mark in these cells. `notes` are the lines that sheets bear, by the sheet's key.

    A chart reads the cells of its sheet, so its column goes with the cell; an arrow is a cell too.
    """
    gone: dict[str, set[tuple[int, int]]] = {sheet.key: set() for sheet in plan.sheets}
    for key, row, column in places:
        gone[key].add((row, column))
    return replace(
        plan, sheets=tuple(_sheet(sheet, gone[sheet.key], notes.get(sheet.key, "")) for sheet in plan.sheets)
    )


def _sheet(sheet: SheetPlan, gone: set[tuple[int, int]], note: str) -> SheetPlan:
    cells = {(cell.row, cell.column): _cell(cell, gone) for cell in sheet.cells}
    names, merges = sheet.names, sheet.merges
    if note:
        # Across the page, so that a long one wraps: longer still where the edition adds what an empty cell means.
        cells[NOTE_PLACE] = CellPlan(*NOTE_PLACE, note, style="paragraph")
        merges = (Span(*NOTE_PLACE, NOTE_PLACE[0], sheet.printed_columns - 1), *merges)
        names = {name: at for name, at in names.items() if at != NOTE_PLACE or not name.startswith(NOTICE_PREFIX)}
    return replace(sheet, cells=tuple(cells[place] for place in sorted(cells)), names=names, merges=merges)


def _cell(cell: CellPlan, gone: set[tuple[int, int]]) -> CellPlan:
    """The mark in place of a withheld cell; a sum that stays while a part of it goes is a plain number."""
    if (cell.row, cell.column) in gone:
        return replace(cell, value=MARK, formula=None)
    if cell.formula is not None and any(read in gone for read in own_cells(cell.formula)):
        return replace(cell, formula=None)
    return cell
