"""The plan of what may leave: made from the report's plan, sheet by sheet and cell by cell. Nothing is cleaned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.printed.axes import with_axis
from cyps_xl.printed.page_formulas import Values, page_formula
from cyps_xl.sheets import checks, drafts, start
from cyps_xl.sheets.formulas import MISSING
from cyps_xl.sheets.headline import ARROWS
from cyps_xl.sheets.plan import LOCATOR_PREFIX, CellPlan, ChartPlan, ReportPlan, SeriesPlan, SheetPlan, Span
from cyps_xl.sheets.theme import EDITION_SIZE

AT_HOME = (start.KEY, drafts.KEY, checks.KEY)
"""The sheets that are the officer's own."""


def leaving(plan: ReportPlan) -> ReportPlan:
    """The report without the officer's own sheets, and without those that sections left behind."""
    return replace(plan, sheets=tuple(sheet for sheet in plan.sheets if sheet.reported and sheet.key not in AT_HOME))


def edition_plan(plan: ReportPlan, *, draft: str = "") -> ReportPlan:
    """The edition of a report: what prints, with figures in place of everything that reads the inputs.

    Stays: the sheets but Start, Drafts and Checks, from the cover on; the printed columns; charts;
    links from sheet to sheet; a formula where a figure is worked out on its own page. Goes:
    the workings, the notices, every defined name, every conditional format (an arrow is a
    character here). `draft` is the word that marks every sheet of a draft.
    """
    kept = leaving(plan).sheets
    targets = {sheet.locator: f"'{_quoted(sheet.tab)}'!A1" for sheet in kept}
    sheets = tuple(_sheet(sheet, targets, draft) for sheet in kept)
    return replace(plan, sheets=sheets, header=draft, size=EDITION_SIZE, titles_head_pages=True)


def speaking_notices(plan: ReportPlan) -> tuple[tuple[str, str], ...]:
    """The tabs that would leave while something is missing on them, each with what it says of that."""
    return tuple((sheet.tab, notice) for sheet in leaving(plan).sheets for notice in sheet.notices if notice)


def _quoted(tab: str) -> str:
    return tab.replace("'", "''")


def _sheet(sheet: SheetPlan, targets: Mapping[str, str], draft: str) -> SheetPlan:
    cells = _with_gaps(sheet, _with_arrows(sheet, tuple(_shown(sheet))))
    page = {(cell.row, cell.column): cell.value for cell in cells}
    cells = tuple(_cell(cell, page, targets) for cell in cells)
    last = max(cell.row for cell in cells)
    return replace(
        sheet,
        title=f"{draft}: {sheet.title}" if draft else sheet.title,
        cells=_marked(cells, draft),
        widths=sheet.widths[: sheet.printed_columns],
        heights={row: height for row, height in sheet.heights.items() if row <= last},
        charts=tuple(_chart(chart, page) for chart in sheet.charts),
        arrows=(),
        bars=(),
        names={},
        freeze=(0, 0),  # on a telephone the frozen part of a wide table leaves no room for the rest
    )


def _chart(chart: ChartPlan, page: Values) -> ChartPlan:
    """The chart as it stands still: its name says what it shows.

    The workings do not leave, so that it reads what is printed. A line that falls to the axis where nothing is known
    says “none”, and text cells are drawn so: there columns stand in its place.
    """
    all_of_it = (one for one in chart.series if one.guide is None or one.printed is not None)
    series = tuple(_still(one) for one in all_of_it)
    if chart.drawn is Charts.FUNNEL:
        series = tuple(one for one in series if not _has_gaps(one, page))
        return replace(chart, name=chart.title, live=False, series=series)
    drawn = [page.get(place) for one in series for place in one.values.cells]
    if chart.drawn is Charts.LIMITS:  # what is not there is an empty cell, over which no line is drawn
        series = tuple(
            one for one in series if any(isinstance(page.get(place), int | float) for place in one.values.cells)
        )
        return with_axis(replace(chart, name=chart.title, live=False, series=series), drawn)
    has_gaps = any(_has_gaps(one, page) for one in series)
    kind = Charts.COLUMNS if chart.drawn.is_a_line and has_gaps else chart.drawn
    return with_axis(replace(chart, name=chart.title, live=False, series=series, drawn=kind), drawn)


def _with_gaps(sheet: SheetPlan, cells: tuple[CellPlan, ...]) -> tuple[CellPlan, ...]:
    """The cells, those empty that a chart with limits draws and that hold a dash: it would draw a text as nought."""
    charts = (chart for chart in sheet.charts if chart.drawn is Charts.LIMITS)
    drawn = {place for chart in charts for one in chart.series for place in (one.printed or one.values).cells}
    return tuple(
        replace(cell, value="", formula=None) if cell.value == MISSING and (cell.row, cell.column) in drawn else cell
        for cell in cells
    )


def _still(series: SeriesPlan) -> SeriesPlan:
    """A series that reads the page."""
    return replace(
        series,
        values=series.printed or series.values,
        printed=None,
        across=series.across_printed or series.across,
        across_printed=None,
    )


def _has_gaps(series: SeriesPlan, page: Values) -> bool:
    return not all(isinstance(page.get(place), int | float) for place in series.values.cells)


def _shown(sheet: SheetPlan) -> Iterator[CellPlan]:
    """The cells that print, without the places where a notice would speak."""
    silent = {sheet.names[name] for name in sheet.notice_names}
    for cell in sheet.cells:
        if cell.column < sheet.printed_columns and (cell.row, cell.column) not in silent:
            yield cell


def _with_arrows(sheet: SheetPlan, cells: tuple[CellPlan, ...]) -> tuple[CellPlan, ...]:
    """Codes as the arrows they stand for, so that every viewer shows them."""
    return tuple(
        replace(cell, value=ARROWS.get(cell.value, cell.value), formula=None, style=cell.style.replace("arrow", "sign"))
        if is_within(cell, sheet.arrows)
        else cell
        for cell in cells
    )


def is_within(cell: CellPlan, spans: Iterable[Span]) -> bool:
    """Whether a cell stands in one of these rectangles."""
    return any(
        span.first_row <= cell.row <= span.last_row and span.first_column <= cell.column <= span.last_column
        for span in spans
    )


def _cell(cell: CellPlan, page: Values, targets: Mapping[str, str]) -> CellPlan:
    link = targets.get(cell.link, "") if cell.link.startswith(LOCATOR_PREFIX) else ""
    return replace(cell, formula=page_formula(cell.formula, cell.value, page), link=link)


def _marked(cells: tuple[CellPlan, ...], draft: str) -> tuple[CellPlan, ...]:
    """The cells with the word of a draft before the heading in A1."""
    if not draft:
        return cells
    return tuple(
        replace(cell, value=f"{draft}: {cell.value}") if (cell.row, cell.column) == (0, 0) else cell for cell in cells
    )
