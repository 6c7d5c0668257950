"""Taking rows and columns out of laid-out sheets: everything after them moves up, formulas and charts with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from cyps_xl.formulas.references import Reference, own_cells
from cyps_xl.formulas.tokens import Kind, rewritten
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import OPEN, CellPlan, ChartPlan, SeriesPlan, SheetPlan, Span

ALWAYS = frozenset({0, 1, 2})
"""The rows that stay whatever is hidden: what a sheet is, what it covers, and the line on what is withheld."""
LOWEST_CHART = 8
"""Rows. A chart of which fewer are left is taken out whole."""

Cells = Mapping[tuple[int, int], CellPlan]
_VALUE_ALONE = "N(0)+"
"""Begins a formula that leaves its value alone: it only tells where the value comes from."""


@dataclass(frozen=True)
class Gone:
    """The rows and columns of a sheet that are taken out, counted from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.rows or self.columns)

    def __contains__(self, place: tuple[int, int]) -> bool:
        return place[0] in self.rows or place[1] in self.columns

    def row(self, row: int) -> int:
        """Where a row stands once those above it are gone."""
        return row - bisect_left(self._rows_in_order, row)

    def column(self, column: int) -> int:
        """Where a column stands once those to its left are gone."""
        return column - bisect_left(self._columns_in_order, column)

    def span(self, span: Span) -> Span | None:
        """What is left of a rectangle, where it stands; None when nothing is."""
        rows = _kept_ends(span.first_row, span.last_row, self.rows)
        columns = _kept_ends(span.first_column, span.last_column, self.columns)
        if rows is None or columns is None:
            return None
        return Span(self.row(rows[0]), self.column(columns[0]), self.row(rows[1]), self.column(columns[1]))

    @cached_property
    def _rows_in_order(self) -> Sequence[int]:
        return sorted(self.rows)

    @cached_property
    def _columns_in_order(self) -> Sequence[int]:
        return sorted(self.columns)


def _kept_ends(first: int, last: int, gone: Collection[int]) -> tuple[int, int] | None:
    """The first and the last of a run that are not gone; None when all of it is."""
    while first <= last and first in gone:
        first += 1
    while first <= last and last in gone:
        last -= 1
    return (first, last) if first <= last else None


def taken_out(sheet: SheetPlan, gone: Gone, *, hidden: bool) -> SheetPlan:
    """The sheet without these rows and columns.

    `hidden` says that they hold figures: a formula that reads one of them leaves its value, since the page no
    longer gives it; its text is then of use only to tell which inputs it comes from. Otherwise they are free, and
    a formula that reaches over them goes on without.
    """
    if not gone:
        return sheet
    merges = {(span.first_row, span.first_column): span for span in sheet.merges}
    before = {(cell.row, cell.column): cell for cell in sheet.cells}
    cells = {
        (cell.row, cell.column): cell
        for old in sheet.cells
        if (cell := _cell(old, before, merges, gone, hidden)) is not None
    }
    return replace(
        sheet,
        cells=tuple(cells[place] for place in sorted(cells)),
        widths=tuple(width for column, width in enumerate(sheet.widths) if column not in gone.columns),
        heights={gone.row(row): height for row, height in sheet.heights.items() if row not in gone.rows},
        air={gone.row(row): least for row, least in sheet.air.items() if row not in gone.rows},
        arrows=_spans(sheet.arrows, gone),
        bars=_spans(sheet.bars, gone),
        merges=_merged(sheet.merges, gone),
        charts=tuple(chart for old in sheet.charts if (chart := _chart(old, gone)) is not None),
        names={n: (gone.row(row), gone.column(col)) for n, (row, col) in sheet.names.items() if (row, col) not in gone},
        repeat_rows=_repeated(sheet.repeat_rows, gone),
        may_repeat=_repeated(sheet.may_repeat, gone),
        page_breaks=tuple(dict.fromkeys(gone.row(row) for row in sheet.page_breaks)),
        gone_on=tuple(gone.row(row) for row in sheet.gone_on if row not in gone.rows),
        rows_on_paper=gone.row(sheet.rows_on_paper),
        column_starts=tuple(dict.fromkeys(gone.column(column) for column in sheet.column_starts)),
        printed_further=_spans(sheet.printed_further, gone),
        paper_columns=gone.column(sheet.paper_columns),
        repeating_columns=tuple(gone.column(at) for at in sheet.repeating_columns if at not in gone.columns),
        repeat_columns=gone.column(sheet.repeat_columns),
        printed_columns=gone.column(sheet.printed_columns),
    )


