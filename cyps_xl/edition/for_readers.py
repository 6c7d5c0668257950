"""What makes the report work and tells a reader nothing, taken out; and the pages of its sections, put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from cyps_xl.edition.taking_out import Gone, taken_out
from cyps_xl.sheets import cover, key
from cyps_xl.sheets.key_periods import TOLD_TO_READERS
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan

PAGE_NUMBER = "&P"


def without_plumbing(*reports: ReportPlan) -> tuple[ReportPlan, ...]:
    """The same report in several languages without those rows of the Key that only formulas read, and without columns
    that say nothing of their own: they repeat others in the fourth quarter, or nothing stands in them.

    Other formulas keep the values that they read there.
    """
    sheets = [_without_plumbing(versions) for versions in zip(*(report.sheets for report in reports), strict=True)]
    return tuple(
        replace(report, sheets=tuple(versions[at] for versions in sheets)) for at, report in enumerate(reports)
    )


def _without_plumbing(versions: tuple[SheetPlan, ...]) -> tuple[SheetPlan, ...]:
    """The same rows and columns go from each form of a sheet: a line on what is withheld takes a name away in one."""
    each = [_plumbing(sheet) for sheet in versions]
    rows, columns = frozenset.intersection(*(one.rows for one in each)), each[0].columns
    return tuple(taken_out(sheet, Gone(rows, columns), hidden=True) for sheet in versions)


def _plumbing(sheet: SheetPlan) -> Gone:
    if sheet.key != key.KEY:
        return Gone(columns=frozenset(sheet.repeating_columns))
    return Gone(rows=frozenset(row for name, (row, _) in sheet.names.items() if name not in TOLD_TO_READERS))


def with_page_numbers(plan: ReportPlan) -> ReportPlan:
    """The edition with the page on which each section begins beside its link on the cover.

    They follow from the breaks that the plan names: a sheet has one page more than breaks, and what is printed further
    the same. A test holds them against the PDF.
    """
    pages = dict(_first_pages(plan))
    sheets = (_numbered(sheet, pages, plan.page_of) if sheet.key == cover.KEY else sheet for sheet in plan.sheets)
    return replace(plan, sheets=tuple(sheets))


def _first_pages(plan: ReportPlan) -> Iterator[tuple[str, int]]:
    page = 1
    for sheet in plan.sheets:
        yield f"'{sheet.tab.replace(chr(39), chr(39) * 2)}'!A1", page
        page += page_count(sheet)


def page_count(sheet: SheetPlan) -> int:
    """How many pages a sheet takes."""
    further = sheet.printed_further
    inside = sum(span.first_row < row <= span.last_row for span in further for row in sheet.page_breaks)
    return 1 + len(sheet.page_breaks) + len(further) + inside


def _numbered(sheet: SheetPlan, pages: Mapping[str, int], page_of: str) -> SheetPlan:
    page, _, _ = page_of.partition(PAGE_NUMBER)
    linked = ((cell, pages[cell.link]) for cell in sheet.cells if cell.link in pages and cell.column)
    numbers = {(cell.row, 0): CellPlan(cell.row, 0, f"{page}{number}", style="page number") for cell, number in linked}
    cells = {(cell.row, cell.column): cell for cell in sheet.cells} | numbers
    return replace(sheet, cells=tuple(cells[place] for place in sorted(cells)))
