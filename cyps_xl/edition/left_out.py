"""What an edition leaves out besides small numbers: what staff hid or deleted, and sections with nothing in
them; and the lines that tell the officer so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from cyps_xl.definition.section_numbers import sections_referred_to
from cyps_xl.edition.taking_out import ALWAYS, Gone, taken_out
from cyps_xl.errors import Blocked, Problem
from cyps_xl.inputs.catalogue import Catalogue, texts_of
from cyps_xl.inputs.places import cell_place
from cyps_xl.measures.periods import long_date, month_name
from cyps_xl.printed.displayed_text import as_shown, is_date
from cyps_xl.printed.explained import row_explained
from cyps_xl.sheets import cover, glance, key, questions
from cyps_xl.sheets.context import date_of
from cyps_xl.sheets.indicator_words import WANTED
from cyps_xl.sheets.plan import CellPlan, ChartPlan, ReportPlan, SheetPlan
from cyps_xl.xlsx.grafting.graft import ReportParts
from cyps_xl.xlsx.grafting.hidden_report import Hidden, hidden_on_report
from cyps_xl.xlsx.parts.package import Package

NO_SECTIONS = (cover.KEY, glance.KEY, key.KEY)
"""The sheets that hold no figures of their own and are no section."""
MOST_NAMED = 5
"""Rows or columns of one sheet that are named; of more, how many they are."""
_FIGURES = ("figure", "count", "total")
_LABEL_LENGTH = 60


class Why(Enum):
    """Why a sheet is left out, as an officer reads it."""

    HIDDEN = "hidden in the workbook"
    DELETED = "deleted from the workbook, where a refresh brings it back"
    EMPTY = "it would show no figure and no words"
    NOT_WHOLE = "a scorecard that it tells of is hidden in the workbook, or part of it is"


@dataclass(frozen=True)
class LeftOut:
    """What stays out, by the sheet's key: whole sheets, rows and columns (counted from 0), charts by name."""

    sheets: Mapping[str, Why] = field(default_factory=dict)
    parts: Mapping[str, Gone] = field(default_factory=dict)
    charts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def places(self, plan: ReportPlan) -> frozenset[tuple[str, int, int]]:
        """The cells that readers do not see."""
        return frozenset(
            (sheet.key, cell.row, cell.column)
            for sheet in plan.sheets
            for cell in sheet.cells
            if sheet.key in self.sheets or (cell.row, cell.column) in self.parts.get(sheet.key, Gone())
        )

    def seen(self, plan: ReportPlan) -> ReportPlan:
        """The report with what is left out taken away, everything else where it was."""
        return plan.without(self.places(plan))

    def applied_to(self, *reports: ReportPlan) -> tuple[ReportPlan, ...]:
        """The same report in several forms without it, each alike cell for cell: what stands after it moves up.

        No link leads to a sheet that is not there. The first is what readers see: where a chart of it
        would draw nothing, it goes from all, whatever it draws from numbers that the others still hold.
        """
        first = reports[0]
        gone = {sheet.locator for sheet in first.sheets if sheet.key in self.sheets}
        kept = [[sheet for sheet in report.sheets if sheet.key not in self.sheets] for report in reports]
        sheets = [self._without(versions, gone) for versions in zip(*kept, strict=True)]
        return tuple(
            replace(report, sheets=tuple(versions[at] for versions in sheets)) for at, report in enumerate(reports)
        )

    def _without(self, versions: Sequence[SheetPlan], gone: Collection[str]) -> tuple[SheetPlan, ...]:
        return _without_empty_charts([self._without_hidden(sheet, gone) for sheet in versions])

    def _without_hidden(self, sheet: SheetPlan, gone: Collection[str]) -> SheetPlan:
        charts = tuple(chart for chart in sheet.charts if chart.name not in self.charts.get(sheet.key, ()))
        left = taken_out(replace(sheet, charts=charts), self.parts.get(sheet.key, Gone()), hidden=True)
        return taken_out(left, Gone(frozenset(cell.row for cell in left.cells if cell.link in gone)), hidden=False)