def _cell(
    cell: CellPlan, before: Cells, merges: Mapping[tuple[int, int], Span], gone: Gone, hidden: bool
) -> CellPlan | None:
    """The cell in its new place; None when it is gone. A text across the page is there while a column of it is.

    One that a row taken out went on from has its rule below again.
    """
    place = (cell.row, cell.column)
    merged = merges.get(place)
    if merged is not None:
        left = gone.span(merged)
        if left is None:
            return None
        row, column = left.first_row, left.first_column
    elif place in gone and not (cell.row in ALWAYS and cell.row not in gone.rows and cell.column == 0):
        return None
    else:
        row, column = gone.row(cell.row), gone.column(cell.column)
    style = cell.style.removesuffix(OPEN) if cell.row + 1 in gone.rows else cell.style
    formula = None if cell.formula is None else _formula(cell.formula, before, gone, hidden)
    return replace(cell, row=row, column=column, style=style, formula=formula)


def _spans(spans: Iterable[Span], gone: Gone) -> tuple[Span, ...]:
    return tuple(left for span in spans if (left := gone.span(span)) is not None)


def _merged(merges: Iterable[Span], gone: Gone) -> tuple[Span, ...]:
    """The merged cells that are left; Excel takes one cell alone for damage."""
    return tuple(span for span in _spans(merges, gone) if span.first_column < span.last_column)


def _repeated(rows: tuple[int, int] | None, gone: Gone) -> tuple[int, int] | None:
    left = None if rows is None else gone.span(Span(rows[0], -1, rows[1], -1))
    return None if left is None else (left.first_row, left.last_row)


def _chart(chart: ChartPlan, gone: Gone) -> ChartPlan | None:
    """The chart as Excel draws it: without what is hidden. None when nothing of it is left, or no room for it."""
    rows = sum(row not in gone.rows for row in range(chart.row, chart.row + chart.rows))
    width = gone.span(Span(-1, chart.columns[0], -1, chart.columns[1]))
    categories = gone.span(chart.categories)
    series = tuple(left for one in chart.series if (left := _series(one, gone)) is not None)
    if width is None or categories is None or not series or (rows < chart.rows and rows < LOWEST_CHART):
        return None
    columns = (width.first_column, width.last_column)
    return replace(chart, row=gone.row(chart.row), rows=rows, columns=columns, categories=categories, series=series)


def _series(series: SeriesPlan, gone: Gone) -> SeriesPlan | None:
    values, printed = gone.span(series.values), series.printed and gone.span(series.printed)
    if values is None or series.name in gone or (series.printed is not None and printed is None):
        return None
    name = gone.row(series.name[0]), gone.column(series.name[1])
    words = series.words and gone.span(series.words)
    across, across_printed = (span and gone.span(span) for span in (series.across, series.across_printed))
    if series.across is not None and across is None:
        return None
    left = replace(series, name=name, values=values, printed=printed, words=words)
    return replace(left, across=across, across_printed=across_printed)


def _formula(formula: str, before: Cells, gone: Gone, hidden: bool) -> str:
    """The formula with its references to the page moved; text in it, and other sheets' tables, stay."""
    lost = [place for place in own_cells(formula) if place in gone] if hidden else []
    moved = _moved(formula, gone)
    if not lost:
        return moved
    return _VALUE_ALONE + "+".join([moved, *(f"({text})" for text in _behind(lost, before, gone))])


def _behind(lost: Iterable[tuple[int, int]], before: Cells, gone: Gone) -> Iterator[str]:
    """The formulas of cells that are gone, and of those that they read in turn, each once."""
    waiting, seen = list(lost), set()
    while waiting:
        place = waiting.pop(0)
        cell = before.get(place)
        if place in seen or cell is None or cell.formula is None:
            continue
        seen.add(place)
        waiting += [read for read in own_cells(cell.formula) if read in gone]
        yield _moved(cell.formula, gone)


@lru_cache(maxsize=5_000)  # the versions of a sheet, in each language and as staff have it, lose the same rows
def _moved(formula: str, gone: Gone) -> str:
    return rewritten(formula, Kind.REFERENCE, lambda text: _reference(text, gone))


def _reference(reference: str, gone: Gone) -> str:
    """A cell or a range where it stands now; 0 where nothing of it is left. Any other reference stays."""
    area = Reference.parse(reference).own_area
    if area is None:
        return reference
    left = gone.span(Span(area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1))
    if left is None:
        return "0"
    corners = ((left.first_row, left.first_column), (left.last_row, left.last_column))
    return ":".join(_like(end, *corner) for end, corner in zip(reference.split(":"), corners, strict=False))


def _like(reference: str, row: int, column: int) -> str:
    """An address with its $ where the other has them."""
    fixed_column, fixed_row = reference.startswith("$"), "$" in reference[1:]
    return address(row, column, fixed_row=fixed_row, fixed_column=fixed_column)
