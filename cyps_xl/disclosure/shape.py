"""The form of a report without its withheld figures: heights, pages, and words that are there or not, tell nothing.

A row is as high as its longest text, a page breaks where rows before it fill it, and a reason
stands on a sheet where an indicator declined. So the form is taken from the same report laid out
from inputs without what is withheld: whatever that was, the form is the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from cyps_xl.disclosure.counts import InputCell
from cyps_xl.disclosure.provenance_value import Place
from cyps_xl.formulas.references import own_cells
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.records import Inputs, Records, Row, as_compared
from cyps_xl.inputs.tables.indicators import EXPLANATION, EXPLANATIONS
from cyps_xl.printed.explained import row_explained
from cyps_xl.printed.page_formulas import is_number
from cyps_xl.sheets.plan import ReportPlan, SheetPlan
from cyps_xl.sheets.printed_width import printed_width

_EXPLANATION = "explanation"

Cell = tuple[int, int]
"""A row and a column, counted from 0."""


def reasons_of(plan: ReportPlan) -> dict[Place, frozenset[Place]]:
    """The places for explanations, each with the cells that it reads, through the workings: its indicator's number, its
    direction, how it stands against others, and what these come from."""
    found = {}
    for sheet in plan.sheets:
        formulas = {(cell.row, cell.column): cell.formula or "" for cell in sheet.cells}
        for cell in sheet.cells:
            if cell.style.startswith(_EXPLANATION):
                reads = read_through(formulas, cell.formula or "", sheet.printed_columns)
                found[sheet.key, cell.row, cell.column] = frozenset((sheet.key, *read) for read in reads)
    return found


def read_through(formulas: Mapping[Cell, str], formula: str, printed: int) -> set[Cell]:
    """The cells of its own sheet that a formula reads, and those that it reads through cells past what is printed."""
    found, waiting = set[Cell](), [*own_cells(formula)]
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting += own_cells(formulas.get(place, "")) if place[1] >= printed else ()
    return found


def reasons_below(plan: ReportPlan, withheld: Collection[Place]) -> frozenset[Place]:
    """The explanations that belong to a withheld direction: that one stands there tells that the figure declined."""
    return frozenset(place for place, reads in reasons_of(plan).items() if not reads.isdisjoint(withheld))


def items_of(plan: ReportPlan, reasons: Collection[Place]) -> frozenset[str]:
    """The numbers of the indicators that these are the explanations of."""
    found = set()
    for sheet in plan.sheets:
        cells = {(cell.row, cell.column): cell for cell in sheet.cells}
        of_sheet = (cells[row, column] for key, row, column in reasons if key == sheet.key)
        found |= {str(cells[row, 0].value) for cell in of_sheet if (row := row_explained(cell)) is not None}
    return frozenset(found)


def without(inputs: Inputs, cells: Iterable[InputCell], items: Collection[str], quarter: str) -> Inputs:
    """The inputs with these cells empty, and no explanation of these indicators in the quarter."""
    explained = {as_compared(item) for item in items}
    empty: dict[tuple[str, int], set[str]] = {}
    for cell in cells:
        # A row that is counted stays: nothing in it is told by its being there.
        if cell.is_row:
            continue
        empty.setdefault((cell.table, cell.row), set()).add(cell.heading)
    words = {column.heading for column in inputs[EXPLANATIONS].table.columns if column.kind is Kind.LONG_TEXT}
    for at, row in enumerate(inputs[EXPLANATIONS]):
        if row["Kind"] == EXPLANATION and row["Period"] == quarter and as_compared(row["Item"]) in explained:
            empty[EXPLANATIONS.name, at] = words
    return replace(inputs, records={name: _records(records, name, empty) for name, records in inputs.records.items()})


def _records(records: Records, table: str, empty: dict[tuple[str, int], set[str]]) -> Records:
    def rows() -> Iterator[Row]:
        for at, row in enumerate(records.rows):
            gone = empty.get((table, at), ())
            yield replace(row, values={**row.values, **dict.fromkeys(gone)}) if gone else row

    return Records(records.table, tuple(rows()), records.sheet, records.columns)


def in_shape(
    plan: ReportPlan, shape: ReportPlan, silent: Collection[Place], untold: Collection[Place] = ()
) -> ReportPlan:
    """The report in the form of another, which has the same cells; `silent` ones say nothing, `untold` no number."""
    forms = {sheet.key: sheet for sheet in shape.sheets}
    return replace(plan, sheets=tuple(_sheet(sheet, forms[sheet.key], silent, untold) for sheet in plan.sheets))


def _sheet(sheet: SheetPlan, shape: SheetPlan, silent: Collection[Place], untold: Collection[Place]) -> SheetPlan:
    rows = {row for key, row, _ in silent if key == sheet.key}  # whose explanation it is goes with it
    cells = tuple(
        replace(cell, value="") if cell.row in rows and cell.column < sheet.printed_columns else cell
        for cell in sheet.cells
    )
    return replace(
        sheet,
        cells=cells,
        widths=_widths(sheet, shape, untold),
        heights=shape.heights,
        page_breaks=shape.page_breaks,
        printed_further=shape.printed_further,
        paper_columns=shape.paper_columns,
        repeat_rows=shape.repeat_rows,
        may_repeat=shape.may_repeat,
        rows_on_paper=shape.rows_on_paper,
        scale=shape.scale,
        merges=shape.merges,
    )


def _widths(sheet: SheetPlan, shape: SheetPlan, untold: Collection[Place]) -> tuple[float, ...]:
    """The widths of the form, and room for every number that is told: the digits of the others show in none."""
    widths = list(shape.widths)
    for cell in sheet.cells:
        is_told = cell.column < sheet.printed_columns and (sheet.key, cell.row, cell.column) not in untold
        if is_told and is_number(cell.value) and cell.number_format:
            widths[cell.column] = max(widths[cell.column], printed_width(cell.value, cell.number_format))
    return tuple(widths)