def left_out(package: Package, plan: ReportPlan, in_workbook: ReportParts) -> LeftOut:
    """What staff hid of the report's sheets in the workbook, and which of them they deleted.

    `plan` is the report as a refresh would lay it out now, `in_workbook` where a graft of it has found its sheets.
    Raises Blocked when nothing would be left.
    """
    hidden = hidden_on_report(package, in_workbook)
    sheets: dict[str, Why] = {}
    parts, charts = {}, {}
    for sheet in plan.sheets:
        found = hidden.get(sheet.key)
        if found is None:
            sheets[sheet.key] = Why.DELETED
        elif found.whole or _all_hidden(sheet, found):
            sheets[sheet.key] = Why.HIDDEN
        else:
            columns = frozenset(column for column in found.columns if column < sheet.printed_columns)
            parts[sheet.key] = Gone(_with_explanations(sheet, found.rows) - ALWAYS, columns)
            charts[sheet.key] = found.charts
    sheets |= _telling_of_hidden(plan, sheets, parts)
    return LeftOut(sheets, {key: gone for key, gone in parts.items() if gone}, charts)


def _telling_of_hidden(plan: ReportPlan, sheets: Mapping[str, Why], parts: Mapping[str, Gone]) -> dict[str, Why]:
    """At a glance, where it would tell of a scorecard of which anything is hidden."""
    hidden = any(sheet.scorecards and (sheet.key in sheets or parts.get(sheet.key)) for sheet in plan.sheets)
    is_there = any(sheet.key == glance.KEY for sheet in plan.sheets)
    return {glance.KEY: Why.NOT_WHOLE} if hidden and is_there and glance.KEY not in sheets else {}


def with_empty_sections(left: LeftOut, plan: ReportPlan, catalogue: Catalogue) -> LeftOut:
    """The same, and the sections of the report in which nothing stands that readers would see.

    Raises Blocked when no section is left.
    """
    typed = re.compile("|".join(re.escape(f"{table}[{heading}]") for table, heading in texts_of(catalogue)))
    sections = [sheet for sheet in left.seen(plan).sheets if sheet.key not in (*NO_SECTIONS, *left.sheets)]
    empty = {sheet.key: Why.EMPTY for sheet in sections if not any(_says_something(sheet, typed))}
    if len(empty) == len(sections):
        raise Blocked(
            "Nothing was published: every section is hidden, deleted or empty.",
            [Problem(sheet.title, f"{left.sheets.get(sheet.key, Why.EMPTY).value}.", _REMEDY) for sheet in plan.sheets],
        )
    return replace(left, sheets={**left.sheets, **empty})


_REMEDY = "Show it in Excel (right-click a tab, Unhide), type its figures, or bring the report up to date."


def _all_hidden(sheet: SheetPlan, found: Hidden) -> bool:
    """Whether no printed column is left, or no row below the headings of the sheet."""
    rows = {cell.row for cell in sheet.cells if cell.column < sheet.printed_columns and cell.row not in ALWAYS}
    return found.columns.issuperset(range(sheet.printed_columns)) or (bool(rows) and found.rows.issuperset(rows))


def _with_explanations(sheet: SheetPlan, rows: frozenset[int]) -> frozenset[int]:
    """The rows, and with each that of its indicator's explanation."""
    explained = (cell for cell in sheet.cells if cell.style.startswith("explanation"))
    return rows | {cell.row for cell in explained if row_explained(cell) in rows}


def _says_something(sheet: SheetPlan, typed: re.Pattern[str]) -> Iterator[bool]:
    """For each printed cell, whether it shows a figure, or words that somebody typed for this section."""
    for cell in sheet.cells:
        if cell.column < sheet.printed_columns and cell.formula is not None:
            is_figure = cell.style.startswith(_FIGURES) and _is_number(cell) and not is_date(cell)
            is_text = cell.value not in ("", WANTED) and isinstance(cell.value, str)
            yield is_figure or (is_text and typed.search(cell.formula) is not None)


def _is_number(cell: CellPlan | None) -> bool:
    return cell is not None and isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _without_empty_charts(versions: Sequence[SheetPlan]) -> tuple[SheetPlan, ...]:
    """A sheet in several forms without charts that show no column in the first, nor the rows that were theirs alone.

    The others hold the numbers that the first withholds, or words in the second language: each by itself
    would lose other rows.
    """
    cells = {(cell.row, cell.column): cell for cell in versions[0].cells}
    empty = {chart.name: chart for chart in versions[0].charts if not _draws_something(chart, cells)}
    if not empty:
        return tuple(versions)
    filled = {cell.row for sheet in versions for cell in sheet.cells if cell.value != ""} | ALWAYS
    rows = frozenset(row for chart in empty.values() for row in range(chart.row, chart.row + chart.rows)) - filled
    kept = (replace(one, charts=tuple(chart for chart in one.charts if chart.name not in empty)) for one in versions)
    return tuple(taken_out(sheet, Gone(rows), hidden=False) for sheet in kept)


