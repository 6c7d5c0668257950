"""What is said of chance in an edition that withholds: there alone where every count behind it stands on the page.

So it follows from what is shown, and tells nothing more; that it is missing tells no more than the mark that is there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.disclosure.provenance_value import Place
from cyps_xl.disclosure.shape import read_through
from cyps_xl.sheets.chance import chance_cell
from cyps_xl.sheets.plan import ReportPlan, SheetPlan


def chance_shown(plan: ReportPlan, page: PageFacts, gone: Collection[Place]) -> dict[Place, Place]:
    """The words that chance is told beside, each with the cell that holds what is said of it.

    `gone` are the cells that are withheld, and those that the edition leaves out.
    """
    return {
        (sheet.key, *words): (sheet.key, *said)
        for sheet in plan.sheets
        for words, said in _of_sheet(sheet).items()
        if _is_shown(sheet, page, gone, words, said)
    }


def _of_sheet(sheet: SheetPlan) -> dict[tuple[int, int], tuple[int, int]]:
    found = {(cell.row, cell.column): chance_cell(cell.formula) for cell in sheet.cells if cell.formula}
    return {words: said for words, said in found.items() if said is not None}


def _is_shown(
    sheet: SheetPlan, page: PageFacts, gone: Collection[Place], words: tuple[int, int], said: tuple[int, int]
) -> bool:
    """Whether all that the words and what is said of chance come from stands on the page.

    Cells past what is printed are looked through to those that they read; one that takes a count of its own from the
    inputs has it from nowhere on the page.
    """
    formulas = {(cell.row, cell.column): cell.formula or "" for cell in sheet.cells}
    for cell in {words, said, *read_through(formulas, formulas[said], sheet.printed_columns)}:
        place = (sheet.key, *cell)
        is_printed = cell[1] < sheet.printed_columns
        if place in gone if is_printed else page.tracer.traced(place).inputs:
            return False
    return True


def with_chance_shown(plan: ReportPlan, shown: Mapping[Place, Place]) -> ReportPlan:
    """A report in which chance is told beside these words, on a line below them."""
    return replace(plan, sheets=tuple(_sheet(sheet, shown) for sheet in plan.sheets)) if shown else plan


def _sheet(sheet: SheetPlan, shown: Mapping[Place, Place]) -> SheetPlan:
    values = {(sheet.key, cell.row, cell.column): cell.value for cell in sheet.cells}

    def said(place: Place) -> str:
        return str(values[shown[place]]) if place in shown else ""

    cells = tuple(
        replace(cell, value=f"{cell.value}\n{chance}", formula=None)
        if (chance := said((sheet.key, cell.row, cell.column)))
        else cell
        for cell in sheet.cells
    )
    return replace(sheet, cells=cells)
