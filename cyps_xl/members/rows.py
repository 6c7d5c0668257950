"""Leaving out the rows that the report keeps free for words nobody had to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cyps_xl.members.page_formulas import CELL, TEXT
from cyps_xl.sheets.indicator_words import WANTED
from cyps_xl.sheets.plan import OPEN, CellPlan, ChartPlan, ReportPlan, SheetPlan, Span

_EXPLANATION = "explanation"
_PLACES = ("section", "paragraph")
_FREE = ("", WANTED)  # a demand for an explanation is for staff; where it may stand unmet, a check was accepted

Moved = Callable[[int], int]
"""Where a row stands once the free ones above it are gone, both counted from 0."""


def without_free_rows(*reports: ReportPlan) -> tuple[ReportPlan, ...]:
    """The same report in several languages, without the rows for words that are empty in each.

    Everything below moves up together, formulas with it, so that the languages stay alike cell for cell.
    """
    sheets = [
        _without(versions, frozenset.intersection(*(_free_rows(sheet) for sheet in versions)))
        for versions in zip(*(report.sheets for report in reports), strict=True)
    ]
    return tuple(
        replace(report, sheets=tuple(versions[at] for versions in sheets)) for at, report in enumerate(reports)
    )


def _free_rows(sheet: SheetPlan) -> frozenset[int]:
    explanations = {cell.row for cell in sheet.cells if cell.style.startswith(_EXPLANATION) and cell.value in _FREE}
    places = {cell.row for cell in sheet.cells if cell.style in _PLACES and cell.formula is not None}
    speaking = {cell.row for cell in sheet.cells if cell.value != ""}
    return frozenset(explanations | (places - speaking))


def _without(versions: tuple[SheetPlan, ...], rows: frozenset[int]) -> tuple[SheetPlan, ...]:
    if not rows:
        return versions

    def moved(row: int) -> int:
        return row - sum(gone < row for gone in rows)

    return tuple(_sheet(sheet, rows, moved) for sheet in versions)


def _sheet(sheet: SheetPlan, gone: frozenset[int], moved: Moved) -> SheetPlan:
    def span(old: Span) -> Span:
        return replace(old, first_row=moved(old.first_row), last_row=moved(old.last_row))

    return replace(
        sheet,
        cells=tuple(_cell(cell, gone, moved) for cell in sheet.cells if cell.row not in gone),
        heights={moved(row): height for row, height in sheet.heights.items() if row not in gone},
        arrows=tuple(span(old) for old in sheet.arrows),
        bars=tuple(span(old) for old in sheet.bars),
        merges=tuple(span(old) for old in sheet.merges if old.first_row not in gone),
        charts=tuple(_chart(chart, span, moved) for chart in sheet.charts),
        names={name: (moved(row), column) for name, (row, column) in sheet.names.items() if row not in gone},
        page_breaks=tuple(moved(row) for row in sheet.page_breaks),
    )


def _cell(cell: CellPlan, gone: frozenset[int], moved: Moved) -> CellPlan:
    """The cell in its new place; one that the free row went on from has its rule below again."""
    style = cell.style.removesuffix(OPEN) if cell.row + 1 in gone else cell.style
    formula = None if cell.formula is None else _formula(cell.formula, moved)
    return replace(cell, row=moved(cell.row), style=style, formula=formula)


def _chart(chart: ChartPlan, span: Callable[[Span], Span], moved: Moved) -> ChartPlan:
    series = tuple(
        replace(one, name=(moved(one.name[0]), one.name[1]), values=span(one.values)) for one in chart.series
    )
    return replace(chart, row=moved(chart.row), categories=span(chart.categories), series=series)


def _formula(formula: str, moved: Moved) -> str:
    """The formula with its references to the page moved; text in it, and other sheets' tables, stay."""
    pieces = TEXT.split(formula)
    texts = TEXT.findall(formula)
    shifted = [CELL.sub(lambda ref: f"{ref[1]}{moved(int(ref[2]) - 1) + 1}", piece) for piece in pieces]
    return "".join(piece + text for piece, text in zip(shifted, [*texts, ""], strict=True))