def _draws_something(chart: ChartPlan, cells: Mapping[tuple[int, int], CellPlan]) -> bool:
    """Whether it has a figure: a target, or limits, beside none says nothing."""
    figures = (series for series in chart.series if series.guide is None)
    return any(_is_number(cells.get(place)) for series in figures for place in series.values.cells)


def told(left: LeftOut, plan: ReportPlan, *texts: ReportPlan) -> Iterator[str]:
    """A line for each thing that was left out; `texts` are the report in each language that is published."""
    for sheet in plan.sheets:
        why = left.sheets.get(sheet.key)
        if why is Why.EMPTY and sheet.key == questions.KEY:
            continue  # that nobody asked anything is nothing that is missing
        if why is not None:
            yield f"Left out: {sheet.title} ({why.value})."
        else:
            yield from _told_of(sheet, left.parts.get(sheet.key, Gone()), left.charts.get(sheet.key, frozenset()))
    for report in texts:
        yield from _references(left, report)


def _told_of(sheet: SheetPlan, gone: Gone, charts: frozenset[str]) -> Iterator[str]:
    cells = {(cell.row, cell.column): cell for cell in sheet.cells if cell.column < sheet.printed_columns}
    rows = [label for row in sorted(gone.rows) if (label := _label(cells, [(row, at) for at in _columns(sheet)]))]
    below = range(max((row for row, _ in cells), default=0) + 1)
    headings = {place: cell for place, cell in cells.items() if cell.style.startswith("header")}
    columns = [
        label for at in sorted(gone.columns) if (label := _label(headings or cells, [(row, at) for row in below]))
    ]
    for kind, labels in (("row", rows), ("column", columns)):
        if labels:
            yield f"Left out of {sheet.title}, hidden in the workbook: {_counted(kind, labels)}."
    for chart in sheet.charts:
        if chart.name in charts:
            yield f"Left out of {sheet.title}, hidden in the workbook: the chart “{chart.title}”."


def _columns(sheet: SheetPlan) -> range:
    return range(sheet.printed_columns)


def _label(cells: Mapping[tuple[int, int], CellPlan], places: Iterable[tuple[int, int]]) -> str:
    """The words or the day of a row or column, as far as its first figure; "" when it shows nothing."""
    found: list[str] = []
    for cell in (cells[place] for place in places if place in cells and cells[place].value != ""):
        if found and not isinstance(cell.value, str):
            break
        found.append(_shown(cell))
        if cell.style.startswith(("header", "section", "paragraph", "explanation")):
            break
    words = " ".join(" ".join(found).split())
    return words if len(words) <= _LABEL_LENGTH else f"{words[: _LABEL_LENGTH - 1]}…"


def _shown(cell: CellPlan) -> str:
    day = date_of(cell.value) if is_date(cell) else None
    if day is None:
        return as_shown(cell)
    return long_date(day) if cell.number_format.startswith("d") else month_name(day)


def _counted(kind: str, labels: list[str]) -> str:
    named = ", ".join(f"“{label}”" for label in labels[:MOST_NAMED])
    more = f" and {len(labels) - MOST_NAMED} more" if len(labels) > MOST_NAMED else ""
    return f"{kind if len(labels) == 1 else f'{len(labels)} {kind}s'} {named}{more}"


def _references(left: LeftOut, report: ReportPlan) -> Iterator[str]:
    """The texts that send their reader to a section that is left out."""
    gone = [sheet.title for sheet in report.sheets if sheet.key in left.sheets]
    kept = [sheet.title for sheet in report.sheets if sheet.key not in left.sheets]
    for sheet in left.seen(report).sheets:
        for cell in sheet.cells if sheet.key not in left.sheets else ():
            if cell.formula is None or not isinstance(cell.value, str) or cell.column >= sheet.printed_columns:
                continue
            for number in dict.fromkeys(sections_referred_to(cell.value)):
                # A number may have a space in it: “Part 1”. What begins with it and stays is what was meant.
                if _any_is(number, gone) and not _any_is(number, kept):
                    where = cell_place(sheet.tab, cell.column + 1, cell.row + 1)
                    yield f"{where} sends its reader to section {number}, which is left out."


def _any_is(number: str, titles: Iterable[str]) -> bool:
    return any(title.startswith(f"{number} ") for title in titles)
