"""Marking up an edition's tables as tables, so that a screen reader tells rows, columns and their headings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cyps_xl.edition.fit_text import with_room
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.printed.displayed_text import is_date
from cyps_xl.sheets.context import date_of
from cyps_xl.sheets.formulas import MISSING
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan, Span, TablePlan

Cells = Mapping[tuple[int, int], CellPlan]

EMPTY_NOTE = "Where a cell is empty, nothing is recorded."
"""What stands above the tables of a sheet that have empty cells: a reader who hears them must know why."""

NOTE_PLACE = (2, 0)
_HEADER = "header"
_ENDS = ("section", "title", "link", "paragraph")
_NAMES = re.compile(r"[\w.]+")
"""Words that can stand in a table's name whole: what is left of "Re-admissions" would be no word of the page."""


def marked_up(plan: ReportPlan, language: Language = ENGLISH, empty_note: str = EMPTY_NOTE) -> ReportPlan:
    """The edition with every table marked up under one header row of different words.

    A table's headings are text by Excel's own rule: a month heads its column by its short
    name in the `language`. Headings that stand twice in a table, such as Number, take the
    period they belong to.
    """
    return replace(plan, sheets=tuple(_sheet(sheet, language, empty_note) for sheet in plan.sheets))


def _sheet(sheet: SheetPlan, language: Language, empty_note: str) -> SheetPlan:
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    cells |= _dashes(cells)
    spans = tuple(_tables(cells))
    if not spans:
        return with_room(sheet)
    headings = {place: cell for span in spans for place, cell in _headings(cells, span, language).items()}
    cells |= headings
    if any(_has_empty(cells, span) for span in spans):
        note = cells.get(NOTE_PLACE, CellPlan(*NOTE_PLACE, "", style="subtitle"))  # may say what is withheld
        cells[NOTE_PLACE] = replace(note, value=f"{note.value} {empty_note}".strip())
    charts = tuple(
        replace(chart, category_format="")
        if (chart.categories.first_row, chart.categories.first_column) in headings
        else chart
        for chart in sheet.charts
    )
    names = _names(sheet, cells, spans)
    tables = tuple(TablePlan(name, span) for name, span in zip(names, spans, strict=True))
    return with_room(replace(sheet, cells=tuple(cells[place] for place in sorted(cells)), charts=charts, tables=tables))


def _dashes(cells: Cells) -> dict[tuple[int, int], CellPlan]:
    """A row of dashes under headings that nothing stands under: a table needs one, and a reader an answer."""
    empty = {row for row, column in cells if column == 0 and _is_heading(cells[row, 0]) and (row + 1, 0) not in cells}
    return {
        (row + 1, column): CellPlan(row + 1, column, MISSING, style="text")
        for row, column in cells
        if row in empty and _is_heading(cells[row, column])
    }


def _tables(cells: Cells) -> Iterator[Span]:
    """Every table: a row of headings from column A, and the rows under it down to the first gap."""
    last_row = max(row for row, _ in cells)
    for row in range(last_row + 1):
        if not _is_heading(cells.get((row, 0))):
            continue
        columns = 0
        while _is_heading(cells.get((row, columns + 1))):
            columns += 1
        end = row
        while _goes_on(cells.get((end + 1, 0))):
            end += 1
        if end > row:
            yield Span(row, 0, end, columns)


def _is_heading(cell: CellPlan | None) -> bool:
    return cell is not None and cell.style.startswith(_HEADER)


def _goes_on(cell: CellPlan | None) -> bool:
    return cell is not None and not _is_heading(cell) and not cell.style.startswith(_ENDS)


def _headings(cells: Cells, span: Span, language: Language) -> dict[tuple[int, int], CellPlan]:
    """The header row as text, no two headings alike."""
    row = [cells[span.first_row, column] for column in range(span.last_column + 1)]
    words = [_as_text(cell, language) for cell in row]
    twice = {word for word in words if words.count(word) > 1}
    found, period, taken = {}, "", set[str]()
    for cell, word in zip(row, words, strict=True):
        if word in twice and period:
            word = f"{word}, {period}"
        elif re.search(r"\d{4}-\d{2}", word):
            period = word
        word = next(one for one in _numbered(word) if one.casefold() not in taken)
        taken.add(word.casefold())
        found[cell.row, cell.column] = replace(cell, value=word, formula=None, number_format="")
    return found


def _numbered(word: str) -> Iterator[str]:
    """A heading, and what it is called where others are called so as well: two lines of a report may have one label."""
    yield word
    yield from (f"{word} ({number})" for number in itertools.count(2))


def _as_text(cell: CellPlan, language: Language) -> str:
    day = date_of(cell.value) if is_date(cell) else None
    return language.month_heading(day) if day else str(cell.value)


def _has_empty(cells: Cells, span: Span) -> bool:
    return any(
        (place := (row, column)) not in cells or cells[place].value == ""
        for row in range(span.first_row + 1, span.last_row + 1)
        for column in range(span.last_column + 1)
    )


def _names(sheet: SheetPlan, cells: Cells, spans: tuple[Span, ...]) -> list[str]:
    """A name for each table, from its sheet's tab and the heading over it: of letters, digits and _."""
    names: list[str] = []
    for span in spans:
        above = (cells.get((row, 0)) for row in range(span.first_row - 1, 1, -1))
        heading = next((str(cell.value) for cell in above if cell and cell.style.startswith("section")), "")
        words = ("Table", *filter(_NAMES.fullmatch, f"{sheet.tab} {heading}".split()))
        name = "_".join(words).replace(".", "_")
        names.append(name if name not in names else f"{name}_{len(names) + 1}")
    return names
